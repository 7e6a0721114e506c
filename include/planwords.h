/*
 * The words of a plan by which after-care tells cases apart, its categories and
 * causes (as far as there is room): numbered, so that a case is described by a
 * few bytes; and which steps a case of such words can owe. Of two answers it
 * gives the one that errs on the side of owing. Pure.
 */
#ifndef PLANWORDS_H
#define PLANWORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy.h"

/* Of a plan with more, every closed case may owe something. */
#define PLANWORDS_MOST 250
#define PLANWORDS_FLAGS 32
#define PLANWORDS_STEPS 32
#define PLANWORDS_SLOTS 1024

/* Words, a bit each. */
struct planwords_set {
	uint64_t bits[4];
};

/* Steps are bits, in the plan's order. */
struct planwords_word {
	const char *text;
	size_t len;
	uint32_t steps; /* of which it is the id */
	bool lent;      /* a remedy that some step takes back */
	/* Of which it is among the conditions. */
	uint32_t only, unless, if_outcome;
};

struct planwords {
	struct planwords_word words[PLANWORDS_MOST]; /* the first is not used */
	size_t count;
	uint8_t slots[PLANWORDS_SLOTS];
	uint32_t counted; /* steps that count from telling, or the close */
	uint32_t ends;    /* and those that take back what was lent */
	uint32_t always;  /* `only` is empty, or names what no word says */
	uint32_t any_outcome, stop_at_best_done;
	uint32_t feedback, thank; /* steps that these events do */
	uint8_t best_done;        /* that word */
	bool too_many;
	/* Of each step the last day since 1970 that it may count from to be
	 * asked for, and the first of these; UINT16_MAX: any. */
	uint16_t until[PLANWORDS_STEPS], until_first;
};

/* What is known of a closed case. Words are 0 where they are none of these. */
struct planwords_case {
	uint8_t category, channel, heat, outcome;
	uint32_t
		flags; /* words below PLANWORDS_FLAGS that a flag names, bits */
	uint32_t done; /* steps, a bit each */
	bool lent;     /* what some step takes back */
	uint16_t since; /* the day that steps count from, since 1970; 0 */
};

/* policy may be NULL: no words, no steps. Its strings are borrowed. */
void planwords_init(struct planwords *words, const struct policy *policy);

/* The word, its letters large or small; 0. */
uint8_t planwords_find(const struct planwords *words, const char *at,
		       size_t len);
/* The word to the letter; 0. */
uint8_t planwords_exact(const struct planwords *words, const char *at,
			size_t len);

/* Ask for a step only where it counts from that day since 1970 at the latest.
 */
void planwords_ask_until(struct planwords *words, size_t step, uint16_t day);

/* Whether any step of after-care may be owed. */
bool planwords_may_owe(const struct planwords *words,
		       const struct planwords_case *known);

#endif
