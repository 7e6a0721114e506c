/*
 * Which remedies a case may be offered, in what order, at what cost and by
 * when; and for each that is left out, the line of the plan and the figure
 * that decided. Pure: the same case, plan, person and moment always give the
 * same list.
 */
#ifndef REMEDY_H
#define REMEDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "policy.h"
#include "rules.h"

struct remedy_option {
	int remedy;   /* index in the plan's remedies */
	bool picked;  /* to be put to the customer; else left out */
	bool wish;    /* what they asked for */
	bool later;   /* a gesture that waits for a fix */
	bool stepped; /* too small a gesture, as it failed before */
	int64_t cost; /* MONEY_NONE: the case does not say */
	int64_t by;   /* soonest it can honestly be done; INSTANT_NONE: now */
	int ask;      /* member of staff to ask first; POLICY_NONE */
	const char *why; /* "their wish", "fix", or the reason for leaving it
			    out, with its figure */
	size_t line;     /* of the plan, that decided */
};

struct remedy_choice {
	struct remedy_option *options; /* picked ones first, in their order */
	size_t count;
	size_t picked;
	size_t fixes; /* no gestures: picked, or declined by them; what they
			 had to choose from */
	const char *category; /* that the options come from; NULL: none */
};

/*
 * Choose. Order of the picked: their wish, what the law owes, fixes that carry
 * a promise, soonest first, the other fixes in the plan's order, gestures once
 * gesture-needs holds. A case without a category gets those of `other`, where
 * the plan has that. All is taken from the arena.
 */
void remedy_choose(struct remedy_choice *choice, const struct rules_view *view,
		   struct arena *arena);

/* The first of the picked where each is for somebody else to grant first; NULL
 * where one is not, or none is picked. Of the choice. */
const struct remedy_option *remedy_to_ask_for(
	const struct remedy_choice *choice);

/*
 * rules.show-like-cases: the last closed cases of the same category, latest
 * first, `most` at most; how many there are. None of the case itself, nor of
 * merged or erased ones.
 */
size_t remedy_like(const struct casefile **like, size_t most,
		   const struct rules_view *view);

/*
 * A category's tell-others: the next other case with the same item= whose
 * customer was told nothing by `tell` since this one was opened, after `from`
 * (an index in the book's cases, which it moves on); NULL at the end, and where
 * the category does not ask for it or the case has no item.
 */
const struct casefile *remedy_next_other(const struct rules_view *view,
					 size_t *from);

/* What a remedy costs on a case, in minor units: the fixed amount, the price,
 * the delivery, or for an agreed one its cap. MONEY_NONE where the case does
 * not say. */
int64_t remedy_cost(const struct policy_remedy *remedy,
		    const struct casefile *file);

/* The most that may be agreed for a remedy; MONEY_UNLIMITED where no cap is
 * known. Only for REMEDY_COST_AGREED. */
int64_t remedy_cap(const struct policy_remedy *remedy,
		   const struct casefile *file);

/* When a remedy's promise would be due, counted from now; INSTANT_NONE
 * without a promise. */
int64_t remedy_due(const struct policy *policy,
		   const struct policy_remedy *remedy, int64_t now);

const char *remedy_kind_name(enum remedy_kind kind);

#endif
