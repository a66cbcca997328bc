// Command build-runner turns uploaded sources into images, in a standing
// container: it fetches a source, has the tenant's builder build and push it,
// and reports the digest.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// options are what one build is asked: flags and a few variables (see README.md).
type options struct {
	builder, tlsDir, tlsServerName string
	wait, timeout                  time.Duration
	source, root, dockerfile       string
	image                          string
	buildArgs                      buildArguments
	insecureRegistry, noCache      bool
	work, buildctl                 string
	limits                         limits
	generated, generatedIgnore     string
	dockerConfig                   string
}

// longestRun is longer than any build takes.
const longestRun = time.Hour

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := command(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "build-runner:", err)
		os.Exit(1)
	}
}

func command(ctx context.Context, arguments []string) error {
	if len(arguments) == 0 {
		return errors.New("serve, run, cancel or build?")
	}
	flags := flag.NewFlagSet("build-runner", flag.ContinueOnError)
	state := flags.String("state", "/work/builds", "directory of all builds")
	joins := flags.Bool("join", false, "run: the build has begun, and is lost if it is not here")
	if err := flags.Parse(arguments[1:]); err != nil {
		return err
	}
	if arguments[0] == "serve" {
		return serve(ctx, *state)
	}
	if flags.NArg() == 0 {
		return errors.New("which build?")
	}
	switch arguments[0] {
	case "run":
		time.AfterFunc(longestRun, func() { os.Exit(1) }) // one whose reader is gone may be stuck in a write
		return run(ctx, *state, flags.Arg(0), *joins, os.Stdin, os.Stdout, os.Stderr)
	case "cancel":
		var errs []error
		for _, build := range flags.Args() {
			errs = append(errs, stop(*state, build))
		}
		return errors.Join(errs...)
	case "build":
		return perform(ctx, *state, flags.Arg(0))
	}
	return fmt.Errorf("there is no command %q", arguments[0])
}

func parseOptions(s spec) (options, error) {
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
	flags.DurationVar(&o.timeout, "timeout", 30*time.Minute, "how long the build may take")
	flags.IntVar(&o.limits.files, "max-files", 100_000, "most entries in a source")
	flags.Int64Var(&o.limits.bytes, "max-bytes", 2<<30, "most bytes of an unpacked source")
	flags.StringVar(&o.buildctl, "buildctl", "buildctl", "program to run")
	if err := flags.Parse(s.Arguments); err != nil {
		return o, err
	}
	o.generated, o.generatedIgnore = s.Dockerfile, s.Dockerignore
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
