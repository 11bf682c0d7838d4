// The house: which package may import which. The table is the design's.

package cli

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms lists every package of the module and the packages of ours it may import.
var rooms = map[string][]string{
	"api":               nil,
	"api/document":      nil,
	"api/schema":        nil,
	"api/sandbox":       {"api", "api/document"},
	"config":            nil,
	"config/state":      nil,
	"assets":            nil,
	"tui/text":          nil,
	"tui/theme":         {"tui/cells"},
	"tui/cells":         nil,
	"tui/input":         nil,
	"tui/when":          nil,
	"tui/field":         {"tui/theme", "tui/text", "tui/cells"},
	"tui/dialog":        {"tui/theme", "tui/text", "tui/cells", "tui/field", "api/document"},
	"tui/jsonview":      {"tui/theme", "tui/text", "tui/cells", "api/document"},
	"tui/lookup":        {"tui/theme", "tui/text", "tui/cells", "tui/field", "tui/when", "api"},
	"tui/detail":        {"tui/theme", "tui/text", "tui/cells", "tui/field", "tui/jsonview", "tui/when", "api", "api/document"},
	"tui/history":       {"tui/theme", "tui/text", "tui/cells", "tui/field", "tui/when"},
	"tui/form":          {"tui/theme", "tui/text", "tui/cells", "tui/field", "api/document", "api/schema"},
	"tui/editor":        {"tui/theme", "tui/text", "tui/cells", "tui/field", "tui/jsonview", "tui/form", "api/document", "api/schema"},
	"tui/saveflow":      {"tui/when", "api", "api/document", "config/state"},
	"tui":               {"tui/theme", "tui/text", "tui/cells", "tui/field", "tui/when", "tui/dialog", "tui/lookup", "tui/detail", "tui/history", "tui/editor", "tui/form", "tui/saveflow", "tui/input", "api", "api/document", "api/schema", "config", "config/state"},
	"tui/tuitest":       {"tui", "api", "api/schema", "api/sandbox", "assets", "config/state"},
	"tui/text/texttest": {"tui/text"},
	"tui/cli":           {"tui", "tui/cells", "tui/input", "tui/theme", "tui/saveflow", "api", "api/document", "api/schema", "api/sandbox", "assets", "config", "config/state"},
	"assets/screens":    {"tui", "tui/tuitest"},
	"assets/compare":    {"tui/tuitest"},
	"":                  {"tui/cli"},
}

func TestImportsFollowTheHouse(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports ","}}`, "patchbay/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		path, imports, _ := strings.Cut(line, " ")
		room := inside(path)
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s is not in the plan of the house", path)
			continue
		}
		seen++
		for _, imported := range strings.Split(imports, ",") {
			if imported != "patchbay" && !strings.HasPrefix(imported, "patchbay/") {
				continue
			}
			if !slices.Contains(allowed, inside(imported)) {
				t.Errorf("%s must not import %s", path, imported)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages were looked at", seen)
	}
}

// What may know the outside: terminals only under tui, SSH nowhere yet, the
// network only in api, the sandbox, the command line and the robot user.
func TestForeignImportsStayInTheirRooms(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports ","}}`, "patchbay/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		path, imports, _ := strings.Cut(line, " ")
		room := inside(path)
		for _, imported := range strings.Split(imports, ",") {
			switch {
			case strings.HasPrefix(imported, "charm.land/") && !strings.HasPrefix(room, "tui"):
				t.Errorf("%s knows a terminal: %s", path, imported)
			case imported == "net/http" && room != "api" && room != "api/sandbox" && room != "tui/cli" && room != "tui/tuitest":
				t.Errorf("%s knows HTTP", path)
			case imported == "os" && (room == "tui/text" || room == "tui/cells" || room == "tui/theme" || room == "tui/editor" || room == "tui/detail" || room == "tui/lookup" || room == "tui/form" || room == "tui/dialog" || room == "api/document"):
				t.Errorf("%s knows the system", path)
			}
		}
	}
}

func inside(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, "patchbay"), "/")
}
