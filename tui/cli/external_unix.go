//go:build !windows

// What the keyboard of a terminal sends besides text.

package cli

import (
	"os"
	"syscall"
)

// keyboardSignals are what a terminal sends to every program in it when their
// keys are pressed.
var keyboardSignals = []os.Signal{os.Interrupt, syscall.SIGQUIT}
