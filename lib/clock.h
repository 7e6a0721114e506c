#ifndef CLOCK_H
#define CLOCK_H

#include "dutycase.h"

/* The clocks of an open case (`deadlines` of the plan, and the time in which a
 * rung answers): duties acknowledge, first-action, update, answer, fix-done,
 * tell-after-fix, final-word and reply. */
void clock_add_all(struct dutycase *looking);

#endif
