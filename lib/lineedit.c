#include "lineedit.h"

#include <stdint.h>
#include <string.h>

#include "text.h"

#define ESCAPE '\033'
#define KEY_MAX 32 /* bytes of a key; a longer one is none */

static const char paste_begins[] = "\033[200~";
static const char paste_ends[] = "\033[201~";

static struct lineedit_place
place_of_beginning(const struct lineedit *edit)
{
	size_t columns = edit->columns;

	return (struct lineedit_place){
		0, columns > 0 ? edit->begin % columns : edit->begin, columns};
}

void
lineedit_begin(struct lineedit *edit, bool several, size_t begin)
{
	buffer_clear(&edit->line);
	edit->several = several;
	edit->begin = begin;
	edit->end = place_of_beginning(edit);
}

/* The next character of an answer: its bytes, and what stands for it. A
 * character that a terminal would obey is shown as a question mark. */
static size_t
next_character(const char *at, size_t len, const char **shown,
	       size_t *shown_len, size_t *width)
{
	uint32_t code = 0;
	size_t step = text_character(at, len, &code);

	*shown = at;
	*shown_len = step;
	if (step == 0 || (text_is_control(code) && code != '\n')) {
		*shown = code == '\t' ? " " : "?";
		*shown_len = 1;
		*width = 1;
	} else {
		*width = code == '\n' ? 0 : text_width(at, step);
	}
	return step ? step : 1;
}

/* Where the cursor stands behind a character; true where it stands behind the
 * last column, and a terminal would wait with going on. */
static bool
advance(struct lineedit_place *place, char byte, size_t width)
{
	if (byte == '\n') {
		place->row++;
		place->column = 0;
		return false;
	}
	if (place->columns > 0 && place->column + width > place->columns) {
		place->row++;
		place->column = 0;
	}
	place->column += width;
	if (place->columns == 0 || place->column < place->columns || width == 0)
		return false;
	place->row++;
	place->column = 0;
	return true;
}

/* The place behind the bytes up to len, from `from` on, which is at `place`;
 * shown as well where echo is not NULL. */
static struct lineedit_place
show(const struct lineedit *edit, struct lineedit_place place, size_t from,
     size_t len, struct buffer *echo)
{
	while (from < len) {
		const char *at = edit->line.at + from, *shown;
		size_t shown_len, width;
		size_t step = next_character(at, len - from, &shown, &shown_len,
					     &width);
		bool full = advance(&place, *at, width);

		if (echo)
			buffer_add(echo, shown, shown_len);
		/* On to the next row, for which the terminal would wait. */
		if (echo && full)
			buffer_add_string(echo, " \r");
		from += step;
	}
	return place;
}

/* The same from the beginning: a window that changed its size shows what was
 * there in other rows. */
static struct lineedit_place
place_of(const struct lineedit *edit, size_t len)
{
	return show(edit, place_of_beginning(edit), 0, len, NULL);
}

void
lineedit_show(const struct lineedit *edit, struct buffer *echo)
{
	show(edit, place_of_beginning(edit), 0, edit->line.len, echo);
}

/* Keep the first len bytes of the answer, on the screen as well. */
static void
cut(struct lineedit *edit, size_t len, struct buffer *echo)
{
	struct lineedit_place was = place_of(edit, edit->line.len);
	struct lineedit_place is = place_of(edit, len);

	buffer_cut(&edit->line, len);
	edit->end = is;
	if (was.row != is.row && edit->columns > 0) {
		buffer_format(echo, "\033[%zuA\r", was.row - is.row);
		if (is.column > 0)
			buffer_format(echo, "\033[%zuC", is.column);
		buffer_add_string(echo, "\033[J");
		return;
	}
	if (was.row != is.row) {
		/* A plain terminal has no way up: the rest of it once more. */
		buffer_add_char(echo, '\n');
		lineedit_show(edit, echo);
		return;
	}
	for (size_t i = is.column; i < was.column; i++)
		buffer_add_string(echo, "\b \b");
}

/* Where the last character begins; marks above it are part of it. */
static size_t
last_character(const struct lineedit *edit)
{
	size_t last = 0;

	for (size_t i = 0; i < edit->line.len;) {
		const char *at = edit->line.at + i, *shown;
		size_t shown_len, width;

		if (i == 0)
			last = 0;
		i += next_character(at, edit->line.len - i, &shown, &shown_len,
				    &width);
		if (width > 0 || *at == '\n')
			last = (size_t)(at - edit->line.at);
	}
	return last;
}

static size_t
last_word(const struct lineedit *edit)
{
	size_t len = edit->line.len;

	while (len > 0 && strchr(" \t\n", edit->line.at[len - 1]))
		len--;
	while (len > 0 && !strchr(" \t\n", edit->line.at[len - 1]))
		len--;
	return len;
}

/* Bytes into the answer, and onto the screen. */
static void
put(struct lineedit *edit, const char *at, size_t len, struct buffer *echo)
{
	size_t from = edit->line.len;

	if (edit->end.columns != edit->columns)
		edit->end = place_of(edit, from);
	buffer_add(&edit->line, at, len);
	edit->end = show(edit, edit->end, from, edit->line.len, echo);
}

/* What was begun and did not become a key or a character: its bytes. */
static void
put_key(struct lineedit *edit, struct buffer *echo)
{
	for (size_t i = 0; i < edit->key.len; i++)
		put(edit, edit->key.at + i, 1, echo);
	buffer_clear(&edit->key);
}

/* The bytes that a character has, by its first one; 0: it begins none. */
static size_t
length_of(char first)
{
	unsigned char byte = (unsigned char)first;

	return byte < 0x80   ? 1
	       : byte < 0xC2 ? 0
	       : byte < 0xE0 ? 2
	       : byte < 0xF0 ? 3
	       : byte < 0xF5 ? 4
			     : 0;
}

/* A byte of a character of several. False: it is none of these. */
static bool
take_part(struct lineedit *edit, char byte, struct buffer *echo)
{
	bool goes_on = ((unsigned char)byte & 0xC0) == 0x80;

	if (edit->key.len > 0 && !goes_on)
		put_key(edit, echo);
	if (!((unsigned char)byte & 0x80))
		return false;
	buffer_add_char(&edit->key, byte);
	if (length_of(edit->key.at[0]) <= edit->key.len) {
		put(edit, edit->key.at, edit->key.len, echo);
		buffer_clear(&edit->key);
	}
	return true;
}

static bool
is_key(const struct lineedit *edit, const char *key)
{
	return edit->key.len == strlen(key) &&
	       memcmp(edit->key.at, key, edit->key.len) == 0;
}

/* A byte behind Escape, typed: a key that means nothing here, or the beginning
 * of what is pasted. False: Escape alone was typed, and the byte is the next.
 */
static bool
take_typed_key(struct lineedit *edit, char byte)
{
	size_t len = edit->key.len;

	if (len == 1 && byte != '[' && byte != 'O') {
		buffer_clear(&edit->key);
		return false;
	}
	buffer_add_char(&edit->key, byte);
	if (len == 1)
		return true;
	if (edit->key.at[1] == 'O' || byte >= 0x40 || byte < 0x20 ||
	    len >= KEY_MAX) {
		edit->pasting = is_key(edit, paste_begins);
		buffer_clear(&edit->key);
	}
	return true;
}

/* The same in what is pasted, where all belongs to the words but its end. */
static bool
take_pasted_key(struct lineedit *edit, char byte, struct buffer *echo)
{
	if (byte != paste_ends[edit->key.len]) {
		put_key(edit, echo);
		return false;
	}
	buffer_add_char(&edit->key, byte);
	if (is_key(edit, paste_ends)) {
		edit->pasting = false;
		buffer_clear(&edit->key);
	}
	return true;
}

static void
take_pasted(struct lineedit *edit, char byte, struct buffer *echo)
{
	edit->returned = byte == '\r';
	if (byte == '\r' || byte == '\n')
		byte = edit->several ? '\n' : ' ';
	put(edit, &byte, 1, echo);
}

static enum lineedit_got
take_typed(struct lineedit *edit, char byte, struct buffer *echo)
{
	switch (byte) {
	case '\r':
	case '\n':
		buffer_add_char(echo, '\n');
		return LINEEDIT_LINE;
	case 'D' & 0x1F:
		buffer_add_char(echo, '\n');
		return LINEEDIT_END;
	case 'H' & 0x1F:
	case 0x7F:
		if (edit->line.len > 0)
			cut(edit, last_character(edit), echo);
		break;
	case 'U' & 0x1F:
		if (edit->line.len > 0)
			cut(edit, 0, echo);
		break;
	case 'W' & 0x1F:
		if (edit->line.len > 0)
			cut(edit, last_word(edit), echo);
		break;
	default:
		if ((unsigned char)byte >= 0x20 || byte == '\t')
			put(edit, &byte, 1, echo);
		break;
	}
	return LINEEDIT_MORE;
}

enum lineedit_got
lineedit_take(struct lineedit *edit, char byte, struct buffer *echo)
{
	bool ended = edit->returned && byte == '\n';

	edit->returned = false;
	/* No answer holds the first; a CRLF is one line's end. */
	if (byte == '\0' || ended)
		return LINEEDIT_MORE;
	if (edit->key.len > 0 && edit->key.at[0] == ESCAPE) {
		if (edit->pasting ? take_pasted_key(edit, byte, echo)
				  : take_typed_key(edit, byte))
			return LINEEDIT_MORE;
	}
	if (take_part(edit, byte, echo))
		return LINEEDIT_MORE;
	if (byte == ESCAPE) {
		buffer_add_char(&edit->key, byte);
		return LINEEDIT_MORE;
	}
	if (!edit->pasting)
		return take_typed(edit, byte, echo);
	take_pasted(edit, byte, echo);
	return LINEEDIT_MORE;
}

void
lineedit_release(struct lineedit *edit)
{
	buffer_release(&edit->line);
	buffer_release(&edit->key);
}
