// Base URLs and origins: where a credential may go.

package config

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// defaultDomain is used when SUPERMETRICS_DOMAIN is not set.
const defaultDomain = "supermetrics.com"

// checkBaseURL accepts https anywhere and http to this machine, and returns
// the URL without a slash at its end, and its origin.
func checkBaseURL(s string) (base, origin string, err error) {
	u, err := url.Parse(s)
	if err != nil || u.Opaque != "" || u.Host == "" || u.Hostname() == "" {
		return "", "", errors.New("must be a URL such as https://api." + defaultDomain)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.User != nil:
		return "", "", errors.New("must not hold a user name or a password; a credential is never part of a URL")
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "?"):
		return "", "", errors.New(`must not have a query (the part after "?")`)
	case u.Fragment != "" || strings.Contains(s, "#"):
		return "", "", errors.New(`must not have a fragment (the part after "#")`)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return "", "", errors.New("must begin with https:// (http:// is only for this machine, such as http://127.0.0.1:8787)")
	case u.Scheme != "https" && u.Scheme != "http":
		return "", "", errors.New("must begin with https://")
	}
	port := u.Port()
	if port == "" && strings.HasSuffix(u.Host, ":") {
		return "", "", errors.New("has a colon but no port after it")
	}
	if port != "" {
		n, err := strconv.Atoi(port)
		if err != nil || n < 1 || n > 65535 {
			return "", "", errors.New("has a port that is not between 1 and 65535")
		}
	}
	host := strings.ToLower(u.Hostname())
	if !plainHost(host) {
		return "", "", errors.New("has a host name with characters that do not belong there")
	}
	if port == "" || (u.Scheme == "https" && port == "443") || (u.Scheme == "http" && port == "80") {
		u.Host = host
		if strings.Contains(host, ":") {
			u.Host = "[" + host + "]"
		}
	} else {
		u.Host = net.JoinHostPort(host, port)
	}
	origin = u.Scheme + "://" + u.Host
	return origin + strings.TrimRight(u.EscapedPath(), "/"), origin, nil
}

// Origin is the scheme, host and port of a base URL: what a credential is
// bound to. Two spellings of one origin give the same text.
func Origin(baseURL string) (string, error) {
	_, origin, err := checkBaseURL(baseURL)
	return origin, err
}

// loopback reports whether a host is surely this machine.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// plainHost accepts names of letters, digits, hyphens, underscores and dots,
// and IP addresses. International names are written in their xn-- form.
func plainHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	for i := 0; i < len(host); i++ {
		c := host[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return host != "" && !strings.HasPrefix(host, ".") && !strings.Contains(host, "..")
}

// domainURL is the base URL of the domain in SUPERMETRICS_DOMAIN, or of the
// public one when that is not set.
func domainURL(env Environment) (string, error) {
	domain := env.Getenv(envDomain)
	if domain == "" {
		domain = defaultDomain
	}
	want := "https://api." + strings.ToLower(domain)
	_, origin, err := checkBaseURL(want)
	if err != nil || (origin != want && origin+":443" != want) {
		return "", &Problem{Key: envDomain, Reason: "must be a domain such as " + defaultDomain + ", without https:// and without a path"}
	}
	return origin, nil
}
