package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// imageSuffix ends the name of the sparse file behind a volume; the rest is the folder where it is mounted.
const imageSuffix = ".ext4"

// makeVolume makes a file system of size bytes, which holds no more than that, mounts it at path
// and returns its folder for data: without the mount that folder is missing, so that no pod starts on an
// empty volume after a restart of the machine. It may be called again after it failed.
func makeVolume(path string, size int64) (string, error) {
	image := path + imageSuffix
	if _, err := os.Stat(image); errors.Is(err, os.ErrNotExist) {
		if err := formatImage(image, size); err != nil {
			return "", err
		}
	}
	if err := mountVolume(path); err != nil {
		return "", err
	}
	data := filepath.Join(path, "data")
	if err := os.MkdirAll(data, 0o755); err != nil {
		return "", err
	}
	return data, os.Chmod(data, 0o777) // any user of the pod may write, as with a cloud disk's fsGroup
}

// formatImage takes no space on the disk for what has never been written.
func formatImage(image string, size int64) error {
	draft := image + ".new"
	if err := os.WriteFile(draft, nil, 0o600); err != nil {
		return err
	}
	if err := os.Truncate(draft, size); err != nil {
		return err
	}
	if err := run("mkfs.ext4", "-q", "-F", "-m", "0", draft); err != nil {
		return err
	}
	return os.Rename(draft, image)
}

// mountVolume mounts a volume's file unless it is mounted; what is deleted in it is given back to the disk.
func mountVolume(path string) error {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return err
	}
	mounted, err := isMounted(path)
	if err != nil || mounted {
		return err
	}
	return run("mount", "-t", "ext4", "-o", "loop,discard", path+imageSuffix, path)
}

// isMounted tells whether a file system begins at path.
func isMounted(path string) (bool, error) {
	var own, parent unix.Stat_t
	if err := unix.Stat(path, &own); err != nil {
		return false, err
	}
	if err := unix.Stat(filepath.Dir(path), &parent); err != nil {
		return false, err
	}
	return own.Dev != parent.Dev, nil
}

// mountVolumes mounts every volume again after a restart of the machine, and returns what failed.
func mountVolumes(root string) error {
	images, err := filepath.Glob(filepath.Join(root, "*"+imageSuffix))
	for _, image := range images {
		err = errors.Join(err, mountVolume(strings.TrimSuffix(image, imageSuffix)))
	}
	return err
}

// removeVolume may be called again after it failed.
func removeVolume(path string) error {
	if mounted, err := isMounted(path); err == nil && mounted {
		if err := run("umount", path); err != nil {
			return err
		}
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Remove(path + imageSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.RemoveAll(path)
}

func run(name string, args ...string) error {
	if output, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(string(output)))
	}
	return nil
}
