// Package cli is the command line: its commands and flags, what they print,
// and the exit codes. It builds the parts (settings, client, sandbox, state)
// and hands them to the application. Nothing imports it but main.
//
// It must never draw a screen or decide what a save does: that is tui.
package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"patchbay/config"
	"patchbay/tui/cells"
)

// Process is what a run of the program is given from outside.
type Process struct {
	Stdin       io.Reader
	Stdout      io.Writer
	Stderr      io.Writer
	Environment config.Environment
}

// System is this process.
func System() Process {
	return Process{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Environment: config.System()}
}

// run is one run of the program: the process, and the flags as parsed.
type run struct {
	Process
	flags   config.Flags
	sandbox bool
}

// Run carries out the command in args, without the program's name, and returns
// the exit code. Errors are one line on standard error.
func Run(ctx context.Context, p Process, args []string) int {
	r := &run{Process: p}
	root := r.root()
	root.SetArgs(args)
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	code, words := explain(err)
	if words != "" {
		fmt.Fprintln(p.Stderr, "patchbay: "+cells.Clean(words))
	}
	return code
}

// root is the command without a name: the editor.
func (r *run) root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "patchbay [TEAM/]IDENTIFIER",
		Short: "A terminal editor for Supermetrics Connectors",
		Long: `Patchbay looks up, reads, edits, reviews and saves Supermetrics Connectors in a
terminal. Every save is live at once, so nothing is sent that was not shown first.

Without an account: patchbay --sandbox. Patchbay is not an official Supermetrics product.`,
		Example: `  patchbay --sandbox            the editor on the built-in sandbox
  patchbay 936506/T3S70         straight to a Connector
  patchbay get T3S70 > t.json   its Configuration, byte for byte
  patchbay check t.json         what is wrong or doubtful in it
  patchbay diff T3S70 t.json    what saving it would change
  patchbay save T3S70 t.json    check, show, ask, save, read back`,
		Args:          usageArgs(cobra.MaximumNArgs(1)),
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       versionLine(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return r.edit(cmd.Context(), args)
		},
	}
	cmd.SetVersionTemplate("{{.Version}}\n")
	cmd.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usageError{err.Error() + "; see " + c.CommandPath() + " --help"}
	})
	flags := cmd.PersistentFlags()
	flags.StringVar(&r.flags.Team, "team", "", "team ID")
	flags.StringVar(&r.flags.Profile, "profile", "", "profile of the settings file or of the official client")
	flags.StringVar(&r.flags.BaseURL, "base-url", "", "address of the API, https or loopback")
	flags.StringVar(&r.flags.Config, "config", "", "settings file")
	flags.StringVar(&r.flags.StateDir, "state-dir", "", "directory for unsaved edits and history")
	flags.StringVar(&r.flags.CAFile, "ca-file", "", "certificates to trust besides the system's (PEM)")
	flags.BoolVar(&r.flags.ReadOnly, "read-only", false, "switch saving off")
	flags.BoolVar(&r.flags.ASCII, "ascii", false, "draw with ASCII characters only")
	flags.BoolVar(&r.flags.NoColor, "no-color", false, "no colours")
	flags.StringVar(&r.flags.DebugLog, "debug-log", "", "write a log of calls to this file, without content or credentials")
	cmd.Flags().BoolVar(&r.sandbox, "sandbox", false, "use the built-in sandbox: no account, nothing real, nothing kept")
	r.flags.Given = func(name string) bool { return flags.Changed(name) }
	cmd.AddCommand(r.getCommand(), r.checkCommand(), r.diffCommand(), r.saveCommand(), r.sandboxCommand(), r.pathsCommand(), versionCommand())
	return cmd
}

// usageArgs makes a wrong number of arguments an error of usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err.Error() + "; see " + cmd.CommandPath() + " --help"}
		}
		return nil
	}
}

// terminal returns the two files of a terminal, or says that there is none.
func (r *run) terminal() (in, out *os.File, err error) {
	in, inOK := r.Stdin.(*os.File)
	out, outOK := r.Stdout.(*os.File)
	if !inOK || !outOK || !term.IsTerminal(int(in.Fd())) || !term.IsTerminal(int(out.Fd())) {
		return nil, nil, usageError{"the editor needs a terminal on standard input and output; for scripts there is patchbay get"}
	}
	return in, out, nil
}
