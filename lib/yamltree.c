#include "yamltree.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "bytes.h"
#include "discreet.h"
#include "text.h"

/* A list or mapping that is being read. */
struct level {
	struct yamltree_node *node;
	struct yamltree_node *last;
	/* Of a mapping: the key that waits for its value. */
	const char *key;
	size_t key_line, key_column;
	bool waits;
	bool drop; /* the key was refused, and its value goes with it */
};

struct reader {
	struct arena *arena;
	struct yamltree *tree;
	struct faults *faults;
	size_t before; /* how many there were */
	/* What libyaml is given: the file with all that was refused blanked. */
	struct buffer clean;
	/* The same place, in characters (as libyaml counts) and in bytes. */
	size_t character, byte;
	struct level levels[YAMLTREE_DEPTH];
	size_t depth;
	bool had_document;
	bool stop;
	/* The last quoted words that went over several lines. */
	yaml_mark_t quoted_from, quoted_to;
};

/* libyaml's words for the commonest slips, and what to do about them. */
static const struct {
	const char *problem;
	const char *advice;
} slips[] = {
	{.problem = "mapping values are not allowed in this context",
	 .advice = "a ':' is not expected here; words that hold one go between "
		   "quotation "
		   "marks, and a key's ':' needs a blank behind it"},
	{.problem = "could not find expected ':'",
	 .advice = "a key needs a ':' and a blank behind it"},
	{.problem = "did not find expected key",
	 .advice = "this is not indented like the keys above it, or a "
		   "quotation mark or "
		   "bracket is out of place"},
	{.problem = "did not find expected '-' indicator",
	 .advice = "this is not indented like the rows above it"},
	{.problem = "block sequence entries are not allowed in this context",
	 .advice = "a '-' begins a row on a line of its own"},
	{.problem = "did not find expected ',' or ']'",
	 .advice = "a ']' or a comma is missing"},
	{.problem = "did not find expected ',' or '}'",
	 .advice = "a '}' or a comma is missing"},
	{.problem = "found unexpected end of stream",
	 .advice = "a quotation mark is not closed"},
	{.problem = "did not find expected <document start>",
	 .advice =
		 "this stands outside of the plan; is it indented too little?"},
};

static size_t
line_of(const yaml_mark_t *mark)
{
	return mark->line + 1;
}

static size_t
column_of(const yaml_mark_t *mark)
{
	return mark->column + 1;
}

static void
refuse(struct reader *reader, const yaml_mark_t *mark, const char *sentence)
{
	faults_add(reader->faults, line_of(mark), column_of(mark), "%s",
		   sentence);
}

/*
 * Every character of its own that libyaml would take for something else than
 * an editor shows (U+0085, U+2028 and a lone CR break lines for it), that it
 * would stop at, or that a terminal would obey. A byte order mark is taken at
 * the beginning only.
 */
static bool
is_refused(uint32_t code, const char *behind, const char *end)
{
	if (code == '\n' || code == '\t')
		return false;
	if (code == '\r')
		return behind == end || *behind != '\n';
	return text_is_control(code) || code == 0xFEFF ||
	       (code & 0xFFFE) == 0xFFFE;
}

/* One fault a line is enough of what a wrong encoding brings. */
static void
clean_character(struct reader *reader, const char **at, const char *end,
		size_t line, size_t column, size_t *refused_line)
{
	uint32_t code;
	size_t len = text_character(*at, (size_t)(end - *at), &code);
	bool first = *refused_line != line;

	if (len != 0 && !is_refused(code, *at + len, end)) {
		buffer_add(&reader->clean, *at, len);
		*at += len;
		return;
	}
	*refused_line = line;
	if (first && len == 0)
		faults_add(reader->faults, line, column,
			   "byte \\x%02x is not UTF-8; save the file as UTF-8",
			   (unsigned char)**at);
	else if (first)
		faults_add(reader->faults, line, column,
			   "control character U+%04X", (unsigned)code);
	buffer_add_char(&reader->clean, ' ');
	*at += len == 0 ? 1 : len;
}

static void
clean(struct reader *reader, const char *at, size_t len)
{
	const char *end = at + len;
	size_t line = 1, column = 1, refused_line = 0;

	buffer_reserve(&reader->clean, len);
	if (len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at < end) {
		if (column == 1 && *at == '%') {
			/* %TAG lines cost libyaml their number squared. */
			faults_add(reader->faults, line, column,
				   "a directive ('%%') is not taken");
			buffer_add_char(&reader->clean, '#');
			at++;
			column++;
			continue;
		}
		/* Nearly all is ASCII, and stands for itself. */
		const char *plain = bytes_after_ascii(at, end);
		if (plain > at) {
			buffer_add(&reader->clean, at, (size_t)(plain - at));
			column += (size_t)(plain - at);
			at = plain;
			continue;
		}
		bool newline = *at == '\n';
		clean_character(reader, &at, end, line, column, &refused_line);
		column++;
		if (newline) {
			line++;
			column = 1;
		}
	}
}

/* The byte that libyaml's character number stands at. Numbers only rise. */
static char
byte_at(struct reader *reader, size_t character)
{
	const struct buffer *text = &reader->clean;
	uint32_t code;

	while (reader->character < character && reader->byte < text->len) {
		size_t ahead = character - reader->character;
		const char *at = text->at + reader->byte;
		size_t left = text->len - reader->byte, step;
		const char *plain = bytes_after_ascii(
			at, at + (ahead < left ? ahead : left));

		if (plain > at) {
			step = (size_t)(plain - at);
			reader->character += step;
		} else {
			step = text_character(at, left, &code);
			reader->character++;
		}
		reader->byte += step;
	}
	return reader->byte < text->len ? text->at[reader->byte] : '\0';
}

static void
report_syntax(struct reader *reader, const yaml_parser_t *parser)
{
	const char *problem =
		parser->problem != NULL ? parser->problem : "not YAML";
	const yaml_mark_t *mark = &parser->problem_mark;
	const char *within = parser->context != NULL ? parser->context : "";
	char odd[128];

	if (parser->error == YAML_READER_ERROR) {
		/* clean() leaves none; its mark would be 0:0. */
		faults_add(reader->faults, 1, 1, "%s", problem);
		return;
	}
	/* Where it began; where libyaml noticed may be the end of the file. */
	if (strstr(within, "quoted scalar") != NULL ||
	    strstr(within, "simple key") != NULL)
		mark = &parser->context_mark;
	/* What was blanked out there is reported, and may be all. */
	for (size_t i = reader->before; i < reader->faults->count; i++)
		if (reader->faults->at[i].line == line_of(mark))
			return;
	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++)
		if (strcmp(problem, slips[i].problem) == 0) {
			problem = slips[i].advice;
			break;
		}
	if (strcmp(problem, "found character that cannot start any token") ==
	    0) {
		char c = byte_at(reader, mark->index);
		snprintf(odd, sizeof(odd),
			 c == '\t' ? "a tab cannot indent; use blanks"
				   : "'%c' cannot begin a word; put the word "
				     "between quotation marks",
			 c);
		problem = odd;
	}
	if (reader->quoted_to.line > 0 &&
	    reader->quoted_to.line == parser->problem_mark.line) {
		mark = &reader->quoted_from;
		snprintf(odd, sizeof(odd),
			 "this quotation mark is closed only on line %zu; is "
			 "one missing here?",
			 line_of(&reader->quoted_to));
		problem = odd;
	} else if (strstr(within, "flow") != NULL) {
		bool list = strstr(within, "sequence") != NULL;
		char at = byte_at(reader, mark->index);

		if (parser->context_mark.line < mark->line)
			snprintf(odd, sizeof(odd),
				 "this '%c' has no '%c', or a comma is missing "
				 "before line %zu",
				 list ? '[' : '{', list ? ']' : '}',
				 line_of(mark));
		else
			snprintf(odd, sizeof(odd), "this '%c' has no '%c'",
				 list ? '[' : '{', list ? ']' : '}');
		if (parser->context_mark.line < mark->line || at == ']' ||
		    at == '}') {
			mark = &parser->context_mark;
			problem = odd;
		}
	}
	faults_add(reader->faults, line_of(mark), column_of(mark), "%s",
		   problem);
}

static struct yamltree_node *
node_new(struct reader *reader, enum yamltree_kind kind,
	 const yaml_mark_t *mark)
{
	struct yamltree_node *node = arena_get(reader->arena, sizeof(*node));

	*node = (struct yamltree_node){
		.kind = kind,
		.line = line_of(mark),
		.column = column_of(mark),
	};
	return node;
}

static bool
is_digits(const struct yamltree_node *node)
{
	return node->kind == YAMLTREE_WORDS && node->plain &&
	       node->text[0] != '\0' &&
	       node->text[strspn(node->text, "0123456789")] == '\0';
}

/* Of {cost: 12,50} YAML makes the value 12 and the key 50. */
static bool
is_decimal_comma(const struct level *level, const struct yamltree_node *key)
{
	const struct yamltree_node *last = level->last;

	return level->node->flow && last != NULL && is_digits(last) &&
	       is_digits(key) && last->line == key->line &&
	       last->column + strlen(last->text) + 1 == key->column;
}

static void
take_key(struct reader *reader, struct level *level,
	 const struct yamltree_node *node, const yaml_mark_t *mark)
{
	level->waits = true;
	level->drop = node->kind != YAMLTREE_WORDS;
	level->key = node->text;
	level->key_line = node->line;
	level->key_column = node->column;
	if (node->kind == YAMLTREE_LIST || node->kind == YAMLTREE_MAP) {
		refuse(reader, mark, "a key must be a word");
	} else if (is_decimal_comma(level, node)) {
		faults_add(reader->faults, level->last->line,
			   level->last->column,
			   "a comma ends the value here; write an amount as "
			   "%s.%s, and words with a comma between quotation "
			   "marks",
			   level->last->text, node->text);
		level->drop = true;
	} else if (node->kind == YAMLTREE_WORDS && node->plain &&
		   strcmp(node->text, "<<") == 0) {
		refuse(reader, mark,
		       "a merge key ('<<') is not taken; write the keys out");
		level->drop = true;
	}
}

static void
place(struct reader *reader, struct yamltree_node *node,
      const yaml_mark_t *mark)
{
	if (reader->depth == 0) {
		reader->tree->root = node;
		return;
	}
	struct level *level = &reader->levels[reader->depth - 1];
	/* An open level has its node. NOLINTNEXTLINE(clang-analyzer-core.*) */
	if (level->node->kind == YAMLTREE_MAP) {
		if (!level->waits) {
			take_key(reader, level, node, mark);
			return;
		}
		level->waits = false;
		if (level->drop)
			return;
		node->key = level->key;
		node->key_line = level->key_line;
		node->key_column = level->key_column;
	}
	if (level->last == NULL)
		level->node->first = node;
	else
		level->last->next = node;
	level->last = node;
	level->node->count++;
}

static void
check_properties(struct reader *reader, const yaml_mark_t *mark,
		 const yaml_char_t *anchor, bool tagged)
{
	if (anchor != NULL)
		faults_add(
			reader->faults, line_of(mark), column_of(mark),
			"an anchor ('&%s') is not taken; write the value out "
			"wherever it is meant",
			discreet_word((const char *)anchor));
	if (tagged)
		refuse(reader, mark,
		       "a tag ('!') is not taken; its key says how a value is "
		       "read");
}

static void
open_level(struct reader *reader, enum yamltree_kind kind, bool flow,
	   const yaml_mark_t *mark)
{
	if (reader->depth == YAMLTREE_DEPTH) {
		/* libyaml's time grows with the square of the depth. */
		faults_add(reader->faults, line_of(mark), column_of(mark),
			   "nested more than %d deep", YAMLTREE_DEPTH);
		reader->stop = true;
		return;
	}
	struct yamltree_node *node = node_new(reader, kind, mark);
	node->flow = flow;
	place(reader, node, mark);
	reader->levels[reader->depth++] = (struct level){.node = node};
}

/* By key, then as written: duplicates come to stand side by side. */
static int
compare_keys(const void *a, const void *b)
{
	const struct yamltree_node *const *left = a, *const *right = b;
	int order = strcmp((*left)->key, (*right)->key);

	if (order != 0)
		return order;
	if ((*left)->key_line != (*right)->key_line)
		return (*left)->key_line < (*right)->key_line ? -1 : 1;
	return (*left)->key_column < (*right)->key_column ? -1 : 1;
}

static void
drop_marked(struct yamltree_node *map)
{
	struct yamltree_node **link = &map->first;

	while (*link != NULL) {
		if ((*link)->key == NULL) {
			*link = (*link)->next;
			map->count--;
		} else {
			link = &(*link)->next;
		}
	}
}

static void
refuse_duplicates(struct reader *reader, struct yamltree_node *map)
{
	if (map->count < 2)
		return;
	struct yamltree_node **sorted =
		mem_zero(map->count, sizeof(struct yamltree_node *));
	size_t count = 0, first = 0;
	for (struct yamltree_node *child = map->first; child != NULL;
	     child = child->next)
		sorted[count++] = child;
	qsort(sorted, count, sizeof(sorted[0]), compare_keys);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(sorted[i]->key, sorted[first]->key) != 0) {
			first = i;
			continue;
		}
		faults_add(reader->faults, sorted[i]->key_line,
			   sorted[i]->key_column,
			   "'%s' is there twice; the first is on line %zu",
			   sorted[i]->key, sorted[first]->key_line);
		sorted[i]->key = NULL;
	}
	free(sorted);
	drop_marked(map);
}

static void
close_level(struct reader *reader)
{
	struct level *level = &reader->levels[--reader->depth];

	/* An open level has its node. NOLINTNEXTLINE(clang-analyzer-core.*) */
	if (level->node->kind == YAMLTREE_MAP)
		refuse_duplicates(reader, level->node);
}

/* What an escape between quotation marks may have brought in. */
static bool
check_words(struct reader *reader, const yaml_mark_t *mark, const char *at,
	    size_t len)
{
	uint32_t code;

	if (bytes_after_ascii(at, at + len) == at + len)
		return true;
	for (size_t i = 0, step; i < len; i += step) {
		step = text_character(at + i, len - i, &code);
		if (step != 0 && !is_refused(code, at + len, at + len))
			continue;
		faults_add(reader->faults, line_of(mark), column_of(mark),
			   "control character U+%04X", (unsigned)code);
		return false;
	}
	return true;
}

static void
take_scalar(struct reader *reader, const yaml_event_t *event)
{
	const yaml_mark_t *mark = &event->start_mark;
	const char *at = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	/* libyaml keeps no trace of a lone '!' before quoted words. */
	bool tagged = event->data.scalar.tag != NULL ||
		      (plain && !event->data.scalar.plain_implicit) ||
		      (!plain && byte_at(reader, mark->index) == '!');

	check_properties(reader, mark, event->data.scalar.anchor, tagged);
	if (!plain && event->end_mark.line > mark->line) {
		reader->quoted_from = *mark;
		reader->quoted_to = event->end_mark;
	}
	struct yamltree_node *node = node_new(reader, YAMLTREE_WORDS, mark);
	if (!check_words(reader, mark, at, len)) {
		node->kind = YAMLTREE_FAULTY;
	} else {
		node->text = arena_copy(reader->arena, at, len);
		node->plain = plain;
	}
	place(reader, node, mark);
}

static void
take_event(struct reader *reader, const yaml_event_t *event)
{
	const yaml_mark_t *mark = &event->start_mark;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (reader->had_document) {
			refuse(reader, mark,
			       "a second document begins here; a plan is one");
			reader->stop = true;
		}
		reader->had_document = true;
		break;
	case YAML_ALIAS_EVENT:
		faults_add(
			reader->faults, line_of(mark), column_of(mark),
			"an alias ('*%s') is not taken; write the value out",
			discreet_word((const char *)event->data.alias.anchor));
		place(reader, node_new(reader, YAMLTREE_FAULTY, mark), mark);
		break;
	case YAML_SCALAR_EVENT:
		take_scalar(reader, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		check_properties(reader, mark,
				 event->data.sequence_start.anchor,
				 event->data.sequence_start.tag != NULL);
		open_level(reader, YAMLTREE_LIST,
			   event->data.sequence_start.style ==
				   YAML_FLOW_SEQUENCE_STYLE,
			   mark);
		break;
	case YAML_MAPPING_START_EVENT:
		check_properties(reader, mark, event->data.mapping_start.anchor,
				 event->data.mapping_start.tag != NULL);
		open_level(reader, YAMLTREE_MAP,
			   event->data.mapping_start.style ==
				   YAML_FLOW_MAPPING_STYLE,
			   mark);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_level(reader);
		break;
	case YAML_STREAM_END_EVENT:
		if (!reader->had_document)
			refuse(reader, mark, "there is no plan in this file");
		break;
	default:
		break;
	}
}

/* Returns whether the parser came to the end of the file. */
static bool
parse(struct reader *reader)
{
	yaml_parser_t parser = {0};
	bool ended = false;

	if (yaml_parser_initialize(&parser) == 0)
		mem_exhausted();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)buffer_string(&reader->clean),
		reader->clean.len);
	while (!ended && !reader->stop) {
		yaml_event_t event = {0};
		if (yaml_parser_parse(&parser, &event) == 0) {
			if (parser.error == YAML_MEMORY_ERROR)
				mem_exhausted();
			report_syntax(reader, &parser);
			break;
		}
		reader->tree->events++;
		/* After an error libyaml gives NO_EVENT for ever, as success.
		 */
		if (event.type == YAML_NO_EVENT)
			break;
		take_event(reader, &event);
		ended = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return ended;
}

bool
yamltree_read(struct arena *arena, const char *at, size_t len,
	      struct yamltree *tree, struct faults *faults)
{
	struct reader reader = {.arena = arena,
				.tree = tree,
				.faults = faults,
				.before = faults->count};

	*tree = (struct yamltree){0};
	if (len > YAMLTREE_SIZE) {
		faults_add(faults, 1, 1, "larger than %zu KiB",
			   YAMLTREE_SIZE / 1024);
		return false;
	}
	if (len >= 2 && (memcmp(at, "\xFF\xFE", 2) == 0 ||
			 memcmp(at, "\xFE\xFF", 2) == 0)) {
		faults_add(faults, 1, 1, "this is UTF-16; save it as UTF-8");
		return false;
	}
	clean(&reader, at, len);
	if (!parse(&reader))
		tree->root = NULL;
	buffer_release(&reader.clean);
	return faults->count == reader.before;
}

struct yamltree_node *
yamltree_child(const struct yamltree_node *map, const char *key)
{
	for (struct yamltree_node *child = map->first; child != NULL;
	     child = child->next)
		if (child->key != NULL && strcmp(child->key, key) == 0)
			return child;
	return NULL;
}
