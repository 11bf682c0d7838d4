// This file tests the measuring of long lines against measuring from the start.
package jsonview

import (
	"math/rand"
	"strings"
	"testing"
	"unicode/utf8"

	"patchbay/tui/cells"
	"patchbay/tui/text"
)

// naive measures a line from its start, whatever its length.
type naive struct{ t text.Text }

func (n naive) column(off int) int {
	i := n.t.LineOf(off)
	return cells.ColumnOf(n.t.Line(i), off-n.t.LineStart(i))
}

func (n naive) codePoints(off int) int {
	return utf8.RuneCountInString(n.t.Slice(n.t.LineStart(n.t.LineOf(off)), off))
}

func (n naive) inString(off int) bool {
	return follow(n.t.Slice(n.t.LineStart(n.t.LineOf(off)), off), outside) != outside
}

func check(t *testing.T, r *Ruler, tx text.Text, off int) {
	t.Helper()
	off = tx.Snap(off, text.Before)
	n := naive{tx}
	col, want := r.Column(tx, off), n.column(off)
	if col != want {
		t.Fatalf("column of byte %d is %d, want %d", off, col, want)
	}
	if got := r.CodePoints(tx, off); got != n.codePoints(off) {
		t.Fatalf("code points before byte %d: %d, want %d", off, got, n.codePoints(off))
	}
	if got := r.InString(tx, off); got != n.inString(off) {
		t.Fatalf("byte %d in a string: %v", off, got)
	}
	line := tx.LineOf(off)
	if back := r.Offset(tx, line, col); r.Column(tx, back) > col {
		t.Fatalf("column %d of line %d is byte %d, whose column is %d", col, line, back, r.Column(tx, back))
	}
	if back := r.OffsetOfCodePoint(tx, line, n.codePoints(off)); back != off {
		t.Fatalf("code point %d of line %d is byte %d, want %d", n.codePoints(off), line, back, off)
	}
}

func pieces() []string {
	return []string{
		`{"id": "clicks", "n": 12.5}, `, "日本語の広告", "\t", "e\u0301", "👩‍👩‍👧", "\x00\x1b", "\xff", `"`, `\`,
		strings.Repeat("x", 900), strings.Repeat("\"a\",", 300), "ｗｉｄｅ", "한국어", "\r", "กำ",
	}
}

func TestTheRulerAgreesWithMeasuringFromTheStart(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 6 {
		var b strings.Builder
		for b.Len() < 30_000 {
			b.WriteString(pieces()[rnd.Intn(len(pieces()))])
			if rnd.Intn(200) == 0 {
				b.WriteByte('\n')
			}
		}
		tx := text.New(b.String())
		r := &Ruler{}
		for range 60 {
			check(t, r, tx, rnd.Intn(tx.Len()))
		}
	}
}

// TestTheRulerFollowsEdits: after any edits it was told of, it measures as if
// it had never seen another text.
func TestTheRulerFollowsEdits(t *testing.T) {
	rnd := rand.New(rand.NewSource(2))
	for range 8 {
		tx := text.New(strings.Repeat(`{"id": "日本", "n": 1},`, 2000) + "\nshort\n" + strings.Repeat(`"abc",`, 3000))
		r := &Ruler{}
		for range 40 {
			var e text.Edit
			at := 0
			for range 1 + rnd.Intn(3) {
				from := at + rnd.Intn(tx.Len()-at+1)
				to := min(from+rnd.Intn(5)*rnd.Intn(200), tx.Len())
				insert := pieces()[rnd.Intn(len(pieces()))]
				if rnd.Intn(4) == 0 {
					insert += "\n" + insert
				}
				e = append(e, text.Change{From: from, To: to, Insert: insert})
				at = to
			}
			after, _ := tx.Apply(e)
			r.Edited(tx, after, e)
			tx = after
			for range 4 {
				check(t, r, tx, rnd.Intn(tx.Len()+1))
			}
			check(t, r, tx, tx.LineEnd(0))
		}
	}
}

func TestAnEditAboveALongLineMeasuresNothing(t *testing.T) {
	tx := text.New("short\n" + strings.Repeat("x", 50_000))
	r := &Ruler{}
	r.Column(tx, tx.Len())
	known := len(r.lines[0].segments)
	e := text.Edit{{From: 1, To: 1, Insert: "\nmore"}}
	after, _ := tx.Apply(e)
	r.Edited(tx, after, e)
	if r.Column(after, after.Len()-1); len(r.lines) != 1 || len(r.lines[0].segments) != known {
		t.Errorf("%d lines remembered, %d segments known of %d", len(r.lines), len(r.lines[0].segments), known)
	}
}

func TestATextTheRulerWasNotToldOfIsMeasuredAnew(t *testing.T) {
	a := text.New(strings.Repeat("x", 50_000))
	b := text.New(strings.Repeat("日", 50_000))
	r := &Ruler{}
	check(t, r, a, 40_000)
	check(t, r, b, 30_000)
	check(t, r, a, 50_000)
	var none *Ruler
	check(t, none, b, 30_000)
}

func TestAnEditOfALongLineMeasuresLittle(t *testing.T) {
	tx := text.New(strings.Repeat(`{"id": "clicks"},`, 1<<20/17))
	r := &Ruler{}
	r.Column(tx, tx.Len())
	e := text.Edit{{From: 500_000, To: 500_000, Insert: "x"}}
	after, _ := tx.Apply(e)
	r.Edited(tx, after, e)
	unknown := 0
	for _, g := range r.lines[0].segments {
		if !g.known {
			unknown += int(g.size)
		}
	}
	if unknown == 0 || unknown > 8<<10 {
		t.Errorf("%d bytes have to be measured again after one character", unknown)
	}
}

func TestLongLinesAreForgottenNotHoarded(t *testing.T) {
	tx := text.New(strings.Repeat(strings.Repeat("x", longLine)+"\n", 3*maxRuled))
	r := &Ruler{}
	for i := range tx.Lines() - 1 {
		r.Column(tx, tx.LineEnd(i))
	}
	if len(r.lines) != maxRuled {
		t.Errorf("%d lines remembered, want %d", len(r.lines), maxRuled)
	}
}
