#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cellform.h"
#include "csvio.h"
#include "durable.h"
#include "grid.h"
#include "refit.h"
#include "text.h"

#define HELD_MAX ((size_t)64 * 1024) /* bytes gathered for one write */
#define TABLE_WIDTH 80

struct column {
	const char *name;
	const char *key; /* of a pair; NULL: the field */
	enum record_field field;
	enum output_type type;
	const char *heading; /* of a table */
	const struct output_cell *cell;
	bool whole, right;
};

struct output {
	FILE *file;
	const struct output_kind *kind;
	const void *context;
	enum output_form form;
	bool names, decoded, terminal;
	bool chosen; /* columns were given with -o */
	bool quiet;  /* nothing is to be written */
	char mark;
	struct grid grid;

	struct column *columns;
	size_t column_count, column_room;

	bool begun;
	bool texts;  /* words were written, not a list */
	bool closed; /* the file stands in for a closed standard output */
	bool apart;  /* it holds all, and its columns are another's */
	size_t count;
	struct buffer held;  /* to be written */
	struct buffer value; /* of one field, formatted */
	struct buffer row;   /* values of one row, each with its NUL */
	const char **cells;  /* the same, one pointer each */

	size_t written;
	int error; /* errno of the first write that failed */
	struct arena arena;
};

static const char *const form_options[] = {
	[OUTPUT_RECORDS] = "",    [OUTPUT_COLUMNS] = "-o",
	[OUTPUT_CSV] = "--csv",   [OUTPUT_EXCEL] = "--csv=excel",
	[OUTPUT_JSON] = "--json", [OUTPUT_TABLE] = "--table",
};

static const enum output_type field_types[RECORD_FIELD_COUNT] = {
	[RECORD_TIME] = OUTPUT_TIME,
	[RECORD_DUE] = OUTPUT_TIME,
	[RECORD_AMOUNT] = OUTPUT_MONEY,
};

struct output *
output_open(FILE *file, const struct output_kind *kind)
{
	struct output *out = mem_zero(1, sizeof(*out));

	out->file = file;
	out->closed = file == stdout && durable_stdout_was_closed();
	out->kind = kind;
	out->mark = '.';
	out->grid.limit = TABLE_WIDTH;
	return out;
}

void
output_free(struct output *out)
{
	if (!out)
		return;
	if (!out->apart)
		free(out->columns);
	free(out->cells);
	grid_release(&out->grid);
	buffer_release(&out->held);
	buffer_release(&out->value);
	buffer_release(&out->row);
	arena_release(&out->arena);
	free(out);
}

static struct column *
add_column(struct output *out, const char *name)
{
	struct column *column;

	out->columns = mem_grow(out->columns, out->column_count,
				&out->column_room, sizeof(*out->columns));
	column = &out->columns[out->column_count++];
	*column = (struct column){.name = name};
	return column;
}

static void
add_field(struct output *out, const char *name, enum record_field field)
{
	struct column *column = add_column(out, name);

	column->field = field;
	column->type = field_types[field];
	column->whole = column->type != OUTPUT_TEXT || field == RECORD_CASE;
	column->right = column->type == OUTPUT_MONEY;
}

static void
add_key(struct output *out, const char *name, enum output_type type)
{
	struct column *column = add_column(out, name);

	column->key = name;
	column->type = type;
	column->whole = type != OUTPUT_TEXT;
	column->right = type == OUTPUT_MONEY;
}

static const struct output_key *
find_key(const struct output_key *keys, const char *name)
{
	for (; keys && keys->name; keys++)
		if (!strcmp(keys->name, name))
			return keys;
	return NULL;
}

/* The column that a name of -o means: the tool's own name for a field goes
 * before the field's, and a key of the tool after both. */
static bool
add_named(struct output *out, const char *name)
{
	const struct output_name *own = out->kind->names;
	enum record_field field = record_field(name);
	const struct output_key *key;

	for (; own && own->name; own++) {
		if (!strcmp(own->name, name)) {
			add_field(out, name, own->field);
			return true;
		}
	}
	if (field != RECORD_FIELD_COUNT) {
		add_field(out, name, field);
		return true;
	}
	key = find_key(out->kind->keys, name);
	if (!key)
		key = find_key(out->kind->more_keys, name);
	if (!key)
		return false;
	add_key(out, name, key->type);
	return true;
}

/* The column's name nearest to a misspelt one. */
static const char *
guess_column(const struct output *out, const char *name)
{
	const struct output_key *lists[] = {out->kind->keys,
					    out->kind->more_keys};
	const char **candidates = NULL, *guess;
	size_t count = 0, room = 0;

	for (int i = 0; i < RECORD_FIELD_COUNT; i++) {
		candidates =
			mem_grow(candidates, count, &room, sizeof(*candidates));
		candidates[count++] = record_field_name((enum record_field)i);
	}
	for (const struct output_name *own = out->kind->names; own && own->name;
	     own++) {
		candidates =
			mem_grow(candidates, count, &room, sizeof(*candidates));
		candidates[count++] = own->name;
	}
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		for (const struct output_key *key = lists[i]; key && key->name;
		     key++) {
			candidates = mem_grow(candidates, count, &room,
					      sizeof(*candidates));
			candidates[count++] = key->name;
		}
	}
	guess = text_guess(name, candidates, count);
	free(candidates);
	return guess;
}

static bool
refuse_column(const struct output *out, const char *name, struct fail *why)
{
	const char *guess = guess_column(out, name);

	if (!guess && record_is_key(name))
		return fail_set(why, FAIL_USAGE,
				"'%s' is not a column; a key of your own is "
				"written '%s='",
				name, name);
	return fail_set(why, FAIL_USAGE, "'%s' is not a column%s", name,
			text_did_you_mean(guess));
}

bool
output_set_columns(struct output *out, const char *list, struct fail *why)
{
	for (;;) {
		size_t len, size;
		char *name;

		list += strspn(list, " ");
		len = size = strcspn(list, ",");
		while (len && list[len - 1] == ' ')
			len--;
		if (!len)
			return fail_set(why, FAIL_USAGE,
					"-o wants the names of columns, with "
					"a comma between them");
		name = arena_copy(&out->arena, list, len);
		if (name[len - 1] == '=') {
			name[len - 1] = '\0';
			if (!record_is_key(name))
				return fail_set(why, FAIL_USAGE,
						"'%s' cannot be a key", name);
			if (!add_named(out, name))
				add_key(out, name, OUTPUT_TEXT);
		} else if (!add_named(out, name)) {
			return refuse_column(out, name, why);
		}
		list += size;
		if (!*list++)
			break;
	}
	out->chosen = true;
	return true;
}

bool
output_set_form(struct output *out, enum output_form form, struct fail *why)
{
	if (out->form != OUTPUT_RECORDS && out->form != form)
		return fail_set(why, FAIL_USAGE, "%s and %s exclude each other",
				form_options[out->form], form_options[form]);
	out->form = form;
	return true;
}

bool
output_set_csv(struct output *out, const char *variety, struct fail *why)
{
	if (!variety)
		return output_set_form(out, OUTPUT_CSV, why);
	if (strcmp(variety, "excel") != 0)
		return fail_set(why, FAIL_USAGE,
				"'%s' is no kind of CSV; there is --csv and "
				"--csv=excel",
				variety);
	return output_set_form(out, OUTPUT_EXCEL, why);
}

void
output_set_names(struct output *out)
{
	out->names = true;
}

void
output_set_quiet(struct output *out)
{
	out->quiet = true;
}

void
output_set_decoded(struct output *out)
{
	out->decoded = true;
}

bool
output_check(const struct output *out, struct fail *why)
{
	if (out->decoded && !out->chosen)
		return fail_set(why, FAIL_USAGE,
				"-r goes with -o: whole records stay escaped");
	return true;
}

void
output_set_decimal_mark(struct output *out, char mark)
{
	out->mark = mark;
}

void
output_set_terminal(struct output *out, size_t columns)
{
	out->terminal = true;
	out->grid.limit = columns;
}

void
output_set_plain(struct output *out)
{
	out->grid.plain = true;
}

void
output_set_colours(struct output *out)
{
	out->grid.colours = true;
}

void
output_set_context(struct output *out, const void *context)
{
	out->context = context;
}

enum output_form
output_form(const struct output *out)
{
	if (out->form != OUTPUT_RECORDS)
		return out->form;
	if (out->chosen)
		return OUTPUT_COLUMNS;
	if (out->terminal && out->kind->table)
		return OUTPUT_TABLE;
	return OUTPUT_RECORDS;
}

static void
write_held(struct output *out)
{
	struct buffer *held = &out->held;

	if (out->quiet)
		buffer_clear(held);
	out->written += held->len;
	if (!out->error && held->len &&
	    fwrite(held->at, 1, held->len, out->file) != held->len)
		out->error = errno ? errno : EIO;
	buffer_clear(held);
}

/* Of what is held, what stands from there on: as a terminal may be sent it.
 * The grid's lines hold nothing but that, and its colours. */
static void
make_safe(struct output *out, size_t from)
{
	struct buffer as_is = {0};

	if (!out->terminal || out->held.len == from)
		return;
	buffer_add(&as_is, out->held.at + from, out->held.len - from);
	buffer_cut(&out->held, from);
	text_show(&out->held, as_is.at, as_is.len);
	buffer_release(&as_is);
}

/* A value as it was before it was escaped, NULL where it is missing; valid
 * until the next call. */
static const char *
value_of(struct output *out, const struct column *column,
	 const struct record *record)
{
	const char *value = NULL;

	buffer_clear(&out->value);
	if (column->key) {
		value = record_get(record, column->key);
		return value && *value ? value : NULL;
	}
	switch (column->field) {
	case RECORD_TIME:
		if (record->at != INSTANT_NONE)
			zone_format_time(&out->value, record->at,
					 record->offset);
		break;
	case RECORD_DUE:
		if (record->due != INSTANT_NONE)
			zone_format_due(&out->value, record->due,
					record->due_offset);
		break;
	case RECORD_AMOUNT:
		if (record->amount != MONEY_NONE)
			money_format(&out->value, record->amount,
				     record->amount_digits);
		break;
	case RECORD_CASE:
		value = strcmp(record->id, "-") ? record->id : NULL;
		break;
	case RECORD_EVENT:
		value = record->event;
		break;
	case RECORD_WHAT:
		value = record->what;
		break;
	case RECORD_WHO:
		value = record->who;
		break;
	case RECORD_TEXT:
		value = record->text;
		break;
	case RECORD_FIELD_COUNT:
		break;
	}
	if (out->value.len)
		return out->value.at;
	return value && *value ? value : NULL;
}

static void
write_csv_line(struct output *out, const char *const *fields)
{
	bool excel = out->form == OUTPUT_EXCEL;

	csvio_encode(&out->held, fields, out->column_count,
		     excel && out->mark == ',' ? ';' : ',', excel);
}

/* Gather a row's values into out->cells. add says what goes into a cell. */
static void
gather(struct output *out, const struct record *record,
       void (*add)(struct output *out, const struct column *column,
		   const struct record *record))
{
	size_t begin = 0;

	buffer_clear(&out->row);
	for (size_t i = 0; i < out->column_count; i++) {
		add(out, &out->columns[i], record);
		buffer_add(&out->row, "", 1);
	}
	for (size_t i = 0; i < out->column_count; i++) {
		out->cells[i] = out->row.at + begin;
		begin += strlen(out->cells[i]) + 1;
	}
}

static void
add_csv_cell(struct output *out, const struct column *column,
	     const struct record *record)
{
	const char *value = value_of(out, column, record);

	if (!value)
		return;
	if (out->form == OUTPUT_EXCEL)
		cellform_add_for_spreadsheet(&out->row, column->type, value,
					     out->mark);
	else
		cellform_add_valid(&out->row, value);
}

static void
add_table_cell(struct output *out, const struct column *column,
	       const struct record *record)
{
	size_t begin = out->row.len;

	if (column->cell && column->cell->cell) {
		struct buffer made = {0};

		column->cell->cell(&made, record, out->context);
		cellform_add_for_table(&out->row, OUTPUT_TEXT,
				       buffer_string(&made), out->mark);
		buffer_release(&made);
	} else {
		const char *value = value_of(out, column, record);

		if (value)
			cellform_add_for_table(&out->row, column->type, value,
					       out->mark);
	}
	if (out->row.len == begin)
		buffer_add_char(&out->row, '-');
}

static void
write_columns(struct output *out, const struct record *record)
{
	for (size_t i = 0; i < out->column_count; i++) {
		const char *value = value_of(out, &out->columns[i], record);

		if (i)
			buffer_add_char(&out->held, '\t');
		if (value && out->decoded)
			buffer_add_string(&out->held, value);
		else
			record_encode_value(&out->held, value);
	}
	buffer_add_char(&out->held, '\n');
}

static void
add_json_member(struct buffer *to, const char *name, const char *value,
		bool *first)
{
	if (!value)
		return;
	buffer_add_string(to, *first ? "{" : ",");
	*first = false;
	cellform_add_json(to, name);
	buffer_add_char(to, ':');
	cellform_add_json(to, value);
}

static void
write_json(struct output *out, const struct record *record)
{
	bool first = true;

	for (size_t i = 0; i < out->column_count; i++)
		add_json_member(&out->held, out->columns[i].name,
				value_of(out, &out->columns[i], record),
				&first);
	/* Without -o the columns are the fields, and all keys come after. */
	for (int32_t i = 0; !out->chosen && i < record->pair_count; i++)
		add_json_member(&out->held, record->pairs[i].key,
				record->pairs[i].value, &first);
	buffer_add_string(&out->held, first ? "{}\n" : "}\n");
}

/* Headings of columns that -o chose: their names in capitals. */
static const char *
heading_of(struct output *out, const char *name)
{
	struct buffer shown = {0};
	char *heading;

	text_show(&shown, name, strlen(name));
	heading = arena_copy(&out->arena, buffer_string(&shown), shown.len);
	buffer_release(&shown);
	for (char *at = heading; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	return heading;
}

static void
add_table_columns(struct output *out)
{
	for (const struct output_cell *cell = out->kind->table;
	     cell && cell->heading; cell++) {
		struct column *column;

		if (cell->cell)
			add_column(out, cell->heading);
		else if (!add_named(out, cell->name))
			add_key(out, cell->name, OUTPUT_TEXT);
		column = &out->columns[out->column_count - 1];
		column->heading = cell->heading;
		column->cell = cell;
		column->whole = column->whole || cell->whole;
		column->right = column->right || cell->right;
	}
}

static void
add_to_grid(struct output *out)
{
	for (size_t i = 0; i < out->column_count; i++) {
		const struct column *column = &out->columns[i];

		grid_add_column(
			&out->grid,
			&(struct grid_column){
				.heading = column->heading,
				.whole = column->whole,
				.right = column->right,
				.spare = column->cell ? column->cell->spare : 0,
				.alarm = column->cell ? column->cell->alarm
						      : NULL,
			});
	}
}

static void
add_all_fields(struct output *out)
{
	for (int i = 0; i < RECORD_FIELD_COUNT; i++)
		add_field(out, record_field_name((enum record_field)i),
			  (enum record_field)i);
}

static void
write_names(struct output *out)
{
	for (size_t i = 0; i < out->column_count; i++) {
		if (i)
			buffer_add_char(&out->held, '\t');
		buffer_add_string(&out->held, out->columns[i].name);
	}
	buffer_add_char(&out->held, '\n');
}

/* Before the first record, or at the end of none: the columns, and what
 * stands above them. */
static void
begin(struct output *out)
{
	size_t from = out->held.len;

	out->begun = true;
	out->form = output_form(out);
	if (!out->chosen && out->form == OUTPUT_TABLE)
		add_table_columns(out);
	if (!out->column_count)
		add_all_fields(out);
	if (!out->chosen &&
	    (out->form == OUTPUT_CSV || out->form == OUTPUT_EXCEL)) {
		for (const struct output_key *key = out->kind->keys;
		     key && key->name; key++)
			add_key(out, key->name, key->type);
	}
	out->cells = mem_zero(out->column_count, sizeof(*out->cells));
	for (size_t i = 0; i < out->column_count; i++) {
		out->cells[i] = out->columns[i].name;
		if (!out->columns[i].heading)
			out->columns[i].heading =
				heading_of(out, out->columns[i].name);
	}
	if (out->form == OUTPUT_TABLE)
		add_to_grid(out);
	switch (out->form) {
	case OUTPUT_EXCEL:
		buffer_add_string(&out->held, "\xEF\xBB\xBF");
		write_csv_line(out, out->cells);
		break;
	case OUTPUT_CSV:
		write_csv_line(out, out->cells);
		break;
	case OUTPUT_RECORDS:
		if (out->names) {
			buffer_add_char(&out->held, '#');
			write_names(out);
		}
		break;
	case OUTPUT_COLUMNS:
		if (out->names)
			write_names(out);
		break;
	case OUTPUT_JSON:
	case OUTPUT_TABLE:
		break;
	}
	make_safe(out, from);
}

/* What was added from there on is a record. */
static void
end_record(struct output *out, size_t from)
{
	if (out->form != OUTPUT_TABLE)
		make_safe(out, from);
	out->count++;
	if (out->held.len >= HELD_MAX && !out->apart)
		write_held(out);
}

void
output_record(struct output *out, const struct record *record)
{
	size_t from;

	if (!out->begun)
		begin(out);
	from = out->held.len;
	switch (out->form) {
	case OUTPUT_RECORDS:
		record_encode(&out->held, record);
		break;
	case OUTPUT_COLUMNS:
		write_columns(out, record);
		break;
	case OUTPUT_CSV:
	case OUTPUT_EXCEL:
		gather(out, record, add_csv_cell);
		write_csv_line(out, out->cells);
		break;
	case OUTPUT_JSON:
		write_json(out, record);
		break;
	case OUTPUT_TABLE:
		gather(out, record, add_table_cell);
		grid_row(&out->grid, out->cells, &out->held);
		break;
	}
	end_record(out, from);
}

void
output_encoded(struct output *out, const char *at, size_t len)
{
	size_t from;

	if (!out->begun)
		begin(out);
	from = out->held.len;
	buffer_add(&out->held, at, len);
	end_record(out, from);
}

struct output *
output_apart(struct output *out)
{
	struct output *apart;

	if (!out->begun)
		begin(out);
	if (out->form == OUTPUT_TABLE)
		return NULL;
	apart = mem_zero(1, sizeof(*apart));
	*apart = *out;
	apart->apart = true;
	apart->count = 0;
	apart->held = apart->value = apart->row = (struct buffer){0};
	apart->arena = (struct arena){0};
	apart->cells = mem_zero(out->column_count, sizeof(*apart->cells));
	return apart;
}

void
output_join(struct output *out, struct output *apart)
{
	write_held(out);
	out->count += apart->count;
	apart->count = 0;
	apart->written = out->written;
	apart->error = out->error;
	write_held(apart);
	out->written = apart->written;
	out->error = apart->error;
}

void
output_text(struct output *out, const char *at, size_t len)
{
	/* A table comes before what is said below it; what comes behind that
	 * is another one, with widths of its own. */
	size_t from;

	grid_end(&out->grid, &out->held);
	from = out->held.len;
	out->texts = true;
	buffer_add(&out->held, at, len);
	make_safe(out, from);
	if (out->held.len >= HELD_MAX)
		write_held(out);
}

void
output_words(struct output *out, const char *text)
{
	struct buffer fitting = {0};

	refit_add(&fitting, text, out->terminal ? out->grid.limit : 0);
	output_text(out, buffer_string(&fitting), fitting.len);
	buffer_release(&fitting);
}

size_t
output_count(const struct output *out)
{
	return out->count;
}

bool
output_finish(struct output *out, struct fail *why)
{
	/* Where a tool wrote words instead of a list, there are no names. */
	if (!out->begun && !out->texts)
		begin(out);
	grid_end(&out->grid, &out->held);
	write_held(out);
	if (fflush(out->file) && !out->error)
		out->error = errno;
	/* Some file systems tell of a full disk only here. */
	if (fclose(out->file) && !out->error)
		out->error = errno;
	if (out->closed && (out->written || out->error))
		return fail_set(why, FAIL_SYSTEM, "standard output is closed");
	if (out->error)
		return fail_errno(why, out->error, "standard output");
	return true;
}
