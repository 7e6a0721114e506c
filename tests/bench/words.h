/*
 * Seeded chance, and words as people use them: names, phone numbers, what a
 * customer says and what staff note down. The same seed gives the same bytes
 * on every machine.
 */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "mem.h"

struct chance {
	uint64_t state;
};

/* From 0 to below count (at least 1). */
unsigned chance_of(struct chance *chance, unsigned count);
/* Whether it happens, so many times in a thousand. */
bool chance_is(struct chance *chance, unsigned in_a_thousand);

/* The names of the customer of a number: one of about thirty thousand, so
 * that some are shared. */
void words_name(struct buffer *out, uint32_t customer);
/* Append their phone number and e-mail address, which nobody shares. */
void words_phone(struct buffer *out, uint32_t customer);
void words_email(struct buffer *out, uint32_t customer);

/*
 * What a customer says, 40 to 600 bytes of it, some in other scripts than
 * ASCII, some with paragraphs; not escaped.
 */
void words_complaint(struct buffer *out, struct chance *chance);
/* One sentence that staff write, 15 to 90 bytes. */
void words_note(struct buffer *out, struct chance *chance);

#endif
