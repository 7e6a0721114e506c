#include "policyread.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "discreet.h"
#include "text.h"

static void
add_fault(struct policyread *read, size_t line, size_t column,
	  const char *format, va_list args)
{
	struct buffer sentence = {0};

	if (line == 0)
		return;
	buffer_vformat(&sentence, format, args);
	faults_add(read->faults, line, column, "%s", buffer_string(&sentence));
	buffer_release(&sentence);
}

void
policyread_fault(struct policyread *read, const struct yamltree_node *at,
		 const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_fault(read, at->line, at->column, format, args);
	va_end(args);
}

void
policyread_key_fault(struct policyread *read, const struct yamltree_node *at,
		     const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (at->key != NULL)
		add_fault(read, at->key_line, at->key_column, format, args);
	else
		add_fault(read, at->line, at->column, format, args);
	va_end(args);
}

size_t
policyread_line(const struct yamltree_node *node)
{
	return node->key != NULL ? node->key_line : node->line;
}

const char *
policyread_quote(struct policyread *read, const char *words)
{
	size_t len = strlen(words);
	size_t fit = text_fit(words, len, 60);
	size_t line = strcspn(words, "\n");

	if (line < fit)
		fit = line;
	if (fit == len)
		return words;
	return arena_format(read->arena, "%.*s...", (int)fit, words);
}

const char *
policyread_guess(const struct policyread *read, const char *word,
		 const char *const *words, size_t count)
{
	if (read->faults->count > POLICYREAD_GUESSES)
		return "";
	return text_did_you_mean(text_guess(word, words, count));
}

const char *
policyread_key(const struct policyread *read)
{
	const char *path = buffer_string(&read->path);
	const char *dot = strrchr(path, '.');

	return dot != NULL ? dot + 1 : path;
}

bool
policyread_is_empty(const struct yamltree_node *value)
{
	return value->kind == YAMLTREE_WORDS && value->plain &&
	       value->text[0] == '\0';
}

bool
policyread_is_words(struct policyread *read, const struct yamltree_node *value)
{
	bool collection =
		value->kind == YAMLTREE_LIST || value->kind == YAMLTREE_MAP;

	if (collection && value->key == NULL)
		policyread_fault(read, value, "'%s' takes a list of words",
				 policyread_key(read));
	else if (value->kind == YAMLTREE_LIST)
		policyread_fault(read, value, "'%s' takes one value, no list",
				 policyread_key(read));
	else if (value->kind == YAMLTREE_MAP)
		policyread_fault(read, value,
				 "'%s' takes one value, no keys of its own",
				 policyread_key(read));
	return value->kind == YAMLTREE_WORDS;
}

bool
policyread_is_list(struct policyread *read, const struct yamltree_node *value)
{
	if (value->kind == YAMLTREE_WORDS)
		policyread_fault(read, value,
				 "'%s' takes a list: put it in [ ]",
				 policyread_key(read));
	else if (value->kind == YAMLTREE_MAP)
		policyread_fault(read, value,
				 "'%s' takes a list, no keys of its own",
				 policyread_key(read));
	return value->kind == YAMLTREE_LIST;
}

static bool
is_map(struct policyread *read, const struct yamltree_node *value,
       const char *of)
{
	if (value->key != NULL)
		of = arena_format(read->arena, "'%s'", value->key);
	if (value->kind == YAMLTREE_WORDS)
		policyread_fault(
			read, value, "%s takes keys of its own, not '%s'", of,
			value->key ? policyread_quote(read, value->text)
				   : discreet_word(policyread_quote(
					     read, value->text)));
	else if (value->kind == YAMLTREE_LIST)
		policyread_fault(read, value,
				 "%s takes keys of its own, no list", of);
	return value->kind == YAMLTREE_MAP;
}

/* Enter a key; returns the length of the path that leave() goes back to. */
static size_t
enter(struct policyread *read, const struct yamltree_node *value)
{
	size_t path_len = read->path.len;

	if (path_len > 0)
		buffer_add_char(&read->path, '.');
	buffer_add_string(&read->path, value->key);
	return path_len;
}

static void
leave(struct policyread *read, size_t path_len)
{
	buffer_cut(&read->path, path_len);
}

static void
take_by(struct policyread *read, const struct yamltree_node *value,
	const struct policykey *key, void *base)
{
	size_t path_len = enter(read, value);

	if (value->kind != YAMLTREE_FAULTY)
		key->take(read, value, key, (char *)base + key->offset);
	leave(read, path_len);
}

static bool
is_key(const struct policykeys *keys, const char *name)
{
	for (size_t i = 0; i < keys->count; i++)
		if (strcmp(keys->at[i].name, name) == 0)
			return true;
	return false;
}

static void
refuse_key(struct policyread *read, const struct yamltree_node *value,
	   const struct policykeys *keys)
{
	static const struct policynames none;
	const struct policynames *others =
		keys->other != POLICYREF_NONE
			? policyref_names(read, keys->other)
			: &none;
	size_t count = keys->count + others->count, next = 0;
	const char **names = mem_zero(count, sizeof(*names));

	for (size_t i = 0; i < keys->count; i++)
		names[next++] = keys->at[i].name;
	for (size_t i = 0; i < others->count; i++)
		names[next++] = others->at[i];
	policyread_key_fault(
		read, value, "'%s' is not a key of %s%s",
		policyread_quote(read, value->key), keys->of,
		keys->count == 0
			? policyref_hint(read, others, value->key)
			: policyread_guess(read, value->key, names, count));
	free(names);
}

/* Keys that are ids of the plan may be typed in any case, as ids may. */
static void
take_others(struct policyread *read, const struct yamltree_node *map,
	    const struct policykeys *keys, void *base)
{
	const struct yamltree_node **seen = NULL;
	const struct policynames *names = NULL;

	if (keys->other != POLICYREF_NONE) {
		names = policyref_names(read, keys->other);
		seen = mem_zero(names->count, sizeof(*seen));
	}
	for (const struct yamltree_node *child = map->first; child != NULL;
	     child = child->next) {
		if (is_key(keys, child->key))
			continue;
		int at = names != NULL ? policyref_find(names, child->key)
				       : POLICY_NONE;
		if (at == POLICY_NONE) {
			refuse_key(read, child, keys);
		} else if (seen[at] != NULL) {
			policyread_key_fault(
				read, child,
				"'%s' is there twice; the first is on line %zu",
				child->key, seen[at]->key_line);
		} else {
			size_t path_len = enter(read, child);
			seen[at] = child;
			if (child->kind != YAMLTREE_FAULTY)
				keys->take_other(read, child, names->index[at],
						 base);
			leave(read, path_len);
		}
	}
	free(seen);
}

static void
refuse_missing(struct policyread *read, const struct yamltree_node *map,
	       const struct policykeys *keys, const struct policykey *key)
{
	const struct yamltree_node *child = yamltree_child(map, key->name);

	if (child != NULL)
		policyread_key_fault(read, child, "'%s' is empty; %s needs it",
				     key->name, keys->of);
	else
		policyread_key_fault(read, map, "%s needs '%s'", keys->of,
				     key->name);
}

void
policyread_mapping(struct policyread *read, const struct yamltree_node *map,
		   const struct policykeys *keys, void *base)
{
	if (!is_map(read, map, keys->of))
		return;
	if (keys->line != POLICYREAD_NO_LINE)
		*(size_t *)(void *)((char *)base + keys->line) =
			policyread_line(map);
	for (size_t i = 0; i < keys->count; i++) {
		const struct policykey *key = &keys->at[i];
		const struct yamltree_node *child =
			yamltree_child(map, key->name);
		if (child != NULL && !policyread_is_empty(child))
			take_by(read, child, key, base);
		else if (key->needed)
			refuse_missing(read, map, keys, key);
	}
	take_others(read, map, keys, base);
}

void
policyread_take_mapping(struct policyread *read,
			const struct yamltree_node *value,
			const struct policykey *key, void *into)
{
	policyread_mapping(read, value, key->more, into);
}

void *
policyread_rows(struct policyread *read, const struct yamltree_node *list,
		size_t size, size_t *count,
		void (*take)(struct policyread *read,
			     const struct yamltree_node *row, void *into))
{
	*count = 0;
	if (!policyread_is_list(read, list))
		return NULL;
	if (list->count > POLICYREAD_ROWS) {
		policyread_fault(read, list, "'%s' has more than %d rows",
				 policyread_key(read), POLICYREAD_ROWS);
		return NULL;
	}
	char *rows = arena_get(read->arena, list->count * size + 1);
	memset(rows, 0, list->count * size);
	for (const struct yamltree_node *row = list->first; row != NULL;
	     row = row->next) {
		if (row->kind == YAMLTREE_FAULTY)
			continue;
		take(read, row, rows + *count * size);
		*count += 1;
	}
	return rows;
}

void
policyread_unique(struct policyread *read, const struct yamltree_node *list,
		  const void *rows, size_t count, size_t size, size_t id,
		  const char *what)
{
	const char *bytes = rows;
	const struct yamltree_node *row = list->first;

	for (size_t i = 0; i < count; i++, row = row->next) {
		while (row->kind == YAMLTREE_FAULTY)
			row = row->next;
		const char *mine =
			*(const char *const *)(const void *)(bytes + i * size +
							     id);
		for (size_t j = 0; j < i && mine != NULL; j++) {
			const char *other =
				*(const char *const *)(const void *)(bytes +
								     j * size +
								     id);
			if (other == NULL || strcmp(mine, other) != 0)
				continue;
			const struct yamltree_node *at =
				row->kind == YAMLTREE_MAP
					? yamltree_child(row, "id")
					: row;
			policyread_fault(read, at != NULL ? at : row,
					 "'%s' is %s already", mine, what);
			break;
		}
	}
}
