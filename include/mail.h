/*
 * The header lines of a mail for `sendmail -t` and `msmtp -t` (RFC 5322, RFC
 * 2047), and where those of a text end. Whatever stands in a value, it stays
 * within its own line. No From: that is the mailer's to say. Pure.
 */
#ifndef MAIL_H
#define MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mem.h"
#include "zone.h"

/* Whether words are one address of a mailbox, name@example.org, and nothing
 * besides: what a customer gave may be anything. */
bool mail_is_address(const char *words);

/* Whether words are recipients, apart by commas: each an address, "Eva
 * <eva@example.org>", or somebody at this machine, as in MAILTO=eva. None of
 * them begins like an option of a mailer. */
bool mail_are_recipients(const char *words);

/* Append To: for such recipients, without control characters: one a line, a
 * name that is not ASCII encoded. */
void mail_to(struct buffer *out, const char *to);

/* Append Subject:, encoded where it is not ASCII; control characters are
 * blanks. */
void mail_subject(struct buffer *out, const char *words);

/* Append Date:, in the shop's time. */
void mail_date(struct buffer *out, const struct zone *zone, int64_t now);

/* Append that the text is UTF-8, and the empty line that ends the headers. */
void mail_begin_text(struct buffer *out);

/*
 * The header of a mail that text[0..len) begins with: its bytes, the empty
 * line behind it included, and in *subject to *subject_end where the words of
 * its subject stand, with the line end. 0, and both as they were, where the
 * text does not begin with header lines, a subject among them.
 */
size_t mail_header(const char *text, size_t len, size_t *subject,
		   size_t *subject_end);

#endif
