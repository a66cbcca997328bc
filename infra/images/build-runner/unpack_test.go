package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

type entry struct {
	tar.Header
	content string
}

func file(name, content string) entry {
	return entry{tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o644}, content}
}

func link(kind byte, name, target string) entry {
	return entry{tar.Header{Name: name, Typeflag: kind, Linkname: target, Mode: 0o777}, ""}
}

func pack(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	archive := tar.NewWriter(zipped)
	for _, e := range entries {
		e.Size = int64(len(e.content))
		if err := archive.WriteHeader(&e.Header); err != nil {
			t.Fatal(err)
		}
		archive.Write([]byte(e.content))
	}
	archive.Close()
	zipped.Close()
	return packed.Bytes()
}

func unpackInto(t *testing.T, directory string, packed []byte) (int, error) {
	t.Helper()
	root, err := os.OpenRoot(directory)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	return unpack(root, bytes.NewReader(packed), limits{files: 100, bytes: 1 << 20})
}

func TestOrdinaryArchivesAreUnpacked(t *testing.T) {
	directory := t.TempDir()
	script := file("bin/run.sh", "#!/bin/sh\n")
	script.Mode = 0o755
	count, err := unpackInto(t, directory, pack(t,
		entry{tar.Header{Name: "./", Typeflag: tar.TypeDir, Mode: 0o755}, ""},
		file("./package.json", "{}"), file("src/deep/a.js", "a"), script,
		link(tar.TypeSymlink, "src/b.js", "deep/a.js"), link(tar.TypeLink, "c.js", "src/deep/a.js"),
		file("package.json", `{"second":true}`),
	))
	if err != nil || count != 7 {
		t.Fatal(count, err)
	}
	for name, want := range map[string]string{"package.json": `{"second":true}`, "src/b.js": "a", "c.js": "a"} {
		if got, err := os.ReadFile(filepath.Join(directory, name)); string(got) != want {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	if info, _ := os.Stat(filepath.Join(directory, "bin/run.sh")); info.Mode().Perm() != 0o755 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestArchivesThatLeaveTheirFolderAreRefused(t *testing.T) {
	cases := map[string][]entry{
		"parent path":        {file("../x", "x")},
		"parent path inside": {file("a/../../x", "x")},
		"absolute path":      {file("/etc/x", "x")},
		"absolute link":      {link(tar.TypeSymlink, "a", "/etc/passwd")},
		"link to the parent": {link(tar.TypeSymlink, "a/b", "../../x")},
		"hard link outside":  {link(tar.TypeLink, "a", "../outside")},
		"write through two links": {
			link(tar.TypeSymlink, "d", "e/.."), entry{tar.Header{Name: "e", Typeflag: tar.TypeDir, Mode: 0o755}, ""},
			link(tar.TypeSymlink, "e", "."), file("d/../x", "x"), file("d/d/x", "x"), link(tar.TypeSymlink, "f", "d/.."), file("f/x", "x"),
		},
		"device":                 {entry{tar.Header{Name: "dev", Typeflag: tar.TypeChar, Mode: 0o666}, ""}},
		"pipe":                   {entry{tar.Header{Name: "pipe", Typeflag: tar.TypeFifo, Mode: 0o666}, ""}},
		"file in place of a dir": {file("a/b", "x"), file("a", "y")},
	}
	for title, entries := range cases {
		t.Run(title, func(t *testing.T) {
			outer := t.TempDir()
			if err := os.WriteFile(filepath.Join(outer, "outside"), []byte("secret"), 0o600); err != nil {
				t.Fatal(err)
			}
			inner := filepath.Join(outer, "source")
			os.Mkdir(inner, 0o755)
			_, err := unpackInto(t, inner, pack(t, entries...))
			failed := asFailure(err)
			if err == nil || failed.Code != codeSourceInvalid {
				t.Errorf("error %v", err)
			}
			left, _ := os.ReadDir(outer)
			if len(left) != 2 {
				t.Errorf("something was written outside: %v", left)
			}
		})
	}
}

func TestArchivesBeyondTheLimitsAreRefused(t *testing.T) {
	many := []entry{}
	for range 101 {
		many = append(many, file("x", ""))
	}
	bomb := file("zeros", strings.Repeat("\x00", 2<<20))
	for title, entries := range map[string][]entry{"many files": many, "much data": {bomb}} {
		if _, err := unpackInto(t, t.TempDir(), pack(t, entries...)); err == nil || asFailure(err).Code != codeSourceTooLarge {
			t.Errorf("%s: %v", title, err)
		}
	}
	for title, packed := range map[string][]byte{"not gzip": []byte("hello"), "cut off": pack(t, file("a", strings.Repeat("abc", 999)))[:60]} {
		if _, err := unpackInto(t, t.TempDir(), packed); err == nil || asFailure(err).Code != codeSourceInvalid {
			t.Errorf("%s: %v", title, err)
		}
	}
}

func modified(t *testing.T, packed []byte, name string) time.Time {
	t.Helper()
	directory := t.TempDir()
	if _, err := unpackInto(t, directory, packed); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(directory, name))
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

func TestAFileOfOtherContentHasAnotherTime(t *testing.T) {
	at := func(name, content string, when time.Time) entry {
		e := file(name, content)
		e.ModTime = when
		return e
	}
	first, second := time.Unix(1_700_000_000, 0), time.Unix(1_700_000_100, 0)
	for title, otherFile := range map[string]entry{"one time for all": at("b", "b", first), "times of their own": at("b", "b", second)} {
		t.Run(title, func(t *testing.T) {
			one := modified(t, pack(t, at("a", "const a = 1", first), otherFile), "a")
			same := modified(t, pack(t, at("a", "const a = 1", first), otherFile), "a")
			other := modified(t, pack(t, at("a", "const a = 2", first), otherFile), "a")
			if !one.Equal(same) || one.Equal(other) {
				t.Errorf("%v, %v, %v", one, same, other)
			}
			if title == "times of their own" && one.Unix() != first.Unix() {
				t.Errorf("the archive's time was lost: %v", one)
			}
		})
	}
}
