// Command build-runner turns an uploaded source into an image: it fetches the
// source, has the tenant's builder build and push it, and reports the digest.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// options are what the Job says: flags and a few variables (see README.md).
type options struct {
	builder, tlsDir, tlsServerName string
	wait                           time.Duration
	source, root, dockerfile       string
	image                          string
	buildArgs                      buildArguments
	insecureRegistry, noCache      bool
	work, buildctl, result         string
	limits                         limits
	generated, generatedIgnore     string
	dockerConfig                   string
}

func main() {
	o, err := parseOptions(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "build-runner:", err)
		os.Exit(2)
	}
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	built, err := build(ctx, o)
	if err == nil {
		if err := writeResult(o.result, built); err != nil {
			fmt.Fprintln(os.Stderr, "build-runner:", err)
			os.Exit(1)
		}
		fmt.Println("Pushed " + built.Digest)
		return
	}
	failed := asFailure(err)
	if ctx.Err() != nil {
		failed = &failure{Code: codeCancelled, Message: "the build was cancelled"}
	}
	fmt.Println("Build failed: " + failed.Message)
	if err := writeResult(o.result, failed); err != nil {
		fmt.Fprintln(os.Stderr, "build-runner:", err)
	}
	os.Exit(1)
}

func parseOptions(arguments []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("build-runner", flag.ContinueOnError)
	flags.StringVar(&o.builder, "builder", "", "address of buildkitd, tcp://host:port")
	flags.StringVar(&o.tlsDir, "tls", "", "directory with ca.crt, tls.crt, tls.key")
	flags.StringVar(&o.tlsServerName, "tls-server-name", "", "name in the builder's certificate (default: the host of -builder)")
	flags.DurationVar(&o.wait, "wait", 2*time.Minute, "how long the builder may take to answer")
	flags.StringVar(&o.source, "source", "", "host/repository@sha256:… of the source's tar.gz blob")
	flags.StringVar(&o.root, "root", "", "folder in the source that is built")
	flags.StringVar(&o.dockerfile, "dockerfile", "Dockerfile", "path of the Dockerfile below the root")
	flags.StringVar(&o.image, "image", "", "host/repository:tag to push")
	flags.Var(&o.buildArgs, "build-arg", "NAME=VALUE of an ARG; may be given several times")
	flags.BoolVar(&o.insecureRegistry, "insecure-registry", false, "the registry speaks plain HTTP")
	flags.BoolVar(&o.noCache, "no-cache", false, "build every step anew")
	flags.StringVar(&o.work, "work", "/build", "an empty, writable directory")
	flags.IntVar(&o.limits.files, "max-files", 100_000, "most entries in a source")
	flags.Int64Var(&o.limits.bytes, "max-bytes", 2<<30, "most bytes of an unpacked source")
	flags.StringVar(&o.buildctl, "buildctl", "buildctl", "program to run")
	flags.StringVar(&o.result, "result", "/dev/termination-log", "where the result goes")
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	o.generated = os.Getenv("BERTH_DOCKERFILE")
	o.generatedIgnore = os.Getenv("BERTH_DOCKERIGNORE")
	o.dockerConfig = os.Getenv("DOCKER_CONFIG")
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case o.source == "" || o.image == "" || o.builder == "" || o.tlsDir == "":
		return o, errors.New("-source, -image, -builder and -tls are needed")
	case strings.ContainsAny(o.image, ", \t\n\""):
		return o, fmt.Errorf("-image %q is not an image name", o.image)
	}
	address, found := strings.CutPrefix(o.builder, "tcp://")
	host, _, err := net.SplitHostPort(address)
	if !found || err != nil {
		return o, fmt.Errorf("-builder %q is not tcp://host:port", o.builder)
	}
	if o.tlsServerName == "" {
		o.tlsServerName = host
	}
	return o, nil
}

// buildArguments collects -build-arg flags.
type buildArguments []string

var buildArgumentPattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*=`)

func (b *buildArguments) String() string { return strings.Join(*b, " ") }

func (b *buildArguments) Set(text string) error {
	if !buildArgumentPattern.MatchString(text) {
		return fmt.Errorf("%q is not NAME=VALUE", text)
	}
	*b = append(*b, text)
	return nil
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
