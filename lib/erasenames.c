#include "erasenames.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "person.h"
#include "redact.h"
#include "text.h"

#define NAME_LEAST 3 /* bytes; less is in too many words */

/* The digits of a number that begins at *at, written with blanks and the like
 * between; *at is moved behind it. The last PERSON_PHONE_DIGITS are left. */
static size_t
read_number(const char **at, const char *end,
	    char digits[PERSON_PHONE_DIGITS + 1])
{
	size_t len = 0, between = 0;

	for (; *at < end; (*at)++) {
		char c = **at;

		if (c >= '0' && c <= '9') {
			if (len == PERSON_PHONE_DIGITS)
				memmove(digits, digits + 1, --len);
			digits[len++] = c;
			between = 0;
		} else if (c == '\0' || !strchr(" -()/.+", c) ||
			   ++between > 2) {
			break;
		}
	}
	digits[len] = '\0';
	return len;
}

static void
add_word(char ***list, size_t *count, size_t *room, const char *word)
{
	for (size_t i = 0; i < *count; i++) {
		if (strcmp((*list)[i], word) == 0)
			return;
	}
	*list = mem_grow(*list, *count, room, sizeof(**list));
	(*list)[(*count)++] = mem_copy(word);
}

void
erase_names_add(struct erase_names *names, const struct policy *policy,
		const struct record *record)
{
	static const char *const keys[] = {"customer", "email", "phone"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *value = record_get(record, keys[i]);
		const char *end = value ? value + strlen(value) : NULL;
		char digits[PERSON_PHONE_DIGITS + 1];
		struct buffer folded = {0};
		enum person_kind kind = person_kind(keys[i]);

		if (!value || strcmp(value, REDACT_WORD) == 0 ||
		    strcmp(value, policy->privacy.erase_name) == 0 ||
		    !policy_list_has(&policy->privacy.personal, keys[i]))
			continue;
		if (kind == PERSON_PHONE) {
			while (value < end && read_number(&value, end, digits) <
						      PERSON_PHONE_LEAST)
				value += value < end;
			if (person_is_number(digits, strlen(digits)))
				add_word(&names->phones, &names->phone_count,
					 &names->phone_room, digits);
			continue;
		}
		if (kind == PERSON_EMAIL &&
		    !person_is_address(value, strlen(value)))
			continue;
		text_fold(&folded, value, strlen(value));
		if (folded.len >= NAME_LEAST)
			add_word(&names->words, &names->word_count,
				 &names->word_room, folded.at);
		buffer_release(&folded);
	}
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       ((unsigned char)c & 0x80) != 0;
}

/* Whether a word stands in folded text, and is no part of a longer one. */
static bool
holds(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = text; (at = strstr(at, word)) != NULL; at++) {
		bool begins =
			at == text || !is_letter(at[-1]) || !is_letter(*word);

		if (begins &&
		    (!is_letter(at[len]) || !is_letter(word[len - 1])))
			return true;
	}
	return false;
}

static bool
phone_in(const struct erase_names *names, const char *at, const char *end)
{
	while (names->phone_count > 0 && at < end) {
		char digits[PERSON_PHONE_DIGITS + 1];

		if (read_number(&at, end, digits) >= PERSON_PHONE_LEAST) {
			for (size_t i = 0; i < names->phone_count; i++) {
				if (strcmp(names->phones[i], digits) == 0)
					return true;
			}
		}
		at += at < end;
	}
	return false;
}

static bool
word_in(const struct erase_names *names, const char *at, size_t len)
{
	struct buffer folded = {0};
	bool found = false;

	if (names->word_count == 0)
		return false;
	text_fold(&folded, at, len);
	for (size_t i = 0; i < names->word_count && !found; i++)
		found = holds(buffer_string(&folded), names->words[i]);
	buffer_release(&folded);
	return found;
}

bool
erase_names_in(const struct erase_names *names, const char *at, size_t len)
{
	const char *end = at + len;

	/* What a power cut left may have NULs in it. */
	while (at < end) {
		const char *nul = memchr(at, '\0', (size_t)(end - at));
		const char *stop = nul ? nul : end;

		if (phone_in(names, at, stop) ||
		    word_in(names, at, (size_t)(stop - at)))
			return true;
		at = stop + 1;
	}
	return false;
}

static void
release_words(char **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i]);
	free(list);
}

void
erase_names_release(struct erase_names *names)
{
	release_words(names->words, names->word_count);
	release_words(names->phones, names->phone_count);
	*names = (struct erase_names){0};
}
