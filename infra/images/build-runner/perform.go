package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// errTooLong ends a build that takes longer than it may.
var errTooLong = errors.New("the build takes too long")

// perform is the life of a build's own process. Its output is the log.
func perform(ctx context.Context, state, build string) error {
	d, err := directoryOf(state, build)
	if err != nil {
		return err
	}
	syscall.CloseOnExec(inheritedLock) // held until this process ends, and by it alone
	result := outcome(ctx, d)
	if f, failed := result.(*failure); failed {
		fmt.Println("Build failed: " + f.Message)
	}
	// First what came of it: a source may be many files.
	return errors.Join(writeResult(d.result(), result), os.RemoveAll(d.work()))
}

// outcome is a built or a failure.
func outcome(ctx context.Context, d buildDirectory) any {
	if err := d.sayPid(); err != nil {
		return asFailure(noSpace(err))
	}
	if _, err := os.Lstat(d.cancelled()); err == nil {
		return cancelledFailure
	}
	asked, err := d.readSpec()
	if err != nil {
		return asFailure(err)
	}
	o, err := parseOptions(asked)
	if err != nil {
		return asFailure(err)
	}
	o.work = d.work()
	if err := os.MkdirAll(o.work, 0o700); err != nil {
		return asFailure(noSpace(err))
	}
	limited, end := context.WithTimeoutCause(ctx, o.timeout, errTooLong)
	defer end()
	built, err := build(limited, o)
	switch {
	case err == nil:
		fmt.Println("Pushed " + built.Digest)
		return built
	case ctx.Err() != nil:
		return cancelledFailure
	case context.Cause(limited) == errTooLong:
		return fail(codeTimeout, "it took longer than the %.0f s allowed", o.timeout.Seconds())
	}
	return asFailure(err)
}

// build runs the phases: source and builder are got side by side.
func build(ctx context.Context, o options) (*built, error) {
	waiting, stopWaiting := context.WithTimeout(ctx, o.wait)
	defer stopWaiting()
	builderReady := make(chan error, 1)
	go func() { builderReady <- waitForBuilder(waiting, o) }()

	sourceDir := filepath.Join(o.work, "source")
	if err := fetchSource(ctx, o, sourceDir); err != nil {
		return nil, err
	}
	plan, err := planBuild(o, sourceDir)
	if err != nil {
		return nil, err
	}
	if err := <-builderReady; err != nil {
		return nil, err
	}
	return runBuild(ctx, o, plan)
}
