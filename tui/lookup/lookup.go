// This file holds the model of the screen: what it is given and what it asks for.

// Package lookup is the screen that finds a Connector: one input that takes an
// identifier or team/identifier and filters the list below it.
//
// It must never know key names, the API's calls or where the list comes from: it
// is given entries, is told how reading the list stands, and asks its Host to
// open or pin. It reads no clock; the time is injected.
package lookup

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/tui/field"
)

// Host is what the screen asks of the application.
type Host interface {
	// Open opens the Connector.
	Open(ref api.Ref) tea.Cmd
	// Pin pins the Connector, or unpins it when it is pinned. The new mark comes
	// back through SetEntries.
	Pin(ref api.Ref) tea.Cmd
	// Say shows a one-line notice.
	Say(text string)
}

// Model is the screen. It belongs to the event loop.
type Model struct {
	host  Host
	now   func() time.Time
	team  int64
	input *field.Field
	state ListState

	entries []Entry // as given, without repeats
	items   []item  // entries made ready to show and search, in the order shown without a filter
	widths  widths
	rows    []row // what is listed now
	filter  filter

	at     int     // selected row
	chosen api.Ref // the Connector of the selected row
	choice choice

	top  int // first row on screen
	page int // rows on screen when it was last drawn
	list int // line of the screen on which they begin
	box  box // of the input
}

// box is where the input is on the screen, in cells.
type box struct{ x, y int }

// choice is who selected the row.
type choice int

const (
	byItself choice = iota // the first row of a list, or of what the filter left
	byUser
)

// New makes an empty screen with the focus in its input. team is the team whose
// Connectors are listed, 0 when it is not known.
func New(host Host, team int64, now func() time.Time) *Model {
	m := &Model{
		host: host,
		now:  now,
		team: team,
		input: field.New(field.Options{
			Rows:        1,
			Placeholder: "identifier, team/identifier, or part of a name",
		}),
	}
	m.relist()
	return m
}

// SetTeam changes the team whose Connectors are listed; 0 is unknown.
func (m *Model) SetTeam(team int64) {
	if team == m.team {
		return
	}
	m.team = team
	m.prepare()
}

// SetEntries replaces the list. Entries of the same Connector are merged: the
// first one's words, the marks of all. The selection stays on its Connector.
func (m *Model) SetEntries(entries []Entry) {
	m.entries = merge(entries)
	m.prepare()
}

// SetListState says how reading the team's list stands.
func (m *Model) SetListState(s ListState) {
	m.state = s
	m.relist()
}

// prepare makes the entries ready for this team and lists them again.
func (m *Model) prepare() {
	m.items = items(m.entries, m.team)
	m.widths = measure(m.items)
	m.relist()
}

// relist applies the filter to a list that changed under the same input.
func (m *Model) relist() {
	m.rows, m.filter = m.find(m.input.Value())
	m.keepSelection()
}

// refilter applies the filter to an input that changed: the best row is selected.
func (m *Model) refilter() {
	m.rows, m.filter = m.find(m.input.Value())
	m.choice = byItself
	m.top = 0
	m.selectRow(0)
}
