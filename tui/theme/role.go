// This file names the roles: what a piece of text is for, never how it looks.
package theme

// A Role says what a piece of text is for. Screens ask for roles; only this
// package knows colours.
type Role int

// The roles. Text is the zero value and never changes the pen.
const (
	Text         Role = iota
	Dim               // less important than Text, still readable
	Faint             // gutters and line numbers
	Title             // the title of a screen or a dialog
	Accent            // what should be found first
	Strong            // stressed words within Text
	Key               // JSON: the name of a member
	String            // JSON: a string value
	Number            // JSON: a number
	Literal           // JSON: true, false, null
	Punct             // JSON: braces, brackets, commas, colons
	Invalid           // JSON: what is no token at all
	Selection         // selected text
	Match             // what a search found
	CurrentMatch      // the match the search stands on
	CursorLine        // the line of the cursor
	Bracket           // the pair of brackets at the cursor
	Error             // findings and messages of severity error
	Warning           // findings and messages of severity warning
	Info              // findings and messages of severity info
	Good              // success
	StatusBar         // the bottom line
	StatusDim         // on the bottom line: old or less important
	StatusWarn        // on the bottom line: a warning
	StatusError       // on the bottom line: an error
	Border            // frames
	Heading           // a heading within text
	Field             // a text field without the focus
	FieldFocus        // the text field with the focus
	Placeholder       // what an empty field says
	Choice            // the words of a choice
	ChoiceKey         // the key of a choice
	Added             // a diff: new
	Removed           // a diff: gone
	Changed           // a diff: other than before
	Cursor            // a cursor that is drawn instead of placed
	Mark              // the visible mark of an invisible character
	Pinned            // the sign of a pinned row
	Selected          // the selected row of a list

	roleCount
)

// Roles returns every role, in order.
func Roles() []Role {
	all := make([]Role, roleCount)
	for i := range all {
		all[i] = Role(i)
	}
	return all
}
