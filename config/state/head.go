// The head of a journal: its first line, the line with the key and the session,
// and the line with the base. A base may be megabytes long, so it is written
// with a memory that does not grow with it.

package state

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// head is the beginning of a journal before it is written.
type head struct {
	front []byte // all before the payload of the base's line
	base  Base
	size  int64 // bytes of the whole head
	sum   uint32
}

// newHead measures a head. The sum and the length of a line stand before it,
// so the base is encoded once for measuring and once for writing.
func newHead(k Key, b Base, s Session) (head, error) {
	header, err := encode(headerJSON{k, s})
	if err != nil {
		return head{}, err
	}
	h := head{base: b}
	h.front, h.sum = appendLine(fmt.Appendf(nil, "%s%d\n", magic, journalVersion), 0, header)
	t := tally{sum: h.sum}
	if err := b.encode(&t); err != nil {
		return head{}, err
	}
	h.sum = t.sum
	h.front = appendPrefix(h.front, h.sum, t.n)
	h.size = int64(len(h.front)) + t.n + int64(len("\n"))
	return h, nil
}

func (h head) write(f io.Writer) error {
	w := bufio.NewWriterSize(f, 256<<10)
	if _, err := w.Write(h.front); err != nil {
		return err
	}
	if err := h.base.encode(w); err != nil {
		return err
	}
	if err := w.WriteByte('\n'); err != nil {
		return err
	}
	return w.Flush()
}

// encode writes the base as encode writes its json, byte for byte.
func (b Base) encode(w io.Writer) error {
	j := b.json()
	before := "{"
	for _, f := range []struct {
		name string
		text exact
		when presence
	}{
		{"name", j.Name, always}, {"description", j.Description, always}, {"configuration", j.Configuration, always},
		{"opened", j.Opened, unlessEmpty}, {"updated_at", j.UpdatedAt, unlessEmpty},
		{"configuration_updated_at", j.ConfigurationUpdatedAt, unlessEmpty}, {"version", j.Version, unlessEmpty},
	} {
		if f.text == "" && f.when == unlessEmpty {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s%q:", before, f.name); err != nil {
			return err
		}
		if err := f.text.encode(w); err != nil {
			return err
		}
		before = ","
	}
	_, err := io.WriteString(w, "}")
	return err
}

// presence says when a field of the base is written.
type presence int

const (
	always presence = iota
	unlessEmpty
)

// encode writes a text as its MarshalJSON does, piece by piece.
func (s exact) encode(w io.Writer) error {
	if !utf8.ValidString(string(s)) {
		if _, err := io.WriteString(w, `["`); err != nil {
			return err
		}
		b := base64.NewEncoder(base64.StdEncoding, w)
		// Without its WriteTo, which would hand over a copy of it all.
		if _, err := io.Copy(b, struct{ io.Reader }{strings.NewReader(string(s))}); err != nil {
			return err
		}
		if err := b.Close(); err != nil {
			return err
		}
		_, err := io.WriteString(w, `"]`)
		return err
	}
	var piece bytes.Buffer
	e := json.NewEncoder(&piece)
	e.SetEscapeHTML(false)
	if _, err := io.WriteString(w, `"`); err != nil {
		return err
	}
	for rest := string(s); rest != ""; {
		n := min(len(rest), 32<<10)
		for n < len(rest) && !utf8.RuneStart(rest[n]) {
			n--
		}
		piece.Reset()
		if err := e.Encode(rest[:n]); err != nil {
			return err
		}
		inside := bytes.TrimSuffix(piece.Bytes(), []byte("\"\n"))[1:]
		if _, err := w.Write(inside); err != nil {
			return err
		}
		rest = rest[n:]
	}
	_, err := io.WriteString(w, `"`)
	return err
}
