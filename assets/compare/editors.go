//go:build unix

// The editors that are compared, and how each is told to do the same things.

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"patchbay/tui/tuitest"
)

// scene is the file all editors open, and what is done to it.
type scene struct {
	dir, file    string
	lines        int
	pasted       string
	pastedEnd    string // the last words of what is pasted, which stand nowhere else
	sought       string // once in the text, near its end
	besideSought string // on the line below, and nowhere else
}

func newScene(dir string, size int) (scene, error) {
	text := tuitest.Configuration(size)
	s := scene{dir: dir, file: filepath.Join(dir, "large.json"), lines: strings.Count(text, "\n")}
	s.pastedEnd = "the end of what was pasted"
	s.pasted = strings.Repeat(strings.Repeat("0123456789 ", 7)+"\n", 10<<10/78) + s.pastedEnd
	last := strings.LastIndex(text, `"report_`)
	n, err := strconv.Atoi(text[last+8 : last+14])
	if err != nil {
		return s, fmt.Errorf("reading the generated text: %w", err)
	}
	s.sought = fmt.Sprintf("report_%06d", n-2)
	s.besideSought = fmt.Sprintf("Campaign performance %d", n-2)
	for _, folder := range []string{"seed", "micro"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
			return s, fmt.Errorf("making a folder: %w", err)
		}
	}
	if err := os.WriteFile(s.file, []byte(text), 0o600); err != nil {
		return s, fmt.Errorf("writing the file: %w", err)
	}
	connector := `{"connector":{"name":"Large","description":"Made for measuring.","identifier":"LARGE"},"configuration":` + text + `}`
	if err := os.WriteFile(filepath.Join(dir, "seed", "LARGE.json"), []byte(connector), 0o600); err != nil {
		return s, fmt.Errorf("writing the Connector: %w", err)
	}
	return s, nil
}

// editor is one of the programs, and its keys.
type editor struct {
	name       string
	argv, env  []string
	opened     string   // on screen once the text is shown
	toMiddle   []string // from there to the middle of the text
	typing     string   // from commanding to typing
	commanding string   // and back
	undo       string
	pageDown   string
	openFind   string
	find       string // what is searched, and the key that starts it
	forget     string // a folder with what an earlier visit left; may be empty
}

func (s scene) middle() int { return s.lines / 2 }

const pageDown, end = "\x1b[6~", "\x1b[F"

func vim(name string, s scene) editor {
	return editor{
		name: name, argv: []string{name, "--clean", "-n", "-c", "syntax on", s.file}, opened: `"client_secret"`,
		toMiddle: []string{fmt.Sprintf("%dG", s.middle())}, typing: "A", commanding: "\x1b", undo: "u",
		pageDown: "\x06", openFind: "/", find: s.sought + "\r",
	}
}

func micro(s scene) editor {
	return editor{
		name: "micro", argv: []string{"micro", "-config-dir", filepath.Join(s.dir, "micro"), s.file}, opened: `"client_secret"`,
		toMiddle: []string{"\x0c", fmt.Sprintf("%d\r", s.middle()), end}, undo: "\x1a",
		pageDown: pageDown, openFind: "\x06", find: s.sought + "\r",
	}
}

func nano(s scene) editor {
	return editor{
		name: "nano", argv: []string{"nano", "-I", s.file}, opened: `"client_secret"`,
		toMiddle: []string{"\x1f", fmt.Sprintf("%d\r", s.middle()), end}, undo: "\x1bu",
		pageDown: pageDown, openFind: "\x17", find: s.sought + "\r",
	}
}

// platform is Patchbay's own sandbox, serving the file as a Connector.
type platform struct {
	cmd    *exec.Cmd
	binary string
	url    string
	scene  scene
}

func startPlatform(s scene, binary string) (*platform, error) {
	cmd := exec.Command(binary, "sandbox", "--listen", "127.0.0.1:0", "--seed", filepath.Join(s.dir, "seed"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting the sandbox: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the sandbox: %w", err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	p := &platform{cmd: cmd, binary: binary, url: url, scene: s}
	if err != nil || !ok {
		p.stop()
		return nil, fmt.Errorf("starting the sandbox: it said %q", line)
	}
	return p, nil
}

func (p *platform) stop() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// editor is Patchbay. It starts on the Connector and has it edited.
func (p *platform) editor() editor {
	s := p.scene
	return editor{
		name: "patchbay", argv: []string{p.binary, "--base-url", p.url, "936506/LARGE"},
		env: []string{
			"SUPERMETRICS_API_KEY=sandbox", "HOME=" + s.dir,
			"XDG_STATE_HOME=" + filepath.Join(s.dir, "state"), "XDG_CONFIG_HOME=" + filepath.Join(s.dir, "config"),
		},
		forget:   filepath.Join(s.dir, "state"),
		opened:   `"client_secret"`,
		toMiddle: []string{"e", "\x07", fmt.Sprintf("%d\r", s.middle()), end}, undo: "\x1a",
		pageDown: pageDown, openFind: "\x06", find: "\x1b[200~" + s.sought + "\x1b[201~",
	}
}
