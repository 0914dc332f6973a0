# SPDX-License-Identifier: GPL-2.0-only
SUMMARY = "I2C buses on two GPIO lines: kernel module"
LICENSE = "GPL-2.0-only"
LIC_FILES_CHKSUM = "file://COPYING;md5=b234ee4d69f5fce4486a80fdaf4a4263"

inherit module externalsrc

EXTERNALSRC = "${GPIO_I2C_TREE}"
EXTERNALSRC_BUILD = "${EXTERNALSRC}"
EXTRA_OEMAKE += "-C ${STAGING_KERNEL_DIR} M=${S}/drivers/gpio-i2c"
MAKE_TARGETS = "modules"
MODULES_MODULE_SYMVERS_LOCATION = "drivers/gpio-i2c"
