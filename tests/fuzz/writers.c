/*
 * Any words in a record that is written for a terminal, as columns, CSV, CSV
 * for a spreadsheet and JSON: no control character reaches a terminal, CSV is
 * read back as it was, no cell is a formula, and all is UTF-8 that has to be.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One record in a form; caller frees. */
static char *
written(const struct record *record, enum output_form form, bool terminal,
	const char *columns, size_t *len)
{
	static const struct output_key keys[] = {{"customer", OUTPUT_TEXT},
						 {0}};
	static const struct output_cell table[] = {
		{.heading = "CUSTOMER", .name = "customer"},
		{.heading = "WORDS", .name = "text"},
		{0}};
	static const struct output_kind kind = {.keys = keys, .table = table};
	struct fail why = {0};
	char *at = NULL;
	FILE *file = open_memstream(&at, len);
	struct output *out = output_open(file, &kind);

	if (columns && !output_set_columns(out, columns, &why))
		abort();
	if (form != OUTPUT_RECORDS && form != OUTPUT_COLUMNS &&
	    !output_set_form(out, form, &why))
		abort();
	if (terminal)
		output_set_terminal(out, 60);
	output_record(out, record);
	if (!output_finish(out, &why))
		abort();
	output_free(out);
	return at;
}

/* Lines of UTF-8 without any control character, in lines of so many. */
static void
check_shown(const char *at, size_t len, const char *may_have)
{
	for (size_t i = 0; i < len;) {
		uint32_t code;
		size_t step = text_character(at + i, len - i, &code);

		if (step == 0 || (text_is_control(code) &&
				  (code > 127 || !strchr(may_have, (int)code))))
			abort();
		i += step;
	}
}

/* A cell of a row in which all cells are quoted: decoded, and *at behind it. */
static void
next_cell(const char **at, struct buffer *out)
{
	buffer_clear(out);
	if (*(*at)++ != '"')
		abort();
	for (;; (*at)++) {
		if (**at == '\0')
			abort();
		if (**at == '"' && *++*at != '"')
			break;
		buffer_add_char(out, **at);
	}
	(*at)++;
}

/* The two cells of the row below the names: what they have to be, or with
 * NULL, no formula. */
static void
check_row(const char *csv, const char *first, const char *second)
{
	const char *at = strchr(csv, '\n') + 1;
	const char *wanted[] = {first, second};
	struct buffer cell = {0};
	size_t bad;

	for (size_t i = 0; i < 2; i++) {
		const char *begin;

		next_cell(&at, &cell);
		begin = buffer_string(&cell);
		if (!text_is_utf8(begin, cell.len, &bad))
			abort();
		if (wanted[i] &&
		    text_is_utf8(wanted[i], strlen(wanted[i]), &bad) &&
		    strcmp(begin, wanted[i]) != 0)
			abort();
		begin += strspn(begin, " ");
		if (!wanted[i] && *begin && strchr("=+-@\t\r", *begin))
			abort();
	}
	buffer_release(&cell);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char columns[] = "customer,text";
	struct record record = {.id = "261122-7QK4XMQ",
				.event = "note",
				.due = INSTANT_NONE,
				.amount = MONEY_NONE};
	struct record_pair pair = {.key = "customer"};
	size_t half = size / 2, len;
	char *name, *words, *out;

	if (size > 4096 || memchr(data, '\0', size))
		return 0;
	name = mem_get(half + 1);
	words = mem_get(size - half + 1);
	memcpy(name, data, half);
	name[half] = '\0';
	memcpy(words, data + half, size - half);
	words[size - half] = '\0';
	record.text = *words ? words : NULL;
	pair.value = name;
	record.pairs = &pair;
	record.pair_count = *name != '\0';

	out = written(&record, OUTPUT_TABLE, true, NULL, &len);
	check_shown(out, len, "\n");
	free(out);
	out = written(&record, OUTPUT_COLUMNS, false, columns, &len);
	check_shown(out, len, "\n\t");
	free(out);
	out = written(&record, OUTPUT_RECORDS, false, NULL, &len);
	check_shown(out, len, "\n\t");
	free(out);
	out = written(&record, OUTPUT_JSON, false, NULL, &len);
	check_shown(out, len, "\n");
	free(out);
	out = written(&record, OUTPUT_CSV, true, columns, &len);
	check_shown(out, len, "\r\n\t");
	free(out);
	out = written(&record, OUTPUT_CSV, false, columns, &len);
	check_row(out, name, words);
	free(out);
	out = written(&record, OUTPUT_EXCEL, false, columns, &len);
	check_row(out, NULL, NULL);
	free(out);
	free(name);
	free(words);
	return 0;
}
