#include "policyread.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

/* What a sentence may leave to be filled in from the case, besides the
 * fields of a complaint. */
static const char *const placeholders[] = {
	"next-step",   "by",       "what",        "how",
	"reason",      "option-1", "option-2",    "option-3",
	"options",     "steps",    "prevention",  "what-went-wrong",
	"why",         "effect",   "what-we-did", "next-step-outside",
	"next-person", "name",     "heart",       "points",
	"promise",     "remedy",   "amount",      "restate",
	"sign-off",    "today",    "time",        "category",
	"id",
};

/* What was typed, without the newline that a block of words ends with. */
static const char *
trimmed(struct policyread *read, const char *text)
{
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t\n", text[len - 1]) != NULL)
		len--;
	return arena_copy(read->arena, text, len);
}

static bool
is_one_line(struct policyread *read, const struct yamltree_node *value,
	    const char *text)
{
	if (strpbrk(text, "\n\t") == NULL)
		return true;
	policyread_fault(read, value, "'%s' takes one line, without tabs",
			 policyread_key(read));
	return false;
}

void
policyread_take_maybe_words(struct policyread *read,
			    const struct yamltree_node *value,
			    const struct policykey *key, void *into)
{
	(void)key;
	if (!policyread_is_words(read, value))
		return;
	const char *text = trimmed(read, value->text);
	if (is_one_line(read, value, text))
		*(const char **)into = text;
}

static bool
is_blank(struct policyread *read, const struct yamltree_node *value)
{
	if (value->text[strspn(value->text, " \t\n")] != '\0')
		return false;
	policyread_fault(read, value, "'%s' is empty", policyread_key(read));
	return true;
}

void
policyread_take_words(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	if (policyread_is_words(read, value) && !is_blank(read, value))
		policyread_take_maybe_words(read, value, key, into);
}

static void
note_said(struct policyread *read, const struct yamltree_node *value,
	  const char *text)
{
	read->said = mem_grow(read->said, read->said_count, &read->said_room,
			      sizeof(*read->said));
	read->said[read->said_count++] =
		(struct policysaid){.node = value, .text = text};
}

void
policyread_take_label(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	const char **label = into;

	*label = NULL;
	policyread_take_words(read, value, key, into);
	if (*label != NULL)
		note_said(read, value, *label);
}

static void
check_placeholder(struct policyread *read, const struct yamltree_node *value,
		  const char *name)
{
	const struct policynames *fields =
		policyref_names(read, POLICYREF_FIELD);
	size_t own = sizeof(placeholders) / sizeof(placeholders[0]);
	const char *all[64];
	size_t count = 0;

	for (size_t i = 0; i < own; i++)
		all[count++] = placeholders[i];
	/* How it was said, and how grave it is, stays inside. */
	for (size_t i = 0; i < fields->count; i++)
		if (strcmp(fields->at[i], "heat") != 0 &&
		    strcmp(fields->at[i], "severity") != 0)
			all[count++] = fields->at[i];
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i], name) == 0)
			return;
	policyread_fault(read, value, "nothing fills in '{%s}'%s",
			 policyread_quote(read, name),
			 policyread_guess(read, name, all, count));
}

static void
check_placeholders(struct policyread *read, const struct yamltree_node *value,
		   const char *text)
{
	for (;;) {
		text += strcspn(text, "{}");
		if (*text == '\0')
			return;
		size_t len = strcspn(text + 1, "{}");
		if (*text == '}' || text[1 + len] != '}') {
			policyread_fault(read, value,
					 "a '%c' stands here without its '%c'",
					 *text, *text == '{' ? '}' : '{');
			return;
		}
		check_placeholder(read, value,
				  arena_copy(read->arena, text + 1, len));
		text += len + 2;
	}
}

void
policyread_take_sentence(struct policyread *read,
			 const struct yamltree_node *value,
			 const struct policykey *key, void *into)
{
	const char *text;

	(void)key;
	if (!policyread_is_words(read, value) || is_blank(read, value))
		return;
	text = trimmed(read, value->text);
	if (strchr(text, '\t') != NULL) {
		policyread_fault(read, value, "'%s' has a tab in it",
				 policyread_key(read));
		return;
	}
	check_placeholders(read, value, text);
	note_said(read, value, text);
	*(const char **)into = text;
}

/* A lower-case copy of an id; NULL, said, if it cannot be one. */
static const char *
id_of(struct policyread *read, const struct yamltree_node *at)
{
	if (!policyread_is_words(read, at))
		return NULL;
	size_t len = strlen(at->text);
	bool fine = len > 0 && isalnum((unsigned char)at->text[0]) != 0;
	for (size_t i = 0; i < len; i++)
		fine = fine && (unsigned char)at->text[i] < 0x80 &&
		       (isalnum((unsigned char)at->text[i]) != 0 ||
			strchr("._:+-", at->text[i]) != NULL);
	if (fine && len <= POLICYREAD_ID_LEN) {
		char *id = arena_copy(read->arena, at->text, len);
		text_lower(id);
		return id;
	}
	if (fine)
		policyread_fault(read, at, "'%s' is longer than %d characters",
				 policyread_quote(read, at->text),
				 POLICYREAD_ID_LEN);
	else
		policyread_fault(read, at,
				 "'%s' cannot be an id: letters, digits and "
				 ". _ : + -, a letter or digit first",
				 policyread_quote(read, at->text));
	return NULL;
}

void
policyread_take_id(struct policyread *read, const struct yamltree_node *value,
		   const struct policykey *key, void *into)
{
	(void)key;
	*(const char **)into = id_of(read, value);
}

void
policyread_take_name(struct policyread *read, const struct yamltree_node *value,
		     const struct policykey *key, void *into)
{
	const enum policyref_kind *kind = key->more;

	if (!policyread_is_words(read, value))
		return;
	char *word = arena_copy(read->arena, value->text, strlen(value->text));
	text_lower(word);
	*(const char **)into = word;
	policyref_add(read, &(struct policyref){.kind = *kind, .node = value});
}

void
policyread_take_index(struct policyread *read,
		      const struct yamltree_node *value,
		      const struct policykey *key, void *into)
{
	const enum policyref_kind *kind = key->more;

	if (policyread_is_words(read, value))
		policyref_add(read, &(struct policyref){.kind = *kind,
							.node = value,
							.index = into});
}

void
policyread_take_yes(struct policyread *read, const struct yamltree_node *value,
		    const struct policykey *key, void *into)
{
	(void)key;
	if (!policyread_is_words(read, value))
		return;
	bool yes = strcasecmp(value->text, "yes") == 0;
	if (yes || strcasecmp(value->text, "no") == 0)
		*(bool *)into = yes;
	else if (strcasecmp(value->text, "true") == 0 ||
		 strcasecmp(value->text, "false") == 0)
		policyread_fault(
			read, value, "'%s' is neither yes nor no%s",
			value->text,
			text_did_you_mean(
				tolower(value->text[0]) == 't' ? "yes" : "no"));
	else
		policyread_fault(read, value, "'%s' is neither yes nor no",
				 policyread_quote(read, value->text));
}

/* "'x' is not one of a, b, c". */
static void
refuse_word(struct policyread *read, const struct yamltree_node *value,
	    const char *const *words, size_t count)
{
	struct buffer list = {0};

	for (size_t i = 0; i < count; i++)
		buffer_format(&list, "%s%s",
			      i == 0           ? ""
			      : i + 1 == count ? " or "
					       : ", ",
			      words[i]);
	policyread_fault(read, value, "'%s' is not %s%s",
			 policyread_quote(read, value->text),
			 buffer_string(&list),
			 policyread_guess(read, value->text, words, count));
	buffer_release(&list);
}

void
policyread_take_choice(struct policyread *read,
		       const struct yamltree_node *value,
		       const struct policykey *key, void *into)
{
	const struct policychoice *choices = key->more;
	const char *words[16];
	size_t count = 0;

	if (!policyread_is_words(read, value))
		return;
	for (; choices[count].word != NULL; count++) {
		words[count] = choices[count].word;
		if (strcasecmp(value->text, words[count]) == 0) {
			*(int *)into = choices[count].value;
			return;
		}
	}
	refuse_word(read, value, words, count);
}

void
policyread_take_either(struct policyread *read,
		       const struct yamltree_node *value,
		       const struct policykey *key, void *into)
{
	const struct policyeither *either = key->more;

	if (!policyread_is_words(read, value))
		return;
	if (strcasecmp(value->text, either->yes) == 0)
		*(bool *)into = true;
	else if (strcasecmp(value->text, either->no) == 0)
		*(bool *)into = false;
	else
		refuse_word(read, value,
			    (const char *const[]){either->yes, either->no}, 2);
}

void
policyread_take_only(struct policyread *read, const struct yamltree_node *value,
		     const struct policykey *key, void *into)
{
	const struct policyonly *only = key->more;

	(void)into;
	if (policyread_is_words(read, value) &&
	    strcasecmp(value->text, only->word) != 0)
		policyread_fault(read, value,
				 "'%s' is refused here, only '%s' "
				 "is taken; %s",
				 policyread_quote(read, value->text),
				 only->word, only->why);
}

/* A word of a list; NULL if it was refused. */
static const char *
listed_word(struct policyread *read, const struct yamltree_node *item,
	    const struct policylisted *listed)
{
	size_t count = 0;

	if (listed->ids)
		return id_of(read, item);
	if (!policyread_is_words(read, item) || is_blank(read, item))
		return NULL;
	const char *text = trimmed(read, item->text);
	if (!is_one_line(read, item, text))
		return NULL;
	if (listed->words == NULL && listed->kind == POLICYREF_NONE)
		return text;
	char *word = arena_copy(read->arena, text, strlen(text));
	text_lower(word);
	if (listed->words == NULL)
		return word;
	for (; listed->words[count] != NULL; count++)
		if (strcmp(word, listed->words[count]) == 0)
			return word;
	policyread_fault(read, item, "'%s' is not %s%s",
			 policyread_quote(read, text), listed->what,
			 policyread_guess(read, word, listed->words, count));
	return NULL;
}

static bool
is_listed(const struct policy_list *list, const char *word)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->at[i], word) == 0)
			return true;
	return false;
}

void
policyread_take_list(struct policyread *read, const struct yamltree_node *value,
		     const struct policykey *key, void *into)
{
	const struct policylisted *listed = key->more;
	struct policy_list *list = into;

	if (!policyread_is_list(read, value))
		return;
	*list = (struct policy_list){.line = policyread_line(value)};
	if (value->count > POLICYREAD_ROWS) {
		policyread_fault(read, value, "'%s' has more than %d words",
				 policyread_key(read), POLICYREAD_ROWS);
		return;
	}
	if (value->count == 0 && listed->some)
		policyread_fault(read, value, "'%s' is empty",
				 policyread_key(read));
	list->at = arena_get(read->arena,
			     (value->count + 1) * sizeof(list->at[0]));
	for (const struct yamltree_node *item = value->first; item != NULL;
	     item = item->next) {
		const char *word = listed_word(read, item, listed);
		if (word == NULL)
			continue;
		if (is_listed(list, word)) {
			policyread_fault(read, item,
					 "'%s' is in the list twice",
					 policyread_quote(read, word));
			continue;
		}
		list->at[list->count++] = word;
		if (listed->kind != POLICYREF_NONE && listed->words == NULL)
			policyref_add(read,
				      &(struct policyref){.kind = listed->kind,
							  .node = item,
							  .list = list,
							  .word = word});
	}
}
