#include "finding.h"

#include <stdlib.h>
#include <string.h>

/* Fields as columns are found: 0 to 7, then the keys. */
#define FIRST_KEY RECORD_FIELD_COUNT

void
finding_add(struct check *check, const struct check_finding *at,
	    const char *format, va_list args)
{
	struct buffer text = {0};
	struct check_finding *finding;

	check->findings = mem_grow(check->findings, check->count, &check->room,
				   sizeof(*check->findings));
	finding = &check->findings[check->count++];
	*finding = *at;
	buffer_vformat(&text, format, args);
	finding->text =
		arena_copy(&check->arena, buffer_string(&text), text.len);
	buffer_release(&text);
}

/* The column, in characters, of a field in the record's line. */
static size_t
column_of(const struct record *record, size_t field)
{
	struct buffer line = {0};
	size_t column = 1;

	record_encode(&line, record);
	for (const char *at = line.at; *at && field > 0; at++) {
		column += ((unsigned char)*at & 0xC0) != 0x80;
		field -= *at == '\t';
	}
	buffer_release(&line);
	return column;
}

size_t
finding_key(const struct record *record, const char *key)
{
	size_t i = 0;

	while (strcmp(record->pairs[i].key, key) != 0)
		i++;
	return FIRST_KEY + i;
}

size_t
finding_pair(size_t i)
{
	return FIRST_KEY + i;
}

void
finding_of(struct check *check, enum check_gravity gravity,
	   const struct check_line *line, size_t field, const char *format, ...)
{
	struct check_finding at = {gravity,
				   line->file,
				   line->file_index,
				   line->number,
				   column_of(&line->record, field),
				   NULL};
	va_list args;

	va_start(args, format);
	finding_add(check, &at, format, args);
	va_end(args);
}

const char *
finding_file(struct check *check, const char *name, size_t index)
{
	size_t count = check->file_count;

	/* The reader's own string, and the same one for all of a file. */
	if (name == check->file_given && check->file_index == index)
		return check->files[check->file_latest].name;
	check->file_given = name;
	check->file_index = index;
	/* A second reading comes by the same files again. */
	check->file_latest = 0;
	while (check->file_latest < count &&
	       strcmp(check->files[check->file_latest].name, name) != 0)
		check->file_latest++;
	if (check->file_latest == count) {
		check->files = mem_grow(check->files, count, &check->file_room,
					sizeof(*check->files));
		check->files[check->file_count++] = (struct check_file){
			.name = arena_copy(&check->arena, name, strlen(name)),
			.index = index,
		};
	}
	return check->files[check->file_latest].name;
}

void
finding_at(struct check *check, enum check_gravity gravity,
	   const struct journal_line *line, size_t number, size_t column,
	   const char *format, ...)
{
	struct check_finding at = {
		gravity,
		finding_file(check, line->file, line->file_index),
		line->file_index,
		number,
		column,
		NULL};
	va_list args;

	va_start(args, format);
	finding_add(check, &at, format, args);
	va_end(args);
}

static size_t
index_of(const struct check *check, const char *file)
{
	size_t i = 0;

	while (check->files[i].name != file)
		i++;
	return i;
}

void
finding_double(struct check *check, const struct check_line *line,
	       const struct check_line *first)
{
	struct check_doubles pair = {0};

	if (line->file != first->file) {
		pair.file = index_of(check, line->file);
		pair.other = index_of(check, first->file);
		for (size_t i = 0; i < check->double_count; i++) {
			struct check_doubles *known = &check->doubles[i];

			if (known->file == pair.file &&
			    known->other == pair.other) {
				known->count++;
				return;
			}
		}
		pair.count = 1;
		pair.finding = check->count;
		check->doubles =
			mem_grow(check->doubles, check->double_count,
				 &check->double_room, sizeof(*check->doubles));
		check->doubles[check->double_count++] = pair;
	}
	finding_of(check, CHECK_ADVICE, line, RECORD_TIME,
		   "the same line as %s:%zu; it counts once", first->file,
		   first->number);
}

static bool
is_own(const struct check *check, const struct check_file *file)
{
	return check->own && strcmp(file->name, check->own) == 0;
}

bool
finding_later_is_copy(const struct check *check, const struct check_file *later,
		      const struct check_file *earlier)
{
	if (is_own(check, later) || is_own(check, earlier))
		return is_own(check, earlier);
	return strlen(later->name) >= strlen(earlier->name);
}

/* A file whose lines stand in another is a copy, wherever it stands in the
 * order of files. */
static void
tell_copies(struct check *check)
{
	for (size_t i = 0; i < check->double_count; i++) {
		const struct check_doubles *pair = &check->doubles[i];
		struct check_finding *finding = &check->findings[pair->finding];
		size_t copy = pair->file, other = pair->other, all;
		struct buffer text = {0};

		if (pair->count < 2)
			continue;
		if (!finding_later_is_copy(check, &check->files[copy],
					   &check->files[other])) {
			copy = pair->other;
			other = pair->file;
		}
		all = check->files[copy].events;
		buffer_format(&text,
			      "%zu of its %zu lines stand in %s, too, "
			      "and count once; ",
			      pair->count, all, check->files[other].name);
		if (pair->count >= all)
			buffer_add_string(&text,
					  "it is a copy, and can be deleted");
		else
			buffer_add_string(&text,
					  "the others count: keep it as it is");
		finding->file = check->files[copy].name;
		finding->file_index = check->files[copy].index;
		finding->line = finding->column = 0;
		finding->text = arena_copy(&check->arena, text.at, text.len);
		buffer_release(&text);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct check_finding *left = a, *right = b;

	if (left->file_index != right->file_index)
		return left->file_index < right->file_index ? -1 : 1;
	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	return strcmp(left->text, right->text);
}

void
finding_sort(struct check *check)
{
	tell_copies(check);
	if (check->count > 1)
		qsort(check->findings, check->count, sizeof(*check->findings),
		      by_place);
}
