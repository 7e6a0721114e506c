#include "importcolumns.h"

#include <string.h>

#include "discreet.h"
#include "draft.h"
#include "event.h"
#include "record.h"
#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Keys that say how an event was recorded; no column can set them. */
static const char recorder_keys[] =
	"once logged history near-miss settled of plan out-of-order skipped "
	"said-category said-channel said-heat said-severity said-wish "
	"said-value said-delivery said-bought";

/* Fields of a complaint that a column can hold besides the keys of open. */
static const char *const fields[] = {"text", "time", "category"};

struct finding {
	struct import_columns *columns;
	const struct csvio *csv;
	const struct import_options *options;
	struct arena *arena;
};

static bool
is_own_field(const char *name)
{
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (strcmp(fields[i], name) == 0)
			return true;
	}
	return false;
}

static bool
check_field(const char *field, struct fail *why)
{
	const char *guess = NULL;

	if (is_own_field(field) || draft_is_open_key(field, &guess))
		return true;
	if (!guess)
		guess = text_guess(field, fields, COUNT(fields));
	if (guess || !record_is_key(field) ||
	    event_list_has(recorder_keys, field) ||
	    event_list_has(event_worked_out, field))
		return fail_set(why, FAIL_USAGE,
				"--map: '%s' is no field of a complaint%s",
				field, text_did_you_mean(guess));
	return true;
}

static bool
find_column(const struct finding *finding, const char *option,
	    const char *header, int *column, struct fail *why)
{
	const char *file = finding->options->file;
	size_t count;
	const char *const *headers = csvio_columns(finding->csv, &count);

	*column = csvio_column(finding->csv, header);
	if (*column >= 0)
		return true;
	if (*column == CSVIO_SEVERAL_COLUMNS)
		return fail_set(why, FAIL_USAGE,
				"%s: %s has several columns '%s'", option, file,
				header);
	return fail_set(why, FAIL_USAGE, "%s: %s has no column '%s'%s", option,
			file, header,
			text_did_you_mean(text_guess(header, headers, count)));
}

static bool
has_field(const struct import_columns *columns, const char *field)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (strcmp(columns->at[i].field, field) == 0)
			return true;
	}
	return false;
}

static bool
is_mapped(const struct import_columns *columns, const char *field, int column)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (columns->at[i].column == column)
			return true;
	}
	return has_field(columns, field);
}

static bool
map_given(struct finding *finding, struct fail *why)
{
	struct import_columns *columns = finding->columns;

	for (size_t i = 0; i < finding->options->map_count; i++) {
		const struct import_map *map = &finding->options->maps[i];
		int column;

		if (!check_field(map->field, why) ||
		    !find_column(finding, "--map", map->header, &column, why))
			return false;
		if (has_field(columns, map->field))
			return fail_set(why, FAIL_USAGE,
					"--map: %s is mapped twice",
					map->field);
		columns->at[columns->count++] =
			(struct import_column){map->field, column};
	}
	return true;
}

/* The field that a column's name is; NULL, with the one that it nearly is or
 * NULL for a guess. */
static const char *
field_called(const struct finding *finding, const char *name,
	     const char **guess)
{
	struct buffer folded = {0};
	const char *field;
	size_t len;

	*guess = NULL;
	name += strspn(name, " \t");
	len = strlen(name);
	while (len > 0 && strchr(" \t", name[len - 1]))
		len--;
	text_fold(&folded, name, len);
	field = arena_copy(finding->arena, buffer_string(&folded), folded.len);
	buffer_release(&folded);
	if (is_own_field(field) || draft_is_open_key(field, guess))
		return field;
	if (!*guess)
		*guess = text_guess(field, fields, COUNT(fields));
	return NULL;
}

/* Which of two columns is meant that are called as one field is. Their names
 * are shown: a customer's words are no field. */
static bool
refuse_both(const struct finding *finding, const char *field, const char *first,
	    const char *second, struct fail *why)
{
	const char *file = finding->options->file;

	if (strcmp(first, second) == 0)
		return fail_set(why, FAIL_USAGE,
				"%s has several columns '%s'; call those that "
				"are not meant otherwise",
				file, first);
	return fail_set(why, FAIL_USAGE,
			"%s: the columns '%s' and '%s' are both %s; say which "
			"with --map %s=COLUMN",
			file, first, second, field, field);
}

/* A column that is called as a field is maps itself, unless --map named another
 * one for that field. */
static bool
map_by_name(struct finding *finding, struct fail *why)
{
	struct import_columns *columns = finding->columns;
	size_t count, named = columns->count;
	const char *const *headers = csvio_columns(finding->csv, &count);

	for (size_t i = 0; i < count; i++) {
		const char *guess;
		const char *field = field_called(finding, headers[i], &guess);

		if (!field)
			continue;
		for (size_t k = named; k < columns->count; k++) {
			if (strcmp(columns->at[k].field, field) == 0)
				return refuse_both(
					finding, field,
					headers[columns->at[k].column],
					headers[i], why);
		}
		if (!is_mapped(columns, field, (int)i))
			columns->at[columns->count++] =
				(struct import_column){field, (int)i};
	}
	return true;
}

/* Columns that nothing is taken from, and that may be misspelt fields. */
static void
note_untaken(struct finding *finding)
{
	struct import_columns *columns = finding->columns;
	size_t count;
	const char *const *headers = csvio_columns(finding->csv, &count);

	columns->untaken = arena_get(finding->arena,
				     (count + 1) * sizeof(*columns->untaken));
	for (size_t i = 0; i < count; i++) {
		const char *guess;
		const char *field = field_called(finding, headers[i], &guess);

		if (field || !guess || (int)i == columns->ext ||
		    is_mapped(columns, guess, (int)i))
			continue;
		columns->untaken[columns->untaken_count++] =
			(struct import_untaken){arena_copy(finding->arena,
							   headers[i],
							   strlen(headers[i])),
						guess};
	}
}

bool
import_columns_find(struct import_columns *columns, const struct csvio *csv,
		    const struct import_options *options, struct arena *arena,
		    struct fail *why)
{
	struct finding finding = {columns, csv, options, arena};
	size_t count;
	const char *const *headers = csvio_columns(csv, &count);

	*columns = (struct import_columns){.ext = CSVIO_NO_COLUMN};
	columns->at = arena_get(arena, (count + options->map_count) *
					       sizeof(*columns->at));
	if (!map_given(&finding, why))
		return false;
	if (options->ext) {
		if (!find_column(&finding, "--ext", options->ext, &columns->ext,
				 why))
			return false;
		columns->source = headers[columns->ext];
	}
	if (!map_by_name(&finding, why))
		return false;
	note_untaken(&finding);
	if (has_field(columns, "text"))
		return true;
	return fail_set(why, FAIL_USAGE,
			"%s: no column is mapped to the words; as --map "
			"text='%s'",
			options->file, discreet_word(headers[0]));
}
