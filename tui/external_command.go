// How the user's editor is called: the words of its command, and the way it is
// told at which line to begin.

package tui

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"patchbay/tui/cells"
)

const chooseEditor = "Set VISUAL or EDITOR to your editor."

// argv is the program, found, and its arguments.
func (e *External) argv() ([]string, error) {
	words, err := commandWords(e.Command)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be used: %w", e.Variable, err)
	}
	if len(words) == 0 {
		return nil, errors.New("no editor is set")
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		if e.Variable == "" {
			return nil, fmt.Errorf("%s was not found", cells.Clean(words[0]))
		}
		return nil, fmt.Errorf("%s names %s, which was not found", e.Variable, cells.Clean(words[0]))
	}
	words[0] = path
	return words, nil
}

// commandWords takes a command apart as a shell does: words between blanks,
// quotes around what belongs together. Nothing is expanded. A command that is
// as a whole the path of a file is one word.
func commandWords(command string) ([]string, error) {
	command = strings.TrimSpace(command)
	if info, err := os.Stat(command); err == nil && info.Mode().IsRegular() {
		return []string{command}, nil
	}
	var words []string
	var word strings.Builder
	within, quote := false, rune(0)
	escaped := false
	for _, r := range command {
		switch {
		case escaped:
			if quote == '"' && r != '"' && r != '\\' {
				word.WriteByte('\\')
			}
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'' && runtime.GOOS != "windows": // there it parts folders
			escaped, within = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, within = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if within {
				words = append(words, word.String())
				word.Reset()
			}
			within = false
		default:
			word.WriteRune(r)
			within = true
		}
	}
	if quote != 0 || escaped {
		return nil, errors.New("a quote in it is not closed")
	}
	if within {
		words = append(words, word.String())
	}
	return words, nil
}

// programName is the name of a program without folder and ending.
func programName(path string) string {
	return cells.Clean(strings.TrimSuffix(filepath.Base(path), ".exe"))
}

// Editors that can be told where to begin, by how they are told.
var (
	plusLine = []string{
		"vi", "vim", "nvim", "view", "gvim", "mvim", "vimx", "nvi", "elvis", "vis", "ex", "nano", "rnano", "pico", "emacs", "emacsclient",
		"micro", "kak", "joe", "jmacs", "jed", "mg", "zile", "ne", "mcedit", "dte", "gedit",
	}
	colonLine = []string{"hx", "helix", "subl", "zed"}
	gotoLine  = []string{"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"}
)

// atLine is argv with the file to edit, at a line from 1 where the editor is
// known to understand it.
func atLine(argv []string, path string, line int) []string {
	argv = slices.Clone(argv)
	name, n := programName(argv[0]), strconv.Itoa(line)
	switch {
	case line < 2:
		return append(argv, path)
	case slices.Contains(plusLine, name):
		return append(argv, "+"+n, path)
	case slices.Contains(colonLine, name):
		return append(argv, path+":"+n)
	case slices.Contains(gotoLine, name):
		return append(argv, "--goto", path+":"+n)
	}
	return append(argv, path)
}

// waits reports whether the editor, as far as is known, ends only when the file
// was closed: editors with a window of their own do so when told to.
func (e *External) waits() bool {
	words, err := commandWords(e.Command)
	if err != nil || len(words) == 0 {
		return true
	}
	name := programName(words[0])
	if !slices.Contains(gotoLine, name) && name != "subl" && name != "zed" {
		return true
	}
	return slices.Contains(words, "--wait") || slices.Contains(words, "-w")
}
