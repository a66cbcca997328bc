package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"
)

// maxResult is what a result may take at most, in bytes.
const maxResult = 4096

// built is the result of a build that ended well.
type built struct {
	Digest       string `json:"digest"`
	Layers       int    `json:"layers"`
	CachedLayers int    `json:"cachedLayers"`
}

// Codes of failures. Worker and classifier know them by these names.
const (
	codeStepFailed          = "step-failed"
	codeOutOfMemory         = "out-of-memory"
	codeDiskFull            = "disk-full"
	codeDockerfileMissing   = "dockerfile-missing"
	codeDockerfileInvalid   = "dockerfile-invalid"
	codeFileMissing         = "file-missing"
	codeBaseImageMissing    = "base-image-missing"
	codeBaseImageRefused    = "base-image-refused"
	codeSourceMissing       = "source-missing"
	codeSourceInvalid       = "source-invalid"
	codeSourceTooLarge      = "source-too-large"
	codeRootMissing         = "root-missing"
	codeRegistryRefused     = "registry-refused"
	codeRegistryUnreachable = "registry-unreachable"
	codeBuilderUnreachable  = "builder-unreachable"
	codeBuilderLost         = "builder-lost"
	codeTimeout             = "timeout"
	codeCancelled           = "cancelled"
	codeBuildFailed         = "build-failed"
)

// failure is the result of a build that did not end well: a sentence for the
// user, a code for programs, and the place in the Dockerfile where known.
type failure struct {
	Message   string `json:"error"`
	Code      string `json:"code"`
	Step      string `json:"step,omitempty"`
	Line      int    `json:"line,omitempty"`
	ExitCode  int    `json:"exitCode,omitempty"`
	Retryable bool   `json:"retryable"`
}

func (f *failure) Error() string { return f.Message }

func fail(code, format string, arguments ...any) *failure {
	return &failure{Code: code, Message: fmt.Sprintf(format, arguments...)}
}

// mayPass marks a failure that a second try may well not meet.
func (f *failure) mayPass() *failure {
	f.Retryable = true
	return f
}

func asFailure(err error) *failure {
	if f, ok := errors.AsType[*failure](err); ok {
		return f
	}
	return fail(codeBuildFailed, "%s", err)
}

// writeResult writes a built or a failure as JSON of at most maxResult bytes, in one step.
func writeResult(path string, result any) error {
	text, err := plainJSON(result)
	if err != nil {
		return err
	}
	if f, isFailure := result.(*failure); isFailure && len(text) > maxResult {
		short := *f
		short.Message, short.Step = shorten(f.Message, 1500), shorten(f.Step, 300)
		if text, err = plainJSON(&short); err != nil {
			return err
		}
	}
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path) // whole, or not there
}

// plainJSON leaves <, > and & as they are: people read the result too.
func plainJSON(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSpace(text.Bytes()), err
}

// shorten cuts a text to at most so many bytes of JSON, at a character.
func shorten(text string, bytes int) string {
	text = strings.ToValidUTF8(text, "�")
	size := 0
	for at, character := range text {
		escaped, _ := json.Marshal(string(character))
		if size += len(escaped) - 2; size > bytes-utf8.UTFMax {
			return text[:at] + "…"
		}
	}
	return text
}
