#include "phrases.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "text.h"
#include "wordreader.h"

/*
 * The phrases are a tree whose edges are words. Each word of a text moves on
 * the few places in the tree that the words before it led to, and may begin at
 * the root. A word that no phrase has costs its hash and a look at one place.
 */

#define WORDS_MAX 100
#define IDS_MAX 8
#define HEADS_BITS 11
#define ROOT 0
#define NUMBER 0 /* the id of `#` */

/* A word of the phrases. */
struct entry {
	uint32_t hash;
	int next;       /* of the same hash; -1 */
	char *stripped; /* without accents, as it is hashed */
	size_t len;
	char *full; /* with them; the same where it has none */
	bool plain; /* it has none */
	bool first; /* a phrase begins with it */
};

struct edge {
	int from; /* -1: free */
	int id;
	enum wordreader_join join;
	int to;
};

struct ending {
	unsigned tag;
	int next; /* -1 */
};

struct phrases {
	struct entry *entries; /* by id; the one of `#` is empty */
	size_t entry_count, entry_room;
	int *by_hash; /* 1 << HEADS_BITS heads of chains */
	uint64_t begins[WORDREADER_BEGINS]; /* the words that phrases begin
					       with */
	struct edge *edges;
	size_t edge_count, edge_room; /* a power of two */
	int *nodes;                   /* the first ending of each, or -1 */
	size_t node_count, node_room;
	struct ending *endings;
	size_t ending_count, ending_room;
	bool numbers; /* some phrase has a `#` */
};

static bool
is_between(uint32_t code, uint32_t first, uint32_t last)
{
	return code >= first && code <= last;
}

/* A mark that people leave out in haste, or in capitals. */
static bool
is_accent(uint32_t code)
{
	return is_between(code, 0x300, 0x36F);
}

/* A vowel sign that is rather left out than written. */
static bool
is_point(uint32_t code)
{
	return is_between(code, 0x591, 0x5C7) ||
	       is_between(code, 0x64B, 0x652) || code == 0x670;
}

/* Whether a text's word, fully folded, is the phrase's but for accents left
 * out. */
static bool
is_same_word(const char *said, const char *meant)
{
	for (;;) {
		uint32_t is = 0, wanted = 0;
		size_t step = text_character(said, strlen(said), &is);
		size_t skip = text_character(meant, strlen(meant), &wanted);

		if (step > 0 && is == wanted && skip > 0) {
			said += step;
			meant += skip;
		} else if (skip > 0 &&
			   (is_accent(wanted) || is_point(wanted))) {
			meant += skip;
		} else if (step > 0 && is_point(is)) {
			said += step;
		} else {
			return step == 0 && skip == 0;
		}
	}
}

static int *
head_of(const struct phrases *phrases, uint32_t hash)
{
	return &phrases->by_hash[hash >> (32 - HEADS_BITS)];
}

static bool
has_hash(const struct entry *entry, const struct wordreader *word)
{
	return entry->hash == word->hash &&
	       wordreader_is(word, entry->stripped, entry->len);
}

/* The words of the phrases that a word of the text is. */
static size_t
look_up(const struct phrases *phrases, const struct wordreader *word,
	const char *text, int *ids)
{
	size_t count = 0;
	char *full = NULL;

	for (int id = *head_of(phrases, word->hash); id >= 0 && count < IDS_MAX;
	     id = phrases->entries[id].next) {
		const struct entry *entry = &phrases->entries[id];

		if (!has_hash(entry, word))
			continue;
		if (!word->plain && !full)
			full = wordreader_full(text + word->from,
					       word->to - word->from);
		if (word->plain && entry->plain)
			ids[count++] = id;
		else if (is_same_word(word->plain ? entry->stripped
				      : full      ? full
						  : "",
				      entry->full))
			ids[count++] = id;
	}
	free(full);
	return count;
}

/* The id of a word of a phrase, a new one if need be. */
static int
entry_of(struct phrases *phrases, const struct wordreader *word,
	 const char *text)
{
	char *full;
	struct entry *entry;
	int *head;
	int id;

	if (text[word->from] == '#')
		return NUMBER;
	full = wordreader_full(text + word->from, word->to - word->from);
	if (!full)
		return -1;
	head = head_of(phrases, word->hash);
	for (id = *head; id >= 0; id = phrases->entries[id].next) {
		if (has_hash(&phrases->entries[id], word) &&
		    strcmp(phrases->entries[id].full, full) == 0) {
			free(full);
			return id;
		}
	}
	phrases->entries =
		mem_grow(phrases->entries, phrases->entry_count,
			 &phrases->entry_room, sizeof(*phrases->entries));
	id = (int)phrases->entry_count++;
	entry = &phrases->entries[id];
	*entry = (struct entry){.hash = word->hash,
				.next = *head,
				.stripped = mem_get(word->folded_len + 1),
				.len = word->folded_len,
				.full = full};
	wordreader_fold(word, entry->stripped);
	entry->plain = strcmp(entry->stripped, full) == 0;
	*head = id;
	return id;
}

/* Where an edge is, or would be. */
static struct edge *
edge_slot(struct edge *edges, size_t room, int from, int id,
	  enum wordreader_join join)
{
	size_t at = ((size_t)from * 31 + (size_t)id) * 0x9E3779B1 + join;

	for (;; at++) {
		struct edge *edge = &edges[at & (room - 1)];

		if (edge->from < 0 || (edge->from == from && edge->id == id &&
				       edge->join == join))
			return edge;
	}
}

static void
grow_edges(struct phrases *phrases)
{
	size_t room = phrases->edge_room ? phrases->edge_room * 2 : 64;
	struct edge *edges = mem_get(room * sizeof(*edges));

	for (size_t i = 0; i < room; i++)
		edges[i].from = -1;
	for (size_t i = 0; i < phrases->edge_room; i++) {
		const struct edge *old = &phrases->edges[i];

		if (old->from >= 0)
			*edge_slot(edges, room, old->from, old->id, old->join) =
				*old;
	}
	free(phrases->edges);
	phrases->edges = edges;
	phrases->edge_room = room;
}

static int
add_node(struct phrases *phrases)
{
	phrases->nodes = mem_grow(phrases->nodes, phrases->node_count,
				  &phrases->node_room, sizeof(*phrases->nodes));
	phrases->nodes[phrases->node_count] = -1;
	return (int)phrases->node_count++;
}

static int
add_edge(struct phrases *phrases, int from, int id, enum wordreader_join join)
{
	struct edge *edge;

	if (phrases->edge_count * 2 >= phrases->edge_room)
		grow_edges(phrases);
	edge = edge_slot(phrases->edges, phrases->edge_room, from, id, join);
	if (edge->from < 0) {
		int to = add_node(phrases);

		*edge = (struct edge){from, id, join, to};
		phrases->edge_count++;
	}
	return edge->to;
}

/* How the words of a phrase are joined, of the three ways there are. */
static enum wordreader_join
phrase_join(enum wordreader_join join)
{
	return join == WORDREADER_NONE || join == WORDREADER_APOSTROPHE
		       ? join
		       : WORDREADER_BLANK;
}

struct phrases *
phrases_new(void)
{
	struct phrases *phrases = mem_zero(1, sizeof(*phrases));

	phrases->by_hash = mem_get(sizeof(int) << HEADS_BITS);
	for (size_t i = 0; i < (size_t)1 << HEADS_BITS; i++)
		phrases->by_hash[i] = -1;
	phrases->entries = mem_grow(NULL, 0, &phrases->entry_room,
				    sizeof(*phrases->entries));
	phrases->entries[NUMBER] = (struct entry){.next = -1};
	phrases->entry_count = 1;
	add_node(phrases);
	return phrases;
}

void
phrases_free(struct phrases *phrases)
{
	if (!phrases)
		return;
	for (size_t i = 0; i < phrases->entry_count; i++) {
		free(phrases->entries[i].stripped);
		free(phrases->entries[i].full);
	}
	free(phrases->entries);
	free(phrases->by_hash);
	free(phrases->edges);
	free(phrases->nodes);
	free(phrases->endings);
	free(phrases);
}

bool
phrases_add(struct phrases *phrases, const char *phrase, unsigned tag)
{
	struct wordreader word;
	enum wordreader_join joins[WORDS_MAX];
	int ids[WORDS_MAX], node = ROOT;
	size_t count = 0;
	bool fits = true;

	wordreader_begin(&word, phrase, strlen(phrase), true);
	while (fits && wordreader_next(&word)) {
		fits = count < WORDS_MAX &&
		       word.folded_len < WORDREADER_FOLDED &&
		       (ids[count] = entry_of(phrases, &word, phrase)) >= 0;
		if (fits)
			joins[count++] = phrase_join(word.join);
	}
	wordreader_end(&word);
	if (!fits || count == 0)
		return false;
	joins[0] = WORDREADER_NONE;
	phrases->entries[ids[0]].first = true;
	wordreader_set_begins(phrases->begins, phrases->entries[ids[0]].hash);
	for (size_t i = 0; i < count; i++) {
		phrases->numbers = phrases->numbers || ids[i] == NUMBER;
		node = add_edge(phrases, node, ids[i], joins[i]);
	}
	phrases->endings =
		mem_grow(phrases->endings, phrases->ending_count,
			 &phrases->ending_room, sizeof(*phrases->endings));
	phrases->endings[phrases->ending_count] =
		(struct ending){tag, phrases->nodes[node]};
	phrases->nodes[node] = (int)phrases->ending_count++;
	return true;
}

/* Looking. */

/* A place in the tree that the words so far have led to. */
struct walk {
	int node;
	size_t from;    /* where its first word begins */
	bool by_number; /* its last one is a `#` */
};

struct walks {
	struct walk *at;
	size_t count, room;
};

static int
follow(const struct phrases *phrases, int from, int id,
       enum wordreader_join join)
{
	const struct edge *edge;

	if (phrases->edge_room == 0)
		return -1;
	edge = edge_slot(phrases->edges, phrases->edge_room, from, id, join);
	return edge->from < 0 ? -1 : edge->to;
}

/* The place that a word leads to from another, given what stands between; -1.
 */
static int
step_on(const struct phrases *phrases, int from, int id,
	enum wordreader_join join)
{
	int to = -1;

	switch (join) {
	case WORDREADER_NONE:
	case WORDREADER_APOSTROPHE:
		return follow(phrases, from, id, join);
	case WORDREADER_BLANK:
		/* A line of Chinese goes on in the next. */
		to = follow(phrases, from, id, WORDREADER_BLANK);
		return to >= 0 ? to
			       : follow(phrases, from, id, WORDREADER_NONE);
	case WORDREADER_HYPHEN:
		return follow(phrases, from, id, WORDREADER_BLANK);
	case WORDREADER_POINT: /* "No. 7" */
		return id == NUMBER
			       ? follow(phrases, from, id, WORDREADER_BLANK)
			       : -1;
	default:
		return -1;
	}
}

static void
see(struct phrases_matches *out, size_t from, size_t to, unsigned tag)
{
	out->list =
		mem_grow(out->list, out->count, &out->room, sizeof(*out->list));
	out->list[out->count++] = (struct phrases_match){from, to - from, tag};
}

/* An exclamation mark; several in a row are one. */
static void
see_mark(void *context, size_t at, size_t len)
{
	struct phrases_matches *out = context;
	struct phrases_match *last =
		out->count > 0 ? &out->list[out->count - 1] : NULL;

	if (last && last->tag == PHRASES_MARKS && last->at + last->len == at)
		last->len += len;
	else
		see(out, at, at + len, PHRASES_MARKS);
}

/* Report the phrases that end with the present word. What comes behind a
 * number is part of it, as in "no. 4711-A". */
static void
report(const struct phrases *phrases, struct wordreader *reader,
       const struct walk *walk, struct phrases_matches *out)
{
	if (phrases->nodes[walk->node] < 0 ||
	    !wordreader_is_whole(reader, walk->from,
				 walk->by_number ? reader->from : reader->to))
		return;
	for (int i = phrases->nodes[walk->node]; i >= 0;
	     i = phrases->endings[i].next)
		see(out, walk->from, reader->to, phrases->endings[i].tag);
}

static void
add_walk(struct walks *walks, int node, size_t from, bool by_number)
{
	if (node < 0)
		return;
	walks->at = mem_grow(walks->at, walks->count, &walks->room,
			     sizeof(*walks->at));
	walks->at[walks->count++] = (struct walk){node, from, by_number};
}

/* The words of the phrases that the present one is. */
static size_t
ids_of(const struct phrases *phrases, const struct wordreader *reader,
       const char *text, int *ids)
{
	size_t count = 0;

	if (*head_of(phrases, reader->hash) >= 0)
		count = look_up(phrases, reader, text, ids);
	if (reader->number && phrases->numbers && count < IDS_MAX)
		ids[count++] = NUMBER;
	return count;
}

/* Move on from where the words so far have led to, and begin with this one. */
static void
take_word(const struct phrases *phrases, const struct wordreader *reader,
	  int id, const struct walks *now, struct walks *next)
{
	bool number = id == NUMBER;

	for (size_t i = 0; i < now->count; i++)
		add_walk(next,
			 step_on(phrases, now->at[i].node, id, reader->join),
			 now->at[i].from, number);
	if (phrases->entries[id].first)
		add_walk(next, follow(phrases, ROOT, id, WORDREADER_NONE),
			 reader->from, number);
}

void
phrases_scan(const struct phrases *phrases, const char *text, size_t len,
	     struct phrases_matches *out)
{
	struct walks now = {0}, next = {0};
	struct wordreader reader;

	wordreader_begin(&reader, text, len, false);
	reader.marked = see_mark;
	reader.context = out;
	/* Most words are in no phrase, and none is under way. */
	while (now.count > 0 ? wordreader_next(&reader)
			     : wordreader_seek(&reader, phrases->begins)) {
		int ids[IDS_MAX];
		size_t count;
		struct walks spare;

		if (reader.capitals && reader.to - reader.from > 1)
			see(out, reader.from, reader.to, PHRASES_CAPITALS);
		count = ids_of(phrases, &reader, text, ids);
		next.count = 0;
		for (size_t i = 0; i < count; i++)
			take_word(phrases, &reader, ids[i], &now, &next);
		for (size_t i = 0; i < next.count; i++)
			report(phrases, &reader, &next.at[i], out);
		spare = now;
		now = next;
		next = spare;
	}
	wordreader_end(&reader);
	free(now.at);
	free(next.at);
}

size_t
phrases_letters(const char *text, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

void
phrases_matches_release(struct phrases_matches *matches)
{
	free(matches->list);
	*matches = (struct phrases_matches){0};
}
