package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"
)

// fetchTries is how often an unreachable registry is asked.
const fetchTries = 3

// fetchSource brings the source into a new directory. The bytes are checked
// against their digest while they are unpacked; on a mismatch nothing is built.
func fetchSource(ctx context.Context, o options, directory string) error {
	ref, err := parseBlobReference(o.source)
	if err != nil {
		return fail(codeSourceInvalid, "%s", err)
	}
	client, err := newRegistryClient(ref.host, o.insecureRegistry, o.dockerConfig)
	if err != nil {
		return fail(codeRegistryRefused, "the build's registry credentials cannot be read: %s", err)
	}
	for try := 1; ; try++ {
		err = fetchOnce(ctx, client, ref, directory, o.limits)
		failed, isFailure := errors.AsType[*failure](err)
		if err == nil || try == fetchTries || !isFailure || !failed.Retryable || ctx.Err() != nil {
			return err
		}
		fmt.Println(failed.Message + ", trying again")
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * time.Second):
		}
	}
}

func fetchOnce(ctx context.Context, client *registryClient, ref blobReference, directory string, most limits) error {
	start := time.Now()
	body, err := client.openBlob(ctx, ref)
	if err != nil {
		return err
	}
	defer body.Close()
	if err := os.RemoveAll(directory); err != nil {
		return err
	}
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return noSpace(err)
	}
	root, err := os.OpenRoot(directory)
	if err != nil {
		return err
	}
	defer root.Close()

	sum := sha256.New()
	stream := &readErrors{reader: io.TeeReader(body, sum)}
	count, unpackErr := unpack(root, stream, most)
	if stream.err != nil {
		return fail(codeRegistryUnreachable, "the source broke off on its way: %s", stream.err).mayPass()
	}
	if unpackErr != nil {
		return noSpace(unpackErr)
	}
	if _, err := io.Copy(io.Discard, stream); err != nil { // what follows the archive's end counts for the digest
		return fail(codeRegistryUnreachable, "the source broke off on its way: %s", err).mayPass()
	}
	if got := "sha256:" + hex.EncodeToString(sum.Sum(nil)); got != ref.digest {
		return fail(codeSourceInvalid, "the registry gave other bytes than the source %s", ref.digest)
	}
	fmt.Printf("Fetched the source: %d files, %.1fs\n", count, time.Since(start).Seconds())
	return nil
}

// readErrors remembers a transport's own error, which decompression would hide.
type readErrors struct {
	reader io.Reader
	err    error
}

func (r *readErrors) Read(buffer []byte) (int, error) {
	n, err := r.reader.Read(buffer)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

func noSpace(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fail(codeDiskFull, "the build's working space is full")
	}
	return err
}
