#include <stdlib.h>
#include <string.h>

#include "idset.h"
#include "import.h"
#include "numbered.h"
#include "zone.h"

/* Where the id stands in a line: behind the time and its tab. */
#define ID_AT (ZONE_TIME_LEN + 1)

static void
gather_once(struct numbered *there, const struct casebook *book)
{
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		for (size_t k = 0; k < file->line_count; k++) {
			const char *once = record_get(&file->lines[k], "once");

			if (once && strcmp(file->lines[k].event, "open") == 0 &&
			    numbered_find(there, once) == NUMBERED_NONE)
				numbered_add(there, once);
		}
	}
}

/* Give the row an id that no other case has; from its own on, so that with
 * --ext it is the same one everywhere but in that one case in a billion. Its
 * line is not looked at for that: it would have to be fetched from memory. */
static void
place_id(struct idset *taken, const struct casebook *book,
	 const struct import_row *row, char *line)
{
	char id[CASEID_SIZE];
	int year, month, day;
	uint32_t bits;

	memcpy(id, row->id, sizeof(id));
	if (!casebook_find(book, id) && idset_add(taken, id))
		return;
	year = (id[0] - '0') * 10 + id[1] - '0';
	month = (id[2] - '0') * 10 + id[3] - '0';
	day = (id[4] - '0') * 10 + id[5] - '0';
	do {
		bits = caseid_hash("another id than", id) & 0x3FFFFFFF;
		caseid_make(id, year, month, day, bits);
	} while (casebook_find(book, id) || !idset_add(taken, id));
	memcpy(line + ID_AT, id, CASEID_LEN);
}

static int
by_rows(const void *a, const void *b)
{
	const struct import_unknown *left = a, *right = b;
	int order;

	if (left->rows != right->rows)
		return left->rows > right->rows ? -1 : 1;
	order = strcmp(left->kind, right->kind);
	return order ? order : strcmp(left->value, right->value);
}

void
import_place(struct import *import, const struct casebook *book)
{
	struct numbered there = {0};
	struct idset taken;
	size_t from = 0, len = 0, said = 0;

	idset_init(&taken);
	gather_once(&there, book);
	import->count = 0;
	for (size_t i = 0; i < import->row_count; i++) {
		const struct import_row *row = import_row(import, i);
		bool is_there = row->once && numbered_find(&there, row->once) !=
						     NUMBERED_NONE;

		import->there += is_there;
		for (; said < import->said_count && import->said[said].row == i;
		     said++)
			import->unknown[import->said[said].unknown].rows +=
				!is_there;
		/* Where none fell away, it stands in its place already. */
		if (!is_there && len != from)
			memmove(import->lines.at + len, import->lines.at + from,
				row->len);
		from += row->len;
		if (is_there)
			continue;
		place_id(&taken, book, row, import->lines.at + len);
		len += row->len;
		import->count++;
	}
	if (import->lines.at)
		buffer_cut(&import->lines, len);
	if (import->unknown_count > 1)
		qsort(import->unknown, import->unknown_count,
		      sizeof(*import->unknown), by_rows);
	while (import->unknown_count > 0 &&
	       import->unknown[import->unknown_count - 1].rows == 0)
		import->unknown_count--;
	numbered_release(&there);
	idset_release(&taken);
}
