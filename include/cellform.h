/*
 * A value as a form of output writes it: for CSV, a spreadsheet, a table or
 * JSON. Pure; what is written is appended to a buffer.
 */
#ifndef CELLFORM_H
#define CELLFORM_H

#include "mem.h"

/* What a column holds, where a form of output treats it apart: --csv=excel
 * writes times and money as a spreadsheet reads them; a table keeps both
 * whole, shows times without seconds, and sets money to the right. */
enum output_type {
	OUTPUT_TEXT,
	OUTPUT_TIME,
	OUTPUT_MONEY,
};

/* As it is, but for bytes that are not UTF-8: each becomes U+FFFD. */
void cellform_add_valid(struct buffer *to, const char *value);

/*
 * As spreadsheets read it: a time without T and offset, money with the decimal
 * mark given ('.' or ','), and text that they would take for a formula behind a
 * '. A value that has not the form of its type is text to every spreadsheet.
 */
void cellform_add_for_spreadsheet(struct buffer *to, enum output_type type,
				  const char *value, char mark);

/* For a cell of a table: a time without seconds, money with the decimal mark
 * given, and one line of what may hold several. */
void cellform_add_for_table(struct buffer *to, enum output_type type,
			    const char *value, char mark);

/* A string of JSON, with its quotes. Control characters are \u escapes, all of
 * them: what JSON leaves open, a terminal does not. */
void cellform_add_json(struct buffer *to, const char *value);

#endif
