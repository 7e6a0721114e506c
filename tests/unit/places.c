/*
 * Lines of a journal that are read again: those that were asked for, each once
 * and in their order, wherever they stand.
 */
#include "places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "chance.h"

#define LINES 6000
/* So many lines between these that of some stretches none is put. */
#define LEFT_OUT 3216
#define GOES_ON 3280

/* A journal that says in each line which it is, and where each begins. */
static int
file_of_lines(int64_t offsets[LINES + 1])
{
	FILE *file = tmpfile();
	int fd;

	assert_non_null(file);
	for (int i = 0; i < LINES; i++) {
		offsets[i] = (int64_t)ftell(file);
		fprintf(file,
			"2026-11-22T10:04:31.093+01:00\t261122-7QK4XMQ\tnote\t"
			"-\teva\t-\t-\t%d%*s.\n",
			i, (int)chance_below(200), "");
	}
	offsets[LINES] = (int64_t)ftell(file);
	fd = dup(fileno(file));
	fclose(file);
	return fd;
}

/* Note where lines are, some of which nobody asks for ever. */
static void
put_all(struct places *places, int fd, const int64_t offsets[LINES + 1],
	uint32_t numbers[LINES])
{
	assert_true(places_begin_file(places, "journal", fd, offsets[LINES]));
	for (int i = 0; i < LINES; i++) {
		const struct journal_line line = {.number = (size_t)i + 1,
						  .offset = offsets[i]};

		numbers[i] = i % 97 == 5 || (i >= LEFT_OUT && i < GOES_ON)
				     ? 0
				     : places_put(places, &line);
	}
}

/* The lines' own words for them. */
struct found {
	int *at;
	size_t count;
	size_t missing;
};

static void
take(void *context, struct places_line line, char *at, size_t len)
{
	struct found *found = context;

	(void)line;
	if (!at) {
		found->missing++;
		return;
	}
	at[len] = '\0';
	found->at[found->count++] = atoi(strrchr(at, '\t') + 1);
}

/* Read what is needed, cut into pieces. */
static size_t
read_all(struct places *places, size_t most, int at[LINES])
{
	struct places_pieces pieces = {0};
	struct found found = {.at = at};
	struct lines lines;
	struct fail why;

	lines_init(&lines, -1, 0);
	places_cut(&pieces, places, most);
	for (size_t i = 0; i < pieces.count; i++) {
		assert_true(pieces.at[i].lines > 0);
		assert_true(
			places_read(&pieces.at[i], &lines, take, &found, &why));
	}
	free(pieces.at);
	lines_release(&lines);
	places_had(places);
	return found.count;
}

/* One in so many: so near one another that they are read in one go, and so far
 * apart that none is. */
static void
lines_that_are_needed_are_read_and_no_others(void **state)
{
	static const size_t one_in[] = {1, 3, 40, 400, 4000};
	static int64_t offsets[LINES + 1];
	static uint32_t numbers[LINES];
	static int found[LINES], wanted[LINES];
	struct places places = {0};
	int fd = file_of_lines(offsets);

	(void)state;
	put_all(&places, fd, offsets, numbers);
	for (int round = 0; round < 40; round++) {
		size_t count = 0, got;

		for (int i = 0; i < LINES; i++) {
			if (numbers[i] == 0 ||
			    chance_below(one_in[round % 5]) > 0)
				continue;
			places_need(&places, numbers[i]);
			wanted[count++] = i;
		}
		got = read_all(&places, 1 + chance_below(count + 1), found);
		assert_int_equal(got, count);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(found[i], wanted[i]);
	}
	places_release(&places);
	close(fd);
}

/* Keys of some lines, and some that are said to be of another length than they
 * are now, or longer than what is noted. */
enum { KEYS = 20, NO_KEY = -1 };

static void
put_keyed(struct places *places, const int64_t *offsets, int from, int end,
	  int keys[LINES])
{
	for (int i = from; i < end; i++) {
		const struct journal_line line = {
			.number = (size_t)(i - from) + 1, .offset = offsets[i]};
		size_t len = (size_t)(offsets[i + 1] - offsets[i]) - 1;
		unsigned odd = (unsigned)chance_below(20);

		keys[i] = (int)chance_below(KEYS);
		if (odd == 0) {
			keys[i] = NO_KEY;
			places_put(places, &line);
			continue;
		}
		if (odd == 1) {
			keys[i] = NO_KEY;
			len += UINT16_MAX;
		}
		if (odd == 2)
			len += 1 + chance_below(40);
		if (odd == 3)
			len -= 1 + chance_below(len - 1);
		places_put_keyed(places, &line, len, (uint16_t)keys[i]);
	}
}

/* A part of a file, and behind it another file; joined with what stands before
 * that part, too. */
static void
a_line_is_told_by_its_file_and_where_it_stands_there(void **state)
{
	static int64_t offsets[LINES + 1];
	uint32_t numbers[LINES], next[LINES];
	struct places first = {0}, part = {0};
	int fd = file_of_lines(offsets);
	uint32_t before;
	size_t line;

	(void)state;
	assert_true(places_begin_file(&first, "a.tsv", fd, offsets[LINES]));
	assert_true(places_begin_part(&part, &first, fd));
	for (size_t i = 0; i < 10; i++) {
		const struct journal_line at = {.number = i + 1,
						.offset = offsets[i + 20]};

		numbers[i] = places_put(&part, &at);
	}
	places_follow(&part, 20);
	put_all(&part, fd, offsets, next);
	assert_string_equal(places_file_of(&part, numbers[9], &line), "a.tsv");
	assert_int_equal(line, 30);
	assert_string_equal(places_file_of(&part, next[9], &line), "journal");
	assert_int_equal(line, 10);
	places_put(&first,
		   &(struct journal_line){.number = 20, .offset = offsets[19]});
	before = first.line;
	places_join(&first, &part);
	assert_string_equal(places_file_of(&first, before, &line), "a.tsv");
	assert_int_equal(line, 20);
	/* The part's own numbers go on behind whole blocks. */
	before = first.line - next[LINES - 1];
	assert_string_equal(places_file_of(&first, before + numbers[9], &line),
			    "a.tsv");
	assert_int_equal(line, 30);
	places_release(&first);
	close(fd);
}

static void
of_lines_with_keys_those_are_read_whose_key_is_asked_for(void **state)
{
	static int64_t offsets[LINES + 1];
	static int keys[LINES], found[LINES];
	int fd = file_of_lines(offsets);

	(void)state;
	for (int round = 0; round < 40; round++) {
		struct places places = {0}, others = {0};
		int half = KEYS + (int)chance_below(LINES - KEYS);
		int from = (int)chance_below(KEYS);
		int to = from + (int)chance_below((size_t)(KEYS - from));
		size_t count = 0, got;

		assert_true(places_begin_file(&places, "journal", fd,
					      offsets[LINES]));
		put_keyed(&places, offsets, 0, half, keys);
		assert_true(places_begin_file(&others, "journal", fd,
					      offsets[LINES]));
		put_keyed(&others, offsets, half, LINES, keys);
		places_need_all(&places);
		places_need_all(&others);
		places_join(&places, &others);
		if (round == 0) {
			/* Whatever their keys: nobody asked for some. */
			from = 0;
			to = KEYS;
		} else {
			places_need_keys(&places, (uint16_t)from, (uint16_t)to);
		}
		got = read_all(&places, LINES, found);
		for (int i = 0; i < LINES; i++) {
			if (keys[i] != NO_KEY &&
			    (keys[i] < from || keys[i] > to))
				continue;
			assert_int_equal(found[count], i);
			count++;
		}
		assert_int_equal(got, count);
		/* What was needed was had: keys are no matter any longer. */
		for (uint32_t number = 1; number <= KEYS; number++)
			places_need(&places, number);
		assert_int_equal(read_all(&places, LINES, found), KEYS);
		places_release(&places);
	}
	close(fd);
}

static void
those_needed_are_read_in_whatever_order_they_were_asked_for(void **state)
{
	static const int wanted[] = {40, LEFT_OUT - 1, GOES_ON, LINES - 1};
	static int64_t offsets[LINES + 1];
	static uint32_t numbers[LINES];
	static int found[LINES];
	struct places places = {0};
	int fd = file_of_lines(offsets);

	(void)state;
	put_all(&places, fd, offsets, numbers);
	for (size_t at = 4; at-- > 0;) {
		places_need(&places, numbers[wanted[at]]);
		assert_int_equal(read_all(&places, LINES, found), 1);
		assert_int_equal(found[0], wanted[at]);
		for (size_t i = 4; i-- > at;)
			places_need(&places, numbers[wanted[i]]);
		assert_int_equal(read_all(&places, 1, found), 4 - at);
		for (size_t i = at; i < 4; i++)
			assert_int_equal(found[i - at], wanted[i]);
	}
	assert_int_equal(read_all(&places, LINES, found), 0);
	places_release(&places);
	close(fd);
}

static void
places_that_were_joined_need_what_each_of_them_did(void **state)
{
	static int64_t offsets[LINES + 1];
	static uint32_t numbers[LINES];
	static int found[LINES];
	int fd = file_of_lines(offsets);

	(void)state;
	for (int which = 0; which < 4; which++) {
		struct places places = {0}, others = {0};
		size_t count = 0;

		put_all(&places, fd, offsets, numbers);
		put_all(&others, fd, offsets, numbers);
		if (which & 1)
			places_need(&places, numbers[1000]);
		if (which & 2) {
			places_need(&others, numbers[LINES - 1]);
			places_need(&others, numbers[200]);
		}
		places_join(&places, &others);
		assert_int_equal(read_all(&places, LINES, found),
				 (which & 1) + (which & 2));
		if (which & 1)
			assert_int_equal(found[count++], 1000);
		if (which & 2) {
			assert_int_equal(found[count++], 200);
			assert_int_equal(found[count++], LINES - 1);
		}
		places_release(&places);
	}
	close(fd);
}

static void
a_copy_knows_the_same_lines_and_needs_its_own(void **state)
{
	static int64_t offsets[LINES + 1];
	static uint32_t numbers[LINES];
	static int found[LINES];
	struct places places = {0}, copy = {0};
	int fd = file_of_lines(offsets);

	(void)state;
	put_all(&places, fd, offsets, numbers);
	places_need(&places, numbers[4500]);
	places_copy(&copy, &places);
	places_need(&copy, numbers[4000]);
	places_need(&copy, numbers[LINES - 1]);
	assert_int_equal(read_all(&copy, LINES, found), 2);
	assert_int_equal(found[0], 4000);
	assert_int_equal(found[1], LINES - 1);
	places_release(&copy);
	assert_int_equal(read_all(&places, LINES, found), 1);
	assert_int_equal(found[0], 4500);
	places_release(&places);
	close(fd);
}

/* A recorder whose disk failed cuts off what it wrote. */
static void
lines_that_are_gone_are_left_out(void **state)
{
	static int64_t offsets[LINES + 1];
	static uint32_t numbers[LINES];
	static int found[LINES];
	struct places places = {0};
	int fd = file_of_lines(offsets);

	(void)state;
	put_all(&places, fd, offsets, numbers);
	assert_int_equal(ftruncate(fd, offsets[LINES / 2] + 10), 0);
	for (int i = 0; i < LINES; i += 500)
		places_need(&places, numbers[i]);
	assert_int_equal(read_all(&places, LINES, found), LINES / 2 / 500);
	assert_int_equal(found[LINES / 2 / 500 - 1], LINES / 2 - 500);
	places_release(&places);
	close(fd);
}

/* A few lines, by their numbers, each alone and in its order. */
static size_t
read_few(const struct places *places, const struct places_line *which,
	 size_t count, int *at)
{
	struct found found = {.at = at};
	struct lines lines;
	struct fail why;

	lines_init(&lines, -1, 0);
	assert_true(places_read_lines(places, which, count, &lines, take,
				      &found, &why));
	lines_release(&lines);
	assert_int_equal(found.count + found.missing, count);
	return found.count;
}

static void
a_few_lines_are_read_where_they_stand_in_several_files(void **state)
{
	static const size_t one_in[] = {1, 3, 40, 400, 4000};
	static int64_t offsets[2][LINES + 1];
	static uint32_t numbers[2][LINES];
	static struct places_line which[2 * LINES];
	static int found[2 * LINES], wanted[2 * LINES];
	struct places places = {0};
	int fds[2];

	(void)state;
	for (int file = 0; file < 2; file++) {
		fds[file] = file_of_lines(offsets[file]);
		put_all(&places, fds[file], offsets[file], numbers[file]);
	}
	for (int round = 0; round < 40; round++) {
		size_t count = 0;

		for (int i = 0; i < 2 * LINES; i++) {
			int file = i / LINES, line = i % LINES;

			if (numbers[file][line] == 0 ||
			    chance_below(one_in[round % 5]) > 0 ||
			    count == LINES)
				continue;
			which[count] = (struct places_line){
				offsets[file][line], numbers[file][line]};
			wanted[count++] = line;
		}
		assert_int_equal(read_few(&places, which, count, found), count);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(found[i], wanted[i]);
	}
	/* What is gone is left out, and hides none of the rest. */
	assert_int_equal(ftruncate(fds[0], offsets[0][10] + 5), 0);
	for (int i = 0; i < 4; i++) {
		int line = i % 2 ? 11 : 9;

		which[i] = (struct places_line){offsets[i / 2][line],
						numbers[i / 2][line]};
	}
	assert_int_equal(read_few(&places, which, 4, found), 3);
	assert_int_equal(found[1], 9);
	assert_int_equal(found[2], 11);
	places_release(&places);
	close(fds[0]);
	close(fds[1]);
}

/* No disk is that large, and what is behind a hole takes no room. */
static void
a_line_is_found_as_far_as_a_place_can_tell_and_no_file_is_larger(void **state)
{
	static const char line[] = "x\t7\n";
	const int64_t far = (INT64_C(1) << 42) + 12345, most = INT64_C(1) << 43;
	const struct journal_line there = {.number = 1, .offset = far};
	struct places places = {0};
	FILE *file = tmpfile();
	static int found[LINES];

	(void)state;
	assert_non_null(file);
	assert_false(places_begin_file(&places, "journal", fileno(file), most));
	assert_false(places_are_kept(&places));
	assert_true(
		places_begin_file(&places, "journal", fileno(file), most - 1));
	if (pwrite(fileno(file), line, strlen(line), far) < 0) {
		print_message("no file can be as large here\n");
	} else {
		places_need(&places, places_put(&places, &there));
		assert_int_equal(read_all(&places, 1, found), 1);
		assert_int_equal(found[0], 7);
	}
	places_release(&places);
	fclose(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_that_are_needed_are_read_and_no_others),
		cmocka_unit_test(
			of_lines_with_keys_those_are_read_whose_key_is_asked_for),
		cmocka_unit_test(
			those_needed_are_read_in_whatever_order_they_were_asked_for),
		cmocka_unit_test(
			places_that_were_joined_need_what_each_of_them_did),
		cmocka_unit_test(
			a_line_is_told_by_its_file_and_where_it_stands_there),
		cmocka_unit_test(a_copy_knows_the_same_lines_and_needs_its_own),
		cmocka_unit_test(lines_that_are_gone_are_left_out),
		cmocka_unit_test(
			a_few_lines_are_read_where_they_stand_in_several_files),
		cmocka_unit_test(
			a_line_is_found_as_far_as_a_place_can_tell_and_no_file_is_larger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
