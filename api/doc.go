// Package api is the Connector Builder API as Go: its calls, their values and
// their errors.
//
// It carries a Configuration as the bytes received and sends it as the bytes
// given. It must never know what a Configuration means, and knows neither a
// terminal nor where anything is kept. Every string it hands out that came from
// the network is as received and must be cleaned before it is shown; the text of
// its errors is already clean, plain and free of credentials.
//
// What a caller may rely on:
//
//   - Only status 200 is an answer to a read and only 204 to a save. The status
//     decides, never the body.
//   - A read is tried up to three times. A save is sent once; it is repeated
//     only when no connection could be made, so that it surely did not run.
//   - An error of a save says what is known: [AnswerError] was answered,
//     [UnansweredError] was sent and not answered, [TransportError] was not sent.
//     [OutcomeUnknown] tells whether the save may have happened.
//   - No redirect is followed. A credential goes to the base URL and nowhere
//     else.
//
// net/http tells the standard logger when a server sends bytes nobody asked for,
// and quotes them; a program that owns a screen must turn that logger away.
package api
