// Command activator takes the requests to apps that are asleep: it asks for the
// wake-up, holds each request until the app is there, and passes it on.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if err := serve(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "activator:", err)
		os.Exit(1)
	}
}

func serve(arguments []string) error {
	flags := flag.NewFlagSet("activator", flag.ExitOnError)
	listen := flags.String("listen", ":8080", "address that requests come to")
	health := flags.String("health", ":8081", "address of /ready")
	hold := flags.Duration("hold", time.Minute, "how long a request waits for its app")
	heard := flags.Duration("heard", 10*time.Second, "how long it waits until the wake-up is under way")
	flags.Parse(arguments)

	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	cluster, err := inCluster()
	if err != nil {
		return err
	}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()

	services := newTable()
	go cluster.follow(stop, services, log)
	requests := &gate{
		services: services, hold: *hold, heard: *heard,
		held: limits{perService: 250, all: 1500}, passed: limits{perService: 250, all: 1000},
		announce: newAnnouncer(cluster.announce, log),
	}
	server := requests.server(*listen)
	probes := &http.Server{Addr: *health, ReadHeaderTimeout: 5 * time.Second, Handler: readiness(stop, services)}
	ended := make(chan error, 2)
	go func() { ended <- server.ListenAndServe() }()
	go func() { ended <- probes.ListenAndServe() }()
	log.Info("listening", "address", *listen)
	select {
	case err := <-ended:
		return err
	case <-stop.Done():
	}
	time.Sleep(3 * time.Second) // the Service leads here for a moment yet
	grace, done := context.WithTimeout(context.Background(), *hold)
	defer done()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// readiness answers /ready once all services have been read, until the program is told to stop.
func readiness(stop context.Context, services *table) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if stop.Err() != nil || !services.filled() {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
}
