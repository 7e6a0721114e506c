#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "discreet.h"
#include "event.h"
#include "text.h"

static const char *const field_names[RECORD_FIELD_COUNT] = {
	"time", "case", "event", "what", "who", "due", "amount", "text",
};

const char *
record_field_name(enum record_field field)
{
	return field_names[field];
}

enum record_field
record_field(const char *name)
{
	int i = 0;

	while (i < RECORD_FIELD_COUNT && strcmp(field_names[i], name) != 0)
		i++;
	return (enum record_field)i;
}

bool
record_is_field_name(const char *at, size_t len)
{
	static const unsigned char lens[RECORD_FIELD_COUNT] = {4, 4, 5, 4,
							       3, 3, 6, 4};

	if (len < 3 || len > 6)
		return false;
	for (int i = 0; i < RECORD_FIELD_COUNT; i++) {
		if (lens[i] == len && field_names[i][0] == *at &&
		    memcmp(field_names[i], at, len) == 0)
			return true;
	}
	return false;
}

void
record_init(struct record *record)
{
	*record = (struct record){
		.at = INSTANT_NONE, .due = INSTANT_NONE, .amount = MONEY_NONE};
	memcpy(record->id, "-", 2);
}

/* Whether a word is all of a kind of bytes. */
static bool
is_all(const char *word, int kind)
{
	while (bytes_is(*word, kind))
		word++;
	return *word == '\0';
}

bool
record_is_what(const char *word)
{
	return bytes_is(*word, BYTES_ALNUM) && is_all(word, BYTES_WHAT);
}

bool
record_is_money(const char *key)
{
	return strcmp(key, "value") == 0 || strcmp(key, "delivery") == 0;
}

bool
record_is_key(const char *word)
{
	return bytes_is(*word, BYTES_LETTER) && is_all(word, BYTES_NAME) &&
	       record_field(word) == RECORD_FIELD_COUNT;
}

/* An event's name: that of a verb of this or a newer version. */
static bool
is_event_name(const char *word)
{
	return bytes_is(*word, BYTES_LETTER) && is_all(word, BYTES_NAME);
}

/* The column, in characters, of the byte at offset of line, 1-based. */
static size_t
column_of(const char *line, size_t offset)
{
	size_t column = 1;

	for (size_t i = 0; i < offset; i++)
		column += ((unsigned char)line[i] & 0xC0) != 0x80;
	return column;
}

/*
 * Undo one field's escapes in place and end it with a NUL. A lone dash is a
 * missing value (NULL), "\-" a dash. column is that of the field.
 */
static bool
decode(char *at, size_t len, const char **value, size_t column,
       struct fail *why)
{
	size_t was = len, bad = 0;
	const char *sentence;
	char *before = NULL;

	if (len == 0)
		return fail_at(why, FAIL_INPUT, column,
			       "empty field; a missing value is '-'");
	if (len == 1 && *at == '-') {
		*value = NULL;
		return true;
	}
	if (len == 2 && memcmp(at, "\\-", 2) == 0) {
		at[0] = '-';
		at[1] = '\0';
		*value = at;
		return true;
	}
	if (memchr(at, '\\', len)) {
		/* Unescaping overwrites what the message must point at. */
		before = mem_get(len);
		memcpy(before, at, len);
	}
	sentence = text_unescape(at, &len, &bad);
	if (sentence) {
		const char *shown = before ? before : at;
		size_t where = column + column_of(shown, bad) - 1;

		if (strcmp(sentence, "unknown escape") == 0 && bad + 1 < was)
			fail_at(why, FAIL_INPUT, where, "unknown escape \\%c",
				shown[bad + 1]);
		else
			fail_at(why, FAIL_INPUT, where, "%s", sentence);
	}
	free(before);
	if (sentence)
		return false;
	at[len] = '\0';
	*value = at;
	return true;
}

/* Take field 1 to 8, decoded, into the record. */
static bool
take_field(struct record *record, enum record_field field, const char *value,
	   size_t column, int digits, struct fail *why)
{
	switch (field) {
	case RECORD_TIME:
		if (!value ||
		    !zone_parse_time(value, &record->at, &record->offset))
			return fail_at(why, FAIL_INPUT, column,
				       "'%s' is not a time, as "
				       "2026-11-22T14:05:09.123+01:00 is",
				       discreet_word(value ? value : "-"));
		return true;
	case RECORD_CASE:
		if (value && !caseid_is_valid(value, strlen(value)))
			return fail_at(why, FAIL_INPUT, column,
				       "'%s' is not a case id",
				       discreet_word(value));
		memcpy(record->id, value ? value : "-",
		       value ? CASEID_SIZE : 2);
		return true;
	case RECORD_EVENT:
		if (!value || !is_event_name(value))
			return fail_at(why, FAIL_INPUT, column,
				       "'%s' is not the name of an event",
				       discreet_word(value ? value : "-"));
		record->event = event_shared_name(value);
		return true;
	case RECORD_WHAT:
		if (value && !record_is_what(value))
			return fail_at(why, FAIL_INPUT, column,
				       "'%s' cannot be in field 4",
				       discreet_word(value));
		record->what = value;
		return true;
	case RECORD_WHO:
		record->who = value;
		return true;
	case RECORD_DUE:
		if (value &&
		    !zone_parse_due(value, &record->due, &record->due_offset))
			return fail_at(why, FAIL_INPUT, column,
				       "'%s' is not a due time, as "
				       "2026-11-24T17:00:00+01:00 is",
				       discreet_word(value));
		return true;
	case RECORD_AMOUNT:
		if (value) {
			int found;

			if (!money_parse_exact(value, digits, &record->amount,
					       &found, why)) {
				discreet_fail(why, value);
				why->column = column;
				return false;
			}
			record->amount_digits = found;
		}
		return true;
	case RECORD_TEXT:
		record->text = value;
		return true;
	case RECORD_FIELD_COUNT:
		break;
	}
	return true;
}

/* Split "key=value" and add it; keys must rise. */
static bool
take_pair(struct record *record, char *at, size_t len, size_t column,
	  struct fail *why)
{
	char *equals = memchr(at, '=', len);
	struct record_pair *pair = &record->pairs[record->pair_count];
	size_t key_len = equals ? (size_t)(equals - at) : 0;

	if (!equals)
		return fail_at(why, FAIL_INPUT, column, "a field without '='");
	*equals = '\0';
	if (strlen(at) != key_len || !record_is_key(at))
		return fail_at(why, FAIL_INPUT, column, "'%s' cannot be a key",
			       discreet_word(at));
	if (record->pair_count > 0) {
		int order = strcmp(pair[-1].key, at);

		if (order == 0)
			return fail_at(why, FAIL_INPUT, column,
				       "key '%s' is there twice", at);
		if (order > 0)
			return fail_at(why, FAIL_INPUT, column,
				       "key '%s' must stand before '%s'", at,
				       pair[-1].key);
	}
	pair->key = at;
	if (len == key_len + 1)
		return fail_at(why, FAIL_INPUT, column,
			       "key '%s' has no value; leave it out", at);
	if (!decode(equals + 1, len - key_len - 1, &pair->value,
		    column + key_len + 1, why))
		return false;
	if (!pair->value)
		return fail_at(why, FAIL_INPUT, column,
			       "key '%s' has no value; leave it out", at);
	record->pair_count++;
	return true;
}

/* The length of a line without a CR at its end. */
static size_t
without_return(const char *line, size_t len)
{
	return len > 0 && line[len - 1] == '\r' ? len - 1 : len;
}

static bool
plain_parse(struct record *record, char *line, size_t len, int digits,
	    bool without_time, struct arena *arena, struct fail *why)
{
	size_t fields = 1, field = 0, column = 1, begin = 0;

	record_init(record);
	if (len >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0)
		return fail_at(why, FAIL_INPUT, 1,
			       "a byte order mark; save the file as UTF-8 "
			       "without one");
	len = without_return(line, len);
	for (size_t i = 0; i < len; i++)
		fields += line[i] == '\t';
	if (fields < RECORD_FIELD_COUNT)
		return fail_at(why, FAIL_INPUT, column_of(line, len),
			       "%zu field%s where a record has at least %d",
			       fields, fields == 1 ? "" : "s",
			       RECORD_FIELD_COUNT);
	if (fields > RECORD_FIELD_COUNT)
		record->pairs =
			arena_get(arena, (fields - RECORD_FIELD_COUNT) *
						 sizeof(*record->pairs));
	for (; field < fields; field++) {
		char *tab = memchr(line + begin, '\t', len - begin);
		size_t end = tab ? (size_t)(tab - line) : len;
		size_t next = column + column_of(line + begin, end - begin);

		if (field < RECORD_FIELD_COUNT) {
			const char *value;

			if (!decode(line + begin, end - begin, &value, column,
				    why))
				return false;
			if (field == RECORD_TIME && !value && without_time)
				record->at = INSTANT_NONE;
			else if (!take_field(record, (enum record_field)field,
					     value, column, digits, why))
				return false;
		} else if (!take_pair(record, line + begin, end - begin, column,
				      why)) {
			return false;
		}
		column = next;
		begin = end + 1;
	}
	return true;
}

/*
 * The quick path. Nearly all lines are good, and hold no escapes but those of a
 * newline and its like: they are judged in one pass that writes nothing, and
 * then taken apart where they stand. Any other is left to the plain path, which
 * says what is wrong with it.
 */

#define QUICK_PAIRS_MOST 32

struct quick {
	/* Where each field begins (NULL: it is missing), and ends. */
	const char *fields[RECORD_FIELD_COUNT], *ends[RECORD_FIELD_COUNT];
	struct record_pair pairs[QUICK_PAIRS_MOST]; /* not ended yet */
	bool escapes; /* some field holds an escape of two bytes */
};

/* Whether a key may stand behind another. */
static bool
rises(const char *before, size_t before_len, const char *key, size_t len)
{
	int order = memcmp(before, key, before_len < len ? before_len : len);

	return order < 0 || (order == 0 && before_len < len);
}

static bool
quick_pairs(struct quick *quick, struct record *record, const char *at,
	    const char *end)
{
	size_t before_len = 0;

	while (at < end) {
		int32_t count = record->pair_count;
		struct record_pair *pair = &quick->pairs[count];
		const char *key = at + 1, *value;
		size_t len;

		if (count == QUICK_PAIRS_MOST || key == end ||
		    !bytes_is(*key, BYTES_LETTER))
			return false;
		at = bytes_after_run(key, end, BYTES_NAME);
		len = (size_t)(at - key);
		if (at == end || *at != '=' || record_is_field_name(key, len) ||
		    (count > 0 && !rises(pair[-1].key, before_len, key, len)))
			return false;
		value = at + 1;
		at = bytes_after_plain(value, end, &quick->escapes);
		if (!at || (at == value + 1 && *value == '-'))
			return false;
		*pair = (struct record_pair){key, value};
		record->pair_count++;
		before_len = len;
	}
	return true;
}

/* An amount of len bytes, by the plain path's own function. */
static bool
quick_amount(struct record *record, const char *at, size_t len, int digits)
{
	char text[24];
	int found;

	if (len >= sizeof(text))
		return false;
	memcpy(text, at, len);
	text[len] = '\0';
	if (!money_parse_exact(text, digits, &record->amount, &found, NULL))
		return false;
	record->amount_digits = found;
	return true;
}

/* The end of a field that is not missing; NULL if it is not known to be good.
 */
static const char *
quick_field(struct quick *quick, struct record *record, enum record_field field,
	    const char *at, const char *end, int digits)
{
	bool good = true;
	const char *behind;

	switch (field) {
	case RECORD_EVENT:
		behind = bytes_after_run(at, end, BYTES_NAME);
		good = bytes_is(*at, BYTES_LETTER);
		break;
	case RECORD_WHAT:
		behind = bytes_after_run(at, end, BYTES_WHAT);
		good = bytes_is(*at, BYTES_ALNUM);
		break;
	case RECORD_DUE:
		behind = at + ZONE_DUE_LEN;
		good = end - at >= ZONE_DUE_LEN &&
		       zone_read(at, ZONE_DUE_LEN, &record->due,
				 &record->due_offset);
		break;
	case RECORD_AMOUNT:
		behind = bytes_after_run(at, end, BYTES_WHAT);
		good = quick_amount(record, at, (size_t)(behind - at), digits);
		break;
	default:
		behind = bytes_after_plain(at, end, &quick->escapes);
		break;
	}
	return good ? behind : NULL;
}

/* Judge a line up to end without writing to it. False where it is not good, or
 * where that is not known. */
static bool
quick_judge(struct quick *quick, struct record *record, const char *line,
	    const char *end, int digits)
{
	static const size_t id_at = ZONE_TIME_LEN + 1;
	static const size_t event_at = ZONE_TIME_LEN + 1 + CASEID_LEN + 1;
	const char *at = line + event_at - 1;

	if ((size_t)(end - line) <= event_at || line[id_at - 1] != '\t' ||
	    !zone_read(line, ZONE_TIME_LEN, &record->at, &record->offset) ||
	    !caseid_is_valid(line + id_at, CASEID_LEN))
		return false;
	memcpy(record->id, line + id_at, CASEID_LEN);
	record->id[CASEID_LEN] = '\0';
	for (int i = RECORD_EVENT; i < RECORD_FIELD_COUNT; i++) {
		const char *begin = at + 1;
		bool missing;

		if (end - at < 2 || *at != '\t')
			return false;
		missing = i != RECORD_EVENT && *begin == '-' &&
			  (end == begin + 1 || begin[1] == '\t');
		at = missing ? begin + 1
			     : quick_field(quick, record, (enum record_field)i,
					   begin, end, digits);
		if (!at)
			return false;
		quick->fields[i] = missing ? NULL : begin;
		quick->ends[i] = at;
	}
	return (at == end || *at == '\t') &&
	       quick_pairs(quick, record, at, end);
}

/* Undo the escapes of two bytes in a field that ends with a NUL. */
static void
unescape(char *at)
{
	char *to = strchr(at, '\\');

	for (at = to; at && *at; at++) {
		if (*at == '\\') {
			at++;
			*to++ = *at == 't'   ? '\t'
				: *at == 'n' ? '\n'
				: *at == 'r' ? '\r'
					     : '\\';
		} else {
			*to++ = *at;
		}
	}
	if (to)
		*to = '\0';
}

/* End the fields of a line that was judged to be good. */
static void
quick_take(struct quick *quick, struct record *record, char *line, size_t len,
	   struct arena *arena)
{
	size_t size = (size_t)record->pair_count * sizeof(*record->pairs);

	record->what = quick->fields[RECORD_WHAT];
	record->who = quick->fields[RECORD_WHO];
	record->text = quick->fields[RECORD_TEXT];
	line[len] = '\0';
	for (int i = RECORD_EVENT; i < RECORD_FIELD_COUNT; i++) {
		if (quick->fields[i])
			line[quick->ends[i] - line] = '\0';
	}
	record->event = event_shared_name(quick->fields[RECORD_EVENT]);
	for (int32_t i = 0; i < record->pair_count; i++) {
		line[quick->pairs[i].key - line - 1] = '\0';
		line[quick->pairs[i].value - line - 1] = '\0';
	}
	if (record->pair_count > 0) {
		record->pairs = arena_get(arena, size);
		memcpy(record->pairs, quick->pairs, size);
	}
	if (!quick->escapes)
		return;
	for (int i = RECORD_WHO; i < RECORD_FIELD_COUNT; i++) {
		if (quick->fields[i])
			unescape(line + (quick->fields[i] - line));
	}
	for (int32_t i = 0; i < record->pair_count; i++)
		unescape(line + (quick->pairs[i].value - line));
}

bool
record_parse_quickly(struct record *record, char *line, size_t len, int digits,
		     struct arena *arena)
{
	struct quick quick;

	len = without_return(line, len);
	record_init(record);
	quick.escapes = false;
	if (!quick_judge(&quick, record, line, line + len, digits))
		return false;
	quick_take(&quick, record, line, len, arena);
	return true;
}

bool
record_parse(struct record *record, char *line, size_t len, int digits,
	     struct arena *arena, struct fail *why)
{
	return record_parse_quickly(record, line, len, digits, arena) ||
	       plain_parse(record, line, len, digits, false, arena, why);
}

bool
record_parse_case(struct record *record, char *line, size_t len, int digits,
		  struct arena *arena, struct fail *why)
{
	if (!record_parse(record, line, len, digits, arena, why))
		return false;
	/* Behind the time, which is as wide in every record. */
	return strcmp(record->id, "-") != 0 ||
	       fail_at(why, FAIL_INPUT, ZONE_TIME_LEN + 2,
		       "a record about no case; the journal holds none");
}

bool
record_parse_new(struct record *record, char *line, size_t len, int digits,
		 struct arena *arena, struct fail *why)
{
	return record_parse_quickly(record, line, len, digits, arena) ||
	       plain_parse(record, line, len, digits, true, arena, why);
}

bool
record_parse_plainly(struct record *record, char *line, size_t len, int digits,
		     struct arena *arena, struct fail *why)
{
	return plain_parse(record, line, len, digits, false, arena, why);
}

void
record_encode_value(struct buffer *out, const char *value)
{
	/* An empty text would be an empty field, which no reader takes. */
	if (!value || !*value)
		buffer_add_char(out, '-');
	else if (strcmp(value, "-") == 0)
		buffer_add_string(out, "\\-");
	else
		text_escape(out, value, strlen(value));
}

void
record_encode_field(struct buffer *out, const struct record *record,
		    enum record_field field)
{
	switch (field) {
	case RECORD_TIME:
		if (record->at == INSTANT_NONE)
			buffer_add_char(out, '-');
		else
			zone_format_time(out, record->at, record->offset);
		return;
	case RECORD_CASE:
		buffer_add_string(out, record->id);
		return;
	case RECORD_EVENT:
		record_encode_value(out, record->event);
		return;
	case RECORD_WHAT:
		record_encode_value(out, record->what);
		return;
	case RECORD_WHO:
		record_encode_value(out, record->who);
		return;
	case RECORD_DUE:
		if (record->due == INSTANT_NONE)
			buffer_add_char(out, '-');
		else
			zone_format_due(out, record->due, record->due_offset);
		return;
	case RECORD_AMOUNT:
		if (record->amount == MONEY_NONE)
			buffer_add_char(out, '-');
		else
			money_format(out, record->amount,
				     record->amount_digits);
		return;
	case RECORD_TEXT:
		record_encode_value(out, record->text);
		return;
	case RECORD_FIELD_COUNT:
		return;
	}
}

void
record_encode(struct buffer *out, const struct record *record)
{
	for (int i = 0; i < RECORD_FIELD_COUNT; i++) {
		if (i > 0)
			buffer_add_char(out, '\t');
		record_encode_field(out, record, (enum record_field)i);
	}
	for (int32_t i = 0; i < record->pair_count; i++) {
		if (!record->pairs[i].value || !*record->pairs[i].value)
			continue;
		buffer_add_char(out, '\t');
		buffer_add_string(out, record->pairs[i].key);
		buffer_add_char(out, '=');
		record_encode_value(out, record->pairs[i].value);
	}
	buffer_add_char(out, '\n');
}

bool
record_check(const struct record *record, struct fail *why)
{
	struct buffer line = {0};
	size_t len;

	if (record->what && !record_is_what(record->what))
		return fail_set(
			why, FAIL_USAGE,
			"'%s' cannot be the object of an event: letters, "
			"digits and . _ : + - only",
			discreet_word(record->what));
	for (int32_t i = 0; i < record->pair_count; i++) {
		if (!record_is_key(record->pairs[i].key))
			return fail_set(why, FAIL_USAGE, "'%s' cannot be a key",
					discreet_word(record->pairs[i].key));
	}
	record_encode(&line, record);
	len = line.len;
	buffer_release(&line);
	if (len > RECORD_LINE_MAX)
		return fail_set(why, FAIL_INPUT,
				"%zu bytes are more than a line holds, %d", len,
				RECORD_LINE_MAX);
	return true;
}

const char *
record_get(const struct record *record, const char *key)
{
	for (int32_t i = 0; i < record->pair_count; i++) {
		const struct record_pair *pair = &record->pairs[i];

		if (record_same_key(pair->key, key))
			return pair->value;
	}
	return NULL;
}

int64_t
record_written(const struct record *record)
{
	const char *logged = record_get(record, "logged");
	int64_t at;
	int offset;

	return logged && zone_parse_time(logged, &at, &offset) ? at
							       : record->at;
}

void
record_set_all(struct record *record, const struct record_pair *set,
	       size_t set_count, struct arena *arena)
{
	size_t old_count = (size_t)record->pair_count, old = 0, count = 0;
	struct record_pair *pairs =
		arena_get(arena, (old_count + set_count) * sizeof(*pairs));

	for (size_t i = 0; i < set_count; i++) {
		int order = -1;

		while (old < old_count &&
		       (order = record_key_order(record->pairs[old].key,
						 set[i].key)) < 0)
			pairs[count++] = record->pairs[old++];
		if (old < old_count && order == 0)
			old++;
		if (set[i].value)
			pairs[count++] = set[i];
	}
	while (old < old_count)
		pairs[count++] = record->pairs[old++];
	record->pairs = pairs;
	record->pair_count = (int32_t)count;
}

void
record_set(struct record *record, const char *key, const char *value,
	   struct arena *arena)
{
	record_set_all(record, &(struct record_pair){key, value}, 1, arena);
}

int
record_order(const struct record *a, const struct record *b)
{
	struct buffer left = {0}, right = {0};
	int order;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	record_encode(&left, a);
	record_encode(&right, b);
	order = strcmp(left.at, right.at);
	buffer_release(&left);
	buffer_release(&right);
	return order;
}
