// SPDX-License-Identifier: GPL-2.0-only
#include "vcd.h"

/* Before the first edge and after the last one, so that both can be seen. */
#define MARGIN_NS	10000

void vcd_write(FILE *file, unsigned int bus, const struct recording *recording)
{
	uint64_t start_ns = 0, last_ns = 0;
	bool begun = false;
	size_t i;

	fprintf(file, "$comment gpioi2c trace $end\n"
		"$timescale 1 ns $end\n"
		"$scope module i2c_%u $end\n"
		"$var wire 1 c SCL $end\n"
		"$var wire 1 d SDA $end\n"
		"$upscope $end\n"
		"$enddefinitions $end\n"
		"#0\n$dumpvars\n1c\n1d\n$end\n", bus);
	for (i = 0; i < recording->count; i++) {
		const struct observation *edge = &recording->items[i];
		uint64_t at_ns;

		if (edge->kind != OBSERVED_EDGE)
			continue;
		if (!begun)
			start_ns = edge->time_ns - MARGIN_NS;
		at_ns = edge->time_ns - start_ns;
		if (!begun || at_ns != last_ns)
			fprintf(file, "#%llu\n", (unsigned long long)at_ns);
		fprintf(file, "%d%c\n", edge->level, edge->scl ? 'c' : 'd');
		last_ns = at_ns;
		begun = true;
	}
	fprintf(file, "#%llu\n", (unsigned long long)last_ns + MARGIN_NS);
}
