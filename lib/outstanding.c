#include "outstanding.h"

#include <stdlib.h>

#include "mem.h"
#include "record.h"

void
outstanding_release(struct outstanding *all)
{
	free(all->at);
	*all = (struct outstanding){0};
}

void
outstanding_add(struct outstanding *all, uint32_t *list,
		struct outstanding_one one)
{
	uint32_t at = all->free;

	if (all->count == 0) {
		all->at = mem_grow(NULL, 0, &all->room, sizeof(*all->at));
		all->count = 1;
	}
	if (at) {
		all->free = all->at[at].next;
	} else {
		all->at = mem_grow(all->at, all->count, &all->room,
				   sizeof(*all->at));
		at = (uint32_t)all->count++;
	}
	one.next = *list;
	all->at[at] = one;
	*list = at;
}

bool
outstanding_settle(struct outstanding *all, uint32_t *list, bool task,
		   uint32_t ref, int64_t of, struct outstanding_one *settled)
{
	uint32_t *link = list;

	while (ref > 0 && *link) {
		uint32_t at = *link;
		struct outstanding_one *one = &all->at[at];

		if (one->task == task && one->ref == ref &&
		    (of == INSTANT_NONE || one->at == of)) {
			*settled = *one;
			*link = one->next;
			one->next = all->free;
			all->free = at;
			return true;
		}
		link = &one->next;
	}
	return false;
}
