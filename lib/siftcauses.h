/*
 * Which cases of a scan are to be given for their causes: those whose cause may
 * have come again, those that answer one, and of a month's the last, as it
 * stands for all. Of SIFT_OWING; sift.h's own.
 */
#ifndef SIFTCAUSES_H
#define SIFTCAUSES_H

#include <stdint.h>

#include "caused.h"
#include "scans.h"

/* Find out of which causes the cases have to be read, as scans->wanted->again
 * has it. */
void siftcauses_decide(struct caused_words *causes, const struct scans *scans);

/* Have the cases given that are needed by that, and the month's last. */
void siftcauses_need(const struct caused_words *causes,
		     const struct scans *scans);

/* Count the cases of a month that are not given by their words, as
 * sift_count_month does. */
void siftcauses_count(struct caused_count counts[UINT8_MAX + 1],
		      const struct scans *scans,
		      const struct caused_month *month);

#endif
