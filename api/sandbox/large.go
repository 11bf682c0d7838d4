// The large Connector: 40 Report Types and 1,800 Fields, written by code so
// that no big file has to be kept. The same bytes on every start.

package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// largeIdentifier names the large Connector.
const largeIdentifier = "Z6LRG"

var (
	largeAreas = []string{"Storefront", "Marketplace", "Point of sale", "Subscription", "Returns", "Loyalty", "Warehouse", "Delivery", "Support", "Gift card"}
	largeCuts  = []string{"day", "product", "region", "customer group"}

	largeSubjects   = []string{"Store", "Product", "Customer", "Campaign", "Carrier"}
	largeAttributes = []attribute{
		{"ID", "string.text.value"}, {"Name", "string.text.value"}, {"Country", "string.geo.country.twolettercode"},
	}
	largeMeasures = []attribute{
		{"Orders", "int.number.value"}, {"Net sales", "float.currency.value"}, {"Gross sales", "float.currency.value"},
		{"Units", "int.number.value"}, {"Handling time", "int.duration.seconds"}, {"Margin", "float.number.ratio"},
		{"Refunds", "float.currency.value"}, {"Visitors", "int.number.value"}, {"Conversion rate", "float.number.percentage"},
	}
	largeSpans = []string{"", "previous period", "previous year", "plan"}
)

// attribute is one Field of a family: how its label ends, and its data type.
type attribute struct{ label, dataType string }

// large is the Connector without its Configuration, which largeConfiguration
// builds when someone asks for it: a start should not wait for it.
func large(team int64) Stored {
	return Stored{
		Team:                   team,
		Identifier:             largeIdentifier,
		Name:                   `"Brightmoor Commerce Suite"`,
		Description:            `"Everything Brightmoor reports: 40 Report Types with 45 Fields each. A large Connector to try things on."`,
		LogoURL:                defaultLogo,
		CreatedAt:              `"2024-06-11T07:02:45+00:00"`,
		UpdatedAt:              `"2025-02-27T16:20:09+00:00"`,
		Version:                `"1.0.0"`,
		ConfigurationCreatedAt: `"2024-06-11T07:02:45+00:00"`,
		ConfigurationUpdatedAt: `"2025-02-27T16:20:09+00:00"`,
	}
}

func largeConfiguration() Literal {
	var b strings.Builder
	b.Grow(512 << 10)
	b.WriteString(largeHead)
	for i, area := range largeAreas {
		for j, cut := range largeCuts {
			if i+j > 0 {
				b.WriteByte(',')
			}
			largeReportType(&b, area, cut)
		}
	}
	b.WriteString(largeTail)
	var laid bytes.Buffer
	laid.Grow(1 << 20)
	if err := json.Indent(&laid, []byte(b.String()), "", "  "); err != nil {
		panic("sandbox: the large Configuration is not JSON: " + err.Error()) // cannot happen: no input
	}
	return Literal(laid.String())
}

// largeID spells a label as an id.
func largeID(label string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(label), ",", ""), " ", "_")
}

// largeReportType writes one Report Type. The last cut of each area is hidden
// and joined into the one before it.
func largeReportType(b *strings.Builder, area, cut string) {
	title := area + " by " + cut
	id := largeID(title)
	fmt.Fprintf(b, `{"id":%q,"title":%q,`, id, title)
	if cut == largeCuts[3] {
		b.WriteString(`"hidden":true,`)
	}
	fmt.Fprintf(b, `"request":{"method":"GET","url":"https://api.brightmoor.example/v3/stores/{{account.id}}/%s",`+
		`"headers":[{"name":"Authorization","value":"Bearer {{user.access_token}}"},{"name":"Accept","value":"application/json"}],`+
		`"parameters":[{"name":"date_from","value":"{{query.start_date.date}}"},{"name":"date_to","value":"{{query.end_date.date}}"},`+
		`{"name":"currency","value":"{{account.currency}}"},{"name":"group_by","value":%q}],`+
		`"response":{"type":"JSON",%s"dataRows":{"source":"jsonPath","value":"$.report.rows.*"}}},`,
		strings.ReplaceAll(id, "_", "-"), largeID(cut), largeAdapter(cut))
	b.WriteString(`"dimensions":{"groups":[{"label":"Time","fields":[`)
	largeField(b, "Date", "string.time.date", "", "$.date")
	b.WriteByte(',')
	largeField(b, "Week starts on", "string.time.date", "", "$.week_start")
	b.WriteByte(',')
	largeField(b, "Year", "string.time.year", "", "$.year")
	b.WriteString(`]}`)
	for _, subject := range largeSubjects[:len(largeSubjects)-2] {
		fmt.Fprintf(b, `,{"label":%q,"fields":[`, subject)
		for i, a := range largeAttributes {
			comma(b, i)
			largeField(b, subject+" "+a.label, a.dataType, "", "$."+largeID(subject)+"."+largeID(a.label))
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]},"metrics":{"groups":[`)
	for i, span := range largeSpans {
		comma(b, i)
		label, from := "Results", "$.results."
		if span != "" {
			label, from = "Results, "+span, "$."+largeID(span)+"."
		}
		fmt.Fprintf(b, `{"label":%q,"fields":[`, label)
		for j, m := range largeMeasures[:largeCount(i)] {
			comma(b, j)
			name := m.label
			if span != "" {
				name += ", " + span
			}
			largeField(b, name, m.dataType, largeAggregation(m.dataType), from+largeID(m.label))
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]}`)
	if cut == largeCuts[2] {
		fmt.Fprintf(b, `,"decoration":{"relations":[{"reportTypeId":%q,"type":"normal","link":{"parent":"store_id","child":"store_id"}}]}`,
			largeID(area+" by "+largeCuts[3]))
	}
	b.WriteByte('}')
}

// largeCount is the number of Metrics in the i-th group: 9, 9, 9 and 6.
func largeCount(i int) int {
	if i == 3 {
		return 6
	}
	return len(largeMeasures)
}

func largeAdapter(cut string) string {
	if cut != "product" {
		return ""
	}
	return `"dataAdapters":{"items":[{"type":"flatten_values","config":{"dataPath":"$.report.rows.*","valuesPath":"$.products.*"}}]},`
}

func largeAggregation(dataType string) string {
	switch dataType {
	case "float.number.ratio", "float.number.percentage", "int.duration.seconds":
		return "avg"
	}
	return "sum"
}

func largeField(b *strings.Builder, label, dataType, aggregation, path string) {
	fmt.Fprintf(b, `{"id":%q,"label":%q,"dataType":%q,`, largeID(label), label, dataType)
	if aggregation != "" {
		fmt.Fprintf(b, `"aggregationType":%q,`, aggregation)
	}
	fmt.Fprintf(b, `"value":{"source":"jsonPath","value":%q}}`, path)
}

func comma(b *strings.Builder, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

const largeHead = `{"$schema":"https://api.supermetrics.com/connector_builder/v1/schema/v1",
"authentication":{"type":"user_input","description":"Create a reporting key in Brightmoor under Settings > Reporting and enter it here.",
"userInputs":[{"id":"suite_name","label":"Name for this connection","type":"text"},{"id":"reporting_key","label":"Reporting key","type":"password"}]},
"secrets":{"items":[{"id":"brightmoor_reporting_key","classification":"secret","source":"userInput","value":"reporting_key"}]},
"dataSourceUser":{"userInfo":{"id":{"source":"static","value":"{{identity()}}"},"label":{"source":"userInput","value":"suite_name"},"accessToken":{"source":"userInput","value":"reporting_key"}}},
"accounts":{"hasAccounts":true,"fetchers":[{"request":{"method":"GET","url":"https://api.brightmoor.example/v3/stores",
"headers":[{"name":"Authorization","value":"Bearer {{user.access_token}}"}],"response":{"type":"JSON","dataRows":{"source":"jsonPath","value":"$.stores.*"}}},
"accountInfo":{"id":{"source":"jsonPath","value":"$.id"},"label":{"source":"jsonPath","value":"$.name"},"group":{"source":"jsonPath","value":"$.chain"},
"properties":[{"id":"currency","source":"jsonPath","value":"$.currency"},{"id":"timezone","source":"jsonPath","value":"$.timezone"}]}}]},
"reporting":{"reportTypes":[`

const largeTail = `]},
"defaultResponseHandler":{"responseStatuses":[
{"httpStatus":400,"action":"error","message":"Brightmoor cannot build this report with the selected Fields."},
{"httpStatus":401,"action":"error","message":"The reporting key was not accepted. Please connect again."},
{"httpStatus":403,"action":"error","message":"The reporting key has no access to the selected Account."},
{"httpStatus":429,"action":"retry","message":"Brightmoor is busy. Please try again later."},
{"httpStatus":503,"action":"retry","message":"Brightmoor is closed for maintenance. Please try again later."}],
"retry":{"maxRetries":8,"minWait":2,"maxWait":120,"delayType":"exp"}}}`
