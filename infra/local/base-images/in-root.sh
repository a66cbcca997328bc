#!/bin/sh
# Runs a shell script with ROOT as its root, in a mount namespace of its own (start it by `unshare --mount`), so that
# nothing stays mounted. With LOWER, ROOT is an overlay on it, and UPPER gets what the script changes.
# usage: in-root.sh ROOT APT SCRIPT [LOWER UPPER WORK]     APT: folder with lists/ and archives/, shared by all roots
set -eu
root=$1 apt=$2 script=$3
if [ $# -gt 3 ]; then mount -t overlay overlay -o "lowerdir=$4,upperdir=$5,workdir=$6" "$root"; fi
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind /etc/resolv.conf "$root/etc/resolv.conf"
mount --bind "$apt/lists" "$root/var/lib/apt/lists"
mount --bind "$apt/archives" "$root/var/cache/apt/archives"
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
  ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} chroot "$root" /bin/sh -euc "$script"
