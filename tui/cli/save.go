// patchbay save: check, show, ask, save, read back.

package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"patchbay/api"
	"patchbay/api/document"
	"patchbay/config"
	"patchbay/tui/cells"
	"patchbay/tui/saveflow"
)

func (r *run) saveCommand() *cobra.Command {
	var base string
	var yes bool
	cmd := &cobra.Command{
		Use:   "save [TEAM/]IDENTIFIER FILE",
		Short: "Save a file as the Configuration, live at once",
		Long: `Checks FILE, shows what would change, asks, saves, and reads back what is live.
The bytes of FILE are sent as they are; name and description go back as they
were just read. FILE is standard input when it is -, which takes --yes. White
space before and after the whole Configuration is not compared.

The platform has no drafts and no locks: a save is live at once. With --base,
BASE is what patchbay get printed when the work began. When something else is
live by now, that is a conflict: it is shown and nothing is sent. When only
white space, spelling or the order of members differs from BASE, that is said
and the question covers it; with --yes it is a conflict too, since nobody looks.
Without --base, what was read just before the question counts.

--yes asks nothing. It needs --base, and refuses a FILE with findings of
severity error. Without it, standard input and output must be a terminal.

The version that is replaced is kept in the history on this machine first.

Exit code: 0 saved and read back, or live already; 1 refused, or "no" to the
question; 2 findings of severity error; 3 conflict: somebody else saved, before
(nothing was sent) or right after; 4 sent, and not known whether it is live;
64 usage; 65 sign-in; 69 the platform is not available, nothing was saved.`,
		Example: `  patchbay get T3S70 > base.json
  sed 's/"Clicks"/"Link clicks"/' base.json > t.json
  patchbay save T3S70 t.json --base base.json --yes`,
		Args:              usageArgs(cobra.ExactArgs(2)),
		ValidArgsFunction: completeConnectorFile,
	}
	cmd.Flags().StringVar(&base, "base", "", "what patchbay get printed when the work began")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask; needs --base")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		j := saveJob{
			run: r, clock: r.clock(), answers: bufio.NewReader(r.Stdin),
			file: args[1], base: base, hasBase: cmd.Flags().Changed("base"),
		}
		if yes {
			j.consent = given
		}
		if err := j.check(); err != nil {
			return err
		}
		s, err := r.settings()
		if err != nil {
			return err
		}
		if j.ref, err = reference(args[0], s.Team); err != nil {
			return err
		}
		if s.ReadOnly {
			return errors.New("read-only: saving is switched off for this profile")
		}
		mine, base, err := j.read(cmd.Context())
		if err != nil {
			return err
		}
		client, done, err := r.scriptClient(cmd, s)
		if err != nil {
			return err
		}
		defer done()
		return j.save(cmd.Context(), s, client, mine, base)
	}
	return cmd
}

// saveJob is one run of patchbay save.
type saveJob struct {
	*run
	clock      clock
	answers    *bufio.Reader // standard input, where a question is answered
	ref        api.Ref
	file, base string
	hasBase    bool
	consent    consent
}

// consent says where the yes to a save comes from.
type consent int

const (
	asked consent = iota
	given         // --yes
)

// check looks at the arguments alone.
func (j *saveJob) check() error {
	switch {
	case j.file == "", j.hasBase && j.base == "":
		return usageError{"the name of a file is empty"}
	case j.consent == given && !j.hasBase:
		return usageError{"--yes needs --base FILE: what patchbay get printed when the work began"}
	case j.file == "-" && j.base == "-":
		return usageError{"FILE and --base cannot both be standard input"}
	case j.consent == given:
		return nil
	case j.file == "-" || j.base == "-":
		return usageError{"standard input is a file here, so nobody can be asked on it: give --yes and --base FILE"}
	case !isTerminal(j.Stdin) || !isTerminal(j.Stdout):
		return usageError{"there is no terminal to ask on: give --yes and --base FILE, or only look with patchbay diff"}
	}
	return nil
}

// read reads the file and the base, tells what was found in the file, and
// refuses what cannot be saved. base is nil without --base.
func (j *saveJob) read(ctx context.Context) (mine source, base *string, err error) {
	if mine, err = j.readSource(ctx, j.file); err != nil {
		return source{}, nil, err
	}
	j.tellFindings(mine)
	if _, never := mine.tree.Unsendable(); never || j.consent == given && mine.errors() > 0 {
		return source{}, nil, findingsError{}
	}
	if j.hasBase {
		text, err := j.readFile(ctx, j.base)
		switch {
		case err != nil:
			return source{}, nil, fmt.Errorf("reading %s: %w", j.base, err)
		case !isJSON(text):
			return source{}, nil, usageError{"--base " + j.base + " is not what patchbay get printed: it is not JSON"}
		}
		base = &text
	}
	return mine, base, nil
}

func isJSON(text string) bool {
	ok, _ := document.Valid(text)
	return ok
}

// save shows what would change, asks, and saves.
func (j *saveJob) save(ctx context.Context, s config.Settings, client connectors, mine source, base *string) error {
	progress, out := j.progress(j.clock), j.printer(s)
	live, err := progress.read(ctx, client, j.ref)
	if err != nil {
		return err
	}
	history := j.history(s, j.ref, j.clock.now, progress.note)
	defer history.tidy(ctx)
	history.keep(saveflow.Fetched(live)...)
	if live.Configuration.JSON == mine.value() {
		return j.print(alreadyLive + "\n")
	}
	out.where(j.ref, live.Name.String(), s.Origin)
	if base != nil {
		if err := j.checkBase(ctx, out, *base, live); err != nil {
			return err
		}
	}
	out.configuration(ctx, difference{
		from: document.Parse(ctx, live.Configuration.JSON), fromName: j.ref.Identifier + ", live",
		to: mine.tree, toName: mine.name,
	})
	out.say("")
	// What could not be shown is not sent.
	if err := out.flush(ctx); err != nil {
		return err
	}
	if err := j.confirm(ctx, mine.errors()); err != nil {
		return err
	}
	job := &saving{
		connectors: client, ref: j.ref, clock: j.clock, progress: progress, history: history,
		flow: saveflow.New(live, saveflow.Content{Name: live.Name, Description: live.Description, Configuration: mine.value()}),
		sent: mine.tree.Source(),
	}
	job.progress.begun = job.clock.now()
	err = job.follow(ctx, job.flow.Confirm())
	if err == nil && job.flow.State() == saveflow.Conflict && job.flow.Likeness() == saveflow.Respelled && j.consent == asked {
		// Same meaning, other bytes: seen and agreed to, it can go on.
		if err = j.agree(ctx, "The Configuration was stored again just now with other spacing or order. Save all the same?"); err != nil {
			return err
		}
		err = job.follow(ctx, job.flow.GoOn(job.clock.now()))
	}
	return job.outcome(ctx, out, err)
}

// checkBase compares what the work began with to what is live now.
func (j *saveJob) checkBase(ctx context.Context, out printer, base string, live api.Connector) error {
	began := saveflow.Content{Name: live.Name, Description: live.Description, Configuration: value(base)}
	likeness := saveflow.Compare(began, saveflow.ContentOf(live))
	if likeness == saveflow.Identical {
		return nil
	}
	if likeness == saveflow.Respelled && j.consent == asked {
		out.say("Since --base was read it was stored again with other spacing or order; the meaning is the same.")
		return nil
	}
	out.configuration(ctx, difference{
		from: document.Parse(ctx, base), fromName: j.base,
		to: document.Parse(ctx, live.Configuration.JSON), toName: j.ref.Identifier + ", live",
	})
	if err := out.flush(ctx); err != nil {
		return err
	}
	if likeness == saveflow.Respelled {
		return conflictError{"not saved: the Configuration was stored again with other spacing or order since " + j.base + " was read; nothing was sent. Read it again with patchbay get"}
	}
	return conflictError{"not saved: somebody else saved since " + j.base + " was read, as shown; nothing was sent"}
}

// confirm asks for the one yes, and for another before it when there are errors.
func (j *saveJob) confirm(ctx context.Context, errors int) error {
	if j.consent == given {
		return nil
	}
	if errors > 0 {
		if err := j.agree(ctx, cells.Plural(errors, "finding")+" of severity error. Save despite that?"); err != nil {
			return err
		}
	}
	return j.agree(ctx, fmt.Sprintf("Save this to LIVE Connector %s of team %d?", j.ref.Identifier, j.ref.Team))
}

var errNo = errors.New("not saved; nothing was sent")

// agree asks one question. Everything but y or yes is a no. A terminal can keep
// a reader waiting for ever: when ctx ends it is left behind, and the process
// ends next.
func (j *saveJob) agree(ctx context.Context, question string) error {
	if err := j.print(question + " [y/N] "); err != nil {
		return err
	}
	answered := make(chan string, 1)
	go func() {
		line, err := j.answers.ReadString('\n')
		if err != nil {
			_ = j.print("\n")
			line = "" // a line that was not ended is no answer
		}
		answered <- line
	}()
	select {
	case <-ctx.Done():
		_ = j.print("\n")
		return errNothingSent
	case line := <-answered:
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "y", "yes":
			return nil
		}
		return errNo
	}
}
