package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// maxLine is where a line of progress is cut in two, in bytes.
const maxLine = 8000

// tailLines is how many last lines of each step are kept for the failure.
const tailLines = 20

// lineWriter hands whole lines on as they come. The lock keeps the lines of two
// writers apart.
type lineWriter struct {
	line   func(string)
	lock   *sync.Mutex
	buffer []byte
}

func (w *lineWriter) Write(data []byte) (int, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.buffer = append(w.buffer, data...)
	for {
		end := bytes.IndexByte(w.buffer, '\n')
		switch {
		case end >= 0 && end <= maxLine:
			w.line(string(bytes.TrimSuffix(w.buffer[:end], []byte("\r"))))
			w.buffer = w.buffer[end+1:]
		case len(w.buffer) > maxLine:
			w.line(string(w.buffer[:maxLine]))
			w.buffer = w.buffer[maxLine:]
		default:
			return len(data), nil
		}
	}
}

func (w *lineWriter) flush() {
	w.lock.Lock()
	defer w.lock.Unlock()
	if len(w.buffer) > 0 {
		w.line(string(w.buffer))
		w.buffer = nil
	}
}

// mostLog bounds what is kept of what the builder says, in bytes: twice what
// the worker keeps.
const mostLog = 16 << 20

// bounded drops what is too much.
type bounded struct {
	out  io.Writer
	left int
}

func (b *bounded) Write(data []byte) (int, error) {
	if b.left < len(data) {
		b.left = 0
		return len(data), nil
	}
	b.left -= len(data)
	return b.out.Write(data)
}

// step is one vertex of BuildKit's graph as its plain progress shows it.
type step struct {
	name   string
	cached bool
	err    string
	tail   []string
}

// progress prints BuildKit's plain progress and remembers what the result needs.
type progress struct {
	out          io.Writer
	steps        map[int]*step
	order        []int
	cause        []string // "failed to solve: …", which may go on for lines
	at           int      // line of the Dockerfile
	previousLine string
}

func newProgress(out io.Writer) *progress {
	return &progress{out: out, steps: map[int]*step{}}
}

var (
	stepLine     = regexp.MustCompile(`^#(\d+) (.*)$`)
	logTime      = regexp.MustCompile(`^\d+\.\d+ `)
	locationLine = regexp.MustCompile(`^\S.*:(\d+)$`)
	ruleLine     = regexp.MustCompile(`^-{20}$`)
	causeLine    = regexp.MustCompile(`(?i)^error: (?:failed to solve: )?(.*)$`)
)

func (p *progress) line(text string) {
	fmt.Fprintln(p.out, text)
	defer func() { p.previousLine = text }()
	if len(p.cause) > 0 {
		p.cause = append(p.cause, text)
		return
	}
	if match := stepLine.FindStringSubmatch(text); match != nil {
		number, _ := strconv.Atoi(match[1])
		p.stepText(number, match[2])
		return
	}
	if match := causeLine.FindStringSubmatch(text); match != nil {
		p.cause = []string{match[1]}
		return
	}
	if match := locationLine.FindStringSubmatch(p.previousLine); match != nil && ruleLine.MatchString(text) {
		p.at, _ = strconv.Atoi(match[1])
	}
}

func (p *progress) stepText(number int, text string) {
	known := p.steps[number]
	if known == nil {
		p.steps[number] = &step{name: text}
		p.order = append(p.order, number)
		return
	}
	message, failed := strings.CutPrefix(text, "ERROR: ")
	switch {
	case text == "CACHED":
		known.cached = true
	case failed:
		known.err = message
	case logTime.MatchString(text):
		known.tail = append(known.tail, text)
		if len(known.tail) > tailLines {
			known.tail = known.tail[1:]
		}
	}
}

var dockerfileStep = regexp.MustCompile(`^\[(?:\S+ )?\d+/\d+\] (\S+)`)

// layers counts the Dockerfile's steps that make something (all but FROM), and
// those of them that came from the cache.
func (p *progress) layers() (count, cached int) {
	for _, step := range p.steps {
		match := dockerfileStep.FindStringSubmatch(step.name)
		if match == nil || match[1] == "FROM" {
			continue
		}
		count++
		if step.cached {
			cached++
		}
	}
	return count, cached
}

// failedStep is the first that failed of itself; cancelled ones do not count.
func (p *progress) failedStep() *step {
	for _, number := range p.order {
		if p.steps[number].err != "" {
			return p.steps[number]
		}
	}
	return nil
}
