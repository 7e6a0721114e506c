#include "idset.h"

static struct glance_id *
id_at(const struct idset *set, size_t number)
{
	return table_at(&set->ids, number);
}

static uint32_t
hash_at(const void *context, uint32_t number)
{
	return dayslots_hash_of(id_at(context, number)->last);
}

void
idset_init(struct idset *set)
{
	*set = (struct idset){.count = 0};
	table_init(&set->ids, sizeof(struct glance_id));
}

void
idset_release(struct idset *set)
{
	dayslots_release(&set->slots);
	table_release(&set->ids);
	set->count = 0;
}

bool
idset_add(struct idset *set, const char *id)
{
	struct glance_id words = glance_id(id);
	uint32_t date = dayslots_date(words).date;
	uint32_t hash = dayslots_hash_of(words.last);
	struct dayslots_search search = dayslots_seek(&set->slots, date, hash);
	size_t number;

	while ((number = dayslots_next(&search)) != DAYSLOTS_NONE) {
		if (glance_same_id(*id_at(set, number), words))
			return false;
	}
	dayslots_add(&set->slots, date, hash, set->count, false, hash_at, set);
	table_make_room(&set->ids, set->count + 1);
	*id_at(set, set->count++) = words;
	return true;
}
