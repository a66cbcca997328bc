package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// limits bound what a source may unpack to.
type limits struct {
	files int
	bytes int64
}

// unpack writes a tar.gz below root and answers how many entries it had. Only
// folders, files and links that stay inside are taken; os.Root stands in the
// way of every path that would leave, also through a link written before.
func unpack(root *os.Root, compressed io.Reader, most limits) (int, error) {
	unzipped, err := gzip.NewReader(compressed)
	if err != nil {
		return 0, fail(codeSourceInvalid, "the source is not a gzip archive")
	}
	archive := tar.NewReader(unzipped)
	times := &fileTimes{}
	var count int
	var size int64
	for {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return count, times.set(root)
		}
		if err != nil {
			return count, fail(codeSourceInvalid, "the source's archive cannot be read: %s", err)
		}
		if entry.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		if count++; count > most.files {
			return count, fail(codeSourceTooLarge, "the source has more than %d files", most.files)
		}
		if size += entry.Size; size > most.bytes || entry.Size < 0 {
			return count, fail(codeSourceTooLarge, "the source unpacks to more than %d MiB", most.bytes>>20)
		}
		if err := unpackEntry(root, archive, entry, times); err != nil {
			return count, err
		}
	}
}

func unpackEntry(root *os.Root, content io.Reader, entry *tar.Header, times *fileTimes) error {
	name, err := safePath(entry.Name)
	if err != nil {
		return err
	}
	if name == "." {
		return nil
	}
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return refused(entry.Name, err)
	}
	permissions := fs.FileMode(entry.Mode).Perm()
	switch entry.Typeflag {
	case tar.TypeDir:
		err = root.MkdirAll(name, 0o755)
	case tar.TypeReg:
		sum := sha256.New()
		if err = writeFile(root, name, io.TeeReader(content, sum), permissions|0o600); err == nil {
			times.add(name, entry.ModTime, sum.Sum(nil))
		}
	case tar.TypeSymlink:
		if path.IsAbs(entry.Linkname) || escapes(path.Join(path.Dir(name), entry.Linkname)) {
			return fail(codeSourceInvalid, "the link %q in the source points outside", entry.Name)
		}
		if err = removeFile(root, name); err == nil {
			err = root.Symlink(entry.Linkname, name)
		}
	case tar.TypeLink:
		target, unsafeErr := safePath(entry.Linkname)
		if unsafeErr != nil {
			return unsafeErr
		}
		if err = removeFile(root, name); err == nil {
			err = root.Link(target, name)
		}
	default:
		return fail(codeSourceInvalid, "%q in the source is neither file, folder nor link", entry.Name)
	}
	if err != nil {
		return refused(entry.Name, err)
	}
	return nil
}

func writeFile(root *os.Root, name string, content io.Reader, mode fs.FileMode) error {
	if err := removeFile(root, name); err != nil {
		return err
	}
	file, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, copyErr := io.Copy(file, content)
	return errors.Join(copyErr, file.Chmod(mode), file.Close())
}

// removeFile makes way for an entry that the archive has twice.
func removeFile(root *os.Root, name string) error {
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func safePath(name string) (string, error) {
	if path.IsAbs(name) || strings.ContainsRune(name, 0) || escapes(path.Clean(name)) {
		return "", fail(codeSourceInvalid, "the path %q in the source leads outside", name)
	}
	return path.Clean(name), nil
}

func escapes(clean string) bool {
	return clean == ".." || strings.HasPrefix(clean, "../")
}

// refused explains why an entry was not written, unless the disk is the reason.
func refused(name string, err error) error {
	if full := noSpace(err); full != err {
		return full
	}
	return fail(codeSourceInvalid, "%q in the source cannot be unpacked: %s", name, err)
}
