// What goes out to the user's own editor, and what is taken of what comes back.

package tui_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"patchbay/api/sandbox"
	"patchbay/tui"
	"patchbay/tui/tuitest"
)

// visit is one run of an editor, as the editor sees it.
type visit struct {
	args []string // after the name of the program
	file string
	env  []string
	text string // of the file as it was handed out
	mode fs.FileMode
	dir  fs.FileMode
}

// with gives a user an editor that does what f does to the file it is given.
// The commands of the user's environment run this test, which they never do.
func with(t *testing.T, command string, f func(file string) error) (tuitest.Options, *[]visit) {
	t.Helper()
	var visits []visit
	return tuitest.Options{Start: "936506/T3S70", Amend: func(o *tui.Options) {
		o.External = &tui.External{
			Command: command, Variable: "EDITOR", Environment: []string{"LANG=C"},
			Run: func(c *exec.Cmd, ended func(error) tea.Msg) tea.Cmd {
				return func() tea.Msg {
					v := visit{args: c.Args[1:], file: c.Args[len(c.Args)-1], env: c.Env}
					file, err := os.Stat(v.file)
					if err != nil {
						t.Error(err)
						return ended(err)
					}
					dir, _ := os.Stat(filepath.Dir(v.file))
					text, _ := os.ReadFile(v.file)
					v.text, v.mode, v.dir = string(text), file.Mode(), dir.Mode()
					visits = append(visits, v)
					return ended(f(v.file))
				}
			},
		}
	}}, &visits
}

// program is a program that exists, under a name of our choice.
func program(t *testing.T, name string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// rewrites replaces old by new in the file.
func rewrites(old, new string) func(string) error {
	return func(file string) error {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return os.WriteFile(file, []byte(strings.Replace(string(text), old, new, 1)), 0o600)
	}
}

// exited is the error of a program that ended with a status.
func exited(t *testing.T) error {
	t.Helper()
	err := exec.Command(program(t, "fails"), "-test.nosuchflag").Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("no exit status: %v", err)
	}
	return err
}

func TestAnotherEditorChangesTheText(t *testing.T) {
	options, visits := with(t, program(t, "vim")+" -n", rewrites(`"authentication"`, `"authentykation"`))
	u := tuitest.Start(t, options).Press("e", "down", "down", "ctrl+o")
	u.Expect(`"authentykation"`, "Changed in vim, not saved yet. ctrl+z takes", "edited")
	v := (*visits)[0]
	if want := []string{"-n", "+3", v.file}; !slices.Equal(v.args, want) {
		t.Errorf("called with %q, want %q", v.args, want)
	}
	if runtime.GOOS != "windows" && (v.mode.Perm() != 0o600 || v.dir.Perm() != 0o700) {
		t.Errorf("the file is %v in %v", v.mode, v.dir)
	}
	if base := filepath.Base(v.file); base != "T3S70.json" {
		t.Errorf("the file is called %s", base)
	}
	if !slices.Equal(v.env, []string{"LANG=C"}) {
		t.Errorf("its environment is %q", v.env)
	}
	if _, err := os.Stat(filepath.Dir(v.file)); !os.IsNotExist(err) {
		t.Errorf("the folder of the file is still there: %v", err)
	}
	u.Press("ctrl+z").Expect(`"authentication"`).ExpectNot("edited", "authentykation").Press("ctrl+y").Expect(`"authentykation"`)
	u.Type("x").Expect("edited", "Ln 3, Col 2")
}

// What another editor did survives a crash like anything typed.
func TestWhatAnotherEditorChangedIsJournaled(t *testing.T) {
	options, _ := with(t, program(t, "vim"), rewrites(`"authentication"`, `"authentykation"`))
	u := tuitest.Start(t, options).Press("e", "ctrl+o").Wait(time.Second)
	u.Restart(tuitest.Options{Start: "936506/T3S70"}).Expect("Unsaved edit")
}

func TestAnEditorsOwnLineBreakAtTheEndIsNoEdit(t *testing.T) {
	breaks := []string{"ctrl+end", "enter"}
	for _, c := range []struct {
		name         string
		typed        []string // before: the platform stores no line break at the end
		leaves, want string   // the file, the text
		says         string
	}{
		{"it adds one", nil, "{\"a\": 1}\n", `{"a": 1}`, "Unchanged in vim, but for a line break at the end that was left out."},
		{"it adds one of its system", nil, "{\"a\": 1}\r\n", `{"a": 1}`, "Unchanged in vim, but for a line break at the end that was left out."},
		{"it adds one to a change", nil, "{\"a\": 2}\n", `{"a": 2}`, ", not saved yet."},
		{"there was one", breaks, "{\"a\": 2}\n", "{\"a\": 2}\n", ", not saved yet."},
		{"it takes one away", breaks, `{"a": 1}`, `{"a": 1}`, ", not saved yet."},
		{"there is another", breaks, "{\"a\": 1}\n\n", "{\"a\": 1}\n\n", ", not saved yet."},
		{"it takes everything away", nil, "", "", ", not saved yet."},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := true
			options, visits := with(t, program(t, "vim"), func(file string) error {
				if !first {
					return nil
				}
				first = false
				return os.WriteFile(file, []byte(c.leaves), 0o600)
			})
			options.Start = "936506/ENDS1"
			options.Connectors = []sandbox.Stored{{Team: 936506, Identifier: "ENDS1", Name: `"Ends"`, Description: `""`, Version: `1`, Configuration: `{"a": 1}`}}
			u := tuitest.Start(t, options).Press("e").Press(c.typed...).Press("ctrl+o").Expect(c.says)
			if c.want == `{"a": 1}` {
				u.ExpectNot("edited")
			}
			u.Press("ctrl+o")
			if v := *visits; v[1].text != c.want {
				t.Errorf("the text was %q and became %q, want %q", v[0].text, v[1].text, c.want)
			}
		})
	}
}

func TestAnEditorThatFailsChangesNothing(t *testing.T) {
	const gone, stays = false, true // the file
	failure := exited(t)
	for _, c := range []struct {
		name string
		does func(string) error
		want []string
		file bool
	}{
		{"a status", func(string) error { return failure }, []string{"vim ended with exit status 2. Nothing was changed."}, gone},
		{"it cannot start", func(string) error { return errors.New("exec format error") }, []string{"vim could not be used: exec format error", "Set VISUAL or EDITOR"}, gone},
		{"it removes the file", os.Remove, []string{"Nothing was taken from vim: it removed the file"}, gone},
		{"it leaves a link", func(file string) error { return errors.Join(os.Remove(file), os.Symlink("/etc/hostname", file)) }, []string{"not an ordinary file", "What it left stays in", "T3S70.json"}, stays},
		{"it leaves a folder", func(file string) error { return errors.Join(os.Remove(file), os.Mkdir(file, 0o700)) }, []string{"not an ordinary file", "What it left stays in", "T3S70.json"}, stays},
		{"it leaves too much", func(file string) error { return os.Truncate(file, 100<<20+1) }, []string{"the file is too large: 104,857,601 bytes", "What it left stays in", "T3S70.json"}, stays},
		{"it changes nothing", func(string) error { return nil }, []string{"Unchanged in vim."}, gone},
	} {
		t.Run(c.name, func(t *testing.T) {
			options, visits := with(t, program(t, "vim"), c.does)
			u := tuitest.Start(t, options).Press("e", "ctrl+o").Expect(c.want...).ExpectNot("edited")
			dir := filepath.Dir((*visits)[0].file)
			t.Cleanup(func() { os.RemoveAll(dir) })
			if info, err := os.Stat(dir); c.file != (err == nil) || err == nil && runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
				t.Errorf("the folder of the file: %v", err)
			}
			if c.file {
				u.Press("esc")
			}
			u.Type("x").Expect("edited", "Ln 1, Col 2")
		})
	}
}

// An editor that failed after work was done: nothing is taken by itself, and
// nothing is lost.
func TestAFailedEditorsWorkIsOffered(t *testing.T) {
	failure := exited(t)
	for key, want := range map[string]string{"t": `"authentykation"`, "esc": `"authentication"`, "enter": `"authentication"`} {
		options, visits := with(t, program(t, "vim"), func(file string) error {
			return errors.Join(rewrites(`"authentication"`, `"authentykation"`)(file), failure)
		})
		u := tuitest.Start(t, options).Press("e", "ctrl+o").Expect("Take what vim wrote?", "vim ended with exit status 2.").ExpectNot("edited")
		u.Press(key).Expect(want).ExpectNot("Take what")
		// Work that was not taken is not thrown away either.
		file := (*visits)[0].file
		t.Cleanup(func() { os.RemoveAll(filepath.Dir(file)) })
		text, err := os.ReadFile(file)
		if left := strings.Contains(string(text), "authentykation"); left != (key != "t") {
			t.Errorf("%s: the file: %v", key, err)
		}
		if key != "t" {
			u.Expect("What it left stays in", "T3S70.json").Press("esc").ExpectNot("stays in")
		}
	}
}

func TestWhereTheEditorComesFrom(t *testing.T) {
	vim := program(t, "vim")
	spaced := filepath.Join(t.TempDir(), "my editor")
	if err := os.Symlink(vim, spaced); err != nil {
		t.Fatal(err)
	}
	code, hx, ed := program(t, "code"), program(t, "hx"), program(t, "plain-ed")
	for _, c := range []struct {
		name, command string
		want          []string // arguments, FILE for the file
		says          string
	}{
		{"arguments", vim + " -n --clean", []string{"-n", "--clean", "+2", "FILE"}, ""},
		{"quotes", `"` + spaced + `" -a 'b c' d\ e "f\"g"`, []string{"-a", "b c", "d e", `f"g`, "FILE"}, ""},
		{"a path with a space and no quotes", spaced, []string{"FILE"}, ""},
		{"an editor with its own way", code + " --wait", []string{"--wait", "--goto", "FILE:2"}, ""},
		{"another", hx, []string{"FILE:2"}, ""},
		{"an unknown one", ed, []string{"FILE"}, ""},
		{"one that does not wait", code, []string{"--goto", "FILE:2"}, "To be waited for it needs an option"},
		{"not there", "/no/such/editor -x", nil, "EDITOR names /no/such/editor, which was not found. Set VISUAL or EDITOR"},
		{"nothing", " ", nil, "No editor is set. Set VISUAL or EDITOR to your editor."},
		{"an open quote", `vim "x`, nil, "EDITOR cannot be used: a quote in it is not closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			options, visits := with(t, c.command, func(string) error { return nil })
			inner := options.Amend
			options.Amend = func(o *tui.Options) {
				inner(o)
				run := o.External.Run
				o.External.Run = func(cmd *exec.Cmd, ended func(error) tea.Msg) tea.Cmd {
					last := len(cmd.Args) - 1
					whole := cmd.Args[last]
					cmd.Args[last] = strings.TrimSuffix(whole, ":2")
					next := run(cmd, ended)
					return func() tea.Msg {
						msg := next()
						v := &(*visits)[0]
						v.args[len(v.args)-1] = strings.Replace(whole, v.file, "FILE", 1)
						return msg
					}
				}
			}
			u := tuitest.Start(t, options).Press("e", "down", "ctrl+o").Expect(c.says)
			if c.want == nil {
				if len(*visits) > 0 {
					t.Errorf("it was started: %q", (*visits)[0].args)
				}
				return
			}
			if len(*visits) != 1 {
				t.Fatalf("it was not started:\n%s", u.Screen())
			}
			if got := (*visits)[0].args; !slices.Equal(got, c.want) {
				t.Errorf("called with %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhereNoOtherEditorMayBeStarted(t *testing.T) {
	u := tuitest.Start(t, tuitest.Options{Start: "936506/T3S70"}).Press("e", "ctrl+o").Expect("Another editor cannot be used here.")
	u.End()
	options, visits := with(t, program(t, "vim"), func(string) error { return nil })
	options.ReadOnly = true
	tuitest.Start(t, options).Press("e", "ctrl+o").Expect("read-only")
	if len(*visits) > 0 {
		t.Error("an editor was started on what may not be changed")
	}
}

// Told to end while the other editor has the text, Patchbay keeps what that had
// written, offers it at the next start, and leaves no file behind.
func TestAnEndDuringTheVisitLosesNothing(t *testing.T) {
	options, visits := with(t, program(t, "vim"), rewrites(`"authentication"`, `"authentykation"`))
	inner := options.Amend
	options.Amend = func(o *tui.Options) {
		inner(o)
		run := o.External.Run
		o.External.Run = func(c *exec.Cmd, ended func(error) tea.Msg) tea.Cmd {
			return run(c, func(error) tea.Msg { return nil }) // the program ends before the message arrives
		}
	}
	u := tuitest.Start(t, options).Press("e", "ctrl+o")
	if _, err := os.Stat((*visits)[0].file); err != nil {
		t.Fatalf("the editor has no file: %v", err)
	}
	u.Type("typed meanwhile").ExpectNot("typed meanwhile")
	u.Restart(tuitest.Options{Start: "936506/T3S70"}).Expect("Unsaved edit")
	if _, err := os.Stat(filepath.Dir((*visits)[0].file)); !os.IsNotExist(err) {
		t.Errorf("the folder of the file is still there: %v", err)
	}
}
