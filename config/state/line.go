// Lines: the form of a journal file, one checksummed line a record.
//
// A journal begins with "patchbay journal 1\n". Each line after it is
//
//	CRC LENGTH PAYLOAD\n
//
// where PAYLOAD is JSON on one line, LENGTH its bytes in decimal, and CRC the
// CRC-32C, in eight hexadecimal digits, of this payload and all before it. A
// line that was torn, moved, left out or brought in from another file does
// not fit, and neither does anything after it.

package state

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"unicode/utf8"
)

const (
	magic          = "patchbay journal "
	journalVersion = 1
	// maxJournal is the longest journal read, in bytes.
	maxJournal = 1 << 30
)

// ErrVersion says that a file was written by another version of Patchbay. It
// is left as it is.
var ErrVersion = errors.New("it was written by another version of Patchbay; open it with that one")

// errTorn ends the readable part of a journal.
var errTorn = errors.New("torn")

var castagnoliTable = crc32.MakeTable(crc32.Castagnoli)

func castagnoli(sum uint32, p []byte) uint32 { return crc32.Update(sum, castagnoliTable, p) }

// appendLine adds a payload as a line and returns the new sum.
func appendLine(dst []byte, sum uint32, payload []byte) ([]byte, uint32) {
	sum = castagnoli(sum, payload)
	dst = appendPrefix(dst, sum, int64(len(payload)))
	dst = append(dst, payload...)
	return append(dst, '\n'), sum
}

// appendPrefix adds what stands before the payload of a line.
func appendPrefix(dst []byte, sum uint32, length int64) []byte {
	return fmt.Appendf(dst, "%08x %d ", sum, length)
}

// encode writes a value as JSON on one line.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// lineReader reads the lines of a journal. After each, good and sum say how
// far the file is sound.
type lineReader struct {
	r    *bufio.Reader
	size int64 // of the file
	good int64 // bytes read that are sound
	sum  uint32
}

// newLineReader checks the first line.
func newLineReader(f File) (*lineReader, error) {
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	if size > maxJournal {
		return nil, fmt.Errorf("it is longer than %d MB", maxJournal>>20)
	}
	l := &lineReader{r: bufio.NewReaderSize(f, int(min(size, 64<<10))), size: size}
	first := make([]byte, min(size, int64(len(magic))+12))
	if _, err := io.ReadFull(l.r, first[:min(len(first), len(magic))]); err != nil {
		return nil, err
	}
	if len(first) < len(magic) || string(first[:len(magic)]) != magic {
		return nil, errors.New("it is not a journal, or it is damaged from its first line on")
	}
	version, err := l.until('\n', 10)
	if err != nil {
		return nil, wordTorn(err)
	}
	if version != strconv.Itoa(journalVersion) {
		return nil, ErrVersion
	}
	l.good = int64(len(magic) + len(version) + 1)
	return l, nil
}

func wordTorn(err error) error {
	if errors.Is(err, errTorn) || errors.Is(err, io.EOF) {
		return errors.New("it is cut off or damaged before its first edit")
	}
	return err
}

// until reads a short word up to a byte, which is dropped.
func (l *lineReader) until(end byte, longest int) (string, error) {
	var word []byte
	for {
		b, err := l.r.ReadByte()
		switch {
		case err != nil:
			return "", eofIsTorn(err)
		case b == end:
			return string(word), nil
		case len(word) == longest:
			return "", errTorn
		}
		word = append(word, b)
	}
}

// eofIsTorn tells the end of a file, which a crash leaves anywhere, from a
// disk that cannot be read, which must never be taken for the end.
func eofIsTorn(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errTorn
	}
	return err
}

// next reads a line: its payload, io.EOF at the end of a sound file, errTorn
// where the sound part ends before the file does.
func (l *lineReader) next() ([]byte, error) {
	var payload []byte
	err := l.line(func(from io.Reader, n int64) error {
		payload = make([]byte, n)
		_, err := io.ReadFull(from, payload)
		return err
	})
	if err != nil {
		return nil, err
	}
	return payload, nil
}

// skip passes over a line, which may be long, and checks it like next.
func (l *lineReader) skip() error {
	return l.line(func(from io.Reader, n int64) error {
		_, err := io.CopyN(io.Discard, from, n)
		return err
	})
}

// line reads the parts of a line around its payload of n bytes, which take
// reads.
func (l *lineReader) line(take func(from io.Reader, n int64) error) error {
	if l.good == l.size {
		return io.EOF
	}
	crc, err := l.until(' ', 8)
	if err != nil {
		return err
	}
	length, err := l.until(' ', 12)
	if err != nil {
		return err
	}
	n, errLen := strconv.ParseInt(length, 10, 64)
	head := int64(len(crc) + len(length) + 2)
	if errLen != nil || n <= 0 || strconv.FormatInt(n, 10) != length || n > l.size-l.good-head-1 {
		return errTorn
	}
	t := tally{sum: l.sum}
	if err := take(io.TeeReader(l.r, &t), n); err != nil {
		return eofIsTorn(err)
	}
	if end, err := l.r.ReadByte(); err != nil || end != '\n' || crc != fmt.Sprintf("%08x", t.sum) {
		return cmp.Or(eofIsTorn(err), errTorn)
	}
	l.sum, l.good = t.sum, l.good+head+n+1
	return nil
}

// tally counts and sums what is written to it, and keeps nothing.
type tally struct {
	n   int64
	sum uint32
}

func (t *tally) Write(p []byte) (int, error) {
	t.n += int64(len(p))
	t.sum = castagnoli(t.sum, p)
	return len(p), nil
}

// exact is a text that may hold any bytes. JSON strings cannot: what is not
// UTF-8 goes as base64 in a list of one.
type exact string

func (s exact) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(s)) {
		return encode(string(s))
	}
	return json.Marshal([]string{base64.StdEncoding.EncodeToString([]byte(s))})
}

func (s *exact) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '[' {
		return json.Unmarshal(data, (*string)(s))
	}
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	if len(list) != 1 {
		return errors.New("not one text")
	}
	raw, err := base64.StdEncoding.DecodeString(list[0])
	*s = exact(raw)
	return err
}
