#include "meant.h"

#include <string.h>

#include "bytes.h"
#include "caseid.h"
#include "person.h"
#include "text.h"

#define SHORTEST 3     /* characters of an id that name a case */
#define PHONE_DIGITS 4 /* last digits of a number that do */
#define VALUE_MOST 256 /* of a line: a longer one may be anybody's */

/* A folded name as those write it who leave apostrophes out: ohara. */
static void
drop_apostrophes(struct buffer *out, const char *name)
{
	static const char *const marks[] = {"'", "`", "\u2019", "\u02BC",
					    "\u00B4"};

	while (*name) {
		bool plain = bytes_is(*name, BYTES_ALNUM) || *name == ' ';
		size_t step = 0;

		for (size_t i = 0; !plain && i < sizeof(marks) / sizeof(*marks);
		     i++) {
			if (strncmp(name, marks[i], strlen(marks[i])) == 0)
				step = strlen(marks[i]);
		}
		if (step == 0)
			buffer_add_char(out, *name);
		name += step ? step : 1;
	}
}

/* A folded name as those write it who have no such letters: muessig. */
static void
fold_spelt_out(struct buffer *out, const char *name)
{
	static const struct {
		const char *letter, *spelt;
	} letters[] = {{"\u00E4", "ae"}, {"\u00C4", "ae"}, {"\u00F6", "oe"},
		       {"\u00D6", "oe"}, {"\u00FC", "ue"}, {"\u00DC", "ue"},
		       {"\u00F8", "oe"}, {"\u00D8", "oe"}, {"\u00E5", "aa"},
		       {"\u00C5", "aa"}, {"\u00E6", "ae"}, {"\u00C6", "ae"}};
	struct buffer spelt = {0};

	while (*name) {
		size_t i = 0;

		/* The first byte of each of them. */
		if (*name != '\xC3') {
			buffer_add_char(&spelt, *name++);
			continue;
		}
		while (i < sizeof(letters) / sizeof(*letters) &&
		       strncmp(name, letters[i].letter, 2) != 0)
			i++;
		if (i == sizeof(letters) / sizeof(*letters)) {
			buffer_add_char(&spelt, *name++);
			continue;
		}
		buffer_add_string(&spelt, letters[i].spelt);
		name += 2;
	}
	text_fold(out, buffer_string(&spelt), spelt.len);
	buffer_release(&spelt);
}

void
meant_work_out(struct meant *meant, const char *word)
{
	size_t len = 0;
	const char *at;

	*meant = (struct meant){.email = strchr(word, '@') != NULL};
	if (!caseid_normalise(word, meant->id, sizeof(meant->id)))
		meant->id[0] = '\0';
	text_fold(&meant->folded, word, strlen(word));
	drop_apostrophes(&meant->bare, buffer_string(&meant->folded));
	fold_spelt_out(&meant->spelt, word);
	for (at = word; *at && strchr("0123456789 +()/-.", *at); at++) {
		if (*at >= '0' && *at <= '9' && len + 1 < sizeof(meant->digits))
			meant->digits[len++] = *at;
	}
	if (*at)
		meant->digits[0] = '\0';
	at = buffer_string(&meant->folded);
	meant->numbered = strpbrk(at, "0123456789") != NULL;
	while (bytes_is(*at, BYTES_NAME))
		at++;
	meant->plain = *at == '\0' && strcmp(buffer_string(&meant->folded),
					     buffer_string(&meant->spelt)) == 0;
}

void
meant_release(struct meant *meant)
{
	buffer_release(&meant->folded);
	buffer_release(&meant->bare);
	buffer_release(&meant->spelt);
}

bool
meant_is_whole(const struct meant *meant)
{
	return caseid_is_valid(meant->id, strlen(meant->id));
}

bool
meant_is_id(const struct meant *meant, const char *id)
{
	size_t len = strlen(meant->id);

	if (len == CASEID_LEN)
		return memcmp(meant->id, id, CASEID_LEN) == 0;
	return len >= SHORTEST && len <= CASEID_SHORT_LEN &&
	       memcmp(meant->id, id + CASEID_LEN - CASEID_SHORT_LEN, len) == 0;
}

bool
meant_is_short(const struct meant *meant)
{
	return strlen(meant->id) == CASEID_SHORT_LEN && !strchr(meant->id, '-');
}

bool
meant_fits_day(const struct meant *meant, const char *id)
{
	char whole[CASEID_SIZE];

	memcpy(whole, id, CASEID_LEN - CASEID_SHORT_LEN);
	memcpy(whole + CASEID_LEN - CASEID_SHORT_LEN, meant->id,
	       CASEID_SHORT_LEN + 1);
	return caseid_is_valid(whole, CASEID_LEN);
}

bool
meant_is_near(const struct meant *meant, const char *word, size_t len)
{
	struct buffer folded = {0};
	const char *folded_word;
	bool near;

	text_fold(&folded, word, len);
	folded_word = buffer_string(&folded);
	near = text_guess(buffer_string(&meant->folded), &folded_word, 1);
	buffer_release(&folded);
	return near;
}

/* Whether a name of a line has such a word. */
static bool
may_have_near(const struct meant *meant, const char *name, size_t len)
{
	const char *end = name + len;
	bool near = memchr(name, '\\', len) != NULL;

	while (name < end && !near) {
		const char *blank = memchr(name, ' ', (size_t)(end - name));
		const char *behind = blank ? blank : end;

		near = meant_is_near(meant, name, (size_t)(behind - name));
		name = behind + (blank != NULL);
	}
	return near;
}

/* Whether the folded name holds the folded word(s) as whole words. */
static bool
holds_word(const char *name, const char *word)
{
	static const char between[] = " \t.,;:()/\"'-";
	size_t len = strlen(word);
	const char *at = name;

	while (len > 0 && (at = strstr(at, word)) != NULL) {
		bool begins = at == name || strchr(between, at[-1]);
		bool ends = at[len] == '\0' || strchr(between, at[len]);

		if (begins && ends)
			return true;
		at++;
	}
	return false;
}

/* Whether a name holds the words: as written, without its apostrophes, or with
 * its letters spelt out. */
static bool
is_called(const struct meant *meant, const char *name)
{
	struct buffer folded = {0}, other = {0};
	bool called;

	text_fold(&folded, name, strlen(name));
	called = holds_word(buffer_string(&folded),
			    buffer_string(&meant->folded));
	if (!called) {
		drop_apostrophes(&other, buffer_string(&folded));
		called = holds_word(buffer_string(&other),
				    buffer_string(&meant->bare));
	}
	if (!called) {
		buffer_clear(&other);
		fold_spelt_out(&other, name);
		called = holds_word(buffer_string(&other),
				    buffer_string(&meant->spelt));
	}
	buffer_release(&other);
	buffer_release(&folded);
	return called;
}

static bool
is_number(const struct meant *meant, const char *value)
{
	return strlen(meant->digits) >= PHONE_DIGITS &&
	       person_phone_ends(value, meant->digits);
}

bool
meant_is_detail(const struct meant *meant, const char *key, const char *value)
{
	struct buffer folded = {0};
	bool is;

	if (strcmp(key, "phone") == 0)
		return is_number(meant, value);
	if (strcmp(key, meant->email ? "email" : "customer") != 0)
		return false;
	if (!meant->email)
		return is_called(meant, value);
	text_fold(&folded, value, strlen(value));
	is = strcmp(buffer_string(&folded), buffer_string(&meant->folded)) == 0;
	buffer_release(&folded);
	return is;
}

/* Whether a name holds the letters of a plain word one after the other, or is
 * not made of letters of ASCII alone. */
static bool
may_hold(const char *name, size_t len, const char *word)
{
	size_t word_len = strlen(word);

	for (size_t i = 0; i < len; i++) {
		size_t k = 0;

		if ((unsigned char)name[i] >= 0x80 || name[i] == '\'' ||
		    name[i] == '`')
			return true;
		while (k < word_len && i + k < len &&
		       ((name[i + k] | 0x20) == word[k] ||
			name[i + k] == word[k]))
			k++;
		if (k == word_len)
			return true;
	}
	return false;
}

/* Whether a name has a digit, or may have one when folded: letters of ASCII and
 * U+00C0 to U+00FF, which begin with 0xC3, have none. */
static bool
may_have_digit(const char *name, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)name[i];

		if (byte >= '0' && byte <= '9')
			return true;
		if (byte >= 0x80 && (byte != 0xC3 || ++i == len))
			return true;
	}
	return false;
}

bool
meant_may_be_detail(const struct meant *meant, const char *key, size_t key_len,
		    const char *value, size_t len)
{
	const char *asked = meant->email ? "email" : "customer";
	bool phone = bytes_are(key, key_len, "phone");
	char text[VALUE_MOST];

	if (meant->near && bytes_are(key, key_len, "customer") &&
	    may_have_near(meant, value, len))
		return true;
	if (!phone && !bytes_are(key, key_len, asked))
		return false;
	if (len >= sizeof(text) || memchr(value, '\\', len))
		return true;
	if (!phone && meant->numbered && !may_have_digit(value, len))
		return false;
	if (phone ? strlen(meant->digits) < PHONE_DIGITS
		  : meant->plain && !may_hold(value, len,
					      buffer_string(&meant->folded)))
		return false;
	memcpy(text, value, len);
	text[len] = '\0';
	return meant_is_detail(meant, phone ? "phone" : asked, text);
}
