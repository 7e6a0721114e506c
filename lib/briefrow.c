#include "briefrow.h"

#include <string.h>

#include "listing.h"
#include "money.h"
#include "naming.h"
#include "record.h"

/* In the order of keys. */
static const char *const own_keys[BRIEFROW_OWN] = {"cause", "heat", "outcome",
						   "short"};

enum use {
	USE_UNKNOWN,
	USE_SHOWN,
	USE_LEFT_OUT,
	USE_HEAT,     /* shown, if none was said since */
	USE_CATEGORY, /* field 4, in place of the opening's own */
};

void
briefrow_init(struct briefrow *rows, const struct policy *policy)
{
	*rows = (struct briefrow){.policy = policy,
				  .hides_text = listing_hides(policy, "text")};
	for (size_t i = 0; i < BRIEFROW_OWN; i++)
		rows->hides_own[i] = listing_hides(policy, own_keys[i]);
}

static enum use
use_of(const struct briefrow *rows, const char *key)
{
	if (record_same_key(key, "category"))
		return USE_CATEGORY;
	if (casefile_is_about_record(key) || listing_hides(rows->policy, key) ||
	    record_same_key(key, "merged-into"))
		return USE_LEFT_OUT;
	for (size_t i = 0; i < BRIEFROW_OWN; i++) {
		if (record_same_key(key, own_keys[i]))
			return record_same_key(key, "heat") ? USE_HEAT
							    : USE_LEFT_OUT;
	}
	return USE_SHOWN;
}

static struct briefrow_key
look_up(const struct briefrow *rows, const struct glance *opening, size_t field)
{
	char key[WORDBOOK_LONGEST + 1];
	struct briefrow_key known;
	size_t len;
	const char *at = glance_key(opening, field, &len);

	memcpy(key, at, len);
	key[len] = '\0';
	known = (struct briefrow_key){.use = (uint8_t)use_of(rows, key)};
	while (known.before < BRIEFROW_OWN &&
	       record_key_order(own_keys[known.before], key) < 0)
		known.before++;
	return known;
}

/* The number is 0 where the glancer has no room for more. */
static struct briefrow_key
key_of(struct briefrow *rows, const struct glance *opening, size_t field)
{
	struct briefrow_key *known = &rows->keys[opening->keys[field]];

	if (known->use == USE_UNKNOWN || opening->keys[field] == 0)
		*known = look_up(rows, opening, field);
	return *known;
}

static void
add_as_is(struct buffer *out, const struct glance *opening, size_t field)
{
	size_t len;
	const char *at = glance_field(opening, field, &len);

	buffer_add_char(out, '\t');
	buffer_add(out, at, len);
}

static void
add_category(struct buffer *out, struct briefrow *rows,
	     const struct glance *opening)
{
	for (size_t i = RECORD_FIELD_COUNT; i < opening->count; i++) {
		size_t len;
		const char *value = glance_value(opening, i, &len);

		if (key_of(rows, opening, i).use != USE_CATEGORY)
			continue;
		buffer_add_char(out, '\t');
		buffer_add(out, value, len);
		return;
	}
	add_as_is(out, opening, RECORD_WHAT);
}

/* Those of the row's own keys from one on to before another that it has. */
static void
add_own(struct buffer *out, const struct briefrow *rows,
	const char *const values[BRIEFROW_OWN], size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (!values[i] || rows->hides_own[i])
			continue;
		buffer_add_char(out, '\t');
		buffer_add_string(out, own_keys[i]);
		buffer_add_char(out, '=');
		buffer_add_string(out, values[i]);
	}
}

static void
add_pairs(struct buffer *out, struct briefrow *rows,
	  const struct glance *opening, const char *const own[BRIEFROW_OWN])
{
	size_t added = 0; /* of the row's own */

	for (size_t i = RECORD_FIELD_COUNT; i < opening->count; i++) {
		struct briefrow_key key = key_of(rows, opening, i);

		add_own(out, rows, own, added, key.before);
		added = key.before;
		if (key.use == USE_SHOWN ||
		    (key.use == USE_HEAT && !own[key.before]))
			add_as_is(out, opening, i);
	}
	add_own(out, rows, own, added, BRIEFROW_OWN);
}

void
briefrow_add(struct buffer *out, struct briefrow *rows,
	     const struct glance *opening, const struct casefold_course *course)
{
	char id[CASEID_SIZE];
	const char *own[BRIEFROW_OWN] = {course->cause, course->heat,
					 course->outcome};

	glance_id_bytes(id, opening->id);
	own[BRIEFROW_OWN - 1] = naming_short(id);
	buffer_add(out, opening->at, GLANCE_ID_AT + CASEID_LEN);
	buffer_add_char(out, '\t');
	buffer_add_string(out, casefile_state_name(CASEFILE_CLOSED));
	add_category(out, rows, opening);
	buffer_add_char(out, '\t');
	buffer_add_string(out, course->owner ? course->owner : "-");
	buffer_add_string(out, "\t-\t");
	money_format(out, course->given, rows->policy->shop.digits);
	if (rows->hides_text)
		buffer_add_string(out, "\t-");
	else
		add_as_is(out, opening, RECORD_TEXT);
	add_pairs(out, rows, opening, own);
	buffer_add_char(out, '\n');
}
