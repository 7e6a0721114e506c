/*
 * Text: UTF-8, escapes, folding for comparison, likeness, width. No locale is
 * ever set or asked: the same bytes give the same answer everywhere.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"

/*
 * The length in bytes of the valid UTF-8 character at the beginning of
 * at[0..len), and in *code its code point; 0 where there is none (overlong
 * forms, surrogates and values above U+10FFFF are not valid; RFC 3629).
 */
size_t text_character(const char *at, size_t len, uint32_t *code);

/* Whether all len bytes are valid UTF-8; if not, *bad is the first offset. */
bool text_is_utf8(const char *at, size_t len, size_t *bad);

/*
 * Whether a character may move a terminal's cursor or turn text round: C0,
 * DEL, C1, the bidirectional overrides and isolates (U+202A-E, U+2066-9),
 * U+2028 and U+2029. Tab and newline are among them.
 */
bool text_is_control(uint32_t code);

/*
 * The escapes of a record (DESIGN, section 2): backslash, tab, newline and CR
 * as \\ \t \n \r; each byte of any other control character and of what is not
 * UTF-8 as \xhh, lower case; nothing else. The result is one line of printable
 * UTF-8. Any byte but NUL can be escaped.
 */
void text_escape(struct buffer *out, const char *at, size_t len);

/*
 * The same text with nothing in it that moves a terminal's cursor: control
 * characters and bytes that are not UTF-8 become escapes, but line ends (LF, CR
 * LF) and tabs stay, and so does a backslash. For what a person looks at.
 */
void text_show(struct buffer *out, const char *at, size_t len);

/*
 * Undo the escapes in place; the text becomes shorter or stays. Returns NULL
 * and the new length in *len; or, for what text_escape would never have
 * written (an unknown, needless or cut-off escape, a bare control character,
 * bytes that are not UTF-8, a NUL), a short sentence without position, and in
 * *bad the offset of it. The text is then half undone.
 */
const char *text_unescape(char *at, size_t *len, size_t *bad);

/* Whether there is nothing to read in it: blanks, tabs and line ends alone. */
bool text_is_blank(const char *at);

/*
 * The form for comparison: case and accents gone (Unicode case folding,
 * compatibility decomposition, marks stripped). Bytes that are not UTF-8 are
 * kept as they are.
 */
void text_fold(struct buffer *out, const char *at, size_t len);

/* Whether two strings are the same when folded. */
bool text_same(const char *a, const char *b);

/* Whether the answer to a question of yes or no is one: y, yes, n or no in any
 * case, blanks around it or not; then *yes is which. */
bool text_yes_or_no(const char *answer, bool *yes);

/* Lower-case ASCII letters in place. */
void text_lower(char *string);

/* Whether a character is a letter, and a capital one (of any script). */
bool text_is_letter(uint32_t code);
bool text_is_large(uint32_t code);
/* Append text with its letters small; bytes that are not UTF-8 are kept. */
void text_small(struct buffer *out, const char *at, size_t len);
/* Make the character at an offset of a buffer a capital, or a small letter;
 * nothing happens to what has no such form. */
void text_begin(struct buffer *out, size_t at, bool large);

/*
 * How many edits apart: insert, delete, replace, swap of neighbours (optimal
 * string alignment), ASCII case ignored. At most 63 bytes are compared; longer
 * words are 1000 apart.
 */
unsigned text_distance(const char *a, const char *b);

/* Whether a word is one of so many, byte by byte. */
bool text_is_among(const char *word, const char *const *words, size_t count);

/*
 * The candidate nearest to word, if near enough to be meant: at most 2 edits
 * and at most a third of the longer word's length; else NULL. The first of
 * several equals.
 */
const char *text_guess(const char *word, const char *const *candidates,
		       size_t count);

/*
 * A phrase for the end of a message: "; did you mean 'GUESS'?", or "" for
 * NULL. Points into a static buffer that the next call overwrites.
 */
const char *text_did_you_mean(const char *guess);

/* How many terminal columns the text takes: wide and combining characters as
 * a terminal shows them; a control or invalid byte counts as its escape. */
size_t text_width(const char *at, size_t len);

/* The number of bytes of the longest beginning that is at most columns wide. */
size_t text_fit(const char *at, size_t len, size_t columns);

/*
 * Fill words to lines of at most columns (a longer word stands alone), each
 * begun with indent but the first, which begins with first. Newlines in the
 * text are kept. Ends with a newline.
 */
void text_wrap(struct buffer *out, const char *text, size_t columns,
	       const char *first, const char *indent);

#endif
