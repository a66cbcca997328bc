package main

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"time"
)

// fileTimes gives files modification times that differ whenever their content
// does. The builder keeps the last context and takes a file of the same path,
// size and time for unchanged; archives often have one time for all files, and
// apps of one tenant have files of the same name.
type fileTimes struct {
	files []timedFile
	first time.Time
	many  bool
}

type timedFile struct {
	name    string
	changed time.Time
	sum     []byte
}

func (t *fileTimes) add(name string, changed time.Time, sum []byte) {
	if len(t.files) == 0 {
		t.first = changed
	} else if !changed.Equal(t.first) {
		t.many = true
	}
	t.files = append(t.files, timedFile{name, changed, sum})
}

// set writes the times: the archive's own seconds with a fraction from the
// content, and seconds from the content too where the archive's say nothing.
func (t *fileTimes) set(root *os.Root) error {
	for _, file := range t.files {
		err := root.Chtimes(file.name, time.Time{}, file.time(t.many))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a later entry may have taken its place
			return err
		}
	}
	return nil
}

const (
	firstSecond = 1_000_000_000 // September 2001
	manySeconds = 1 << 28       // eight years
)

func (f timedFile) time(telling bool) time.Time {
	fraction := int64(binary.BigEndian.Uint32(f.sum[:4]) % 1_000_000_000)
	if telling {
		return time.Unix(f.changed.Unix(), fraction)
	}
	return time.Unix(firstSecond+int64(binary.BigEndian.Uint32(f.sum[4:8])%manySeconds), fraction)
}
