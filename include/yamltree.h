/*
 * A YAML file as a tree that remembers where each part stood. The part of
 * YAML that a plan needs, and nothing of the rest: mappings, lists and words.
 * Refused, each at its line and column, and all of them in one run as far as
 * the parser can go on: anchors, aliases, tags, merge keys, directives,
 * several documents, duplicate keys, keys that are no words, what is not
 * UTF-8, control characters, nesting beyond YAMLTREE_DEPTH, more than
 * YAMLTREE_SIZE bytes.
 *
 * Nothing is converted: `no`, `010` and `22:30` are the words as written.
 * No file is read here, and nothing of libyaml is seen outside.
 */
#ifndef YAMLTREE_H
#define YAMLTREE_H

#include <stdbool.h>
#include <stddef.h>

#include "fail.h"
#include "mem.h"

#define YAMLTREE_SIZE ((size_t)256 * 1024)
#define YAMLTREE_DEPTH 16

enum yamltree_kind {
	YAMLTREE_WORDS,
	YAMLTREE_LIST,
	YAMLTREE_MAP,
	YAMLTREE_FAULTY, /* refused already; nothing more is to be said of it */
};

/* All strings and nodes belong to the arena. */
struct yamltree_node {
	enum yamltree_kind kind;
	size_t line, column; /* where the value begins, 1-based */
	const char *key;     /* its name in a mapping, else NULL */
	size_t key_line, key_column;
	const char *text; /* of YAMLTREE_WORDS: UTF-8, no control characters
			     but tab and newline */
	bool plain;       /* not between quotation marks, no block */
	bool flow;        /* a list or mapping between brackets */
	struct yamltree_node *first; /* of a list or mapping, as written */
	struct yamltree_node *next;
	size_t count;
};

struct yamltree {
	struct yamltree_node *root; /* NULL: the parser could not go on */
	size_t events; /* what the parser was asked for: the work done */
};

/*
 * Read a whole file of len bytes. Returns whether nothing was wrong; faults
 * are added to faults, in no order. The root may be there beside faults, so
 * that its reader can name the rest of what is wrong. at may be let go
 * afterwards.
 */
bool yamltree_read(struct arena *arena, const char *at, size_t len,
		   struct yamltree *tree, struct faults *faults);

/* The child of a mapping by its key; NULL if there is none. */
struct yamltree_node *yamltree_child(const struct yamltree_node *map,
				     const char *key);

#endif
