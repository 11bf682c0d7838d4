// patchbay get: the Configuration as stored, byte for byte.

package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"patchbay/api"
	"patchbay/config"
	"patchbay/tui/saveflow"
)

func (r *run) getCommand() *cobra.Command {
	full := false
	cmd := &cobra.Command{
		Use:   "get [TEAM/]IDENTIFIER",
		Short: "Print the Configuration as stored, byte for byte",
		Long: "Prints the Configuration exactly as the platform stores it, with nothing added, not even a line end.\n" +
			"What was read is kept in the history on this machine.",
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := r.settings()
			if err != nil {
				return err
			}
			ref, err := reference(args[0], s.Team)
			if err != nil {
				return err
			}
			client, done, err := r.scriptClient(cmd, s)
			if err != nil {
				return err
			}
			defer done()
			history := r.history(s, ref, r.Environment.Now, r.note)
			if full {
				body, _, err := client.GetRaw(cmd.Context(), ref)
				if err != nil {
					return err
				}
				if connector, ok := api.ParseConnector(body); ok {
					defer history.tidy(cmd.Context())
					defer history.keep(saveflow.Fetched(connector)...)
				}
				return r.print(string(body))
			}
			connector, _, err := client.Get(cmd.Context(), ref)
			if err != nil {
				return err
			}
			defer history.tidy(cmd.Context())
			defer history.keep(saveflow.Fetched(connector)...)
			if connector.Configuration.Origin != api.AsReceived {
				return fmt.Errorf("the Connector %s of team %d has no Configuration", ref.Identifier, ref.Team)
			}
			return r.print(connector.Configuration.JSON)
		},
	}
	cmd.Flags().BoolVar(&full, "full", false, "print the whole answer of the API")
	return cmd
}

// scriptClient is a signed-in client for commands without a screen.
func (r *run) scriptClient(cmd *cobra.Command, s config.Settings) (*api.Client, func(), error) {
	c, source, err := s.Credential(cmd.Context())
	if err != nil {
		return nil, nil, err
	}
	if c.Empty() {
		words := "nobody is signed in: set SUPERMETRICS_API_KEY, or start patchbay and sign in"
		if source.Note != "" {
			words += ". " + source.Note
		}
		return nil, nil, signInError{words}
	}
	log, err := openDebugLog(s.DebugLog)
	if err != nil {
		return nil, nil, err
	}
	client, err := wire{log: log}.client(s, c, api.Limits{})
	if err != nil {
		log.close()
		return nil, nil, err
	}
	return client, log.close, nil
}

// print writes s and nothing else.
func (r *run) print(s string) error {
	if _, err := fmt.Fprint(r.Stdout, s); err != nil {
		return fmt.Errorf("writing the output: %w", err)
	}
	return nil
}
