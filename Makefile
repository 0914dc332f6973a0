# SPDX-License-Identifier: GPL-2.0-only
# "make help" lists the goals. Kbuild describes the modules to the kernel's build system.

KDIR ?= /lib/modules/$(shell uname -r)/build
# Debian's name of the architecture; KBUILD translates it to the kernel's.
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

# Distribution headers have no signing key: do not sign. With DESTDIR do not run depmod: the package
# does so when it is installed.
install: all
	$(MAKE) $(KBUILD) $(if $(DESTDIR),INSTALL_MOD_PATH=$(abspath $(DESTDIR))) \
		$(if $(wildcard $(KDIR)/certs/signing_key.pem),,CONFIG_MODULE_SIG_ALL=) modules_install
	$(if $(DESTDIR),,depmod $$(sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' \
		$(KDIR)/include/generated/utsrelease.h))
	$(MAKE) -C userspace O=$(BUILD)/$(ARCH) install
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/include/linux include/uapi/linux/*.h

deb:
	packaging/build-deb $(BUILD)/deb

# What these run needs it to begin.
demo test matrix test-debug bench shell: python3
python3:
	tests/vm/apt-install python3

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
	@echo 'all          modules and tool (default)'
	@echo 'modules      modules for the kernel in KDIR=$(KDIR)'
	@echo 'tool         the tool, build/$(ARCH)/gpioi2c'
	@echo 'dtbs         the device-tree overlays, build/dtbs/*.dtbo'
	@echo 'install      modules, tool, manual, completion, udev rule, headers; DESTDIR, PREFIX=$(PREFIX)'
	@echo 'deb          packages for Debian: gpio-i2c-dkms, gpioi2c; build/deb'
	@echo 'demo         shows step by step what it does, in a virtual machine'
	@echo 'shell        opens a shell in that machine, with everything loaded'
	@echo 'test         runs all tests, on this host and in virtual machines'
	@echo '             SUITE=trixie, FLAVOUR=rt-amd64; or a kernel that you built: KDIR= KERNEL='
	@echo 'matrix       runs on every kernel of Debian what it may change; SUITES, ARCHES, FLAVOURS'
	@echo 'test-debug   runs tests under a debug kernel; SOAK=minutes for a long run'
	@echo 'bench        measures the clock against mainline i2c-gpio; ARCH=arm64, or armhf'
	@echo 'check        checks coding style, runs static analysis'
	@echo 'clean        removes what was built; downloads stay in ~/.cache/gpio-i2c'
	@echo
	@echo 'ARCH=$(ARCH) is the architecture as Debian names it: amd64, arm64, armhf. To build modules for'
	@echo 'another architecture, set CROSS_COMPILE= too.'
	@echo 'demo, shell, test, matrix, test-debug, bench and check install what they need with apt.'

.PHONY: all modules tool dtbs install deb demo test matrix test-debug bench check shell clean help \
	python3
