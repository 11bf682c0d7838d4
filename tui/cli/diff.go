// patchbay diff: what saving a file would change. It sends nothing.

package cli

import (
	"bufio"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/saveflow"
)

func (r *run) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff [TEAM/]IDENTIFIER FILE",
		Short: "Show what saving a file would change",
		Long: `Reads the Connector from the platform and prints how its Configuration would
change if FILE were saved: first by path (added, removed, changed, moved,
renamed, respelled), then by line. FILE is standard input when it is -. Nothing
is sent. What was read is kept in the history on this machine.

"respelled" means the same value, written differently. A FILE that only differs
in such places, or in white space, is said to have the same meaning. White space
before and after the whole Configuration does not count: the platform cannot
keep it. By line, Configurations with very long lines, or of which only one is on
a single line, are laid out first.

On a terminal, characters that could drive it are shown as marks. Elsewhere the
changed lines are printed as they are.

Exit code: 0 whether something differs or not, and nothing is printed to a file
or a pipe when nothing differs; 2 when FILE is not a Configuration, with its
findings on standard error as patchbay check prints them.`,
		Example: `  patchbay diff T3S70 t.json
  sed 's/"Clicks"/"Link clicks"/' t.json | patchbay diff T3S70 -`,
		Args:              usageArgs(cobra.ExactArgs(2)),
		ValidArgsFunction: completeConnectorFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := r.settings()
			if err != nil {
				return err
			}
			ref, err := reference(args[0], s.Team)
			if err != nil {
				return err
			}
			mine, err := r.readSource(ctx, args[1])
			if err != nil {
				return err
			}
			if _, never := mine.tree.Unsendable(); never {
				r.tellFindings(mine)
				return findingsError{}
			}
			client, done, err := r.scriptClient(cmd, s)
			if err != nil {
				return err
			}
			defer done()
			live, err := r.progress(r.clock()).read(ctx, client, ref)
			if err != nil {
				return err
			}
			history := r.history(s, ref, r.Environment.Now, r.note)
			defer history.tidy(ctx)
			defer history.keep(saveflow.Fetched(live)...)
			if live.Configuration.JSON == mine.value() {
				if isTerminal(r.Stdout) {
					return r.print("Nothing differs: " + cells.Clean(mine.name) + " is what is live.\n")
				}
				return nil
			}
			out := r.printer(s)
			out.where(ref, live.Name.String(), s.Origin)
			out.configuration(ctx, difference{
				from: document.Parse(ctx, live.Configuration.JSON), fromName: ref.Identifier + ", live",
				to: mine.tree, toName: mine.name,
			})
			return out.flush(ctx)
		},
	}
}

// completeConnectorFile completes a file name after an identifier.
func completeConnectorFile(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 1 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// source is a text that was read from a file, with its meaning.
type source struct {
	name string // as given
	tree *document.Tree
}

// readSource reads a file, or standard input for "-".
func (r *run) readSource(ctx context.Context, name string) (source, error) {
	if name == "" {
		return source{}, usageError{"the name of the file is empty"}
	}
	text, err := r.readFile(ctx, name)
	if err != nil {
		return source{}, fmt.Errorf("reading %s: %w", name, err)
	}
	tree := document.Parse(ctx, text)
	if tree.Cancelled() {
		return source{}, errStopped
	}
	return source{name, tree}, nil
}

// value is the text without the white space around it.
func (s source) value() string { return value(s.tree.Source()) }

// errors counts the findings of that severity.
func (s source) errors() int {
	n := 0
	for _, f := range s.tree.Findings() {
		if f.Severity == document.Error {
			n++
		}
	}
	return n
}

// tellFindings prints the findings on standard error, where they do not mix
// with a difference.
func (r *run) tellFindings(s source) {
	out := bufio.NewWriter(r.Stderr)
	printLines(out, s.name, s.tree.Findings())
	_ = out.Flush() // there is nowhere else to say that it failed
	if s.tree.FindingsCut() {
		r.note(fmt.Sprintf("only the first %s findings of each kind are told", cells.Thousands(document.MaxFindings)))
	}
}
