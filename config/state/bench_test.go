// What journaling costs, on the real disk.

package state

import (
	"fmt"
	"strings"
	"testing"
)

func benchDir(b *testing.B) *Dir {
	b.Helper()
	d, err := Open(b.TempDir(), nil, clock)
	if err != nil {
		b.Fatal(err)
	}
	return d
}

// BenchmarkAppend is one edit reaching the journal, without the sync.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 10 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("%dB", size), func(b *testing.B) {
			d := benchDir(b)
			var j *Journal
			r := []Record{{Part: Configuration, Changes: []Change{{5, 5, strings.Repeat("x", size)}}, At: noon}}
			for n := 0; b.Loop(); n++ {
				if n%100 == 0 { // a new file now and then, as a file has a limit
					b.StopTimer()
					if j != nil {
						_ = j.Discard()
					}
					var err error
					if j, err = d.Begin(t3, base, d.here); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				if err := j.Append(r); err != nil {
					b.Fatal(err)
				}
			}
			_ = j.Discard()
		})
	}
}

// BenchmarkBegin is starting a journal on a Configuration of 1 MB.
func BenchmarkBegin(b *testing.B) {
	d := benchDir(b)
	big := Base{Content: Content{Configuration: strings.Repeat(`{"a":"b"},`, 100<<10)}}
	for b.Loop() {
		j, err := d.Begin(t3, big, d.here)
		if err != nil {
			b.Fatal(err)
		}
		_ = j.Discard()
	}
}

// BenchmarkLeft is marking a list with 100 unsaved edits.
func BenchmarkLeft(b *testing.B) {
	d := benchDir(b)
	for n := range 100 {
		j, err := d.Begin(key(fmt.Sprint(n)), Base{Content: Content{Configuration: strings.Repeat("x", 100<<10)}}, d.here)
		if err != nil {
			b.Fatal(err)
		}
		if err := j.Append(three); err != nil {
			b.Fatal(err)
		}
		_ = j.Close()
	}
	for b.Loop() {
		if keys, _ := d.Left(t3.Origin); len(keys) != 100 {
			b.Fatal("not all found")
		}
	}
}

// BenchmarkKeepVersion is keeping a version nobody kept before, and one that is
// there already, of Configurations as they come: 1 MB and 10 MB.
func BenchmarkKeepVersion(b *testing.B) {
	for _, mb := range []int{1, 10} {
		var text strings.Builder
		for n := 0; text.Len() < mb<<20; n++ {
			fmt.Fprintf(&text, "{\"id\": \"field_%06d\", \"label\": \"Net sales, plan %d\", \"dataType\": \"float.currency.value\", \"source\": \"$.results[%d].net_sales\"},\n", n, n%97, n%1013)
		}
		b.Run(fmt.Sprintf("new/%dMB", mb), func(b *testing.B) {
			d := benchDir(b)
			for n := 0; b.Loop(); n++ {
				if err := d.KeepVersion(t3, Content{Configuration: fmt.Sprint(n) + text.String()}, Fetched, noon); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("again/%dMB", mb), func(b *testing.B) {
			d := benchDir(b)
			for b.Loop() {
				if err := d.KeepVersion(t3, Content{Configuration: text.String()}, Fetched, noon); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPrune is pruning ten thousand versions when none of them goes.
func BenchmarkPrune(b *testing.B) {
	d := benchDir(b)
	for n := range 10_000 {
		name := fmt.Sprintf("%020d-fetched-%016x-00000000.json", n, n%50)
		if n == 0 {
			if err := d.KeepVersion(t3, Content{}, Fetched, noon); err != nil {
				b.Fatal(err)
			}
		}
		f, err := d.fs.Open(d.versionsOf(t3)+"/"+name, Create)
		if err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
	d.Retain(Retention{Age: 1 << 62, Bytes: 1 << 40, Versions: 1 << 30})
	for b.Loop() {
		p := pruning{dir: d, ctx: b.Context(), now: noon}
		if err := p.run(nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCompact is writing a journal of a 10 MB Configuration anew.
func BenchmarkCompact(b *testing.B) {
	d := benchDir(b)
	j, err := d.Begin(t3, Base{Content: Content{Configuration: strings.Repeat(`{"a":"b"},`, 1<<20)}}, d.here)
	if err != nil {
		b.Fatal(err)
	}
	defer j.Discard()
	records := make([]Record, 1000)
	for i := range records {
		records[i] = typed(i)
	}
	b.SetBytes(j.Head())
	for b.Loop() {
		c, err := j.Compact()
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Finish(records); err != nil {
			b.Fatal(err)
		}
	}
}
