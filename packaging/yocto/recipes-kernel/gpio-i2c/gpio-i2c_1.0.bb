# SPDX-License-Identifier: GPL-2.0-only
# Yocto: the module and the tool. GPIO_I2C_TREE is the path of this tree.
SUMMARY = "I2C buses on two GPIO lines: kernel module and tool"
LICENSE = "GPL-2.0-only"
LIC_FILES_CHKSUM = "file://COPYING;md5=b234ee4d69f5fce4486a80fdaf4a4263"

inherit module externalsrc pkgconfig

GPIO_I2C_TREE ?= "${THISDIR}/../../../.."
EXTERNALSRC = "${GPIO_I2C_TREE}"
DEPENDS += "libgpiod json-c"
RPROVIDES:${PN} += "kernel-module-gpio-i2c"

MODULES_MODULE_SYMVERS_LOCATION = "drivers/gpio-i2c"
TOOL = "-C ${S}/userspace O=${B}/tool LIBGPIOD=yes JSON_C=yes TRACEFS=no"

do_compile() {
	oe_runmake -C ${STAGING_KERNEL_DIR} M=${S}/drivers/gpio-i2c \
		O=${STAGING_KERNEL_BUILDDIR} CC="${KERNEL_CC}" LD="${KERNEL_LD}" modules
	oe_runmake ${TOOL} CC="${CC}" CFLAGS="${CFLAGS}" LDFLAGS="${LDFLAGS}"
}

do_install() {
	install -D -m 0644 ${S}/drivers/gpio-i2c/gpio_i2c.ko \
		${D}${nonarch_base_libdir}/modules/${KERNEL_VERSION}/updates/gpio_i2c.ko
	oe_runmake ${TOOL} CC="${CC}" CFLAGS="${CFLAGS}" LDFLAGS="${LDFLAGS}" install \
		DESTDIR=${D} PREFIX=${prefix}
}

PACKAGES =+ "gpioi2c"
FILES:gpioi2c = "${bindir}/gpioi2c ${prefix}/lib/udev ${prefix}/lib/systemd ${datadir}/bash-completion \
	${datadir}/zsh"
RDEPENDS:gpioi2c = "kernel-module-gpio-i2c"
