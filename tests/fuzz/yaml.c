/*
 * Any bytes as YAML: what is read without libyaml becomes the tree that
 * libyaml makes of the same text. A tab in a comment behind it has it read
 * there.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "yamlplain.h"
#include "yamltree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
take_nothing(const struct yamlplain_event *event, void *context)
{
	(void)event;
	(void)context;
	return true;
}

static bool
is_same_string(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
is_same_node(const struct yamltree_node *a, const struct yamltree_node *b)
{
	if (a->kind != b->kind || a->line != b->line ||
	    a->column != b->column || a->key_line != b->key_line ||
	    a->key_column != b->key_column || a->plain != b->plain ||
	    a->flow != b->flow || a->count != b->count ||
	    !is_same_string(a->key, b->key) ||
	    !is_same_string(a->text, b->text))
		return false;
	a = a->first;
	b = b->first;
	for (; a != NULL && b != NULL; a = a->next, b = b->next)
		if (!is_same_node(a, b))
			return false;
	return a == b;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct faults faults = {0}, other_faults = {0};
	struct yamltree tree, other_tree;
	struct arena arena = {0};
	struct buffer text = {0};

	buffer_add(&text, (const char *)data, size);
	if (yamltree_read(&arena, text.at, size, &tree, &faults) &&
	    yamlplain_read(text.at, size, take_nothing, NULL)) {
		buffer_add_string(&text, "\n#\t\n");
		if (!yamltree_read(&arena, text.at, text.len, &other_tree,
				   &other_faults) ||
		    !is_same_node(tree.root, other_tree.root))
			abort();
	}
	faults_release(&faults);
	faults_release(&other_faults);
	buffer_release(&text);
	arena_release(&arena);
	return 0;
}
