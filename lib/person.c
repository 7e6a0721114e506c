#include "person.h"

#include <string.h>

#include "text.h"

size_t
person_phone(char digits[PERSON_PHONE_DIGITS], const char *value, size_t len)
{
	size_t from = PERSON_PHONE_DIGITS;

	/* Each is put down, and overwritten where it was no digit: which are,
	 * no processor can foresee. */
	while (len-- > 0 && from > 0) {
		digits[from - 1] = value[len];
		from -= value[len] >= '0' && value[len] <= '9';
	}
	if (from > 0)
		memmove(digits, digits + from, PERSON_PHONE_DIGITS - from);
	return PERSON_PHONE_DIGITS - from;
}

bool
person_phone_ends(const char *value, const char *asked)
{
	char digits[PERSON_PHONE_DIGITS], ending[PERSON_PHONE_DIGITS];
	size_t len = person_phone(digits, value, strlen(value));
	size_t asked_len = person_phone(ending, asked, strlen(asked));

	return asked_len <= len &&
	       memcmp(digits + len - asked_len, ending, asked_len) == 0;
}

enum person_kind
person_kind(const char *key)
{
	if (strcmp(key, "phone") == 0)
		return PERSON_PHONE;
	return strcmp(key, "email") == 0 ? PERSON_EMAIL : PERSON_WORDS;
}

bool
person_is_number(const char *digits, size_t len)
{
	/* Each the same as the one behind it. */
	return len >= PERSON_PHONE_LEAST &&
	       memcmp(digits, digits + 1, len - 1) != 0;
}

bool
person_same_phone(const char *a, const char *b)
{
	char left[PERSON_PHONE_DIGITS], right[PERSON_PHONE_DIGITS];
	size_t len = person_phone(left, a, strlen(a));

	return person_is_number(left, len) &&
	       len == person_phone(right, b, strlen(b)) &&
	       memcmp(left, right, len) == 0;
}

bool
person_is_address(const char *value, size_t len)
{
	const char *at = memchr(value, '@', len);

	return at && at > value && at + 1 < value + len;
}

void
person_detail(struct buffer *out, const char *key, const char *value,
	      size_t len)
{
	char digits[PERSON_PHONE_DIGITS];
	enum person_kind kind = person_kind(key);

	if (kind == PERSON_PHONE) {
		len = person_phone(digits, value, len);
		if (person_is_number(digits, len))
			buffer_add(out, digits, len);
	} else if (kind == PERSON_WORDS || person_is_address(value, len)) {
		text_fold(out, value, len);
	}
}

bool
person_next_key(const char **rule, char key[PERSON_KEY_SIZE])
{
	size_t len = strcspn(*rule, "+");

	if (**rule == '\0')
		return false;
	key[0] = '\0';
	if (len < PERSON_KEY_SIZE) {
		memcpy(key, *rule, len);
		key[len] = '\0';
	}
	*rule += len;
	*rule += **rule == '+';
	return true;
}

bool
person_details(struct buffer *out, const char *rule, person_get *get,
	       const void *context)
{
	size_t begin = out->len;
	char key[PERSON_KEY_SIZE];

	while (person_next_key(&rule, key)) {
		const char *value = get(context, key);
		size_t before = out->len;

		if (value)
			person_detail(out, key, value, strlen(value));
		if (out->len == before) {
			buffer_cut(out, begin);
			return false;
		}
		buffer_add_char(out, '\t');
	}
	return out->len > begin;
}
