#include "linechain.h"

#include <stdlib.h>

#include "mem.h"

/* Of so many lines one may be far: it takes eight bytes more, and a wide chain
 * two more for each line. */
#define FAR_OF 4
/* Lines that are no matter. */
#define FEW 4096

void
linechain_init(struct linechain *chain)
{
	*chain = (struct linechain){.wide = false};
	table_init(&chain->lines, sizeof(uint16_t));
}

void
linechain_release(struct linechain *chain)
{
	table_release(&chain->lines);
	free(chain->far);
	*chain = (struct linechain){.wide = false};
}

static int
by_line(const void *a, const void *b)
{
	const struct linechain_far *left = a, *right = b;

	return (left->line > right->line) - (left->line < right->line);
}

/* What `far` has of a line. */
static uint32_t
before_far(const struct linechain *chain, uint32_t line)
{
	const struct linechain_far key = {.line = line}, *found = NULL;

	if (chain->far_count > 0)
		found = bsearch(&key, chain->far, chain->far_count, sizeof(key),
				by_line);
	return found ? found->before : 0;
}

uint32_t
linechain_before(const struct linechain *chain, uint32_t line)
{
	uint16_t distance;

	if (chain->wide)
		return *(uint32_t *)table_at(&chain->lines, line);
	distance = *(uint16_t *)table_at(&chain->lines, line);
	if (distance == LINECHAIN_FAR)
		return before_far(chain, line);
	return distance > 0 ? line - distance : 0;
}

/* Whether it would take no more memory if it were wide. */
static bool
is_mostly_far(const struct linechain *chain)
{
	return chain->last > FEW && chain->far_count > chain->last / FAR_OF;
}

static void
widen(struct linechain *chain)
{
	struct table wide;

	table_init(&wide, sizeof(uint32_t));
	table_make_room(&wide, (size_t)chain->last + 1);
	for (uint32_t line = 1; line <= chain->last; line++)
		*(uint32_t *)table_at(&wide, line) =
			linechain_before(chain, line);
	table_release(&chain->lines);
	chain->lines = wide;
	chain->wide = true;
	free(chain->far);
	chain->far = NULL;
	chain->far_count = chain->far_room = 0;
}

void
linechain_share(struct linechain *chain, uint32_t last)
{
	widen(chain);
	table_make_room(&chain->lines, (size_t)last + 1);
}

static void
set_near(struct linechain *chain, uint32_t line, uint16_t distance)
{
	*(uint16_t *)table_at(&chain->lines, line) = distance;
	chain->last = line;
}

void
linechain_put_other(struct linechain *chain, uint32_t line, uint32_t before)
{
	if (!chain->wide && (line <= chain->last || is_mostly_far(chain)))
		widen(chain);
	table_make_room(&chain->lines, (size_t)line + 1);
	if (chain->wide) {
		*(uint32_t *)table_at(&chain->lines, line) = before;
		return;
	}
	while (chain->last + 1 < line)
		set_near(chain, chain->last + 1, 0);
	if (before == 0 || line - before < LINECHAIN_FAR) {
		set_near(chain, line,
			 (uint16_t)(before > 0 ? line - before : 0));
		return;
	}
	set_near(chain, line, LINECHAIN_FAR);
	chain->far = mem_grow(chain->far, chain->far_count, &chain->far_room,
			      sizeof(*chain->far));
	chain->far[chain->far_count++] = (struct linechain_far){line, before};
}
