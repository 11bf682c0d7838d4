// Command patchbay is a terminal editor for Supermetrics Connectors.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"patchbay/tui/cli"
)

func main() {
	// A dropped terminal sends SIGHUP, which would end a Go program without
	// letting it write what is pending.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := cli.Run(ctx, cli.System(), os.Args[1:])
	stop()
	os.Exit(code)
}
