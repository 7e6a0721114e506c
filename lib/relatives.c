#include "relatives.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "text.h"

/* Bits a hash: so many that few of those that are not there share one. And all
 * of them at most, to stay in the memory near the processor. */
#define BITS_EACH 64
#define BITS_MOST (UINT32_C(1) << 20)

/* The number of a key, a new one where it has none; RELATIVES_KEYS where there
 * are too many. */
static size_t
number_of(struct relatives *relatives, const char *key)
{
	size_t at = relatives_key(relatives, key, strlen(key));

	if (at == relatives->key_count && at < RELATIVES_KEYS) {
		relatives->lens[at] = strlen(key);
		relatives->kinds[at] = person_kind(key);
		memcpy(relatives->keys[at], key, PERSON_KEY_SIZE);
		relatives->key_count++;
	}
	return at;
}

static void
note_first(struct relatives *relatives, uint8_t key)
{
	size_t i = 0;

	while (i < relatives->first_count && relatives->firsts[i] != key)
		i++;
	if (i == relatives->first_count)
		relatives->firsts[relatives->first_count++] = key;
}

static void
add_rule(struct relatives *relatives, const char *text)
{
	struct relatives_rule *rule = &relatives->rules[relatives->rule_count];
	char key[PERSON_KEY_SIZE];

	*rule = (struct relatives_rule){.count = 0};
	while (person_next_key(&text, key)) {
		size_t at = number_of(relatives, key);

		if (at == RELATIVES_KEYS || rule->count == RELATIVES_KEYS)
			relatives->too_many = true;
		else
			rule->keys[rule->count++] = (uint8_t)at;
	}
	if (rule->count > 0)
		note_first(relatives, rule->keys[0]);
	relatives->rule_count++;
}

void
relatives_init(struct relatives *relatives, const struct policy *policy)
{
	*relatives = (struct relatives){0};
	if (!policy)
		return;
	relatives->texts = &policy->intake.same_person_by;
	relatives->rules = mem_get(policy->intake.same_person_by.count *
				   sizeof(*relatives->rules));
	for (size_t i = 0; i < policy->intake.same_person_by.count; i++)
		add_rule(relatives, policy->intake.same_person_by.at[i]);
	if (relatives->key_count > 0)
		table_init(&relatives->hashes,
			   relatives->key_count * sizeof(uint32_t));
}

static void
release_set(struct relatives_set *set)
{
	keyset_release(&set->hashes);
	keyset_release(&set->firsts);
	free(set->may_have);
	*set = (struct relatives_set){0};
}

void
relatives_release(struct relatives *relatives)
{
	free(relatives->rules);
	table_release(&relatives->hashes);
	release_set(&relatives->sought);
	release_set(&relatives->news);
	release_set(&relatives->asked);
	buffer_release(&relatives->plain);
	buffer_release(&relatives->detail);
	*relatives = (struct relatives){0};
}

static uint32_t *
hashes_of(const struct relatives *relatives, size_t index)
{
	return relatives->key_count > 0 ? table_at(&relatives->hashes, index)
					: NULL;
}

void
relatives_add(struct relatives *relatives, size_t index)
{
	if (relatives->key_count == 0)
		return;
	table_make_room(&relatives->hashes, index + 1);
	memset(hashes_of(relatives, index), 0,
	       relatives->key_count * sizeof(uint32_t));
}

size_t
relatives_key(const struct relatives *relatives, const char *key, size_t len)
{
	size_t i = 0;

	while (i < relatives->key_count &&
	       (relatives->lens[i] != len || relatives->keys[i][0] != *key ||
		memcmp(relatives->keys[i], key, len) != 0))
		i++;
	return i;
}

/* A hash in the making, and whether any byte so far is none of ASCII's, or a
 * backslash. */
struct hashing {
	uint64_t hash, odd;
};

/* Eight more bytes, large letters of ASCII as small ones. */
static inline void
hash_word(struct hashing *hashing, uint64_t word)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t hash = hashing->hash, others = word ^ '\\' * ones;

	hashing->odd |= (word | ((others - ones) & ~others)) & 0x80 * ones;
	hash = (hash ^ (word | ' ' * ones)) * UINT64_C(0x9E3779B97F4A7C15);
	hashing->hash = hash ^ hash >> 29;
}

static inline uint64_t
word_at(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

/* Fewer than eight bytes. */
static inline uint64_t
short_word(const char *at, size_t len)
{
	uint32_t first, last;
	uint64_t word = 0;

	if (len >= sizeof(first)) {
		memcpy(&first, at, sizeof(first));
		memcpy(&last, at + len - sizeof(last), sizeof(last));
		return first | (uint64_t)last << 32;
	}
	for (size_t i = 0; i < len; i++)
		word = word << 8 | (unsigned char)at[i];
	return word;
}

/* Words that overlap, so that of most lengths there is nothing to be counted.
 * 0 is for nothing. */
static inline uint32_t
hash_of(const char *at, size_t len, bool *odd)
{
	const size_t size = sizeof(uint64_t);
	const char *end = at + len;
	struct hashing hashing = {.hash = len};
	uint64_t hash;

	*odd = false;
	if (len == 0)
		return 0;
	if (len < size) {
		hash_word(&hashing, short_word(at, len));
	} else {
		for (; len > 4 * size; at += size, len -= size)
			hash_word(&hashing, word_at(at));
		hash_word(&hashing, word_at(at));
		if (len > 2 * size) {
			hash_word(&hashing, word_at(at + size));
			hash_word(&hashing, word_at(end - 2 * size));
		}
		hash_word(&hashing, word_at(end - size));
	}
	*odd = hashing.odd != 0;
	hash = hashing.hash ^ hashing.hash >> 32;
	return (uint32_t)hash ? (uint32_t)hash : 1;
}

/* Of what somebody says, without escapes; who: 0 of what nobody is known by. */
static uint32_t
hash_of_value(struct relatives *relatives, enum person_kind kind, bool who,
	      const char *value, size_t len)
{
	char digits[PERSON_PHONE_DIGITS];
	uint32_t hash;
	bool odd;

	if (kind == PERSON_PHONE) {
		len = person_phone(digits, value, len);
		return who && !person_is_number(digits, len)
			       ? 0
			       : hash_of(digits, len, &odd);
	}
	if (who && kind == PERSON_EMAIL && !person_is_address(value, len))
		return 0;
	hash = hash_of(value, len, &odd);
	/* Of ASCII, folding does no more than hash_of. */
	if (!odd)
		return hash;
	buffer_clear(&relatives->detail);
	text_fold(&relatives->detail, value, len);
	return hash_of(buffer_string(&relatives->detail), relatives->detail.len,
		       &odd);
}

/* Of one as a line holds it. */
static uint32_t
hash_escaped(struct relatives *relatives, enum person_kind kind, bool who,
	     const char *value, size_t len)
{
	uint32_t hash;
	size_t bad;
	bool odd;

	if (who && kind == PERSON_EMAIL && !person_is_address(value, len))
		return 0;
	if (kind != PERSON_PHONE) {
		hash = hash_of(value, len, &odd);
		if (!odd)
			return hash;
	}
	if (memchr(value, '\\', len)) {
		buffer_clear(&relatives->plain);
		buffer_add(&relatives->plain, value, len);
		value = relatives->plain.at;
		if (bytes_are(value, len, "\\-"))
			value = "-", len = 1;
		else
			text_unescape(relatives->plain.at, &len, &bad);
	}
	return hash_of_value(relatives, kind, who, value, len);
}

uint32_t
relatives_hash(struct relatives *relatives, const char *key, const char *value,
	       size_t len)
{
	return hash_escaped(relatives, person_kind(key), false, value, len);
}

uint32_t
relatives_know(struct relatives *relatives, size_t index, size_t key,
	       const char *value, size_t len)
{
	uint32_t hash = value ? hash_escaped(relatives, relatives->kinds[key],
					     true, value, len)
			      : 0;

	hashes_of(relatives, index)[key] = hash;
	return hash;
}

/* The hash of a rule, of those of its keys; 0 where one is not known. */
static uint32_t
hash_of_rule(const struct relatives_rule *rule, const uint32_t *hashes)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < rule->count; i++) {
		uint32_t one = hashes[rule->keys[i]];

		if (one == 0)
			return 0;
		/* With the key, as a phone number is no e-mail address. */
		hash = (hash ^ one ^ (uint64_t)(rule->keys[i] + 1) << 32) *
		       UINT64_C(0xFF51AFD7ED558CCD);
		hash ^= hash >> 32;
	}
	return (uint32_t)hash ? (uint32_t)hash : 1;
}

/* Of a set that is complete, and asked for what it mostly does not have. */
static void
note_bits(struct relatives_set *set)
{
	uint32_t bits = 64, first;

	while (bits < BITS_MOST && bits < set->firsts.count * BITS_EACH)
		bits *= 2;
	set->may_have = mem_zero(bits / 64, sizeof(*set->may_have));
	set->mask = bits - 1;
	for (size_t next = 0;
	     (first = keyset_next(&set->firsts, &next)) != 0;) {
		uint32_t bit = first & set->mask;

		set->may_have[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

/* Seek somebody by the hashes of their details. */
static bool
seek(struct relatives *relatives, const uint32_t *details)
{
	struct relatives_set *news = &relatives->news;
	bool any = false;

	for (size_t i = 0; i < relatives->rule_count; i++) {
		const struct relatives_rule *rule = &relatives->rules[i];
		uint32_t hash = hash_of_rule(rule, details);

		if (rule->count == 0 || !hash ||
		    !keyset_add(&relatives->sought.hashes, hash))
			continue;
		keyset_add(&news->hashes, hash);
		keyset_add(&news->firsts, details[rule->keys[0]]);
		any = true;
	}
	return any;
}

/* Whether a set may have what one of the rules asks for first: which cases say
 * what, no processor can foresee. A detail that is not known counts as well;
 * that is seldom. */
static inline bool
may_have_any(const struct relatives *relatives, const struct relatives_set *set,
	     const uint32_t *details)
{
	uint64_t any = 0;

	for (size_t i = 0; i < relatives->first_count; i++) {
		uint32_t bit = details[relatives->firsts[i]] & set->mask;

		any |= set->may_have[bit / 64] >> bit % 64;
	}
	return any & 1;
}

static bool
are(const struct relatives *relatives, const struct relatives_set *set,
    const uint32_t *details)
{
	if (relatives->too_many)
		return true;
	if (set->may_have && !may_have_any(relatives, set, details))
		return false;
	for (size_t i = 0; i < relatives->rule_count; i++) {
		uint32_t hash = hash_of_rule(&relatives->rules[i], details);

		if (hash && keyset_has(&set->hashes, hash))
			return true;
	}
	return false;
}

static void
hash_details(struct relatives *relatives, person_get *get, const void *context,
	     uint32_t hashes[RELATIVES_KEYS])
{
	for (size_t i = 0; i < relatives->key_count; i++) {
		const char *value = get(context, relatives->keys[i]);

		hashes[i] =
			value ? hash_of_value(relatives, relatives->kinds[i],
					      true, value, strlen(value))
			      : 0;
	}
}

bool
relatives_seek(struct relatives *relatives, person_get *get,
	       const void *context)
{
	uint32_t hashes[RELATIVES_KEYS];

	hash_details(relatives, get, context, hashes);
	return seek(relatives, hashes);
}

bool
relatives_are(struct relatives *relatives, person_get *get, const void *context)
{
	uint32_t hashes[RELATIVES_KEYS];

	hash_details(relatives, get, context, hashes);
	return are(relatives, &relatives->sought, hashes);
}

/* The hash of a rule some of whose keys have no number. */
static uint32_t
hash_of_text(struct relatives *relatives, const char *rule, person_get *get,
	     const void *context)
{
	bool odd;

	buffer_clear(&relatives->detail);
	return person_details(&relatives->detail, rule, get, context)
		       ? hash_of(relatives->detail.at, relatives->detail.len,
				 &odd)
		       : 0;
}

void
relatives_hashes(struct relatives *relatives, person_get *get,
		 const void *context, uint32_t *hashes)
{
	uint32_t details[RELATIVES_KEYS];

	hash_details(relatives, get, context, details);
	for (size_t i = 0; i < relatives->rule_count; i++)
		hashes[i] =
			relatives->too_many
				? hash_of_text(relatives,
					       relatives->texts->at[i], get,
					       context)
				: hash_of_rule(&relatives->rules[i], details);
}

bool
relatives_ask(struct relatives *relatives)
{
	release_set(&relatives->asked);
	relatives->asked = relatives->news;
	relatives->news = (struct relatives_set){0};
	note_bits(&relatives->asked);
	return relatives->asked.hashes.count > 0 || relatives->too_many;
}

size_t
relatives_next(const struct relatives *relatives,
	       const struct relatives *others, size_t from, size_t count)
{
	const struct relatives_set *asked = &relatives->asked;

	while (from < count && !relatives->too_many &&
	       !may_have_any(relatives, asked, hashes_of(others, from)))
		from++;
	return from;
}

bool
relatives_is(const struct relatives *relatives, const struct relatives *others,
	     size_t index)
{
	return are(relatives, &relatives->asked, hashes_of(others, index));
}

bool
relatives_begins(const struct relatives *relatives,
		 const struct relatives *others, size_t index)
{
	const uint32_t *details = hashes_of(others, index);
	bool begins = false;

	for (size_t i = 0; i < relatives->first_count && !begins; i++) {
		uint32_t first = details[relatives->firsts[i]];

		begins = first && keyset_has(&relatives->asked.firsts, first);
	}
	return begins;
}

/* Whether details of a rule are said by the one, and not the same by another.
 */
static bool
says_more(const struct relatives_rule *rule, const uint32_t *details,
	  const uint32_t *others)
{
	bool more = false;

	for (size_t i = 0; i < rule->count && !more; i++)
		more = details[rule->keys[i]] &&
		       details[rule->keys[i]] != others[rule->keys[i]];
	return more;
}

bool
relatives_join(struct relatives *relatives, size_t index,
	       const struct relatives *others, size_t other)
{
	uint32_t *details = hashes_of(relatives, index);
	const uint32_t *theirs = hashes_of(others, other);
	bool completes = false;

	for (size_t i = 0; i < relatives->rule_count && !completes; i++)
		completes = says_more(&relatives->rules[i], details, theirs) &&
			    says_more(&relatives->rules[i], theirs, details) &&
			    relatives->rules[i].count > 1;
	for (size_t i = 0; i < relatives->key_count; i++) {
		if (!details[i])
			details[i] = theirs[i];
	}
	return completes;
}

bool
relatives_seek_case(struct relatives *relatives, const struct relatives *others,
		    size_t index)
{
	return seek(relatives, hashes_of(others, index));
}

void
relatives_hashes_of(const struct relatives *others, size_t index,
		    uint32_t *hashes)
{
	const uint32_t *details = hashes_of(others, index);

	for (size_t i = 0; i < others->rule_count; i++)
		hashes[i] = hash_of_rule(&others->rules[i], details);
}
