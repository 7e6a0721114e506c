#include "outline.h"

#include <string.h>

#include "bytes.h"
#include "record.h"
#include "zone.h"

#define REFS_MOST 16 /* bits of outline.refs */

struct outline_wanted
outline_wanted_of(const struct policy *policy)
{
	struct outline_wanted wanted = {.policy = policy,
					.causes_since = INT64_MAX,
					.passed_since = INT64_MAX,
					.promises_since = INT64_MAX,
					.gives_since = INT64_MAX,
					.active_until = INT64_MAX,
					.again = {.since = INT64_MAX},
					.month = {INT64_MAX, INT64_MAX}};

	for (size_t i = 0; i < PLANWORDS_STEPS; i++)
		wanted.steps_until[i] = INT64_MAX;
	return wanted;
}

struct glance_id
outline_id(const struct outline *outline)
{
	char bytes[CASEID_SIZE];
	uint32_t digits = (uint32_t)outline->id_digits;

	for (size_t i = CASEID_LEN - sizeof(outline->id_end); i-- > 0;) {
		bytes[i] = (char)('0' + digits % 10);
		digits /= 10;
	}
	memcpy(bytes + CASEID_LEN - sizeof(outline->id_end), &outline->id_end,
	       sizeof(outline->id_end));
	return glance_id(bytes);
}

uint16_t
outline_day(int64_t instant)
{
	int64_t day = instant / (24 * ZONE_HOUR);

	if (day < 0)
		return 0;
	return day < UINT16_MAX ? (uint16_t)day : UINT16_MAX;
}

void
outlining_init(struct outlining *outlining, const struct outline_wanted *wanted)
{
	*outlining = (struct outlining){.wanted = wanted};
	table_init(&outlining->noted, sizeof(int64_t));
	table_init(&outlining->items, sizeof(uint32_t));
	briefs_init(&outlining->briefs, wanted->brief, wanted->verbs,
		    wanted->customers, wanted->shows,
		    wanted->policy ? wanted->policy->shop.digits : -1);
	planwords_init(&outlining->words, wanted->policy);
	for (size_t i = 0; i < PLANWORDS_STEPS; i++)
		planwords_ask_until(&outlining->words, i,
				    outline_day(wanted->steps_until[i]));
	relatives_init(&outlining->relatives,
		       wanted->persons ? wanted->policy : NULL);
	namedby_init(&outlining->named, wanted->meant, wanted->meant_count,
		     wanted->details, wanted->detail_count,
		     &outlining->relatives);
}

void
outlining_release(struct outlining *outlining)
{
	outstanding_release(&outlining->outstanding);
	namedby_release(&outlining->named);
	table_release(&outlining->noted);
	table_release(&outlining->items);
	briefs_release(&outlining->briefs);
	caused_release(&outlining->caused);
	relatives_release(&outlining->relatives);
	*outlining = (struct outlining){0};
}

void
outlining_add(struct outlining *outlining, size_t index)
{
	const struct outline_wanted *wanted = outlining->wanted;

	relatives_add(&outlining->relatives, index);
	if (wanted->noted != OUTLINE_NOTED_NONE) {
		table_make_room(&outlining->noted, index + 1);
		*outlining_noted(outlining, index) = 0;
	}
	if (wanted->items) {
		table_make_room(&outlining->items, index + 1);
		*outlining_item(outlining, index) = 0;
	}
	briefs_add(&outlining->briefs, index);
}

/* Promises and tasks. */

/* The number of p1, t1…; 0 of any other reference. */
static uint32_t
number_of(const struct glance *glance, char letter)
{
	size_t len;
	const char *at = glance_field(glance, RECORD_WHAT, &len);

	if (len < 2 || len > 3 || at[0] != letter || at[1] < '1' || at[1] > '9')
		return 0;
	if (len == 2)
		return (uint32_t)(at[1] - '0');
	if (at[2] < '0' || at[2] > '9')
		return 0;
	return (uint32_t)((at[1] - '0') * 10 + at[2] - '0');
}

/* A time that stands in a key's value; INSTANT_NONE. */
static int64_t
time_in(const struct glance *glance, const char *key, bool *there)
{
	char time[32];
	size_t len;
	const char *at = glance_get(glance, key, &len);
	int64_t instant;
	int offset;

	*there = at != NULL;
	if (!at || len >= sizeof(time))
		return INSTANT_NONE;
	memcpy(time, at, len);
	time[len] = '\0';
	return zone_parse_time(time, &instant, &offset) ? instant
							: INSTANT_NONE;
}

static void
make_promise(struct outlining *outlining, struct outline *outline,
	     const struct glance *glance, uint32_t ref, bool task)
{
	struct outstanding_one one = {
		.at = glance->time,
		.due = glance_due(glance),
		.ref = ref,
		.task = task,
	};

	if (ref == 0)
		outline->marks |= OUTLINE_ODD;
	if (one.due >= outlining->wanted->promises_since && !task)
		outline->marks |= OUTLINE_PROMISED;
	outstanding_add(&outlining->outstanding, &outline->promises, one);
}

/*
 * Take out of those open the one that a line speaks of: by of=, else by its
 * reference, which is given out once in what is not odd. False where that is
 * not certain.
 */
static bool
settle(struct outlining *outlining, struct outline *outline,
       const struct glance *glance, bool task, struct outstanding_one *settled)
{
	bool by_time;
	int64_t of = time_in(glance, "of", &by_time);

	return (!by_time || of != INSTANT_NONE) &&
	       outstanding_settle(&outlining->outstanding, &outline->promises,
				  task, number_of(glance, task ? 't' : 'p'), of,
				  settled);
}

static void
end_promise(struct outlining *outlining, struct outline *outline,
	    const struct glance *glance)
{
	struct outstanding_one settled;
	bool in_time;

	if (!settle(outlining, outline, glance, false, &settled)) {
		outline->marks |= OUTLINE_ODD;
		return;
	}
	in_time = glance->time <= settled.due ||
		  (glance->verb == VERB_KEPT && settled.due == INSTANT_NONE);
	if (glance->verb == VERB_BROKEN || !in_time)
		outline->marks |= OUTLINE_UNSAID;
	if (glance->verb == VERB_RENEW)
		make_promise(outlining, outline, glance, settled.ref, false);
}

/* Lines. */

/* Whether a flag of this word limits dealings with the customer. */
static bool
is_limit(const char *at, size_t len)
{
	char word[32];

	if (len >= sizeof(word))
		return false;
	memcpy(word, at, len);
	word[len] = '\0';
	return event_list_has(event_limits, word);
}

/* What a word is, looked up once for all that have the same number. */
static const struct outline_word *
word_of(const struct outlining *outlining, struct outline_word *words,
	uint8_t number, const char *at, size_t len)
{
	struct outline_word *word = &words[number];

	if (word->known)
		return word;
	*word = (struct outline_word){
		.known = number > 0,
		.limits = is_limit(at, len),
		.plain = planwords_find(&outlining->words, at, len),
		.exact = planwords_exact(&outlining->words, at, len),
	};
	return word;
}

/* What field 4 is. */
static const struct outline_word *
what_of(struct outlining *outlining, const struct glance *glance)
{
	const char *at;
	size_t len = 0;

	if (outlining->whats[glance->what].known)
		return &outlining->whats[glance->what];
	at = glance_field(glance, RECORD_WHAT, &len);
	return word_of(outlining, outlining->whats, glance->what, at, len);
}

/* What a value is, the same way. */
static const struct outline_word *
value_of(struct outlining *outlining, const char *at, size_t len)
{
	uint8_t number = 0;

	if (len <= WORDBOOK_LONGEST) {
		struct wordbook_word word = wordbook_word(at, len);

		number = wordbook_find(&outlining->values, &word);
		if (!number)
			number = wordbook_add(&outlining->values, &word);
	}
	return word_of(outlining, outlining->value_words, number, at, len);
}

/* What a key is for; the bits of several can be put together. */
enum {
	KEY_CHANNEL = 1,
	KEY_HEAT = 2,
	KEY_CATEGORY = 4,
	KEY_ITEM = 8,
	KEY_HISTORY = 16,
	KEY_SKIPPED = 32,
	KEY_OUT_OF_ORDER = 64,
};

/* What of those is asked where it is about few cases. */
#define KEYS_OF_FEW (KEY_CATEGORY | KEY_ITEM | KEY_HISTORY)

static const struct {
	const char *key;
	uint8_t use;
} key_uses[] = {
	{"channel", KEY_CHANNEL},           {"heat", KEY_HEAT},
	{"category", KEY_CATEGORY},         {"item", KEY_ITEM},
	{"history", KEY_HISTORY},           {"skipped", KEY_SKIPPED},
	{"out-of-order", KEY_OUT_OF_ORDER},
};

/* Look up what a key is for. */
static void
know_key(struct outlining *outlining, struct outline_key *key,
	 const struct glance *glance, size_t field)
{
	size_t len;
	const char *at = glance_key(glance, field, &len);

	*key = (struct outline_key){
		.known = glance->keys[field] > 0,
		.names = namedby_key(&outlining->named, at, len),
		.relative =
			(uint8_t)relatives_key(&outlining->relatives, at, len),
	};
	for (size_t i = 0; i < sizeof(key_uses) / sizeof(*key_uses); i++) {
		if (bytes_are(at, len, key_uses[i].key))
			key->use = key_uses[i].use;
	}
	if (outlining->wanted->few)
		key->use &= KEYS_OF_FEW;
	key->bears = key->names || key->use ||
		     key->relative < outlining->relatives.key_count;
}

static inline const struct outline_key *
key_of(struct outlining *outlining, const struct glance *glance, size_t field)
{
	struct outline_key *key = &outlining->keys[glance->keys[field]];

	if (!key->known)
		know_key(outlining, key, glance, field);
	return key;
}

/* The category: one that the plan spells otherwise is nobody's like. */
static void
take_category(struct outline *outline, const struct outline_word *word,
	      bool is_dash)
{
	outline->category = word->plain;
	outline->marks &= ~(uint32_t)OUTLINE_OTHER_KIND;
	if (word->exact == 0 && !is_dash)
		outline->marks |= OUTLINE_OTHER_KIND;
}

/* Whether cases of a category count as its causes coming again. */
static bool
counts_categories(const struct outlining *outlining)
{
	const struct policy *policy = outlining->wanted->policy;

	return policy && policy->prevention.again_same_category;
}

/* A detail that an opening or an amendment gives: its hash, where relatives
 * have one, or 0. */
static uint32_t
take_detail(struct outlining *outlining, struct outline *outline, size_t index,
	    const struct glance *glance, size_t field)
{
	const struct outline_key *key = key_of(outlining, glance, field);
	struct relatives *relatives = &outlining->relatives;
	size_t len;
	const char *value = glance_value(glance, field, &len);
	/* Of an amendment a dash takes it away; no word is one. */
	bool away = glance->verb == VERB_AMEND && bytes_are(value, len, "\\-");
	uint32_t hash = 0;

	if (key->relative < relatives->key_count)
		hash = relatives_know(relatives, index, key->relative,
				      away ? NULL : value, len);
	switch (key->use) {
	case KEY_CHANNEL:
		outline->channel = value_of(outlining, value, len)->plain;
		/* What was said in public is answered there, closed or not. */
		if (bytes_are(value, len, "review"))
			outline->marks |= OUTLINE_ODD;
		break;
	case KEY_HEAT:
		outline->heat = value_of(outlining, value, len)->plain;
		break;
	case KEY_CATEGORY:
		take_category(outline, value_of(outlining, value, len), false);
		if (outline->caused && counts_categories(outlining))
			caused_note(&outlining->caused.at[outline->caused],
				    INSTANT_NONE,
				    value_of(outlining, value, len)->exact);
		break;
	case KEY_ITEM:
		if (outlining->wanted->items)
			*outlining_item(outlining, index) =
				away ? 0
				     : relatives_hash(relatives, "item", value,
						      len);
		break;
	case KEY_HISTORY:
		if (glance->verb == VERB_OPEN && bytes_are(value, len, "yes"))
			outline->marks |= OUTLINE_HISTORY;
		break;
	default:
		break;
	}
	return hash;
}

static void
take_details(struct outlining *outlining, struct outline *outline, size_t index,
	     const struct glance *glance)
{
	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		const struct outline_key *of = key_of(outlining, glance, i);
		const char *key, *value;
		size_t len, value_len;
		uint32_t hash;

		if (!of->bears)
			continue;
		hash = take_detail(outlining, outline, index, glance, i);
		if (!of->names)
			continue;
		key = glance_key(glance, i, &len);
		value = glance_value(glance, i, &value_len);
		if (namedby_value(&outlining->named, key, len, value, value_len,
				  hash))
			outline->marks |= OUTLINE_NAMED;
	}
}

/* It has a cause that counts: by its word, or its category's. */
static void
note_caused(struct outlining *outlining, struct outline *outline, size_t index,
	    const struct glance *glance)
{
	uint8_t word = what_of(outlining, glance)->exact;

	if (glance->time < outlining->wanted->again.since &&
	    glance->time < outlining->wanted->month.from)
		return;
	if (outline->caused == 0) {
		outline->caused = caused_add(&outlining->caused, index);
		outlining->caused.at[outline->caused].unsure =
			outline->marks & OUTLINE_PREVENTS;
	}
	caused_note(&outlining->caused.at[outline->caused], glance->time, word);
}

void
outline_take_details(struct outline *outline, struct outlining *outlining,
		     size_t index, const struct glance *glance)
{
	if (glance->verb == VERB_OPEN) {
		take_category(outline, what_of(outlining, glance),
			      glance_is(glance, RECORD_WHAT, "-"));
		if (counts_categories(outlining)) {
			if (glance->time >= outlining->wanted->causes_since)
				outline->marks |= OUTLINE_CAUSED;
			note_caused(outlining, outline, index, glance);
		}
	}
	take_details(outlining, outline, index, glance);
}

/* Something is to be done against its cause, or was done. */
static void
note_prevention(struct outlining *outlining, struct outline *outline,
		const struct glance *glance)
{
	struct caused *caused = &outlining->caused.at[outline->caused];

	if (outline->caused == 0)
		outline->marks |= OUTLINE_PREVENTS;
	else if (glance->verb == VERB_PREVENTED)
		caused->prevented = true;
	else
		caused->prevent = glance->time;
}

/* Whether a retraction takes back the case's last line, and that bore on
 * nothing here: who recorded a note for the wrong case says so at once. */
static bool
takes_back_nothing(const struct outline *outline, const struct glance *glance)
{
	bool there;

	return outline->marks & OUTLINE_BORE_NOTHING &&
	       time_in(glance, "of", &there) == outline_last(outline) && there;
}

/* What a line settles, and what it begins, in the words of owed.h. Whether it
 * may bear on any of that. */
static bool
take_event(struct outlining *outlining, struct outline *outline, size_t index,
	   const struct glance *glance)
{
	const char *at;
	size_t len;
	const struct planwords *words = &outlining->words;
	const struct policy *policy = outlining->wanted->policy;
	uint32_t ref;
	uint8_t word;
	struct outstanding_one settled;

	switch (glance->verb) {
	case VERB_OPEN:
		if (outlining->wanted->noted == OUTLINE_NOTED_OPENED)
			*outlining_noted(outlining, index) = glance->time;
		outline_take_details(outline, outlining, index, glance);
		break;
	case VERB_AMEND:
		outline_take_details(outline, outlining, index, glance);
		break;
	case VERB_HEAT:
		if (!glance_is(glance, RECORD_WHAT, "-"))
			outline->heat = what_of(outlining, glance)->plain;
		break;
	case VERB_FLAG:
		word = what_of(outlining, glance)->exact;
		if (word > 0 && word < PLANWORDS_FLAGS)
			outline->flags |= UINT32_C(1) << word;
		/* A limit is looked at again, of a closed case, too. */
		if (what_of(outlining, glance)->limits)
			outline->marks |= OUTLINE_ODD;
		break;
	case VERB_OUT:
		if (glance_is(glance, RECORD_WHAT, "review"))
			outline->marks &= ~(uint32_t)OUTLINE_REVIEWED;
		break;
	case VERB_TELL:
		if (glance_is(glance, RECORD_WHAT, "done")) {
			outline->marks |= OUTLINE_TOLD;
			outline->since = outline_day(glance->time);
			outline->done = 0;
		} else if (glance_is(glance, RECORD_WHAT, "changed")) {
			outline->marks &= ~(uint32_t)OUTLINE_CHANGED;
		}
		break;
	case VERB_APOLOGY:
		outline->marks &= ~(uint32_t)OUTLINE_UNSAID;
		break;
	case VERB_GIVE:
		word = what_of(outlining, glance)->exact;
		if (words->words[word].lent)
			outline->marks |= OUTLINE_LENT;
		outline->marks |= OUTLINE_GAVE;
		if (glance->time >= outlining->wanted->gives_since)
			outline->marks |= OUTLINE_GIVEN;
		break;
	case VERB_PROMISE:
		ref = number_of(glance, 'p');
		if (ref > REFS_MOST ||
		    (ref > 0 && (outline->refs >> (ref - 1) & 1)))
			ref = 0;
		if (ref > 0)
			outline->refs |= (uint16_t)(1 << (ref - 1));
		make_promise(outlining, outline, glance, ref, false);
		break;
	case VERB_KEPT:
	case VERB_BROKEN:
	case VERB_RENEW:
		end_promise(outlining, outline, glance);
		break;
	case VERB_PREVENT:
		note_prevention(outlining, outline, glance);
		if (!glance_is(glance, RECORD_DUE, "-") &&
		    !glance_is(glance, RECORD_WHAT, "none"))
			make_promise(outlining, outline, glance,
				     number_of(glance, 't'), true);
		break;
	case VERB_PREVENTED:
		note_prevention(outlining, outline, glance);
		outline->marks |= OUTLINE_CHANGED;
		if (!settle(outlining, outline, glance, true, &settled))
			outline->marks |= OUTLINE_ODD;
		break;
	case VERB_CAUSE:
		if (glance->time >= outlining->wanted->causes_since)
			outline->marks |= OUTLINE_CAUSED;
		if (!counts_categories(outlining))
			note_caused(outlining, outline, index, glance);
		break;
	case VERB_CLOSE:
		outline->marks |= OUTLINE_CLOSED;
		if (outlining->wanted->noted == OUTLINE_NOTED_CLOSED)
			*outlining_noted(outlining, index) = glance->time;
		outline->outcome = what_of(outlining, glance)->plain;
		if (!(outline->marks & OUTLINE_TOLD)) {
			outline->since = outline_day(glance->time);
			outline->done = 0;
		}
		break;
	case VERB_FOLLOW_UP:
		word = what_of(outlining, glance)->exact;
		outline->done |= words->words[word].steps;
		if (glance_is(glance, RECORD_WHAT, "changed"))
			outline->marks &= ~(uint32_t)OUTLINE_CHANGED;
		if (glance->time >= outlining->wanted->month.from &&
		    glance_is(glance, RECORD_WHAT, "monthly-review"))
			outline->marks |= OUTLINE_LOOKED_AT;
		break;
	case VERB_FEEDBACK:
		at = glance_field(glance, RECORD_WHAT, &len);
		outline->done |= words->feedback;
		/* No answer may be one that is asked for again. */
		if (glance_is(glance, RECORD_WHAT, "unanswered"))
			outline->marks |= OUTLINE_ODD;
		if (policy && *at >= '0' && *at <= '9' && len == 1 &&
		    *at - '0' <= policy->feedback.low)
			outline->marks |= OUTLINE_LOW;
		break;
	case VERB_THANK:
		outline->done |= words->thank;
		break;
	case VERB_REVIEW:
		outline->marks |= OUTLINE_REVIEWED;
		break;
	case VERB_REOPEN:
		outline->marks &= ~(uint32_t)(OUTLINE_CLOSED | OUTLINE_HISTORY |
					      OUTLINE_TOLD | OUTLINE_SKIPPED);
		outline->outcome = 0;
		outline->done = 0;
		break;
	case VERB_RETRACT:
		if (!takes_back_nothing(outline, glance))
			outline->marks |= OUTLINE_ODD;
		break;
	case VERB_MERGE:
		/* What comes of it is seen once both are known (scan.h). */
		break;
	case VERB_ERASE:
		outline->marks |= OUTLINE_ERASED;
		if (namedby_erase(&outlining->named, glance))
			outline->marks |= OUTLINE_NAMED;
		break;
	default:
		return false;
	}
	return true;
}

/* Keys that any event may have. Whether there are any. */
static bool
take_keys(struct outlining *outlining, struct outline *outline,
	  const struct glance *glance)
{
	bool passed = glance->verb == VERB_OVERRIDE, logged;
	unsigned uses = 0;
	int64_t written;

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++)
		uses |= key_of(outlining, glance, i)->use;
	if (uses & KEY_SKIPPED)
		outline->marks |= OUTLINE_SKIPPED;
	passed = passed || uses & KEY_OUT_OF_ORDER;
	if (!passed)
		return uses & KEY_SKIPPED;
	written = time_in(glance, "logged", &logged);
	if (!logged || written == INSTANT_NONE)
		written = glance->time;
	if (written >= outlining->wanted->passed_since)
		outline->marks |= OUTLINE_PASSED_OVER;
	return true;
}

/* The verbs that tell whether a case is open, or whose it is. */
#define OPEN_VERBS                                                 \
	(UINT64_C(1) << VERB_OPEN | UINT64_C(1) << VERB_CLOSE |    \
	 UINT64_C(1) << VERB_REOPEN | UINT64_C(1) << VERB_AMEND |  \
	 UINT64_C(1) << VERB_RETRACT | UINT64_C(1) << VERB_MERGE | \
	 UINT64_C(1) << VERB_ERASE)

void
outline_take(struct outline *outline, struct outlining *outlining, size_t index,
	     const struct glance *glance)
{
	bool bears;

	if (outlining->wanted->noted == OUTLINE_NOTED_VERBS)
		*outlining_noted(outlining, index) |= INT64_C(1)
						      << glance->verb;
	bears = take_event(outlining, outline, index, glance);
	if (glance->count > RECORD_FIELD_COUNT || glance->verb == VERB_OVERRIDE)
		bears = take_keys(outlining, outline, glance) || bears;
	outline->marks &= ~(uint32_t)OUTLINE_BORE_NOTHING;
	if (!bears)
		outline->marks |= OUTLINE_BORE_NOTHING;
	if (glance->time >= outlining->wanted->promises_since &&
	    (glance->verb == VERB_KEPT || glance->verb == VERB_BROKEN ||
	     glance->verb == VERB_RENEW))
		outline->marks |= OUTLINE_PROMISED;
}

void
outline_pass(struct skimmer *skimmer)
{
	const uint64_t known = (UINT64_C(1) << VERB_COUNT) - 1;

	skimmer->passed = known & ~OPEN_VERBS;
}

bool
outline_may_be_open(const struct outline *outline)
{
	if (outline->marks & OUTLINE_ODD)
		return true;
	return !(outline->marks & (OUTLINE_ERASED | OUTLINE_CLOSED |
				   OUTLINE_HISTORY | OUTLINE_MERGED));
}

bool
outline_may_owe(const struct outlining *outlining,
		const struct outline *outline)
{
	const struct policy *policy = outlining->wanted->policy;
	uint32_t marks = outline->marks;
	struct planwords_case known;

	if (marks & OUTLINE_ODD)
		return true;
	if (marks & OUTLINE_MERGED)
		return false;
	/* Some of it may have been promised after that. */
	if (marks & OUTLINE_ERASED)
		return outline->promises;
	if (marks & OUTLINE_HISTORY)
		return policy && outline->promises;
	if (!(marks & OUTLINE_CLOSED) || outline->promises)
		return true;
	if (!policy)
		return false;
	if (marks & (OUTLINE_UNSAID | OUTLINE_REVIEWED | OUTLINE_SKIPPED |
		     OUTLINE_PASSED_OVER | OUTLINE_LOW) ||
	    (marks & OUTLINE_CHANGED && policy->prevention.tell_what_changed))
		return true;
	known = (struct planwords_case){
		.category = outline->category,
		.channel = outline->channel,
		.heat = outline->heat,
		.outcome = outline->outcome,
		.flags = outline->flags,
		.done = outline->done,
		.lent = marks & OUTLINE_LENT,
		.since = outline->since,
	};
	return planwords_may_owe(&outlining->words, &known);
}
