#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "csvio.h"
#include "durable.h"
#include "refit.h"
#include "text.h"

#define HELD_MAX ((size_t)64 * 1024) /* bytes gathered for one write */
#define TABLE_WIDTH 80
#define TABLE_GAP 2
#define COLUMN_LEAST 8 /* no column of a table is cut narrower */
#define REPLACEMENT "\xEF\xBF\xBD"
#define ELLIPSIS "\xE2\x80\xA6" /* and "..." where that is no character */

struct column {
	const char *name;
	const char *key; /* of a pair; NULL: the field */
	enum record_field field;
	enum output_type type;
	const char *heading; /* of a table */
	const struct output_cell *cell;
	bool whole, right;
	bool out; /* left out: the table is too narrow for it */
	size_t wanted, width;
};

struct output {
	FILE *file;
	const struct output_kind *kind;
	const void *context;
	enum output_form form;
	bool names, decoded, terminal, plain;
	bool chosen; /* columns were given with -o */
	char mark;
	size_t limit; /* columns of a table; 0: any */

	struct column *columns;
	size_t column_count, column_room;

	bool begun;
	bool texts;  /* words were written, not a list */
	bool closed; /* the file stands in for a closed standard output */
	size_t count;
	struct buffer held;  /* to be written */
	struct buffer value; /* of one field, formatted */
	struct buffer row;   /* values of one row, each with its NUL */
	const char **cells;  /* the same, one pointer each */

	/* The table's rows that wait for its widths. */
	const char **waiting;
	size_t waiting_rows, waiting_room;
	bool settled;

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
	out->limit = TABLE_WIDTH;
	return out;
}

void
output_free(struct output *out)
{
	if (!out)
		return;
	free(out->columns);
	free(out->cells);
	free(out->waiting);
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
	out->limit = columns;
}

void
output_set_plain(struct output *out)
{
	out->plain = true;
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
	struct buffer safe = {0};
	const struct buffer *from = &out->held;

	if (out->terminal) {
		text_show(&safe, out->held.at, out->held.len);
		from = &safe;
	}
	out->written += from->len;
	if (!out->error && from->len &&
	    fwrite(from->at, 1, from->len, out->file) != from->len)
		out->error = errno ? errno : EIO;
	buffer_clear(&out->held);
	buffer_release(&safe);
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

/* Whether a value has the form that its column's type says: one of another
 * form is text to every spreadsheet. */
static bool
is_time(const char *value)
{
	int64_t instant;
	int offset;

	return zone_parse_time(value, &instant, &offset) ||
	       zone_parse_due(value, &instant, &offset);
}

static bool
is_money(const char *value)
{
	int64_t amount;

	return money_parse_exact(value, -1, &amount, NULL, NULL);
}

static void
add_valid(struct buffer *to, const char *value)
{
	size_t len = strlen(value);

	for (size_t i = 0, step; i < len; i += step) {
		uint32_t code;

		step = text_character(value + i, len - i, &code);
		if (step)
			buffer_add(to, value + i, step);
		else
			buffer_add_string(to, REPLACEMENT);
		if (!step)
			step = 1;
	}
}

/*
 * Whether a spreadsheet may take text for a formula (CWE-1236). Some programs
 * look behind leading blanks, and some read the full-width signs of a
 * Japanese keyboard as the plain ones.
 */
static bool
looks_like_formula(const char *value)
{
	static const uint32_t blanks[] = {' ', '\n', 0xA0, 0x3000};
	static const uint32_t signs[] = {'=',  '+',    '-',    '@',    '\t',
					 '\r', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
	size_t len = strlen(value);

	for (size_t i = 0, step; i < len; i += step) {
		bool blank = false;
		uint32_t code;

		step = text_character(value + i, len - i, &code);
		if (!step)
			return false;
		for (size_t j = 0; j < sizeof(signs) / sizeof(*signs); j++)
			if (code == signs[j])
				return true;
		for (size_t j = 0; j < sizeof(blanks) / sizeof(*blanks); j++)
			blank = blank || code == blanks[j];
		if (!blank)
			return false;
	}
	return false;
}

/* A time to `len` characters, with a blank in place of the T. */
static void
add_time(struct buffer *to, const char *value, size_t len)
{
	size_t begin = to->len;

	buffer_add(to, value, len);
	to->at[begin + strlen("2026-11-22")] = ' ';
}

static void
add_for_spreadsheet(struct buffer *to, enum output_type type, const char *value,
		    char mark)
{
	size_t begin = to->len;

	if (type == OUTPUT_TIME && is_time(value)) {
		add_time(to, value, strlen("2026-11-22 14:05:09"));
	} else if (type == OUTPUT_MONEY && is_money(value)) {
		buffer_add_string(to, value);
		for (size_t i = begin; i < to->len; i++)
			if (to->at[i] == '.')
				to->at[i] = mark;
	} else {
		if (looks_like_formula(value))
			buffer_add_char(to, '\'');
		add_valid(to, value);
	}
}

/* One line of what may hold several: for a cell of a table. */
static void
add_for_table(struct buffer *to, enum output_type type, const char *value)
{
	size_t len = strlen(value);

	if (type == OUTPUT_TIME && is_time(value)) {
		add_time(to, value, strlen("2026-11-22 14:05"));
		return;
	}
	while (len) {
		size_t run = strcspn(value, "\t\n\r");

		text_show(to, value, run);
		value += run;
		len -= run;
		run = strspn(value, "\t\n\r");
		if (run && run < len)
			buffer_add_char(to, ' ');
		value += run;
		len -= run;
	}
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
		add_for_spreadsheet(&out->row, column->type, value, out->mark);
	else
		add_valid(&out->row, value);
}

static void
add_table_cell(struct output *out, const struct column *column,
	       const struct record *record)
{
	size_t begin = out->row.len;

	if (column->cell && column->cell->cell) {
		struct buffer made = {0};

		column->cell->cell(&made, record, out->context);
		add_for_table(&out->row, OUTPUT_TEXT, buffer_string(&made));
		buffer_release(&made);
	} else {
		const char *value = value_of(out, column, record);

		if (value)
			add_for_table(&out->row, column->type, value);
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

/* Control characters as \u escapes, all of them: what JSON leaves open, a
 * terminal does not. */
static void
add_json_string(struct buffer *to, const char *value)
{
	size_t len = strlen(value);

	buffer_add_char(to, '"');
	for (size_t i = 0, step; i < len; i += step) {
		uint32_t code = 0;

		step = text_character(value + i, len - i, &code);
		if (!step) {
			buffer_add_string(to, REPLACEMENT);
			step = 1;
		} else if (code == '"' || code == '\\') {
			buffer_format(to, "\\%c", (char)code);
		} else if (text_is_control(code)) {
			buffer_format(to, "\\u%04x", (unsigned)code);
		} else {
			buffer_add(to, value + i, step);
		}
	}
	buffer_add_char(to, '"');
}

static void
add_json_member(struct buffer *to, const char *name, const char *value,
		bool *first)
{
	if (!value)
		return;
	buffer_add_string(to, *first ? "{" : ",");
	*first = false;
	add_json_string(to, name);
	buffer_add_char(to, ':');
	add_json_string(to, value);
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

static size_t
width_of(const char *string)
{
	return text_width(string, strlen(string));
}

/* Narrow the widest column that may be cut, until all fit. */
static bool
narrow(struct output *out)
{
	size_t sum = 0;

	for (size_t i = 0; i < out->column_count; i++) {
		struct column *column = &out->columns[i];

		column->width = column->wanted;
		if (!column->out)
			sum += column->width + (sum > 0 ? TABLE_GAP : 0);
	}
	while (sum > out->limit) {
		struct column *widest = NULL;

		for (size_t i = 0; i < out->column_count; i++) {
			struct column *column = &out->columns[i];

			if (column->out || column->whole ||
			    column->width <= COLUMN_LEAST ||
			    column->width <= width_of(column->heading))
				continue;
			if (!widest || column->width > widest->width)
				widest = column;
		}
		if (!widest)
			return false;
		widest->width--;
		sum--;
	}
	return true;
}

/* The column that can be spared first; NULL. */
static struct column *
most_spare(struct output *out)
{
	struct column *spare = NULL;

	for (size_t i = 0; i < out->column_count; i++) {
		struct column *column = &out->columns[i];

		if (!column->out && column->cell && column->cell->spare > 0 &&
		    (!spare || column->cell->spare > spare->cell->spare))
			spare = column;
	}
	return spare;
}

/* Fit the table into its width: by narrower columns, and where that is not
 * enough, by fewer. */
static void
fit(struct output *out)
{
	struct column *spare;

	for (size_t i = 0; i < out->column_count; i++)
		out->columns[i].out = false;
	while (!narrow(out) && (spare = most_spare(out)) != NULL)
		spare->out = true;
}

static void
add_blanks(struct buffer *to, size_t count)
{
	while (count--)
		buffer_add_char(to, ' ');
}

static void
write_table_line(struct output *out, const char *const *cells)
{
	const char *mark = out->plain ? "..." : ELLIPSIS;
	size_t blanks = 0; /* owed before the next cell: none at the end */
	size_t begin = out->held.len, marked = width_of(mark);

	for (size_t i = 0; i < out->column_count; i++) {
		const struct column *column = &out->columns[i];
		size_t len = strlen(cells[i]);
		size_t width = text_width(cells[i], len);
		bool cut = width > column->width && !column->whole;

		if (column->out)
			continue;
		if (cut) {
			len = text_fit(cells[i], len, column->width - marked);
			while (len && cells[i][len - 1] == ' ')
				len--;
			width = text_width(cells[i], len) + marked;
		}
		if (column->right && width < column->width) {
			blanks += column->width - width;
			width = column->width;
		}
		add_blanks(&out->held, blanks);
		buffer_add(&out->held, cells[i], len);
		if (cut)
			buffer_add_string(&out->held, mark);
		blanks = TABLE_GAP;
		if (width < column->width)
			blanks += column->width - width;
	}
	/* A last column may have nothing to show. */
	while (out->held.len > begin && out->held.at[out->held.len - 1] == ' ')
		buffer_cut(&out->held, out->held.len - 1);
	buffer_add_char(&out->held, '\n');
}

/* The widths are known now: write the headings and the rows that waited. */
static void
settle(struct output *out)
{
	out->settled = true;
	for (size_t i = 0; i < out->column_count; i++) {
		struct column *column = &out->columns[i];

		column->width = width_of(column->heading);
		for (size_t j = 0; j < out->waiting_rows; j++) {
			size_t width = width_of(
				out->waiting[j * out->column_count + i]);

			if (width > column->width)
				column->width = width;
		}
		column->wanted = column->width;
	}
	if (out->limit)
		fit(out);
	for (size_t i = 0; i < out->column_count; i++)
		out->cells[i] = out->columns[i].heading;
	write_table_line(out, out->cells);
	for (size_t j = 0; j < out->waiting_rows; j++)
		write_table_line(out, out->waiting + j * out->column_count);
	out->waiting_rows = 0;
}

static void
write_table(struct output *out, const struct record *record)
{
	gather(out, record, add_table_cell);
	if (out->settled) {
		write_table_line(out, out->cells);
		return;
	}
	out->waiting =
		mem_grow(out->waiting, out->waiting_rows, &out->waiting_room,
			 out->column_count * sizeof(*out->waiting));
	for (size_t i = 0; i < out->column_count; i++)
		out->waiting[out->waiting_rows * out->column_count + i] =
			arena_copy(&out->arena, out->cells[i],
				   strlen(out->cells[i]));
	if (++out->waiting_rows == OUTPUT_TABLE_ROWS)
		settle(out);
}

/* Headings of columns that -o chose: their names in capitals. */
static const char *
heading_of(struct output *out, const char *name)
{
	char *heading = arena_copy(&out->arena, name, strlen(name));

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
}

void
output_record(struct output *out, const struct record *record)
{
	if (!out->begun)
		begin(out);
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
		write_table(out, record);
		break;
	}
	out->count++;
	if (out->held.len >= HELD_MAX)
		write_held(out);
}

void
output_text(struct output *out, const char *at, size_t len)
{
	/* A table comes before what is said below it; what comes behind that
	 * is another one, with widths of its own. */
	if (out->waiting_rows)
		settle(out);
	out->settled = false;
	out->texts = true;
	buffer_add(&out->held, at, len);
	if (out->held.len >= HELD_MAX)
		write_held(out);
}

void
output_words(struct output *out, const char *text)
{
	struct buffer fitting = {0};

	refit_add(&fitting, text, out->terminal ? out->limit : 0);
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
	if (out->waiting_rows)
		settle(out);
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
