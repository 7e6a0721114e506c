#include "mentions.h"

#include <stdlib.h>
#include <string.h>

#include "caseid.h"
#include "event.h"
#include "mem.h"

void
mentions_init(struct mentions *mentions)
{
	*mentions = (struct mentions){.line = 0};
	table_init(&mentions->mentions, sizeof(struct mention));
	table_init(&mentions->closings, sizeof(struct mention_closing));
}

void
mentions_release(struct mentions *mentions)
{
	for (size_t i = 0; i < mentions->block_count; i++)
		free(mentions->blocks[i]);
	free(mentions->blocks);
	free(mentions->known);
	table_release(&mentions->mentions);
	table_release(&mentions->closings);
	free(mentions->merges);
	free(mentions->named.at);
	free(mentions->needed.at);
	free(mentions->unsettled.at);
	*mentions = (struct mentions){0};
}

static void
add_key(struct mention_keys *keys, uint32_t key)
{
	keys->at =
		mem_grow(keys->at, keys->count, &keys->room, sizeof(*keys->at));
	keys->at[keys->count++] = key;
}

static void
add_block(struct mentions *mentions)
{
	struct mentions_block *block = mem_zero(1, sizeof(*block));

	block->latest = INT64_MIN;
	mentions->blocks = mem_grow(mentions->blocks, mentions->block_count,
				    &mentions->block_room,
				    sizeof(struct mentions_block *));
	mentions->blocks[mentions->block_count++] = block;
}

void
mentions_go_on(struct mentions *mentions, uint32_t line)
{
	size_t block = line / MENTIONS_BLOCK, at = line % MENTIONS_BLOCK;

	while (mentions->block_count <= block)
		add_block(mentions);
	mentions->line = line;
	mentions->next = &mentions->blocks[block]->keys[at];
	mentions->left = MENTIONS_BLOCK - at;
}

/* A mention of which nothing is known. Its index. */
static size_t
add_mention(struct mentions *mentions, struct outlining *outlining,
	    uint32_t key)
{
	table_make_room(&mentions->mentions, mentions->count + 1);
	*mentions_at(mentions, mentions->count) = (struct mention){.key = key};
	outlining_add(outlining, mentions->count);
	return mentions->count++;
}

/* An opening or an amendment: what an outline of it alone says. */
static void
take_details(struct mentions *mentions, struct outlining *outlining,
	     const struct glance *glance, uint32_t key)
{
	size_t at = add_mention(mentions, outlining, key);
	struct mention *mention = mentions_at(mentions, at);
	struct outline outline = {.line = 0};

	outline_take_details(&outline, outlining, at, glance);
	mention->at = mentions_second(glance->time);
	mention->category = outline.category;
	if (glance->verb == VERB_OPEN)
		mention->marks |= MENTION_OPENS;
	if (outline.marks & OUTLINE_HISTORY)
		mention->marks |= MENTION_HISTORY;
	if (outline.marks & OUTLINE_OTHER_KIND)
		mention->marks |= MENTION_OTHER_KIND;
	if (outline.marks & OUTLINE_NAMED)
		add_key(&mentions->named, key);
	if (outline.marks & OUTLINE_CAUSED)
		add_key(&mentions->needed, key);
}

static void
add_closing(struct mentions *mentions, int64_t at, uint32_t key)
{
	table_make_room(&mentions->closings, mentions->closing_count + 1);
	*mentions_closing(mentions, mentions->closing_count++) =
		(struct mention_closing){key, mentions_second(at)};
}

static void
add_merge(struct mentions *mentions, uint32_t into, const char *from,
	  size_t len)
{
	mentions->merges =
		mem_grow(mentions->merges, mentions->merge_count,
			 &mentions->merge_room, sizeof(*mentions->merges));
	mentions->merges[mentions->merge_count++] = (struct mention_merge){
		into, len == CASEID_LEN ? mentions_key(glance_id(from)) : into};
}

void
mentions_tell(struct mentions *mentions, struct outlining *outlining,
	      const struct glance *glance)
{
	uint32_t key = mentions->last_key;
	const struct outline_wanted *wanted = outlining->wanted;
	const char *what;
	size_t len;

	switch (glance->verb) {
	case VERB_OPEN:
	case VERB_AMEND:
		take_details(mentions, outlining, glance, key);
		break;
	case VERB_CLOSE:
		add_closing(mentions, glance->time, key);
		break;
	case VERB_GIVE:
		if (glance->time >= wanted->gives_since)
			add_key(&mentions->needed, key);
		break;
	case VERB_CAUSE:
		if (glance->time >= wanted->causes_since)
			add_key(&mentions->needed, key);
		break;
	case VERB_MERGE:
		what = glance_field(glance, RECORD_WHAT, &len);
		add_merge(mentions, key, what, len);
		break;
	case VERB_ERASE:
		if (namedby_erase(&outlining->named, glance))
			add_key(&mentions->named, key);
		add_key(&mentions->unsettled, key);
		break;
	case VERB_REOPEN:
	case VERB_RETRACT:
		add_key(&mentions->unsettled, key);
		break;
	default:
		break;
	}
}

void
mentions_pass(struct skimmer *skimmer, const struct outline_wanted *wanted)
{
	const uint64_t known = (UINT64_C(1) << VERB_COUNT) - 1;

	skimmer->passed = known & ~MENTIONS_TELLING;
	skimmer->passed_before =
		UINT64_C(1) << VERB_GIVE | UINT64_C(1) << VERB_CAUSE;
	skimmer->before = wanted->gives_since < wanted->causes_since
				  ? wanted->gives_since
				  : wanted->causes_since;
}

bool
mentions_begin_case(struct mentions *mentions, struct outlining *outlining,
		    const struct glance *glance, uint32_t key)
{
	if (!caseid_is_valid(glance->at + GLANCE_ID_AT, CASEID_LEN))
		return false;
	if (!mentions->known)
		mentions->known =
			mem_zero(MENTIONS_KNOWN, sizeof(*mentions->known));
	mentions->known[mentions_known_at(key)] = glance->id;
	/* Of one whose opening was lost as well. */
	if (namedby_day(&outlining->named, glance->id))
		add_key(&mentions->named, key);
	return true;
}

void
mentions_take_decoded(struct mentions *mentions, struct outlining *outlining,
		      const struct record *record, uint32_t line)
{
	uint32_t key = mentions_key(glance_id(record->id));

	mentions_put(mentions, line, key, record->at);
	add_key(&mentions->needed, key);
	add_key(&mentions->unsettled, key);
	if (namedby_record(&outlining->named, record))
		add_key(&mentions->named, key);
	if (record->what && event_is(record->event, VERB_MERGE))
		add_merge(mentions, key, record->what, strlen(record->what));
}
