package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// plan is what buildctl is asked for.
type plan struct {
	context       string // folder sent to the builder
	dockerfileDir string
	filename      string
	builtinSyntax bool // the builder's own Dockerfile reader will do
}

// planBuild finds the folder and the Dockerfile, or lays the generated one out.
func planBuild(o options, sourceDir string) (*plan, error) {
	context, err := below(sourceDir, o.root)
	if err != nil {
		return nil, fail(codeRootMissing, "the source has no folder %q", o.root)
	}
	if info, err := os.Stat(context); err != nil || !info.IsDir() {
		return nil, fail(codeRootMissing, "the source has no folder %q", o.root)
	}
	if o.generated != "" {
		return planGenerated(o, context)
	}
	file, err := below(context, o.dockerfile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fail(codeDockerfileMissing, "the source has no %s", o.dockerfile)
	}
	if err != nil {
		return nil, fail(codeDockerfileInvalid, "%s cannot be read: %s", o.dockerfile, err)
	}
	builtin, err := wantsBuiltinSyntax(file)
	if err != nil {
		return nil, fail(codeDockerfileInvalid, "%s cannot be read: %s", o.dockerfile, err)
	}
	return &plan{context, filepath.Dir(file), filepath.Base(file), builtin}, nil
}

func planGenerated(o options, context string) (*plan, error) {
	directory := filepath.Join(o.work, "dockerfile")
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return nil, noSpace(err)
	}
	if err := os.WriteFile(filepath.Join(directory, "Dockerfile"), []byte(o.generated), 0o644); err != nil {
		return nil, noSpace(err)
	}
	_, err := os.Lstat(filepath.Join(context, ".dockerignore"))
	if errors.Is(err, fs.ErrNotExist) && o.generatedIgnore != "" {
		ignore := filepath.Join(directory, "Dockerfile.dockerignore")
		if err := os.WriteFile(ignore, []byte(o.generatedIgnore), 0o644); err != nil {
			return nil, noSpace(err)
		}
	}
	return &plan{context, directory, "Dockerfile", true}, nil
}

// below joins a path given by a user to a directory and follows links; it fails
// when the end lies elsewhere.
func below(directory, path string) (string, error) {
	if path == "" {
		path = "."
	}
	if !filepath.IsLocal(path) {
		return "", errors.New("the path leads outside")
	}
	base, err := filepath.EvalSymlinks(directory)
	if err != nil {
		return "", err
	}
	end, err := filepath.EvalSymlinks(filepath.Join(base, path))
	if err != nil {
		return "", err
	}
	if relative, err := filepath.Rel(base, end); err != nil || !filepath.IsLocal(relative) {
		return "", errors.New("the path leads outside")
	}
	return end, nil
}

var (
	directive  = regexp.MustCompile(`^#\s*([a-zA-Z]+)\s*=\s*(.+?)\s*$`)
	stockImage = regexp.MustCompile(`^(docker\.io/)?docker/dockerfile:1(\.\d+){0,2}$`)
)

// wantsBuiltinSyntax answers whether the Dockerfile's `# syntax=` line, if any,
// names a release of Docker's own reader. The builder carries that reader, so
// nothing needs to be pulled for it.
func wantsBuiltinSyntax(dockerfile string) (bool, error) {
	file, err := os.Open(dockerfile)
	if err != nil {
		return false, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		match := directive.FindStringSubmatch(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if match == nil {
			return true, nil // directives stand at the top alone
		}
		if strings.EqualFold(match[1], "syntax") {
			return stockImage.MatchString(match[2]), nil
		}
	}
	return true, lines.Err()
}
