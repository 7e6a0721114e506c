/*
 * A batch said back to whoever typed it. Pure.
 */
#ifndef SAIDBACK_H
#define SAIDBACK_H

#include <stddef.h>

#include "casefile.h"
#include "mem.h"
#include "record.h"
#include "when.h"

/*
 * What a batch did, for the person who typed it: "7QK Ana Ruiz: said back,
 * agreed, offered replace, refund." One line, ended. short_id in capitals.
 */
void saidback_write(struct buffer *out, const struct casefile *file,
		    const char *short_id, const struct record *records,
		    size_t count, const struct when_context *context);

#endif
