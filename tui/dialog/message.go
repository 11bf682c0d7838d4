// This file holds the message: text that scrolls, with choices below it.
package dialog

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/theme"
)

// A Message shows text and offers choices. Only the keys of the choices and
// those that scroll react; no other key does anything. It stays until it is
// answered.
type Message struct {
	title   string
	kind    Kind
	body    func() []Line
	choices []Choice
	size    Size

	lines  []Line // what body gave, nil when it must be asked again
	rows   []row  // lines laid out for width
	width  int
	scroll scroller
}

// NewMessage makes a message. The body is asked when the message is drawn and
// again after Invalidate. Without a choice for esc, esc closes. It panics when
// two choices share a key.
func NewMessage(title string, kind Kind, body func() []Line, choices ...Choice) *Message {
	m := &Message{title: title, kind: kind, body: body}
	m.SetChoices(choices...)
	return m
}

// NewQuestion asks what must not be answered by accident. The harmless answer
// comes first and is the default: esc and enter both give it. The key that
// opened the question answers nothing but harmless: NewQuestion panics when it
// is the key of another answer, since a key held down would then ask and
// answer at once.
func NewQuestion(openedBy, title string, body func() []Line, harmless Choice, others ...Choice) *Message {
	harmless.Key, harmless.also = "esc", "enter"
	for _, c := range others {
		if c.Key == openedBy {
			panic(fmt.Sprintf("dialog %q: %q both asks and answers", title, openedBy))
		}
	}
	return NewMessage(title, Question, body, append([]Choice{harmless}, others...)...)
}

// SetSize sets how much of the screen the message takes.
func (m *Message) SetSize(s Size) { m.size = s }

// SetChoices replaces the choices, as NewMessage takes them.
func (m *Message) SetChoices(choices ...Choice) {
	m.choices = closable(choices, "close")
	checkKeys(m.title, m.choices)
}

// Invalidate has the body asked again at the next drawing, for a countdown or
// an age. The place in the text stays.
func (m *Message) Invalidate() { m.lines, m.rows = nil, nil }

// Press answers with a choice or scrolls.
func (m *Message) Press(k tea.KeyPressMsg) Outcome {
	key := k.String()
	if c, ok := find(m.choices, key); ok {
		return c.outcome()
	}
	m.scroll.press(key)
	return Outcome{}
}

// Paste does nothing: a paste answers no question.
func (m *Message) Paste(string) Outcome { return Outcome{} }

// View draws the message. The choices are always seen; the text scrolls in
// what is left.
func (m *Message) View(t theme.Theme, w, h int) (string, *tea.Cursor) {
	if w < 1 || h < 1 {
		return "", nil
	}
	if m.lines == nil {
		m.lines, m.rows = m.body(), nil
		if m.lines == nil {
			m.lines = []Line{}
		}
	}
	title := m.kind.sign(t) + cells.Clean(m.title)
	bw, bh := m.size.room(w, h)
	if m.size == Fits {
		bw = min(bw, max(outside(m.widest(title)), min(narrow*2, bw)))
	}
	iw, ih := inside(bw, bh)
	if m.rows == nil || m.width != iw {
		m.rows, m.width = layOut(m.lines, iw), iw
	}
	choices := choiceRows(t, m.choices, iw)
	if len(choices) > ih {
		choices = choices[:ih]
	}
	gap := 0
	if len(m.rows) > 0 && ih-len(choices) > 2 {
		gap = 1
	}
	text := max(ih-len(choices)-gap, 0)
	if m.size == Fits && len(m.rows) < text {
		bh -= text - len(m.rows)
		text = len(m.rows)
	}
	m.scroll.fit(text, len(m.rows))
	out := make([]string, 0, bh)
	for i := range text {
		if at := m.scroll.top + i; at < len(m.rows) {
			out = append(out, m.rows[at].paint(t))
		} else {
			out = append(out, "")
		}
	}
	for range gap {
		out = append(out, "")
	}
	out = append(out, choices...)
	return draw(t, m.kind.border(), title, m.scroll.where(t), out, bw, bh), nil
}

// widest is the width of the text that would need no wrapping.
func (m *Message) widest(title string) int {
	n := max(cells.Width(title)+2, choiceWidth(m.choices))
	for _, l := range m.lines {
		if n >= widest {
			break
		}
		n = max(n, cells.Width(cells.Cut(l.Text, maxLine)))
	}
	return n
}
