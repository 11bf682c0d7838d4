//go:build !windows

// Telling a program to end, on Unix.

package tui

import (
	"os"
	"syscall"
)

// askToEnd tells a program to end by itself, so that it can keep what it holds.
func askToEnd(p *os.Process) error { return p.Signal(syscall.SIGTERM) }
