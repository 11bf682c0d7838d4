// The user's own editor: the Configuration goes out to it as a file, the
// terminal with it, and what comes back is taken as one edit.

package tui

import (
	"errors"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/tui/cells"
	"patchbay/tui/dialog"
	"patchbay/tui/text"
)

// External is the editor of the user's choice, a program of this machine.
type External struct {
	// Command starts it, with arguments, written as for a shell. Variable is the
	// environment variable it stands in, "" when nothing was set and Command is
	// what the system offers.
	Command  string
	Variable string
	// Environment is what it is given, as os.Environ has it. It must not hold
	// the credential.
	Environment []string
	// Run gives the terminal to a command until it has ended, and then sends the
	// message that ended makes. Nothing else reads from the terminal meanwhile.
	Run func(c *exec.Cmd, ended func(error) tea.Msg) tea.Cmd
}

// leaveToEnd is how long the editor has to end by itself when Patchbay is told to.
const leaveToEnd = 3 * time.Second

// outside is the Configuration while another editor has it.
type outside struct {
	name   string // of the program, as it may be shown
	before text.Text
	file   *handed
}

type outsideWrittenMsg struct {
	outside *outside
	argv    []string
	err     error
	unkept  error // why the edit so far is not in the journal
}

type outsideEndedMsg struct {
	outside *outside
	err     error // of the program
}

type outsideReadMsg struct {
	outside *outside
	ended   error // of the program
	back    comeBack
	err     error
}

func (a *App) noExternal() string {
	switch {
	case a.external == nil:
		return "Another editor cannot be used here."
	case a.editor == nil:
		return "Nothing is being edited."
	case a.saveIsOut():
		return "A save is on its way. Wait until its outcome is known."
	}
	return ""
}

// editOutside writes the Configuration to a file and starts the user's editor
// on it. Nothing is typed into the text until that is back.
func (a *App) editOutside() tea.Cmd {
	if a.outside != nil || !a.editor.MayEdit() {
		return nil
	}
	argv, err := a.external.argv()
	if err != nil {
		a.Say(cells.Sentence(err.Error()) + " " + chooseEditor)
		return nil
	}
	s := a.editor.Snapshot()
	o := &outside{name: programName(argv[0]), before: s.Text, file: &handed{}}
	a.outside = o
	line := s.Text.LineOf(s.Selection.Head) + 1
	keeper, base := a.work.keeper, a.work.ref.Identifier
	return func() tea.Msg {
		var unkept error
		if keeper != nil {
			unkept = keeper.sync() // nothing is written while the other editor has the terminal
		}
		path, err := o.file.write(base, o.before)
		return outsideWrittenMsg{o, atLine(argv, path, line), err, unkept}
	}
}

// elsewhere handles what comes of an edit in another editor.
func (a *App) elsewhere(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case outsideWrittenMsg:
		return a.outsideWritten(msg)
	case outsideEndedMsg:
		return a.outsideEnded(msg)
	case outsideReadMsg:
		return a.outsideRead(msg)
	}
	return nil
}

func (a *App) outsideWritten(m outsideWrittenMsg) tea.Cmd {
	if a.outside != m.outside {
		return nil
	}
	var again tea.Cmd
	if m.unkept != nil && a.work != nil {
		again = a.noted(a.work.keeper, m.unkept)
	}
	if m.err != nil {
		a.outside = nil
		a.Say("Not handed to " + m.outside.name + ": " + plainReason(m.err))
		return again
	}
	c := exec.CommandContext(a.ctx, m.argv[0], m.argv[1:]...)
	c.Env = a.external.Environment
	c.Cancel = func() error { return askToEnd(c.Process) }
	c.WaitDelay = leaveToEnd
	return tea.Batch(again, a.external.Run(c, func(err error) tea.Msg { return outsideEndedMsg{m.outside, err} }))
}

// outsideEnded reads the file back, away from the event loop.
func (a *App) outsideEnded(m outsideEndedMsg) tea.Cmd {
	if a.outside != m.outside {
		return nil
	}
	return func() tea.Msg {
		back, err := m.outside.file.read(m.outside.before)
		if errors.Is(err, errRemoved) || err == nil && (m.err == nil || back.edit.Empty()) {
			m.outside.file.remove()
		}
		return outsideReadMsg{m.outside, m.err, back, err}
	}
}

// outsideRead takes what came back.
func (a *App) outsideRead(m outsideReadMsg) tea.Cmd {
	if a.outside != m.outside {
		return nil
	}
	a.outside = nil
	if a.editor == nil {
		return nil
	}
	name := m.outside.name
	var exit *exec.ExitError
	switch {
	case m.ended != nil && !errors.As(m.ended, &exit):
		a.Say(name + " could not be used: " + plainReason(m.ended) + ". " + chooseEditor)
	case m.ended != nil && m.err == nil && !m.back.edit.Empty():
		a.offerOutside(m, exit)
	case m.ended != nil:
		a.notTaken(m.outside, howItEnded(name, exit)+" Nothing was changed.")
	case m.err != nil:
		a.notTaken(m.outside, "Nothing was taken from "+name+": "+plainReason(m.err))
	case m.back.edit.Empty():
		a.Say(unchangedWords(name, m.back, a.external.waits()))
	default:
		return a.takeOutside(m)
	}
	return nil
}

// takeOutside makes the edit.
func (a *App) takeOutside(m outsideReadMsg) tea.Cmd {
	if !a.editor.Adopt(m.outside.before, m.back.edit) {
		return nil
	}
	words := "Changed in " + m.outside.name + ", not saved yet. "
	if m.back.lineBreak {
		words += "Its last line break was left out."
	} else {
		words += a.keys.hint("undo") + " takes the changes back."
	}
	a.Say(words)
	return a.after(nil)
}

// offerOutside asks what to do with what a failed editor wrote: it may have
// been told to give up, or have crashed after an hour of work.
func (a *App) offerOutside(m outsideReadMsg, exit *exec.ExitError) {
	words := howItEnded(m.outside.name, exit) + " The file it had was changed. Nothing of that was taken."
	a.stack.Push(dialog.NewQuestion("ctrl+o", "Take what "+m.outside.name+" wrote?", func() []dialog.Line { return dialog.Lines(words) },
		dialog.Choice{Label: "leave the text, and the file where it is", Do: func() tea.Cmd {
			a.notTaken(m.outside, "Nothing was taken from "+m.outside.name+".")
			return nil
		}},
		dialog.Choice{Key: "t", Label: "take what it wrote", Do: func() tea.Cmd {
			return tea.Batch(a.takeOutside(m), func() tea.Msg { m.outside.file.remove(); return nil })
		}}))
}

// notTaken says that the text is as it was, and where the work is that another
// editor left.
func (a *App) notTaken(o *outside, words string) {
	path := o.file.stays()
	if path == "" {
		a.Say(words)
		return
	}
	a.stack.Push(dialog.NewMessage("Not taken from "+o.name, dialog.Warn, func() []dialog.Line {
		return []dialog.Line{{Text: cells.Sentence(words)}, {}, {Text: "What it left stays in"}, {Text: cells.Clean(path)}}
	}, dialog.Choice{Key: "esc", Label: "go on"}))
}

// howItEnded puts the end of a program in words.
func howItEnded(name string, exit *exec.ExitError) string {
	if exit.ExitCode() < 0 {
		return name + " was ended from outside (" + cells.Clean(exit.Error()) + ")."
	}
	return name + " ended with " + cells.Clean(exit.Error()) + "."
}

func unchangedWords(name string, back comeBack, waits bool) string {
	switch {
	case back.lineBreak:
		return "Unchanged in " + name + ", but for a line break at the end that was left out."
	case !waits:
		return "Unchanged in " + name + ". To be waited for it needs an option: “" + name + " --wait”."
	}
	return "Unchanged in " + name + "."
}

// closeOutside takes what another editor had written when the program ended
// around it, so that it is offered at the next start, and removes the file.
func (a *App) closeOutside() {
	o := a.outside
	if o == nil {
		return
	}
	a.outside = nil
	back, err := o.file.read(o.before)
	switch {
	case errors.Is(err, errRemoved), err == nil && back.edit.Empty():
	case err == nil && a.editor != nil && a.editor.Adopt(o.before, back.edit):
		a.noteEdits() // queues them; closing the journal writes them
	default:
		return // what could not be taken stays in its file
	}
	o.file.remove()
}
