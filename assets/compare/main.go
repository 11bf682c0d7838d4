//go:build unix

// Command compare measures Patchbay beside the editors people use, on the same
// file, in the same run: each in a pseudo-terminal of 120×40, one after the
// other, round by round. Editors that are not installed are left out and named.
// Run it with `make compare`; it takes about a minute.
//
// It must never know how Patchbay works: it presses keys and watches the
// terminal, as it does with the others.
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"patchbay/tui/tuitest"
)

// rounds is how often each editor is measured; the figures of all rounds are
// put together, so that a slow moment of the machine hits all alike.
const rounds = 3

func main() {
	if err := compare(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// compare measures with the Patchbay binary that args name.
func compare(args []string, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("say which Patchbay to measure: compare ./patchbay")
	}
	binary, err := filepath.Abs(args[0])
	if err != nil {
		return fmt.Errorf("finding Patchbay: %w", err)
	}
	dir, err := os.MkdirTemp("", "compare")
	if err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	defer os.RemoveAll(dir)
	fmt.Fprintf(out, "%d×%d, %d rounds, %d cores, %s/%s. Milliseconds: from the key to the first byte, median and 95th percentile.\n",
		width, height, rounds, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
	for _, size := range []struct {
		name  string
		bytes int
	}{{"1 MB", 1 << 20}, {"10 MB", 10 << 20}} {
		s, err := newScene(filepath.Join(dir, strings.ReplaceAll(size.name, " ", "")), size.bytes)
		if err != nil {
			return err
		}
		if err := measure(s, binary, size.name, out); err != nil {
			return err
		}
	}
	return nil
}

// figures are what was measured of one editor.
type figures struct {
	frame, key, page, find, paste, undo tuitest.Samples
	keyBytes, pageBytes, resident       []int
}

// measure prints one table: every editor on one file.
func measure(s scene, patchbay, size string, out io.Writer) error {
	platform, err := startPlatform(s, patchbay)
	if err != nil {
		return err
	}
	defer platform.stop()
	editors := []editor{platform.editor(), vim("vim", s), vim("nvim", s), micro(s), nano(s)}
	all := make([]figures, len(editors))
	var missing []string
	for round := range rounds {
		for i, e := range editors {
			if _, err := exec.LookPath(e.argv[0]); err != nil {
				if round == 0 {
					missing = append(missing, e.name)
				}
				continue
			}
			if err := visit(e, s, &all[i]); err != nil {
				return fmt.Errorf("%s, %s: %w", e.name, size, err)
			}
		}
	}
	fmt.Fprintf(out, "\n%s\n", size)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tfirst text\tkey\tp95\tbytes\tpage\tp95\tbytes\tfind\tpaste 10 KB\tundo it\tmemory\t")
	for i, e := range editors {
		f := all[i]
		if len(f.key) == 0 {
			continue
		}
		fmt.Fprintf(w, "%s\t%.0f\t%.1f\t%.1f\t%d\t%.1f\t%.1f\t%d\t%.0f\t%.0f\t%.0f\t%d MB\t\n", e.name,
			f.frame.Quantile(.5), f.key.Quantile(.5), f.key.Quantile(.95), median(f.keyBytes),
			f.page.Quantile(.5), f.page.Quantile(.95), median(f.pageBytes),
			f.find.Quantile(.5), f.paste.Quantile(.5), f.undo.Quantile(.5), median(f.resident)>>20)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	if len(missing) > 0 {
		fmt.Fprintln(out, "not installed:", strings.Join(missing, ", "))
	}
	return nil
}

// visit opens the file in an editor and does what is measured.
func visit(e editor, s scene, f *figures) error {
	if e.forget != "" {
		if err := os.RemoveAll(e.forget); err != nil {
			return fmt.Errorf("forgetting the visit before: %w", err)
		}
	}
	start := time.Now()
	t, err := open(e.argv, e.env)
	if err != nil {
		return fmt.Errorf("starting: %w", err)
	}
	defer t.close()
	shown, err := t.until(e.opened)
	if err != nil {
		return fmt.Errorf("opening: %w", err)
	}
	f.frame = append(f.frame, shown.Sub(start))
	for _, step := range e.toMiddle {
		t.settle()
		t.send(step)
	}
	t.settle()

	t.send(e.typing + "z") // the first edit changes more than its line
	t.settle()
	for range 40 {
		for i, key := range []string{"a", "\x7f"} {
			wait, size, err := t.press(key)
			if err != nil {
				return fmt.Errorf("typing: %w", err)
			}
			f.key = append(f.key, wait)
			if i == 0 {
				f.keyBytes = append(f.keyBytes, size)
			}
		}
	}

	before := time.Now()
	t.send("\x1b[200~" + s.pasted + "\x1b[201~")
	shown, err = t.until(s.pastedEnd)
	if err != nil {
		return fmt.Errorf("pasting: %w", err)
	}
	f.paste = append(f.paste, shown.Sub(before))
	t.settle()
	t.send(e.commanding)
	t.settle()
	before = time.Now()
	t.send(e.undo)
	if shown, err = t.untilGone(s.pastedEnd); err != nil {
		return fmt.Errorf("undoing: %w", err)
	}
	f.undo = append(f.undo, shown.Sub(before))
	t.settle()

	for range 20 {
		wait, size, err := t.press(e.pageDown)
		if err != nil {
			return fmt.Errorf("paging: %w", err)
		}
		f.page = append(f.page, wait)
		f.pageBytes = append(f.pageBytes, size)
	}

	t.send(e.openFind)
	t.settle()
	before = time.Now()
	t.send(e.find)
	if shown, err = t.until(s.besideSought); err != nil {
		return fmt.Errorf("finding: %w", err)
	}
	f.find = append(f.find, shown.Sub(before))
	f.resident = append(f.resident, t.resident())
	return nil
}

// median of whole numbers, 0 of none.
func median(values []int) int {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
