#include "cellform.h"

#include <string.h>

#include "money.h"
#include "text.h"
#include "zone.h"

#define REPLACEMENT "\xEF\xBF\xBD"

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

void
cellform_add_valid(struct buffer *to, const char *value)
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
add_money(struct buffer *to, const char *value, char mark)
{
	for (; *value != '\0'; value++)
		buffer_add_char(to, *value == '.' ? mark : *value);
}

void
cellform_add_for_spreadsheet(struct buffer *to, enum output_type type,
			     const char *value, char mark)
{
	if (type == OUTPUT_TIME && is_time(value)) {
		add_time(to, value, strlen("2026-11-22 14:05:09"));
	} else if (type == OUTPUT_MONEY && is_money(value)) {
		add_money(to, value, mark);
	} else {
		if (looks_like_formula(value))
			buffer_add_char(to, '\'');
		cellform_add_valid(to, value);
	}
}

void
cellform_add_for_table(struct buffer *to, enum output_type type,
		       const char *value, char mark)
{
	size_t len = strlen(value);

	if (type == OUTPUT_TIME && is_time(value)) {
		add_time(to, value, strlen("2026-11-22 14:05"));
		return;
	}
	if (type == OUTPUT_MONEY && is_money(value)) {
		add_money(to, value, mark);
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

void
cellform_add_json(struct buffer *to, const char *value)
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
