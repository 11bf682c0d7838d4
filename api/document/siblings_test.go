// Stepping backwards is stepping forwards the other way round.

package document

import "testing"

func FuzzSiblings(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Add(configuration(1, 3))
	f.Fuzz(func(t *testing.T, src string) {
		tr := parse(src)
		for n := Node(0); int(n) < min(tr.Len(), 2000); n++ {
			last := None
			for c := tr.FirstChild(n); c != None; c = tr.NextSibling(c) {
				if got := tr.PrevSibling(c); got != last {
					t.Fatalf("before node %d stands %d, not %d", c, got, last)
				}
				last = c
			}
			if got := tr.LastChild(n); got != last {
				t.Fatalf("the last child of %d is %d, not %d", n, got, last)
			}
		}
		if tr.LastChild(None) != None || tr.PrevSibling(None) != None || tr.PrevSibling(tr.Root()) != None {
			t.Fatal("there is something before the root")
		}
	})
}
