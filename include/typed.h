/*
 * An event as somebody types it for a shell: for a line that takes up again
 * what was typed before. Pure.
 */
#ifndef TYPED_H
#define TYPED_H

#include "draft.h"
#include "mem.h"

/* draft: read by draft_read, so that its `typed` is there. Append "apology 'We
 * are sorry.' -k how=phone": the draft's verb and object, then its words and
 * options, quoted where a shell would take them apart. What a customer or the
 * case is spoken of by is left out where discreet.h says so.
 */
void typed_draft(struct buffer *out, const struct draft *draft);

/* Append a word, quoted where a shell would take it apart. */
void typed_word(struct buffer *out, const char *word);

#endif
