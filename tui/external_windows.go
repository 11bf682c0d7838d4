// Telling a program to end, on Windows.

package tui

import "os"

// askToEnd ends a program: Windows has no way to ask.
func askToEnd(p *os.Process) error { return p.Kill() }
