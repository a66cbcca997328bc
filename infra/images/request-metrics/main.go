// Command request-metrics tells autoscalers how many requests per second come to
// a Service, as a Kubernetes external metric, from the ingress's own counts.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if err := serve(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "request-metrics:", err)
		os.Exit(1)
	}
}

func serve(arguments []string) error {
	flags := flag.NewFlagSet("request-metrics", flag.ExitOnError)
	listen := flags.String("listen", ":8443", "address that the API server calls")
	ingress := flags.String("ingress", "http://127.0.0.1:8080/metrics", "Traefik's metrics; each address of a host's name is one of its pods")
	keys := flags.String("keys", "/keys", "directory of tls.crt and tls.key")
	frontProxy := flags.String("front-proxy", "/front-proxy", "directory of the ConfigMap extension-apiserver-authentication")
	window := flags.Duration("window", 30*time.Second, "how long a time the rate is taken over")
	interval := flags.Duration("interval", 5*time.Second, "time between two looks at the ingress")
	flags.Parse(arguments)

	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	place, err := url.Parse(*ingress)
	if err != nil || place.Scheme != "http" {
		return fmt.Errorf("-ingress must be an http URL, not %q", *ingress)
	}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()

	seen := &rates{window: *window, stale: 3 * *interval}
	go follow(stop, &reader{place: place}, seen, *interval, log)
	server := &http.Server{
		Addr: *listen, Handler: routes(seen, time.Now), TLSConfig: serving(*keys, *frontProxy),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() {
		<-stop.Done()
		grace, done := context.WithTimeout(context.Background(), 10*time.Second)
		defer done()
		ended <- server.Shutdown(grace)
	}()
	log.Info("listening", "address", *listen, "ingress", *ingress)
	if err := server.ListenAndServeTLS("", ""); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ended
}

// follow looks at the ingress again and again; a failure is told once, until it works again.
func follow(stop context.Context, ingress *reader, seen *rates, interval time.Duration, log *slog.Logger) {
	failing := false
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		totals, err := ingress.read(stop, interval)
		switch {
		case err == nil:
			seen.add(time.Now(), totals)
		case !failing && stop.Err() == nil:
			log.Error("the ingress cannot be read", "error", err)
		}
		failing = err != nil
		select {
		case <-stop.Done():
			return
		case <-tick.C:
		}
	}
}
