#ifndef PAUSE_H
#define PAUSE_H

#include <stdint.h>

#include "dutycase.h"

/* Waiting for the customer: what it does to a clock, and the duty remind. */

/*
 * A due time, moved on by the open time that the case waited for the customer
 * after the clock's start; a wait that began when it was late already moves
 * nothing. INSTANT_NONE where the calendar ends before it.
 */
int64_t pause_give_back(const struct dutycase *looking, int64_t start,
			int64_t due);

/* While the case waits: the next reminder, and of several that one alone. */
void pause_add_reminder(struct dutycase *looking);

#endif
