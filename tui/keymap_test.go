// The key table: every key can be sent by a plain terminal and arrives under
// its name, no two live keys collide, everything can be reached.

package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"patchbay/tui/cells"
)

var everyScope = []scope{inLookup, inDetail, inDetailInput, inText, inForm, inFind, inReplace, inTree, inValue, inPanel, inHistory, inHistoryInput, inVersion, inVersionInput}

// onTheWire is what a terminal without the Kitty protocol sends for a key, ""
// when it cannot send it. It follows xterm's manual, not our own table.
func onTheWire(key string) string {
	modifier, name := 1, key
	take := func(prefix string, bit int) {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			name = rest
			modifier += bit
		}
	}
	take("ctrl+", 4)
	take("alt+", 2)
	take("shift+", 1)
	cursor := map[string]string{"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F", "f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
	numbered := map[string]string{
		"insert": "2", "delete": "3", "pgup": "5", "pgdown": "6",
		"f5": "15", "f6": "17", "f7": "18", "f8": "19", "f9": "20", "f10": "21", "f11": "23", "f12": "24",
	}
	switch {
	case cursor[name] != "" && modifier == 1 && name[0] == 'f':
		return "\x1bO" + cursor[name]
	case cursor[name] != "" && modifier == 1:
		return "\x1b[" + cursor[name]
	case cursor[name] != "":
		return fmt.Sprintf("\x1b[1;%d%s", modifier, cursor[name])
	case numbered[name] != "" && modifier == 1:
		return "\x1b[" + numbered[name] + "~"
	case numbered[name] != "":
		return fmt.Sprintf("\x1b[%s;%d~", numbered[name], modifier)
	case key == "shift+tab":
		return "\x1b[Z"
	}
	single := map[string]string{"enter": "\r", "tab": "\t", "esc": "\x1b", "backspace": "\x7f", "space": " "}[name]
	if single == "" && len([]rune(name)) == 1 {
		single = name
	}
	if single == "" {
		return ""
	}
	switch modifier {
	case 1:
		return single
	case 3: // alt
		if name == "esc" || name == "tab" || strings.ContainsAny(name, "[]^_") || strings.ToLower(name) != name {
			return "" // these begin sequences, or arrive under another name
		}
		return "\x1b" + single
	case 4: // alt and shift
		if len(name) == 1 && name[0] >= 'a' && name[0] <= 'z' && !strings.Contains("opx", name) {
			return "\x1b" + strings.ToUpper(name)
		}
	case 5: // ctrl
		switch {
		case name == "space":
			return "\x00"
		case len(name) == 1 && name[0] >= 'a' && name[0] <= 'z' && !strings.Contains("ijm", name):
			return string(rune(name[0] - 'a' + 1))
		case len(name) == 1 && strings.Contains(`\]^_`, name):
			return string(rune(name[0] - '@'))
		}
	}
	return ""
}

// arriving is a program that notes the names of keys.
type arriving struct{ names *[]string }

func (a arriving) Init() tea.Cmd  { return nil }
func (a arriving) View() tea.View { return tea.NewView("") }
func (a arriving) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		if k.String() == "~" { // the end of a key's bytes
			return a, tea.Quit
		}
		*a.names = append(*a.names, k.String())
	}
	return a, nil
}

// arrives lets Bubble Tea read bytes and names the keys that came of it.
func arrives(t *testing.T, wire string) (names []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	p := tea.NewProgram(arriving{&names}, tea.WithContext(ctx), tea.WithInput(strings.NewReader(wire+"~")), tea.WithOutput(io.Discard), tea.WithoutSignalHandler(), tea.WithoutRenderer())
	if _, err := p.Run(); err != nil {
		t.Fatal(err)
	}
	return names
}

func TestEveryKeyCanBeSentAndArrives(t *testing.T) {
	t.Parallel()
	var wire bytes.Buffer
	var want []string
	for _, c := range commands() {
		for _, key := range c.keys {
			if !sendable(key) && !(key == "shift+backspace" && slices.Contains(c.keys, "backspace")) {
				// Such terminals send backspace with and without shift alike.
				t.Errorf("%s: sendable refuses its key %q", c.name, key)
			}
			sent := onTheWire(key)
			switch {
			case key == "shift+backspace" || key == "esc" || key == "~":
			case sent == "":
				t.Errorf("%s: no plain terminal can send %q", c.name, key)
			default:
				wire.WriteString(sent)
				want = append(want, key)
			}
		}
	}
	got := arrives(t, wire.String())
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || want[i] != got[i] {
			t.Fatalf("key %d: want %q, arrives as %q", i, want[i:min(len(want), i+3)], got[i:min(len(got), i+3)])
		}
	}
}

// What a remap may name arrives under that name on every terminal.
func TestWhatMayBeRemappedCanBeSent(t *testing.T) {
	t.Parallel()
	names := []string{"enter", "tab", "esc", "backspace", "space", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "insert", "delete", "hyper", "f0", "f13", "f", ""}
	for n := 1; n <= 12; n++ {
		names = append(names, fmt.Sprintf("f%d", n))
	}
	for r := rune(0x21); r < 0x7f; r++ {
		names = append(names, string(r))
	}
	for _, modifiers := range []string{"", "shift+", "alt+", "ctrl+", "alt+shift+", "ctrl+shift+", "ctrl+alt+", "ctrl+alt+shift+", "shift+alt+", "super+", "meta+"} {
		for _, name := range names {
			if key := modifiers + name; sendable(key) && onTheWire(key) == "" {
				t.Errorf("%q may be bound and cannot be sent", key)
			}
		}
	}
}

func TestNoTwoLiveKeysCollide(t *testing.T) {
	m, err := newKeymap(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, where := range everyScope {
		owner := map[string]string{}
		for _, c := range m.all {
			if c.scope&where == 0 {
				continue
			}
			for _, key := range c.keys {
				if typed(key) && where&(inDetail|inHistory|inVersion) == 0 {
					continue // text
				}
				if other := owner[key]; other != "" {
					t.Errorf("%q means both %s and %s (scope %b)", key, other, c.name, where)
				}
				owner[key] = c.name
			}
		}
	}
}

func TestBothBackspacesErase(t *testing.T) {
	t.Parallel()
	if got := arrives(t, "\x7f\x08"); !slices.Equal(got, []string{"backspace", "ctrl+h"}) {
		t.Fatalf("the two codes arrive as %q", got)
	}
	m, _ := newKeymap(nil)
	for _, where := range []scope{inText, inForm, inFind} {
		for _, key := range []string{"backspace", "ctrl+h"} {
			if c, ok := m.find(where, key); !ok || c.name != "backspace" {
				t.Errorf("%s in scope %b is %q", key, where, c.name)
			}
		}
	}
}

func TestEveryCommandCanBeReached(t *testing.T) {
	m, _ := newKeymap(nil)
	names := map[string]bool{}
	for _, c := range m.all {
		if names[c.name] || c.name == "" || c.title == "" || c.run == nil || c.scope == 0 {
			t.Errorf("%q is there twice or is not whole", c.name)
		}
		names[c.name] = true
		if cells.Clean(c.title) != c.title || strings.ToUpper(c.title[:1]) != c.title[:1] {
			t.Errorf("%s has the title %q", c.name, c.title)
		}
		for _, where := range everyScope {
			if c.scope&where == 0 {
				continue
			}
			inPalette := c.shelf != moving && c.name != "palette"
			byKey := slices.ContainsFunc(c.keys, func(key string) bool {
				found, ok := m.find(where, key)
				return ok && found.name == c.name
			})
			if !inPalette && !byKey {
				t.Errorf("%s cannot be reached in scope %b", c.name, where)
			}
		}
	}
}

// The keys the design promises.
func TestTheKeysOfTheDesign(t *testing.T) {
	m, _ := newKeymap(nil)
	for _, c := range []struct {
		where     scope
		key, name string
	}{
		{anywhere, "f1", "help"}, {inDetail, "?", "help"}, {anywhere, "ctrl+p", "palette"}, {anywhere, "esc", "back"}, {anywhere, "ctrl+q", "quit"},
		{inLookup | inDetail, "ctrl+c", "quit-outside"}, {inLookup | inDetail, "ctrl+r", "reload"},
		{inDetail, "e", "edit-json"}, {inDetail, "f", "edit-form"}, {inDetail, "v", "history"}, {inHistory, "r", "history-restore"}, {inDetail, "/", "detail-find"}, {inDetail, "j", "read-down"}, {inDetail, "k", "read-up"},
		{inDetail, "g", "read-first"}, {inDetail, "G", "read-last"}, {inDetail, "ctrl+d", "read-half-down"}, {inDetail, "ctrl+u", "read-half-up"},
		{inDetail, "tab", "next-part"}, {inDetail, "shift+tab", "previous-part"}, {inDetail, "f6", "next-part"},
		{inText | inForm, "ctrl+s", "save"}, {inText | inForm, "ctrl+z", "undo"}, {inText | inForm, "ctrl+y", "redo"},
		{inText | inForm, "ctrl+x", "cut"}, {inText | inForm, "ctrl+c", "copy"}, {inText | inForm, "ctrl+v", "paste"}, {inText | inForm, "ctrl+a", "select-all"},
		{inText, "ctrl+f", "find"}, {inText, "f3", "find-next"}, {inText, "ctrl+n", "find-next"}, {inText, "shift+f3", "find-previous"},
		{inText, "ctrl+g", "go-to"}, {inText, "f8", "next-finding"}, {inText, "shift+f8", "previous-finding"}, {inText, "tab", "indent"}, {inText, "shift+tab", "outdent"},
		{inText, "alt+b", "word-left"}, {inText, "alt+f", "word-right"}, {inText, "ctrl+left", "word-left"}, {inText, "alt+right", "word-right"},
		{inText, "ctrl+shift+left", "select-word-left"}, {inText, "alt+shift+f", "select-word-right"},
		{inText, "f4", "format"}, {inText, "alt+up", "move-line-up"}, {inText, "ctrl+d", "duplicate-line"}, {inText, "ctrl+]", "matching-bracket"},
		{inText, "alt+o", "grow-selection"}, {inText, "alt+i", "shrink-selection"}, {inText, "alt+n", "next-value"}, {inText, "alt+p", "previous-value"}, {inText, "alt+u", "parent-value"},
		{inText, "ctrl+u", "delete-to-line-start"}, {inText, "alt+k", "delete-to-line-end"}, {inText, "alt+-", "fold"}, {inText, "alt+=", "unfold"}, {inText | inForm, "f2", "toggle-form"}, {inForm, "tab", "next-field"},
	} {
		for _, where := range everyScope {
			if c.where&where == 0 {
				continue
			}
			if got, ok := m.find(where, c.key); !ok || got.name != c.name {
				t.Errorf("%s in scope %b is %q, want %q", c.key, where, got.name, c.name)
			}
		}
	}
}

// Letters are text wherever a text field has the focus.
func TestLettersAreTextInTextFields(t *testing.T) {
	m, _ := newKeymap(map[string][]string{"reload": {"R", "ctrl+r"}})
	for _, where := range everyScope {
		for r := rune(' '); r < 0x7f; r++ {
			key := string(r)
			if key == " " {
				key = "space"
			}
			if c, ok := m.find(where, key); ok && where&lettersAct == 0 {
				t.Errorf("%q in scope %b runs %s", key, where, c.name)
			}
		}
	}
	if c, ok := m.find(inDetail, "R"); !ok || c.name != "reload" {
		t.Error("a letter cannot be bound where nothing is typed")
	}
}

func TestRemapping(t *testing.T) {
	m, err := newKeymap(map[string][]string{"save": {"f5", "alt+h"}, "undo": {"f9"}, "copy-path": nil})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"f5": "save", "alt+h": "save", "f9": "undo", "ctrl+s": "", "ctrl+z": ""} {
		if c, _ := m.find(inText, key); c.name != want {
			t.Errorf("%s is %q, want %q", key, c.name, want)
		}
	}
	if c, ok := m.find(inDetail, "y"); ok {
		t.Errorf("a key taken away still runs %s", c.name)
	}
	if m.hint("save") != "f5" || m.hint("copy-path") == "y" {
		t.Errorf("texts still name the old keys: %q, %q", m.hint("save"), m.hint("copy-path"))
	}
	if fresh, _ := newKeymap(nil); fresh.hint("save") != "ctrl+s" {
		t.Error("a remap changed the defaults")
	}
}

func TestWrongRemapsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		remap   map[string][]string
		command string
		words   string
	}{
		"no such command":      {map[string][]string{"fly": {"f5"}}, "fly", "no command"},
		"Kitty only":           {map[string][]string{"save": {"ctrl+shift+s"}}, "save", "every terminal"},
		"arrives as enter":     {map[string][]string{"save": {"ctrl+m"}}, "save", "every terminal"},
		"arrives as tab":       {map[string][]string{"save": {"ctrl+i"}}, "save", "every terminal"},
		"begins a sequence":    {map[string][]string{"save": {"alt+["}}, "save", "every terminal"},
		"arrives as alt+shift": {map[string][]string{"save": {"alt+S"}}, "save", "every terminal"},
		"in the wrong order":   {map[string][]string{"save": {"shift+ctrl+up"}}, "save", "every terminal"},
		"a word":               {map[string][]string{"save": {"save"}}, "save", "every terminal"},
		"nothing":              {map[string][]string{"save": {""}}, "save", "every terminal"},
		"taken":                {map[string][]string{"undo": {"ctrl+y"}}, "redo", "already means"},
		"taken everywhere":     {map[string][]string{"undo": {"ctrl+q"}}, "undo", "already means"},
		"twice in one":         {map[string][]string{"undo": {"f5", "f5"}}, "undo", "already means"},
		"an escape":            {map[string][]string{"save": {"\x1b[2J"}}, "save", "every terminal"},
	} {
		t.Run(name, func(t *testing.T) {
			err := CheckKeys(c.remap)
			var wrong *KeyError
			if !errors.As(err, &wrong) || wrong.Command != c.command && c.words != "already means" || !strings.Contains(wrong.Reason, c.words) {
				t.Fatalf("%v", err)
			}
			if strings.ContainsAny(err.Error(), "\x1b\u202e") {
				t.Errorf("repeats it raw: %q", err)
			}
		})
	}
	if err := CheckKeys(nil); err != nil {
		t.Error(err)
	}
}

// Quitting and the palette cannot be taken away: without them a user is stuck.
func TestTheWayOutCannotBeLost(t *testing.T) {
	for _, name := range []string{"quit", "palette"} {
		for _, keys := range [][]string{nil, {"z"}} { // a letter acts only outside text fields
			if err := CheckKeys(map[string][]string{name: keys}); err == nil {
				t.Errorf("%s can be left with the keys %q", name, keys)
			}
		}
		if err := CheckKeys(map[string][]string{name: {"z", "f10"}}); err != nil {
			t.Errorf("%s cannot be moved: %v", name, err)
		}
	}
}

// Help and quit work above every dialog, by whatever key they have; a letter
// bound to them is still text there.
func TestRemappedHelpAndQuitAboveDialogs(t *testing.T) {
	a, err := New(context.Background(), Options{Clock: still{}, Width: 80, Height: 24, Remap: map[string][]string{"help": {"f5", "f1"}, "quit": {"q", "f10"}}})
	if err != nil {
		t.Fatal(err)
	}
	a.screen = onDetail
	press := func(k tea.KeyPressMsg) string {
		a.Update(k)
		return ansi.Strip(a.View().Content)
	}
	a.palette()
	if screen := press(tea.KeyPressMsg{Code: 'q', Text: "q"}); !strings.Contains(screen, "Commands") {
		t.Errorf("a letter typed into the palette did not stay there:\n%s", screen)
	}
	if screen := press(tea.KeyPressMsg{Code: tea.KeyF5}); !strings.Contains(screen, "Keys: reading") {
		t.Errorf("the new key for help does not work above a dialog:\n%s", screen)
	}
	if _, cmd := a.Update(tea.KeyPressMsg{Code: tea.KeyF10}); cmd == nil {
		t.Error("the new key for quitting does not work above a dialog")
	}
	a.Update(tea.WindowSizeMsg{Width: 20, Height: 5})
	if _, cmd := a.Update(tea.KeyPressMsg{Code: tea.KeyF10}); cmd == nil {
		t.Error("the new key for quitting does not work in a window that is too small")
	}
}

// still is a clock that stands still; nothing ever falls due.
type still struct{}

func (still) Now() time.Time                                       { return time.Date(2026, 3, 4, 14, 2, 0, 0, time.UTC) }
func (still) After(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }

// Help and the palette list every command that lives where they were asked for.
func TestHelpAndPaletteListEveryLiveCommand(t *testing.T) {
	a, err := New(context.Background(), Options{Clock: still{}, Width: 100, Height: 300, Remap: map[string][]string{"reload": {"f5"}}})
	if err != nil {
		t.Fatal(err)
	}
	show := func(open func() tea.Cmd) string {
		open()
		screen := ansi.Strip(a.View().Content)
		a.stack.Press(tea.KeyPressMsg{Code: tea.KeyEscape}, a.clock.Now())
		return screen
	}
	where := a.focus()
	help, palette := show(a.help), show(a.palette)
	for _, c := range a.keys.all {
		live := c.scope&where != 0
		keys := a.keysIn(c, where)
		if listed := strings.Contains(help, "  "+c.title); live && keys != "" && (!listed || !strings.Contains(help, keys)) {
			t.Errorf("help misses %s", c.name)
		}
		offered := live && c.shelf != moving && c.name != "palette"
		if strings.Contains(palette, c.title) != offered && offered {
			t.Errorf("the palette misses %s", c.name)
		}
	}
	if !strings.Contains(help, "f5") || strings.Contains(help, "ctrl+r") {
		t.Error("help tells of keys that were remapped")
	}
}
