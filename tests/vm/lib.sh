# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Shared by scripts, who source it: paths, the table of architectures, packages of other suites.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$top/build
cache=${XDG_CACHE_HOME:-${HOME:-$build}/.cache}/gpio-i2c
mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || cache=$build/cache
host_arch=$(dpkg --print-architecture)
# Do not inherit the variables of a make that runs the script.
unset MAKEFLAGS MFLAGS MAKELEVEL

die()
{
	echo "${0##*/}: $*" >&2
	exit 125
}

# retry COMMAND...: again with longer pauses, since a mirror may be in mid-sync.
retry()
{
	local pause

	for pause in 5 15 30 60; do
		"$@" && return
		echo "${0##*/}: $1 failed, again in $pause s" >&2
		sleep "$pause"
	done
	"$@"
}

# set_arch ARCH [SUITE [FLAVOUR]]: sets what differs between architectures (Debian's names), and where
# SUITE (bookworm) with kernel linux-image-FLAVOUR is unpacked: its programs, kernel and headers in
# root; its compiler, which runs on this machine, in tools; whether it has libtracefs in tracefs.
# shellcheck disable=SC2034 # those who source this use it
set_arch()
{
	arch=$1 suite=${2:-bookworm} flavour=${3:-$1}
	case $arch in
	amd64) karch=x86 triplet=x86_64-linux-gnu qemu_package=qemu-system-x86 ;;
	arm64) karch=arm64 triplet=aarch64-linux-gnu qemu_package=qemu-system-arm ;;
	armhf)
		karch=arm triplet=arm-linux-gnueabihf flavour=${3:-armmp}
		qemu_package=qemu-system-arm
		;;
	*) die "no such architecture: $arch (amd64, arm64, armhf)" ;;
	esac
	root=$cache/$suite-$flavour tools=$root cross='' tracefs=yes
	[ "$suite" != bullseye ] || tracefs=no
	if [ "$arch" != "$host_arch" ]; then
		tools+=-tools cross=$triplet-
	fi
}

# The compiler packages for set_arch's architecture.
compiler_packages()
{
	echo "gcc libc6-dev ${cross:+gcc-${triplet//_/-} libc6-dev-$arch-cross}"
}

# suite_sources SUITE: the machine's own apt sources for Debian, with the suite's name in place of the
# machine's.
suite_sources()
{
	local codename base=${1%-backports} more='(-updates|-security)?'

	codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
	[ "$base" != sid ] || more=''
	# shellcheck disable=SC2016 # apt's variables, not the shell's
	apt-get indextargets --format \
		'$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' |
	sed -nE "s,^([^ ]+) ($codename|stable)($more main)$,deb \1 $base\3,p" | sort -u |
	sed "p; /-updates\|-security/d; s, $base main, $1 main," | sort -u
}

# unpack DIR PACKAGE,...: unpacks packages of set_arch's suite and their dependencies, for architecture
# $of, without installing them.
unpack()
{
	local dir=$1 sources

	"$top/tests/vm/apt-install" mmdebstrap mount
	sources=$(suite_sources "$suite")
	[ -n "$sources" ] || die "the machine's apt has no Debian source to take $suite from"
	rm -rf "$dir.new"
	mkdir -p "$dir.new"
	# Parts of an archive can be in mid-sync for days: do without updates then.
	retry unpack_once "$dir.new" "$2" "$sources" >&2 || {
		echo "${0##*/}: going on without updates of $suite" >&2
		unpack_once "$dir.new" "$2" "$(grep -vE -e '-(updates|security) ' <<<"$sources")" >&2
	}
	rm -rf "$dir"
	mv "$dir.new" "$dir"
}

# unpack_weekly DIR PACKAGE,...: unpacks them, unless that was done within a week.
unpack_weekly()
{
	(
		flock 7
		[ -z "$(find "$1" -maxdepth 0 -mtime -7 2>/dev/null)" ] || exit 0
		unpack "$@"
		touch "$1"
	) 7>"$1.lock"
}

# shellcheck disable=SC2317 # called by retry
unpack_once()
{
	mmdebstrap --variant=extract --format=tar --architectures="${of:-$arch}" \
		--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr --include="$2" \
		"${suite%-backports}" - "$3" 2>"$1.log" | tar -x -C "$1" --no-same-owner --exclude=./dev/* || {
		grep -E '^E: |Mirror sync' "$1.log"
		# Retrying does not help: this takes days.
		! grep -q "dists/$suite/InRelease is expired" "$1.log" || die "$suite's archive has expired"
		return 1
	}
}

# Prints the path of Debian's kernel source archive, at most a week old.
kernel_source()
{
	local dir=$cache/linux-source name=usr/src/linux-source-6.1.tar.xz

	of=$host_arch suite=bookworm unpack_weekly "$dir" linux-source-6.1
	echo "$dir/$name"
}

# inside COMMAND...: runs it with the tools; they see the project at its own path, and the headers.
inside()
{
	local namespace=(unshare --mount)

	[ "$(id -u)" = 0 ] || namespace+=(--map-root-user)
	mkdir -p "$tools$top"
	# shellcheck disable=SC2016 # for the inner shell to expand
	"${namespace[@]}" sh -euc '
		tools=$1
		for kernels in dev proc; do
			mount --rbind "/$kernels" "$tools/$kernels"
		done
		mount --bind "$2" "$tools$2"
		mount --bind "$3" "$tools/mnt"
		mount --bind "$3/usr/src" "$tools/usr/src"
		shift 3
		exec chroot "$tools" env -i PATH=/usr/bin:/usr/sbin "$@"' sh "$tools" "$top" "$root" "$@"
}

# Sums the lines "N passed, N failed, N skipped" that it reads; fails if any test failed.
sum()
{
	awk '/^[0-9]+ passed, / { passed += $1; failed += $3; skipped += $5 }
		END {
			printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
			exit failed || !passed
		}'
}

# failures FILE...: of the output of tests/run, each failure with what follows it, and the end of the
# console of a VM that ended by itself.
failures()
{
	awk '/^# tests on / && lines < 1 { lines = 1 }
		/^not ok |^# the VM ended with status / && lines < 8 { lines = 8 }
		/the VM ended without a status/ { lines = 90 }
		lines-- > 0' "$@"
}

# python_tree DIR: Debian's Python with smbus2, and libi2c, for the VM; leaves them in $programs, too.
python_tree()
{
	programs=$cache/bookworm-programs
	unpack_weekly "$programs" python3-smbus2,libi2c-dev
	rm -rf "$1"
	mkdir -p "$1"
	tar -C "$programs" -c --exclude=usr/share/doc . | tar -C "$1" -x
}

# kernel_release DIR: the release of the only kernel in DIR.
kernel_release()
{
	local modules

	modules=$(echo "$1"/lib/modules/*)
	[ -d "$modules" ] || die "$1/lib/modules does not hold just one kernel"
	echo "${modules##*/}"
}

# readme_command GOAL: the command for "make GOAL" in a code block of README.
readme_command()
{
	awk -v goal="$1" '
		/^```/ { code = !code }
		{ sub(/ *#.*/, "") }
		code && /^(sudo )?make [a-z-]+$/ && $NF == goal { print; found = 1; exit }
		END { exit !found }
	' "$top/README.md" || die "README.md does not say: make $1"
}
