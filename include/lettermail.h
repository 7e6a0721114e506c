/*
 * The letter as a mail: its header lines. Pure.
 */
#ifndef LETTERMAIL_H
#define LETTERMAIL_H

#include <stdbool.h>

#include "fail.h"
#include "letter.h"
#include "mem.h"

/*
 * Append the header lines of a mail for `sendmail -t`, and the empty line that
 * ends them: To, Subject (the shop and the counts; RFC 2047 where it is not
 * ASCII), Date, and that the text is UTF-8. No From: that is the mailer's to
 * say. Refused with FAIL_USAGE: an address that would be more than one header
 * line.
 */
bool lettermail_headers(struct buffer *out, const struct letter *letter,
			const char *to, struct fail *why);

#endif
