//go:build !linux && !darwin

// The identity of this start of the machine and of its processes, where the
// system has none to tell.

package state

func bootID() string { return "" }

func birth(int) string { return "" }
