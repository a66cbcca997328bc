package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// tlsPatience is how long a builder may show or want other certificates: it is
// being restarted with new ones.
const tlsPatience = 20 * time.Second

// waitForBuilder dials the builder until it takes our certificate.
func waitForBuilder(ctx context.Context, o options) error {
	config, err := clientTLS(o)
	if err != nil {
		return fail(codeBuilderUnreachable, "the build's key for the builder cannot be read: %s", err)
	}
	address := strings.TrimPrefix(o.builder, "tcp://")
	start, told := time.Now(), false
	for {
		err := greet(ctx, address, config)
		if err == nil {
			if told {
				fmt.Printf("The builder is ready after %.1fs\n", time.Since(start).Seconds())
			}
			return nil
		}
		if wrongCertificate(err) && time.Since(start) > tlsPatience {
			return fail(codeBuilderUnreachable, "the builder and the build do not trust each other: %s", err).mayPass()
		}
		if !told {
			told = true
			fmt.Println("Waiting for the builder")
		}
		select {
		case <-ctx.Done():
			return fail(codeBuilderUnreachable, "the builder did not answer within %s: %s", o.wait, err).mayPass()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// greet shakes hands. With TLS 1.3 a refusal of our certificate comes only with
// the first read, so one is made; silence means welcome.
func greet(ctx context.Context, address string, config *tls.Config) error {
	connection, err := dial(ctx, address, config)
	if err != nil {
		return err
	}
	defer connection.Close()
	connection.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	_, err = connection.Read(make([]byte, 1))
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return nil
	}
	return err
}

// keepAlive notices within about 20 s that a builder has vanished without a word.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 5 * time.Second, Count: 3}

func dial(ctx context.Context, address string, config *tls.Config) (*tls.Conn, error) {
	attempt, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	raw, err := (&net.Dialer{KeepAliveConfig: keepAlive}).DialContext(attempt, "tcp", address)
	if err != nil {
		return nil, err
	}
	connection := tls.Client(raw, config)
	if err := connection.HandshakeContext(attempt); err != nil {
		raw.Close()
		return nil, err
	}
	return connection, nil
}

// hello opens an HTTP/2 connection: the client's preface and empty settings (RFC 9113, 3.4).
const hello = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\x00\x00\x00\x04\x00\x00\x00\x00\x00"

// watchBuilder holds a connection beside buildctl's own, which waits for ever
// when its peer is gone. The channel is closed when the builder is lost.
func watchBuilder(ctx context.Context, o options) (<-chan struct{}, error) {
	config, err := clientTLS(o)
	if err != nil {
		return nil, err
	}
	connection, err := dial(ctx, strings.TrimPrefix(o.builder, "tcp://"), config)
	if err != nil {
		return nil, fail(codeBuilderLost, "the builder went away before the build: %s", err).mayPass()
	}
	lost := make(chan struct{})
	closeAtEnd := context.AfterFunc(ctx, func() { connection.Close() })
	go func() {
		defer close(lost)
		defer closeAtEnd()
		if _, err := connection.Write([]byte(hello)); err == nil {
			io.Copy(io.Discard, connection)
		}
	}()
	return lost, nil
}

func clientTLS(o options) (*tls.Config, error) {
	authority, err := os.ReadFile(filepath.Join(o.tlsDir, "ca.crt"))
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(authority) {
		return nil, errors.New("ca.crt holds no certificate")
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(o.tlsDir, "tls.crt"), filepath.Join(o.tlsDir, "tls.key"))
	if err != nil {
		return nil, err
	}
	return &tls.Config{
		RootCAs: pool, Certificates: []tls.Certificate{pair}, ServerName: o.tlsServerName,
		MinVersion: tls.VersionTLS13, NextProtos: []string{"h2"},
	}, nil
}

func wrongCertificate(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return true
	}
	return strings.Contains(err.Error(), "remote error: tls:")
}

// buildctlArguments is the whole command line, never seen by a shell.
func buildctlArguments(o options, p *plan, metadata string) []string {
	output := "type=image,name=" + o.image + ",push=true"
	if o.insecureRegistry {
		output += ",registry.insecure=true"
	}
	arguments := []string{
		"--addr", o.builder, "--tlsservername", o.tlsServerName,
		"--tlscacert", filepath.Join(o.tlsDir, "ca.crt"),
		"--tlscert", filepath.Join(o.tlsDir, "tls.crt"),
		"--tlskey", filepath.Join(o.tlsDir, "tls.key"),
		"build", "--progress", "plain", "--frontend", "dockerfile.v0",
		"--local", "context=" + p.context, "--local", "dockerfile=" + p.dockerfileDir,
		"--opt", "filename=" + p.filename,
		"--metadata-file", metadata, "--output", output,
	}
	if p.builtinSyntax {
		arguments = append(arguments, "--opt", "cmdline=docker/dockerfile:1")
	}
	for _, argument := range o.buildArgs {
		arguments = append(arguments, "--opt", "build-arg:"+argument)
	}
	if o.noCache {
		arguments = append(arguments, "--no-cache")
	}
	return arguments
}

// errLost ends a buildctl whose builder is gone.
var errLost = errors.New("the builder is gone")

// lostGrace is how long buildctl may take to say itself what happened.
const lostGrace = 3 * time.Second

// runBuild runs buildctl to its end and reads what came of it.
func runBuild(ctx context.Context, o options, p *plan) (*built, error) {
	running, end := context.WithCancelCause(ctx)
	defer end(nil)
	lost, err := watchBuilder(running, o)
	if err != nil {
		return nil, err
	}
	go func() {
		<-lost
		time.Sleep(lostGrace)
		end(errLost)
	}()
	metadata := filepath.Join(o.work, "metadata.json")
	command := exec.CommandContext(running, o.buildctl, buildctlArguments(o, p, metadata)...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} // never outlives this process
	command.WaitDelay = 10 * time.Second
	command.Env = append(os.Environ(), "HOME="+o.work, "TMPDIR="+o.work)
	watched := newProgress(&bounded{out: os.Stdout, left: mostLog})
	var lock sync.Mutex
	out, errs := &lineWriter{line: watched.line, lock: &lock}, &lineWriter{line: watched.line, lock: &lock}
	command.Stdout, command.Stderr = out, errs
	err = command.Run()
	out.flush()
	errs.flush()
	if err != nil {
		return nil, explainEnd(running, err, watched)
	}
	return readMetadata(metadata, watched)
}

// explainEnd says why buildctl did not end well.
func explainEnd(running context.Context, err error, watched *progress) error {
	if context.Cause(running) == errLost {
		return fail(codeBuilderLost, "the builder went away during the build").mayPass()
	}
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return err
	}
	if exit.Sys().(syscall.WaitStatus).Signaled() && running.Err() == nil {
		return fail(codeOutOfMemory, "the build's own process was killed, most likely for lack of memory").mayPass()
	}
	return watched.failure()
}

func readMetadata(path string, watched *progress) (*built, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var found struct {
		Digest string `json:"containerimage.digest"`
	}
	if err := json.Unmarshal(text, &found); err != nil || !strings.HasPrefix(found.Digest, "sha256:") {
		return nil, fail(codeBuildFailed, "the builder reported no digest")
	}
	layers, cached := watched.layers()
	return &built{Digest: found.Digest, Layers: layers, CachedLayers: cached}, nil
}
