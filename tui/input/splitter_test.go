// Laws of the splitter, by itself: any bytes, any split.

package input

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func newSplitter(l Limits) *splitter { return &splitter{limits: l.withDefaults()} }

// given joins units: what of them the decoder is given, pastes in brackets.
func given(units []unit) string {
	var b strings.Builder
	for _, u := range units {
		switch u.kind {
		case typed:
			b.Write(u.bytes)
		case begins:
			b.WriteString("⟦")
		case ends:
			b.WriteString(u.paste.Content + "⟧")
		}
	}
	return b.String()
}

func FuzzSplitter(f *testing.F) {
	f.Add([]byte(strings.Join(everything(), "")), uint8(3))
	for _, s := range everything() {
		f.Add([]byte(s), uint8(1))
		f.Add([]byte(s[:len(s)-1]), uint8(2))
	}
	for _, s := range []string{"\x1b", "\x1b[", "\x1b]1", "\x1bP", "\x1b\x1b", "\x1b[200~", "\x1b[200~a\x1b[201", "\xe6\xbc", "\x1b\xe6", "\x1b[M", "\x1b_G", "\xff\xfe"} {
		f.Add([]byte(s), uint8(1))
	}
	f.Fuzz(func(t *testing.T, in []byte, step uint8) {
		one := newSplitter(Limits{})
		one.feed(in, noon)
		want := one.take()
		n := max(1, int(step))
		pieces := newSplitter(Limits{})
		for rest := in; len(rest) > 0; {
			k := min(n, len(rest))
			pieces.feed(rest[:k], noon)
			rest = rest[k:]
		}
		if got := given(pieces.take()); got != given(want) {
			t.Errorf("in pieces of %d bytes: %q, in one: %q", n, got, given(want))
		}
		for _, u := range want {
			if u.kind == typed {
				checkWhole(t, u.bytes)
			}
		}
		if utf8.Valid(in) && bytes.IndexByte(in, escape) < 0 && !bytes.ContainsRune(in, utf8.RuneError) && given(want) != string(in) {
			t.Errorf("characters became %q", given(want))
		}

		// Whatever came, after a silence a key is a key, at once.
		for _, silence := range []time.Duration{6 * time.Second, time.Hour} {
			deaf := newSplitter(Limits{})
			deaf.feed(in, noon)
			deaf.feed([]byte("x"), noon.Add(silence))
			units := deaf.take()
			if last := units[len(units)-1]; string(last.bytes) != "x" {
				t.Errorf("after %v of silence x arrives as %q", silence, last.bytes)
			}
			if due, any := deaf.deadline(); any {
				t.Errorf("something is still due at %v", due)
			}
		}
	})
}

// checkWhole fails unless a unit is characters, or one whole sequence.
func checkWhole(t *testing.T, b []byte) {
	t.Helper()
	switch {
	case len(b) == 0:
		t.Error("an empty unit")
	case b[0] != escape && (!utf8.Valid(b) || bytes.IndexByte(b, escape) >= 0):
		t.Errorf("characters that are none: %q", b)
	case b[0] == escape:
		if n, v := measure(b); v != whole || n != len(b) || n > maxSequence || !sound(b) && b[1] != escape {
			t.Errorf("no whole sequence: %q", b)
		}
	}
}

func TestPastesBeyondTheLimitAreNotTaken(t *testing.T) {
	for _, c := range []struct {
		content string
		want    Ending
	}{{"", Whole}, {"123456789", Whole}, {"1234567890", Whole}, {"12345678901", TooLong}, {strings.Repeat("x", 1000), TooLong}} {
		for step := 1; step < len(c.content)+7; step++ {
			s := newSplitter(Limits{PasteBytes: 10})
			for rest := "\x1b[200~" + c.content + "\x1b[201~"; rest != ""; {
				n := min(step, len(rest))
				s.feed([]byte(rest[:n]), noon)
				rest = rest[n:]
			}
			units := s.take()
			if len(units) != 2 || units[1].paste.Ending != c.want || c.want == Whole && units[1].paste.Content != c.content {
				t.Fatalf("%d bytes in pieces of %d: %+v", len(c.content), step, units)
			}
		}
	}
}

// A paste of 5 MB in the pieces a terminal sends.
func BenchmarkPaste(b *testing.B) {
	content := strings.Repeat(`{"id": "clicks", "name": "Clicks", "type": "int"},`+"\r", 5<<20/51)
	sent := []byte("\x1b[200~" + content + "\x1b[201~")
	b.SetBytes(int64(len(sent)))
	for b.Loop() {
		s := newSplitter(Limits{})
		for rest := sent; len(rest) > 0; {
			n := min(4096, len(rest))
			s.feed(rest[:n], noon)
			rest = rest[n:]
		}
		if units := s.take(); units[1].paste.Content != content {
			b.Fatal("the paste was changed")
		}
	}
}

// Keys and mouse reports in one flood, as after a busy second.
func BenchmarkKeys(b *testing.B) {
	sent := []byte(strings.Repeat("a\x1b[A\x1b[<35;10;5Mé", 4000))
	b.SetBytes(int64(len(sent)))
	for b.Loop() {
		s := newSplitter(Limits{})
		s.feed(sent, noon)
		if len(s.take()) != 3*4000+1 { // neighbouring characters are one unit
			b.Fatal("keys were lost")
		}
	}
}
