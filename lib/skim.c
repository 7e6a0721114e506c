#include "skim.h"

#include "bytes.h"
#include "caseid.h"

/* Bytes whose lines are found at once, so that they stay in the fastest
 * memory. */
#define PIECE ((size_t)16 * 1024)

/* The shortest line with a verb and a tab behind it. */
#define SHORTEST (GLANCE_VERB_AT + 2)

void
skim_init(struct skimmer *skimmer, struct glancer *glancer)
{
	struct fieldends_finder finders[FIELDENDS_FINDERS];

	fieldends_finders(finders);
	skimmer->glancer = glancer;
	skimmer->passed = skimmer->passed_before = 0;
	skimmer->before = INSTANT_NONE;
	skimmer->find = finders[0].lines;
	skim_begin(skimmer, "", 0);
}

void
skim_begin(struct skimmer *skimmer, const char *at, size_t most)
{
	skimmer->at = at;
	skimmer->until = at + most;
	skimmer->lines.count = 0;
	skimmer->line = 0;
}

/* Whether a line is passed over: then the glance is filled in. */
static inline bool
is_passed(struct glance *glance, struct skimmer *skimmer, const char *at,
	  size_t len)
{
	const char *verb = at + GLANCE_VERB_AT;
	size_t verb_len;
	uint64_t passed;

	if (len < SHORTEST || at[STAMPS_LEN] != '\t' || verb[-1] != '\t')
		return false;
	verb_len = bytes_before(verb, len - GLANCE_VERB_AT, '\t');
	glance->verb = glance_verb(skimmer->glancer->verbs, verb, verb_len);
	passed = skimmer->passed | skimmer->passed_before;
	if (!(passed >> glance->verb & 1) ||
	    !stamps_read(&skimmer->glancer->stamps, at, &glance->time,
			 &glance->offset) ||
	    (glance->time >= skimmer->before &&
	     !(skimmer->passed >> glance->verb & 1)))
		return false;
	glance->at = at;
	glance->len = len;
	glance->count = 0;
	glance->id = glance_id(at + GLANCE_ID_AT);
	return true;
}

enum glance_seen
skim_line(struct glance *glance, struct skimmer *skimmer, const char *at,
	  size_t len)
{
	enum glance_seen seen =
		is_passed(glance, skimmer, at, len)
			? GLANCE_PASSED
			: glance_line(glance, skimmer->glancer, at, len);

	glance->taken = len + 1;
	/* Of no bytes there is a line all the same. */
	return seen == GLANCE_NONE ? GLANCE_UNSURE : seen;
}

enum glance_seen
skim_next(struct glance *glance, struct skimmer *skimmer)
{
	const char *at = skimmer->at;

	if (skimmer->line == skimmer->lines.count) {
		if (at == skimmer->until)
			return GLANCE_NONE;
		skimmer->find(&skimmer->lines, at,
			      (size_t)(skimmer->until - at), PIECE);
		skimmer->line = 0;
	}
	skimmer->at =
		skimmer->lines.at + skimmer->lines.ends[skimmer->line++] + 1;
	return skim_line(glance, skimmer, at, (size_t)(skimmer->at - at) - 1);
}
