#ifndef LETTERENTRY_H
#define LETTERENTRY_H

#include <stddef.h>

#include "casebook.h"
#include "duty.h"
#include "mem.h"

/* One case in the letter. */
struct letterentry {
	const struct duty_view *view;
	const struct casebook *book;
	const struct casefile *file;
	const struct duty **duties; /* of the case, most pressing first */
	size_t count;
	enum duty_state state; /* of the first: the heading it stands under */
};

/* Append an empty line, the customer, what is to be done, what one has to know
 * for it, and a line that says which case it is. */
void letterentry_write(struct buffer *out, const struct letterentry *entry);

#endif
