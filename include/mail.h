/*
 * The header lines of a mail for `sendmail -t` and `msmtp -t` (RFC 5322, RFC
 * 2047). Whatever stands in a value, it stays within its own line. No From:
 * that is the mailer's to say. Pure.
 */
#ifndef MAIL_H
#define MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "mem.h"
#include "zone.h"

/* Whether words are one address of a mailbox, name@example.org, and nothing
 * besides: what a customer gave may be anything. */
bool mail_is_address(const char *words);

/* Append To: for words without control characters, "Eva <eva@example.org>"
 * among them; a name that is not ASCII is encoded. */
void mail_to(struct buffer *out, const char *to);

/* Append Subject:, encoded where it is not ASCII; control characters are
 * blanks. */
void mail_subject(struct buffer *out, const char *words);

/* Append Date:, in the shop's time. */
void mail_date(struct buffer *out, const struct zone *zone, int64_t now);

/* Append that the text is UTF-8, and the empty line that ends the headers. */
void mail_begin_text(struct buffer *out);

#endif
