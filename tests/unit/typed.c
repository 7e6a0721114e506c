/*
 * A step that was typed is typed again as a shell takes it.
 */
#include "typed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "discreet.h"

static void
assert_typed(const struct draft *draft, const char *want)
{
	struct buffer out = {0};

	typed_draft(&out, draft);
	assert_string_equal(out.at, want);
	buffer_release(&out);
}

static void
words_are_quoted_where_a_shell_would_take_them_apart(void **state)
{
	struct record_pair pairs[] = {{"how", "phone"}, {"why", "+ more"}};
	const struct {
		struct draft draft;
		const char *want;
	} rows[] = {
		{{.typed = "tell done"}, "tell done"},
		{{.typed = "cause pricing", .text = "Twice"},
		 "cause pricing Twice"},
		{{.typed = "apology", .text = "We're sorry; $HOME + more"},
		 "apology 'We'\\''re sorry; $HOME + more'"},
		/* Else an event would be missing behind it. */
		{{.typed = "note", .text = "+"}, "note -m '+'"},
		{{.typed = "note", .text = "+ more"}, "note '+ more'"},
		/* Else it is one offer, where all were put to them. */
		{{.verb = VERB_OFFER, .typed = "offer", .text = "refund"},
		 "offer -m refund"},
		{{.verb = VERB_OFFER,
		  .typed = "offer refund",
		  .what = "refund",
		  .text = "All of it"},
		 "offer refund 'All of it'"},
		{{.typed = "note", .text = "-5 at night"},
		 "note -m '-5 at night'"},
		{{.typed = "promise",
		  .text = "Ring",
		  .due = "fri 12:00",
		  .pairs = pairs,
		  .pair_count = 2},
		 "promise Ring -d 'fri 12:00' -k how=phone -k 'why=+ more'"},
		{{.typed = "give refund", .amount = "5.00"},
		 "give refund -a 5.00"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_typed(&rows[i].draft, rows[i].want);
}

static void
what_was_said_is_left_out_where_others_read_it(void **state)
{
	struct record_pair pairs[] = {{"how", "phone"}};
	const struct draft draft = {.typed = "apology",
				    .text = "We are sorry, Ana",
				    .pairs = pairs,
				    .pair_count = 1};

	(void)state;
	discreet_set(true);
	assert_typed(&draft, "apology ... -k how=...");
	discreet_set(false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			words_are_quoted_where_a_shell_would_take_them_apart),
		cmocka_unit_test(
			what_was_said_is_left_out_where_others_read_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
