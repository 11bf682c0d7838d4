// Three-way merge, as it happens to people who build Connectors: one edits here
// while a page or a colleague saves there.

package document

import (
	"context"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
)

const connector = `{
  "$schema": "https://api.supermetrics.com/connector_builder/v1/schema/v1",
  "authentication": {
    "type": "user_input",
    "description": "Enter the API key.",
    "userInputs": [
      { "id": "api_key", "label": "API key", "type": "password" }
    ]
  },
  "secrets": {
    "items": [
      {
        "id": "harbor_key",
        "classification": "secret",
        "source": "userInput",
        "value": "api_key"
      }
    ]
  },
  "accounts": {
    "hasAccounts": true,
    "fetchers": []
  },
  "reporting": {
    "reportTypes": [
      {
        "id": "campaigns",
        "title": "Campaigns",
        "request": {
          "method": "GET",
          "url": "https://api.harbor.example/v2/campaigns",
          "headers": [
            { "name": "Authorization", "value": "Bearer {{user.access_token}}" },
            { "name": "Accept", "value": "application/json" }
          ]
        },
        "metrics": {
          "groups": [
            {
              "label": "Basic",
              "fields": [
                {
                  "id": "clicks",
                  "label": "Clicks",
                  "dataType": "int.number.value"
                },
                {
                  "id": "cost",
                  "label": "Cost",
                  "dataType": "float.number.currency"
                }
              ]
            },
            {
              "label": "Video",
              "fields": [
                {
                  "id": "views",
                  "label": "Views",
                  "dataType": "int.number.value"
                }
              ]
            }
          ]
        }
      },
      {
        "id": "ads",
        "title": "Ads",
        "request": { "method": "GET", "url": "https://api.harbor.example/v2/ads" }
      }
    ]
  },
  "defaultResponseHandler": {
    "retry": { "maxRetries": 8, "minWait": 1.50 }
  }
}
`

// Parts of it that come and go.
const (
	clicks = `                {
                  "id": "clicks",
                  "label": "Clicks",
                  "dataType": "int.number.value"
                }`
	cost = `                {
                  "id": "cost",
                  "label": "Cost",
                  "dataType": "float.number.currency"
                }`
	views = `                {
                  "id": "views",
                  "label": "Views",
                  "dataType": "int.number.value"
                }`
	video = `            {
              "label": "Video",
              "fields": [
` + views + `
              ]
            }`
	ads = `      {
        "id": "ads",
        "title": "Ads",
        "request": { "method": "GET", "url": "https://api.harbor.example/v2/ads" }
      }`
	posts = `      {
        "id": "posts",
        "title": "Posts"
      }`
	keywords = `      {
        "id": "keywords",
        "title": "Keywords"
      }`
	token = `      {
        "id": "token",
        "classification": "secret",
        "source": "encrypted",
        "value": "sec_1"
      }`
	secrets = `  "secrets": {
    "items": [
      {
        "id": "harbor_key",
        "classification": "secret",
        "source": "userInput",
        "value": "api_key"
      }
    ]
  },
`
	authentication = `  "authentication": {
    "type": "user_input",
    "description": "Enter the API key.",
    "userInputs": [
      { "id": "api_key", "label": "API key", "type": "password" }
    ]
  },
`
	keyEnd = `        "value": "api_key"
      }`
	accept = `            { "name": "Accept", "value": "application/json" }`
)

// apply makes edits, given as what is there and what is there then.
func apply(tb testing.TB, src string, edits []string) string {
	tb.Helper()
	for i := 0; i < len(edits); i += 2 {
		if strings.Count(src, edits[i]) == 0 {
			tb.Fatalf("not there: %s", edits[i])
		}
		src = strings.Replace(src, edits[i], edits[i+1], 1)
	}
	return src
}

type did []string

func TestMergeOfConnectors(t *testing.T) {
	for _, c := range []struct {
		what         string
		mine, theirs did
		want         did // nil: both
		taken, clash string
	}{
		// Changes in different places.
		{"a Secret added in the browser, a Field renamed here", did{`"id": "cost"`, `"id": "spend"`}, did{keyEnd, keyEnd + ",\n" + token}, nil, "added secrets.items[1]", ""},
		{"a label changed there, a title here", did{`"Campaigns"`, `"All campaigns"`}, did{`"label": "Cost"`, `"label": "Spend"`}, nil, "changed reporting.reportTypes[0].metrics.groups[0].fields[1].label", ""},
		{"both edit one Field, in different members", did{`"label": "Cost"`, `"label": "Spend"`}, did{`"float.number.currency"`, `"float.number.value"`}, nil, "changed reporting.reportTypes[0].metrics.groups[0].fields[1].dataType", ""},
		{"a Field renamed here and its label changed there", did{`"id": "cost"`, `"id": "spend"`}, did{`"label": "Cost"`, `"label": "Spend"`}, nil, "changed reporting.reportTypes[0].metrics.groups[0].fields[1].label", ""},
		{"a Report Type renamed and edited here, edited there", did{`"id": "campaigns"`, `"id": "campaign"`, `"title": "Campaigns"`, `"title": "Campaign"`}, did{`"label": "Cost"`, `"label": "Spend"`}, nil, "changed reporting.reportTypes[0].metrics.groups[0].fields[1].label", ""},
		{"retries changed there, a header added here", did{accept, accept + ",\n            { \"name\": \"X-Team\", \"value\": \"1\" }"}, did{`"maxRetries": 8`, `"maxRetries": 3`}, nil, "changed defaultResponseHandler.retry.maxRetries", ""},
		{"a digit of a number", did{`"maxRetries": 8`, `"maxRetries": 9`}, did{`1.50`, `1.500`}, nil, "respelled defaultResponseHandler.retry.minWait", ""},
		{"a description rewritten there with escapes", did{`"API key"`, `"Key"`}, did{`"Enter the API key."`, `"Enter the API key.\n\n<a href=\"https:\/\/harbor.example\">Where?<\/a>"`}, nil, "changed authentication.description", ""},
		{"a switch turned there", did{`"Ads"`, `"Adverts"`}, did{`"hasAccounts": true`, `"hasAccounts": false`}, nil, "changed accounts.hasAccounts", ""},
		{"a whole section removed there", did{`"Ads"`, `"Adverts"`}, did{secrets, ``}, nil, "removed secrets", ""},
		{"a whole section added there", did{`"Ads"`, `"Adverts"`}, did{`  "accounts": {`, "  \"signers\": [\n    {\n      \"id\": \"hmac\"\n    }\n  ],\n  \"accounts\": {"}, nil, "added signers", ""},
		{"a member put last there, a section here", did{"\n  }\n}\n", "\n  },\n  \"info\": {\n    \"owner\": \"me\"\n  }\n}\n"}, did{`"minWait": 1.50 }`, `"minWait": 1.50 },` + "\n    \"statuses\": [429]"}, nil, "added defaultResponseHandler.statuses", ""},

		// Things both added.
		{"a Report Type added by both", did{ads, ads + ",\n" + posts}, did{ads, ads + ",\n" + keywords}, did{ads, ads + ",\n" + posts + ",\n" + keywords}, "added reporting.reportTypes[2]", ""},
		{"the same Report Type added by both", did{ads, ads + ",\n" + posts}, did{ads, ads + ",\n" + posts}, did{ads, ads + ",\n" + posts}, "", ""},
		{"the same, in front and behind", did{ads, ads + ",\n" + posts}, did{ads, posts + ",\n" + ads, `"Ads"`, `"Adverts"`}, did{ads, ads + ",\n" + posts, `"Ads"`, `"Adverts"`}, "changed reporting.reportTypes[2].title", ""},
		{"one id for two Report Types", did{ads, ads + ",\n" + posts}, did{ads, ads + ",\n" + strings.Replace(posts, `"Posts"`, `"Stories"`, 1)}, did{ads, ads + ",\n" + posts}, "", "added by both reporting.reportTypes[2]"},
		{"a Field added to each of two groups", did{cost, cost + ",\n" + strings.ReplaceAll(strings.ReplaceAll(cost, "cost", "cpc"), "Cost", "CPC")}, did{views, views + ",\n" + strings.ReplaceAll(strings.ReplaceAll(views, "views", "plays"), "Views", "Plays")}, nil, "added reporting.reportTypes[0].metrics.groups[1].fields[1]", ""},
		{"a header added by each", did{accept, accept + ",\n            { \"name\": \"X-Mine\", \"value\": \"1\" }"}, did{accept, accept + ",\n            { \"name\": \"X-Theirs\", \"value\": \"2\" }"}, did{accept, accept + ",\n            { \"name\": \"X-Mine\", \"value\": \"1\" },\n            { \"name\": \"X-Theirs\", \"value\": \"2\" }"}, "added reporting.reportTypes[0].request.headers[2]", ""},
		{"the first fetcher added there", did{`"Ads"`, `"Adverts"`}, did{`"fetchers": []`, "\"fetchers\": [\n      {\n        \"request\": {}\n      }\n    ]"}, nil, "added accounts.fetchers[0]", ""},
		{"the same member added by both", did{`"hasAccounts": true,`, `"hasAccounts": true,` + "\n    \"filter\": [],"}, did{`"hasAccounts": true,`, `"hasAccounts": true,` + "\n    \"filter\": [ ],"}, did{`"hasAccounts": true,`, `"hasAccounts": true,` + "\n    \"filter\": [],"}, "", ""},

		// Moves.
		{"a Field moved between groups here, its label changed there", did{clicks + ",\n", "", views, views + ",\n" + clicks}, did{`"label": "Clicks"`, `"label": "All clicks"`}, nil, "changed reporting.reportTypes[0].metrics.groups[0].fields[0].label", ""},
		{"a Field moved between groups there, its label changed here", did{`"label": "Clicks"`, `"label": "All clicks"`}, did{clicks + ",\n", "", views, views + ",\n" + clicks}, did{clicks + ",\n", "", views, views + ",\n" + strings.Replace(clicks, `"Clicks"`, `"All clicks"`, 1)}, "moved reporting.reportTypes[0].metrics.groups[1].fields[1] from reporting.reportTypes[0].metrics.groups[0].fields[0]", ""},
		{"a group dissolved here, its Field edited there", did{",\n" + video, "", cost, cost + ",\n" + views}, did{`"label": "Views"`, `"label": "Plays"`}, nil, "changed reporting.reportTypes[0].metrics.groups[1].fields[0].label", ""},
		{"Report Types reordered there, one added here behind the last", did{ads, ads + ",\n" + posts}, did{",\n" + ads, "", "    \"reportTypes\": [\n", "    \"reportTypes\": [\n" + ads + ",\n"}, did{",\n" + ads, "", "    \"reportTypes\": [\n", "    \"reportTypes\": [\n" + ads + ",\n" + posts + ",\n"}, "moved reporting.reportTypes[1] from reporting.reportTypes[0]", ""},
		{"Fields swapped here, one edited there", did{clicks + ",\n" + cost, cost + ",\n" + clicks}, did{`"label": "Cost"`, `"label": "Spend"`}, did{clicks + ",\n" + cost, cost + ",\n" + clicks, `"label": "Cost"`, `"label": "Spend"`}, "changed reporting.reportTypes[0].metrics.groups[0].fields[1].label", ""},
		{"a Field moved to different groups by both", did{clicks + ",\n", "", video, video + ",\n            {\n              \"label\": \"Mine\",\n              \"fields\": [\n" + clicks + "\n              ]\n            }"}, did{clicks + ",\n", "", views, views + ",\n" + clicks}, did{clicks + ",\n", "", video, video + ",\n            {\n              \"label\": \"Mine\",\n              \"fields\": [\n" + clicks + "\n              ]\n            }"}, "", "moved by both reporting.reportTypes[0].metrics.groups"},
		{"a section under another key here, edited there", did{`"defaultResponseHandler"`, `"responseHandler"`}, did{`"maxRetries": 8`, `"maxRetries": 3`}, nil, "changed defaultResponseHandler.retry.maxRetries", ""},

		// Clashes.
		{"the same label changed by both", did{`"label": "Cost"`, `"label": "Spend"`}, did{`"label": "Cost"`, `"label": "Costs"`}, did{`"label": "Cost"`, `"label": "Spend"`}, "", "changed by both reporting.reportTypes[0].metrics.groups[0].fields[1].label"},
		{"the same label changed alike", did{`"label": "Cost"`, `"label": "Spend"`}, did{`"label": "Cost"`, `"label": "Spend"`, `"Ads"`, `"Adverts"`}, did{`"label": "Cost"`, `"label": "Spend"`, `"Ads"`, `"Adverts"`}, "changed reporting.reportTypes[1].title", ""},
		{"the description changed in the browser, the section removed here", did{authentication, ``}, did{`"Enter the API key."`, `"Enter it."`}, did{authentication, ``}, "", "removed here, changed there authentication"},
		{"the section removed there, edited here", did{`"Enter the API key."`, `"Enter it."`}, did{authentication, ``}, did{`"Enter the API key."`, `"Enter it."`}, "", "changed here, removed there authentication"},
		{"a Report Type removed there that I edited", did{`"Ads"`, `"Adverts"`}, did{",\n" + ads, ``}, did{`"Ads"`, `"Adverts"`}, "", "changed here, removed there reporting.reportTypes[1]"},
		{"a Report Type removed here that got a Field there", did{",\n" + ads, ``}, did{`v2/ads" }`, "v2/ads\" },\n        \"metrics\": {}"}, did{",\n" + ads, ``}, "", "removed here, changed there reporting.reportTypes[1]"},
		{"a Report Type removed by both", did{",\n" + ads, ``}, did{",\n" + ads, ``, `"Campaigns"`, `"All"`}, did{",\n" + ads, ``, `"Campaigns"`, `"All"`}, "changed reporting.reportTypes[0].title", ""},
		{"the only Secret removed there, one added here", did{keyEnd, keyEnd + ",\n" + token}, did{"      {\n        \"id\": \"harbor_key\",\n        \"classification\": \"secret\",\n        \"source\": \"userInput\",\n" + keyEnd, token}, did{"      {\n        \"id\": \"harbor_key\",\n        \"classification\": \"secret\",\n        \"source\": \"userInput\",\n" + keyEnd, token}, "removed secrets.items[0]", ""},
		{"the section removed there, an item added here", did{keyEnd, keyEnd + ",\n" + token}, did{secrets, ``}, did{keyEnd, keyEnd + ",\n" + token}, "", "changed here, removed there secrets"},
		{"a Secret replaced by another here, edited there", did{`"harbor_key"`, `"token"`, `"value": "api_key"`, `"value": "token"`}, did{`"classification": "secret"`, `"classification": "public"`}, did{`"harbor_key"`, `"token"`, `"value": "api_key"`, `"value": "token"`}, "", "removed here, changed there secrets.items[0]"},
		{"a section turned to null there, edited here", did{`"Enter the API key."`, `"Enter it."`}, did{strings.TrimSuffix(authentication, ",\n"), `  "authentication": null`}, did{`"Enter the API key."`, `"Enter it."`}, "", "changed by both authentication"},
		{"a request became a text there, untouched here", did{`"Ads"`, `"Adverts"`}, did{`{ "method": "GET", "url": "https://api.harbor.example/v2/ads" }`, `"https://api.harbor.example/v2/ads"`}, nil, "changed reporting.reportTypes[1].request", ""},
		{"two clashes and a change between them", did{`"Enter the API key."`, `"Enter it."`, `"Ads"`, `"Adverts"`}, did{`"Enter the API key."`, `"Type it."`, `"Campaigns"`, `"All"`, `"Ads"`, `"Banners"`}, did{`"Enter the API key."`, `"Enter it."`, `"Campaigns"`, `"All"`, `"Ads"`, `"Adverts"`}, "changed reporting.reportTypes[0].title", "changed by both authentication.description | changed by both reporting.reportTypes[1].title"},

		// Repeated keys.
		{"a key repeated here by mistake, another edit there", did{`"type": "user_input",`, "\"type\": \"user_input\",\n    \"type\": \"basic\","}, did{`"Enter the API key."`, `"Enter it."`}, nil, "changed authentication.description", ""},
		{"a key repeated here that was edited there", did{`"type": "user_input",`, "\"type\": \"user_input\",\n    \"type\": \"basic\","}, did{`"user_input"`, `"oauth2"`}, did{`"type": "user_input",`, "\"type\": \"user_input\",\n    \"type\": \"basic\","}, "", "changed by both, with a repeated key authentication"},

		// White space and order.
		{"a member moved up in its object there", did{`"Ads"`, `"Adverts"`}, did{"    \"hasAccounts\": true,\n    \"fetchers\": []", "    \"fetchers\": [],\n    \"hasAccounts\": true"}, nil, "respelled accounts", ""},
		{"blank lines put in here, edits there", did{`  "accounts"`, "\n\n  \"accounts\""}, did{`"Ads"`, `"Adverts"`}, nil, "changed reporting.reportTypes[1].title", ""},
		{"a section added there behind a blank line", did{`"Ads"`, `"Adverts"`}, did{`  "accounts": {`, "\n  \"signers\": [],\n\n  \"accounts\": {"}, nil, "added signers", ""},
		{"only white space changed there", did{`"Ads"`, `"Adverts"`}, did{`  "accounts"`, "\n\n  \"accounts\""}, did{`"Ads"`, `"Adverts"`}, "", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			want := apply(t, connector, c.mine)
			if c.want == nil {
				want = apply(t, want, c.theirs)
			} else {
				want = apply(t, connector, c.want)
			}
			got, m := merge(t, connector, apply(t, connector, c.mine), apply(t, connector, c.theirs), Mine)
			if got != want {
				t.Errorf("the text differs:\n%s", udiff.Unified("want", "got", want, got))
			}
			if s := listed(m.Taken); s != c.taken {
				t.Errorf("taken %s\nwant  %s", s, c.taken)
			}
			if s := places(m); s != c.clash {
				t.Errorf("clash %s\nwant  %s", s, c.clash)
			}
		})
	}
}

// places lists clashes as "kind path".
func places(m *Merged) string {
	var out []string
	for _, c := range m.Clashes {
		out = append(out, c.Kind.String()+" "+c.Dotted)
	}
	return strings.Join(out, " | ")
}

// What was stored on one line and is laid out here.
func TestMergeAcrossLayouts(t *testing.T) {
	stored := small(t, connector)
	edits := did{`"Ads"`, `"Adverts"`}
	for _, c := range []struct {
		what, base, theirs string
		mine, want         did
	}{
		{"theirs is on one line and got a Report Type", stored, small(t, apply(t, connector, did{ads, ads + ",\n" + posts})), edits, append(edits, `v2/ads" }`+"\n      }", `v2/ads" }`+"\n      },\n"+posts)},
		{"theirs is on one line and got a header", stored, small(t, apply(t, connector, did{accept, accept + `,{"name":"X","value":"1"}`})), edits, append(edits, accept, accept+",\n            {\"name\": \"X\", \"value\": \"1\"}")},
		{"theirs is on one line with a line break behind it and got a header", stored, small(t, apply(t, connector, did{accept, accept + `,{"name":"X","value":"1"}`})) + "\n", edits, append(edits, accept, accept+",\n            {\"name\": \"X\", \"value\": \"1\"}")},
		{"theirs is on one line and filled an empty list", stored, small(t, apply(t, connector, did{`[]`, `[{"request":{"url":"x"}}]`})), edits, append(edits, `[]`, "[\n      {\n        \"request\": {\n          \"url\": \"x\"\n        }\n      }\n    ]")},
		{"theirs is on one line and lost a section", stored, small(t, apply(t, connector, did{secrets, ``})), edits, append(edits, secrets, ``)},
		{"theirs was laid out with tabs and edited", connector, strings.ReplaceAll(apply(t, connector, did{`"Cost"`, `"Spend"`, ads, ads + ",\n" + posts}), "  ", "\t"), edits, append(edits, `"Cost"`, `"Spend"`, `v2/ads" }`+"\n      }", `v2/ads" }`+"\n      },\n"+posts)},
		{"theirs was only put on one line", connector, stored, edits, edits},
	} {
		t.Run(c.what, func(t *testing.T) {
			got, m := merge(t, c.base, apply(t, connector, c.mine), c.theirs, Mine)
			if want := apply(t, connector, c.want); got != want || len(m.Clashes) > 0 {
				t.Errorf("%s\n%s", udiff.Unified("want", "got", want, got), clashing(m))
			}
		})
	}
	t.Run("mine is on one line, theirs laid out", func(t *testing.T) {
		got, _ := merge(t, connector, small(t, apply(t, connector, edits)), apply(t, connector, did{ads, ads + ",\n" + posts}), Mine)
		if want := small(t, apply(t, connector, append(edits, `v2/ads" }`+"\n      }", `v2/ads" }`+"\n      },\n"+posts))); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// Who chooses theirs everywhere, and has nothing else, has their text.
func TestChoosingTheirsEverywhere(t *testing.T) {
	for _, c := range []struct {
		what         string
		mine, theirs did
		want         did // nil: what theirs did
	}{
		{"a list put on the line of another member there", did{`"Cost"`, `"Spend"`}, did{`"Cost"`, `"Costs"`, `"id": "cost",`, `"id": "cost", "their": [1,2],`}, nil},
		{"a member added alike, on a line of its own here", did{`"Cost"`, `"Spend"`, `"id": "ads",`, "\"id\": \"ads\",\n        \"tags\": [ ],"}, did{`"Cost"`, `"Costs"`, `"id": "ads",`, `"id": "ads", "tags": [],`}, nil},
		{"done alike without a clash, it stays as it is here", did{`"id": "ads",`, "\"id\": \"ads\",\n        \"tags\": [ ],"}, did{`"id": "ads",`, `"id": "ads", "tags": [],`, `"Cost"`, `"Spend"`}, did{`"id": "ads",`, "\"id\": \"ads\",\n        \"tags\": [ ],", `"Cost"`, `"Spend"`}},
		{"an edit of mine stays", did{`"Cost"`, `"Spend"`, `"Ads"`, `"Adverts"`}, did{`"Cost"`, `"Costs"`, `"id": "cost",`, `"id": "cost", "their": [1,2],`}, did{`"Cost"`, `"Costs"`, `"id": "cost",`, "\"id\": \"cost\",\n                  \"their\": [1,2],", `"Ads"`, `"Adverts"`}},
		{"only white space of mine stays", did{`[]`, `[ ]`}, did{`"Cost"`, `"Costs"`}, did{`[]`, `[ ]`, `"Cost"`, `"Costs"`}},
		{"a longer object on one line there", did{`"Ads"`, `"Adverts"`}, did{`"id": "cost",`, `"id": "cost", "their": {"rows":[1,2],"of":"` + strings.Repeat("x", 50) + `"},`}, did{`"Ads"`, `"Adverts"`, `"id": "cost",`, "\"id\": \"cost\",\n                  \"their\": {\"rows\":[1,2],\"of\":\"" + strings.Repeat("x", 50) + `"},`}},
		{"one that is too long for a line", did{`"Ads"`, `"Adverts"`}, did{`"id": "cost",`, `"id": "cost", "their": ["` + strings.Repeat("x", 200) + `"],`}, did{`"Ads"`, `"Adverts"`, `"id": "cost",`, "\"id\": \"cost\",\n                  \"their\": [\n                    \"" + strings.Repeat("x", 200) + "\"\n                  ],"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			want := c.want
			if want == nil {
				want = c.theirs
			}
			got, m := merge(t, connector, apply(t, connector, c.mine), apply(t, connector, c.theirs), Theirs)
			if want := apply(t, connector, want); got != want {
				t.Errorf("%s\n%s\nkept %s", udiff.Unified("want", "got", want, got), clashing(m), listed(m.Kept))
			}
		})
	}
}

func TestSettlingClashes(t *testing.T) {
	mine := apply(t, connector, did{`"label": "Cost"`, `"label": "Spend"`, `"defaultResponseHandler"`, `"handler"`, secrets, ``})
	theirs := apply(t, connector, did{`"label": "Cost"`, `"label": "Costs"`, `"defaultResponseHandler"`, `"responses"`, keyEnd, keyEnd + ",\n" + token})
	m, err := Merge(context.Background(), parse(connector), parse(mine), parse(theirs))
	if err != nil {
		t.Fatal(err)
	}
	if s := places(m); s != "removed here, changed there secrets | changed by both reporting.reportTypes[0].metrics.groups[0].fields[1].label | renamed by both handler" {
		t.Fatal(s)
	}
	for _, c := range []struct {
		settled []Settle
		want    did
		fault   string
	}{
		{[]Settle{{Choice: Mine}, {Choice: Mine}, {Choice: Mine}}, did{`"Cost"`, `"Spend"`, `"defaultResponseHandler"`, `"handler"`, secrets, ``}, ""},
		{[]Settle{{Choice: Theirs}, {Choice: Theirs}, {Choice: Theirs}}, did{`"Cost"`, `"Costs"`, `"defaultResponseHandler"`, `"responses"`, keyEnd, keyEnd + ",\n" + token}, ""},
		{[]Settle{{Choice: Own, JSON: "{\n  \"items\": []\n}"}, {Choice: Own, JSON: `"All cost"`}, {Choice: Own, JSON: ` "both" `}}, did{`"Cost"`, `"All cost"`, `"defaultResponseHandler"`, `"both"`, secrets, "  \"secrets\": {\n    \"items\": []\n  },\n"}, ""},
		{[]Settle{{Choice: Mine}, {}, {Choice: Mine}}, nil, "reporting.reportTypes[0].metrics.groups[0].fields[1].label is not decided yet"},
		{[]Settle{{Choice: Mine}, {Choice: Own, JSON: `{`}, {Choice: Mine}}, nil, "what you wrote for reporting.reportTypes[0].metrics.groups[0].fields[1].label is not a JSON value"},
		{[]Settle{{Choice: Mine}, {Choice: Mine}, {Choice: Own, JSON: `1`}}, nil, "the key you wrote for handler is not a JSON string"},
		{[]Settle{{Choice: Mine}, {Choice: Mine}, {Choice: Own, JSON: `"reporting"`}}, nil, "the key you wrote stands in that object already"},
		{nil, nil, "0 clashes are settled, but there are 3"},
	} {
		got, err := m.Text(c.settled)
		switch {
		case c.fault != "":
			if err == nil || err.Error() != c.fault {
				t.Errorf("%+v: %v", c.settled, err)
			}
		case err != nil:
			t.Error(err)
		default:
			if want := apply(t, connector, c.want); got != want {
				t.Errorf("%+v\n%s", c.settled, udiff.Unified("want", "got", want, got))
			}
		}
	}
	label := m.Clashes[1]
	for _, w := range []struct {
		Written
		src string
	}{{label.Base, connector}, {label.Mine, mine}, {label.Theirs, theirs}} {
		if !w.There || w.src[w.Span[0]:w.Span[1]] != w.Text {
			t.Errorf("%+v", w.Written)
		}
	}
	if label.Pointer != "/reporting/reportTypes/0/metrics/groups/0/fields/1/label" || m.Clashes[0].Mine.There {
		t.Errorf("%+v", m.Clashes)
	}
}

func TestWhatCannotBeMerged(t *testing.T) {
	ok := parse(`{}`)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		ctx                context.Context
		base, mine, theirs *Tree
		want               string
	}{
		{context.Background(), parse(`{`), ok, ok, "the text you started from is not JSON and cannot be merged"},
		{context.Background(), ok, parse(``), ok, "your text is not JSON and cannot be merged"},
		{context.Background(), ok, ok, parse("<html>"), "the text saved by someone else is not JSON and cannot be merged"},
		{context.Background(), ok, ok, parse(strings.Repeat("[", 1100) + strings.Repeat("]", 1100)), "the text saved by someone else is nested too deeply or too long to be merged"},
		{gone, ok, ok, ok, "merging: context canceled"},
		{context.Background(), ok, Parse(gone, connector), ok, "reading your text: context canceled"},
	} {
		if _, err := Merge(c.ctx, c.base, c.mine, c.theirs); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestMergeString(t *testing.T) {
	for _, c := range []struct {
		base, mine, theirs, want string
		clash                    bool
	}{
		{"a", "a", "a", "a", false}, {"a", "m", "a", "m", false}, {"a", "a", "t", "t", false},
		{"a", "n", "n", "n", false}, {"a", "m", "t", "m", true}, {"a", "", "t", "", true}, {"", "", "t", "t", false},
	} {
		if got, clash := MergeString(c.base, c.mine, c.theirs); got != c.want || clash != c.clash {
			t.Errorf("%+v: %q, %v", c, got, clash)
		}
	}
}
