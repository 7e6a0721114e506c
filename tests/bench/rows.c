/*
 * rows COUNT: complaints as another program exports them, a CSV file of so
 * many rows on standard output. The same COUNT gives the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "words.h"
#include "zone.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
/* 2020-01-02T09:00:00Z, and a row every two minutes and a half. */
#define BEGAN (INT64_C(1577955600) * 1000)
#define APART (INT64_C(150) * 1000)

/* A field in quotes, as spreadsheets write those that need it. */
static void
add_quoted(struct buffer *out, const char *text)
{
	buffer_add_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buffer_add_char(out, '"');
		buffer_add_char(out, *text);
	}
	buffer_add_char(out, '"');
}

static void
add_row(struct buffer *out, unsigned number)
{
	static const char *const categories[] = {
		"late",   "wrong-item", "arrived-damaged",
		"faulty", "told-wrong", "overcharged",
		"rude",   "safety",     "other"};
	static const char *const channels[] = {"counter", "phone", "email",
					       "web"};
	struct chance chance = {number};
	uint32_t customer = chance_of(&chance, 800000);
	struct buffer words = {0};
	struct civil civil;
	int64_t at = BEGAN + number * APART;

	words_complaint(&words, &chance);
	civil_from_days(at / (24 * ZONE_HOUR), &civil);
	buffer_format(out, "%u,%04d-%02d-%02d %02d:%02d,%s,", 100000 + number,
		      civil.year, civil.month, civil.day,
		      (int)(at / ZONE_HOUR % 24), (int)(at / ZONE_MINUTE % 60),
		      categories[chance_of(&chance, COUNT(categories))]);
	add_quoted(out, words.at);
	buffer_add_char(out, ',');
	words_name(out, customer);
	buffer_add_char(out, ',');
	words_phone(out, customer);
	buffer_add_char(out, ',');
	words_email(out, customer);
	buffer_format(out, ",%s,%u.%02u\n",
		      channels[chance_of(&chance, COUNT(channels))],
		      3 + chance_of(&chance, 180), chance_of(&chance, 100));
	buffer_release(&words);
}

int
main(int argc, char **argv)
{
	unsigned count = argc == 2 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
	struct buffer row = {0};

	if (count == 0) {
		fputs("usage: rows COUNT\n", stderr);
		return 2;
	}
	puts("Complaint,Received,Kind,Words,Customer,Phone,Email,Channel,"
	     "Price");
	for (unsigned i = 0; i < count; i++) {
		add_row(&row, i);
		fwrite(row.at, 1, row.len, stdout);
		buffer_clear(&row);
	}
	buffer_release(&row);
	return fflush(stdout) != 0;
}
