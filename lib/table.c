#include "table.h"

#include <stdlib.h>

#include "mem.h"

void
table_init(struct table *table, size_t size)
{
	*table = (struct table){.size = size};
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
	size_t size = table->size * TABLE_PART;

	while (items > table->count * TABLE_PART) {
		table->parts = mem_grow(table->parts, table->count,
					&table->room, sizeof(*table->parts));
		table->parts[table->count] = mem_get(size);
		table->count++;
	}
}
