package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// mostSpec bounds what is read of the input, in bytes.
const mostSpec = 4 << 20

// lookAgain is how often a log is looked at for more.
const lookAgain = 40 * time.Millisecond

// run starts a build unless it was started before, and follows it to its end:
// its log from the first line goes to out, its result to end. One that it only
// joins is lost if it is not here.
func run(ctx context.Context, state, build string, joins bool, in io.Reader, out, end io.Writer) error {
	d, err := directoryOf(state, build)
	if err != nil {
		return err
	}
	if _, err := os.Stat(string(d)); joins && errors.Is(err, fs.ErrNotExist) {
		return sayResult(end, lostFailure)
	}
	// A line, not the input's end: older clusters cannot convey that.
	asked, err := bufio.NewReader(io.LimitReader(in, mostSpec)).ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("the input holds no line that says what to build: %w", err)
	}
	if err := startBuild(state, build, asked); err != nil && !errors.Is(err, fs.ErrExist) {
		return sayResult(end, asFailure(noSpace(err)))
	}
	return follow(ctx, d, out, end)
}

var lostFailure = fail(codeBuilderLost, "the build was interrupted by the cluster").mayPass()

func sayResult(end io.Writer, result any) error {
	text, err := plainJSON(result)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(end, string(text))
	return err
}

func startBuild(state, build string, asked []byte) error {
	d, err := directoryOf(state, build)
	if err != nil {
		return err
	}
	if err := removeOld(state, time.Now()); err != nil {
		return err
	}
	lock, err := d.fill(func(fresh buildDirectory) error {
		log, err := os.Create(fresh.log())
		if err != nil {
			return err
		}
		defer log.Close()
		return os.WriteFile(fresh.spec(), bytes.TrimSpace(asked), 0o600)
	})
	if err != nil {
		return err
	}
	defer lock.Close()
	log, err := os.OpenFile(d.log(), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	defer log.Close()
	program, err := os.Executable()
	if err != nil {
		return err
	}
	// In a session of its own, with the lock in its hands: it goes on whatever becomes of the one who asked.
	command := exec.Command(program, "build", "-state", state, build)
	command.Stdout, command.Stderr = log, log
	command.ExtraFiles = []*os.File{lock}
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := command.Start(); err != nil {
		return writeResult(d.result(), fail(codeBuilderLost, "the build's process did not start: %s", err).mayPass())
	}
	return command.Process.Release()
}

// inheritedLock is where the build's process finds the lock it holds.
const inheritedLock = 3

// follow copies the log from its start until the build has ended.
func follow(ctx context.Context, d buildDirectory, out, end io.Writer) error {
	log, err := os.Open(d.log())
	if errors.Is(err, fs.ErrNotExist) {
		log, err = os.Open(os.DevNull) // it was cancelled before it began
	}
	if err != nil {
		return err
	}
	defer log.Close()
	for {
		result, err := d.ended()
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, log); err != nil {
			return err
		}
		if result != nil {
			_, err = fmt.Fprintln(end, strings.TrimSpace(string(result)))
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookAgain):
		}
	}
}

// stop ends a build. One that has not begun never will.
func stop(state, build string) error {
	d, err := directoryOf(state, build)
	if err != nil {
		return err
	}
	lock, err := d.fill(func(fresh buildDirectory) error { return writeResult(fresh.result(), cancelledFailure) })
	if err == nil {
		return lock.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	// First the mark, then the signal; the build says its number first and looks for the mark then. So one sees the other.
	return errors.Join(os.WriteFile(d.cancelled(), nil, 0o600), d.signal(syscall.SIGTERM))
}

var cancelledFailure = fail(codeCancelled, "the build was cancelled")
