// pattern.go is the value Pattern: what is searched for, and in plain words why
// an expression cannot be.
package text

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pattern is what is searched for: plain text or a regular expression. It is an
// immutable value and may be used by several goroutines. The zero value matches
// nothing.
type Pattern struct {
	plain *matcher
	expr  *expr
}

// expr is a regular expression made ready.
type expr struct {
	re *regexp.Regexp
	// behind matches a text that begins one character before the place where
	// matches may begin. Its first group is the match.
	behind *regexp.Regexp
	reach  reach
	// literal is what every match holds, nil when that is not known. It is what
	// makes most searches fast.
	literal *matcher
	leads   bool // matches begin with the literal
}

// reach says how far matches go.
type reach int

const (
	inLine      reach = iota // never over a line end
	acrossLines              // the expression names line ends
)

// maxProgram bounds the compiled size of an expression: matching costs up to so
// many steps for each character.
const maxProgram = 3000

// minHeld is the size in bytes from which on it pays to look for what every
// match holds: shorter texts are on every line.
const minHeld = 3

// Literal is the pattern of plain text. An empty needle matches nothing.
func Literal(needle string, fold Case) Pattern {
	if needle == "" {
		return Pattern{}
	}
	return Pattern{plain: newMatcher(needle, fold)}
}

// Regexp is the pattern of a regular expression in the syntax of RE2, with ^
// and $ at the ends of lines. As in other editors a match stays within a line,
// so that [^"]* or \s do not run on into the next ones, unless the expression
// itself names a line end: as \n, as (?s) with a dot, by [\s\S], or by \A and
// \z. A line end is "\n" or "\r\n"; \n matches both. A match over several lines
// that must be longer than 1 MB may be missed. The error is for the user, in
// plain words.
func Regexp(source string, fold Case) (Pattern, error) {
	if source == "" {
		return Pattern{}, nil
	}
	flags := "(?m)"
	if fold == Fold {
		flags = "(?mi)"
	}
	tree, err := syntax.Parse(flags+source, syntax.Perl)
	if err != nil {
		return Pattern{}, errors.New(inWords(err))
	}
	canonical := tree.String()
	e := &expr{reach: reachOf(tree, source)}
	tree = tree.Simplify()
	if prog, err := syntax.Compile(tree); err != nil || len(prog.Inst) > maxProgram {
		return Pattern{}, errors.New("the expression is too large")
	}
	if e.re, err = regexp.Compile(canonical); err != nil {
		return Pattern{}, errors.New(inWords(err))
	}
	if e.behind, err = regexp.Compile(`\A(?s:.)(?s:.*?)(` + canonical + `)`); err != nil {
		return Pattern{}, errors.New(inWords(err))
	}
	if lit, leads := held(tree); len(lit.text) >= minHeld {
		e.literal, e.leads = newMatcher(lit.text, lit.fold), leads
	}
	return Pattern{expr: e}, nil
}

// reachOf decides whether matches go over line ends.
func reachOf(tree *syntax.Regexp, source string) reach {
	named := false
	for _, name := range []string{`\n`, "\n", `\x0a`, `\x0A`, `\x{a}`, `\x{A}`, `\x{0a}`, `\x{0A}`, `\012`} {
		named = named || strings.Contains(source, name)
	}
	var visit func(n *syntax.Regexp) reach
	visit = func(n *syntax.Regexp) reach {
		switch n.Op {
		case syntax.OpAnyChar, syntax.OpBeginText, syntax.OpEndText:
			return acrossLines
		case syntax.OpLiteral:
			for _, r := range n.Rune {
				if r == '\n' {
					return acrossLines
				}
			}
		case syntax.OpCharClass:
			for i := 0; i < len(n.Rune); i += 2 {
				lo, hi := n.Rune[i], n.Rune[i+1]
				if named && lo <= '\n' && '\n' <= hi || lo == 0 && hi == unicode.MaxRune {
					return acrossLines
				}
			}
		}
		for _, sub := range n.Sub {
			if visit(sub) == acrossLines {
				return acrossLines
			}
		}
		return inLine
	}
	return visit(tree)
}

// needle is text to be found, with its case or without.
type needle struct {
	text string
	fold Case
}

// held returns the longest text that every match holds, and whether matches
// begin with it.
func held(n *syntax.Regexp) (lit needle, leads bool) {
	switch n.Op {
	case syntax.OpLiteral:
		lit.text = string(n.Rune)
		if strings.ContainsRune(lit.text, utf8.RuneError) {
			return needle{}, false // it would match invalid bytes too
		}
		if n.Flags&syntax.FoldCase != 0 {
			lit.fold = Fold
		}
		return lit, true
	case syntax.OpCapture, syntax.OpPlus:
		return held(n.Sub[0])
	case syntax.OpRepeat:
		if n.Min > 0 {
			return held(n.Sub[0])
		}
	case syntax.OpConcat:
		for i, sub := range n.Sub {
			if l, first := held(sub); len(l.text) > len(lit.text) {
				lit, leads = l, first && i == 0
			}
		}
	}
	return lit, leads
}

// inWords says in plain words what is wrong with an expression. What is quoted
// is a part of the expression as it was typed.
func inWords(err error) string {
	var fault *syntax.Error
	if !errors.As(err, &fault) {
		return "the expression is not understood"
	}
	part := fault.Expr
	for _, look := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		if strings.HasPrefix(part, look) {
			return "looking ahead or behind is not possible: " + look
		}
	}
	switch fault.Code {
	case syntax.ErrMissingBracket:
		return "a bracket is not closed"
	case syntax.ErrMissingParen:
		return "a parenthesis is not closed"
	case syntax.ErrUnexpectedParen:
		return "a parenthesis is closed that was not opened"
	case syntax.ErrMissingRepeatArgument:
		return "there is nothing before " + part + " to repeat"
	case syntax.ErrInvalidRepeatOp:
		return "two repetitions follow one another: " + part
	case syntax.ErrInvalidRepeatSize:
		return "a repetition is too large or runs backwards: " + part
	case syntax.ErrTrailingBackslash:
		return "the backslash at the end has nothing behind it"
	case syntax.ErrInvalidEscape:
		return part + ` has no meaning; a backslash itself is written \\`
	case syntax.ErrInvalidCharRange:
		return "there is no such range or class of characters: " + part
	case syntax.ErrInvalidCharClass:
		return "a list in brackets is not right: " + part
	case syntax.ErrInvalidNamedCapture:
		return "the name of a group is not right: " + part
	case syntax.ErrInvalidPerlOp:
		return part + " has no meaning at the start of a parenthesis"
	case syntax.ErrInvalidUTF8:
		return "the expression holds bytes that are not a character"
	case syntax.ErrNestingDepth:
		return "the expression is nested too deep"
	case syntax.ErrLarge:
		return "the expression is too large"
	}
	return "the expression is not understood"
}

// Quote returns the expression that matches s as it is.
func Quote(s string) string { return regexp.QuoteMeta(s) }
