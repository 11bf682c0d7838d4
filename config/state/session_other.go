//go:build !linux && !darwin

// The identity of this start of the machine, where the system has none to
// tell.

package state

func bootID() string { return "" }
