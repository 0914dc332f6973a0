# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the scripts of this directory share: paths, the table of architectures,
# packages of other suites. Sourced, never run.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$top/build
cache=${XDG_CACHE_HOME:-${HOME:-$build}/.cache}/gpio-i2c
mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || cache=$build/cache
host_arch=$(dpkg --print-architecture)
# A make that runs one of these scripts has variables of its own.
unset MAKEFLAGS MFLAGS MAKELEVEL

die()
{
	echo "${0##*/}: $*" >&2
	exit 125
}

# A download may meet a mirror in mid-sync: try again, later each time.
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

# Sets what differs between architectures for Debian's name $1 of one, and where suite $2
# (bookworm) with kernel linux-image-$3 is unpacked: its programs, kernel and headers in root;
# its compiler, for this machine, in tools.
# shellcheck disable=SC2034 # those who source this use it
set_arch()
{
	arch=$1 suite=${2:-bookworm} flavour=${3:-$1}
	case $arch in
	amd64) karch=x86 triplet=x86_64-linux-gnu qemu=qemu-system-x86_64 qemu_package=qemu-system-x86 ;;
	arm64) karch=arm64 triplet=aarch64-linux-gnu qemu=qemu-system-aarch64 qemu_package=qemu-system-arm ;;
	armhf)
		karch=arm triplet=arm-linux-gnueabihf flavour=${3:-armmp}
		qemu=qemu-system-arm qemu_package=qemu-system-arm
		;;
	*) die "no such architecture: $arch (amd64, arm64, armhf)" ;;
	esac
	root=$cache/$suite-$flavour tools=$root cross=
	if [ "$arch" != "$host_arch" ]; then
		tools+=-tools cross=$triplet-
	fi
}

# The compiler packages for set_arch's architecture.
compiler_packages()
{
	echo "gcc libc6-dev ${cross:+gcc-${triplet//_/-} libc6-dev-$arch-cross}"
}

# Where the machine's own apt gets Debian from, for suite $1: its lines of
# that sort with the suite's name in place of the machine's.
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

# unpack DIR PACKAGE,...: set_arch's suite's packages and what they need, of the architecture
# that $of says, without installing any of them.
unpack()
{
	local dir=$1 sources

	"$top/tests/vm/apt-install" mmdebstrap mount
	sources=$(suite_sources "$suite")
	[ -n "$sources" ] || die "the machine's apt has no Debian source to take $suite from"
	rm -rf "$dir.new"
	mkdir -p "$dir.new"
	# An archive can be in mid-sync for days, in parts. The suite itself will do then.
	retry unpack_once "$dir.new" "$2" "$sources" >&2 || {
		echo "${0##*/}: going on without updates of $suite" >&2
		unpack_once "$dir.new" "$2" "$(grep -vE -e '-(updates|security) ' <<<"$sources")" >&2
	}
	rm -rf "$dir"
	mv "$dir.new" "$dir"
}

# shellcheck disable=SC2317 # called by retry
unpack_once()
{
	mmdebstrap --variant=extract --format=tar --architectures="${of:-$arch}" \
		--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr --include="$2" \
		"${suite%-backports}" - "$3" 2>"$1.log" | tar -x -C "$1" --no-same-owner --exclude=./dev/* || {
		grep -E '^E: |Mirror sync' "$1.log"
		# That takes days, no minutes.
		! grep -q "dists/$suite/InRelease is expired" "$1.log" || die "$suite's archive has expired"
		return 1
	}
}

# Prints the name of the archive of Debian's kernel source, not older than a week.
kernel_source()
{
	local dir=$cache/linux-source name=usr/src/linux-source-6.1.tar.xz

	(
		flock 7
		[ -z "$(find "$dir/new" -mtime -7 2>/dev/null)" ] || exit 0
		of=$host_arch suite=bookworm unpack "$dir" linux-source-6.1
		touch "$dir/new"
	) 7>"$dir.lock"
	echo "$dir/$name"
}

# Runs a command with the tools, which see the project where it is, and the kernel's headers.
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

# Adds up the lines "N passed, N failed, N skipped" of what it reads; fails if something did.
sum()
{
	awk '/^[0-9]+ passed, / { passed += $1; failed += $3; skipped += $5 }
		END {
			printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
			exit failed || !passed
		}'
}

# The release of the one kernel in directory $1.
kernel_release()
{
	local modules

	modules=$(echo "$1"/lib/modules/*)
	[ -d "$modules" ] || die "$1/lib/modules does not hold just one kernel"
	echo "${modules##*/}"
}

# The command that README tells people to type for "make $1", from a block of code.
readme_command()
{
	awk -v goal="$1" '
		/^```/ { code = !code }
		{ sub(/ *#.*/, "") }
		code && /^(sudo )?make [a-z-]+$/ && $NF == goal { print; found = 1; exit }
		END { exit !found }
	' "$top/README.md" || die "README.md does not say: make $1"
}
