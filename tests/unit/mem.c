#define _DEFAULT_SOURCE /* sbrk */
#include "mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "together.h"

#define LARGE_PAGE ((size_t)2 * 1024 * 1024)

static void
nothing_asked_for_is_still_something(void **state)
{
	void *some[] = {mem_get(0), mem_zero(0, 8), mem_resize(NULL, 0, 8)};

	(void)state;
	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++) {
		assert_non_null(some[i]);
		free(some[i]);
	}
}

/* Of what was given back before, full of something else. */
static void
memory_is_zero_however_much_was_asked_for(void **state)
{
	static const size_t sizes[] = {1, 4000, 100000, 3000000, 9000000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		char *used = mem_get(sizes[i]), *zero;
		size_t others = 0;

		memset(used, 'x', sizes[i]);
		free(used);
		zero = mem_zero(sizes[i] / 8 + 1, 8);
		for (size_t k = 0; k < sizes[i]; k++)
			others += zero[k] != 0;
		assert_int_equal(others, 0);
		free(zero);
	}
}

static void
memory_apart_shares_no_line_with_what_is_beside_it(void **state)
{
	static const size_t sizes[] = {1, 127, 128, 129, 50000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		char *used = mem_apart(sizes[i]), *apart;
		size_t others = 0;

		memset(used, 'x', sizes[i]);
		free(used);
		apart = mem_apart(sizes[i]);
		for (size_t k = 0; k < sizes[i]; k++)
			others += apart[k] != 0;
		assert_int_equal(others, 0);
		assert_int_equal((uintptr_t)apart % 128, 0);
		free(apart);
	}
}

static void
a_growing_array_keeps_what_is_in_it(void **state)
{
	size_t *array = NULL, room = 0;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		array = mem_grow(array, i, &room, sizeof(*array));
		assert_true(room > i);
		array[i] = i;
	}
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(array[i], i);
	free(array);
}

static void
what_an_arena_gave_stays_where_it_is(void **state)
{
	struct arena arena = {0};
	char *pieces[600];

	(void)state;
	/* Small ones, and some larger than a block. */
	for (size_t i = 0; i < 600; i++) {
		size_t len = i % 50 == 49 ? 100000 : i;
		char *bytes = mem_get(len + 1);

		memset(bytes, (int)('a' + i % 26), len);
		pieces[i] = arena_copy(&arena, bytes, len);
		assert_int_equal((uintptr_t)pieces[i] % sizeof(void *), 0);
		free(bytes);
	}
	for (size_t i = 0; i < 600; i++) {
		size_t len = i % 50 == 49 ? 100000 : i;

		assert_int_equal(strlen(pieces[i]), len);
		for (size_t k = 0; k < len; k++)
			assert_int_equal(pieces[i][k], 'a' + i % 26);
	}
	assert_string_equal(arena_format(&arena, "%s %d", "no", 7), "no 7");
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
	arena_release(&arena);
	arena_release(&arena);
	assert_string_equal(arena_copy(&arena, "again", 2), "ag");
	arena_release(&arena);
}

static void
what_was_prepared_is_given_out_first_and_more_behind_it(void **state)
{
	enum { PIECES = 100, PIECE = 1000 };
	struct arena arena = {0};
	char *pieces[PIECES];

	(void)state;
	arena_prepare(&arena, 20 * PIECE);
	for (int i = 0; i < PIECES; i++) {
		pieces[i] = arena_get(&arena, PIECE);
		memset(pieces[i], i, PIECE);
	}
	for (int i = 0; i < PIECES; i++) {
		assert_int_equal(pieces[i][0], i);
		assert_int_equal(pieces[i][PIECE - 1], i);
	}
	assert_in_range(pieces[1] - pieces[0], PIECE, PIECE + 16);
	arena_release(&arena);
}

static void
a_buffer_is_always_a_string(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_string_equal(buffer_string(&buffer), "");
	buffer_clear(&buffer);
	assert_null(buffer.at);
	buffer_add(&buffer, NULL, 0);
	assert_string_equal(buffer.at, "");
	buffer_add(&buffer, "abcdef", 3);
	buffer_add_char(&buffer, '-');
	buffer_add_string(&buffer, "xyz");
	buffer_format(&buffer, " %d%%", 40);
	assert_string_equal(buffer.at, "abc-xyz 40%");
	assert_int_equal(buffer.len, 11);
	buffer_cut(&buffer, 3);
	assert_string_equal(buffer.at, "abc");
	buffer_clear(&buffer);
	assert_string_equal(buffer.at, "");
	for (int i = 0; i < 5000; i++)
		buffer_format(&buffer, "%04d", i);
	assert_int_equal(buffer.len, 20000);
	assert_memory_equal(buffer.at + 4 * 4321, "4321", 4);
	buffer_release(&buffer);
	buffer_release(&buffer);
	assert_string_equal(buffer_string(&buffer), "");
}

/* Running out of memory is one sentence and exit status 4. */
/* However much was expected, and what came. */
static void
a_buffer_holds_more_or_less_than_was_expected(void **state)
{
	static const size_t expected[] = {0, 10, 5000000, SIZE_MAX / 4,
					  SIZE_MAX};

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		struct buffer buffer = {0};

		buffer_expect(&buffer, expected[i]);
		assert_string_equal(buffer_string(&buffer), "");
		for (int k = 0; k < 2000000; k++)
			buffer_add(&buffer, "four", 4);
		/* What is there already is not lost. */
		buffer_expect(&buffer, 20000000);
		assert_int_equal(buffer.len, 8000000);
		assert_int_equal(strlen(buffer.at), 8000000);
		assert_memory_equal(buffer.at + 7999992, "fourfour", 9);
		buffer_release(&buffer);
	}
}

/* Kilobytes of the heap that come in large pages where the kernel has such, and
 * of all of it. */
static size_t
large_in_heap(size_t *all)
{
	FILE *maps = fopen("/proc/self/smaps", "r");
	char line[256], name[64];
	bool is_heap = false;
	size_t large = 0, size = 0;

	*all = 0;
	while (maps && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%*x-%*x %*s %*s %*s %*s %63s", name) == 1)
			is_heap = strcmp(name, "[heap]") == 0;
		else if (strstr(line, " rw-p "))
			is_heap = false;
		if (is_heap && sscanf(line, "Size: %zu kB", &size) == 1)
			*all += size;
		if (is_heap && strncmp(line, "VmFlags:", 8) == 0 &&
		    strstr(line, " hg"))
			large += size;
	}
	if (maps)
		fclose(maps);
	return large;
}

/* Have the heap end so close before a large page that what it has left would
 * reach over it. */
static bool
end_before_large_page(void)
{
	const size_t close = LARGE_PAGE / 64;
	uintptr_t end = (uintptr_t)sbrk(0);

	return sbrk((intptr_t)((-end - close) & (LARGE_PAGE - 1))) !=
	       (void *)-1;
}

/* More than four times the file: a journal whose cases are all folded. In a
 * process of its own, as memory is expected once. Its status. */
static int
grow_heap(bool ends_before_large_page)
{
	enum { FILE_SIZE = 16 * 1024 * 1024, PIECE = 4000, PIECES = 40000 };
	static char *pieces[PIECES];
	struct arena arena = {0};
	size_t before = 0, all;

	mem_begin();
	if (ends_before_large_page && !end_before_large_page())
		return 3;
	mem_expect_file(FILE_SIZE);
	for (int i = 0; i < PIECES; i++) {
		pieces[i] = arena_get(&arena, PIECE);
		memset(pieces[i], i & 0x7F, PIECE);
		if (i == PIECES / 4)
			before = large_in_heap(&all);
	}
	for (int i = 0; i < PIECES; i++) {
		if (pieces[i][0] != (i & 0x7F) ||
		    pieces[i][PIECE - 1] != (i & 0x7F))
			return 2;
	}
	/* Not where the kernel has none, or the C library another heap. What
	 * comes before the first is small. */
	return before > 0 && large_in_heap(&all) < all - all / 10;
}

static void
what_a_heap_grows_by_later_is_large_wherever_it_ended(void **state)
{
	(void)state;
	for (int close = 0; close < 2; close++) {
		int status = 0;
		pid_t child = fork();

		if (child == 0)
			_exit(grow_heap(close));
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
	}
}

static void
more_than_there_is_ends_the_program(void **state)
{
	char said[64] = "";
	int ends[2], status = 0;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		mem_resize(NULL, SIZE_MAX / 4, 8);
		_exit(0);
	}
	close(ends[1]);
	assert_true(read(ends[0], said, sizeof(said) - 1) > 0);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 4);
	assert_string_equal(said, "amends: out of memory\n");
}

#define THREADS 4

static void
ask_for_all(void *context, size_t thread)
{
	atomic_size_t *waiting = context;

	(void)thread;
	atomic_fetch_add(waiting, 1);
	while (atomic_load(waiting) < THREADS)
		continue;
	mem_resize(NULL, SIZE_MAX / 4, 8);
}

static void
that_there_is_no_more_is_said_once_whoever_asks(void **state)
{
	static const char sentence[] = "amends: out of memory\n";

	(void)state;
	for (int round = 0; round < 50; round++) {
		char said[256] = "";
		size_t len = 0;
		ssize_t got;
		int ends[2], status = 0;
		pid_t child;

		assert_int_equal(pipe(ends), 0);
		child = fork();
		if (child == 0) {
			atomic_size_t waiting = 0;

			dup2(ends[1], STDERR_FILENO);
			together(THREADS, ask_for_all, &waiting);
			_exit(0);
		}
		close(ends[1]);
		while ((got = read(ends[0], said + len,
				   sizeof(said) - 1 - len)) > 0)
			len += (size_t)got;
		close(ends[0]);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 4);
		assert_string_equal(said, sentence);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		/* While the heap is small, as in a tool that begins. */
		cmocka_unit_test(
			what_a_heap_grows_by_later_is_large_wherever_it_ended),
		cmocka_unit_test(nothing_asked_for_is_still_something),
		cmocka_unit_test(memory_is_zero_however_much_was_asked_for),
		cmocka_unit_test(
			memory_apart_shares_no_line_with_what_is_beside_it),
		cmocka_unit_test(a_growing_array_keeps_what_is_in_it),
		cmocka_unit_test(what_an_arena_gave_stays_where_it_is),
		cmocka_unit_test(
			what_was_prepared_is_given_out_first_and_more_behind_it),
		cmocka_unit_test(a_buffer_is_always_a_string),
		cmocka_unit_test(a_buffer_holds_more_or_less_than_was_expected),
		cmocka_unit_test(more_than_there_is_ends_the_program),
		cmocka_unit_test(
			that_there_is_no_more_is_said_once_whoever_asks),
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
