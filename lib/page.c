#include "page.h"

#include <string.h>

#include "text.h"

#define TAG 4 /* "p1  " */
#define GAP 2 /* at least, between the halves of a row */

static void
pad(struct buffer *out, size_t from, size_t to)
{
	for (; from < to; from++)
		buffer_add_char(out, ' ');
}

/* Somebody's words without what would move a column: a tab, a CR. */
static void
add_level(struct buffer *out, const char *words)
{
	for (; *words; words++)
		buffer_add_char(out, *words == '\t' || *words == '\r' ? ' '
								      : *words);
}

void
page_heading(struct buffer *out, const char *left, const char *right)
{
	size_t wide = text_width(left, strlen(left));
	size_t other = text_width(right, strlen(right));
	struct buffer level = {0};

	add_level(&level, left);
	if (wide + GAP + other > PAGE_COLUMNS) {
		text_wrap(out, buffer_string(&level), PAGE_COLUMNS, "", "  ");
		wide = 0;
	} else {
		buffer_add(out, buffer_string(&level), level.len);
	}
	pad(out, wide, other < PAGE_COLUMNS ? PAGE_COLUMNS - other : 0);
	buffer_format(out, "%s\n", right);
	buffer_release(&level);
}

void
page_under(struct buffer *out, const char *first, const char *words)
{
	struct buffer level = {0}, indent = {0};

	add_level(&level, words);
	pad(&indent, 0, text_width(first, strlen(first)));
	text_wrap(out, buffer_string(&level), PAGE_COLUMNS, first,
		  buffer_string(&indent));
	buffer_release(&level);
	buffer_release(&indent);
}

/* "label       ", and the tag's column behind it. A blank at least follows a
 * label that is too long. */
static void
begin(struct buffer *first, const char *label, const char *tag)
{
	buffer_add_string(first, label);
	if (first->len < PAGE_LABEL)
		pad(first, first->len, PAGE_LABEL);
	else
		buffer_add_char(first, ' ');
	if (tag) {
		buffer_add_string(first, tag);
		pad(first, first->len, PAGE_LABEL + TAG);
	}
}

void
page_row(struct buffer *out, const char *label, const char *words)
{
	struct buffer first = {0};

	begin(&first, label, NULL);
	page_under(out, buffer_string(&first), words);
	buffer_release(&first);
}

void
page_list(struct buffer *out, const char **label, const char *words)
{
	page_row(out, *label, words);
	*label = "";
}

void
page_halves(struct buffer *out, const char *label, const char *tag,
	    const char *left, const char *right)
{
	struct buffer first = {0}, indent = {0};
	size_t wide;

	begin(&first, label, tag);
	wide = first.len + text_width(left, strlen(left));
	if (!strchr(left, '\n') && wide + GAP <= PAGE_RIGHT) {
		add_level(&first, left);
		pad(&first, wide, PAGE_RIGHT);
	} else {
		page_under(out, buffer_string(&first), left);
		buffer_clear(&first);
		if (!*right) {
			buffer_release(&first);
			return;
		}
		pad(&first, 0, PAGE_RIGHT);
	}
	pad(&indent, 0, PAGE_RIGHT);
	text_wrap(out, right, PAGE_COLUMNS, buffer_string(&first),
		  buffer_string(&indent));
	buffer_release(&first);
	buffer_release(&indent);
}
