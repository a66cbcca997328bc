package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	directory := t.TempDir()
	for name, content := range files {
		path := filepath.Join(directory, name)
		os.MkdirAll(filepath.Dir(path), 0o755)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return directory
}

func TestTheDockerfileIsFound(t *testing.T) {
	source := lay(t, map[string]string{"Dockerfile": "FROM a", "services/api/docker/Api.Dockerfile": "FROM b"})
	p, err := planBuild(options{dockerfile: "Dockerfile"}, source)
	if err != nil || p.context != source || p.dockerfileDir != source || p.filename != "Dockerfile" {
		t.Errorf("%+v %v", p, err)
	}
	p, err = planBuild(options{root: "services/api", dockerfile: "docker/Api.Dockerfile"}, source)
	if err != nil || p.context != filepath.Join(source, "services/api") || p.filename != "Api.Dockerfile" {
		t.Errorf("%+v %v", p, err)
	}
}

func TestPathsThatAreMissingOrLeadOutsideAreRefused(t *testing.T) {
	source := lay(t, map[string]string{"a/x": ""})
	os.Symlink("/", filepath.Join(source, "out"))
	cases := []struct{ root, dockerfile, code string }{
		{"", "Dockerfile", codeDockerfileMissing},
		{"nowhere", "Dockerfile", codeRootMissing},
		{"a/x", "Dockerfile", codeRootMissing},
		{"../..", "Dockerfile", codeRootMissing},
		{"/etc", "Dockerfile", codeRootMissing},
		{"out/etc", "passwd", codeRootMissing},
		{"", "out/etc/passwd", codeDockerfileInvalid},
		{"", "../../etc/passwd", codeDockerfileInvalid},
	}
	for _, c := range cases {
		if _, err := planBuild(options{root: c.root, dockerfile: c.dockerfile}, source); err == nil || asFailure(err).Code != c.code {
			t.Errorf("root %q, Dockerfile %q: %v", c.root, c.dockerfile, err)
		}
	}
}

func TestTheGeneratedDockerfileStaysOutOfTheSource(t *testing.T) {
	work := t.TempDir()
	o := options{work: work, generated: "FROM scratch\n", generatedIgnore: "node_modules\n"}
	p, err := planBuild(o, lay(t, map[string]string{"package.json": "{}"}))
	if err != nil {
		t.Fatal(err)
	}
	ignore, _ := os.ReadFile(filepath.Join(p.dockerfileDir, "Dockerfile.dockerignore"))
	if string(ignore) != "node_modules\n" || p.dockerfileDir == p.context {
		t.Errorf("%q %+v", ignore, p)
	}
	p, err = planBuild(options{work: t.TempDir(), generated: o.generated, generatedIgnore: o.generatedIgnore}, lay(t, map[string]string{".dockerignore": "x"}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(p.dockerfileDir, "Dockerfile.dockerignore")); err == nil {
		t.Error("the source's own .dockerignore was overridden")
	}
}

func TestStockSyntaxLinesNeedNoImage(t *testing.T) {
	cases := map[string]bool{
		"FROM a\n":                               true,
		"# syntax=docker/dockerfile:1\nFROM a\n": true,
		"# escape=\\\n#syntax = docker.io/docker/dockerfile:1.7\n": true,
		"# a comment\n# syntax=example.com/other\nFROM a\n":        true,
		"# syntax=docker/dockerfile:1-labs\nFROM a\n":              false,
		"# syntax=example.com/other\nFROM a\n":                     false,
		"# syntax=docker/dockerfile:1@sha256:ab\nFROM a\n":         false,
	}
	for text, want := range cases {
		path := filepath.Join(lay(t, map[string]string{"Dockerfile": text}), "Dockerfile")
		if got, err := wantsBuiltinSyntax(path); got != want || err != nil {
			t.Errorf("%q: %v %v", text, got, err)
		}
	}
}

func TestOptionsAreChecked(t *testing.T) {
	good := []string{"-builder", "tcp://buildkitd.b.svc:1234", "-tls", "/tls", "-source", "h/s@sha256:0", "-image", "h/a/b:1"}
	o, err := parseOptions(spec{Arguments: good})
	if err != nil || o.tlsServerName != "buildkitd.b.svc" {
		t.Fatal(o, err)
	}
	bad := [][]string{{}, good[2:], append(slices.Clone(good), "more"), append(slices.Clone(good), "-image", "a,push=false"), append(slices.Clone(good), "-builder", "unix:///x"), append(slices.Clone(good), "-build-arg", "=x")}
	for _, arguments := range bad {
		if _, err := parseOptions(spec{Arguments: arguments}); err == nil {
			t.Errorf("%v was taken", arguments)
		}
	}
}

func TestAResultHasItsBounds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "result")
	f := &failure{Message: strings.Repeat("\"ä\x01", 5000), Step: strings.Repeat("x", 5000), Code: codeBuildFailed, Line: 3}
	if err := writeResult(path, f); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(path)
	var back failure
	if err := json.Unmarshal(text, &back); err != nil || len(text) > maxResult || back.Line != 3 || back.Code != codeBuildFailed {
		t.Errorf("%d bytes, %v, %+v", len(text), err, back)
	}
}
