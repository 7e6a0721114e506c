/*
 * A growing array that never moves, in parts: for what grows as large as the
 * journal. To double such an array would copy it again and again, and hold up
 * to twice the memory that is used.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

struct table {
	char **parts;
	size_t count, room; /* of parts */
	size_t size;        /* of an item, in bytes */
};

/* Items of a part: a power of two. */
#define TABLE_PART ((size_t)4096)

/* Of items of `size` bytes, 1 or above; none yet. */
void table_init(struct table *table, size_t size);
void table_release(struct table *table);

/* Private: of table_make_room what is seldom gone through. */
void table_grow(struct table *table, size_t items);

/* Have room for so many items. New ones are not cleared, and those that are
 * there stay where they are. */
static inline void
table_make_room(struct table *table, size_t items)
{
	if (items > table->count * TABLE_PART)
		table_grow(table, items);
}

/* An item that there is room for. */
static inline void *
table_at(const struct table *table, size_t item)
{
	return table->parts[item / TABLE_PART] +
	       item % TABLE_PART * table->size;
}

#endif
