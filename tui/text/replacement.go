// replacement.go is the value Replacement: what is put in place of matches.
package text

import (
	"context"
	"errors"
	"strconv"
	"strings"
)

// Replacement is what is put in place of matches. It is an immutable value; the
// zero value deletes them.
type Replacement struct{ pieces []piece }

// piece is text, or what a group of the expression matched.
type piece struct {
	text  string
	group int // -1 for text
}

// Replacement reads what is to be put in place of the pattern's matches. For
// plain text it is taken as it is. For a regular expression $1 or ${1} is what
// the first group matched, ${name} what the group of that name matched, $0 or
// $& the whole match, $$ a dollar sign; \n, \t and \\ are a line end, a tab and a
// backslash. Any other backslash stays as it is. The error is for the user, in
// plain words.
func (p Pattern) Replacement(s string) (Replacement, error) {
	var r Replacement
	text := func(s string) {
		if n := len(r.pieces); n > 0 && r.pieces[n-1].group < 0 {
			r.pieces[n-1].text += s
		} else if s != "" {
			r.pieces = append(r.pieces, piece{s, -1})
		}
	}
	if p.expr == nil {
		text(s)
		return r, nil
	}
	escapes := map[byte]string{'n': "\n", 't': "\t", '\\': `\`}
	for s != "" {
		i := strings.IndexAny(s, `$\`)
		if i < 0 || i+1 == len(s) {
			text(s)
			break
		}
		text(s[:i])
		if s[i] == '\\' {
			if c, ok := escapes[s[i+1]]; ok {
				text(c)
				s = s[i+2:]
			} else {
				text(`\`)
				s = s[i+1:]
			}
			continue
		}
		group, size, err := p.expr.group(s[i:])
		switch {
		case err != nil:
			return Replacement{}, err
		case s[i+1] == '$':
			text("$")
			size = 2
		case size == 0: // a dollar sign before anything else
			text("$")
			size = 1
		default:
			r.pieces = append(r.pieces, piece{group: group})
		}
		s = s[i+size:]
	}
	return r, nil
}

// group reads the group that s, beginning with a dollar sign, names, and the
// size of that; 0 when it names none. Of $12 the 2 is text when there are fewer
// than twelve groups.
func (e *expr) group(s string) (group, size int, err error) {
	switch c := s[1]; {
	case c == '&':
		return 0, 2, nil
	case c == '{':
		end := strings.IndexByte(s, '}')
		if end < 0 {
			return 0, 0, errors.New("the brace behind the dollar sign is not closed")
		}
		name := s[2:end]
		group, err := strconv.Atoi(name)
		if err != nil {
			if group = e.re.SubexpIndex(name); group < 0 {
				return 0, 0, errors.New("the expression has no group named " + name)
			}
		}
		return group, end + 1, e.has(group)
	case '0' <= c && c <= '9':
		group, size = int(c-'0'), 2
		if len(s) > 2 && '0' <= s[2] && s[2] <= '9' && e.has(10*group+int(s[2]-'0')) == nil {
			group, size = 10*group+int(s[2]-'0'), 3
		}
		return group, size, e.has(group)
	}
	return 0, 0, nil
}

func (e *expr) has(group int) error {
	switch n := e.re.NumSubexp(); {
	case group >= 0 && group <= n:
		return nil
	case n == 0:
		return errors.New("the expression has no groups in parentheses")
	default:
		return errors.New("the expression has no group " + strconv.Itoa(group))
	}
}

// For returns what is to be put in place of a match in t. A line end becomes
// eol.
func (r Replacement) For(t Text, m Match, eol string) string {
	if len(r.pieces) == 1 && r.pieces[0].group < 0 && eol == "\n" {
		return r.pieces[0].text
	}
	var b strings.Builder
	for _, p := range r.pieces {
		switch {
		case p.group >= 0 && 2*p.group+1 < len(m.groups) && m.groups[2*p.group] >= 0:
			b.WriteString(t.Slice(m.groups[2*p.group], m.groups[2*p.group+1]))
		case p.group < 0:
			b.WriteString(strings.ReplaceAll(p.text, "\n", eol))
		}
	}
	return b.String()
}

// ReplaceAll returns the edit that puts r in place of all matches in the range,
// and how many matches there are. Matches that r would leave as they are do
// not take part in the edit. When the context ends it is not complete.
func (p Pattern) ReplaceAll(ctx context.Context, t Text, in Range, r Replacement, eol string) (e Edit, matches int) {
	p.Each(ctx, t, in, func(m Match) bool {
		matches++
		if s := r.For(t, m, eol); s != t.Slice(m.From, m.To) {
			e = append(e, Change{m.From, m.To, s})
		}
		return true
	})
	return e, matches
}
