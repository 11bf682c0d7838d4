// The place in the text that the platform refused: found in its words, marked, and
// gone to.

package tui

import (
	"strings"

	"patchbay/api"
	"patchbay/tui/cells"
	"patchbay/tui/editor"
)

// markRefused puts the platform's reason beside the place it names, if it names one.
func (a *App) markRefused(e *api.AnswerError) {
	if a.editor == nil {
		return
	}
	words := e.Description
	if words == "" {
		words = e.Message
	}
	place, ok := a.refusedPlace(e)
	if !ok {
		return
	}
	a.editor.MarkAt(place.part, place.offset, cells.Clean(words))
}

// refusedAt is a place in the editor that the platform refused.
type refusedAt struct {
	part   editor.Part
	offset int
}

// refusedPlace picks a path out of the platform's words, which promise none.
func (a *App) refusedPlace(e *api.AnswerError) (refusedAt, bool) {
	for _, words := range []string{e.Description, e.Message} {
		for _, word := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(" '\"`“”,;()", r) }) {
			word = strings.TrimRight(word, ":.")
			switch strings.TrimPrefix(word, "connector.") {
			case "name":
				return refusedAt{part: editor.NamePart}, true
			case "description":
				return refusedAt{part: editor.DescriptionPart}, true
			}
			word = strings.TrimPrefix(strings.TrimPrefix(word, "configuration."), "configuration_json.")
			if !strings.ContainsAny(word, "./[") {
				continue
			}
			if offset, ok := a.editor.OffsetOf(word); ok {
				return refusedAt{editor.ConfigurationPart, offset}, true
			}
		}
	}
	return refusedAt{}, false
}

func (a *App) goToRefused(e *api.AnswerError) {
	if a.editor == nil {
		return
	}
	place, ok := a.refusedPlace(e)
	if !ok {
		a.Say("The platform named no place that could be found. Its words can be shown again from the palette.")
		return
	}
	a.screen = onEditor
	a.editor.ShowPart(place.part)
	if place.part == editor.ConfigurationPart {
		a.editor.GoToOffset(place.offset)
	}
}
