// Client: the calls of the Connector Builder API.

package api

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"
)

// Client makes the calls. It is safe for use by several goroutines. Every call
// ends when its context does, and within the time of Limits in any case.
type Client struct {
	base    *url.URL
	options Options
	limits  Limits
	reads   http.RoundTripper
	saves   http.RoundTripper
	own     *http.Transport // the built-in transport of reads, nil when another was given
	last    atomic.Int64    // when the last call began, Unix nanoseconds
}

// New makes a Client. What is wrong with the options comes as an *InputError.
func New(o Options) (*Client, error) {
	base, err := parseBaseURL(o.BaseURL)
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	c := &Client{base: base, options: o, limits: o.Limits, reads: o.Transport, saves: o.Transport}
	if o.Transport != nil {
		return c, nil
	}
	if c.own, err = newTransport(base, o); err != nil {
		return nil, err
	}
	// A save has a connection of its own. On a kept one, which the server may be
	// closing just then, a failure would leave open whether the save was done.
	fresh := c.own.Clone()
	fresh.DisableKeepAlives = true
	c.reads, c.saves = c.own, fresh
	return c, nil
}

// CloseIdle closes the connections kept for later calls. The Client stays usable.
func (c *Client) CloseIdle() {
	if c.own != nil {
		c.own.CloseIdleConnections()
	}
}

// Host is the host of the base URL, with its port when it has one.
func (c *Client) Host() string { return c.base.Host }

// Get reads one Connector. Whatever is missing in the answer is empty in the
// result; only a Configuration that is there and is not an object is refused, as
// an *AnswerError.
func (c *Client) Get(ctx context.Context, ref Ref) (Connector, Meta, error) {
	r, err := getRequest(ref)
	if err != nil {
		return Connector{}, Meta{}, err
	}
	a, meta, err := c.call(ctx, r)
	if err != nil {
		return Connector{}, meta, err
	}
	connector, reason, f := decodeConnector(a.body)
	if f != noFault || reason != "" {
		return Connector{}, meta, c.unusable(r, a, reason)
	}
	return connector, meta, nil
}

// GetRaw reads the whole answer about one Connector, as received. It is refused,
// as an *AnswerError, when it is not the JSON of a Connector; a Configuration
// that Get would refuse is let through.
func (c *Client) GetRaw(ctx context.Context, ref Ref) ([]byte, Meta, error) {
	r, err := getRequest(ref)
	if err != nil {
		return nil, Meta{}, err
	}
	a, meta, err := c.call(ctx, r)
	if err != nil {
		return nil, meta, err
	}
	_, reason, f := decodeConnector(a.body)
	if f != noFault || reason == reasonNotConnector {
		return nil, meta, c.unusable(r, a, reason)
	}
	return []byte(a.body), meta, nil
}

// Update saves a Connector: one PUT, live at once. Only a nil error means that
// the API accepted it; see [OutcomeUnknown] for the others.
func (c *Client) Update(ctx context.Context, ref Ref, u Update) (Meta, error) {
	if err := ref.Check(); err != nil {
		return Meta{}, err
	}
	body, err := u.parts()
	if err != nil {
		return Meta{}, err
	}
	_, meta, err := c.call(ctx, &request{
		op: OpUpdate, ref: ref, method: http.MethodPut, path: connectorPath(ref), body: body,
	})
	return meta, err
}

// List reads the Connectors of a team, without their Configurations, in the
// order of the answer. It belongs to the wider API and may be refused where Get
// is not.
func (c *Client) List(ctx context.Context, team int64) ([]Connector, Meta, error) {
	if err := checkTeam(team); err != nil {
		return nil, Meta{}, err
	}
	r := &request{
		op: OpList, ref: Ref{Team: team}, method: http.MethodGet,
		path: connectorsPath(team), query: "include_configs=false",
	}
	a, meta, err := c.call(ctx, r)
	if err != nil {
		return nil, meta, err
	}
	list, reason, f := decodeList(a.body)
	if f != noFault || reason != "" {
		return nil, meta, c.unusable(r, a, reason)
	}
	return list, meta, nil
}

func getRequest(ref Ref) (*request, error) {
	if err := ref.Check(); err != nil {
		return nil, err
	}
	return &request{op: OpGet, ref: ref, method: http.MethodGet, path: connectorPath(ref)}, nil
}

func connectorsPath(team int64) string {
	return "/v1/teams/" + strconv.FormatInt(team, 10) + "/connector_builder/connectors"
}

// connectorPath needs no escaping: the reference has been checked.
func connectorPath(ref Ref) string {
	return connectorsPath(ref.Team) + "/" + ref.Identifier
}
