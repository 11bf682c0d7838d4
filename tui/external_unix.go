//go:build !windows

package tui

import (
	"os"
	"syscall"
)

// askToEnd tells a program to end by itself, so that it can keep what it holds.
func askToEnd(p *os.Process) error { return p.Signal(syscall.SIGTERM) }
