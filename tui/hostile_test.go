// Hostile text in every field that comes from outside, on every screen and in
// every dialog: no frame holds anything but text and our own colours, and every
// frame fits its terminal.

package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"patchbay/api/sandbox"
	"patchbay/tui"
	"patchbay/tui/theme"
	"patchbay/tui/tuitest"
)

// terminalKind is a terminal that frames are judged for.
type terminalKind struct {
	w, h       int
	colours    colorprofile.Profile
	background tui.Background
	glyphs     theme.Glyphs
}

var terminalKinds = []terminalKind{
	{80, 24, colorprofile.TrueColor, tui.AlwaysDark, theme.Unicode},
	{60, 16, colorprofile.ANSI256, tui.AlwaysLight, theme.Unicode},
	{100, 28, colorprofile.ANSI, tui.AlwaysDark, theme.ASCII},
	{79, 37, colorprofile.ASCII, tui.AlwaysLight, theme.Unicode},
	{60, 16, colorprofile.NoTTY, tui.AlwaysDark, theme.ASCII},
	{80, 24, colorprofile.ANSI, tui.AlwaysLight, theme.Unicode},
	{121, 24, colorprofile.ANSI256, tui.AlwaysDark, theme.Unicode},
}

// largeTerminal is slow to judge: one text in fifteen has its turn there.
var largeTerminal = terminalKind{200, 60, colorprofile.TrueColor, tui.AlwaysLight, theme.Unicode}

// judge watches every frame an application draws.
type judge struct {
	t      *testing.T
	on     terminalKind
	text   string // the hostile text, for the report
	frames int
	failed bool
	sound  map[string]bool // rows judged before; most rows come again
}

func (j *judge) watch(v tea.View) {
	j.frames++
	fault := viewFault(v, j.on.w, j.on.h, j.sound)
	if fault == "" && j.on.glyphs == theme.ASCII && isASCII(j.text) {
		fault = beyondASCII(v.Content)
	}
	if fault != "" && !j.failed {
		j.failed = true
		j.t.Errorf("with %.60q at %d×%d, frame %d: %s", j.text, j.on.w, j.on.h, j.frames, fault)
	}
}

// resize judges the frames from now on for another size.
func (j *judge) resize(w, h int) {
	j.on.w, j.on.h = w, h
	clear(j.sound)
}

// isASCII tells whether everything on screen can be ASCII.
func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// beyondASCII finds a sign in a frame that is not ASCII. Letters and broken
// characters may be: the sandbox has Connectors with names of all kinds.
func beyondASCII(frame string) string {
	for i, row := range strings.Split(frame, "\n") {
		if at := strings.IndexFunc(row, func(r rune) bool { return r >= utf8.RuneSelf && r != utf8.RuneError && !unicode.IsLetter(r) }); at >= 0 {
			return fmt.Sprintf("row %d is not ASCII: %q", i+1, row[at:])
		}
	}
	return ""
}

// facing starts an application on a terminal whose every frame is judged.
func facing(t *testing.T, on terminalKind, text string, o tuitest.Options) *tuitest.User {
	t.Helper()
	j := &judge{t: t, on: on, text: text, sound: map[string]bool{}}
	o.Width, o.Height, o.Watch = on.w, on.h, j.watch
	o.Look.Background, o.Look.Glyphs = on.background, on.glyphs
	return tuitest.Start(t, o).Send(tea.ColorProfileMsg{Profile: on.colours})
}

// share is which half of the corpus a tour takes: each field meets one half.
type share int

const (
	evenTexts share = iota
	oddTexts
)

// eachHostileText runs a tour for the texts of the corpus, each on another
// terminal than the one before.
func eachHostileText(t *testing.T, of share, tour func(t *testing.T, on terminalKind, text string)) {
	const parts = 3
	var texts []string
	for i := int(of); i < len(hostileTexts); i += 2 {
		texts = append(texts, hostileTexts[i])
	}
	for part := range parts {
		t.Run(fmt.Sprint(part+1), func(t *testing.T) {
			t.Parallel()
			for i := part; i < len(texts) && !t.Failed(); i += parts {
				on := terminalKinds[i%len(terminalKinds)]
				if i%15 == 7 {
					on = largeTerminal
				}
				tour(t, on, texts[i])
			}
		})
	}
}

func TestTheCorpusIsLargeEnough(t *testing.T) {
	if n := len(hostileTexts) / 2; n < 66 {
		t.Errorf("%d texts", n)
	}
	for _, text := range hostileTexts {
		if strings.ContainsAny(text, "\x1b\u202e\x00") && viewFault(tea.NewView(text), 1<<20, strings.Count(text, "\n")+1, map[string]bool{}) == "" {
			t.Errorf("the judge lets %q through", text)
		}
	}
}

// hostileConnector has s in every string it can carry.
func hostileConnector(s string) sandbox.Stored {
	l := literal(s)
	field := `{"id": ` + l + `, "label": ` + l + `, "dataType": ` + l + `, "value": {"source": ` + l + `, "value": ` + l + `}}`
	fields := `{"groups": [{"label": ` + l + `, "fields": [` + field + `, ` + field + `]}]}`
	configuration := "{\n  " + l + ": " + l + ",\n  " + l + ": {" + l + ": [" + l + ", " + l + "]},\n" +
		`  "secrets": [{"id": ` + l + `, "label": ` + l + `}],` + "\n" +
		`  "reporting": {"reportTypes": [` + "\n    {\n      \"id\": " + l + ",\n      \"title\": " + l +
		",\n      \"dimensions\": " + fields + ",\n      \"metrics\": " + fields + "\n    }\n  ]},\n" +
		`  "deep": ` + strings.Repeat(`{`+l+`:`, 20) + l + strings.Repeat(`}`, 20) + "\n}"
	word := sandbox.Literal(l)
	return sandbox.Stored{
		Team: sandbox.DefaultTeam, Identifier: "AAA", Name: word, Description: word, LogoURL: word,
		CreatedAt: word, UpdatedAt: word, Version: word, Configuration: sandbox.Literal(configuration),
		ConfigurationCreatedAt: word, ConfigurationUpdatedAt: word,
	}
}

// clipped is s as far as it fits a name.
func clipped(s string) string {
	runes := []rune(strings.ToValidUTF8(s, "\u009b"))
	return string(runes[:min(len(runes), 200)])
}

func TestHostileTextLookedUpAndRead(t *testing.T) {
	t.Parallel()
	eachHostileText(t, evenTexts, func(t *testing.T, on terminalKind, text string) {
		u := facing(t, on, text, tuitest.Options{Connectors: []sandbox.Stored{hostileConnector(text)}})
		tourOfLookup(u, text)
		u.Paste("AAA").Press("enter").Expect("AAA")
		tourOfDetail(u, text)
	})
}

func TestHostileTextEditedLeftAndFoundAgain(t *testing.T) {
	t.Parallel()
	eachHostileText(t, oddTexts, func(t *testing.T, on terminalKind, text string) {
		u := facing(t, on, text, tuitest.Options{Start: "AAA", Connectors: []sandbox.Stored{hostileConnector(text)}})
		tourOfEditor(u.Press("e"), text)
		u.Press("ctrl+s", "down", "end", "esc") // a review or a refusal: the text is anything by now
		u.Press("ctrl+q", "esc", "esc").Press("l").Wait(time.Second)
		u.Press("ctrl+r").Wait(time.Second).Press("s", "end", "esc", "r") // what was left is found, shown, restored
	})
}

func tourOfLookup(u *tuitest.User, text string) {
	u.Paste(text).Press("enter", "ctrl+t", "f1", "end", "esc", "ctrl+p").Paste(text).Press("esc", "esc")
	u.Press("down", "ctrl+end", "pgup", "ctrl+home", "esc", "esc")
}

func tourOfDetail(u *tuitest.User, text string) {
	u.Press("down", "right", "right", "pgdown", "end", "tab", "down", "end", "tab", "home")
	u.Press("1", "2", "enter", "0", "C", "y", "c", "f1", "pgdown", "esc")
	u.Press("/").Paste(text).Press("enter", "n", "N", "esc")
	reading(u)
	u.Press("p").Paste(text).Press("enter", "down", "end", "esc", "esc")
	reading(u)
	u.Press("down", "c", "y", "down", "c", "y")
}

// reading goes on with the Connector if the last esc led back to the list.
func reading(u *tuitest.User) {
	if strings.Contains(u.Screen(), "Connectors of team") {
		u.Press("esc").Type("AAA").Press("enter")
	}
}

func tourOfEditor(u *tuitest.User, text string) {
	u.Wait(time.Second).Expect("AAA")
	u.Press("end", "down", "end", "left", "shift+left", "shift+up", "ctrl+c", "ctrl+x", "ctrl+z", "pgdown", "ctrl+end", "up", "up", "alt+-", "alt+=")
	u.Paste(text).Press("left", "backspace", "delete", "ctrl+]", "f4").Wait(time.Second)
	u.Press("f8", "shift+f8", "f6", "down", "enter")
	u.Press("ctrl+f").Paste(text).Press("enter", "f3", "shift+f3", "alt+c", "esc")
	u.Press("ctrl+g").Paste(text).Press("enter", "esc")
	u.Press("ctrl+p").Paste(text).Press("esc").Press("ctrl+p").Paste("write the text").Press("enter").Paste(text).Press("esc")
	u.Press("f2", "tab").Paste(text).Press("home", "delete", "tab").Paste(text).Press("ctrl+a", "ctrl+c", "shift+tab", "f2")
}

func TestHostileTextInTheReviewAndInWhatASaveComesTo(t *testing.T) {
	t.Parallel()
	outcomes := []sandbox.Fault{
		{},
		{Before: func(s *sandbox.Stored) { s.Description, s.LogoURL = `"\u001b[5mtheirs"`, `"\u001b[5m"` }},
		{Commit: sandbox.CommitNow, Cut: sandbox.CutReply},
		{Store: func(s *sandbox.Stored) {
			s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), "\n", " ", 1))
		}},
	}
	eachHostileText(t, oddTexts, func(t *testing.T, on terminalKind, text string) {
		text = clipped(text)
		fault := outcomes[len(text)%len(outcomes)]
		u := facing(t, on, text, tuitest.Options{
			Start: "AAA", Connectors: []sandbox.Stored{hostileConnector(text)},
			Fault: func(r sandbox.Request) sandbox.Fault {
				if r.Op == sandbox.OpUpdate {
					return fault
				}
				return sandbox.Fault{}
			},
		})
		u.Press("f", "ctrl+a").Paste("N"+text).Press("tab", "end").Paste(text + "!")
		u.Press("f2", "ctrl+home", "end").Paste("\n  " + literal(text+"new") + ": " + literal(text) + ",").Wait(time.Second)
		u.Press("ctrl+s").Expect("Review").Press("f1", "esc", "down", "pgdown", "pgdown", "right", "end", "home")
		if len(text)%5 == 0 { // somebody else was faster, with texts of the same kind
			u.Sandbox.Change(sandbox.DefaultTeam, "AAA", func(s *sandbox.Stored) {
				s.Name, s.Description = sandbox.Literal(literal(text+"theirs")), sandbox.Literal(literal(text+"theirs"))
				s.Configuration = sandbox.Literal(strings.Replace(string(s.Configuration), "{", "{"+literal(text+"k")+":"+literal(text+"v")+",", 1))
			})
			u.Press("y").Wait(time.Second).Expect("Somebody else saved").Press("end", "home", "r").Wait(time.Second).Press("s", "end", "esc")
			return
		}
		u.Press("y").Wait(40*time.Second).Press("end", "home", "f1", "esc", "esc", "esc", "esc")
	})
}

// A megabyte without a break, and 300 marks on one letter, in every field.
func TestAMegabyteWithoutABreak(t *testing.T) {
	t.Parallel()
	for i, text := range []string{strings.Repeat("x", 1<<20), strings.Repeat("\x1b[5;", 1<<17), strings.Repeat("\u202e漢", 1<<17)} {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			t.Parallel()
			stored := hostileConnector("x")
			l := sandbox.Literal(literal(text))
			stored.Name, stored.Description, stored.LogoURL, stored.UpdatedAt, stored.Version = l, l, l, l, l
			stored.Configuration = "{\"a\": " + l + ", " + l + ": 1, \"l\": [" + l + "]}"
			u := facing(t, terminalKinds[i], text, tuitest.Options{Connectors: []sandbox.Stored{stored}, Layout: tui.Stored})
			u.Press("down").Type("AAA").Press("enter", "down", "right", "end", "/").Type("z").Press("enter", "esc", "esc")
			u.Press("e", "end", "left").Type("x").Press("home").Wait(time.Second)
			u.Press("ctrl+s", "end", "esc", "f2", "tab", "end").Type("x").Press("ctrl+s", "esc")
		})
	}
}

// Windows of any size show hostile text without a fault.
func TestHostileTextInWindowsOfAnySize(t *testing.T) {
	t.Parallel()
	text := strings.Join(hostileTexts[:20], "")
	j := &judge{t: t, on: terminalKind{w: 80, h: 24}, text: "the first twenty", sound: map[string]bool{}}
	u := tuitest.Start(t, tuitest.Options{Start: "AAA", Connectors: []sandbox.Stored{hostileConnector(text)}, Watch: func(v tea.View) {
		if j.on.w >= 60 && j.on.h >= 16 {
			j.watch(v)
		} else if fault := titleFault(v.WindowTitle); fault != "" || strings.Contains(v.Content, "\x1b") {
			t.Errorf("too small a window shows %q", v.Content)
		}
	}})
	for _, screen := range []string{"", "e", "ctrl+p", "f2"} {
		if screen != "" {
			u.Press(screen)
		}
		for _, size := range [][2]int{{60, 16}, {61, 17}, {59, 16}, {1, 1}, {2, 60}, {400, 3}, {119, 16}, {120, 16}, {121, 17}, {1000, 500}, {80, 24}} {
			j.resize(size[0], size[1])
			u.Resize(size[0], size[1])
		}
		u.Resize(0, 0).Resize(-1, -1)
	}
	j.resize(10_000, 1_000)
	u.Resize(10_000, 1_000)
}
