// Remembered widths are those measured without remembering.
package cells

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestRememberedWidthsAgree(t *testing.T) {
	pieces := append([]string{"日本語", "é", "Größe ", "1️⃣", "👍🏽", " ", "مرحبا"}, "\t", "\r\n", "\r", "e\u0301", "👩‍👩‍👧", "\U0001f1e9\U0001f1ea", "नमस्ते", "กำ", "한국어", "\xff", "\u200b", "\u202e", "a", " ", strings.Repeat("\u0301", 40))
	random := rand.New(rand.NewPCG(5, 5))
	var m Widths
	for range 300 {
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		line := b.String()
		for range 8 {
			off := random.IntN(len(line) + 1)
			if got, want := m.ColumnOf(line, off), ColumnOf(line, off); got != want {
				t.Fatalf("column of byte %d of %q is %d, want %d", off, line, got, want)
			}
		}
	}
	if len(m.of) == 0 || len(m.of) > maxWidths {
		t.Errorf("%d remembered", len(m.of))
	}
}
