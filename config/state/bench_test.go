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
	big := Base{Configuration: strings.Repeat(`{"a":"b"},`, 100<<10)}
	for b.Loop() {
		j, err := d.Begin(t3, big, d.here)
		if err != nil {
			b.Fatal(err)
		}
		_ = j.Discard()
	}
}

// BenchmarkUnsavedKeys is marking a list with 100 unsaved edits.
func BenchmarkUnsavedKeys(b *testing.B) {
	d := benchDir(b)
	for n := range 100 {
		j, err := d.Begin(key(fmt.Sprint(n)), Base{Configuration: strings.Repeat("x", 100<<10)}, d.here)
		if err != nil {
			b.Fatal(err)
		}
		if err := j.Append(three); err != nil {
			b.Fatal(err)
		}
		_ = j.Close()
	}
	for b.Loop() {
		if len(d.UnsavedKeys(t3.Origin)) != 100 {
			b.Fatal("not all found")
		}
	}
}
