// The list of versions of a Connector: what the names of its entries tell, and
// the entries themselves, read a few at a time.

package state

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Listed is a kept version as far as the name of its entry tells. Listing costs
// no reading of entries, so that ten thousand of them are listed at once.
type Listed struct {
	At    time.Time
	Why   Why
	name  string
	short string // the first digits of the digest of the Configuration
}

// shortDigest is how many hexadecimal digits of a digest stand in a name.
const shortDigest = 16

// parseEntryName reads the name of an entry: time, reason, digest, session.
func parseEntryName(name string) (Listed, bool) {
	base, ok := strings.CutSuffix(name, ".json")
	parts := strings.Split(base, "-")
	if !ok || len(parts) != 4 || len(parts[0]) != 20 || len(parts[2]) != shortDigest {
		return Listed{}, false
	}
	nanos, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || !isHex(parts[2]) {
		return Listed{}, false
	}
	for why, word := range whyWords {
		if word == parts[1] {
			return Listed{At: time.Unix(0, nanos).UTC(), Why: why, name: name, short: parts[2]}, true
		}
	}
	return Listed{}, false
}

func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdef") == ""
}

// listVersions lists the entries in a directory of versions, newest first, and
// counts those whose name says nothing.
func (d *Dir) listVersions(dir string) (list []Listed, strange int, err error) {
	names, err := d.fs.List(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	for _, n := range slices.Backward(names) { // sorted by name is sorted by time
		if strings.HasPrefix(n, ".") || !strings.HasSuffix(n, ".json") {
			continue
		}
		if l, ok := parseEntryName(n); ok {
			list = append(list, l)
		} else {
			strange++
		}
	}
	return list, strange, nil
}

// ListVersions lists what was kept of a Connector, newest first, and how many
// entries are known at once not to be readable. ReadListed reads an entry.
func (d *Dir) ListVersions(k Key) (list []Listed, unreadable int, err error) {
	list, unreadable, err = d.listVersions(d.versionsOf(k))
	if err != nil {
		return nil, 0, fmt.Errorf("reading the history of %s: %w", k, err)
	}
	return list, unreadable, nil
}

// ReadListed reads the entry of a version.
func (d *Dir) ReadListed(k Key, l Listed) (Version, error) {
	v, err := d.readVersion(k, l.name)
	if err != nil {
		return Version{}, fmt.Errorf("reading a version of %s: %w", k, err)
	}
	return v, nil
}

// listedLast reports whether the newest version kept says the same.
func (d *Dir) listedLast(k Key, c Content, digest string) bool {
	list, _, err := d.listVersions(d.versionsOf(k))
	if err != nil || len(list) == 0 {
		return false
	}
	last, err := d.readVersion(k, list[0].name)
	c.Configuration = ""
	if err != nil || last.Digest != digest || last.Content != c {
		return false
	}
	return d.isWhole(digest)
}
