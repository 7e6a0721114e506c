#include "lettermail.h"

#include <ctype.h>

#include "discreet.h"
#include "letterwords.h"
#include "mail.h"

bool
lettermail_headers(struct buffer *out, const struct letter *letter,
		   const char *to, struct fail *why)
{
	struct buffer subject = {0};

	for (const char *at = to; *at; at++) {
		if (iscntrl((unsigned char)*at))
			return fail_set(why, FAIL_USAGE,
					"a mail address is on one line");
	}
	if (!mail_are_recipients(to))
		return fail_set(why, FAIL_USAGE, "'%s' is no mail address",
				discreet_word(to));
	letterwords_plain(&subject, letter->view->policy
					    ? letter->view->policy->shop.name
					    : "amends");
	buffer_add_string(&subject, ": ");
	letter_counts(&subject, letter);
	mail_to(out, to);
	mail_subject(out, subject.at);
	mail_date(out, letter->view->zone, letter->view->now);
	mail_begin_text(out);
	buffer_release(&subject);
	return true;
}
