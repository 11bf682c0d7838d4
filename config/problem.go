// Problems: what is wrong with the settings, in one line that names the place.

package config

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one thing wrong with the settings. It is shown as one line and
// ends the program with the exit code for bad settings.
type Problem struct {
	File   string // "" when the place is a flag or a variable
	Line   int    // 1-based; 0 when it is not known
	Key    string // "profiles.work.team", "--team" or "SUPERMETRICS_DOMAIN"
	Reason string // what is wrong and what to do, never a value that may be secret
}

// Error is one line: file, line, key and reason, as far as they are known. It
// holds nothing that could move a terminal's cursor.
func (p *Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			b.WriteString(":" + strconv.Itoa(p.Line))
		}
		b.WriteString(": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	b.WriteString(p.Reason)
	return oneLine(b.String())
}

// oneLine escapes whatever is not plainly printable, so that a file name or a
// key from outside cannot break the line or reach the terminal as a command.
func oneLine(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || !(unicode.IsPrint(r)) {
			quoted := strconv.QuoteToASCII(s[i : i+n])
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// CredentialError says why a place that should hold a credential did not give
// one. The sign-in screen shows it and may ask for a credential instead.
type CredentialError struct {
	Source Source
	Reason string // plain words: what is wrong and what to do; never the value
	Err    error  // the cause, when there is one worth matching; may be nil
}

// Error is one line that names the place.
func (e *CredentialError) Error() string {
	return oneLine(e.Source.String() + ": " + e.Reason)
}

// Unwrap gives the cause, so that a cancelled context can be told apart.
func (e *CredentialError) Unwrap() error { return e.Err }
