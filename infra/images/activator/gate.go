package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"time"
)

const (
	// unknownHostPatience: the ingress may have read of a sleep before this program has.
	unknownHostPatience = 5 * time.Second
	maxHeader           = 16 << 10
	// mostFields: parsed, many small fields take far more room than they have bytes.
	mostFields = 200
	// unknown is whose places those requests take whose host nobody knows yet.
	unknown = "unknown/unknown"
)

// gate holds requests until their app is there, and passes them on.
type gate struct {
	services *table
	// held are the requests that wait for their app, passed those that it answers.
	held, passed limits
	announce     *announcer
	hold         time.Duration
	heard        time.Duration
}

// refusal is an answer in the app's place.
type refusal struct {
	text       string
	retryAfter time.Duration
}

func (g *gate) server(address string) *http.Server {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{Addr: address, Handler: g.handler(), Protocols: protocols, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: maxHeader}
}

func (g *gate) handler() http.Handler {
	proxies := map[int]http.Handler{1: g.proxy(1), 2: g.proxy(2)}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.ToLower(r.Host)
		if plain, _, err := net.SplitHostPort(name); err == nil {
			name = plain
		}
		if len(r.Header) > mostFields {
			http.Error(w, "The request has too many header fields.", http.StatusRequestHeaderFieldsTooLarge)
			return
		}
		service, refused := g.find(r.Context(), strings.TrimSuffix(name, "."))
		if refused == nil {
			refused = g.wait(r.Context(), service)
		}
		if refused != nil {
			answer(w, *refused)
			return
		}
		defer g.passed.leave(service)
		if r.ProtoMajor == 1 {
			http.NewResponseController(w).EnableFullDuplex() // an app may answer while it is still being sent to
		}
		namespace, object, _ := strings.Cut(service, "/")
		r.URL.Host = object + "." + namespace
		proxies[r.ProtoMajor].ServeHTTP(w, r)
	})
}

// find gives the service of a host; one that nobody knows is waited for a little, within the places that there are for such.
func (g *gate) find(ctx context.Context, host string) (string, *refusal) {
	if service, found := g.services.find(ctx, host, 0); found {
		return service, nil
	}
	if !g.held.enter(unknown) {
		return "", &refusal{"Too many requests wait here already. Try again in a moment.", 2 * time.Second}
	}
	defer g.held.leave(unknown)
	if service, found := g.services.find(ctx, host, unknownHostPatience); found {
		return service, nil
	}
	return "", &refusal{"No app of this name is asleep. Try again in a moment.", time.Second}
}

// wait returns once the service has a pod that takes requests, with a place among those that are passed on; what to answer instead when it gets none.
func (g *gate) wait(ctx context.Context, service string) *refusal {
	if !g.held.enter(service) {
		return &refusal{"This app is asleep, and too many requests wait already. Try again in a moment.", 2 * time.Second}
	}
	defer g.held.leave(service)
	began := time.Now()
	again := time.NewTicker(time.Second)
	defer again.Stop()
	first := g.services.look(service)
	for now := first; ; now = g.services.look(service) {
		waited := time.Since(began)
		if now.sleep != nil && now.sleep.refusal != "" && (first.sleep == nil || now.sleep.refusedAt != first.sleep.refusedAt) {
			return &refusal{"This app is asleep and cannot wake up: " + now.sleep.refusal + ".", 30 * time.Second}
		}
		asleep := now.sleep != nil && now.sleep.state != "waking"
		if asleep {
			g.announce.ask(*now.sleep)
		}
		switch {
		case len(now.ready) > 0 && g.passed.enter(service):
			return nil
		case len(now.ready) > 0 && waited > g.hold:
			return &refusal{"This app is awake, and too many requests that came while it was not are still being answered. Try again in a moment.", time.Second}
		case len(now.ready) > 0: // until another has been answered
		case now.sleep == nil: // stopped, suspended or deleted: nobody would wake it up
			return &refusal{"This app has no pod that takes requests, and sleeps no longer: it may be stopped. Try again in a moment.", 10 * time.Second}
		case asleep && waited > g.heard:
			return &refusal{"This app is asleep, and what would wake it up does not answer. Try again in a moment.", 10 * time.Second}
		case waited > g.hold:
			return &refusal{fmt.Sprintf("This app is waking up, and was not ready within %d s. Try again in a moment.", int(g.hold.Seconds())), 10 * time.Second}
		}
		select {
		case <-now.changed:
		case <-again.C:
		case <-ctx.Done():
			return &refusal{"The request was given up.", time.Second}
		}
	}
}

func answer(w http.ResponseWriter, r refusal) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Retry-After", strconv.Itoa(int(r.retryAfter.Seconds())))
	w.WriteHeader(http.StatusServiceUnavailable)
	fmt.Fprintln(w, r.text)
}

// proxy passes requests on in the version of HTTP that they came in, without keeping connections: pods come and go.
func (g *gate) proxy(version int) http.Handler {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(version == 1)
	protocols.SetUnencryptedHTTP2(version == 2)
	return &httputil.ReverseProxy{
		Transport:     &http.Transport{DialContext: g.dial, Protocols: protocols, DisableKeepAlives: true, DisableCompression: true, ExpectContinueTimeout: time.Second},
		FlushInterval: -1,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme = "http"
			r.Out.URL.Host = r.In.URL.Host
			r.Out.Host = r.In.Host
			r.Out.URL.RawQuery = r.In.URL.RawQuery                                                                   // as it came: an app may read what Go does not
			for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} { // the ingress's word
				if values, found := r.In.Header[name]; found {
					r.Out.Header[name] = values
				}
			}
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			switch {
			case r.Context().Err() != nil:
			case errors.Is(err, errNoPod):
				answer(w, refusal{"No pod of this app takes connections any more. Try again in a moment.", 10 * time.Second})
			default:
				http.Error(w, "The app broke off the request.", http.StatusBadGateway)
			}
		},
	}
}

var errNoPod = errors.New("no pod takes connections")

// dial connects to a pod that takes requests of the service named `service.namespace:80`; one that was ready may have gone since.
func (g *gate) dial(ctx context.Context, network, address string) (net.Conn, error) {
	name, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	object, namespace, _ := strings.Cut(name, ".")
	service := namespace + "/" + object
	ctx, cancel := context.WithTimeout(ctx, g.hold)
	defer cancel()
	dialer := net.Dialer{Timeout: 2 * time.Second}
	for {
		now := g.services.look(service)
		if len(now.ready) == 0 && now.sleep == nil {
			return nil, errNoPod
		}
		for _, at := range rand.Perm(len(now.ready)) {
			if connection, err := dialer.DialContext(ctx, network, now.ready[at]); err == nil {
				return connection, nil
			}
		}
		select {
		case <-now.changed:
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return nil, errNoPod
		}
	}
}
