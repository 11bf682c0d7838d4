// patchbay sandbox: the built-in sandbox as an HTTP server in the foreground.

package cli

import (
	"fmt"
	"io/fs"
	"net"
	"os"

	"github.com/spf13/cobra"

	"patchbay/api/sandbox"
	"patchbay/assets"
)

func (r *run) sandboxCommand() *cobra.Command {
	var listen, seed, stateFile, token string
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Serve the sandbox over HTTP until stopped",
		Long: `Serves the same sandbox as patchbay --sandbox over HTTP. Its first line on
standard output is "listening on http://ADDRESS". Try it with

  SUPERMETRICS_API_KEY=sandbox patchbay --base-url http://127.0.0.1:8787 --team 936506 T3S70`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			options := sandbox.Options{
				Token: token, Seed: assets.Connectors(), StateFile: stateFile,
				Report: func(err error) { fmt.Fprintln(r.Stderr, "patchbay: "+err.Error()) },
			}
			if seed != "" {
				files, err := seedFiles(seed)
				if err != nil {
					return err
				}
				options.Seed = files
			}
			box, err := sandbox.New(options)
			if err != nil {
				return usageError{"starting the sandbox: " + err.Error()}
			}
			var lc net.ListenConfig
			listener, err := lc.Listen(cmd.Context(), "tcp", listen)
			if err != nil {
				return usageError{fmt.Sprintf("cannot listen on %s; give another --listen address, such as 127.0.0.1:0", listen)}
			}
			fmt.Fprintf(r.Stdout, "listening on http://%s\n", listener.Addr())
			if err := sandbox.Serve(cmd.Context(), listener, box); err != nil {
				return fmt.Errorf("serving the sandbox: %w", err)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8787", "address to listen on; port 0 picks one")
	cmd.Flags().StringVar(&seed, "seed", "", "directory of Connectors (*.json) to start with instead of the built-in ones")
	cmd.Flags().StringVar(&stateFile, "state", "", "file that keeps what is saved between runs")
	cmd.Flags().StringVar(&token, "token", "sandbox", "the accepted credential")
	return cmd
}

// seedFiles checks that dir is a directory.
func seedFiles(dir string) (fs.FS, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, usageError{"--seed: " + dir + " is not a directory that can be read"}
	}
	return os.DirFS(dir), nil
}
