package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// serve is the standing container's first process: it removes what builds left
// that ended with the container before, reaps processes, and ends when told to,
// which ends every build.
func serve(ctx context.Context, state string) error {
	if err := removeOld(state, time.Now()); err != nil {
		return err
	}
	children := make(chan os.Signal, 1)
	signal.Notify(children, syscall.SIGCHLD)
	for {
		reap()
		select {
		case <-ctx.Done():
			return nil
		case <-children:
		}
	}
}

func reap() {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil || pid <= 0 {
			return
		}
	}
}
