/*
 * Records that several threads make for one output (output.h), each for one of
 * its own.
 */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include <stddef.h>

#include "output.h"
#include "together.h"

struct outputs {
	struct output *at[TOGETHER_MOST]; /* a thread's */
	size_t count;                     /* threads, from 1 */
	struct output *to;                /* private */
};

/* For so many records, more or less: for one thread, whose output is `out`
 * itself, where they are few, or rows of a table. out is borrowed until
 * outputs_end. */
void outputs_begin(struct outputs *outputs, struct output *out, size_t records);

/* Write what a thread has written, behind what was handed over before. By one
 * thread at a time (together_in_order). */
void outputs_hand_over(const struct outputs *outputs, size_t thread);

/* Give back the threads' outputs; what was not handed over is not written. */
void outputs_end(struct outputs *outputs);

#endif
