// Package tui is the application: which screen and which dialog is open, where
// each message goes, and every command that does I/O. It is the only package
// that calls the API and the only tea.Model.
//
// Messages are sorted by kind (update.go): input has exactly one receiver,
// replies go to whoever asked and are dropped when stale, the environment goes
// to all. It must never know SSH, cobra, or where settings come from: it is
// given a Session and Doors to others.
package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"patchbay/api"
	"patchbay/api/schema"
	"patchbay/config/state"
	"patchbay/tui/detail"
	"patchbay/tui/dialog"
	"patchbay/tui/editor"
	"patchbay/tui/lookup"
	"patchbay/tui/theme"
)

// Options are everything an App is made from.
type Options struct {
	Session Session
	Doors   Doors
	// Start opens this Connector at once; the zero Ref shows the lookup.
	Start api.Ref
	Clock Clock
	// Remap replaces the default keys of commands, by command name.
	Remap map[string][]string
	Look  Look
	// Layout says whether a Configuration on few long lines is laid out on opening.
	Layout Layout
	// Mouse says whether Patchbay is told of the mouse at the start.
	Mouse Mouse
	// Width and Height are the size of the terminal in cells, when known before
	// the program runs, so that the first frame is a useful one.
	Width, Height int
	// Schema describes Configurations; nil knows nothing. It is asked when it is
	// needed first.
	Schema func() *schema.Schema
	// External is the user's own editor; nil where none may be started.
	External *External
	// Notice is shown in the status bar at the start; may be empty.
	Notice string
}

// Layout says what opening does to a Configuration that is stored on few long lines.
type Layout int

// The layouts. LaidOut adds white space between tokens for reading and editing;
// Stored shows the text as it is.
const (
	LaidOut Layout = iota
	Stored
)

// screen is the one screen that is shown.
type screen int

const (
	onLookup screen = iota
	onDetail
	onEditor
	onHistory
	onVersion // one version of the history, whole
)

// App is the root model.
type App struct {
	ctx   context.Context
	stop  context.CancelFunc
	clock Clock

	doors   Doors
	session Session
	layout  Layout
	schema  func() *schema.Schema

	keys          keymap
	look          lookState
	width, height int

	screen screen
	lookup *lookup.Model
	detail *detail.Model
	editor *editor.Model
	stack  dialog.Stack

	open *opened // what the detail screen shows; nil before the first Connector
	work *work   // the edit the editor holds; nil without one
	save *saving // the save that is going on; nil without one

	opening    lane
	listing    lane
	meaning    lane
	parsing    lane
	recovering lane
	comparing  lane
	reviewing  lane
	merging    lane
	signing    lane

	remembering lane // listing the history
	explaining  lane // finding out how versions differ
	viewing     lane // preparing what the history shows or restores
	past        *past
	decided     decisions // when a merge was left; for the next one
	restoring   restoring
	versions    *versions // that wait to be kept

	busy       *busy
	ticker     ticker
	rate       rateGauge
	notice     notice
	entries    entries
	failed     *failure // the last error shown, for reopening
	quitting   quitting
	leaving    *work       // the edit whose journal is being closed; nil without one
	confirming *confirming // a save that was left behind and is being checked; nil without one
	calls      int         // numbers the steps of saves
	mouse      Mouse
	clicks     clicks
	helped     *dialog.Message // the help that is open
	held       heldKey
	early      []tea.Msg // keys and pastes that wait for the editor to be ready
	pasting    pasting
	external   *External // nil where no other editor may be started
	outside    *outside  // what another editor has; nil without one
}

// New makes the application. ctx ends every call it makes.
func New(ctx context.Context, o Options) (*App, error) {
	keys, err := newKeymap(o.Remap)
	if err != nil {
		return nil, err
	}
	a := &App{
		clock:  o.Clock,
		doors:  o.Doors,
		layout: o.Layout,
		schema: o.Schema,
		mouse:  o.Mouse,
		keys:   keys,
		look:   newLookState(o.Look),
		width:  o.Width,
		height: o.Height,
		notice: notice{text: o.Notice},

		external: o.External,
		versions: &versions{},
		decided:  decisions{},
	}
	a.ctx, a.stop = context.WithCancel(ctx)
	a.lookup = lookup.New(a, 0, a.clock.Now)
	a.detail = detail.New(a, a.clock.Now)
	a.moveTo(o.Session)
	if o.Start.Identifier != "" {
		a.open = &opened{ref: o.Start}
	}
	return a, nil
}

// Init starts the first calls: the Connector named on the command line, the
// list of the team, or the welcome.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.keepTime(), a.remember((*state.Dir).Sweep)}
	switch {
	case !a.session.SignedIn():
		a.welcome()
	case a.open != nil:
		a.screen = onDetail
		a.detail.SetReading(a.open.ref, a.clock.Now())
		cmds = append(cmds, a.Open(a.open.ref), a.list())
	default:
		cmds = append(cmds, a.list())
	}
	return tea.Batch(cmds...)
}

// theme is how things look at this moment.
func (a *App) theme() theme.Theme { return a.look.theme }
