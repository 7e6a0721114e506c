/*
 * The card that a case is handed over with, so that the customer need not say
 * it all again (escalation.handover-must-say). Pure.
 */
#ifndef HANDOVER_H
#define HANDOVER_H

#include "casefile.h"
#include "mem.h"

/*
 * Append a part of the card, as the plan names it ("restated", "points-open"),
 * in a few words; nothing where the case has none, or the part is unknown.
 */
void handover_part(struct buffer *words, const char *part,
		   const struct casefile *file);

#endif
