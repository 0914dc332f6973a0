# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the scripts of this directory share: paths, the table of architectures,
# private apt. Sourced, never run.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$top/build
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
		echo "${0##*/}: '$*' failed, again in $pause s" >&2
		sleep "$pause"
	done
	"$@"
}

# Sets what differs between architectures for Debian's name $1 of one.
# shellcheck disable=SC2034 # those who source this use it
set_arch()
{
	arch=$1 kernel_flavour=$1 emulator=
	case $arch in
	amd64)
		karch=x86 triplet=x86_64-linux-gnu
		qemu=qemu-system-x86_64 qemu_package=qemu-system-x86
		;;
	arm64)
		karch=arm64 triplet=aarch64-linux-gnu
		qemu=qemu-system-aarch64 qemu_package=qemu-system-arm
		;;
	armhf)
		karch=arm triplet=arm-linux-gnueabihf kernel_flavour=armmp
		emulator='qemu-arm'
		qemu=qemu-system-arm qemu_package=qemu-system-arm
		;;
	*)
		die "no such architecture: $arch (amd64, arm64, armhf)"
		;;
	esac
	cross=
	if [ "$arch" = "$host_arch" ]; then
		emulator=
	else
		cross=$triplet-
	fi
}

# The compiler packages for set_arch's architecture.
compiler_packages()
{
	if [ -n "$cross" ]; then
		echo "gcc libc6-dev gcc-${triplet//_/-} libc6-dev-$arch-cross ${emulator:+qemu-user}"
	else
		echo "gcc libc6-dev"
	fi
}

# Where the machine's own apt gets Debian from, for suite $1: its lines of
# that sort with the suite's name in place of the machine's.
suite_sources()
{
	local codename

	codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
	# shellcheck disable=SC2016 # apt's variables, not the shell's
	apt-get indextargets --format \
		'$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' |
	sed -nE "s,^([^ ]+) ($codename|stable)((-updates|-security)? main)$,deb \1 $1\3,p" |
	sort -u
}

# Downloads into the working directory without touching the machine's package
# state: suite $1, packages $2... of set_arch's architecture or NAME:ARCH.
apt_private()
{
	local dir=$build/apt/$1-$arch command=$2

	shift 2
	APT_CONFIG=$dir/apt.conf "$command" "$@"
}

# An archive can be in mid-sync for days, for one architecture. The others will do then.
# shellcheck disable=SC2317 # called by retry
update_lists()
{
	apt_private "$1" apt-get -qq update && return
	apt_private "$1" apt-cache show "libc6:$arch" >/dev/null 2>&1 || return
	echo "${0##*/}: going on without some of the package lists" >&2
}

# Makes the private apt of suite $1, and its package lists if they are older
# than an hour.
apt_private_setup()
{
	local dir=$build/apt/$1-$arch

	mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
	: >"$dir/status"
	suite_sources "$1" >"$dir/sources.list"
	[ -s "$dir/sources.list" ] || die "the machine's apt has no Debian source to take $1 from"
	cat >"$dir/apt.conf" <<-END
		APT::Architecture "$host_arch";
		APT::Architectures { "$host_arch"; "$arch"; };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Dir::State "$dir";
		Dir::State::status "$dir/status";
		Dir::Cache "$dir/cache";
		Dir::Etc::sourcelist "$dir/sources.list";
		Dir::Etc::sourceparts "/dev/null";
		Dir::Etc::preferencesparts "/dev/null";
	END
	if [ -z "$(find "$dir/updated" -mmin -60 2>/dev/null)" ]; then
		retry update_lists "$1"
		touch "$dir/updated"
	fi
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
