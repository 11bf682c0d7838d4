// The Connectors built in are sound: what someone meets first must not be full
// of mistakes.

package assets

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// answer is what the checks here read of a Connector.
type answer struct {
	Identifier    string `json:"connector_identifier"`
	Name          string
	Description   *string
	Configuration struct {
		JSON json.RawMessage `json:"configuration_json"`
	}
}

type field struct{ ID, Label, DataType, AggregationType string }

type fields struct {
	Groups []struct{ Fields []field }
}

type configuration struct {
	Schema         string `json:"$schema"`
	Authentication *struct {
		Type       string
		UserInputs []struct{ ID string }
	}
	DataSourceUser *struct{ UserInfo map[string]source }
	Accounts       *struct {
		Fetchers []struct {
			AccountInfo struct{ Properties []struct{ ID string } }
		}
	}
	Reporting struct {
		ReportTypes []struct {
			ID, Title           string
			Hidden              bool
			Request             struct{ URL string }
			Dimensions, Metrics fields
			Decoration          struct {
				Relations []struct{ ReportTypeID string }
			}
		}
	}
	DefaultResponseHandler struct {
		ResponseStatuses []struct{ HTTPStatus int }
	}
}

type source struct{ Source, Value string }

func connectors(t *testing.T) map[string]answer {
	t.Helper()
	names, err := fs.Glob(Connectors(), "*")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files: %v", err)
	}
	list := map[string]answer{}
	for _, name := range names {
		raw, err := fs.ReadFile(Connectors(), name)
		if err != nil {
			t.Fatal(err)
		}
		var a answer
		if err := json.Unmarshal(raw, &a); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if a.Identifier+".json" != name || a.Name == "" || len(a.Name) > 255 {
			t.Errorf("%s: identifier %q, name %q", name, a.Identifier, a.Name)
		}
		list[a.Identifier] = a
	}
	return list
}

func TestTheFirstConnectorIsOfARealSize(t *testing.T) {
	list := connectors(t)
	first, _ := fs.Glob(Connectors(), "*")
	if first[0] != "T3S70.json" {
		t.Errorf("%s comes first", first[0])
	}
	if n := strings.Count(string(list["T3S70"].Configuration.JSON), "\n"); n < 1000 {
		t.Errorf("T3S70 has %d lines", n)
	}
	single := 0
	for _, a := range list {
		if !strings.Contains(string(a.Configuration.JSON), "\n") && len(a.Configuration.JSON) > 2000 {
			single++
		}
	}
	if single != 1 {
		t.Errorf("%d Connectors are stored on a single line", single)
	}
}

func TestConnectorsAreSound(t *testing.T) {
	for identifier, a := range connectors(t) {
		t.Run(identifier, func(t *testing.T) {
			var c configuration
			if err := json.Unmarshal(a.Configuration.JSON, &c); err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(c.Schema, "https://api.supermetrics.com/c") {
				t.Errorf("$schema %q", c.Schema)
			}
			checkReportTypes(t, c)
			checkPlaceholders(t, string(a.Configuration.JSON), c)
			checkTexts(t, string(a.Configuration.JSON))
			statuses := map[int]bool{}
			for _, s := range c.DefaultResponseHandler.ResponseStatuses {
				if statuses[s.HTTPStatus] {
					t.Errorf("two rules for %d", s.HTTPStatus)
				}
				statuses[s.HTTPStatus] = true
			}
			if !statuses[429] || c.Authentication != nil && !statuses[401] {
				t.Error("no rule for 401 or 429")
			}
			if c.DataSourceUser != nil {
				for name, s := range c.DataSourceUser.UserInfo {
					if s.Source == "userInput" && !slices.ContainsFunc(c.Authentication.UserInputs, func(i struct{ ID string }) bool { return i.ID == s.Value }) {
						t.Errorf("%s: no input field %q", name, s.Value)
					}
				}
			}
		})
	}
}

var (
	idForm   = regexp.MustCompile(`^[a-z0-9_]+$`)
	typeForm = regexp.MustCompile(`^(string|int|float)(\.[a-z]+){2,3}$`)
)

func checkReportTypes(t *testing.T, c configuration) {
	ids, titles, runtime := map[string]bool{}, map[string]bool{}, map[string]bool{}
	joined := map[string]bool{}
	for _, r := range c.Reporting.ReportTypes {
		if !idForm.MatchString(r.ID) || ids[r.ID] || r.Title == "" || titles[r.Title] {
			t.Errorf("Report Type %q, %q", r.ID, r.Title)
		}
		ids[r.ID], titles[r.Title] = true, true
		labels := map[string]bool{}
		metrics := 0
		check := func(f field, metric bool) {
			if !idForm.MatchString(f.ID) || runtime[r.ID+"_"+f.ID] || f.Label == "" || labels[f.Label] || !typeForm.MatchString(f.DataType) {
				t.Errorf("%s: Field %+v", r.ID, f)
			}
			if metric != (f.AggregationType != "") || metric && strings.HasPrefix(f.DataType, "string") {
				t.Errorf("%s: Field %+v is both Dimension and Metric", r.ID, f)
			}
			runtime[r.ID+"_"+f.ID], labels[f.Label] = true, true
		}
		for _, g := range r.Dimensions.Groups {
			for _, f := range g.Fields {
				check(f, false)
			}
		}
		for _, g := range r.Metrics.Groups {
			for _, f := range g.Fields {
				check(f, true)
				metrics++
			}
		}
		if metrics == 0 || r.Request.URL == "" {
			t.Errorf("%s has no Metric or no request", r.ID)
		}
		for _, rel := range r.Decoration.Relations {
			joined[rel.ReportTypeID] = true
		}
	}
	if len(ids) == 0 {
		t.Error("no Report Types")
	}
	for _, r := range c.Reporting.ReportTypes {
		if r.Hidden != joined[r.ID] {
			t.Errorf("%s: hidden %v, joined %v", r.ID, r.Hidden, joined[r.ID])
		}
		delete(joined, r.ID)
	}
	if len(joined) > 0 {
		t.Errorf("joined, but not there: %v", joined)
	}
}

var placeholder = regexp.MustCompile(`\{\{\s*([^}]*?)\s*\}\}`)

func checkPlaceholders(t *testing.T, text string, c configuration) {
	known := strings.Fields("user.access_token account.id identity() query.start_date.date query.end_date.date query.start_date.timestamp " +
		"query.end_date.timestamp oauth2.client_id oauth2.client_secret oauth2.code oauth2.refresh_token")
	if c.Accounts != nil {
		for _, f := range c.Accounts.Fetchers {
			for _, p := range f.AccountInfo.Properties {
				known = append(known, "account."+p.ID)
			}
		}
	}
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(known, m[1]) {
			t.Errorf("placeholder %q", m[0])
		}
		if strings.HasPrefix(m[1], "account.") && c.Accounts == nil {
			t.Errorf("%q without Accounts", m[0])
		}
	}
}

var address = regexp.MustCompile(`https?://[^/"\\ ]+`)

func checkTexts(t *testing.T, text string) {
	for _, a := range address.FindAllString(text, -1) {
		if !strings.HasSuffix(a, ".example") && a != "https://supermetrics.com" && a != "https://api.supermetrics.com" {
			t.Errorf("the address %s is not an invented one", a)
		}
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["source"] == "jsonPath" && !strings.HasPrefix(v["value"].(string), "$") {
				t.Errorf("JSONPath %v", v["value"])
			}
			if v["classification"] == "secret" && v["source"] == "static" {
				t.Errorf("Secret %v in plain text", v["id"])
			}
			for _, m := range v {
				walk(m)
			}
		case []any:
			for _, m := range v {
				walk(m)
			}
		}
	}
	var doc any
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	walk(doc)
}
