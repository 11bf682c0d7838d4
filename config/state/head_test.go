// The head of a journal is written piece by piece, and is what it always was.

package state

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// atOnce is a head as it is encoded in one go.
func atOnce(t testing.TB, k Key, b Base, s Session) ([]byte, uint32) {
	t.Helper()
	header, err := encode(headerJSON{k, s})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := encode(b.json())
	if err != nil {
		t.Fatal(err)
	}
	out, sum := appendLine(fmt.Appendf(nil, "%s%d\n", magic, journalVersion), 0, header)
	return appendLine(out, sum, payload)
}

func TestAHeadIsWrittenAsItAlwaysWas(t *testing.T) {
	long := strings.Repeat("ab\"\\\n\t\x01<é漢😀\u2028\u2029\ufffd", 5000)
	for name, b := range map[string]Base{
		"nothing":                    {},
		"a little of everything":     base,
		"a long text":                {Content: Content{Name: `"x"`, Configuration: long}},
		"a long text, out of step":   {Content{Configuration: "x" + long}, "xy" + long},
		"long and not UTF-8":         {Content: Content{Configuration: long + "\xff" + long}},
		"a character at a piece end": {Content: Content{Configuration: strings.Repeat("x", 32<<10-1) + "😀" + strings.Repeat("y", 32<<10-5) + "é"}},
		"cut inside a character":     {Content: Content{Configuration: strings.Repeat("x", 32<<10-1) + "\xf0\x9f"}},
	} {
		h, err := newHead(t3, b, Session{PID: 7})
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := h.write(&got); err != nil {
			t.Fatal(err)
		}
		want, sum := atOnce(t, t3, b, Session{PID: 7})
		if !bytes.Equal(got.Bytes(), want) || h.sum != sum || h.size != int64(len(want)) {
			t.Errorf("%s: %d bytes (sum %x), want %d (sum %x)", name, h.size, h.sum, len(want), sum)
		}
	}
}

func FuzzHead(f *testing.F) {
	f.Add("{}", "", uint64(1))
	f.Add("\xff", "\u2028<>", uint64(2))
	f.Fuzz(func(t *testing.T, a, b string, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 3))
		text := strings.Repeat(a, random.IntN(300)) + b
		h, err := newHead(t3, Base{Content{Configuration: text}, b}, Session{})
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := h.write(&got); err != nil {
			t.Fatal(err)
		}
		if want, _ := atOnce(t, t3, Base{Content{Configuration: text}, b}, Session{}); !bytes.Equal(got.Bytes(), want) {
			t.Fatal("written otherwise")
		}
	})
}

// weighed is a file system that weighs the heap while a file is written.
type weighed struct {
	FS
	writes int
	most   uint64 // live bytes
}

type weighedFile struct {
	File
	w *weighed
}

func (w *weighed) Open(path string, mode Mode) (File, error) {
	f, err := w.FS.Open(path, mode)
	if err != nil {
		return nil, err
	}
	return weighedFile{f, w}, nil
}

func (f weighedFile) Write(p []byte) (int, error) {
	if f.w.writes++; f.w.writes%10 == 1 {
		f.w.most = max(f.w.most, liveBytes())
	}
	return f.File.Write(p)
}

func liveBytes() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// What is live while a base of 10 MB is written does not grow with it, and
// finding its journal reads none of it.
func TestALongBaseTakesLittleMemory(t *testing.T) {
	long := strings.Repeat(`{"a":"b"},`, 1<<20)
	for _, text := range []string{long, long + "\xff"} {
		disk := &weighed{FS: Disk{}}
		d, err := Open(t.TempDir(), disk, clock)
		if err != nil {
			t.Fatal(err)
		}
		before := liveBytes()
		j, err := d.Begin(t3, Base{Content: Content{Configuration: text}}, d.here)
		if err == nil {
			err = j.Append(three)
		}
		if err != nil {
			t.Fatal(err)
		}
		var start, end runtime.MemStats
		runtime.ReadMemStats(&start)
		keys, _ := d.Left(t3.Origin)
		runtime.ReadMemStats(&end)
		if took := end.TotalAlloc - start.TotalAlloc; len(keys) != 1 || took > 2<<20 {
			t.Errorf("found %v with %d bytes", keys, took)
		}
		if disk.writes < 10 || disk.most > before+2<<20 {
			t.Errorf("%d bytes live over %d, in %d writes, for a text of %d", disk.most, before, disk.writes, len(text))
		}
		if err := j.Discard(); err != nil {
			t.Fatal(err)
		}
		runtime.KeepAlive(text)
	}
}
