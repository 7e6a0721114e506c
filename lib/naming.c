#include "naming.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "discreet.h"
#include "meant.h"
#include "text.h"
#include "when.h"

#define SHORTEST 3 /* characters of an id that name a case */

const char *
naming_short(const char *id)
{
	return id + CASEID_LEN - CASEID_SHORT_LEN;
}

const char *
naming_customer(const struct casefile *file)
{
	static const char *const keys[] = {"customer", "email", "phone"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *value = casefile_detail(file, keys[i]);

		if (value && !file->erased)
			return value;
	}
	return "a customer";
}

const char *
naming_in_message(const struct casefile *file)
{
	return discreet_is() ? naming_short(file->id) : naming_customer(file);
}

/* Whether a word looks like an id: all of it, its last seven characters, or the
 * first three or more of these. Most have a letter and a digit, which names and
 * numbers have not; but bob22 is what some shops call somebody, and what is
 * longer than the three that the tools give, and ends so, is taken for that. */
static bool
is_like_id(const char *word)
{
	size_t len = strlen(word), digits = 0;
	size_t name = strcspn(word, "0123456789");
	size_t day = CASEID_LEN - CASEID_SHORT_LEN - 1;
	char id[CASEID_SIZE];

	if (!caseid_normalise(word, id, sizeof(id)))
		return false;
	if (len == CASEID_LEN)
		return word[day] == '-' && strspn(word, "0123456789") == day;
	if (len < 3 || len > CASEID_SHORT_LEN || strchr(word, '-'))
		return false;
	for (size_t i = 0; i < len; i++)
		digits += isdigit((unsigned char)word[i]) != 0;
	return digits > 0 && digits < len && (len == 3 || digits + name < len);
}

const char *
naming_as_asked(const char *word)
{
	return is_like_id(word) ? word : discreet_word(word);
}

/* A detail of a case, unless it was erased; NULL. */
static const char *
known_detail(const struct casefile *file, const char *key)
{
	return file->erased ? NULL : casefile_detail(file, key);
}

static bool
fits(const struct meant *meant, const struct casefile *file)
{
	static const char *const keys[] = {"phone", "email", "customer"};
	bool fits = meant_is_id(meant, file->id);

	for (size_t i = 0; !fits && i < sizeof(keys) / sizeof(*keys); i++) {
		const char *value = known_detail(file, keys[i]);

		fits = value && meant_is_detail(meant, keys[i], value);
	}
	return fits;
}

/* A whole id, or seven characters, whose check is wrong: nobody's. */
static bool
is_mistyped(const struct casebook *book, const struct meant *meant)
{
	size_t len = strlen(meant->id);

	if (len == CASEID_LEN)
		return meant->id[6] == '-' &&
		       !caseid_is_valid(meant->id, CASEID_LEN);
	if (!meant_is_short(meant))
		return false;
	/* The check covers the day too: right with the day of some case. */
	for (size_t i = 0; i < book->count; i++) {
		if (meant_fits_day(meant, book->cases[i].id))
			return false;
	}
	return strcspn(meant->id, "0123456789") < CASEID_SHORT_LEN;
}

static void
add_living(struct naming *naming, const struct casebook *book,
	   struct casefile *file, bool open)
{
	struct casefile *living = casebook_living(book, file);
	bool there = false;

	for (size_t i = 0; i < naming->count; i++)
		there = there || naming->fits[i] == living;
	if (there || casefile_is_open(living) != open)
		return;
	naming->fits = mem_grow(naming->fits, naming->count, &naming->room,
				sizeof(*naming->fits));
	naming->fits[naming->count++] = living;
}

static void
collect(struct naming *naming, const struct casebook *book,
	const struct meant *meant, bool open)
{
	struct casefile *whole =
		meant_is_whole(meant) ? casebook_find(book, meant->id) : NULL;

	naming->open = open;
	/* Nobody is called as a case is; and thousands may be named so. */
	if (whole) {
		add_living(naming, book, whole, open);
		return;
	}
	for (size_t i = 0; i < book->count; i++) {
		if (fits(meant, &book->cases[i]))
			add_living(naming, book, &book->cases[i], open);
	}
}

/* Whether a word can be pasted into a command line, and names a case there. */
static bool
can_be_typed(const struct casebook *book, const char *word)
{
	struct naming naming = {0};
	struct meant meant;
	bool fits;

	for (const char *at = word; *at; at++) {
		if (strchr(" \t'\"`\\$&|;<>()[]{}*?!#~=", *at))
			return false;
	}
	meant_work_out(&meant, word);
	collect(&naming, book, &meant, true);
	if (naming.count == 0)
		collect(&naming, book, &meant, false);
	fits = *word != '-' && naming.count > 0;
	naming_release(&naming);
	meant_release(&meant);
	return fits;
}

/* The first word near to it among the customers' names; NULL. */
static const char *
near_name(const struct casebook *book, const struct meant *meant,
	  struct buffer *out)
{
	const char *best = NULL;

	for (size_t i = 0; i < book->count && !best; i++) {
		const char *name = casefile_detail(&book->cases[i], "customer");

		while (name && *name && !book->cases[i].erased && !best) {
			size_t len = strcspn(name, " ");

			buffer_clear(out);
			buffer_add(out, name, len);
			if (meant_is_near(meant, name, len) &&
			    can_be_typed(book, buffer_string(out)))
				best = out->at;
			name += len;
			name += strspn(name, " ");
		}
	}
	return best;
}

/* Why none fits. */
static bool
fits_none(const struct casebook *book, const struct meant *meant,
	  const char *word, struct fail *why)
{
	struct buffer near = {0};

	if (is_mistyped(book, meant))
		fail_set(why, FAIL_USAGE,
			 "'%s' is mistyped: its check character is wrong",
			 naming_as_asked(word));
	else
		fail_set(why, FAIL_USAGE, "no case fits '%s'%s",
			 naming_as_asked(word),
			 discreet_is() ? ""
				       : text_did_you_mean(near_name(
						 book, meant, &near)));
	buffer_release(&near);
	return false;
}

bool
naming_find_all(struct naming *naming, const struct casebook *book,
		const char *word, bool closed, struct fail *why)
{
	struct meant meant;
	bool found;

	*naming = (struct naming){0};
	meant_work_out(&meant, word);
	collect(naming, book, &meant, true);
	if (naming->count == 0 || closed)
		collect(naming, book, &meant, false);
	found = naming->count > 0 || fits_none(book, &meant, word, why);
	meant_release(&meant);
	return found;
}

bool
naming_find(struct naming *naming, const struct casebook *book,
	    const char *word, struct fail *why)
{
	if (!naming_find_all(naming, book, word, false, why))
		return false;
	return naming->count == 1 ||
	       fail_set(why, FAIL_USAGE, "'%s' fits %zu %scases; name one",
			naming_as_asked(word), naming->count,
			naming->open ? "open " : "closed ");
}

#define LISTED_WORDS 30 /* columns of a customer's words in a list of cases */
#define LEAST_WORDS 8
#define LISTED_ROW 80

/* A cell of the list, escaped, and blanks to the end of its column. */
static void
add_cell(struct buffer *out, const char *text, size_t columns)
{
	size_t begin = out->len, width;

	text_escape(out, text, strlen(text));
	width = text_width(out->at + begin, out->len - begin);
	for (; width < columns + 2; width++)
		buffer_add_char(out, ' ');
}

static size_t
widest(const char *text, size_t columns)
{
	size_t width = text_width(text, strlen(text));

	return width > columns ? width : columns;
}

static const char *
category_of(const struct casefile *file)
{
	return file->category ? file->category : "-";
}

/* How to tell two of one name apart: phone or e-mail, "" where neither is
 * known or it stands for the name already. */
static const char *
contact_of(const struct casefile *file)
{
	static const char *const keys[] = {"phone", "email"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *value = casefile_detail(file, keys[i]);

		if (value && !file->erased &&
		    strcmp(value, naming_customer(file)) != 0)
			return value;
	}
	return "";
}

/* Words in quotation marks behind what a row has already, cut to what room it
 * has; a few of them at least. */
static void
add_words(struct buffer *out, size_t begin, const char *words)
{
	size_t len = strcspn(words, "\n");
	size_t used = text_width(out->at + begin, out->len - begin) + 2;
	size_t room = used < LISTED_ROW ? LISTED_ROW - used : 0;
	bool cut;

	room = room > LISTED_WORDS ? LISTED_WORDS : room;
	room = room < LEAST_WORDS ? LEAST_WORDS : room;
	cut = text_width(words, len) > room;
	buffer_add_char(out, '"');
	text_escape(out, words, cut ? text_fit(words, len, room - 3) : len);
	buffer_add_string(out, cut ? "...\"" : "\"");
}

void
naming_refusal(struct buffer *out, const struct naming *naming,
	       const struct fail *why, const struct zone *zone, int64_t now)
{
	size_t names = 0, contacts = 0, categories = 0;

	buffer_format(out, "%s\n", why->text);
	for (size_t i = 0;
	     naming->count > 1 && i < naming->count && !discreet_is(); i++) {
		names = widest(naming_customer(naming->fits[i]), names);
		contacts = widest(contact_of(naming->fits[i]), contacts);
		categories = widest(category_of(naming->fits[i]), categories);
	}
	for (size_t i = 0; naming->count > 1 && i < naming->count; i++) {
		const struct casefile *file = naming->fits[i];
		const char *text = file->opening && !discreet_is()
					   ? file->opening->text
					   : NULL;
		size_t begin;

		begin = out->len;
		buffer_format(out, "  %s  ", file->id);
		if (!discreet_is())
			add_cell(out, naming_customer(file), names);
		if (contacts > 0)
			add_cell(out, contact_of(file), contacts);
		when_say_day(out, zone, now, file->opened, true);
		buffer_add_string(out, "  ");
		if (text) {
			add_cell(out, category_of(file), categories);
			add_words(out, begin, text);
		} else {
			buffer_add_string(out, category_of(file));
		}
		buffer_add_char(out, '\n');
	}
}

void
naming_release(struct naming *naming)
{
	free(naming->fits);
	*naming = (struct naming){0};
}

/* How many characters from the beginning two short ids share. */
static size_t
shared(const char *a, const char *b)
{
	size_t len = 0;

	while (len < CASEID_SHORT_LEN && a[len] == b[len])
		len++;
	return len;
}

void
naming_shortest(struct buffer *out, const struct casebook *book, const char *id)
{
	const char *own = naming_short(id);
	size_t len = SHORTEST, low = 0, high = book->short_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(book->shorts[middle], own) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* Nothing shares more with it than its neighbours in the order do. */
	if (low > 0 && shared(own, book->shorts[low - 1]) >= len)
		len = shared(own, book->shorts[low - 1]) + 1;
	while (low < book->short_count && strcmp(book->shorts[low], own) == 0)
		low++;
	if (low < book->short_count && shared(own, book->shorts[low]) >= len)
		len = shared(own, book->shorts[low]) + 1;
	buffer_add(out, own, len < CASEID_SHORT_LEN ? len : CASEID_SHORT_LEN);
}

const char *
naming_typed(const struct casebook *book, const struct casefile *file,
	     struct arena *arena)
{
	struct buffer name = {0};
	char *typed;

	naming_shortest(&name, book, file->id);
	text_lower(name.at);
	typed = arena_copy(arena, name.at, name.len);
	buffer_release(&name);
	return typed;
}

bool
naming_id(char id[CASEID_SIZE], const struct casebook *book, const char *word)
{
	const struct casefile *found = NULL;
	struct meant meant;
	size_t count = 0;

	meant_work_out(&meant, word);
	for (size_t i = 0; i < book->count; i++) {
		if (!meant_is_id(&meant, book->cases[i].id))
			continue;
		found = &book->cases[i];
		count++;
	}
	meant_release(&meant);
	if (count == 1)
		memcpy(id, found->id, CASEID_SIZE);
	return count == 1;
}

void
naming_promise(struct buffer *out, const struct casefile *file,
	       const struct casefile_promise *promise)
{
	const struct record *record = file->events[promise->event].record;

	buffer_add_string(out, promise->ref ? promise->ref : "");
	if (!casefile_is_twin(file, promise))
		return;
	buffer_add_string(out, " -k of=");
	zone_format_time(out, record->at, record->offset);
}
