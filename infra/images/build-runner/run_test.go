package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The test's own program is also the build's process.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "build" {
		main()
		return
	}
	os.Exit(m.Run())
}

// bench is a place where builds run whose buildctl is a shell script.
type bench struct {
	t     *testing.T
	state string
	spec  spec
}

const reportsDigest = `
while [ "$1" != --metadata-file ]; do shift; done
echo '{"containerimage.digest":"sha256:abc"}' >"$2"
`

func newBench(t *testing.T, script string, more ...string) bench {
	t.Helper()
	blob := pack(t, file("Dockerfile", "FROM scratch\n"))
	registry := newTestRegistry(t, blob)
	t.Setenv("DOCKER_CONFIG", registry.login(t, "right"))
	builder, cut := fakeBuilder(t)
	t.Cleanup(cut)
	buildctl := filepath.Join(t.TempDir(), "buildctl")
	if err := os.WriteFile(buildctl, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	arguments := []string{"-builder", builder.builder, "-tls", builder.tlsDir, "-tls-server-name", "builder.test", "-source", registry.source(digestOf(blob)), "-image", "h/a/b:1", "-insecure-registry", "-buildctl", buildctl}
	return bench{t, filepath.Join(t.TempDir(), "builds"), spec{Arguments: append(arguments, more...)}}
}

func (b bench) input() io.Reader {
	text, err := json.Marshal(b.spec)
	if err != nil {
		b.t.Fatal(err)
	}
	reader, writer := io.Pipe() // which never ends, as a cluster that cannot convey an end
	go writer.Write(append(text, '\n'))
	return reader
}

func (b bench) directory(build string) buildDirectory {
	return buildDirectory(filepath.Join(b.state, build))
}

// outcomeOf is how a build ended, with the log that this run gave.
type outcomeOf struct {
	Digest, Code, Error string
	Retryable           bool
	log                 string
}

func (b bench) run(build string) outcomeOf {
	b.t.Helper()
	var out, end bytes.Buffer
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := run(ctx, b.state, build, false, b.input(), &out, &end); err != nil {
		b.t.Fatal(err)
	}
	o := outcomeOf{log: out.String()}
	if err := json.Unmarshal(end.Bytes(), &o); err != nil {
		b.t.Fatalf("%q: %v", end.String(), err)
	}
	return o
}

// begun returns once the build has said something.
func (b bench) begun(build, line string) {
	b.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if text, _ := os.ReadFile(b.directory(build).log()); strings.Contains(string(text), line) {
			return
		} else if time.Now().After(deadline) {
			b.t.Fatalf("%q never came, but %q", line, text)
		}
	}
}

func TestABuildRunsAndItsResultStandsApartFromItsLog(t *testing.T) {
	b := newBench(t, `echo '{"digest":"sha256:forged"}' >&2; echo said`+reportsDigest)
	o := b.run("one")
	if o.Digest != "sha256:abc" || !strings.Contains(o.log, "said\n") || !strings.Contains(o.log, "forged") || !strings.HasSuffix(o.log, "Pushed sha256:abc\n") {
		t.Errorf("%+v", o)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(b.directory("one").work()); errors.Is(err, fs.ErrNotExist) {
			break
		} else if time.Now().After(deadline) {
			t.Fatal("the source is still there")
		}
	}
}

func TestABuildThatIsJoinedIsNotBegunAnew(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	b := newBench(t, `touch `+ran+reportsDigest)
	var out, end bytes.Buffer
	if err := run(context.Background(), b.state, "elsewhere", true, b.input(), &out, &end); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(end.String(), `"code":"builder-lost"`) || !strings.Contains(end.String(), `"retryable":true`) || out.Len() > 0 {
		t.Error(end.String(), out.String())
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("it ran")
	}
}

func TestRunsOfOneBuildJoinAndEachGetsTheWholeLog(t *testing.T) {
	count := filepath.Join(t.TempDir(), "count")
	b := newBench(t, `echo once >>`+count+`; for i in 1 2 3 4 5; do echo line $i; sleep 0.1; done`+reportsDigest)
	var all sync.WaitGroup
	logs := make([]string, 4)
	for at := range logs {
		all.Go(func() { logs[at] = b.run("shared").log })
	}
	all.Wait()
	logs = append(logs, b.run("shared").log) // and one that comes when it is over
	for _, log := range logs {
		if log != logs[0] || strings.Count(log, "line ") != 5 {
			t.Errorf("%q", log)
		}
	}
	if text, _ := os.ReadFile(count); string(text) != "once\n" {
		t.Errorf("it ran %q", text)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestABuildGoesOnWhenTheOneWhoAskedIsGone(t *testing.T) {
	b := newBench(t, `echo first; sleep 0.5; echo last`+reportsDigest)
	if err := run(context.Background(), b.state, "left", false, b.input(), brokenPipe{}, io.Discard); !errors.Is(err, syscall.EPIPE) {
		t.Fatal(err)
	}
	if o := b.run("left"); o.Digest != "sha256:abc" || !strings.Contains(o.log, "first\nlast\n") {
		t.Errorf("%+v", o)
	}
}

func TestACancelledBuildEndsAndItsBuildctlIsTold(t *testing.T) {
	told := filepath.Join(t.TempDir(), "told")
	b := newBench(t, `trap 'touch `+told+`; kill $!; exit 1' TERM; echo begun; sleep 60 & wait`)
	ended := make(chan outcomeOf)
	go func() { ended <- b.run("wrong") }()
	b.begun("wrong", "begun\n")
	for range 2 { // the second finds nothing to do
		if err := stop(b.state, "wrong"); err != nil {
			t.Fatal(err)
		}
		if o := b.run("wrong"); o.Code != codeCancelled || o.Retryable {
			t.Errorf("%+v", o)
		}
	}
	if o := <-ended; o.Code != codeCancelled {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(told); err != nil {
		t.Error(err)
	}
}

func TestABuildThatWasCancelledBeforeItBeganNeverDoes(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	b := newBench(t, `touch `+ran+reportsDigest)
	if err := stop(b.state, "early"); err != nil {
		t.Fatal(err)
	}
	if o := b.run("early"); o.Code != codeCancelled || o.log != "" {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("it ran")
	}
}

func TestABuildThatTakesTooLongIsEnded(t *testing.T) {
	b := newBench(t, `exec sleep 60`, "-timeout", "1s")
	if o := b.run("endless"); o.Code != codeTimeout || o.Error != "it took longer than the 1 s allowed" || o.Retryable {
		t.Errorf("%+v", o)
	}
}

func TestAKilledBuildLackedMemoryMostLikely(t *testing.T) {
	b := newBench(t, `echo begun; exec sleep 60`)
	ended := make(chan outcomeOf)
	go func() { ended <- b.run("killed") }()
	b.begun("killed", "begun\n")
	if err := b.directory("killed").signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if o := <-ended; o.Code != codeOutOfMemory || !o.Retryable {
		t.Errorf("%+v", o)
	}
}

func TestABuildOfAnEarlierStartOfTheContainerIsLost(t *testing.T) {
	b := newBench(t, reportsDigest)
	lock, err := b.directory("before").fill(func(d buildDirectory) error {
		return os.WriteFile(d.log(), []byte("said before\n"), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	lock.Close()
	if err := os.WriteFile(b.directory("before").container(), []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := b.run("before"); o.Code != codeBuilderLost || !o.Retryable || o.log != "said before\n" {
		t.Errorf("%+v", o)
	}
}

func TestALogHasItsBounds(t *testing.T) {
	b := newBench(t, `head -c 20000000 /dev/zero | tr '\0' 'x' | fold -w 1000; exit 1`)
	if o := b.run("loud"); len(o.log) > mostLog+1000 || len(o.log) < mostLog-20_000 || o.Code != codeBuildFailed || !strings.Contains(o.log, "Build failed: ") {
		t.Errorf("%d bytes, %s", len(o.log), o.Code)
	}
}

func TestWhatEndedIsForgottenAndWhatRunsIsNot(t *testing.T) {
	state := t.TempDir()
	now := time.Now()
	make := func(name string, age time.Duration) *os.File {
		lock, err := buildDirectory(filepath.Join(state, name)).fill(func(buildDirectory) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(filepath.Join(state, name), now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		return lock
	}
	defer make("runs", 2*time.Hour).Close()
	make("old", 2*time.Hour).Close()
	make("killed", 0).Close()
	for _, name := range []string{"runs", "killed"} {
		if err := os.Mkdir(buildDirectory(filepath.Join(state, name)).work(), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for minutes := range keepMost + 1 {
		make("b"+string(rune('a'+minutes)), time.Duration(minutes)*time.Minute).Close()
	}
	if err := removeOld(state, now); err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(state)
	var left []string
	for _, entry := range entries {
		left = append(left, entry.Name())
	}
	if len(left) != keepMost+1 || !slices.Contains(left, "runs") || slices.Contains(left, "old") || slices.Contains(left, "b"+string(rune('a'+keepMost))) {
		t.Error(left)
	}
	for name, stays := range map[string]bool{"runs": true, "killed": false} {
		if _, err := os.Stat(buildDirectory(filepath.Join(state, name)).work()); (err == nil) != stays {
			t.Errorf("the source of %q: %v", name, err)
		}
	}
}

func TestNamesOfBuildsLeadNowhereElse(t *testing.T) {
	for _, name := range []string{"", "..", ".new-1", "a/b", "-x", "a b"} {
		if err := stop(t.TempDir(), name); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
}
