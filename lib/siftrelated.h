/*
 * Cases of a scan that share with others what is sought: a person's other
 * cases, and theirs. Where every case has an outline; fewpersons.h does the
 * same of few. sift.h's own.
 */
#ifndef SIFTRELATED_H
#define SIFTRELATED_H

#include <stdbool.h>
#include <stddef.h>

#include "personcases.h"
#include "relatives.h"
#include "scans.h"

struct siftrelated {
	const struct scans *scans; /* borrowed, as what is sought */
	struct relatives *sought;
	/* Private: those that share it, and were not given. */
	struct scan_case *at;
	size_t count, room;
};

/* Find those that share what is sought, and what is shared with them, and so
 * on. Whether there were any that were not found before. */
bool siftrelated_find(struct siftrelated *related);

/* Have those given that were found: where persons are told, as
 * sift_seek_related has them, those that bear on them. */
void siftrelated_seek(const struct siftrelated *related,
		      struct personcases *persons);

void siftrelated_release(struct siftrelated *related);

#endif
