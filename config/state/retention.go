// Retention: which versions are kept, and which ones go.

package state

import (
	"slices"
	"time"
)

// Retention is how much of the history is kept. Any of its limits at 0 switches
// keeping off: nothing more is kept, and what there is stays.
type Retention struct {
	Age      time.Duration // how long a version is kept once another took its place
	Bytes    int64         // of all versions together, as they lie on disk
	Versions int           // of one Connector
}

// Off reports whether nothing is kept.
func (r Retention) Off() bool { return r.Age <= 0 || r.Bytes <= 0 || r.Versions <= 0 }

// Retain sets what is kept, before anything is kept. A directory that was told
// nothing keeps everything.
func (d *Dir) Retain(r Retention) { d.retention = &r }

// Keeps reports whether versions are kept at all.
func (d *Dir) Keeps() bool { return d.retention == nil || !d.retention.Off() }

// What is kept whatever the limits are: the newest version, the saves of the
// last day, and so many of the last saves, with what each of them replaced.
const (
	savesKept   = 20
	alwaysKeeps = 24 * time.Hour
)

// entrySize is what an entry takes on disk besides its content, in bytes.
const entrySize = 4 << 10

// candidate is a version that may go.
type candidate struct {
	history int
	Listed
}

// choose names the versions that go, by Connector. It looks at the names of
// entries and the sizes of contents only.
func (r Retention) choose(all []history, blobs []blobName, now time.Time) []history {
	size, uses := map[string]int64{}, map[string]int{}
	for _, b := range blobs {
		size[b.digest[:shortDigest]] = b.size
	}
	out := make([]history, len(all))
	var rest []candidate
	total := int64(0)
	for i, h := range all {
		out[i].dir = h.dir
		saves := map[Why]int{}
		for n, l := range h.list {
			saves[l.Why]++
			switch {
			case n == 0, l.Why != Fetched && (saves[l.Why] <= savesKept || now.Sub(l.At) < alwaysKeeps):
			case n >= r.Versions, now.Sub(h.list[n-1].At) > r.Age:
				out[i].list = append(out[i].list, l)
				continue
			default:
				rest = append(rest, candidate{i, l})
			}
			total += entrySize
			if uses[l.short]++; uses[l.short] == 1 {
				total += size[l.short]
			}
		}
	}
	slices.SortStableFunc(rest, func(a, b candidate) int { return a.At.Compare(b.At) })
	for _, c := range rest {
		if total <= r.Bytes {
			break
		}
		total -= entrySize
		if uses[c.short]--; uses[c.short] == 0 {
			total -= size[c.short]
		}
		out[c.history].list = append(out[c.history].list, c.Listed)
	}
	return out
}
