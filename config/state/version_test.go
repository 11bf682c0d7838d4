// Versions: kept once, whole, private, and given back as they were.

package state

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func whole(text string) Content {
	return Content{Name: `"\ud800"`, Description: "null", Configuration: text, UpdatedAt: "u", ConfigurationUpdatedAt: "c", Version: "3"}
}

func blobs(m *memFS) (list []string) {
	for p := range m.snapshot() {
		if strings.HasSuffix(p, ".gz") {
			list = append(list, p)
		}
	}
	return list
}

// versions reads the entries of a Connector, newest first, and counts those that
// cannot be read.
func versions(d *Dir, k Key) (list []Version, bad int, err error) {
	listed, bad, err := d.ListVersions(k)
	for _, l := range listed {
		if v, err := d.ReadListed(k, l); err == nil {
			list = append(list, v)
		} else {
			bad++
		}
	}
	return list, bad, err
}

func TestVersionsComeBackWholeNewestFirst(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	texts := []string{`{"a":1.10}`, "\xff\x00" + strings.Repeat("x", 100000), ""}
	for i, text := range texts {
		must(t, d.KeepVersion(t3, whole(text), Why(i), noon.Add(time.Duration(i)*time.Hour)))
	}
	must(t, d.KeepVersion(key("other"), whole("other"), Saved, noon))
	d = open(t, mem.kill())
	list, bad, err := versions(d, t3)
	if err != nil || bad != 0 || len(list) != 3 {
		t.Fatalf("%+v, %d, %v", list, bad, err)
	}
	for i, v := range list {
		n := 2 - i
		c, err := d.VersionContent(v)
		if err != nil || c != whole(texts[n]) || v.Why != Why(n) || !v.At.Equal(noon.Add(time.Duration(n)*time.Hour)) || v.Size != len(texts[n]) || v.By.PID != d.here.PID {
			t.Errorf("%d: %+v %v", i, v, err)
		}
	}
	if list, _, err := versions(d, key("none")); len(list) != 0 || err != nil {
		t.Errorf("%v, %v", list, err)
	}
}

func TestWhatIsKeptLaterIsListedLater(t *testing.T) {
	d := open(t, newMemFS())
	for i, why := range []Why{Saved, Replaced, Fetched} {
		must(t, d.KeepVersion(t3, whole(why.String()), why, noon.Add(-time.Duration(i/2)*time.Hour))) // a clock that stands still, and is set back
	}
	if got := fmt.Sprint(texts(t, d, t3)); got != "[fetched replaced saved]" {
		t.Error(got)
	}
}

func TestAContentIsWrittenOnceAndAFetchListedOnce(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	must(t, d.KeepVersion(t3, whole("same"), Fetched, noon))
	node := mem.files[blobs(mem)[0]]
	must(t, d.KeepVersion(t3, whole("same"), Fetched, noon.Add(1)), d.KeepVersion(t3, whole("same"), Replaced, noon.Add(2)),
		d.KeepVersion(key("other"), whole("same"), Fetched, noon.Add(3)))
	renamed := whole("same")
	renamed.Name = `"new"`
	must(t, d.KeepVersion(t3, renamed, Fetched, noon.Add(4)))
	if b := blobs(mem); len(b) != 1 || mem.files[b[0]] != node {
		t.Errorf("written again: %v", b)
	}
	if list, _, _ := versions(d, t3); len(list) != 3 {
		t.Errorf("%d listed, want fetched, replaced and the new name", len(list))
	}
}

func TestADamagedVersionIsSaidAndCanBeKeptAnew(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	must(t, d.KeepVersion(t3, whole("text"), Fetched, noon))
	v, _, _ := versions(d, t3)
	node := mem.files[blobs(mem)[0]]
	for at := range node.data {
		was := node.data[at]
		node.data[at] ^= 0x40
		if c, err := d.VersionContent(v[0]); err == nil && c.Configuration != "text" {
			t.Fatalf("byte %d: a wrong text came back", at)
		}
		node.data[at] = was
	}
	must(t, d.KeepVersion(key("other"), whole("another text"), Fetched, noon))
	for _, b := range blobs(mem) {
		if mem.files[b] != node {
			node.data = mem.files[b].data
		}
	}
	if c, err := d.VersionContent(v[0]); err == nil {
		t.Errorf("the content of another came back: %+v", c)
	}
	node.data = node.data[:len(node.data)/2]
	if _, err := d.VersionContent(v[0]); err == nil {
		t.Error("a cut content was not said")
	}
	must(t, d.KeepVersion(t3, whole("text"), Fetched, noon.Add(1)))
	if c, err := d.VersionContent(v[0]); err != nil || c.Configuration != "text" {
		t.Errorf("kept anew: %+v, %v", c, err)
	}
}

func TestEntriesThatMakeNoSenseAreCountedAndLeftAlone(t *testing.T) {
	mem := newMemFS()
	d := open(t, mem)
	must(t, d.KeepVersion(t3, whole("text"), Saved, noon))
	var good string
	for p, text := range mem.snapshot() {
		if strings.HasSuffix(p, ".json") {
			good = text
		}
	}
	dir := d.versionsOf(t3) + "/"
	for name, text := range map[string]string{
		"1.json": "{", "2.json": strings.Replace(good, `"version":1`, `"version":2`, 1), "3.json": strings.Replace(good, "T3S70", "T3S71", 1),
		"4.json": strings.Replace(good, `"sha256":"`, `"sha256":"../../`, 1), "5.json": strings.Replace(good, `"why":"saved"`, `"why":"guessed"`, 1),
	} {
		mem.files[dir+name] = &memNode{data: []byte(text)}
	}
	before := len(mem.snapshot())
	list, bad, err := versions(d, t3)
	if len(list) != 1 || bad != 5 || err != nil || len(mem.snapshot()) != before {
		t.Errorf("%d read, %d not, %v", len(list), bad, err)
	}
	if d.KeepVersion(t3, whole("x"), Why(9), noon) == nil {
		t.Error("a version was kept for no known reason")
	}
}
