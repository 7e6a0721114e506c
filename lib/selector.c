#include "selector.h"

#include <string.h>

#include "discreet.h"
#include "money.h"
#include "person.h"
#include "text.h"

bool
selector_parse(struct selector *selector, const char *text, struct arena *arena,
	       struct fail *why)
{
	size_t len = strcspn(text, "=!~");
	size_t sign = text[len] == '!' ? 2 : 1;
	const char *key = arena_copy(arena, text, len);

	if (text[len] == '\0' || (sign == 2 && text[len + 1] != '='))
		return fail_set(why, FAIL_USAGE,
				"'%s' selects nothing; write key=value, "
				"key!=value or key~words",
				discreet_word(text));
	if (text[len + sign] == '\0')
		return fail_set(why, FAIL_USAGE,
				"'%s' says nothing behind its sign; what is "
				"missing is -",
				discreet_word(text));
	if (!record_is_key(key) && record_field(key) == RECORD_FIELD_COUNT)
		return fail_set(why, FAIL_USAGE,
				"'%s' cannot be a key: small letters, digits "
				"and -",
				discreet_word(key));
	selector->key = key;
	selector->relation = text[len] == '=' ? SELECTOR_IS
			     : sign == 2      ? SELECTOR_IS_NOT
					      : SELECTOR_HAS;
	selector->value =
		arena_copy(arena, text + len + sign, strlen(text + len + sign));
	return true;
}

bool
selection_add(struct selection *selection, const char *text,
	      struct arena *arena, struct fail *why)
{
	size_t count = selection->count;
	struct selector *more = arena_get(arena, (count + 1) * sizeof(*more));

	if (!selector_parse(&more[count], text, arena, why))
		return false;
	if (count > 0)
		memcpy(more, selection->at, count * sizeof(*more));
	selection->at = more;
	selection->count++;
	return true;
}

bool
selection_add_events(struct selection *selection, const char *list,
		     struct arena *arena, struct fail *why)
{
	selection->has_events = true;
	for (;;) {
		size_t all = strcspn(list, ","), blanks = strspn(list, " "),
		       len;
		enum verb verb;
		char *name;

		len = blanks < all ? all - blanks : 0;
		while (len > 0 && list[blanks + len - 1] == ' ')
			len--;
		name = arena_copy(arena, list + (len > 0 ? blanks : 0), len);
		text_lower(name);
		verb = event_verb(name);
		if (len == 0)
			return fail_set(why, FAIL_USAGE,
					"-e wants the names of events, with a "
					"comma between them");
		if (strcmp(name, "all") == 0) {
			selection->all_events = true;
		} else if (verb == VERB_UNKNOWN) {
			enum verb meant = event_also(name);

			return fail_set(
				why, FAIL_USAGE, "no event '%s'%s", name,
				text_did_you_mean(
					meant == VERB_UNKNOWN
						? event_guess(name)
						: event_kind(meant)->name));
		} else {
			selection->events[verb] = true;
		}
		if (list[all] == '\0')
			return true;
		list += all + 1;
	}
}

/* The value of a field as a person would type it; room is for those that
 * have to be written out. */
static const char *
field_value(const struct record *record, enum record_field field,
	    struct buffer *room)
{
	switch (field) {
	case RECORD_CASE:
		return record->id;
	case RECORD_EVENT:
		return record->event;
	case RECORD_WHAT:
		return record->what;
	case RECORD_WHO:
		return record->who;
	case RECORD_TEXT:
		return record->text;
	default:
		record_encode_field(room, record, field);
		return buffer_string(room);
	}
}

static enum record_field
field_named(const char *name, const struct output_name *names)
{
	for (size_t i = 0; names && names[i].name; i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].field;
	return record_field(name);
}

/* Whether each word of `words` stands somewhere in text. */
static bool
has_words(const char *text, const char *words)
{
	struct buffer in = {0}, sought = {0};
	bool has = true;
	char *at;

	text_fold(&in, text, strlen(text));
	text_fold(&sought, words, strlen(words));
	at = sought.at;
	while (has && at && *(at += strspn(at, " "))) {
		size_t len = strcspn(at, " ");
		char end = at[len];

		at[len] = '\0';
		has = strstr(buffer_string(&in), at) != NULL;
		at[len] = end;
		at += len;
	}
	buffer_release(&in);
	buffer_release(&sought);
	return has;
}

/* Whether two are the same amount of money: 18 is 18.00, and 18,50 as a shop
 * may write it is 18.50. */
static bool
is_same_amount(const char *value, const char *sought)
{
	int64_t is, wanted;
	struct fail why;

	return money_parse_exact(value, -1, &is, NULL, &why) &&
	       money_parse_marked(value, 3, ',', &is, &why) &&
	       money_parse_marked(sought, 3, ',', &wanted, &why) &&
	       is == wanted;
}

static bool
is_money(const struct selector *selector, enum record_field field)
{
	return field == RECORD_AMOUNT || strcmp(selector->key, "value") == 0 ||
	       strcmp(selector->key, "delivery") == 0;
}

static bool
selector_fits(const struct selector *selector, const struct record *record,
	      const struct output_name *names)
{
	enum record_field field = field_named(selector->key, names);
	struct buffer room = {0};
	const char *value = field == RECORD_FIELD_COUNT
				    ? record_get(record, selector->key)
				    : field_value(record, field, &room);
	bool fits;

	if (!value)
		value = "-";
	if (selector->relation == SELECTOR_HAS)
		fits = has_words(value, selector->value);
	else
		fits = (text_same(value, selector->value) ||
			(person_kind(selector->key) == PERSON_PHONE &&
			 person_same_phone(value, selector->value)) ||
			(is_money(selector, field) &&
			 is_same_amount(value, selector->value))) ==
		       (selector->relation == SELECTOR_IS);
	buffer_release(&room);
	return fits;
}

bool
selection_has_verb(const struct selection *selection, enum verb verb)
{
	return !selection->has_events || selection->all_events ||
	       (verb != VERB_UNKNOWN && selection->events[verb]);
}

bool
selection_selects(const struct selection *selection,
		  const struct record *record, const struct output_name *names)
{
	if (selection->has_events &&
	    !selection_has_verb(selection, event_verb(record->event)))
		return false;
	for (size_t i = 0; i < selection->count; i++) {
		if (!selector_fits(&selection->at[i], record, names))
			return false;
	}
	return true;
}
