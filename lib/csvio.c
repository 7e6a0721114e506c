#include "csvio.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "csvplain.h"
#include "lines.h"
#include "text.h"

/*
 * libcsv says neither on which line it is nor where a quoted field began, and
 * after an error it can only be begun anew. So it is fed line by line, and the
 * lines of a row are kept until the row is whole: then reading can go on
 * behind the line that a stray quotation mark was on. That stays linear: a
 * line wholly inside an open quotation has an even number of marks, so that
 * fed again it opens none of its own.
 */
struct csvio {
	struct lines lines;
	struct csv_parser parser;
	char separator; /* 0 until the first line is seen */
	bool ended;

	struct buffer raw;  /* lines read, from the row's first one on */
	size_t next;        /* offset in raw of the line to be fed next */
	size_t next_number; /* its number */

	/* The row being read. */
	struct buffer values;
	size_t starts[CSVIO_FIELDS_MAX];
	const char *fields[CSVIO_FIELDS_MAX];
	size_t count;
	size_t line;  /* its first one; 0 between rows */
	size_t begin; /* offset of that in raw */
	bool whole;
	bool field_on_line; /* a field ended on the line being fed */
	size_t open_line;   /* the line on which the open field begins */
	size_t open_next;   /* offset in raw of the line after that */
	size_t noted_line;  /* a fault that waits for the end of the row */
	struct fail noted;

	struct arena arena;
	const char **columns;
	size_t column_count;
};

static const char separators[] = {',', ';', '\t'};

#define STRICTLY (CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL)

/* Blanks are part of a field: libcsv would drop them. */
static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* libcsv's only limit on a field: refused here, it reports CSV_ENOMEM. */
static void *
resize_bounded(void *old, size_t size)
{
	if (size > CSVIO_FIELD_MAX + 4096)
		return NULL;
	return mem_resize(old, size, 1);
}

static void
begin_parser(struct csvio *reader)
{
	csv_init(&reader->parser, STRICTLY);
	csv_set_space_func(&reader->parser, no_space);
	csv_set_realloc_func(&reader->parser, resize_bounded);
	csv_set_blk_size(&reader->parser, 4096);
	if (reader->separator)
		csv_set_delim(&reader->parser,
			      (unsigned char)reader->separator);
}

struct csvio *
csvio_open(int fd, char separator)
{
	struct csvio *reader = mem_zero(1, sizeof(*reader));

	lines_init(&reader->lines, fd, -1);
	reader->separator = separator;
	begin_parser(reader);
	return reader;
}

void
csvio_close(struct csvio *reader)
{
	if (!reader)
		return;
	csv_free(&reader->parser);
	lines_release(&reader->lines);
	buffer_release(&reader->raw);
	buffer_release(&reader->values);
	arena_release(&reader->arena);
	free(reader);
}

/* Note a fault of the row that does not keep its end from being found. */
static void
note(struct csvio *reader, size_t line, const struct fail *why)
{
	if (reader->noted_line)
		return;
	reader->noted_line = line;
	reader->noted = *why;
}

static void
note_long_field(struct csvio *reader)
{
	struct fail why;

	fail_set(&why, FAIL_INPUT, "a field is longer than %d bytes",
		 CSVIO_FIELD_MAX);
	note(reader, reader->line, &why);
}

static void
on_field(void *value, size_t len, void *context)
{
	struct csvio *reader = context;

	reader->field_on_line = true;
	if (len > CSVIO_FIELD_MAX)
		note_long_field(reader);
	if (reader->count < CSVIO_FIELDS_MAX) {
		reader->starts[reader->count] = reader->values.len;
		buffer_add(&reader->values, value, len);
		buffer_add_char(&reader->values, '\0');
	}
	reader->count++;
}

static void
on_row(int end, void *context)
{
	struct csvio *reader = context;

	(void)end;
	reader->whole = true;
}

/* Sentences speak of columns in characters, the parser of bytes. */
static size_t
column_at(const char *line, size_t offset)
{
	size_t column = 1;

	for (size_t i = 0; i < offset; i++)
		if (((unsigned char)line[i] & 0xC0) != 0x80)
			column++;
	return column;
}

/* What a spreadsheet's "Unicode text" begins with: its mark, or every other
 * byte of the first characters being NUL. */
static bool
is_utf16(const char *at, size_t len)
{
	if (len >= 2 &&
	    (!memcmp(at, "\xFF\xFE", 2) || !memcmp(at, "\xFE\xFF", 2)))
		return true;
	return len >= 3 &&
	       ((at[0] && !at[1] && at[2]) || (!at[0] && at[1] && !at[2]));
}

static char
guess_separator(const char *at, size_t len)
{
	size_t most = 0;
	char best = ',';

	for (size_t i = 0; i < sizeof(separators); i++) {
		size_t count = 0;
		bool quoted = false;

		for (size_t j = 0; j < len; j++) {
			if (at[j] == '"')
				quoted = !quoted;
			else if (!quoted && at[j] == separators[i])
				count++;
		}
		if (count > most) {
			most = count;
			best = separators[i];
		}
	}
	return best;
}

/* "sep=;", which spreadsheets write and read before the first row. */
static bool
names_separator(const char *at, size_t len)
{
	if (len && at[len - 1] == '\r')
		len--;
	return len == 5 && !memcmp(at, "sep=", 4) &&
	       memchr(separators, at[4], sizeof(separators));
}

static bool
is_blank(const char *at, size_t len)
{
	while (len && strchr(" \t\r\n", at[len - 1]) && at[len - 1])
		len--;
	return !len;
}

/* Read the next line into raw. */
static enum lines_got
read_line(struct csvio *reader, struct fail *why)
{
	char *at;
	size_t len;
	enum lines_got got;

	if (reader->ended)
		return LINES_END;
	got = lines_next(&reader->lines, &at, &len, why);
	reader->next_number = reader->lines.number;
	if (got == LINES_END)
		reader->ended = true;
	if (got != LINES_LINE && got != LINES_TAIL)
		return got;
	if (reader->next_number == 1) {
		if (is_utf16(at, len)) {
			fail_set(why, FAIL_INPUT,
				 "the file is UTF-16; save it as CSV UTF-8, "
				 "or convert it: iconv -f UTF-16 -t UTF-8");
			reader->ended = true;
			return LINES_FAILED;
		}
		if (len >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3)) {
			at += 3;
			len -= 3;
		}
		if (!reader->separator && names_separator(at, len)) {
			reader->separator = at[4];
			csv_set_delim(&reader->parser, (unsigned char)at[4]);
			len = 0; /* read on as a blank line */
		}
	}
	buffer_add(&reader->raw, at, len);
	if (got == LINES_LINE)
		buffer_add_char(&reader->raw, '\n');
	return got;
}

/* NUL passes through libcsv inside a field, and it knows no encoding. */
static void
check_bytes(struct csvio *reader, const char *line, size_t len, size_t number)
{
	struct fail why;
	const char *nul = memchr(line, '\0', len);
	size_t bad;

	if (nul) {
		fail_at(&why, FAIL_INPUT, column_at(line, (size_t)(nul - line)),
			"a NUL byte");
		note(reader, number, &why);
	} else if (!text_is_utf8(line, len, &bad)) {
		fail_at(&why, FAIL_INPUT, column_at(line, bad),
			"byte 0x%02x is not UTF-8; save the file as CSV UTF-8, "
			"or convert it: iconv -f WINDOWS-1252 -t UTF-8",
			(unsigned char)line[bad]);
		note(reader, number, &why);
	}
}

/* Begin a row at the line that is fed next. */
static void
begin_row(struct csvio *reader)
{
	if (reader->next == reader->raw.len) {
		buffer_clear(&reader->raw);
		reader->next = 0;
	} else if (reader->next > reader->raw.len / 2) {
		memmove(reader->raw.at, reader->raw.at + reader->next,
			reader->raw.len - reader->next);
		buffer_cut(&reader->raw, reader->raw.len - reader->next);
		reader->next = 0;
	}
	buffer_clear(&reader->values);
	reader->count = 0;
	reader->line = 0;
	reader->begin = reader->next;
	reader->whole = false;
	reader->noted_line = 0;
}

/* Give up the row: a file whose columns are not known cannot be read on. */
static enum csvio_got
bad_row(struct csvio *reader, struct csvio_row *row, size_t fault_line)
{
	row->line = reader->line ? reader->line : fault_line;
	row->fault_line = fault_line;
	if (reader->columns)
		return CSVIO_BAD;
	reader->ended = true;
	return CSVIO_FAILED;
}

/* The same where libcsv lost its way: begin it anew, behind the line that the
 * field in question was opened on. */
static enum csvio_got
lost_row(struct csvio *reader, struct csvio_row *row, size_t fault_line)
{
	csv_free(&reader->parser);
	begin_parser(reader);
	reader->next = reader->open_next;
	reader->next_number = reader->open_line + 1;
	return bad_row(reader, row, fault_line);
}

static enum csvio_got
unclosed(struct csvio *reader, struct csvio_row *row, struct fail *why)
{
	fail_set(why, FAIL_INPUT,
		 "a quotation mark opened on this line is never closed");
	return lost_row(reader, row, reader->open_line);
}

static enum csvio_got
too_long(struct csvio *reader, struct csvio_row *row, struct fail *why)
{
	fail_set(why, FAIL_INPUT,
		 "a field is longer than %d bytes; is a quotation mark not "
		 "closed?",
		 CSVIO_FIELD_MAX);
	return lost_row(reader, row, reader->open_line);
}

static bool
is_line_end(const char *at, size_t len)
{
	return is_blank(at, len) && !memchr(at, ' ', len) &&
	       !memchr(at, '\t', len);
}

/*
 * A quotation mark inside an unquoted field is text (52°09'23.0"N), which
 * libcsv refuses when strict and takes when not: it stopped before the mark,
 * and goes on where it stopped.
 */
static bool
take_mark(struct csvio *reader, const char *mark)
{
	struct csv_parser *parser = &reader->parser;
	bool taken;

	if (csv_error(parser) != CSV_EPARSE || *mark != '"' || parser->quoted)
		return false;
	csv_set_opts(parser, CSV_APPEND_NULL);
	taken = csv_parse(parser, mark, 1, on_field, on_row, reader) == 1;
	csv_set_opts(parser, STRICTLY);
	return taken;
}

/*
 * Feed one line. A carriage return outside quotation marks ends a row for
 * libcsv, so that the line goes in pieces that end in one. Returns the offset
 * of the fault, or len.
 */
static size_t
feed(struct csvio *reader, const char *line, size_t len)
{
	size_t at = 0;

	while (at < len && !reader->whole) {
		const char *cr = memchr(line + at, '\r', len - at);
		size_t size = cr ? (size_t)(cr - line) + 1 - at : len - at;
		size_t used = csv_parse(&reader->parser, line + at, size,
					on_field, on_row, reader);

		at += used;
		if (used != size && !take_mark(reader, line + at))
			return at;
		at += used != size;
	}
	if (at < len && !is_line_end(line + at, len - at))
		return at - 1;
	return len;
}

static enum csvio_got
stray(struct csvio *reader, struct csvio_row *row, const char *line,
      size_t offset, size_t number, struct fail *why)
{
	size_t column = column_at(line, offset);

	if (reader->whole)
		fail_at(why, FAIL_INPUT, column,
			"a carriage return alone; lines end in LF or CRLF");
	else if (csv_error(&reader->parser) == CSV_ENOMEM)
		return too_long(reader, row, why);
	else if (reader->open_line == number)
		fail_at(why, FAIL_INPUT, column,
			"a closing quotation mark with text behind it; a mark "
			"inside a quoted field is written twice");
	else
		fail_at(why, FAIL_INPUT, column,
			"a closing quotation mark with text behind it; the "
			"field begins on line %zu",
			reader->open_line);
	return lost_row(reader, row, number);
}

/* Nearly every row is one that libcsv need not see. */
static bool
plain_row(struct csvio *reader, const char *line, size_t len)
{
	return csvplain_split(line, len, reader->separator, &reader->values,
			      reader->starts, CSVIO_FIELDS_MAX, CSVIO_FIELD_MAX,
			      &reader->count);
}

/* Feed lines until a row is whole. CSVIO_ROW, or as csvio_next. */
static enum csvio_got
read_row(struct csvio *reader, struct csvio_row *row, struct fail *why)
{
	for (;;) {
		enum lines_got got = LINES_LINE;
		const char *line, *end;
		size_t len, fault, number;

		if (reader->next == reader->raw.len)
			got = read_line(reader, why);
		if (got == LINES_FAILED) {
			row->line = row->fault_line = why->kind == FAIL_INPUT;
			return CSVIO_FAILED;
		}
		if (got == LINES_LONG) {
			/* The line is gone; so are those kept before it. */
			reader->open_next = reader->raw.len;
			reader->open_line = reader->next_number;
			fail_set(why, FAIL_INPUT, "a line longer than %d bytes",
				 CSVIO_ROW_MAX);
			return lost_row(reader, row, reader->next_number);
		}
		if (got == LINES_END) {
			if (!reader->line)
				return CSVIO_END;
			/* csv_fini frees nothing and begins the parser anew. */
			if (csv_fini(&reader->parser, on_field, on_row, reader))
				return unclosed(reader, row, why);
			return CSVIO_ROW;
		}

		line = reader->raw.at + reader->next;
		end = memchr(line, '\n', reader->raw.len - reader->next);
		len = end ? (size_t)(end - line) + 1
			  : reader->raw.len - reader->next;
		number = reader->next_number++;
		reader->next += len;
		if (!reader->line) {
			if (is_blank(line, len)) {
				begin_row(reader);
				continue;
			}
			reader->line = number;
			reader->begin = reader->next - len;
			reader->open_line = 0;
			if (!reader->separator) {
				reader->separator = guess_separator(line, len);
				csv_set_delim(&reader->parser,
					      (unsigned char)reader->separator);
			}
		}

		check_bytes(reader, line, len, number);
		if (reader->line == number && plain_row(reader, line, len))
			return CSVIO_ROW;
		reader->field_on_line = false;
		fault = feed(reader, line, len);
		if (reader->field_on_line || !reader->open_line) {
			reader->open_line = number;
			reader->open_next = reader->next;
		}
		if (fault != len)
			return stray(reader, row, line, fault, number, why);
		if (reader->whole)
			return CSVIO_ROW;
		if (reader->next - reader->begin > CSVIO_ROW_MAX) {
			fail_set(why, FAIL_INPUT,
				 "a row is longer than %d bytes; is a "
				 "quotation mark not closed?",
				 CSVIO_ROW_MAX);
			return lost_row(reader, row, reader->open_line);
		}
	}
}

static void
keep_columns(struct csvio *reader)
{
	reader->columns = arena_get(&reader->arena,
				    reader->count * sizeof(*reader->columns));
	reader->column_count = reader->count;
	for (size_t i = 0; i < reader->count; i++)
		reader->columns[i] =
			arena_copy(&reader->arena, reader->fields[i],
				   strlen(reader->fields[i]));
}

enum csvio_got
csvio_next(struct csvio *reader, struct csvio_row *row, struct fail *why)
{
	enum csvio_got got;

	memset(row, 0, sizeof(*row));
	begin_row(reader);
	got = read_row(reader, row, why);
	if (got != CSVIO_ROW)
		return got;
	if (reader->noted_line) {
		*why = reader->noted;
		return bad_row(reader, row, reader->noted_line);
	}
	if (reader->count > CSVIO_FIELDS_MAX) {
		fail_set(why, FAIL_INPUT, "%zu fields; a row has at most %d",
			 reader->count, CSVIO_FIELDS_MAX);
		return bad_row(reader, row, reader->line);
	}
	if (reader->columns && reader->count != reader->column_count) {
		fail_set(why, FAIL_INPUT,
			 "%zu field%s, where the first row has %zu",
			 reader->count, reader->count == 1 ? "" : "s",
			 reader->column_count);
		return bad_row(reader, row, reader->line);
	}
	for (size_t i = 0; i < reader->count; i++)
		reader->fields[i] = reader->values.at + reader->starts[i];
	if (!reader->columns)
		keep_columns(reader);
	row->fields = reader->fields;
	row->count = reader->count;
	row->line = reader->line;
	return CSVIO_ROW;
}

/* Whether two names of columns are the same, blanks around them aside. */
static bool
same_name(const char *a, const char *b)
{
	struct buffer one = {0}, other = {0};
	bool same;

	a += strspn(a, " \t");
	b += strspn(b, " \t");
	buffer_add_string(&one, a);
	buffer_add_string(&other, b);
	while (one.len && strchr(" \t", one.at[one.len - 1]))
		buffer_cut(&one, one.len - 1);
	while (other.len && strchr(" \t", other.at[other.len - 1]))
		buffer_cut(&other, other.len - 1);
	same = text_same(buffer_string(&one), buffer_string(&other));
	buffer_release(&one);
	buffer_release(&other);
	return same;
}

static bool
exact_name(const char *a, const char *b)
{
	return !strcmp(a, b);
}

int
csvio_column(const struct csvio *reader, const char *name)
{
	bool (*const is_called[])(const char *, const char *) = {exact_name,
								 same_name};

	for (size_t i = 0; i < sizeof(is_called) / sizeof(*is_called); i++) {
		int found = CSVIO_NO_COLUMN;

		for (size_t j = 0; j < reader->column_count; j++) {
			if (!is_called[i](reader->columns[j], name))
				continue;
			if (found != CSVIO_NO_COLUMN)
				return CSVIO_SEVERAL_COLUMNS;
			found = (int)j;
		}
		if (found != CSVIO_NO_COLUMN)
			return found;
	}
	return CSVIO_NO_COLUMN;
}

const char *const *
csvio_columns(const struct csvio *reader, size_t *count)
{
	*count = reader->column_count;
	return reader->columns;
}

void
csvio_encode(struct buffer *out, const char *const *fields, size_t count,
	     char separator, bool crlf)
{
	for (size_t i = 0; i < count; i++) {
		const char *value = fields[i] ? fields[i] : "";

		if (i)
			buffer_add_char(out, separator);
		buffer_add_char(out, '"');
		for (;;) {
			size_t run = strcspn(value, "\"");

			buffer_add(out, value, run);
			value += run;
			if (!*value++)
				break;
			buffer_add_string(out, "\"\"");
		}
		buffer_add_char(out, '"');
	}
	buffer_add_string(out, crlf ? "\r\n" : "\n");
}
