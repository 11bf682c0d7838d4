// Package assets holds the files that are built into the binary. It must never
// know who uses them: main passes them on.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed connectors/*.json
var files embed.FS

//go:embed schema/connector.schema.json
var connectorSchema []byte

// ConnectorSchema is the JSON Schema of a Configuration that is there without a
// network. It is lenient: it describes what is documented and leaves room for
// what is not. The bytes must not be changed.
func ConnectorSchema() []byte { return connectorSchema }

// Connectors is the set of Connectors the sandbox starts with: one file each,
// named IDENTIFIER.json, in the form of an answer of Get connector. All
// companies in them are invented.
func Connectors() fs.FS {
	dir, err := fs.Sub(files, "connectors")
	if err != nil {
		panic("assets: " + err.Error()) // cannot happen: the name is fixed and valid
	}
	return dir
}
