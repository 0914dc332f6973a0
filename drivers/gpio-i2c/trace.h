/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The trace events, /sys/kernel/tracing/events/gpio_i2c/. Times are CLOCK_MONOTONIC in ns.
 * Fields are numbers only: how strings are assigned differs between kernels.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM gpio_i2c

#if !defined(_GPIO_I2C_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _GPIO_I2C_TRACE_H

#include <linux/tracepoint.h>

/*
 * SDA (@line 0) or SCL (1) has another level. We drove it (@how 0), and @time_ns is the end of
 * that access; or it was seen when the line was sampled at @time_ns (1): someone else made that
 * edge, earlier. An edge is traced once no later look can tell that there was none, so in
 * the low phase of SCL that follows; edges come in the order of their times.
 */
TRACE_EVENT(edge,
	TP_PROTO(int adapter, bool scl, bool level, bool seen, u64 time_ns),
	TP_ARGS(adapter, scl, level, seen, time_ns),
	TP_STRUCT__entry(
		__field(u64, time_ns)
		__field(int, adapter)
		__field(u8, line)
		__field(u8, level)
		__field(u8, how)
	),
	TP_fast_assign(
		__entry->time_ns = time_ns;
		__entry->adapter = adapter;
		__entry->line = scl;
		__entry->level = level;
		__entry->how = seen;
	),
	TP_printk("i2c-%d %s %u %s time_ns=%llu", __entry->adapter,
		  __print_symbolic(__entry->line, { 0, "SDA" }, { 1, "SCL" }), __entry->level,
		  __print_symbolic(__entry->how, { 0, "driven" }, { 1, "seen" }),
		  __entry->time_ns)
);

/* The lines are ours, and a transfer of so many messages begins. */
TRACE_EVENT(transfer_begin,
	TP_PROTO(int adapter, unsigned int messages),
	TP_ARGS(adapter, messages),
	TP_STRUCT__entry(
		__field(int, adapter)
		__field(u32, messages)
	),
	TP_fast_assign(
		__entry->adapter = adapter;
		__entry->messages = messages;
	),
	TP_printk("i2c-%d messages=%u", __entry->adapter, __entry->messages)
);

/* It is over. @messages were done; @result is 0 or an error as a negative number. */
TRACE_EVENT(transfer_end,
	TP_PROTO(int adapter, unsigned int messages, int result),
	TP_ARGS(adapter, messages, result),
	TP_STRUCT__entry(
		__field(int, adapter)
		__field(u32, messages)
		__field(int, result)
	),
	TP_fast_assign(
		__entry->adapter = adapter;
		__entry->messages = messages;
		__entry->result = result;
	),
	TP_printk("i2c-%d messages=%u result=%d", __entry->adapter, __entry->messages,
		  __entry->result)
);

/* SCL stayed low for so long after we let go of it. */
TRACE_EVENT(stretch,
	TP_PROTO(int adapter, u64 stretch_ns),
	TP_ARGS(adapter, stretch_ns),
	TP_STRUCT__entry(
		__field(u64, stretch_ns)
		__field(int, adapter)
	),
	TP_fast_assign(
		__entry->stretch_ns = stretch_ns;
		__entry->adapter = adapter;
	),
	TP_printk("i2c-%d stretch_ns=%llu", __entry->adapter, __entry->stretch_ns)
);

/* A target held SDA, and was clocked until it let go: @result is 0, or -EBUSY if it did not. */
TRACE_EVENT(recovery,
	TP_PROTO(int adapter, int result),
	TP_ARGS(adapter, result),
	TP_STRUCT__entry(
		__field(int, adapter)
		__field(int, result)
	),
	TP_fast_assign(
		__entry->adapter = adapter;
		__entry->result = result;
	),
	TP_printk("i2c-%d result=%d", __entry->adapter, __entry->result)
);

/* Another master won the bus from us. */
TRACE_EVENT(arbitration_lost,
	TP_PROTO(int adapter),
	TP_ARGS(adapter),
	TP_STRUCT__entry(
		__field(int, adapter)
	),
	TP_fast_assign(
		__entry->adapter = adapter;
	),
	TP_printk("i2c-%d", __entry->adapter)
);

#endif /* _GPIO_I2C_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
