#include "namedby.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "event.h"
#include "mem.h"
#include "redact.h"

/* Of a value that is not escaped. */
static uint32_t
hash_of(const struct namedby *named, const char *key, const char *value)
{
	struct buffer escaped = {0};
	uint32_t hash;

	record_encode_value(&escaped, value);
	hash = relatives_hash(named->relatives, key, escaped.at, escaped.len);
	buffer_release(&escaped);
	return hash;
}

void
namedby_init(struct namedby *named, const struct meant *meant,
	     size_t meant_count, const struct namedby_detail *details,
	     size_t detail_count, struct relatives *relatives)
{
	*named = (struct namedby){
		.meant = meant,
		.meant_count = meant_count,
		.details = details,
		.detail_count = detail_count,
		.hashes = mem_get((detail_count + 1) * sizeof(*named->hashes)),
		.erased = mem_get((detail_count + 1) * sizeof(*named->erased)),
		.relatives = relatives,
		.shown = mem_zero(meant_count + 1, sizeof(*named->shown)),
	};
	for (size_t i = 0; i < meant_count; i++)
		named->near = named->near || meant[i].near;
	for (size_t i = 0; i < detail_count; i++) {
		named->hashes[i] =
			hash_of(named, details[i].key, details[i].value);
		named->erased[i] = hash_of(named, details[i].key, REDACT_WORD);
	}
}

void
namedby_release(struct namedby *named)
{
	free(named->hashes);
	free(named->erased);
	free(named->shown);
	*named = (struct namedby){0};
}

bool
namedby_key(const struct namedby *named, const char *key, size_t len)
{
	/* Those that meant.h names cases by. */
	static const char *const meant[] = {"customer", "email", "phone"};
	size_t count =
		named->meant_count > 0 ? sizeof(meant) / sizeof(*meant) : 0;
	bool may = false;

	for (size_t i = 0; i < named->detail_count && !may; i++)
		may = bytes_are(key, len, named->details[i].key);
	for (size_t i = 0; i < count && !may; i++)
		may = bytes_are(key, len, meant[i]);
	return may;
}

bool
namedby_value(const struct namedby *named, const char *key, size_t key_len,
	      const char *value, size_t len, uint32_t hash)
{
	bool is = false;

	for (size_t i = 0; i < named->detail_count && !is; i++) {
		const char *asked = named->details[i].key;

		if (!bytes_are(key, key_len, asked))
			continue;
		if (hash == 0)
			hash = relatives_hash(named->relatives, asked, value,
					      len);
		is = hash == named->hashes[i];
	}
	for (size_t i = 0; i < named->meant_count && !is; i++)
		is = meant_may_be_detail(&named->meant[i], key, key_len, value,
					 len);
	return is;
}

bool
namedby_day(struct namedby *named, struct glance_id id)
{
	char bytes[CASEID_SIZE];
	bool shows = false;

	if (!named->near)
		return false;
	glance_id_bytes(bytes, id);
	for (size_t i = 0; i < named->meant_count; i++) {
		const struct meant *meant = &named->meant[i];

		if (named->shown[i] || !meant->near || !meant_is_short(meant) ||
		    !meant_fits_day(meant, bytes))
			continue;
		named->shown[i] = true;
		shows = true;
	}
	return shows;
}

/* Whether what stands where personal data stood is sought. */
static bool
is_erased_sought(const struct namedby *named)
{
	bool is = false;

	for (size_t i = 0; i < named->detail_count && !is; i++)
		is = named->hashes[i] == named->erased[i];
	return is;
}

bool
namedby_erase(const struct namedby *named, const struct glance *glance)
{
	bool by = is_erased_sought(named);

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count && !by; i++) {
		size_t len, value_len;
		const char *key = glance_key(glance, i, &len);
		const char *value = glance_value(glance, i, &value_len);

		by = namedby_value(named, key, len, value, value_len, 0);
	}
	return by;
}

bool
namedby_record(const struct namedby *named, const struct record *record)
{
	bool by =
		event_is(record->event, VERB_ERASE) && is_erased_sought(named);
	struct buffer value = {0};

	for (int32_t i = 0; i < record->pair_count && !by; i++) {
		const struct record_pair *pair = &record->pairs[i];

		buffer_clear(&value);
		record_encode_value(&value, pair->value);
		by = namedby_value(named, pair->key, strlen(pair->key),
				   value.at, value.len, 0);
	}
	buffer_release(&value);
	return by;
}
