// How the application looks in this terminal: what the settings say, then what
// the terminal says of itself.

package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"patchbay/tui/theme"
)

// Look is what the settings say about colours and characters.
type Look struct {
	Background Background
	Glyphs     theme.Glyphs
	// Colours limits the colours used; theme.TrueColour means what the terminal can.
	Colours theme.Colours
}

// Background says where the choice between dark and light comes from.
type Background int

// The backgrounds. AskTerminal starts dark and follows the terminal's answer.
const (
	AskTerminal Background = iota
	AlwaysDark
	AlwaysLight
)

// lookState is the look as far as it is known.
type lookState struct {
	wanted  Look
	answer  theme.Background
	profile theme.Colours
	theme   theme.Theme
}

func newLookState(l Look) lookState {
	s := lookState{wanted: l, answer: theme.Dark, profile: theme.Colours256}
	s.rebuild()
	return s
}

func (s *lookState) rebuild() {
	background := s.answer
	switch s.wanted.Background {
	case AlwaysDark:
		background = theme.Dark
	case AlwaysLight:
		background = theme.Light
	}
	s.theme = theme.New(background, max(s.profile, s.wanted.Colours), s.wanted.Glyphs)
}

// background is the terminal's answer about its background.
func (s *lookState) background(m tea.BackgroundColorMsg) {
	s.answer = theme.Light
	if m.IsDark() {
		s.answer = theme.Dark
	}
	s.rebuild()
}

// colours is what the terminal can show, found out by Bubble Tea.
func (s *lookState) colours(p colorprofile.Profile) {
	switch {
	case p >= colorprofile.TrueColor:
		s.profile = theme.TrueColour
	case p == colorprofile.ANSI256:
		s.profile = theme.Colours256
	case p == colorprofile.ANSI:
		s.profile = theme.Colours16
	default:
		s.profile = theme.NoColour
	}
	s.rebuild()
}
