/*
 * CSV read ahead, for whoever has much to do with each row: while one thread is
 * busy with that, another takes apart the rows behind.
 */
#ifndef CSVAHEAD_H
#define CSVAHEAD_H

#include <stdbool.h>

#include "csvio.h"
#include "fail.h"

/*
 * What is done with an answer of csvio_next, but CSVIO_END: got, row and why
 * are as that gives them, and good until this returns. False: no more are
 * wanted; of CSVIO_FAILED it makes no difference.
 */
typedef bool csvahead_take(void *context, enum csvio_got got,
			   const struct csvio_row *row, const struct fail *why);

/*
 * Have all rows that come next, and what is at fault between them, taken by the
 * calling thread, in their order. csv is borrowed: until it returns nobody else
 * may use it, but for csvio_columns. Where there is no other processor, or no
 * thread can be had, all is done by this one. Some hundred rows are held at a
 * time, of which only one may be longer than CSVAHEAD_HELD.
 */
#define CSVAHEAD_HELD ((size_t)256 * 1024)
void csvahead_read(struct csvio *csv, csvahead_take *take, void *context);

#endif
