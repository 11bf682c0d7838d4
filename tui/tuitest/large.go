// Configurations of any size, for measuring: the same bytes in every run.

package tuitest

import (
	"fmt"
	"strings"
)

// Configuration is a laid-out Configuration of about size bytes (never less,
// at most one Report Type more): Report Types with twelve Fields each. Every
// id in it occurs once.
func Configuration(size int) string {
	var b strings.Builder
	b.Grow(size + 8<<10)
	b.WriteString("{\n  \"secrets\": {\n    \"items\": [\n      {\n        \"name\": \"client_secret\"\n      }\n    ]\n  },\n" +
		"  \"reporting\": {\n    \"reportTypes\": [")
	for n := 0; n == 0 || b.Len() < size; n++ {
		if n > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n      {\n        \"id\": \"report_%06d\",\n        \"title\": \"Campaign performance %d\",\n"+
			"        \"request\": {\n          \"method\": \"GET\",\n          \"url\": \"https://api.example.com/v3/{{account.id}}/report-%d\"\n        },\n"+
			"        \"metrics\": {\n          \"groups\": [\n            {\n              \"label\": \"Results\",\n              \"fields\": [", n, n, n)
		for i := range 12 {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "\n                {\n                  \"id\": \"field_%06d_%02d\",\n                  \"label\": \"Net sales, plan %d\",\n"+
				"                  \"dataType\": \"float.currency.value\",\n                  \"source\": \"$.results[%d].net_sales\",\n"+
				"                  \"hidden\": %t,\n                  \"weight\": %d.50\n                }", n, i, i, i, i%3 == 0, i)
		}
		b.WriteString("\n              ]\n            }\n          ]\n        }\n      }")
	}
	b.WriteString("\n    ]\n  }\n}\n")
	return b.String()
}
