# SPDX-License-Identifier: GPL-2.0-only
# The front door; "make help" lists what it does. The modules themselves are
# described to the kernel's build system by Kbuild.

KDIR ?= /lib/modules/$(shell uname -r)/build
# Debian's name, everywhere: the kernel's build system gets its own.
ARCH ?= $(shell dpkg --print-architecture 2>/dev/null || uname -m)
PREFIX ?= /usr/local
BUILD := $(CURDIR)/build
kernel_amd64 := x86_64
kernel_armhf := arm
KBUILD = -C $(KDIR) M=$(CURDIR) $(if $(filter-out file,$(origin ARCH)),ARCH=$(or $(kernel_$(ARCH)),$(ARCH)))
OVERLAYS = $(patsubst dts/overlays/%.dtso,$(BUILD)/dtbs/%.dtbo,$(wildcard dts/overlays/*.dtso))

all: modules tool

modules:
	@test -e $(KDIR)/Makefile || { \
		echo "no kernel headers in $(KDIR): install them, or name others with KDIR=" >&2; exit 1; }
	$(MAKE) $(KBUILD) modules

tool:
	$(MAKE) -C userspace O=$(BUILD)/$(ARCH)

dtbs: $(OVERLAYS)

$(BUILD)/dtbs/%.dtbo: dts/overlays/%.dtso
	@mkdir -p $(@D)
	dtc -@ -W no-unit_address_vs_reg -W no-reg_format -W no-avoid_default_addr_size \
		-W no-label_is_string -I dts -O dtb -o $@ $<

# Without the kernel's key, as with a distribution's headers, signing could only fail. The
# package that DESTDIR is for runs depmod where it is installed.
install: all
	$(MAKE) $(KBUILD) $(if $(DESTDIR),INSTALL_MOD_PATH=$(abspath $(DESTDIR))) \
		$(if $(wildcard $(KDIR)/certs/signing_key.pem),,CONFIG_MODULE_SIG_ALL=) modules_install
	$(if $(DESTDIR),,depmod $$(sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' \
		$(KDIR)/include/generated/utsrelease.h))
	$(MAKE) -C userspace O=$(BUILD)/$(ARCH) install
	install -D -m 644 include/uapi/linux/gpio-i2c.h \
		$(DESTDIR)$(PREFIX)/include/linux/gpio-i2c.h

# Debian's packages of this tree, in build/deb.
deb:
	packaging/build-deb $(BUILD)/deb

demo:
	tests/vm/run --timeout 120 --file tests/vm/demo.sh --file tests/vm/demo.txt -- sh demo.sh

test:
	ARCH=$(ARCH) tests/run

matrix:
	tests/matrix

test-debug:
	tests/debug/run

bench:
	ARCH=$(if $(filter command,$(origin ARCH)),$(ARCH)) tests/bench/run

check:
	tests/check

shell:
	tests/vm/run --arch $(ARCH) --file tests/vm/shell.sh --shell -- . ./shell.sh

clean:
	test ! -e $(KDIR)/Makefile || $(MAKE) $(KBUILD) clean
	rm -rf $(BUILD)

help:
	@echo 'all          the modules for the kernel in KDIR, and the tool (default)'
	@echo 'modules      the modules alone; KDIR=$(KDIR)'
	@echo 'tool         gpioi2c alone, build/$(ARCH)/gpioi2c'
	@echo 'dtbs         the device-tree overlays, build/dtbs/*.dtbo'
	@echo 'install      modules, tool, manual, completion, udev rule, header; DESTDIR, PREFIX=$(PREFIX)'
	@echo 'deb          packages for Debian: gpio-i2c-dkms, gpioi2c; build/deb'
	@echo 'demo         what it is, shown step by step in a virtual machine'
	@echo 'shell        a shell in that machine, with everything loaded'
	@echo 'test         all tests, on this host and in a virtual machine'
	@echo '             SUITE=trixie, FLAVOUR=rt-amd64; or a kernel that you built: KDIR= KERNEL='
	@echo 'matrix       on every kernel of Debian what it may change; SUITES, ARCHES, FLAVOURS'
	@echo 'test-debug   the tests again, and more, under a debug kernel; SOAK=minutes for a long run'
	@echo 'bench        measures the clock against mainline i2c-gpio; ARCH=arm64, or armhf'
	@echo 'check        coding style and static analysis'
	@echo 'clean        removes all that was built here; downloads are in ~/.cache/gpio-i2c'
	@echo
	@echo 'ARCH=$(ARCH) is the architecture as Debian names it (amd64, arm64, armhf), wherever it matters;'
	@echo 'to build modules for another, CROSS_COMPILE= too.'
	@echo 'demo, shell, test, matrix, test-debug, bench and check install what they need with apt.'

.PHONY: all modules tool dtbs install deb demo test matrix test-debug bench check shell clean help
