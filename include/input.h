/*
 * What comes on standard input: words, and records that name cases.
 */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "diag.h"
#include "fail.h"
#include "mem.h"

/*
 * Append all of standard input, for `-m -`: newlines at its end are dropped.
 * FAIL_INPUT where it holds a NUL or more than RECORD_LINE_MAX bytes,
 * FAIL_SYSTEM where it cannot be read.
 */
bool input_text(struct buffer *text, struct fail *why);

/*
 * The cases of the records on standard input, for an operand `-`: *ids becomes
 * their ids (of the arena), in order, one after the other the same just once.
 * Comments and records about no one case are passed over; bad lines go to the
 * tally. False where it cannot be read.
 */
bool input_cases(struct arena *arena, const char ***ids, size_t *count,
		 struct diag_tally *bad, struct fail *why);

#endif
