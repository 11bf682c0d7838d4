// Keys to commands: the table is looked up by where the focus is. Help, the
// palette and remapping all read the same table (keytable.go).

package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// scope is a set of places a key can be pressed in.
type scope uint16

const (
	inLookup       scope = 1 << iota // the lookup's input has the focus
	inDetail                         // reading, no text field
	inDetailInput                    // the find or filter line of the detail screen
	inText                           // the JSON text
	inForm                           // a field of the form
	inFind                           // the find bar of the editor
	inReplace                        // what to put in place of matches
	inTree                           // the rows of the form
	inValue                          // a value being edited in a row of the form
	inPanel                          // the list of findings
	inHistory                        // the list of versions
	inHistoryInput                   // its filter line
	inVersion                        // reading an old version
	inVersionInput                   // its find or filter line

	lastScope = inVersionInput
	anywhere  = lastScope<<1 - 1
	// outsideEditor is where nothing can be changed, so that ctrl+c may quit.
	outsideEditor = inLookup | inDetail | inDetailInput | inHistory | inHistoryInput | inVersion | inVersionInput
	inEditor      = inText | inForm | inFind | inReplace | inTree | inValue | inPanel
	// reading is where a Configuration is read: what is live, or an old version.
	reading = inDetail | inVersion
	// lettersAct is where no text field has the focus: letters, / and ? are keys.
	lettersAct = inDetail | inTree | inPanel | inHistory | inVersion
)

// shelf says where help lists a command, and whether the palette offers it.
type shelf int

const (
	general shelf = iota
	moving        // listed in help, not in the palette
	changing
	finding
	viewing
	copying
)

// command is something the user can ask for, by key or from the palette.
type command struct {
	name  string   // stable: the name used to remap it in the settings
	title string   // what help and the palette say
	keys  []string // defaults, as tea.KeyPressMsg.String() writes them
	scope scope
	shelf shelf
	run   func(a *App) tea.Cmd
	// blocked says why the command cannot run now; "" means it can. nil is always.
	blocked func(a *App) string
}

// keymap finds commands. It is immutable once made.
type keymap struct {
	all   []command
	byKey map[scope]map[string]int // one scope bit, key → index in all
}

// KeyError is a wrong entry in the remap table.
type KeyError struct {
	Command string // the name as written
	Reason  string // plain words
}

func (e *KeyError) Error() string { return fmt.Sprintf("keys.%s: %s", e.Command, e.Reason) }

// CheckKeys reports the first wrong entry of a remap table as a *KeyError.
func CheckKeys(remap map[string][]string) error {
	_, err := newKeymap(remap)
	return err
}

// newKeymap builds the table with the user's keys in place of the defaults.
func newKeymap(remap map[string][]string) (keymap, error) {
	m := keymap{all: commands(), byKey: map[scope]map[string]int{}}
	for _, name := range sortedNames(remap) {
		i := slices.IndexFunc(m.all, func(c command) bool { return c.name == name })
		if i < 0 {
			return keymap{}, &KeyError{Command: name, Reason: "there is no command of this name"}
		}
		for _, key := range remap[name] {
			if !sendable(key) {
				return keymap{}, &KeyError{Command: name, Reason: fmt.Sprintf("%q is not a key that every terminal can send", key)}
			}
		}
		m.all[i].keys = remap[name]
	}
	for i, c := range m.all {
		for bit := inLookup; bit <= lastScope; bit <<= 1 {
			if c.scope&bit == 0 {
				continue
			}
			if m.byKey[bit] == nil {
				m.byKey[bit] = map[string]int{}
			}
			for _, key := range c.keys {
				if bit&lettersAct == 0 && typed(key) {
					continue // letters act only where no text field has the focus
				}
				if other, taken := m.byKey[bit][key]; taken {
					return keymap{}, clash(remap, key, c, m.all[other])
				}
				m.byKey[bit][key] = i
			}
		}
	}
	for _, name := range []string{"quit", "palette", "back"} {
		if !m.everywhere(name) {
			return keymap{}, &KeyError{Command: name, Reason: "it needs a key that works everywhere; letters act only where nothing is typed"}
		}
	}
	return m, nil
}

// everywhere reports whether some key runs a command wherever the focus is.
func (m keymap) everywhere(name string) bool {
	for bit := inLookup; bit <= lastScope; bit <<= 1 {
		if !slices.ContainsFunc(m.named(name).keys, func(key string) bool {
			c, ok := m.find(bit, key)
			return ok && c.name == name
		}) {
			return false
		}
	}
	return true
}

// clash names the command the user gave a key that is taken. Between two
// defaults it would be a mistake in the table, which a test finds.
func clash(remap map[string][]string, key string, a, b command) *KeyError {
	if _, asked := remap[a.name]; !asked {
		a, b = b, a
	}
	return &KeyError{Command: a.name, Reason: fmt.Sprintf("%q already means %q there (keys.%s)", key, b.title, b.name)}
}

func sortedNames(remap map[string][]string) []string {
	names := make([]string, 0, len(remap))
	for name := range remap {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// find returns the command of a key where the focus is.
func (m keymap) find(where scope, key string) (command, bool) {
	i, ok := m.byKey[where][key]
	if !ok {
		return command{}, false
	}
	return m.all[i], true
}

// named returns the command of a name. An unknown name is a mistake in the program.
func (m keymap) named(name string) command {
	i := slices.IndexFunc(m.all, func(c command) bool { return c.name == name })
	if i < 0 {
		panic("no command named " + name)
	}
	return m.all[i]
}

// hint is the first key of a command, for "press … to …" in texts.
func (m keymap) hint(name string) string {
	if key := m.first(name); key != "" {
		return key
	}
	return "palette"
}

// first is the first key of a command, "" when it has none.
func (m keymap) first(name string) string {
	if keys := m.named(name).keys; len(keys) > 0 {
		return keys[0]
	}
	return ""
}

// typed reports whether a key is text: it belongs to the field with the focus.
func typed(key string) bool {
	return key == "space" || len([]rune(key)) == 1
}

// sendable reports whether a terminal without the Kitty protocol can send a key.
func sendable(key string) bool {
	if typed(key) {
		return true
	}
	if rest, ok := strings.CutPrefix(key, "alt+"); ok {
		if capital, ok := strings.CutPrefix(rest, "shift+"); ok && len(capital) == 1 && capital[0] >= 'a' && capital[0] <= 'z' {
			return !strings.Contains("opx", capital) // with escape before them these begin sequences
		}
		if typed(rest) {
			return strings.ToLower(rest) == rest && !strings.Contains("[]^_", rest) // capitals arrive as alt+shift+…
		}
		if rest == "backspace" || rest == "enter" {
			return true
		}
	}
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok {
		if len(rest) == 1 && rest[0] >= 'a' && rest[0] <= 'z' {
			// ctrl+i, ctrl+m and ctrl+j are tab, enter and line feed on the wire.
			return rest != "i" && rest != "m" && rest != "j"
		}
		if slices.Contains([]string{"space", "]", "\\", "^", "_"}, rest) {
			return true
		}
	}
	base := key
	for _, modifier := range []string{"ctrl+", "alt+", "shift+"} {
		base = strings.TrimPrefix(base, modifier)
	}
	if slices.Contains([]string{"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "delete"}, base) {
		return true
	}
	if n, ok := strings.CutPrefix(base, "f"); ok && slices.Contains([]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}, n) {
		return !strings.HasPrefix(key, "ctrl+") && !strings.HasPrefix(key, "alt+")
	}
	return slices.Contains([]string{"enter", "tab", "shift+tab", "esc", "backspace"}, key)
}
