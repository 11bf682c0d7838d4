// The event loop of the robot user: what Bubble Tea does with a program, without
// its clock and its terminal.

package tuitest

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
)

// send is one turn of the event loop: Update, then View, as Bubble Tea does.
func (u *User) send(msg tea.Msg) {
	u.t.Helper()
	if u.quit {
		return
	}
	_, cmd := u.App.Update(msg)
	u.draw()
	u.launch(cmd)
}

// draw paints a frame, as Bubble Tea does after every message.
func (u *User) draw() {
	v := u.App.View()
	if u.options.Watch != nil {
		u.options.Watch(v)
	}
}

// launch runs a command on its own goroutine, as Bubble Tea does.
func (u *User) launch(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	u.Clock.mu.Lock()
	u.running++
	u.Clock.mu.Unlock()
	go func() {
		msg := cmd()
		u.Clock.mu.Lock()
		defer u.Clock.mu.Unlock()
		u.running--
		if msg != nil {
			u.arrived = append(u.arrived, msg)
		}
		u.Clock.changed.Broadcast()
	}()
}

// settle runs the event loop until every command has returned or sleeps.
func (u *User) settle() {
	u.t.Helper()
	for {
		u.Clock.mu.Lock()
		for len(u.arrived) == 0 && u.running > u.Clock.asleep() {
			u.Clock.changed.Wait()
		}
		if len(u.arrived) == 0 {
			u.Clock.mu.Unlock()
			return
		}
		msg := u.arrived[0]
		u.arrived = u.arrived[1:]
		u.Clock.mu.Unlock()
		u.take(msg)
	}
}

func (u *User) take(msg tea.Msg) {
	u.t.Helper()
	switch msg := msg.(type) {
	case tea.BatchMsg:
		for _, cmd := range msg {
			u.launch(cmd)
		}
		return
	case tea.QuitMsg:
		u.quit = true
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.String && v.Type().Name() == "setClipboardMsg" {
		u.Clipboard = append(u.Clipboard, v.String())
	}
	u.send(msg)
}
