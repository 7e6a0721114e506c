/* tests/data/plan-keys/keys.tsv holds every key of a whole plan. What it says
 * of them is tried by tests/e2e/plan-keys.t. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "yamltree.h"

#define PLAN "tests/data/full-plan.yaml"
#define KEYS "tests/data/plan-keys/keys.tsv"
#define MOST 400
#define PATH 128

struct row {
	char key[PATH];
	char state[16];
	bool in_plan;
};

struct table {
	struct row rows[MOST];
	size_t count;
};

static void
read_table(struct table *table)
{
	FILE *file = fopen(KEYS, "r");
	char line[1024];

	assert_non_null(file);
	table->count = 0;
	while (fgets(line, sizeof(line), file) != NULL) {
		struct row *row = &table->rows[table->count++];

		assert_true(table->count < MOST);
		row->in_plan = false;
		assert_int_equal(sscanf(line, "%127[^\t]\t%15[^\t\n]", row->key,
					row->state),
				 2);
	}
	fclose(file);
}

static struct row *
find(struct table *table, const char *key)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->rows[i].key, key) == 0)
			return &table->rows[i];
	return NULL;
}

/* A mapping and a list of rows only hold keys; all else is one. */
static bool
holds_keys(const struct yamltree_node *node)
{
	return node->kind == YAMLTREE_MAP ||
	       (node->kind == YAMLTREE_LIST && node->first != NULL &&
		node->first->kind == YAMLTREE_MAP);
}

static void
look(struct table *table, const struct yamltree_node *node, const char *path)
{
	char here[PATH];

	for (; node != NULL; node = node->next) {
		snprintf(here, sizeof(here), "%s%s%s", path,
			 node->key != NULL && path[0] != '\0' ? "." : "",
			 node->key != NULL ? node->key : "");
		if (holds_keys(node)) {
			look(table, node->first, here);
			continue;
		}
		struct row *row = find(table, here);
		if (row == NULL)
			print_error("%s is not in " KEYS "\n", here);
		assert_non_null(row);
		row->in_plan = true;
	}
}

static void
every_key_of_a_whole_plan_is_in_the_table(void **state)
{
	static struct table table;
	static char text[YAMLTREE_SIZE];
	struct arena arena = {0};
	struct faults faults = {0};
	struct yamltree tree;
	FILE *file = fopen(PLAN, "r");
	size_t len;

	(void)state;
	read_table(&table);
	assert_non_null(file);
	len = fread(text, 1, sizeof(text), file);
	fclose(file);
	assert_true(yamltree_read(&arena, text, len, &tree, &faults));
	look(&table, tree.root, "");
	for (size_t i = 0; i < table.count; i++) {
		if (!table.rows[i].in_plan)
			print_error("%s is no key of " PLAN "\n",
				    table.rows[i].key);
		assert_true(table.rows[i].in_plan);
		assert_ptr_equal(find(&table, table.rows[i].key),
				 &table.rows[i]);
	}
	arena_release(&arena);
	faults_release(&faults);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_of_a_whole_plan_is_in_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
