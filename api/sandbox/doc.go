// Package sandbox is the Connector Builder API as an http.Handler: for trying
// Patchbay without an account, and for every test that needs the API.
//
// It answers Get connector, Update connector and List connectors with the
// limits, statuses, error bodies and headers of the published contract, keeps
// its Connectors in memory, and stores a Configuration as the bytes that were
// sent: key order, spacing, number spelling and duplicate keys come back as
// they went in. Beyond the contract it does one thing: the rate headers are on
// every answer but 500, where the contract promises them on errors only.
//
// Some identifiers misbehave on purpose (see identifiers.go), and a test can
// script any fault through Options.Fault.
//
// The package must never know a terminal, a screen or Patchbay's settings, and
// it must never write a credential anywhere.
package sandbox
