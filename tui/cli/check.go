// patchbay check: what is wrong or doubtful in a file, one finding a line.
//
// It needs neither settings nor an account nor a network: a broken settings
// file must not keep anybody from checking a file.

package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/spf13/cobra"

	"patchbay/api/document"
	"patchbay/tui/cells"
)

// maxChecked is the largest text that is checked, in bytes. It is also the
// largest one that is edited.
const maxChecked = 100 << 20

// findingsError says that there is a finding of severity error. The findings
// are told already, so it has no words.
type findingsError struct{}

func (findingsError) Error() string { return "" }

// The values of --format.
const (
	formatText = "text"
	formatJSON = "json"
)

func (r *run) checkCommand() *cobra.Command {
	format := formatText
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "Tell what is wrong or doubtful in a Configuration",
		Long: `Reads a Configuration from FILE, or from standard input when FILE is -, and
prints its findings in the order of the text, one a line:

  FILE:LINE:COL: severity ID message

Lines and columns count from 1; columns are Unicode code points. With
--format json it prints one array of {file, line, column, severity, id,
message, pointer}, in ASCII. Nothing is sent anywhere.

Exit code: 0 without findings of severity error, 2 with them.`,
		Example: `  patchbay check t.json
  patchbay get T3S70 | patchbay check -`,
		Args: usageArgs(cobra.ExactArgs(1)),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			name := args[0]
			switch {
			case name == "":
				return usageError{"the name of the file is empty; see " + cmd.CommandPath() + " --help"}
			case format != formatText && format != formatJSON:
				return usageError{"--format is text or json, not " + format}
			}
			src, err := r.readFile(cmd.Context(), name)
			if err != nil {
				return fmt.Errorf("reading %s: %w", name, err)
			}
			return r.check(cmd.Context(), name, format, src)
		},
	}
	cmd.Flags().StringVar(&format, "format", formatText, "text, or json for programs")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{formatText, formatJSON}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// check prints the findings of a text that came from name.
func (r *run) check(ctx context.Context, name, format, src string) error {
	tree := document.Parse(ctx, src)
	if tree.Cancelled() {
		return errStopped
	}
	out := bufio.NewWriter(r.Stdout)
	if format == formatJSON {
		printJSON(out, name, tree.Findings())
	} else {
		printLines(out, name, tree.Findings())
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the findings: %w", err)
	}
	if tree.FindingsCut() {
		r.note(fmt.Sprintf("only the first %s findings of each kind are told", cells.Thousands(document.MaxFindings)))
	}
	if tree.Deep() {
		r.note(fmt.Sprintf("what is nested deeper than %s levels was only checked for being JSON", cells.Thousands(document.MaxDepth)))
	}
	for _, f := range tree.Findings() {
		if f.Severity == document.Error {
			return findingsError{}
		}
	}
	return nil
}

// note tells on standard error what the findings do not.
func (r *run) note(words string) { fmt.Fprintln(r.Stderr, "patchbay: "+words) }

// printLines prints a finding a line. Names and messages hold what others
// wrote; whatever that is, it stays on its line.
func printLines(out *bufio.Writer, name string, findings []document.Finding) {
	shown := cells.Clean(name)
	for _, f := range findings {
		fmt.Fprintf(out, "%s:%d:%d: %s %s %s\n", shown, f.Line, f.Col, f.Severity, f.ID, cells.Clean(f.Message))
	}
}

// findingJSON is a finding for programs.
type findingJSON struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	ID       string `json:"id"`
	Message  string `json:"message"`
	Pointer  string `json:"pointer"`
}

// printJSON prints one array, a finding a line. It is ASCII, so that it is the
// same in every encoding and does nothing to a terminal. Bytes that are not
// UTF-8 become U+FFFD: JSON cannot hold them.
func printJSON(out *bufio.Writer, name string, findings []document.Finding) {
	separator := "["
	for _, f := range findings {
		out.WriteString(separator + "\n  ")
		var line bytes.Buffer
		e := json.NewEncoder(&line)
		e.SetEscapeHTML(false)
		_ = e.Encode(findingJSON{name, f.Line, f.Col, f.Severity.String(), f.ID, f.Message, f.Pointer}) // texts and numbers always can
		writeASCII(out, strings.TrimSuffix(line.String(), "\n"))
		separator = ","
	}
	if len(findings) == 0 {
		out.WriteString("[]\n")
		return
	}
	out.WriteString("\n]\n")
}

// writeASCII writes JSON with everything beyond printable ASCII escaped.
func writeASCII(out *bufio.Writer, s string) {
	for _, c := range s {
		switch {
		case c < 0x7F:
			out.WriteByte(byte(c))
		case c > 0xFFFF:
			high, low := utf16.EncodeRune(c)
			fmt.Fprintf(out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(out, `\u%04x`, c)
		}
	}
}

// errStopped says that the user ended the command.
var errStopped = errors.New("stopped")

// readFile reads a whole file, or standard input for "-". Files and pipes can
// keep a reader waiting for ever, even in opening them, and many systems cannot
// wake it: when ctx ends it is left behind, and the process ends next.
func (r *run) readFile(ctx context.Context, name string) (string, error) {
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := r.slurp(name)
		done <- result{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", errStopped
	case got := <-done:
		return got.text, got.err
	}
}

func (r *run) slurp(name string) (string, error) {
	from := r.Stdin
	var text strings.Builder
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", plainly(err)
		}
		defer f.Close()
		info, err := f.Stat()
		switch {
		case err != nil:
			return "", plainly(err)
		case info.IsDir():
			return "", errors.New("it is a directory")
		case info.Size() > maxChecked:
			return "", errTooLarge
		}
		text.Grow(int(info.Size()) + 1)
		from = f
	}
	// One byte more than is allowed tells whether there is more.
	n, err := io.Copy(&text, io.LimitReader(from, maxChecked+1))
	switch {
	case err != nil:
		return "", plainly(err)
	case n > maxChecked:
		return "", errTooLarge
	}
	return text.String(), nil
}

var errTooLarge = fmt.Errorf("it is larger than %d MB, the most that can be checked", maxChecked>>20)

// plainly says why a file cannot be read, without the words of the system call.
func plainly(err error) error {
	var wrapped *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("you may not read it")
	case errors.As(err, &wrapped):
		return wrapped.Err
	}
	return err
}
