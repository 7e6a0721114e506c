/* What is laid out for 78 columns, in fewer. */
#include "refit.h"
#include "support.h"

#include <string.h>

static void
sentences_go_on_below_their_beginning(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *want;
	} rows[] = {
		{"Short.\n", 20, "Short.\n"},
		{"Why so: followup-due --why e3n\n", 20,
		 "Why so:\nfollowup-due --why e3n\n"},
		{"1 case has more: followup-due 7qk. Why so: followup-due "
		 "--why 7qk\n",
		 30,
		 "1 case has more:\nfollowup-due 7qk. Why so:\n"
		 "followup-due --why 7qk\n"},
		{"say   \"The mug broke on the way.\"\n", 24,
		 "say   \"The mug broke on\n      the way.\"\n"},
		/* What was broken at the 78th column is one sentence again. */
		{"say   \"I can give the money back by Monday 30 November, "
		 "18:00. Or I can they\n      keep it. Which?\"\n",
		 40,
		 "say   \"I can give the money back by\n      Monday 30 "
		 "November, 18:00. Or I\n      can they keep it. Which?\"\n"},
		/* What was not is another one. */
		{"hand  The mug broke.\n      It was a gift.\n", 40,
		 "hand  The mug broke.\n      It was a gift.\n"},
		{"  plan  policies.yaml:57, before-any-offer: restated\n", 40,
		 "  plan  policies.yaml:57,\n        before-any-offer: "
		 "restated\n"},
		/* Lists keep what stands between their words. */
		{"listening      heard  point  heart  restate  confirm\n", 40,
		 "listening      heard  point  heart\n               restate  "
		 "confirm\n"},
		/* What is typed or read by a program is not broken. */
		{"then  case-log 7qk offer + accept replace + give + tell\n",
		 40,
		 "then  case-log 7qk offer + accept replace + give + tell\n"},
		{"time\tcase\tevent\twhat\twho\tdue\tamount\ttext of many "
		 "words\n",
		 20,
		 "time\tcase\tevent\twhat\twho\tdue\tamount\ttext of many "
		 "words\n"},
		{"case-log: no event 'refunded'; a remedy: case-log vk2 give\n",
		 40,
		 "case-log: no event 'refunded'; a remedy:\ncase-log vk2 "
		 "give\n"},
		{"   1  The mug came in pieces.\n", 24,
		 "   1  The mug came in\n      pieces.\n"},
		/* An answer goes behind the blank, on whatever row. */
		{"How was it said? calm, upset, angry, abusive: ", 40,
		 "How was it said? calm, upset, angry,\nabusive: "},
		{"Phone or email? ", 40, "Phone or email? "},
		{"> ", 40, "> "},
		/* A word may be wider than the window; widths are columns. */
		{"Donaudampfschifffahrt it is\n", 16,
		 "Donaudampfschifffahrt\nit is\n"},
		{"\345\215\227\347\223\234 \345\215\227\347\223\234 "
		 "\345\215\227\347\223\234\n",
		 9,
		 "\345\215\227\347\223\234 \345\215\227\347\223\234\n"
		 "\345\215\227\347\223\234\n"},
		{"As it stands, however long it is and whatever it says "
		 "of it all, to its end.\n",
		 80,
		 "As it stands, however long it is and whatever it says "
		 "of it all, to its end.\n"},
		{"As it stands.\n", 0, "As it stands.\n"},
		{"\nOne.\n\nTwo.\n", 40, "\nOne.\n\nTwo.\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		refit_add(&out, rows[i].text, rows[i].columns);
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
	}
}

static void
what_there_is_to_type_stays_whole(void **state)
{
	static const struct {
		const char *words, *want;
	} rows[] = {
		{"Eva", "  ask   Eva\n"},
		{"72.00 is more than Kim may give on one case, 50.00: case-log "
		 "7qk approve refund -b eva",
		 "  ask   72.00 is more than Kim may give on one case, 50.00:\n"
		 "        case-log 7qk approve refund -b eva\n"},
		{"Somebody who is here today and may give as much as that on "
		 "one such case",
		 "  ask   Somebody who is here today and may give as much as "
		 "that on one such\n"
		 "        case\n"},
		{"One.\nTwo.", "  ask   One.\n        Two.\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		refit_wrap(&out, rows[i].words, "  ask   ", 8);
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_go_on_below_their_beginning),
		cmocka_unit_test(what_there_is_to_type_stays_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
