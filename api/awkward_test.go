// Awkward answers over a real socket: each is told as what it is, a read is
// tried at most three times, and a save is sent once.

package api

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
)

func gzipped(body string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, body)
	w.Close()
	return b.String()
}

func errorBody(code string) string {
	return `{"meta":{"request_id":"BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"},"error":{"code":"` + code + `","message":"No.","description":"a.b: wrong"}}`
}

const (
	jsonType = "Content-Type: application/json\r\n"
	htmlType = "Content-Type: text/html; charset=utf-8\r\n"
	page     = "<!DOCTYPE html><html><body>Sign in to the Wi-Fi</body></html>"
)

// awkward are raw answers, what a read says to them and what a save says, and
// how often the read is tried.
func awkward() []struct {
	name, raw, get, put string
	reads               int
} {
	type row = struct {
		name, raw, get, put string
		reads               int
	}
	good := answerWith(`{"n":1.10}`)
	rows := []row{
		{"a Connector", reply("200 OK", jsonType, good), "ok", "200 other-json", 1},
		{"a Connector without a type", reply("200 OK", "", good), "ok", "200 other-json", 1},
		{"a Connector called HTML", reply("200 OK", htmlType, good), "ok", "200 other-json", 1},
		{"a Connector until the connection ends", "HTTP/1.0 200 OK\r\n\r\n" + good, "ok", "200 other-json", 1},
		{"a Connector in chunks", fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(good), good), "ok", "200 other-json", 1},
		{"a byte order mark", reply("200 OK", jsonType, "\uFEFF"+good), "ok", "200 other-json", 1},
		{"gzip", reply("200 OK", jsonType+"Content-Encoding: gzip\r\n", gzipped(good)), "ok", "200 other-json", 1},
		{"ESC in the reason phrase", reply("200 \x1b]0;pwned\x07", "", good), "ok", "200 other-json", 1},
		{"no reason phrase", reply("200", "", good), "ok", "200 other-json", 1},
		{"103, then a Connector", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + reply("200 OK", "", good), "ok", "200 other-json", 1},
		{"100 five times, then a Connector", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 5) + reply("200 OK", "", good), "ok", "200 other-json", 1},
		{"an empty object", reply("200 OK", "", "{}"), "ok", "200 other-json", 1},

		{"200 and nothing", reply("200 OK", jsonType, ""), "200 empty", "200 empty", 1},
		{"200 and white space", reply("200 OK", jsonType, " \r\n"), "200 empty", "200 empty", 1},
		{"200 and a page", reply("200 OK", htmlType, page), "200 html", "200 html", 1},
		{"200 and a page called JSON", reply("200 OK", jsonType, page), "200 html", "200 html", 1},
		{"200 and null", reply("200 OK", jsonType, "null"), "200 other-json", "200 other-json", 1},
		{"200 and a list", reply("200 OK", jsonType, "[]"), "200 other-json", "200 other-json", 1},
		{"200 and other JSON", reply("200 OK", jsonType, `{"status":"ok"}`), "200 other-json", "200 other-json", 1},
		{"200 and an error", reply("200 OK", jsonType, errorBody("NOT_FOUND")), "200 envelope NOT_FOUND", "200 envelope NOT_FOUND", 1},
		{"200 and a Configuration that is text", reply("200 OK", jsonType, answerWith(`"{}"`)), "200 other-json", "200 other-json", 1},
		{"200 and plain words", reply("200 OK", "Content-Type: text/plain\r\n", "it works"), "200 other-type", "200 other-type", 1},
		{"200 and XML", reply("200 OK", "Content-Type: text/xml\r\n", "<?xml version=\"1.0\"?><a/>"), "200 other-type", "200 other-type", 1},
		{"200 and UTF-16", reply("200 OK", "Content-Type: application/json; charset=utf-16\r\n", "\xff\xfe{\x00}\x00"), "200 other-type", "200 other-type", 1},
		{"200 and half of it, called whole", reply("200 OK", jsonType, good[:40]), "200 cut", "200 cut", 1},
		{"200 and half of it until the end", "HTTP/1.0 200 OK\r\n\r\n" + good[:40], "200 cut", "200 cut", 1},
		{"200 and less than its length", "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + good, "200 cut", "200 cut", 3},
		{"200 and headers only", "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", "200 cut", "200 cut", 3},
		{"200 and a chunk too few", fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(good), good), "200 cut", "200 cut", 3},
		{"200 and a bad chunk size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + good, "200 damaged", "200 damaged", 1},
		{"200 and half a gzip", reply("200 OK", "Content-Encoding: gzip\r\n", gzipped(good)[:30]), "200 cut", "200 cut", 3},
		{"200 and gzip that is none", reply("200 OK", "Content-Encoding: gzip\r\n", good+strings.Repeat(" ", 99)), "200 damaged", "200 damaged", 1},
		{"200 and more than the cap", reply("200 OK", jsonType, answerWith(`{"x":"`+strings.Repeat("x", capForTests)+`"}`)), "200 too-large", "200 too-large", 1},
		{"200 and a gzip bomb", reply("200 OK", "Content-Encoding: gzip\r\n", gzipped(strings.Repeat(" ", 64*capForTests))), "200 too-large", "200 too-large", 1},
		{"200 and a boast", "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n{}", "200 too-large", "200 cut", 1},
		{"201", reply("201 Created", jsonType, good), "201 other-json", "201 other-json", 1},
		{"202 and nothing", reply("202 Accepted", "", ""), "202 empty", "202 empty", 1},
		{"206", reply("206 Partial Content", jsonType, good), "206 other-json", "206 other-json", 1},
		{"204", "HTTP/1.1 204 No Content\r\n\r\n", "204 empty", "ok", 1},
		{"204 with a body", reply("204 No Content", "", errorBody("FORBIDDEN")), "204 empty", "ok", 1},
		{"204 in half", "HTTP/1.1 204 No Content\r\n", "transport read", "unanswered read", 3},

		{"301 elsewhere", reply("301 Moved", "Location: https://evil.example/x\r\n", ""), "301 empty", "301 empty", 1},
		{"302 to a sign-in page", reply("302 Found", "Location: http://portal.example:8080/\r\n"+htmlType, page), "302 html", "302 html", 1},
		{"303 without a place", reply("303 See Other", "", ""), "303 empty", "303 empty", 1},
		{"304", "HTTP/1.1 304 Not Modified\r\n\r\n", "304 empty", "304 empty", 1},
		{"307 to a bad place", reply("307 Temporary", "Location: http://[::1\r\n", ""), "307 empty", "307 empty", 1},
		{"308 with a password", reply("308 Permanent", "Location: //u:p@evil.example\r\n", ""), "308 empty", "308 empty", 1},

		{"400", reply("400 Bad", jsonType, errorBody("BAD_REQUEST")), "400 envelope BAD_REQUEST", "400 envelope BAD_REQUEST", 1},
		{"401", reply("401 No", jsonType+"WWW-Authenticate: Bearer\r\n", errorBody("UNAUTHORIZED")), "401 envelope UNAUTHORIZED", "401 envelope UNAUTHORIZED", 1},
		{"403", reply("403 No", jsonType, errorBody("FORBIDDEN")), "403 envelope FORBIDDEN", "403 envelope FORBIDDEN", 1},
		{"403 and a page", reply("403 No", htmlType, page), "403 html", "403 html", 1},
		{"404", reply("404 No", jsonType, errorBody("NOT_FOUND")), "404 envelope NOT_FOUND", "404 envelope NOT_FOUND", 1},
		{"404 and nothing", reply("404 No", "", ""), "404 empty", "404 empty", 1},
		{"404 and a Connector", reply("404 No", jsonType, good), "404 other-json", "404 other-json", 1},
		{"409", reply("409 No", jsonType, errorBody("CONFLICT_ERROR")), "409 envelope CONFLICT_ERROR", "409 envelope CONFLICT_ERROR", 1},
		{"410", reply("410 Gone", "", "gone"), "410 other-type", "410 other-type", 1},
		{"413", reply("413 Large", htmlType, page), "413 html", "413 html", 1},
		{"415", reply("415 Type", "", ""), "415 empty", "415 empty", 1},
		{"418", reply("418 Teapot", "", "{}"), "418 other-json", "418 other-json", 1},
		{"422", reply("422 No", jsonType, errorBody("UNPROCESSABLE_ENTITY")), "422 envelope UNPROCESSABLE_ENTITY", "422 envelope UNPROCESSABLE_ENTITY", 1},
		{"429 for a day", reply("429 Wait", jsonType+"Retry-After: 86400\r\n", errorBody("TOO_MANY_REQUESTS")), "429 envelope TOO_MANY_REQUESTS", "429 envelope TOO_MANY_REQUESTS", 1},
		{"429 for three seconds", reply("429 Wait", jsonType+"Retry-After: 3\r\n", errorBody("TOO_MANY_REQUESTS")), "429 envelope TOO_MANY_REQUESTS", "429 envelope TOO_MANY_REQUESTS", 3},
		{"429 and garbage", reply("429 Wait", "Retry-After: soon\r\n", ""), "429 empty", "429 empty", 3},
		{"499", reply("499 Odd", "", ""), "499 empty", "499 empty", 1},
		{"500", reply("500 Oops", jsonType, errorBody("INTERNAL_SERVER_ERROR")), "500 envelope INTERNAL_SERVER_ERROR", "500 envelope INTERNAL_SERVER_ERROR", 3},
		{"500 and half an error", reply("500 Oops", jsonType, errorBody("OOPS")[:70]), "500 cut", "500 cut", 3},
		{"500 and a broken length", "HTTP/1.1 500 Oops\r\nContent-Length: 999\r\n\r\n" + errorBody("OOPS"), "500 envelope OOPS", "500 envelope OOPS", 3},
		{"501", reply("501 No", "", ""), "501 empty", "501 empty", 1},
		{"502 and a page", reply("502 Bad Gateway", htmlType, page), "502 html", "502 html", 3},
		{"503 and maintenance", reply("503 Down", jsonType, errorBody("SERVICE_UNAVAILABLE")), "503 envelope SERVICE_UNAVAILABLE", "503 envelope SERVICE_UNAVAILABLE", 3},
		{"504 and nothing", reply("504 Slow", "", ""), "504 empty", "504 empty", 3},
		{"status 099", reply("099 What", "", ""), "99 empty", "99 empty", 1},
		{"status 600", reply("600 What", "", "{}"), "600 other-json", "600 other-json", 1},
		{"101", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "101 empty", "101 empty", 1},

		{"an envelope without meta", reply("404 No", "", `{"error":{"code":"NOT_FOUND"}}`), "404 envelope NOT_FOUND", "404 envelope NOT_FOUND", 1},
		{"an error that is text", reply("404 No", "", `{"error":"NOT_FOUND","message":"m"}`), "404 envelope NOT_FOUND", "404 envelope NOT_FOUND", 1},
		{"an error that is a list", reply("404 No", "", `{"error":["x"],"meta":[]}`), "404 other-json", "404 other-json", 1},
		{"an error that is null", reply("404 No", "", `{"error":null,"meta":null}`), "404 other-json", "404 other-json", 1},
		{"a code that is a number", reply("404 No", "", `{"error":{"code":7,"message":{}}}`), "404 envelope 7", "404 envelope 7", 1},
		{"a message of a megabyte", reply("422 No", "", `{"error":{"code":"BIG","message":"`+strings.Repeat("m", 1<<20)+`"}}`), "422 too-large BIG", "422 too-large BIG", 1},
		{"escapes in every string", reply("422 No", jsonType, `{"meta":{"request_id":"\u001b[31m"},"error":{"code":"\u001b]0;x\u0007","message":"\u202e\u0000","description":"a\nb\ud800`+"\xff"+`"}}`),
			"422 envelope \x1b]0;x\x07", "422 envelope \x1b]0;x\x07", 1},

		{"nothing", "", "transport read", "unanswered read", 3},
		{"a web page of HTTP/0.9", page, "transport not-http", "unanswered not-http", 1},
		{"a garbage version", "HTTP/9.x 200 OK\r\n\r\n{}", "transport not-http", "unanswered not-http", 1},
		{"a garbage status", "HTTP/1.1 abc OK\r\n\r\n{}", "transport not-http", "unanswered not-http", 1},
		{"status 1000", reply("1000 What", "", ""), "transport not-http", "unanswered not-http", 1},
		{"a header without a colon", "HTTP/1.1 200 OK\r\nwhat\r\n\r\n", "transport not-http", "unanswered not-http", 1},
		{"ESC in a header", reply("200 OK", "X: \x1b[31m\r\n", good), "transport not-http", "unanswered not-http", 1},
		{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}", "transport not-http", "unanswered not-http", 1},
		{"headers of a megabyte", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20) + "\r\n\r\n", "transport not-http", "unanswered not-http", 1},
		{"a megabyte of 100 Continue", strings.Repeat("HTTP/1.1 100 Continue\r\nX: "+strings.Repeat("x", 1000)+"\r\n\r\n", 1000), "transport not-http", "unanswered not-http", 1},
		{"SSH", "SSH-2.0-OpenSSH_9.9\r\n", "transport not-http", "unanswered not-http", 1},
		{"zeros", strings.Repeat("\x00", 100), "transport not-http", "unanswered not-http", 1},
		{"half a status line", "HTTP/1.1 20", "transport not-http", "unanswered not-http", 1},
		{"the credential in the status line", "HTTP/1.1 " + canary + "\r\n\r\n", "transport not-http", "unanswered not-http", 1},
		{"the credential in an error", reply("403 No", "X-Request-Id: "+canary+"\r\nWWW-Authenticate: Bearer "+canary+"\r\nContent-Type: "+canary+"\r\n", errorBody(canary)), "403 envelope ••••••", "403 envelope ••••••", 1},
		{"the credential in a redirect", reply("302 Found", "Location: http://"+canary+".example/\r\n", ""), "302 empty", "302 empty", 1},
	}
	return rows
}

const capForTests = 1 << 20

func TestAwkwardAnswers(t *testing.T) {
	for _, c := range awkward() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := raw(t, c.raw)
			client := newClient(t, Options{BaseURL: s.url(), Limits: Limits{Answer: capForTests}})

			_, meta, err := client.Get(t.Context(), testRef)
			if got := told(err); got != c.get {
				t.Errorf("a read says %q, want %q: %v", got, c.get, err)
			}
			checkWords(t, err)
			if n := s.count("GET"); n != c.reads || meta.Attempts != c.reads {
				t.Errorf("a read was tried %d times (%d told), want %d", n, meta.Attempts, c.reads)
			}

			meta, err = client.Update(t.Context(), testRef, testUpdate)
			if got := told(err); got != c.put {
				t.Errorf("a save says %q, want %q: %v", got, c.put, err)
			}
			checkWords(t, err)
			if n := s.count("PUT"); n != 1 || meta.Attempts != 1 {
				t.Errorf("a save was sent %d times (%d told)", n, meta.Attempts)
			}
			known := err == nil || strings.HasPrefix(c.put, "4")
			if OutcomeUnknown(err) == known {
				t.Errorf("outcome unknown is %v after %v", OutcomeUnknown(err), err)
			}

			_, _, err = client.List(t.Context(), testRef.Team)
			checkWords(t, err)
			_, _, err = client.GetRaw(t.Context(), testRef)
			checkWords(t, err)
		})
	}
	if n := len(awkward()); n < 60 {
		t.Errorf("only %d awkward answers", n)
	}
}
