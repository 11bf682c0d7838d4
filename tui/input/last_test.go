package input

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

func TestWhatWasPastedWhenTheProgramWasStopped(t *testing.T) {
	for _, c := range []struct {
		name  string
		comes []string
		want  []string
	}{
		{"nothing", nil, nil},
		{"keys only", []string{"abc"}, nil},
		{"a whole paste", []string{"\x1b[200~one\x1b[201~"}, []string{"one"}},
		{"half a paste", []string{"x\x1b[200~ha", "lf"}, []string{"half…"}},
		{"half an end marker", []string{"\x1b[200~half\x1b[20"}, []string{"half…"}},
		{"one and a half", []string{"\x1b[200~one\x1b[201~k\x1b[200~ha"}, []string{"one", "ha…"}},
		{"too long", []string{"\x1b[200~0123456789012345678901234567890123456789"}, []string{"too long…"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLine()
				r := New(l, Limits{PasteBytes: 30}, Clock{})
				for _, piece := range c.comes {
					l.pieces <- piece
				}
				close(l.pieces)
				synctest.Wait()
				var got []string
				for _, msg := range r.Last() {
					switch m := msg.(type) {
					case tea.PasteMsg:
						got = append(got, m.Content)
					case PasteCut:
						if m.Ending == TooLong {
							m.Content = "too long"
						}
						got = append(got, m.Content+"…")
					default:
						got = append(got, fmt.Sprintf("%T", m))
					}
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("%q, want %q", got, c.want)
				}
			})
		})
	}
}
