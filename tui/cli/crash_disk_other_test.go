//go:build unix && !linux

// Systems that cannot limit the files of another process.

package cli

func troublesOfThisSystem() []trouble { return nil }
