# SPDX-License-Identifier: GPL-2.0-only
SUMMARY = "I2C buses on two GPIO lines: tool"
LICENSE = "GPL-2.0-only"
LIC_FILES_CHKSUM = "file://COPYING;md5=b234ee4d69f5fce4486a80fdaf4a4263"
DEPENDS = "libgpiod json-c"

inherit externalsrc pkgconfig

EXTERNALSRC = "${GPIO_I2C_TREE}"
EXTRA_OEMAKE = "-C ${S}/userspace O=${B}/tool LIBGPIOD=yes JSON_C=yes TRACEFS=no"

do_compile() {
	oe_runmake CC="${CC}" CFLAGS="${CFLAGS}" LDFLAGS="${LDFLAGS}"
}

do_install() {
	oe_runmake CC="${CC}" CFLAGS="${CFLAGS}" LDFLAGS="${LDFLAGS}" install DESTDIR=${D} PREFIX=${prefix}
}

FILES:${PN} += "${prefix}/lib/udev ${prefix}/lib/systemd ${datadir}/bash-completion ${datadir}/zsh"
RDEPENDS:${PN} = "kernel-module-gpio-i2c"
