// Going to a line or a path, or to a Report Type or a Field by name.

package tui

import (
	tea "charm.land/bubbletea/v2"

	"patchbay/api/document"
	"patchbay/tui/cells"
	"patchbay/tui/dialog"
)

// askGoTo asks where to go. The editor judges the answer.
func (a *App) askGoTo() tea.Cmd {
	a.stack.Push(dialog.NewPrompt("Go to", "Line, line:column, or path such as reporting.reportTypes[0]", "", nil, func(s string) tea.Cmd {
		if a.editor == nil || s == "" {
			return nil
		}
		if err := a.editor.GoTo(s); err != nil {
			a.Say(cells.Sentence(plainReason(err)))
		}
		return nil
	}))
	return nil
}

// askName offers the sections, Report Types and Fields to choose from.
func (a *App) askName() tea.Cmd {
	outline := a.editor.Outline()
	if len(outline) == 0 {
		a.Say("No Report Types or Fields are known yet.")
		return nil
	}
	items := make([]dialog.Item, len(outline))
	reportType := "" // the one the entries behind it stand in
	for i, e := range outline {
		hint := entryWords(e.Kind)
		switch e.Kind {
		case document.ReportType:
			reportType = cells.Clean(e.Title)
		case document.Dimension, document.Metric, document.Field:
			if reportType != "" { // Fields of several Report Types often share a name
				hint += " of " + cells.Truncate(reportType, 24, "…")
			}
		default:
			reportType = ""
		}
		items[i] = dialog.Item{Title: cells.Clean(e.Title), Detail: cells.Clean(e.ID), Hint: hint}
	}
	a.stack.Push(dialog.NewPicker("Go to", items, func(i int) tea.Cmd {
		if a.editor != nil {
			a.editor.GoToEntry(i)
		}
		return nil
	}))
	return nil
}

func entryWords(k document.EntryKind) string {
	switch k {
	case document.ReportType:
		return "Report Type"
	case document.Dimension:
		return "Dimension"
	case document.Metric:
		return "Metric"
	case document.Field:
		return "Field"
	}
	return "section"
}
