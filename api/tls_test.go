// TLS, proxies and HTTP/2: who is trusted, and what is said when not.

package api

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// authority signs certificates for the tests.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
	file string // its certificate in PEM form
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return &authority{key, cert, file}
}

// config is a server's TLS configuration with a certificate for the names that
// ends at the time given.
func (a *authority) config(t *testing.T, ends time.Time, names ...string) *tls.Config {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: time.Now().Add(-2 * time.Hour), NotAfter: ends,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, n)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &a.key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: a.key}}}
}

// secure is an HTTPS server that counts the requests it was handed.
func secure(t *testing.T, config *tls.Config, handler http.HandlerFunc) (address string, requests *atomic.Int64) {
	t.Helper()
	requests = new(atomic.Int64)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		handler(w, r)
	}))
	s.TLS = config
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.Listener.Addr().String(), requests
}

func goodHandler(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPut {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	io.WriteString(w, answerWith("{}"))
}

func TestTLSIsEnforced(t *testing.T) {
	ca, stranger := newAuthority(t), newAuthority(t)
	soon, past := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	old := ca.config(t, soon, "127.0.0.1")
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	for name, c := range map[string]struct {
		config *tls.Config
		words  string // "" when the connection is good
	}{
		"good":             {ca.config(t, soon, "127.0.0.1"), ""},
		"another name":     {ca.config(t, soon, "api.example.com"), "its certificate is for another name"},
		"expired":          {ca.config(t, past, "127.0.0.1"), "its certificate has expired"},
		"signed elsewhere": {stranger.config(t, soon, "127.0.0.1"), "an authority this machine does not trust"},
		"TLS 1.1":          {old, "no TLS version from 1.2 on"},
	} {
		address, requests := secure(t, c.config, goodHandler)
		client := newClient(t, Options{BaseURL: "https://" + address, CAFile: ca.file})
		meta, err := client.Update(t.Context(), testRef, testUpdate)
		if c.words == "" {
			if err != nil || requests.Load() != 1 {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if told(err) != "transport tls" || !strings.Contains(err.Error(), c.words) || OutcomeUnknown(err) {
			t.Errorf("%s: %v", name, err)
		}
		if meta.Attempts != 1 || requests.Load() != 0 {
			t.Errorf("%s: %d attempts, %d requests", name, meta.Attempts, requests.Load())
		}
		checkWords(t, err)
	}
}

func TestWhatIsNotTLS(t *testing.T) {
	says := func(text string) *wire {
		return serveConns(t, func(_ *wire, c net.Conn) {
			c.Read(make([]byte, 64<<10)) // the whole greeting of the client
			io.WriteString(c, text)
			if text != "" {
				io.Copy(io.Discard, c)
			}
		})
	}
	plainHTTP, garbage, hangsUp := says(reply("400 Bad Request", "", "{}")), says("220 mail ready\r\n"), says("")
	silentPort := serveConns(t, func(_ *wire, c net.Conn) { io.Copy(io.Discard, c) })
	for name, c := range map[string]struct {
		wire  *wire
		words string
	}{
		"plain http":   {plainHTTP, "does not speak TLS"},
		"mail":         {garbage, "does not speak TLS"},
		"hangs up":     {hangsUp, "the TLS handshake failed"},
		"says nothing": {silentPort, "the TLS handshake took too long"},
	} {
		o := Options{BaseURL: strings.Replace(c.wire.url(), "http:", "https:", 1)}
		if c.wire == silentPort {
			o.Limits.TLS = 20 * time.Millisecond
		}
		client := newClient(t, o)
		_, err := client.Update(t.Context(), testRef, testUpdate)
		if told(err) != "transport tls" || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
		checkWords(t, err)
	}
}

func TestCAFileThatIsNone(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{empty, empty + ".missing", filepath.Dir(empty)} {
		_, err := New(Options{BaseURL: "https://api.example.com", CAFile: file})
		if told(err) != "input CA file" || strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// HTTP/2 is used where it is offered, and does not send a save twice either.
func TestHTTP2(t *testing.T) {
	ca := newAuthority(t)
	var puts, gets atomic.Int64
	address, _ := secure(t, ca.config(t, time.Now().Add(time.Hour), "127.0.0.1"), func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		switch {
		case r.ProtoMajor != 2:
			w.WriteHeader(http.StatusTeapot)
		case r.Method == http.MethodPut:
			puts.Add(1)
			panic(http.ErrAbortHandler)
		case gets.Add(1) < 3:
			panic(http.ErrAbortHandler)
		default:
			goodHandler(w, r)
		}
	})
	client := newClient(t, Options{BaseURL: "https://" + address, CAFile: ca.file})
	_, err := client.Update(t.Context(), testRef, testUpdate)
	if told(err) != "unanswered read" || puts.Load() != 1 {
		t.Errorf("a save: %v; sent %d times", err, puts.Load())
	}
	checkWords(t, err)
	if _, _, err := client.Get(t.Context(), testRef); err != nil || gets.Load() != 3 {
		t.Errorf("a read: %v after %d", err, gets.Load())
	}
}

// tunnel is a proxy that answers CONNECT with the status, and joins the line to
// the target after 200.
func tunnel(t *testing.T, status, target string, seen *strings.Builder) *wire {
	var mu sync.Mutex
	return serveConns(t, func(_ *wire, conn net.Conn) {
		in := bufio.NewReader(conn)
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		mu.Lock()
		seen.WriteString(r.Method + " " + r.Host + "\n")
		r.Header.Write(seen)
		mu.Unlock()
		io.WriteString(conn, "HTTP/1.1 "+status+"\r\n\r\n")
		if !strings.HasPrefix(status, "200") {
			return
		}
		to, err := net.Dial("tcp", target)
		if err != nil {
			return
		}
		defer to.Close()
		var back sync.WaitGroup
		back.Go(func() {
			io.Copy(conn, to)
			conn.Close()
		})
		io.Copy(to, in)
		to.Close()
		back.Wait()
	})
}

func TestProxy(t *testing.T) {
	ca := newAuthority(t)
	config := ca.config(t, time.Now().Add(time.Hour), "api.example.com")
	target, requests := secure(t, config, goodHandler)
	proxied := func(address string) *Client {
		return newClient(t, Options{
			BaseURL: "https://api.example.com", CAFile: ca.file,
			Proxy: func(*http.Request) (*url.URL, error) { return url.Parse("http://user:proxysecret@" + address) },
		})
	}
	var seen strings.Builder
	good := tunnel(t, "200 OK", target, &seen)
	client := proxied(good.listener.Addr().String())
	if _, err := client.Update(t.Context(), testRef, testUpdate); err != nil || requests.Load() != 1 {
		t.Errorf("through the proxy: %v", err)
	}
	client.CloseIdle()
	if !strings.HasPrefix(seen.String(), "CONNECT api.example.com:443\n") || strings.Contains(seen.String(), canary) {
		t.Errorf("the proxy saw %s", seen.String())
	}

	gone := serveConns(t, func(*wire, net.Conn) {})
	gone.close()
	for status, c := range map[string]struct {
		words    string
		attempts int
	}{
		"407 Proxy Authentication Required": {"refused to connect (status 407)", 1},
		"403 \x1b[31mno":                    {"refused to connect (status 403)", 1},
		"502 Bad Gateway":                   {"refused to connect (status 502)", 3},
		"":                                  {"could not be used: it refused the connection", 3},
	} {
		address := gone.listener.Addr().String()
		if status != "" {
			address = tunnel(t, status, "", new(strings.Builder)).listener.Addr().String()
		}
		meta, err := proxied(address).Update(t.Context(), testRef, testUpdate)
		if told(err) != "transport proxy" || !strings.Contains(err.Error(), "the proxy "+address+" "+c.words) || meta.Attempts != c.attempts {
			t.Errorf("%q: %v after %d attempts", status, err, meta.Attempts)
		}
		checkWords(t, err)
		if strings.Contains(err.Error(), "proxysecret") {
			t.Errorf("the proxy's password is in %q", err)
		}
	}
	client = newClient(t, Options{BaseURL: "https://api.example.com", Proxy: func(*http.Request) (*url.URL, error) {
		return nil, errors.New("invalid proxy address http://user:proxysecret@x")
	}})
	_, err := client.Update(t.Context(), testRef, testUpdate)
	for e := err; e != nil; e = errors.Unwrap(e) {
		if strings.Contains(e.Error(), "proxysecret") {
			t.Errorf("the proxy's password is in %q", e)
		}
	}
	if told(err) != "transport proxy" {
		t.Errorf("a broken proxy address: %v", err)
	}
}
