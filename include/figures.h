/*
 * The figures of case-stats, and the complaints of a period that they are
 * counted from. See stats.h for what counts as whose.
 */
#ifndef FIGURES_H
#define FIGURES_H

#include <stddef.h>
#include <stdint.h>

#include "casefile.h"

/* One count. */
struct stats_figure {
	const char *group; /* "carrier", "delighted"; never NULL */
	const char *said;  /* in words: "187 kept (92 %)"; never NULL */
	const char *then;  /* what stands between that and the next: ", " */
	const char *id;    /* of the one case that it is about; NULL */
	size_t count;
	size_t total;   /* out of so many; 0: of no whole */
	int64_t amount; /* what was given, in minor units; MONEY_NONE */
	int64_t fixes;  /* of that; entitlements among them; MONEY_NONE */
	int64_t gestures;
	int64_t median; /* milliseconds; INSTANT_NONE */
};

/* A report's figures. Strings and arrays are the arena's, the policy's or the
 * cases'. */
struct stats_report {
	const char *name;  /* "promises-kept" */
	const char *title; /* "PROMISES" */
	struct stats_figure *figures;
	size_t count;
};

/* The complaints of a period. */
struct stats_period {
	const char *label; /* "2026-11": key period=; NULL: not one of several
			    */
	int64_t from, to;  /* half-open */
	struct casefile **cases; /* in order of opening */
	size_t case_count;
	int64_t given; /* on all of them */
};

/* The figure of a group; NULL. */
const struct stats_figure *stats_find(const struct stats_report *report,
				      const char *group);

#endif
