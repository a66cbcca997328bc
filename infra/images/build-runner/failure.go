package main

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	exitCode      = regexp.MustCompile(`did not complete successfully: exit code: (\d+)`)
	parseError    = regexp.MustCompile(`dockerfile parse error on line (\d+): (.*)`)
	missingFile   = regexp.MustCompile(`failed to (?:compute cache key|calculate checksum).*"([^"]+)": not found`)
	baseImage     = regexp.MustCompile(`failed to resolve source metadata for (\S+): (.*)`)
	stepHead      = regexp.MustCompile(`^\[[^\]]*\] `)
	accessRefused = regexp.MustCompile(`(?i)access denied|insufficient_scope|authorization failed|unauthorized|\b40[13]\b`)
	outOfSpace    = regexp.MustCompile(`(?i)no space left on device|ENOSPC|disk quota exceeded`)
	outOfMemory   = regexp.MustCompile(`(?i)heap out of memory|cannot allocate memory|out of memory|MemoryError|signal: killed`)
	connection    = regexp.MustCompile(`(?i)rpc error: code = Unavailable|connection refused|error reading from server|transport is closing|connection reset|closing transport|EOF$`)
)

// Exit codes with a meaning of their own.
const (
	exitNotExecutable = 126
	exitNotFound      = 127
	exitAborted       = 134
	exitKilled        = 137
)

// failure says what went wrong, from BuildKit's own words.
func (p *progress) failure() *failure {
	cause := strings.TrimSpace(strings.Join(p.cause, " "))
	failed := p.failedStep()
	f := explain(cause, failed)
	f.Line = p.at
	if match := parseError.FindStringSubmatch(cause); match != nil {
		f.Line, _ = strconv.Atoi(match[1])
	}
	if failed != nil && dockerfileStep.MatchString(failed.name) {
		f.Step = failed.name
	}
	if f.Code == codeBuildFailed && failed == nil && f.Line > 0 {
		f.Code = codeDockerfileInvalid
	}
	return f
}

func explain(cause string, failed *step) *failure {
	if match := exitCode.FindStringSubmatch(cause); match != nil {
		code, _ := strconv.Atoi(match[1])
		return explainExit(code, cause, failed)
	}
	if outOfSpace.MatchString(cause) {
		return fail(codeDiskFull, "the builder's disk is full")
	}
	if match := parseError.FindStringSubmatch(cause); match != nil {
		return fail(codeDockerfileInvalid, "line %s of the Dockerfile cannot be read: %s", match[1], match[2])
	}
	if strings.Contains(cause, "failed to read dockerfile") {
		return fail(codeDockerfileMissing, "the source has no Dockerfile where it was looked for")
	}
	if match := missingFile.FindStringSubmatch(cause); match != nil {
		return fail(codeFileMissing, "%s is not in the source, or its ignore file leaves it out", strings.TrimPrefix(match[1], "/"))
	}
	if match := baseImage.FindStringSubmatch(cause); match != nil {
		return explainBaseImage(match[1], match[2])
	}
	if strings.Contains(cause, "failed to push") {
		if accessRefused.MatchString(cause) {
			return fail(codeRegistryRefused, "the registry refused the finished image: %s", last(cause))
		}
		return fail(codeRegistryUnreachable, "the finished image did not reach the registry: %s", last(cause)).mayPass()
	}
	if connection.MatchString(cause) {
		return fail(codeBuilderLost, "the builder went away during the build").mayPass()
	}
	if cause == "" {
		return fail(codeBuildFailed, "the build ended without saying why")
	}
	return fail(codeBuildFailed, "%s", cause)
}

func explainExit(code int, cause string, failed *step) *failure {
	what, tail := "a step", ""
	if failed != nil {
		what = shorten(stepHead.ReplaceAllString(failed.name, ""), 200)
		tail = strings.Join(failed.tail, "\n")
	}
	var f *failure
	switch {
	case outOfSpace.MatchString(tail) || outOfSpace.MatchString(cause):
		f = fail(codeDiskFull, "%s found no space left on the builder's disk", what)
	case code == exitKilled:
		f = fail(codeOutOfMemory, "%s was killed, most likely for lack of memory", what)
	case outOfMemory.MatchString(tail) && (code == exitAborted || code == 1):
		f = fail(codeOutOfMemory, "%s ran out of memory", what)
	case code == exitNotFound:
		f = fail(codeStepFailed, "%s ended with exit code 127: the command was not found", what)
	case code == exitNotExecutable:
		f = fail(codeStepFailed, "%s ended with exit code 126: the command cannot be executed", what)
	default:
		f = fail(codeStepFailed, "%s ended with exit code %d", what, code)
	}
	f.ExitCode = code
	return f
}

func explainBaseImage(image, why string) *failure {
	short := strings.TrimPrefix(strings.TrimPrefix(image, "docker.io/"), "library/")
	switch {
	case strings.HasSuffix(why, "not found"):
		return fail(codeBaseImageMissing, "there is no base image %s", short)
	case accessRefused.MatchString(why):
		return fail(codeBaseImageRefused, "the base image %s is private or does not exist", short)
	}
	return fail(codeRegistryUnreachable, "the base image %s cannot be fetched: %s", short, last(why)).mayPass()
}

// last is the innermost part of a chain of errors "a: b: c", with a little before it.
func last(chain string) string {
	parts := strings.Split(chain, ": ")
	if len(parts) > 3 {
		parts = parts[len(parts)-3:]
	}
	return strings.Join(parts, ": ")
}
