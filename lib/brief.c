#include "brief.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "money.h"
#include "record.h"

/* The longest amount, and a NUL. */
#define AMOUNT_ROOM 24
/* Bytes of what an event is about that are kept. */
#define WHAT_LONGEST 64

#define VERB(name) (UINT64_C(1) << VERB_##name)

/* Verbs whose events bear on a brief, whatever came before them. */
static uint64_t
needed_of(enum brief_of of, uint64_t verbs)
{
	uint64_t needed = VERB(OPEN) | VERB(ASSIGN) | VERB(CAUSE) | VERB(GIVE) |
			  VERB(AMEND) | VERB(MERGE) | VERB(ERASE);

	return needed |
	       (of == BRIEF_CASES ? VERB(CLOSE) | VERB(REOPEN) | VERB(HEAT)
				  : verbs);
}

void
briefs_init(struct briefs *briefs, enum brief_of of, uint64_t verbs,
	    bool customers, enum brief_shows shows, int digits)
{
	*briefs = (struct briefs){.of = of,
				  .verbs = verbs,
				  .needed = needed_of(of, verbs),
				  .customers = customers,
				  .shows = shows,
				  .digits = digits};
	table_init(&briefs->cases, of == BRIEF_CASES
					   ? sizeof(struct brief)
					   : offsetof(struct brief, outcome));
	table_init(&briefs->events, sizeof(struct brief_event));
	table_init(&briefs->all_shown, sizeof(struct brief_shown));
	table_init(&briefs->amendments, sizeof(struct brief_amendment));
}

void
briefs_release(struct briefs *briefs)
{
	table_release(&briefs->cases);
	lexicon_release(&briefs->words);
	lexicon_release(&briefs->whats);
	table_release(&briefs->events);
	table_release(&briefs->all_shown);
	table_release(&briefs->amendments);
}

void
briefs_add(struct briefs *briefs, size_t index)
{
	if (briefs->of == BRIEF_NONE)
		return;
	table_make_room(&briefs->cases, index + 1);
	memset(briefs_at(briefs, index), 0, briefs->cases.size);
}

/* A word of a line; of one that is missing 0. What is escaped is left to
 * record_parse. */
static uint32_t
word_of(struct briefs *briefs, struct brief *brief, const char *at, size_t len)
{
	if (!memchr(at, '\\', len))
		return len == 1 && *at == '-'
			       ? 0
			       : lexicon_number(&briefs->words, at, len);
	brief->line = 0;
	return 0;
}

static void
note_field(struct briefs *briefs, struct brief *brief, uint16_t *word,
	   const struct glance *glance, enum record_field field)
{
	size_t len;
	const char *at = glance_field(glance, field, &len);
	uint32_t number = word_of(briefs, brief, at, len);

	*word = (uint16_t)number;
	if (number > UINT16_MAX)
		brief->line = 0;
}

/* The amount of a line, in minor units; false where it is none. */
static bool
amount_of(const struct briefs *briefs, const struct glance *glance,
	  int64_t *amount)
{
	char text[AMOUNT_ROOM];
	size_t len;
	const char *at = glance_field(glance, RECORD_AMOUNT, &len);

	if (len >= sizeof(text))
		return false;
	memcpy(text, at, len);
	text[len] = '\0';
	return money_parse_exact(text, briefs->digits, amount, NULL, NULL);
}

/* Add what was given. What a gift without an amount came to was said before
 * it, in an offer. */
static void
add_given(const struct briefs *briefs, struct brief *brief,
	  const struct glance *glance)
{
	int64_t amount;

	if (!amount_of(briefs, glance, &amount))
		brief->line = 0;
	else if (briefs->of == BRIEF_CASES)
		brief->given += amount;
}

static void
take_opening(struct briefs *briefs, struct brief *brief,
	     const struct glance *glance, struct places_line line)
{
	const char *at;
	size_t len;

	/* Whoever it is about does not have it by what they do. */
	brief->line = glance_get(glance, "about", &len) ? 0 : line.number;
	if (briefs->of == BRIEF_CASES) {
		brief->opened = glance->time;
		brief->offset = line.offset;
		return;
	}
	note_field(briefs, brief, &brief->category, glance, RECORD_WHAT);
	at = briefs->customers ? glance_get(glance, "customer", &len) : NULL;
	if (at)
		brief->customer = word_of(briefs, brief, at, len);
	if (glance_get(glance, "category", &len))
		brief->line = 0;
}

/* What of an event a row of its case shows, and none of an event's. */
static void
take_state(struct briefs *briefs, struct brief *brief,
	   const struct glance *glance)
{
	switch (glance->verb) {
	case VERB_CLOSE:
		note_field(briefs, brief, &brief->outcome, glance, RECORD_WHAT);
		break;
	case VERB_REOPEN:
		brief->outcome = 0;
		break;
	case VERB_HEAT:
		if (!glance_is(glance, RECORD_WHAT, "-"))
			note_field(briefs, brief, &brief->heat, glance,
				   RECORD_WHAT);
		break;
	default:
		break;
	}
}

/* Whether an amendment is of what an event's row shows of its case. */
static bool
amends_shown(const struct briefs *briefs, const struct glance *glance)
{
	size_t len;

	return glance_get(glance, "category", &len) ||
	       (briefs->customers && glance_get(glance, "customer", &len));
}

/* Details were amended, all of which a row of the case shows. */
static void
take_amendment(struct briefs *briefs, struct brief *brief,
	       const struct glance *glance, struct places_line line)
{
	uint32_t nth = 1;
	size_t len;

	if (glance_get(glance, "about", &len))
		brief->line = 0;
	if (briefs->of == BRIEF_EVENTS) {
		if (amends_shown(briefs, glance))
			brief->line = 0;
		return;
	}
	/* Whether heat that was said otherwise came before or after it is not
	 * told. */
	if (line.number == 0 || glance_get(glance, "heat", &len)) {
		brief->line = 0;
		return;
	}
	if (brief->amended)
		nth += briefs_amendment(briefs, brief->amended)->nth;
	table_make_room(&briefs->amendments, briefs->amendment_count + 1);
	*(struct brief_amendment *)table_at(&briefs->amendments,
					    briefs->amendment_count++) =
		(struct brief_amendment){line.offset, line.number, nth,
					 brief->amended};
	brief->amended = (uint32_t)briefs->amendment_count;
}

static void
take_event(struct briefs *briefs, struct brief *brief,
	   const struct glance *glance, struct places_line line)
{
	switch (glance->verb) {
	case VERB_ASSIGN:
		note_field(briefs, brief, &brief->owner, glance, RECORD_WHAT);
		break;
	case VERB_CAUSE:
		note_field(briefs, brief, &brief->cause, glance, RECORD_WHAT);
		break;
	case VERB_GIVE:
		add_given(briefs, brief, glance);
		break;
	case VERB_AMEND:
		take_amendment(briefs, brief, glance, line);
		break;
	case VERB_MERGE:
		/* Of one that adds nothing (scanneeds.h) no event is asked. */
		if (briefs->of == BRIEF_CASES)
			brief->line = 0;
		break;
	case VERB_RETRACT:
	case VERB_ERASE:
		brief->line = 0;
		break;
	default:
		break;
	}
	if (briefs->of == BRIEF_CASES)
		take_state(briefs, brief, glance);
	if (!brief->first)
		note_field(briefs, brief, &brief->first, glance, RECORD_WHO);
}

/* The number of what an event is about, 0 where there is none, or it is not
 * shown. What is long is read again, with its case, not kept. */
static uint32_t
what_of(struct briefs *briefs, struct brief *brief, const struct glance *glance)
{
	size_t len;
	const char *what = glance_field(glance, RECORD_WHAT, &len);

	if (briefs->shows != BRIEF_SHOWS_WHAT || bytes_are(what, len, "-"))
		return 0;
	if (len <= WHAT_LONGEST && !memchr(what, '\\', len))
		return lexicon_number(&briefs->whats, what, len);
	brief->line = 0;
	return 0;
}

/* Note what a row shows of an event. */
static void
note_shown(struct briefs *briefs, struct brief *brief,
	   const struct glance *glance)
{
	struct brief_shown shown = {
		.amount = MONEY_NONE,
		.what = what_of(briefs, brief, glance),
		.verb = glance->verb,
	};

	if (!glance_is(glance, RECORD_AMOUNT, "-") &&
	    !amount_of(briefs, glance, &shown.amount))
		brief->line = 0;
	table_make_room(&briefs->all_shown, briefs->event_count + 1);
	*briefs_shown(briefs, briefs->event_count) = shown;
}

/* Have it listed. */
static void
add_event(struct briefs *briefs, struct brief *brief, size_t index,
	  const struct glance *glance, struct places_line line)
{
	if (line.number == 0) {
		brief->line = 0;
		return;
	}
	if (briefs->shows != BRIEF_SHOWS_LINES)
		note_shown(briefs, brief, glance);
	table_make_room(&briefs->events, briefs->event_count + 1);
	*briefs_event(briefs, briefs->event_count++) = (struct brief_event){
		glance->time, line.offset, line.number, (uint32_t)index};
}

unsigned
briefs_tell(struct briefs *briefs, size_t index, const struct glance *glance,
	    struct places_line line)
{
	struct brief *brief = briefs_at(briefs, index);

	if (glance->verb == VERB_OPEN)
		take_opening(briefs, brief, glance, line);
	else
		take_event(briefs, brief, glance, line);
	if (briefs->of == BRIEF_EVENTS && briefs->verbs >> glance->verb & 1)
		add_event(briefs, brief, index, glance, line);
	return brief->first ? BRIEF_BEGUN | BRIEF_BORE : BRIEF_BORE;
}
