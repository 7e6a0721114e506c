#include "import.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "csvahead.h"
#include "discreet.h"
#include "importcolumns.h"
#include "numbered.h"
#include "record.h"
#include "text.h"
#include "timeform.h"
#include "zone.h"

/* So many times as many bytes as its rows a file's records have at most, but
 * of the shortest. */
#define RECORDS_OF 2

#define EARLIEST_YEAR 1900 /* as when_parse has them */
#define LATEST_YEAR 9998

static const char *const listed_keys[] = {"category", "channel", "heat",
					  "severity", "wish",    "value",
					  "delivery", "bought"};

/* What a column fills that is none of those. */
enum filled {
	FILLED_TIME = IMPORT_SAID_COUNT,
	FILLED_TEXT,
	FILLED_DETAIL,
};

struct reading {
	struct import *import;
	const struct import_options *options;
	casebook_report *report;
	void *context;
	struct csvio *csv;
	struct import_columns columns;
	int *fills; /* enum import_said of each of them, or enum filled */
	struct numbered keys; /* of --ext */
	size_t *key_lines;    /* on which they were first */
	size_t key_room;
	struct numbered unknown; /* as "category Value" */
	size_t unknown_room;
	/* Numbers of what the row says that the plan does not know. */
	size_t said[IMPORT_SAID_COUNT];
	size_t said_count;
	struct buffer logged; /* now, once it was needed */
	struct arena row;     /* of one row, released after it */
};

static void
fault(struct reading *reading, size_t line, size_t column, const char *sentence)
{
	reading->import->bad++;
	reading->report(reading->context, reading->options->file, line, column,
			sentence);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A field without the blanks around it, and without the apostrophe that keeps
 * spreadsheets from taking it for a formula (--csv=excel writes it); of the
 * row's arena. NULL if empty. */
static char *
trimmed(struct reading *reading, const char *field)
{
	size_t len;

	while (is_blank(*field))
		field++;
	if (field[0] == '\'' && field[1] && strchr("=+-@", field[1]))
		field++;
	len = strlen(field);
	while (len > 0 && is_blank(field[len - 1]))
		len--;
	return len ? arena_copy(&reading->row, field, len) : NULL;
}

static int
offset_at(const struct import_options *options, int64_t at)
{
	return options->policy ? zone_offset(options->when->zone, at)
			       : options->offset;
}

/* The instant of a civil time on the shop's wall. */
static int64_t
instant_of(const struct import_options *options, const struct civil *civil)
{
	int64_t first, second;

	if (!options->policy) {
		int64_t days =
			civil_to_days(civil->year, civil->month, civil->day);

		return days * 24 * ZONE_HOUR + civil->hour * ZONE_HOUR +
		       civil->minute * ZONE_MINUTE +
		       civil->second * ZONE_SECOND + civil->millisecond -
		       options->offset * ZONE_SECOND;
	}
	zone_instants(options->when->zone, civil, &first, &second);
	return options->when->fold == ZONE_FOLD_SECOND &&
			       zone_offset(options->when->zone, second) <
				       zone_offset(options->when->zone, first)
		       ? second
		       : first;
}

static bool
parse_time(struct timeform_time *time, const struct import_options *options,
	   const char *value, struct fail *why)
{
	const struct policy *policy = options->policy;

	if (!timeform_parse(time, value, options->time_form,
			    policy && policy->words.months.count == 12
				    ? policy->words.months.at
				    : NULL,
			    why))
		return false;
	if (time->civil.year > LATEST_YEAR)
		return fail_set(why, FAIL_INPUT,
				"'%s' is too far off; years are %d to %d",
				value, EARLIEST_YEAR, LATEST_YEAR);
	return time->civil.year >= EARLIEST_YEAR ||
	       fail_set(why, FAIL_INPUT,
			"'%s' is too far back; years are %d and later", value,
			EARLIEST_YEAR);
}

static bool
take_time(struct reading *reading, struct record *record, const char *value,
	  const char *header, struct fail *why)
{
	const struct import_options *options = reading->options;
	const struct policy *policy = options->policy;
	struct timeform_time time;
	struct opening opening;
	int64_t day;

	if (!value)
		return fail_set(why, FAIL_INPUT, "no time; '%s' is empty",
				header);
	if (!parse_time(&time, options, value, why))
		return false;
	day = civil_to_days(time.civil.year, time.civil.month, time.civil.day);
	if (time.has_offset)
		record->at = day * 24 * ZONE_HOUR +
			     time.civil.hour * ZONE_HOUR +
			     time.civil.minute * ZONE_MINUTE +
			     time.civil.second * ZONE_SECOND +
			     time.civil.millisecond - time.offset * ZONE_SECOND;
	else if (time.whole_day && policy &&
		 hours_on(policy->hours, day, &opening, 1, NULL) > 0)
		record->at = opening.from;
	else
		record->at = instant_of(options, &time.civil);
	/* The clock of another machine may be ahead, and a day have begun. */
	return record->at <= options->when->now + 24 * ZONE_HOUR ||
	       fail_set(why, FAIL_INPUT,
			"'%s' is still to come; '%s' says when they complained",
			value, header);
}

/* The plan's own word for a value of one of the lists; NULL if it has none. */
static const char *
listed_as(const struct policy *policy, enum import_said list, const char *value)
{
	const struct policy_list *words = &policy->intake.channels;
	int at;

	switch (list) {
	case IMPORT_CATEGORY:
		at = policy_category_called(policy, value);
		return at == POLICY_NONE ? NULL : policy->categories[at].id;
	case IMPORT_WISH:
		at = policy_remedy(policy, value);
		return at == POLICY_NONE ? NULL : policy->remedies[at].id;
	case IMPORT_HEAT:
		words = &policy->heat.levels;
		break;
	case IMPORT_SEVERITY:
		words = &policy->severity.levels;
		break;
	default:
		break;
	}
	at = policy_list_find(words, value);
	return at == POLICY_NONE ? NULL : words->at[at];
}

/* Number what the plan does not know, for the count at the end. */
static size_t
unknown_number(struct reading *reading, enum import_said list,
	       const char *value)
{
	struct import *import = reading->import;
	const char *name =
		arena_format(&reading->row, "%s %s", listed_keys[list], value);
	size_t number = numbered_find(&reading->unknown, name);

	if (number != NUMBERED_NONE)
		return number;
	name = arena_copy(&import->arena, name, strlen(name));
	number = numbered_add(&reading->unknown, name);
	import->unknown =
		mem_grow(import->unknown, import->unknown_count,
			 &reading->unknown_room, sizeof(*import->unknown));
	import->unknown[import->unknown_count++] = (struct import_unknown){
		.kind = listed_keys[list],
		.value = strchr(name, ' ') + 1,
	};
	return number;
}

/* Kept as it was written, and counted; without a plan nobody knows better. */
static void
keep_as_said(struct reading *reading, struct record *record,
	     enum import_said list, const char *value)
{
	record_set(record,
		   arena_format(&reading->row, "said-%s", listed_keys[list]),
		   value, &reading->row);
	if (reading->options->policy || list >= IMPORT_LISTED_COUNT)
		reading->said[reading->said_count++] =
			unknown_number(reading, list, value);
}

/* Prices may be written with the mark that the shop writes them with. */
static void
take_amount(struct reading *reading, struct record *record,
	    enum import_said list, const char *value)
{
	const struct import_options *options = reading->options;
	char mark = options->policy ? options->policy->shop.decimal_mark : '.';
	struct buffer text = {0};
	struct fail why;
	int64_t amount;

	if (!money_parse_marked(value, options->digits, mark, &amount, &why)) {
		keep_as_said(reading, record, list, value);
		return;
	}
	money_format(&text, amount, options->digits);
	record_set(record, listed_keys[list],
		   arena_copy(&reading->row, text.at, text.len), &reading->row);
	buffer_release(&text);
}

static void
take_listed(struct reading *reading, struct record *record,
	    enum import_said list, const char *value)
{
	const struct policy *policy = reading->options->policy;
	const char *known = value;

	if (policy)
		known = listed_as(policy, list, value);
	else if (list == IMPORT_CATEGORY && !record_is_what(value))
		known = NULL;
	if (known && list == IMPORT_CATEGORY) {
		record->what = known;
	} else if (known) {
		record_set(record, listed_keys[list], known, &reading->row);
	} else {
		keep_as_said(reading, record, list, value);
	}
}

/* The day that it was bought, as the entitlements read it: written as times
 * are in the file, or as 2026-11-22. */
static void
take_day(struct reading *reading, struct record *record, const char *value)
{
	const struct import_options *options = reading->options;
	struct import_options plain = *options;
	struct timeform_time time;
	struct fail why;

	plain.time_form = NULL;
	if (!parse_time(&time, options, value, &why) &&
	    !parse_time(&time, &plain, value, &why)) {
		keep_as_said(reading, record, IMPORT_BOUGHT, value);
		return;
	}
	record_set(record, listed_keys[IMPORT_BOUGHT],
		   arena_format(&reading->row, "%04d-%02d-%02d",
				time.civil.year, time.civil.month,
				time.civil.day),
		   &reading->row);
}

/* What many programs export for a field that was left empty. */
static bool
says_nothing(const char *value)
{
	return strcmp(value, "-") == 0 || text_same(value, "n/a");
}

static bool
take_field(struct reading *reading, struct record *record, size_t at,
	   char *value, struct fail *why)
{
	const struct import_column *column = &reading->columns.at[at];
	int fills = reading->fills[at];
	size_t count;
	const char *header =
		csvio_columns(reading->csv, &count)[column->column];

	if (fills == FILLED_TIME)
		return take_time(reading, record, value, header, why);
	if (fills == FILLED_TEXT) {
		record->text = value;
		return value || fail_set(why, FAIL_INPUT,
					 "no words; '%s' is empty", header);
	}
	if (!value || says_nothing(value))
		return true;
	if (fills < IMPORT_LISTED_COUNT)
		take_listed(reading, record, (enum import_said)fills, value);
	else if (fills == IMPORT_BOUGHT)
		take_day(reading, record, value);
	else if (fills < IMPORT_SAID_COUNT)
		take_amount(reading, record, (enum import_said)fills, value);
	else
		record_set(record, column->field, value, &reading->row);
	return true;
}

/* What makes the row the same one in another import. */
static bool
take_key(struct reading *reading, struct record *record, struct import_row *row,
	 const struct csvio_row *csv, uint32_t *bits, struct fail *why)
{
	struct import *import = reading->import;
	const char *value;
	char *once;
	size_t there, len;

	if (reading->columns.ext == CSVIO_NO_COLUMN) {
		*bits = reading->options->random();
		return true;
	}
	value = trimmed(reading, csv->fields[reading->columns.ext]);
	if (!value)
		return fail_set(why, FAIL_INPUT, "no key; '%s' is empty",
				reading->columns.source);
	len = strlen(reading->columns.source);
	once = arena_get(&import->arena, len + 1 + strlen(value) + 1);
	memcpy(once, reading->columns.source, len);
	once[len] = ':';
	memcpy(once + len + 1, value, strlen(value) + 1);
	there = numbered_find(&reading->keys, once);
	if (there != NUMBERED_NONE)
		return fail_set(why, FAIL_INPUT,
				"'%s' %s is there already, on line %zu",
				reading->columns.source, discreet_word(value),
				reading->key_lines[there]);
	reading->key_lines =
		mem_grow(reading->key_lines, reading->keys.count,
			 &reading->key_room, sizeof(*reading->key_lines));
	reading->key_lines[numbered_add(&reading->keys, once)] = csv->line;
	record_set(record, "once", once, &reading->row);
	row->once = once;
	*bits = caseid_hash(reading->columns.source, value);
	return true;
}

static void
set_id(const struct import_options *options, struct record *record,
       uint32_t bits)
{
	struct civil civil;

	zone_civil(options->when->zone, record->at, &civil);
	caseid_make(record->id, civil.year, civil.month, civil.day,
		    bits & 0x3FFFFFFF);
}

/* A record that says when it happened says when it was written down, too. */
static void
set_logged(struct reading *reading, struct record *record)
{
	const struct import_options *options = reading->options;
	int64_t now = options->when->now;
	int64_t apart = record->at > now ? record->at - now : now - record->at;

	if (apart <= ZONE_MINUTE)
		return;
	if (reading->logged.len == 0)
		zone_format_time(&reading->logged, now,
				 offset_at(options, now));
	record_set(record, "logged", reading->logged.at, &reading->row);
}

static bool
take_row(struct reading *reading, const struct csvio_row *csv,
	 struct import_row *row, struct fail *why)
{
	const struct import_options *options = reading->options;
	struct import *import = reading->import;
	struct record record;
	size_t begin = import->lines.len, len;
	uint32_t bits = 0;

	*row = (struct import_row){0};
	reading->said_count = 0;
	record_init(&record);
	record.event = event_kind(VERB_OPEN)->name;
	record.who = options->who;
	record.at = options->when->now;
	for (size_t i = 0; i < reading->columns.count; i++) {
		const char *field = csv->fields[reading->columns.at[i].column];

		if (!take_field(reading, &record, i, trimmed(reading, field),
				why))
			return false;
	}
	record.offset = offset_at(options, record.at);
	set_logged(reading, &record);
	if (options->history)
		record_set(&record, "history", "yes", &reading->row);
	if (!take_key(reading, &record, row, csv, &bits, why))
		return false;
	set_id(options, &record, bits);
	record_encode(&import->lines, &record);
	len = import->lines.len - begin;
	if (len > RECORD_LINE_MAX) {
		buffer_cut(&import->lines, begin);
		return fail_set(why, FAIL_INPUT,
				"%zu bytes are more than a record holds, %d",
				len, RECORD_LINE_MAX);
	}
	row->len = (uint32_t)len;
	memcpy(row->id, record.id, sizeof(row->id));
	return true;
}

static void
keep_row(const struct reading *reading, const struct import_row *row)
{
	struct import *import = reading->import;

	table_make_room(&import->rows, import->row_count + 1);
	*import_row(import, import->row_count) = *row;
	for (size_t i = 0; i < reading->said_count; i++) {
		import->said =
			mem_grow(import->said, import->said_count,
				 &import->said_room, sizeof(*import->said));
		import->said[import->said_count++] = (struct import_said_by){
			import->row_count, reading->said[i]};
	}
	import->row_count++;
	import->count++;
}

/* What a column fills, by the field that it is mapped to. */
static int
fills_of(const char *field)
{
	for (int said = 0; said < IMPORT_SAID_COUNT; said++) {
		if (strcmp(field, listed_keys[said]) == 0)
			return said;
	}
	if (strcmp(field, "time") == 0)
		return FILLED_TIME;
	return strcmp(field, "text") == 0 ? FILLED_TEXT : FILLED_DETAIL;
}

static bool
find_columns(struct reading *reading, struct fail *why)
{
	struct import *import = reading->import;
	struct import_columns *columns = &reading->columns;

	if (!import_columns_find(columns, reading->csv, reading->options,
				 &import->arena, why))
		return false;
	import->untaken = columns->untaken;
	import->untaken_count = columns->untaken_count;
	reading->fills = arena_get(&import->arena,
				   columns->count * sizeof(*reading->fills));
	for (size_t i = 0; i < columns->count; i++)
		reading->fills[i] = fills_of(columns->at[i].field);
	return true;
}

/* For whoever waits: rows, and how much of the file, if it is one. */
static void
tell_progress(const struct reading *reading, int fd)
{
	struct progress *progress = reading->options->progress;
	struct stat is;
	off_t at;

	if (!progress || !progress_is_due(progress, 1))
		return;
	at = lseek(fd, 0, SEEK_CUR);
	progress_show(progress, reading->import->count + reading->import->bad,
		      at, at >= 0 && fstat(fd, &is) == 0 ? is.st_size : 0);
}

/* The first row names the columns; a file without one has nothing to map. */
static bool
read_header(struct reading *reading, struct fail *why)
{
	struct csvio_row csv;
	struct fail inner;

	switch (csvio_next(reading->csv, &csv, &inner)) {
	case CSVIO_ROW:
		return find_columns(reading, why);
	case CSVIO_END:
		return fail_set(why, FAIL_INPUT,
				"%s: empty; the first row names the columns",
				reading->options->file);
	default:
		break;
	}
	if (csv.fault_line == 0)
		return fail_set(why, inner.kind, "%s: %s",
				reading->options->file, inner.text);
	if (inner.column == 0)
		return fail_set(why, inner.kind, "%s:%zu: %s",
				reading->options->file, csv.fault_line,
				inner.text);
	return fail_set(why, inner.kind, "%s:%zu:%zu: %s",
			reading->options->file, csv.fault_line, inner.column,
			inner.text);
}

/* What the rows go to. */
struct taking {
	struct reading *reading;
	int fd;
	struct fail failed; /* what kept the rest from being read */
};

static bool
take(void *context, enum csvio_got got, const struct csvio_row *csv,
     const struct fail *at_fault)
{
	struct taking *taking = context;
	struct reading *reading = taking->reading;
	struct import_row row;
	struct fail why;

	if (got == CSVIO_FAILED) {
		taking->failed = *at_fault;
		return false;
	}
	if (got == CSVIO_BAD)
		fault(reading, csv->fault_line, at_fault->column,
		      at_fault->text);
	else if (take_row(reading, csv, &row, &why))
		keep_row(reading, &row);
	else
		fault(reading, csv->line, 0, why.text);
	arena_clear(&reading->row);
	tell_progress(reading, taking->fd);
	return true;
}

static bool
read_rows(struct reading *reading, int fd, struct fail *why)
{
	struct taking taking = {
		.reading = reading, .fd = fd, .failed = {.kind = FAIL_NONE}};

	csvahead_read(reading->csv, take, &taking);
	return taking.failed.kind == FAIL_NONE ||
	       fail_set(why, taking.failed.kind, "%s: %s",
			reading->options->file, taking.failed.text);
}

bool
import_read(struct import *import, int fd, const struct import_options *options,
	    casebook_report *report, void *context, struct fail *why)
{
	struct reading reading = {
		.import = import,
		.options = options,
		.report = report,
		.context = context,
		.csv = csvio_open(fd, 0),
	};
	struct stat is;
	bool ok;

	*import = (struct import){0};
	table_init(&import->rows, sizeof(struct import_row));
	if (fstat(fd, &is) == 0 && S_ISREG(is.st_mode) &&
	    is.st_size < INT64_MAX / RECORDS_OF) {
		mem_expect_file((size_t)is.st_size);
		buffer_expect(&import->lines, (size_t)is.st_size * RECORDS_OF);
	}
	ok = read_header(&reading, why) && read_rows(&reading, fd, why);
	csvio_close(reading.csv);
	numbered_release(&reading.keys);
	numbered_release(&reading.unknown);
	free(reading.key_lines);
	buffer_release(&reading.logged);
	arena_release(&reading.row);
	return ok;
}

void
import_release(struct import *import)
{
	buffer_release(&import->lines);
	free(import->unknown);
	table_release(&import->rows);
	free(import->said);
	arena_release(&import->arena);
	*import = (struct import){0};
}
