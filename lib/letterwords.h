#ifndef LETTERWORDS_H
#define LETTERWORDS_H

#include <stdint.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"

#define LETTERWORDS_COLUMNS 72 /* the widest line of an entry */
#define LETTERWORDS_QUOTE 200  /* bytes of what somebody typed */

/* How the letter says names, days and what people typed. Each appends. */

/* Somebody's words on one line, short, and harmless on a screen; and the same
 * between quotation marks. */
void letterwords_plain(struct buffer *out, const char *words);
void letterwords_quoted(struct buffer *out, const char *words);

/* A full stop, unless the sentence has its end before the quotation mark. */
void letterwords_stop(struct buffer *out);

/* The day that the heading of what is due soon names. */
int64_t letterwords_next_day(const struct duty_view *view);
/* What it is called: "tomorrow", or "on Monday"; of a heading, "MONDAY". */
void letterwords_say_next_day(struct buffer *out, const struct duty_view *view,
			      bool heading);

/* "18:00" of today (or of the day that the heading it stands under names), else
 * the day with it. */
void letterwords_moment(struct buffer *out, const struct duty_view *view,
			enum duty_state under, int64_t at);
/* "yesterday 17:00". */
void letterwords_near(struct buffer *out, const struct duty_view *view,
		      int64_t at);
/* "on Tuesday 11:15", but "yesterday 11:15". */
void letterwords_on(struct buffer *out, const struct duty_view *view,
		    int64_t at, bool with_time);
/* "since Monday". */
void letterwords_since(struct buffer *out, const struct duty_view *view,
		       int64_t at);

/* The name of somebody, where the plan has it; else the id. */
const char *letterwords_name(const struct duty_view *view, const char *who);

/* Whose it is, to end a sentence part: "Kim's", "Jonas'"; "mine" of one who
 * goes by "me". */
void letterwords_whose(struct buffer *out, const struct duty_view *view,
		       const char *who);

/* A capital letter at an offset. */
void letterwords_capital(struct buffer *out, size_t at);
/* A sentence that goes on behind a colon: a small letter at the offset, where
 * the word there is one that is no name. */
void letterwords_small(struct buffer *out, size_t at);

/* The short name of a case, as it is typed. */
void letterwords_short(struct buffer *out, const struct casebook *book,
		       const struct casefile *file);

/* Words as a paragraph so wide, nothing where there are none; words become
 * empty. */
void letterwords_paragraph(struct buffer *out, struct buffer *words,
			   size_t columns);

#endif
