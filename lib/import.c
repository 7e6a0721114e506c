#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "csvio.h"
#include "draft.h"
#include "record.h"
#include "text.h"
#include "timeform.h"
#include "zone.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NONE ((size_t)-1)
#define UNNUMBERED UINT32_MAX
#define SLOTS_AT_FIRST 1024

/* Where the id stands in a line: behind the time and its tab. */
#define ID_AT (ZONE_TIME_LEN + 1)

/* Values that the plan lists; what it does not know is kept as said-KEY. */
enum listed {
	CATEGORY,
	CHANNEL,
	HEAT,
	SEVERITY,
	WISH,
	LISTED_COUNT,
	/* Amounts, which are kept so where they cannot be read. */
	VALUE = LISTED_COUNT,
	DELIVERY,
	SAID_COUNT,
};

static const char *const listed_keys[] = {
	"category", "channel", "heat", "severity", "wish", "value", "delivery"};

/* Keys that say how an event was recorded; no column can set them. */
static const char recorder_keys[] =
	"once logged history settled of plan out-of-order skipped "
	"said-category "
	"said-channel said-heat said-severity said-wish said-value "
	"said-delivery";

struct import_row {
	size_t begin, len;            /* in lines */
	const char *once;             /* NULL */
	uint32_t unknown[SAID_COUNT]; /* numbers, or UNNUMBERED */
};

/* Strings, numbered in order of first appearance. */
struct names {
	const char **at;
	size_t count, room;
	size_t *slots; /* hash: number + 1, 0 for a free slot */
	size_t slot_count;
};

static size_t
hash_of(const char *string)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *string; string++)
		hash = (hash ^ (unsigned char)*string) *
		       UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 29);
}

static size_t *
slot_of(const struct names *names, const char *string)
{
	size_t at = hash_of(string) & (names->slot_count - 1);

	while (names->slots[at] &&
	       strcmp(names->at[names->slots[at] - 1], string) != 0)
		at = (at + 1) & (names->slot_count - 1);
	return &names->slots[at];
}

static void
make_slots(struct names *names)
{
	free(names->slots);
	names->slot_count =
		names->slot_count ? names->slot_count * 2 : SLOTS_AT_FIRST;
	names->slots = mem_zero(names->slot_count, sizeof(*names->slots));
	for (size_t i = 0; i < names->count; i++)
		*slot_of(names, names->at[i]) = i + 1;
}

/* The number of a string, NONE if it is new. */
static size_t
names_find(const struct names *names, const char *string)
{
	return names->slot_count ? *slot_of(names, string) - 1 : NONE;
}

/* Number a string that is new; it is borrowed. */
static size_t
names_add(struct names *names, const char *string)
{
	if (names->count * 2 >= names->slot_count)
		make_slots(names);
	names->at = mem_grow(names->at, names->count, &names->room,
			     sizeof(*names->at));
	names->at[names->count] = string;
	*slot_of(names, string) = ++names->count;
	return names->count - 1;
}

static void
names_release(struct names *names)
{
	free(names->at);
	free(names->slots);
	*names = (struct names){0};
}

/* One column that is read. */
struct mapped {
	const char *field;
	int column;
	int list; /* enum listed; SAID_COUNT for any other field */
};

struct reading {
	struct import *import;
	const struct import_options *options;
	casebook_report *report;
	void *context;
	struct csvio *csv;
	struct mapped *maps;
	size_t map_count;
	const char *source; /* the column of --ext, as the file calls it */
	int ext;
	struct names keys; /* of --ext */
	size_t *key_lines; /* on which they were first */
	size_t key_room;
	struct names unknown; /* as "category Value" */
	size_t unknown_room;
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

/* Columns. */

/* Fields of a complaint that a column can hold besides the keys of open. */
static const char *const fields[] = {"text", "time", "category"};

static bool
check_field(const char *field, struct fail *why)
{
	const char *guess = NULL;

	for (size_t i = 0; i < COUNT(fields); i++) {
		if (strcmp(fields[i], field) == 0)
			return true;
	}
	if (draft_is_open_key(field, &guess))
		return true;
	if (!guess)
		guess = text_guess(field, fields, COUNT(fields));
	if (guess || !record_is_key(field) ||
	    event_list_has(recorder_keys, field))
		return fail_set(why, FAIL_USAGE,
				"--map: '%s' is no field of a complaint%s",
				field, text_did_you_mean(guess));
	return true;
}

static bool
find_column(const struct reading *reading, const char *option,
	    const char *header, int *column, struct fail *why)
{
	size_t count;
	const char *const *columns = csvio_columns(reading->csv, &count);

	*column = csvio_column(reading->csv, header);
	if (*column >= 0)
		return true;
	if (*column == CSVIO_SEVERAL_COLUMNS)
		return fail_set(why, FAIL_USAGE,
				"%s: %s has several columns '%s'", option,
				reading->options->file, header);
	return fail_set(why, FAIL_USAGE, "%s: %s has no column '%s'%s", option,
			reading->options->file, header,
			text_did_you_mean(text_guess(header, columns, count)));
}

static bool
is_mapped(const struct reading *reading, const char *field, int column)
{
	for (size_t i = 0; i < reading->map_count; i++) {
		if (strcmp(reading->maps[i].field, field) == 0 ||
		    reading->maps[i].column == column)
			return true;
	}
	return false;
}

static bool
map_given(struct reading *reading, struct fail *why)
{
	const struct import_options *options = reading->options;

	for (size_t i = 0; i < options->map_count; i++) {
		const struct import_map *map = &options->maps[i];
		int column;

		if (!check_field(map->field, why))
			return false;
		if (!find_column(reading, "--map", map->header, &column, why))
			return false;
		for (size_t k = 0; k < reading->map_count; k++) {
			if (strcmp(reading->maps[k].field, map->field) == 0)
				return fail_set(why, FAIL_USAGE,
						"--map: %s is mapped twice",
						map->field);
		}
		reading->maps[reading->map_count++] =
			(struct mapped){map->field, column, 0};
	}
	return true;
}

/* The field that a column's name is, or nearly is; NULL. Folded from the
 * import's arena. */
static const char *
field_called(struct reading *reading, const char *name, const char **guess)
{
	struct buffer folded = {0};
	const char *field;
	size_t len;
	bool known = false;

	*guess = NULL;
	name += strspn(name, " \t");
	len = strlen(name);
	while (len > 0 && strchr(" \t", name[len - 1]))
		len--;
	text_fold(&folded, name, len);
	field = arena_copy(&reading->import->arena, buffer_string(&folded),
			   folded.len);
	buffer_release(&folded);
	for (size_t k = 0; k < COUNT(fields); k++)
		known = known || strcmp(fields[k], field) == 0;
	known = known || draft_is_open_key(field, guess);
	if (!known && !*guess)
		*guess = text_guess(field, fields, COUNT(fields));
	return known ? field : NULL;
}

/* A column that is called as a field is maps itself. */
static void
map_by_name(struct reading *reading)
{
	size_t count;
	const char *const *columns = csvio_columns(reading->csv, &count);

	for (size_t i = 0; i < count; i++) {
		const char *guess;
		const char *field = field_called(reading, columns[i], &guess);

		if (field && !is_mapped(reading, field, (int)i))
			reading->maps[reading->map_count++] =
				(struct mapped){field, (int)i, 0};
	}
}

/* Columns that nothing is taken from, and that may be misspelt fields. */
static void
note_untaken(struct reading *reading)
{
	struct import *import = reading->import;
	size_t count;
	const char *const *columns = csvio_columns(reading->csv, &count);

	import->untaken = arena_get(&import->arena,
				    (count + 1) * sizeof(*import->untaken));
	for (size_t i = 0; i < count; i++) {
		const char *guess;
		const char *field = field_called(reading, columns[i], &guess);

		if (field || !guess || (int)i == reading->ext ||
		    is_mapped(reading, guess, (int)i))
			continue;
		import->untaken[import->untaken_count++] =
			(struct import_untaken){arena_copy(&import->arena,
							   columns[i],
							   strlen(columns[i])),
						guess};
	}
}

static bool
map_columns(struct reading *reading, struct fail *why)
{
	const struct import_options *options = reading->options;
	size_t count;
	const char *const *columns = csvio_columns(reading->csv, &count);

	reading->maps = arena_get(&reading->import->arena,
				  (count + options->map_count) *
					  sizeof(*reading->maps));
	reading->ext = CSVIO_NO_COLUMN;
	if (!map_given(reading, why))
		return false;
	if (options->ext) {
		if (!find_column(reading, "--ext", options->ext, &reading->ext,
				 why))
			return false;
		reading->source = columns[reading->ext];
	}
	map_by_name(reading);
	note_untaken(reading);
	for (size_t i = 0; i < reading->map_count; i++) {
		int list = 0;

		while (list < SAID_COUNT &&
		       strcmp(reading->maps[i].field, listed_keys[list]) != 0)
			list++;
		reading->maps[i].list = list;
	}
	for (size_t i = 0; i < reading->map_count; i++) {
		if (strcmp(reading->maps[i].field, "text") == 0)
			return true;
	}
	return fail_set(why, FAIL_USAGE,
			"%s: no column is mapped to the words; as --map "
			"text='%s'",
			options->file, columns[0]);
}

/* Rows. */

/* A field without the blanks around it, and without the apostrophe that keeps
 * spreadsheets from taking it for a formula (--csv=excel writes it); of the
 * row's arena. NULL if empty. */
static char *
trimmed(struct reading *reading, const char *field)
{
	size_t len;

	field += strspn(field, " \t\r\n");
	if (field[0] == '\'' && field[1] && strchr("=+-@", field[1]))
		field++;
	len = strlen(field);
	while (len > 0 && strchr(" \t\r\n", field[len - 1]))
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
	if (!timeform_parse(&time, value, options->time_form,
			    policy && policy->words.months.count == 12
				    ? policy->words.months.at
				    : NULL,
			    why))
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
	return true;
}

/* The plan's own word for a value of one of the lists; NULL if it has none. */
static const char *
listed_as(const struct policy *policy, enum listed list, const char *value)
{
	const struct policy_list *words = &policy->intake.channels;
	int at;

	switch (list) {
	case CATEGORY:
		at = policy_category_called(policy, value);
		return at == POLICY_NONE ? NULL : policy->categories[at].id;
	case WISH:
		at = policy_remedy(policy, value);
		return at == POLICY_NONE ? NULL : policy->remedies[at].id;
	case HEAT:
		words = &policy->heat.levels;
		break;
	case SEVERITY:
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
unknown_number(struct reading *reading, enum listed list, const char *value)
{
	struct import *import = reading->import;
	const char *name =
		arena_format(&reading->row, "%s %s", listed_keys[list], value);
	size_t number = names_find(&reading->unknown, name);

	if (number != NONE)
		return number;
	name = arena_copy(&import->arena, name, strlen(name));
	number = names_add(&reading->unknown, name);
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
	     struct import_row *row, enum listed list, const char *value)
{
	record_set(record,
		   arena_format(&reading->row, "said-%s", listed_keys[list]),
		   value, &reading->row);
	if (reading->options->policy || list >= LISTED_COUNT)
		row->unknown[list] =
			(uint32_t)unknown_number(reading, list, value);
}

/* Prices may be written with the mark that the shop writes them with. */
static void
take_amount(struct reading *reading, struct record *record,
	    struct import_row *row, enum listed list, const char *value)
{
	const struct import_options *options = reading->options;
	char mark = options->policy ? options->policy->shop.decimal_mark : '.';
	struct buffer text = {0};
	struct fail why;
	int64_t amount;

	if (!money_parse_marked(value, options->digits, mark, &amount, &why)) {
		keep_as_said(reading, record, row, list, value);
		return;
	}
	money_format(&text, amount, options->digits);
	record_set(record, listed_keys[list],
		   arena_copy(&reading->row, text.at, text.len), &reading->row);
	buffer_release(&text);
}

static void
take_listed(struct reading *reading, struct record *record,
	    struct import_row *row, enum listed list, const char *value)
{
	const struct policy *policy = reading->options->policy;
	const char *known = value;

	if (policy)
		known = listed_as(policy, list, value);
	else if (list == CATEGORY && !record_is_what(value))
		known = NULL;
	if (known && list == CATEGORY) {
		record->what = known;
	} else if (known) {
		record_set(record, listed_keys[list], known, &reading->row);
	} else {
		keep_as_said(reading, record, row, list, value);
	}
}

static bool
take_field(struct reading *reading, struct record *record,
	   struct import_row *row, const struct mapped *map, char *value,
	   struct fail *why)
{
	size_t count;
	const char *header = csvio_columns(reading->csv, &count)[map->column];

	if (strcmp(map->field, "time") == 0)
		return take_time(reading, record, value, header, why);
	if (strcmp(map->field, "text") == 0) {
		record->text = value;
		return value || fail_set(why, FAIL_INPUT,
					 "no words; '%s' is empty", header);
	}
	if (!value)
		return true;
	if (map->list < LISTED_COUNT)
		take_listed(reading, record, row, (enum listed)map->list,
			    value);
	else if (map->list < SAID_COUNT)
		take_amount(reading, record, row, (enum listed)map->list,
			    value);
	else
		record_set(record, map->field, value, &reading->row);
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

	if (reading->ext == CSVIO_NO_COLUMN) {
		*bits = reading->options->random();
		return true;
	}
	value = trimmed(reading, csv->fields[reading->ext]);
	if (!value)
		return fail_set(why, FAIL_INPUT, "no key; '%s' is empty",
				reading->source);
	len = strlen(reading->source);
	once = arena_get(&import->arena, len + 1 + strlen(value) + 1);
	memcpy(once, reading->source, len);
	once[len] = ':';
	memcpy(once + len + 1, value, strlen(value) + 1);
	there = names_find(&reading->keys, once);
	if (there != NONE)
		return fail_set(why, FAIL_INPUT,
				"'%s' %s is there already, on line %zu",
				reading->source, value,
				reading->key_lines[there]);
	reading->key_lines =
		mem_grow(reading->key_lines, reading->keys.count,
			 &reading->key_room, sizeof(*reading->key_lines));
	reading->key_lines[names_add(&reading->keys, once)] = csv->line;
	record_set(record, "once", once, &reading->row);
	row->once = once;
	*bits = caseid_hash(reading->source, value);
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
	uint32_t bits = 0;

	*row = (struct import_row){.begin = import->lines.len};
	for (int list = 0; list < SAID_COUNT; list++)
		row->unknown[list] = UNNUMBERED;
	record_init(&record);
	record.event = event_kind(VERB_OPEN)->name;
	record.who = options->who;
	record.at = options->when->now;
	for (size_t i = 0; i < reading->map_count; i++) {
		const struct mapped *map = &reading->maps[i];

		if (!take_field(reading, &record, row, map,
				trimmed(reading, csv->fields[map->column]),
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
	row->len = import->lines.len - row->begin;
	if (row->len <= RECORD_LINE_MAX)
		return true;
	buffer_cut(&import->lines, row->begin);
	return fail_set(why, FAIL_INPUT,
			"%zu bytes are more than a record holds, %d", row->len,
			RECORD_LINE_MAX);
}

static void
keep_row(struct import *import, const struct import_row *row)
{
	import->rows = mem_grow(import->rows, import->row_count,
				&import->row_room, sizeof(*import->rows));
	import->rows[import->row_count++] = *row;
	import->count++;
}

/* The first row names the columns; a file without one has nothing to map. */
static bool
read_header(struct reading *reading, struct fail *why)
{
	struct csvio_row csv;
	struct fail inner;

	switch (csvio_next(reading->csv, &csv, &inner)) {
	case CSVIO_ROW:
		return map_columns(reading, why);
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

static bool
read_rows(struct reading *reading, struct fail *why)
{
	struct import_row row;
	struct csvio_row csv;
	enum csvio_got got;
	struct fail inner;

	while ((got = csvio_next(reading->csv, &csv, &inner)) != CSVIO_END) {
		if (got == CSVIO_FAILED)
			return fail_set(why, inner.kind, "%s: %s",
					reading->options->file, inner.text);
		if (got == CSVIO_BAD)
			fault(reading, csv.fault_line, inner.column,
			      inner.text);
		else if (take_row(reading, &csv, &row, &inner))
			keep_row(reading->import, &row);
		else
			fault(reading, csv.line, 0, inner.text);
		arena_clear(&reading->row);
	}
	return true;
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
	bool ok;

	*import = (struct import){0};
	ok = read_header(&reading, why) && read_rows(&reading, why);
	csvio_close(reading.csv);
	names_release(&reading.keys);
	names_release(&reading.unknown);
	free(reading.key_lines);
	buffer_release(&reading.logged);
	arena_release(&reading.row);
	return ok;
}

/* Placing. */

static void
gather_once(struct names *there, const struct casebook *book)
{
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		for (size_t k = 0; k < file->line_count; k++) {
			const char *once = record_get(&file->lines[k], "once");

			if (once && strcmp(file->lines[k].event, "open") == 0 &&
			    names_find(there, once) == NONE)
				names_add(there, once);
		}
	}
}

/* Give the row an id that no other case has; from its own on, so that with
 * --ext it is the same one everywhere but in that one case in a billion. */
static void
place_id(struct names *taken, const struct casebook *book,
	 struct import *import, char *line)
{
	char id[CASEID_SIZE];
	int year, month, day;
	uint32_t bits;

	memcpy(id, line + ID_AT, CASEID_LEN);
	id[CASEID_LEN] = '\0';
	year = (id[0] - '0') * 10 + id[1] - '0';
	month = (id[2] - '0') * 10 + id[3] - '0';
	day = (id[4] - '0') * 10 + id[5] - '0';
	while (casebook_find(book, id) || names_find(taken, id) != NONE) {
		bits = caseid_hash("another id than", id) & 0x3FFFFFFF;
		caseid_make(id, year, month, day, bits);
	}
	memcpy(line + ID_AT, id, CASEID_LEN);
	names_add(taken, arena_copy(&import->arena, id, CASEID_LEN));
}

static int
by_rows(const void *a, const void *b)
{
	const struct import_unknown *left = a, *right = b;
	int order;

	if (left->rows != right->rows)
		return left->rows > right->rows ? -1 : 1;
	order = strcmp(left->kind, right->kind);
	return order ? order : strcmp(left->value, right->value);
}

void
import_place(struct import *import, const struct casebook *book)
{
	struct names there = {0}, taken = {0};
	size_t len = 0;

	gather_once(&there, book);
	import->count = 0;
	for (size_t i = 0; i < import->row_count; i++) {
		const struct import_row *row = &import->rows[i];
		char *line = import->lines.at + len;

		if (row->once && names_find(&there, row->once) != NONE) {
			import->there++;
			continue;
		}
		/* Where none fell away, it stands in its place already. */
		if (len != row->begin)
			memmove(line, import->lines.at + row->begin, row->len);
		place_id(&taken, book, import, line);
		len += row->len;
		import->count++;
		for (int list = 0; list < SAID_COUNT; list++) {
			if (row->unknown[list] != UNNUMBERED)
				import->unknown[row->unknown[list]].rows++;
		}
	}
	if (import->lines.at)
		buffer_cut(&import->lines, len);
	if (import->unknown_count > 1)
		qsort(import->unknown, import->unknown_count,
		      sizeof(*import->unknown), by_rows);
	while (import->unknown_count > 0 &&
	       import->unknown[import->unknown_count - 1].rows == 0)
		import->unknown_count--;
	names_release(&there);
	names_release(&taken);
}

void
import_release(struct import *import)
{
	buffer_release(&import->lines);
	free(import->unknown);
	free(import->rows);
	arena_release(&import->arena);
	*import = (struct import){0};
}
