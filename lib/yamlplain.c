#include "yamlplain.h"

#include <string.h>

#include "mem.h"

#define KEY_MAX 1000 /* libyaml takes no longer ones */
#define NO_LINE ((size_t)-1)

struct scanner {
	const char *at, *end;
	const char *line; /* where the one that `at` is on begins */
	size_t number;    /* of that line, 1-based */
	size_t indent;    /* of its words; NO_LINE behind the last one */
	struct buffer words;
	bool (*take)(const struct yamlplain_event *event, void *context);
	void *context;
};

static bool read_flow(struct scanner *scanner);
static bool read_block(struct scanner *scanner);

/* The character `ahead` of the present one; a newline behind the last. */
static char
peek(const struct scanner *scanner, size_t ahead)
{
	return (size_t)(scanner->end - scanner->at) > ahead ? scanner->at[ahead]
							    : '\n';
}

static bool
is_blank_or_end(char c)
{
	return c == ' ' || c == '\n';
}

static bool
is_bracket(char c)
{
	return c == '[' || c == ']' || c == '{' || c == '}';
}

static struct yamlplain_event
event_here(const struct scanner *scanner, enum yamlplain_kind kind)
{
	struct yamlplain_event event = {.kind = kind, .line = scanner->number};

	event.column = 1;
	for (const char *at = scanner->line; at < scanner->at; at++)
		event.column += ((unsigned char)*at & 0xC0) != 0x80;
	return event;
}

static bool
open_here(struct scanner *scanner, enum yamlplain_kind kind, bool flow)
{
	struct yamlplain_event event = event_here(scanner, kind);

	event.flow = flow;
	return scanner->take(&event, scanner->context);
}

static bool
close_here(struct scanner *scanner)
{
	struct yamlplain_event event = {.kind = YAMLPLAIN_END};

	return scanner->take(&event, scanner->context);
}

static bool
give_words(struct scanner *scanner, struct yamlplain_event *event,
	   const char *at, size_t len)
{
	event->at = at;
	event->len = len;
	return scanner->take(event, scanner->context);
}

static void
skip_blanks(struct scanner *scanner)
{
	while (scanner->at < scanner->end && *scanner->at == ' ')
		scanner->at++;
}

static void
skip_newline(struct scanner *scanner)
{
	scanner->line = ++scanner->at;
	scanner->number++;
}

/*
 * The words behind `at`, which are added to those before, went on to another
 * line: one blank takes the place of the line's end and of the blanks around
 * it. Not where an empty line or a comment follows.
 */
static bool
fold(struct scanner *scanner, const char *from)
{
	struct buffer *words = &scanner->words;

	buffer_add(words, from, (size_t)(scanner->at - from));
	while (words->len > 0 && words->at[words->len - 1] == ' ')
		buffer_cut(words, words->len - 1);
	skip_newline(scanner);
	skip_blanks(scanner);
	buffer_add_char(words, ' ');
	return peek(scanner, 0) != '\n' && peek(scanner, 0) != '#';
}

/* Words between quotation marks. Those of a key stay on one line. */
static bool
read_quoted(struct scanner *scanner, bool key)
{
	struct yamlplain_event event = event_here(scanner, YAMLPLAIN_WORDS);
	const char mark = *scanner->at++;
	const char *from = scanner->at;

	buffer_clear(&scanner->words);
	for (;;) {
		if (scanner->at == scanner->end || *scanner->at == '\\')
			return false;
		if (*scanner->at == '\n') {
			if (key || !fold(scanner, from))
				return false;
			from = scanner->at;
			continue;
		}
		if (*scanner->at++ != mark)
			continue;
		buffer_add(&scanner->words, from,
			   (size_t)(scanner->at - 1 - from));
		if (mark != '\'' || peek(scanner, 0) != '\'')
			break;
		from = scanner->at++; /* of two marks the second one counts */
	}
	if (key && scanner->words.len > KEY_MAX)
		return false;
	return give_words(scanner, &event, scanner->words.at,
			  scanner->words.len);
}

/* Whether words without quotation marks can begin here. */
static bool
begins_bare(const struct scanner *scanner)
{
	const char first = peek(scanner, 0);

	if (first == '-')
		return !is_blank_or_end(peek(scanner, 1));
	return strchr(",[]{}#&*!|>'\"%@`?: \n", first) == NULL;
}

static bool
ends_key(const struct scanner *scanner)
{
	return *scanner->at == ':' && is_blank_or_end(peek(scanner, 1));
}

static bool
begins_comment(const struct scanner *scanner)
{
	return *scanner->at == '#' && scanner->at[-1] == ' ';
}

/* Words without marks that end with the line, or those of a key. */
static bool
read_bare(struct scanner *scanner, bool key)
{
	struct yamlplain_event event = event_here(scanner, YAMLPLAIN_WORDS);
	const char *from = scanner->at, *to;

	if (!begins_bare(scanner))
		return false;
	while (peek(scanner, 0) != '\n' && !ends_key(scanner) &&
	       !begins_comment(scanner))
		scanner->at++;
	if (key != (peek(scanner, 0) == ':'))
		return false;
	to = scanner->at;
	while (to[-1] == ' ')
		to--;
	if (key && (to != scanner->at || to - from > KEY_MAX))
		return false;
	scanner->at = to;
	event.bare = true;
	return give_words(scanner, &event, from, (size_t)(to - from));
}

/* Words without marks between brackets. Those of a key stay on one line. */
static bool
read_bare_in_flow(struct scanner *scanner, bool key)
{
	struct yamlplain_event event = event_here(scanner, YAMLPLAIN_WORDS);
	struct buffer *words = &scanner->words;
	const char *from = scanner->at;

	if (!begins_bare(scanner))
		return false;
	buffer_clear(words);
	for (; scanner->at < scanner->end; scanner->at++) {
		if (*scanner->at == '\n') {
			if (key || !fold(scanner, from))
				return false;
			from = scanner->at;
		}
		if (*scanner->at == ',' || is_bracket(*scanner->at) ||
		    ends_key(scanner))
			break;
		/* A comment, and what libyaml refuses. */
		if (begins_comment(scanner) ||
		    (*scanner->at == ':' &&
		     (peek(scanner, 1) == ',' || peek(scanner, 1) == '?' ||
		      is_bracket(peek(scanner, 1)))))
			return false;
	}
	if (scanner->at == scanner->end || key != (*scanner->at == ':'))
		return false;
	buffer_add(words, from, (size_t)(scanner->at - from));
	while (words->len > 0 && words->at[words->len - 1] == ' ')
		buffer_cut(words, words->len - 1);
	if (key && (words->len != (size_t)(scanner->at - from) ||
		    words->len > KEY_MAX))
		return false;
	event.bare = true;
	return give_words(scanner, &event, words->at, words->len);
}

/* Between brackets the end of a line is a blank, with a comment before it or
 * without. */
static bool
skip_in_flow(struct scanner *scanner)
{
	for (;;) {
		const char *from = scanner->at;

		skip_blanks(scanner);
		if (peek(scanner, 0) == '#' &&
		    (scanner->at > from || from == scanner->line))
			scanner->at =
				memchr(scanner->at, '\n',
				       (size_t)(scanner->end - scanner->at));
		if (scanner->at == NULL || scanner->at == scanner->end)
			return false;
		if (*scanner->at != '\n')
			return true;
		skip_newline(scanner);
	}
}

static bool
read_words_in_flow(struct scanner *scanner, bool key)
{
	return *scanner->at == '\'' || *scanner->at == '"'
		       ? read_quoted(scanner, key)
		       : read_bare_in_flow(scanner, key);
}

static bool
read_entry(struct scanner *scanner, bool map)
{
	if (map && (!read_words_in_flow(scanner, true) ||
		    scanner->at == scanner->end || !ends_key(scanner)))
		return false;
	scanner->at += map;
	if (map && !skip_in_flow(scanner))
		return false;
	return *scanner->at == '[' || *scanner->at == '{'
		       ? read_flow(scanner)
		       : read_words_in_flow(scanner, false);
}

/* A list or mapping between brackets. */
static bool
read_flow(struct scanner *scanner)
{
	const bool map = *scanner->at == '{';
	const char closing = map ? '}' : ']';
	bool first = true;

	if (!open_here(scanner, map ? YAMLPLAIN_MAP : YAMLPLAIN_LIST, true))
		return false;
	do {
		scanner->at++;
		if (!skip_in_flow(scanner))
			return false;
		if (first && *scanner->at == closing)
			break;
		first = false;
		if (!read_entry(scanner, map) || !skip_in_flow(scanner))
			return false;
	} while (*scanner->at == ',');
	if (*scanner->at != closing)
		return false;
	scanner->at++;
	return close_here(scanner);
}

/* Move on behind what is left of the line, a comment at most, to the next one
 * that has words on it. */
static bool
next_line(struct scanner *scanner)
{
	bool begun = scanner->at == scanner->line;

	for (;;) {
		const char *from = scanner->at;

		skip_blanks(scanner);
		if (peek(scanner, 0) == '#' && (begun || scanner->at > from))
			scanner->at =
				memchr(scanner->at, '\n',
				       (size_t)(scanner->end - scanner->at));
		if (scanner->at == NULL || scanner->at == scanner->end) {
			scanner->at = scanner->end;
			scanner->indent = NO_LINE;
			return true;
		}
		if (*scanner->at != '\n') {
			scanner->indent = (size_t)(scanner->at - scanner->line);
			return begun;
		}
		skip_newline(scanner);
		begun = true;
	}
}

static bool
begins_row(const struct scanner *scanner)
{
	return peek(scanner, 0) == '-' && is_blank_or_end(peek(scanner, 1));
}

/* A value that begins on the line of its key, or of its '-'. */
static bool
read_inline(struct scanner *scanner)
{
	const char first = *scanner->at;
	bool read;

	if (first == '[' || first == '{')
		read = read_flow(scanner);
	else if (first == '\'' || first == '"')
		read = read_quoted(scanner, false);
	else
		read = read_bare(scanner, false);
	return read && next_line(scanner);
}

/* A value behind its key's ':'. */
static bool
read_value(struct scanner *scanner, size_t indent)
{
	const char *from = scanner->at;

	skip_blanks(scanner);
	if (peek(scanner, 0) != '\n' && peek(scanner, 0) != '#')
		return scanner->at > from && read_inline(scanner);
	scanner->at = from;
	if (!next_line(scanner) || scanner->indent == NO_LINE)
		return false;
	if (scanner->indent > indent &&
	    (*scanner->at == '[' || *scanner->at == '{'))
		return read_inline(scanner);
	/* The rows of a list may stand right below its key. */
	return (scanner->indent > indent ||
		(scanner->indent == indent && begins_row(scanner))) &&
	       read_block(scanner);
}

/* Whether a key begins here: only of use for the first one behind a '-'. */
static bool
begins_key(const struct scanner *scanner)
{
	struct scanner ahead = *scanner;

	if (peek(scanner, 0) == '\'' || peek(scanner, 0) == '"') {
		const char mark = *ahead.at++;

		while (peek(&ahead, 0) != '\n' && *ahead.at != mark)
			ahead.at++;
		return peek(&ahead, 0) == mark && peek(&ahead, 1) == ':';
	}
	if (!begins_bare(scanner))
		return false;
	while (peek(&ahead, 0) != '\n' && !begins_comment(&ahead) &&
	       !ends_key(&ahead))
		ahead.at++;
	return peek(&ahead, 0) == ':';
}

static bool
read_mapping(struct scanner *scanner, size_t indent)
{
	if (!open_here(scanner, YAMLPLAIN_MAP, false))
		return false;
	do {
		const char first = *scanner->at;

		if (begins_row(scanner) ||
		    !(first == '\'' || first == '"'
			      ? read_quoted(scanner, true)
			      : read_bare(scanner, true)) ||
		    scanner->at == scanner->end || !ends_key(scanner))
			return false;
		scanner->at++;
		if (!read_value(scanner, indent))
			return false;
	} while (scanner->indent == indent && !begins_row(scanner));
	return close_here(scanner);
}

static bool
read_rows(struct scanner *scanner, size_t indent)
{
	if (!open_here(scanner, YAMLPLAIN_LIST, false))
		return false;
	do {
		bool read;

		scanner->at++;
		skip_blanks(scanner);
		if (begins_row(scanner) || peek(scanner, 0) == '\n')
			return false;
		read = begins_key(scanner)
			       ? read_mapping(scanner, (size_t)(scanner->at -
								scanner->line))
			       : read_inline(scanner);
		if (!read)
			return false;
	} while (scanner->indent == indent && begins_row(scanner));
	return close_here(scanner);
}

/* What is indented as this line is. Behind it stands a line that is indented
 * less, or as much where it was rows; any other is out of place. */
static bool
read_block(struct scanner *scanner)
{
	const size_t indent = scanner->indent;
	const bool rows = begins_row(scanner);

	if (!(rows ? read_rows(scanner, indent)
		   : read_mapping(scanner, indent)))
		return false;
	return scanner->indent == NO_LINE || scanner->indent < indent ||
	       (rows && scanner->indent == indent);
}

static bool
has_line(const char *text, size_t len, const char *beginning)
{
	const size_t size = strlen(beginning);
	const char *end = text + len;

	while ((size_t)(end - text) >= size) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));

		if (memcmp(text, beginning, size) == 0)
			return true;
		if (newline == NULL)
			return false;
		text = newline + 1;
	}
	return false;
}

bool
yamlplain_read(const char *text, size_t len,
	       bool (*take)(const struct yamlplain_event *event, void *context),
	       void *context)
{
	struct scanner scanner = {
		.at = text,
		.end = text + len,
		.line = text,
		.number = 1,
		.take = take,
		.context = context,
	};
	bool read;

	/* Between documents, and where blanks are counted. */
	if (memchr(text, '\t', len) != NULL ||
	    memchr(text, '\r', len) != NULL || has_line(text, len, "---") ||
	    has_line(text, len, "..."))
		return false;
	read = next_line(&scanner) && scanner.indent == 0 &&
	       !begins_row(&scanner) && read_block(&scanner) &&
	       scanner.indent == NO_LINE;
	buffer_release(&scanner.words);
	return read;
}
