#include "refit.h"

#include <stdbool.h>
#include <string.h>

#include "text.h"

#define LABEL_MAX 16 /* bytes of a label */
#define LEAST 16     /* columns that are left to what stands behind it */

/* A line, taken apart. */
struct line {
	const char *at;
	size_t len;  /* without the newline */
	size_t body; /* where it begins, behind blanks and label */
	bool labelled;
	bool whole; /* not to be broken */
};

/* What there is to type begins with a tool; a message of one with its name and
 * a colon. */
static bool
is_typed(const char *at, size_t len)
{
	static const char *const tools[] = {"case-",    "remedy-pick",
					    "reply-",   "followup-due",
					    "due-when", "chmod "};

	for (size_t i = 0; i < sizeof(tools) / sizeof(*tools); i++) {
		size_t size = strlen(tools[i]);

		if (len > size && strncmp(at, tools[i], size) == 0)
			return at[strcspn(at, " \n") - 1] != ':';
	}
	return false;
}

/* The bytes of a label: words of small letters, or a number; 0: it is none, for
 * two blanks would stand behind it. */
static size_t
label_len(const char *at, size_t len)
{
	size_t end = 0;

	while (end < len && end < LABEL_MAX &&
	       ((at[end] >= 'a' && at[end] <= 'z') ||
		(at[end] >= '0' && at[end] <= '9') ||
		(at[end] == ' ' && end + 1 < len && at[end + 1] != ' ')))
		end++;
	return end + 1 < len && at[end] == ' ' && at[end + 1] == ' ' ? end : 0;
}

static struct line
line_at(const char *at)
{
	struct line line = {.at = at, .len = strcspn(at, "\n")};
	size_t begin = strspn(at, " ");
	size_t label = label_len(at + begin, line.len - begin);

	line.body = begin + label;
	line.labelled = label > 0;
	if (label > 0)
		line.body += strspn(at + line.body, " ");
	line.whole = memchr(at, '\t', line.len) ||
		     is_typed(at + line.body, line.len - line.body);
	return line;
}

/* Whether several blanks stand in it: cells of a list, each line one of its
 * own. */
static bool
has_cells(const struct line *line)
{
	for (size_t i = line->body; i + 1 < line->len; i++) {
		if (line->at[i] == ' ' && line->at[i + 1] == ' ')
			return true;
	}
	return false;
}

/* Whether the next line is what had no room in one any more. */
static bool
goes_on(const struct line *line, const struct line *next)
{
	size_t word = next->len - next->body;
	const char *blank = memchr(next->at + next->body, ' ', word);

	if (blank)
		word = (size_t)(blank - (next->at + next->body));
	return line->body > 0 && word > 0 && !next->labelled &&
	       next->body == line->body && !has_cells(line) &&
	       text_width(line->at, line->len) + 1 +
			       text_width(next->at + next->body, word) >
		       REFIT_LAYOUT;
}

/* The bytes of the word at hand; what there is to type is one, up to the end of
 * its sentence. */
static size_t
word_len(const char *at, size_t len)
{
	const char *blank = memchr(at, ' ', len);

	if (!is_typed(at, len))
		return blank ? (size_t)(blank - at) : len;
	for (size_t i = 1; i + 1 < len; i++) {
		if (at[i + 1] == ' ' && strchr(".;:,", at[i]))
			return i + 1;
	}
	return len;
}

/* Words, and where they go on. */
struct place {
	size_t columns, hang, used;
	bool begun; /* a word stands on this row already */
};

static void
add_words(struct buffer *out, const char *at, size_t len, struct place *place)
{
	size_t gap = 0;

	while (len > 0) {
		size_t word = word_len(at, len);
		size_t width = text_width(at, word);

		if (place->begun && gap == 0)
			gap = 1;
		if (place->begun &&
		    place->used + gap + width > place->columns) {
			buffer_format(out, "\n%*s", (int)place->hang, "");
			place->used = place->hang;
			place->begun = false;
		}
		if (place->begun)
			buffer_format(out, "%*s", (int)gap, "");
		buffer_add(out, at, word);
		place->used += width + (place->begun ? gap : 0);
		place->begun = true;
		at += word;
		len -= word;
		for (gap = 0; gap < len && at[gap] == ' ';)
			gap++;
		at += gap;
		len -= gap;
	}
	/* Behind what is asked a blank stands, and then the answer. */
	if (gap > 0 && place->used + gap <= place->columns)
		buffer_format(out, "%*s", (int)gap, "");
}

/* A line and those that go on from it; where the next one begins. */
static const char *
add_lines(struct buffer *out, const char *text, size_t columns)
{
	struct line line = line_at(text);
	struct place place = {.columns = columns};
	const char *end = text + line.len;
	/* In a window that is wide enough the breaks are where they belong. */
	bool joins = columns < REFIT_LAYOUT;

	if (line.whole || (!joins && text_width(text, line.len) <= columns)) {
		buffer_add(out, text, line.len);
		return end;
	}
	place.used = text_width(text, line.body);
	place.hang = place.used + LEAST <= columns ? place.used : 0;
	buffer_add(out, text, line.body);
	add_words(out, text + line.body, line.len - line.body, &place);
	while (joins && *end && end[1]) {
		struct line next = line_at(end + 1);

		if (next.whole || !goes_on(&line, &next))
			break;
		add_words(out, next.at + next.body, next.len - next.body,
			  &place);
		line = next;
		end = next.at + next.len;
	}
	return end;
}

void
refit_add(struct buffer *out, const char *text, size_t columns)
{
	if (columns == 0) {
		buffer_add_string(out, text);
		return;
	}
	while (*text) {
		text = add_lines(out, text, columns);
		if (*text)
			buffer_add_char(out, *text++);
	}
}

void
refit_wrap(struct buffer *out, const char *words, const char *first,
	   size_t hang)
{
	struct place place = {.columns = REFIT_LAYOUT,
			      .hang = hang,
			      .used = text_width(first, strlen(first))};

	buffer_add_string(out, first);
	for (;;) {
		size_t len = strcspn(words, "\n");

		add_words(out, words, len, &place);
		words += len;
		if (!*words || !words[1])
			break;
		buffer_format(out, "\n%*s", (int)hang, "");
		place.used = hang;
		place.begun = false;
		words++;
	}
	buffer_add_char(out, '\n');
}
