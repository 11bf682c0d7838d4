// This file holds the palettes: which pen each role gets.
package theme

func palette(b Background, c Colours) [roleCount]pen {
	switch {
	case c == NoColour:
		return plainPalette()
	case c == Colours16 && b == Light:
		return light16Palette()
	case c == Colours16:
		return dark16Palette()
	case b == Light:
		return lightPalette()
	default:
		return darkPalette()
	}
}

func darkPalette() [roleCount]pen {
	return [roleCount]pen{
		Dim:          {fg: fg(250)},
		Faint:        {fg: fg(247)},
		Title:        {fg: fg(117), attr: bold},
		Accent:       {fg: fg(117)},
		Strong:       {attr: bold},
		Key:          {fg: fg(117)},
		String:       {fg: fg(151)},
		Number:       {fg: fg(222)},
		Literal:      {fg: fg(219)},
		Invalid:      {fg: fg(217), attr: underline},
		Selection:    {bg: bg(238)},
		Match:        {bg: bg(53), attr: underline},
		CurrentMatch: {fg: fg(16), bg: bg(221), attr: bold},
		Bracket:      {bg: bg(238), attr: bold | underline},
		Error:        {fg: fg(217), attr: bold},
		Warning:      {fg: fg(221)},
		Info:         {fg: fg(153)},
		Good:         {fg: fg(120)},
		StatusBar:    {attr: reverse},
		StatusDim:    {attr: reverse},
		StatusWarn:   {fg: fg(221), bg: bg(236), attr: bold},
		StatusError:  {fg: fg(217), bg: bg(236), attr: bold},
		Border:       {fg: fg(245)},
		Heading:      {fg: fg(153), attr: bold},
		Field:        {bg: bg(235)},
		FieldFocus:   {bg: bg(237)},
		Placeholder:  {fg: fg(250)},
		ChoiceKey:    {fg: fg(117), attr: bold},
		Added:        {fg: fg(120)},
		Removed:      {fg: fg(217)},
		Changed:      {fg: fg(221)},
		Cursor:       {attr: reverse},
		Mark:         {fg: fg(215), attr: underline},
		Pinned:       {fg: fg(221)},
		Selected:     {bg: bg(238), attr: bold},
	}
}

func lightPalette() [roleCount]pen {
	return [roleCount]pen{
		Dim:          {fg: fg(240)},
		Faint:        {fg: fg(241)},
		Title:        {fg: fg(24), attr: bold},
		Accent:       {fg: fg(24)},
		Strong:       {attr: bold},
		Key:          {fg: fg(18)},
		String:       {fg: fg(22)},
		Number:       {fg: fg(88)},
		Literal:      {fg: fg(53)},
		Invalid:      {fg: fg(88), attr: underline},
		Selection:    {bg: bg(253)},
		Match:        {bg: bg(229), attr: underline},
		CurrentMatch: {fg: fg(16), bg: bg(221), attr: bold},
		Bracket:      {bg: bg(253), attr: bold | underline},
		Error:        {fg: fg(124), attr: bold},
		Warning:      {fg: fg(58)},
		Info:         {fg: fg(24)},
		Good:         {fg: fg(22)},
		StatusBar:    {attr: reverse},
		StatusDim:    {attr: reverse},
		StatusWarn:   {fg: fg(88), bg: bg(253), attr: bold},
		StatusError:  {fg: fg(124), bg: bg(253), attr: bold},
		Border:       {fg: fg(243)},
		Heading:      {fg: fg(18), attr: bold},
		Field:        {bg: bg(255)},
		FieldFocus:   {bg: bg(254)},
		Placeholder:  {fg: fg(240)},
		ChoiceKey:    {fg: fg(24), attr: bold},
		Added:        {fg: fg(22)},
		Removed:      {fg: fg(124)},
		Changed:      {fg: fg(58)},
		Cursor:       {attr: reverse},
		Mark:         {fg: fg(58), attr: underline},
		Pinned:       {fg: fg(58)},
		Selected:     {bg: bg(253), attr: bold},
	}
}

// dark16Palette uses the colours that are readable on black in the common
// schemes: neither blue nor the dark red.
func dark16Palette() [roleCount]pen {
	p := plainPalette()
	colour := func(r Role, fg string) { p[r].fg = fg }
	colour(Faint, "90")
	colour(Title, "96")
	colour(Accent, "96")
	colour(Key, "96")
	colour(String, "32")
	colour(Number, "33")
	colour(Literal, "95")
	colour(Invalid, "91")
	colour(Error, "91")
	colour(Warning, "93")
	colour(Info, "36")
	colour(Good, "92")
	colour(Border, "36")
	colour(Heading, "96")
	colour(ChoiceKey, "96")
	colour(Added, "32")
	colour(Removed, "91")
	colour(Changed, "33")
	colour(Mark, "93")
	colour(Match, "93")
	colour(Pinned, "93")
	p[CurrentMatch] = pen{fg: "30", bg: "43", attr: bold}
	return p
}

// light16Palette uses the colours that are readable on white in the common
// schemes: neither green, yellow, cyan nor grey.
func light16Palette() [roleCount]pen {
	p := plainPalette()
	colour := func(r Role, fg string) { p[r].fg = fg }
	colour(Title, "34")
	colour(Accent, "34")
	colour(Key, "34")
	colour(Number, "35")
	colour(Literal, "35")
	colour(Invalid, "31")
	colour(Error, "31")
	colour(Warning, "35")
	colour(Info, "34")
	colour(Border, "34")
	colour(Heading, "34")
	colour(ChoiceKey, "34")
	colour(Added, "34")
	colour(Removed, "31")
	colour(Changed, "35")
	colour(Mark, "35")
	colour(Match, "31")
	colour(Pinned, "35")
	p[CurrentMatch] = pen{fg: "30", bg: "43", attr: bold}
	return p
}

// plainPalette has no colours. Attributes alone keep the selection, matches,
// errors and the focus apart from text.
func plainPalette() [roleCount]pen {
	return [roleCount]pen{
		Title:        {attr: bold},
		Accent:       {attr: bold},
		Strong:       {attr: bold},
		Invalid:      {attr: underline},
		Selection:    {attr: reverse},
		Match:        {attr: bold | underline},
		CurrentMatch: {attr: bold | underline | reverse},
		Bracket:      {attr: bold | underline},
		Error:        {attr: bold},
		Warning:      {attr: bold},
		Good:         {attr: bold},
		StatusBar:    {attr: reverse},
		StatusDim:    {attr: reverse},
		StatusWarn:   {attr: bold | reverse},
		StatusError:  {attr: bold | underline | reverse},
		Heading:      {attr: bold},
		Field:        {attr: underline},
		FieldFocus:   {attr: bold | underline},
		ChoiceKey:    {attr: bold},
		Added:        {attr: bold},
		Removed:      {attr: underline},
		Changed:      {attr: bold},
		Cursor:       {attr: reverse},
		Mark:         {attr: underline},
		Pinned:       {attr: bold},
		Selected:     {attr: bold | reverse},
	}
}
