//go:build unix

// The real disk: permissions, links, pipes, and two processes on one
// directory.

package state

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test program be a second editor.
func TestMain(m *testing.M) {
	if path := os.Getenv("PATCHBAY_TEST_STATE"); path != "" {
		secondEditor(path)
	}
	if args := os.Getenv("PATCHBAY_TEST_HOST"); args != "" {
		runHost(args)
	}
	os.Exit(m.Run())
}

// secondEditor writes a journal, says so, and stays until it is killed or its
// input ends.
func secondEditor(path string) {
	d, err := Open(path, nil, clock)
	if err == nil {
		var j *Journal
		if j, err = d.Begin(t3, base, ThisSession(noon)); err == nil {
			err = j.Append(three)
		}
	}
	fmt.Println("ready", err)
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

func TestASecondProcessIsSeenAliveAndItsEditsSurviveItsDeath(t *testing.T) {
	path := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PATCHBAY_TEST_STATE="+path)
	in, err := cmd.StdinPipe()
	must(t, err)
	defer in.Close()
	out, err := cmd.StdoutPipe()
	must(t, err, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready <nil>\n" {
		t.Fatalf("the second editor said %q, %v", line, err)
	}
	d, err := Open(path, nil, time.Now)
	must(t, err)
	f := unsaved(t, d, t3, 1)[0]
	if f.Owner != Alive || f.Session.PID != cmd.Process.Pid || f.Edits != 3 {
		t.Errorf("while it runs: %+v", f)
	}
	if _, _, _, err := f.Resume(d.here); err == nil {
		t.Error("its journal was taken from it")
	}
	mine := begin(t, d, t3, 99, typed(9))
	must(t, cmd.Process.Kill())
	_ = cmd.Wait()

	found := unsaved(t, d, t3, 2)
	for _, f := range found {
		if alive := f.Path == mine.Path(); alive != (f.Owner == Alive) {
			t.Errorf("%s: %v", f.Path, f.Owner)
		}
	}
	j, b, got, err := found[1].Resume(ThisSession(noon))
	if err != nil || b != base || !isPrefix(got) || len(got) != 3 {
		t.Fatalf("%v %+v", err, got)
	}
	must(t, j.Append([]Record{typed(4)}), j.Sync(), j.Discard(), mine.Discard())
	unsaved(t, d, t3, 0)
}

func TestEverythingOnDiskIsPrivate(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	path := filepath.Join(t.TempDir(), "a", "state")
	d, err := Open(path, nil, clock)
	must(t, err)
	must(t, begin(t, d, t3, 1, typed(1)).Sync(), d.Opened(t3, "a"), d.SetPinned(t3, "a", Pin), d.SetTeam("o", "", 1), d.KeepVersion(t3, whole("x"), Saved, noon))
	files := 0
	must(t, filepath.Walk(path, func(p string, info os.FileInfo, err error) error {
		want := os.FileMode(0o600)
		if info.IsDir() {
			want = 0o700
		} else {
			files++
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s: %v", p, info.Mode())
		}
		if strings.HasSuffix(p, ".tmp") {
			t.Errorf("%s was left behind", p)
		}
		return err
	}))
	if files != 9 {
		t.Errorf("%d files, want a journal, three lists with locks, a version and its content", files)
	}
}

func TestWhatOthersCouldHaveTouchedIsRefusedWithAReason(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(path string) error
		says   string
	}{
		{"readable by others", func(p string) error { return os.Chmod(p, 0o644) }, "chmod 600"},
		{"writable by the group", func(p string) error { return os.Chmod(p, 0o620) }, "chmod 600"},
		{"a link to a good journal", func(p string) error {
			if err := os.Rename(p, p+".real"); err != nil {
				return err
			}
			return os.Symlink(p+".real", p)
		}, "symbolic link"},
		{"a link to nothing", func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			return os.Symlink(p+".nowhere", p)
		}, "symbolic link"},
		{"a link to a device that never ends", func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			return os.Symlink("/dev/zero", p)
		}, "symbolic link"},
		{"a pipe", func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			return syscall.Mkfifo(p, 0o600)
		}, "not a plain file"},
		{"a directory", func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			return os.Mkdir(p, 0o700)
		}, "not a plain file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Open(t.TempDir(), nil, clock)
			must(t, err)
			j := begin(t, d, t3, 1, typed(1))
			must(t, j.Close(), c.change(j.Path()))
			before, err := os.Lstat(j.Path())
			must(t, err)
			f := unsaved(t, d, t3, 1)[0]
			if f.Err == nil || !strings.Contains(f.Err.Error(), c.says) {
				t.Fatalf("said %v", f.Err)
			}
			must(t, d.Sweep())
			if keys, _ := d.Left(t3.Origin); len(keys) != 0 || f.Discard() == nil {
				t.Error("it was used")
			}
			after, err := os.Lstat(j.Path())
			if err != nil || !os.SameFile(before, after) {
				t.Errorf("it was changed: %v", err)
			}
			to, err := f.SetAside()
			must(t, err)
			if moved, err := os.Lstat(to); err != nil || !os.SameFile(before, moved) {
				t.Errorf("set aside: %v", err)
			}
			unsaved(t, d, t3, 0)
		})
	}
}

func TestFilesOfOtherUsersAreRefused(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	must(t, os.WriteFile(path, nil, 0o600))
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	must(t, checkFile(f, path, os.Getuid()))
	if err := checkFile(f, path, os.Getuid()+1); err == nil || !strings.Contains(err.Error(), "another user") {
		t.Errorf("file: %v", err)
	}
	info, err := os.Stat(dir)
	must(t, err, checkDir(info, dir, os.Getuid()))
	if err := checkDir(info, dir, os.Getuid()+1); err == nil || !strings.Contains(err.Error(), "another user") {
		t.Errorf("directory: %v", err)
	}
}

func TestAPlaceThatCannotBeTheStateDirectorySaysWhy(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	shared := filepath.Join(dir, "shared")
	must(t, os.Mkdir(shared, 0o700), os.Chmod(shared, 0o777))
	for path, says := range map[string]string{file: "not a directory", filepath.Join(file, "below"): "not a directory", shared: "chmod 700", "": "--state-dir"} {
		if _, err := Open(path, nil, clock); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: said %v", path, err)
		}
	}
	readable := filepath.Join(dir, "readable")
	must(t, os.Mkdir(readable, 0o700), os.Chmod(readable, 0o755))
	if _, err := Open(readable, nil, clock); err != nil {
		t.Errorf("a directory others can only look at: %v", err)
	}
}
