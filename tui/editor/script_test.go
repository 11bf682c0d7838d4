// This file is the notation of the editor's tests: a marked text, verbs by
// name, and the marked text that must come out.
package editor

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/text"
	"patchbay/tui/text/texttest"
	"patchbay/tui/theme"
)

// plain is the theme of tests that only look at words.
var plain = theme.New(theme.Dark, theme.NoColour, theme.Unicode)

// host notes what the editor asked for.
type host struct {
	said   []string
	copied []string
}

func (h *host) Copy(what, s string) tea.Cmd {
	h.copied = append(h.copied, what+": "+s)
	return func() tea.Msg { return nil }
}

func (h *host) Say(s string) { h.said = append(h.said, s) }

func (h *host) last() string {
	if len(h.said) == 0 {
		return ""
	}
	return h.said[len(h.said)-1]
}

// open returns an editor of a marked Configuration. Its clock moves two
// seconds with every verb, so that every verb is a step of undo of its own.
func open(marked string) (*Model, *host) {
	s, sel := texttest.Parse(marked)
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	h := &host{}
	m := New(h, Content{
		Name: "Shop", Description: "Orders",
		Configuration: text.New(s),
		Clock:         func() time.Time { now = now.Add(2 * time.Second); return now },
	})
	m.buf.Select(sel)
	return m, h
}

// marked returns the Configuration of an editor with its selection drawn in.
func marked(m *Model) string { return texttest.Marked(m.buf) }

// understand gives the editor the meaning of its text, as the application does.
func understand(m *Model) {
	tree := document.Parse(context.Background(), m.buf.Text().String())
	m.SetMeaning(m.Revision(), tree, tree.Findings())
}

// settle runs the work that was sent out, until there is none.
func settle(m *Model) {
	for work := m.Work(); work != nil; work = m.Work() {
		deliver(m, work())
	}
}

func deliver(m *Model, msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			deliver(m, cmd())
		}
	case Reply:
		m.Update(msg)
	}
}

// asking runs what a verb sends out.
func asking(verb func(*Model) tea.Cmd) func(*Model) {
	return func(m *Model) {
		if work := verb(m); work != nil {
			deliver(m, work())
		}
	}
}

// verbs are the verbs by name, and their selecting twins with a plus.
var verbs = func() map[string]func(*Model) {
	all := map[string]func(*Model){
		"newline": (*Model).Newline, "backspace": (*Model).Backspace, "delete": (*Model).Delete,
		"wordback": (*Model).DeleteWordLeft, "worddelete": (*Model).DeleteWordRight,
		"selectall": (*Model).SelectAll, "undo": (*Model).Undo, "redo": (*Model).Redo,
		"cut": func(m *Model) { m.Cut() }, "copy": func(m *Model) { m.Copy() }, "pasteinside": (*Model).PasteInternal,
		"indent": (*Model).Indent, "outdent": (*Model).Outdent, "duplicate": (*Model).DuplicateLine,
		"moveup": (*Model).MoveLineUp, "movedown": (*Model).MoveLineDown, "deleteline": (*Model).DeleteLine,
		"bracket": (*Model).MatchingBracket, "format": (*Model).Format, "fold": (*Model).Fold, "unfold": (*Model).Unfold,
		"grow": (*Model).Grow, "shrink": (*Model).Shrink, "next": (*Model).NextSibling, "prev": (*Model).PrevSibling,
		"parent": (*Model).ParentValue, "child": (*Model).FirstChild, "minify": (*Model).Minify,
		"sort": (*Model).SortKeys, "sortbelow": (*Model).SortKeysBelow,
		"deletestart": (*Model).DeleteToLineStart, "deleteend": (*Model).DeleteToLineEnd,
		"find": asking((*Model).OpenFind), "findnext": asking((*Model).FindNext), "findprev": asking((*Model).FindPrev),
		"case": asking((*Model).ToggleFindCase), "expression": asking((*Model).ToggleFindExpression), "inselection": asking((*Model).ToggleFindInSelection),
		"replace": asking((*Model).OpenReplace), "replacematch": asking((*Model).ReplaceMatch), "replaceall": asking((*Model).ReplaceAll), "otherfield": (*Model).OtherFindField,
		"nextfinding": (*Model).NextFinding, "prevfinding": (*Model).PrevFinding,
		"rows": (*Model).ToggleForm, "form": func(m *Model) {
			if m.view == JSON {
				m.ShowPart(NamePart)
			} else {
				m.ToggleForm()
			}
		}, "nextfield": (*Model).NextField, "prevfield": (*Model).PrevField,
		"enter": (*Model).TreeEnter, "flip": (*Model).TreeFlip, "add": (*Model).TreeAdd, "addbehind": (*Model).TreeAddBehind,
		"rename": (*Model).TreeRename, "remove": (*Model).TreeRemove, "twin": (*Model).TreeDuplicate,
		"rowup": (*Model).TreeMoveUp, "rowdown": (*Model).TreeMoveDown, "type": (*Model).TreeChangeType,
		"expandall": (*Model).TreeExpandAll, "collapseall": (*Model).TreeCollapseAll, "toggle": (*Model).TreeToggle,
		"accept": (*Model).ValueAccept, "linebreak": (*Model).ValueLineBreak, "complete": (*Model).ValueComplete,
		"back": func(m *Model) { m.Back() }, "understand": understand,
		"panel": (*Model).TogglePanel, "picked": (*Model).GoToPicked, "repair": (*Model).RepairPaste, "repairselection": (*Model).RepairSelection, "spaces": (*Model).ToggleSpaces,
		"pointed": func(m *Model) { point(m, "click", "12,2") }, "doubled": func(m *Model) { point(m, "double", "9,1") }, "dragged": func(m *Model) { point(m, "drag", "20,30") },
		"wheeled": func(m *Model) { point(m, "wheel", "9,1,3") },
		"drawn":   func(m *Model) { m.View(plain, 80, 24) }, "small": func(m *Model) { m.View(plain, 60, 6) },
		"wide": func(m *Model) { m.View(plain, 200, 60) },
	}
	for name, move := range map[string]func(*Model, text.Extend){
		"left": (*Model).Left, "right": (*Model).Right, "up": (*Model).Up, "down": (*Model).Down,
		"wordleft": (*Model).WordLeft, "wordright": (*Model).WordRight, "home": (*Model).LineStart, "end": (*Model).LineEnd,
		"pageup": (*Model).PageUp, "pagedown": (*Model).PageDown, "docstart": (*Model).DocStart, "docend": (*Model).DocEnd,
	} {
		all[name] = func(m *Model) { move(m, text.Moving) }
		all[name+"+"] = func(m *Model) { move(m, text.Extending) }
	}
	return all
}()

// do runs a script: verbs by name, 'text' typed character by character, and
// paste'text'. \n, \r and \t mean what they mean in Go.
func do(m *Model, script string) {
	for script = strings.TrimLeft(script, " "); script != ""; script = strings.TrimLeft(script, " ") {
		word, rest, _ := strings.Cut(script, " ")
		if name, _, ok := strings.Cut(word, "'"); ok {
			body := script[len(name)+1:]
			end := strings.IndexByte(body, '\'')
			s := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t").Replace(body[:end])
			script = body[end+1:]
			switch name {
			case "":
				for len(s) > 0 {
					n := text.New(s).NextGrapheme(0)
					m.Insert(s[:n])
					s = s[n:]
				}
			case "paste":
				m.Paste(s)
			case "goto":
				if err := m.GoTo(s); err != nil {
					m.host.Say(err.Error())
				}
			case "click", "double", "triple", "shiftclick", "drag", "wheel":
				point(m, name, s)
			default:
				panic("no verb " + name)
			}
			continue
		}
		verb, ok := verbs[word]
		if !ok {
			panic("no verb " + word)
		}
		verb(m)
		settle(m)
		script = rest
	}
}

// A scene is one line of a test.
type scene struct{ before, script, after string }

// play runs scenes, and for each checks that undo and redo go all the way.
func play(t *testing.T, scenes []scene) {
	t.Helper()
	for i, s := range scenes {
		t.Run(fmt.Sprintf("%d_%s", i, s.script), func(t *testing.T) {
			t.Helper()
			m, _ := open(s.before)
			start := m.buf.Text()
			do(m, s.script)
			if got := marked(m); got != s.after {
				t.Errorf("%q, %s:\n got %q\nwant %q", s.before, s.script, got, s.after)
			}
			end := m.buf.Text()
			steps := len(m.history.undo)
			for range steps {
				m.Undo()
			}
			if !m.buf.Text().Equal(start) {
				t.Errorf("undoing it all gives %q", m.buf.Text().String())
			}
			for range steps {
				m.Redo()
			}
			if !m.buf.Text().Equal(end) {
				t.Errorf("doing it all again gives %q", m.buf.Text().String())
			}
		})
	}
}

// understandLater reads the text now and returns what tells the editor its
// meaning later.
func understandLater(m *Model) func(rev uint64) {
	tree := document.Parse(context.Background(), m.buf.Text().String())
	return func(rev uint64) { m.SetMeaning(rev, tree, tree.Findings()) }
}
