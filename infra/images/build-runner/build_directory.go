package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// buildDirectory is all that is known of one build: what was asked, its log,
// its process and its result. It outlives the build, so that whoever comes
// later reads the same.
type buildDirectory string

var buildName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)

func directoryOf(state, build string) (buildDirectory, error) {
	if !buildName.MatchString(build) {
		return "", fmt.Errorf("%q is not the name of a build", build)
	}
	return buildDirectory(filepath.Join(state, build)), nil
}

func (d buildDirectory) spec() string      { return filepath.Join(string(d), "spec.json") }
func (d buildDirectory) log() string       { return filepath.Join(string(d), "log") }
func (d buildDirectory) result() string    { return filepath.Join(string(d), "result.json") }
func (d buildDirectory) work() string      { return filepath.Join(string(d), "work") }
func (d buildDirectory) lock() string      { return filepath.Join(string(d), "lock") }
func (d buildDirectory) pid() string       { return filepath.Join(string(d), "pid") }
func (d buildDirectory) container() string { return filepath.Join(string(d), "container") }
func (d buildDirectory) cancelled() string { return filepath.Join(string(d), "cancelled") }

// fill makes the directory in one step, and the holder of its lock with it;
// fs.ErrExist when somebody was first. What is in it besides comes from write.
func (d buildDirectory) fill(write func(buildDirectory) error) (*os.File, error) {
	parent := filepath.Dir(string(d))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return nil, err
	}
	made, err := os.MkdirTemp(parent, ".new-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(made)
	fresh := buildDirectory(made)
	lock, err := os.Create(fresh.lock())
	if err != nil {
		return nil, err
	}
	if err := errors.Join(syscall.Flock(int(lock.Fd()), syscall.LOCK_EX), fresh.sign(), write(fresh)); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	if err := os.Rename(made, string(d)); err != nil {
		lock.Close()
		if errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, syscall.EEXIST) {
			return nil, fs.ErrExist
		}
		return nil, err
	}
	return lock, nil
}

// sign notes which start of the container the build belongs to.
func (d buildDirectory) sign() error {
	container, err := thisContainer()
	if err != nil {
		return err
	}
	return os.WriteFile(d.container(), []byte(container), 0o600)
}

// runs tells whether the build's process lives: it alone holds the lock.
func (d buildDirectory) runs() (bool, error) {
	lock, err := os.Open(d.lock())
	if err != nil {
		return false, err
	}
	defer lock.Close()
	err = syscall.Flock(int(lock.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

// ended is the build's result as JSON; nil while it goes on. Of a build whose
// process died without one, it says what became of it.
func (d buildDirectory) ended() ([]byte, error) {
	for range 2 {
		text, err := os.ReadFile(d.result())
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return text, err
		}
		if runs, err := d.runs(); runs || err != nil {
			return nil, err
		} // and may have written its result just before it ended
	}
	return plainJSON(d.lost())
}

func (d buildDirectory) lost() *failure {
	container, err := thisContainer()
	if begun, readErr := os.ReadFile(d.container()); err != nil || readErr != nil || string(begun) != container {
		return fail(codeBuilderLost, "the build was interrupted: its container was started anew").mayPass()
	}
	return fail(codeOutOfMemory, "the build's own process was killed, most likely for lack of memory").mayPass()
}

// thisContainer differs from one start of the container to the next: when its
// first process began.
func thisContainer() (string, error) {
	text, err := os.ReadFile("/proc/1/stat")
	if err != nil {
		return "", err
	}
	_, facts, _ := strings.Cut(string(text), ") ") // the name before may hold anything
	const startTime = 19
	fields := strings.Fields(facts)
	if len(fields) <= startTime {
		return "", errors.New("/proc/1/stat cannot be read")
	}
	return fields[startTime], nil
}

// sayPid tells the number of this process, whole or not at all.
func (d buildDirectory) sayPid() error {
	if err := os.WriteFile(d.pid()+".new", []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		return err
	}
	return os.Rename(d.pid()+".new", d.pid())
}

// signal reaches the build's process, if it lives and has said its number.
func (d buildDirectory) signal(what os.Signal) error {
	text, err := os.ReadFile(d.pid())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(string(text))
	if err != nil {
		return err
	}
	if runs, err := d.runs(); !runs || err != nil {
		return err
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	if err := process.Signal(what); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}

const (
	keepFor  = time.Hour
	keepMost = 40
)

// removeOld removes the sources of builds that have ended, which one that was
// killed leaves behind, and forgets builds that ended an hour ago, and all but
// the newest few, so that their logs never fill the disk.
func removeOld(state string, now time.Time) error {
	type ended struct {
		path string
		at   time.Time
	}
	var found []ended
	entries, err := os.ReadDir(state)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, entry := range entries {
		d := buildDirectory(filepath.Join(state, entry.Name()))
		if runs, err := d.runs(); runs || err != nil && !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.RemoveAll(d.work()); err != nil {
			return err
		}
		if info, err := entry.Info(); err == nil {
			found = append(found, ended{string(d), info.ModTime()})
		}
	}
	for _, one := range found {
		newer := 0
		for _, other := range found {
			if other.at.After(one.at) {
				newer++
			}
		}
		if newer >= keepMost || now.Sub(one.at) > keepFor {
			if err := os.RemoveAll(one.path); err != nil {
				return err
			}
		}
	}
	return nil
}

// spec is what the worker asks for.
type spec struct {
	Arguments    []string `json:"arguments"`
	Dockerfile   string   `json:"dockerfile"`   // generated; empty: the source's own
	Dockerignore string   `json:"dockerignore"` // goes with it, used when the source has none
}

func (d buildDirectory) readSpec() (spec, error) {
	var s spec
	text, err := os.ReadFile(d.spec())
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}
