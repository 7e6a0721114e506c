#include "table.h"

#include <stdlib.h>

#include "mem.h"

/* Bytes of a part, at most. */
#define PART ((size_t)256 * 1024)

void
table_init(struct table *table, size_t size)
{
	*table = (struct table){.size = size};
	while (size << (table->shift + 1) <= PART)
		table->shift++;
}

void
table_release(struct table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->parts[i]);
	free(table->parts);
	*table = (struct table){0};
}

void
table_grow(struct table *table, size_t items)
{
	size_t size = table->size << table->shift;

	while (items > table->count << table->shift) {
		table->parts = mem_grow(table->parts, table->count,
					&table->room, sizeof(*table->parts));
		table->parts[table->count] = mem_get(size);
		table->count++;
	}
}
