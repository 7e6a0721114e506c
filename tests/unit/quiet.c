#include "quiet.h"

#include "hours.h"
#include "story.h"

#define QUIET(ranges) "time: {quiet-for-customers: [" ranges "]}\n"

/* A shop that is open long: 08:00 to 22:00, on Saturday 10:00 to 14:00. */
#define LONG_PLAN(ranges)                                                      \
	"policy: 1\n"                                                          \
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"     \
	"hours:\n"                                                             \
	"  week:\n"                                                            \
	"    mon: [\"08:00-22:00\"]\n"                                         \
	"    tue: [\"08:00-22:00\"]\n"                                         \
	"    wed: [\"08:00-22:00\"]\n"                                         \
	"    thu: [\"08:00-22:00\"]\n"                                         \
	"    fri: [\"08:00-22:00\"]\n"                                         \
	"    sat: [\"10:00-14:00\"]\n"                                         \
	"    sun: []\n" QUIET(                                                 \
		ranges) "deadlines:\n"                                         \
			"  default: {acknowledge: 30m, first-action: 30m, "    \
			"update-every: "                                       \
			"none,\n"                                              \
			"    answer: none, fix-done: none, tell-after-fix: "   \
			"30m,\n"                                               \
			"    final-word: none}\n"                              \
			"  warn-before: {promise: 1m, deadline: 1m}\n"         \
			"promises: {broken: {apologise-within: 30m}}\n"        \
			"follow-up:\n"                                         \
			"  - {id: ring, after: 30m, how: phone, ask: "         \
			"\"Well?\"}\n"                                         \
			"  - {id: write, after: 30m, how: email, ask: "        \
			"\"Well?\"}\n"                                         \
			"  - {id: again, after: 30m, how: same-channel, ask: " \
			"\"Well?\"}\n"

static struct policy *
read_plan(const char *plan)
{
	struct policy *policy;
	struct faults faults = {0};

	policy_parse(plan, strlen(plan), "policies.yaml", &policy, &faults);
	if (!policy)
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	faults_release(&faults);
	return policy;
}

/* An instant, and the quiet hours it lies in; "" where it lies in none. */
struct around {
	const char *ranges;
	const char *at, *from, *to;
};

static int64_t
told(const char *due)
{
	int64_t at;
	int offset;

	assert_true(zone_parse_due(due, &at, &offset));
	return at;
}

#define DAY(clock) "2026-11-10T" clock ":00+01:00"

static const struct around arounds[] = {
	{"\"20:00-09:00\"", DAY("19:59"), "", ""},
	{"\"20:00-09:00\"", DAY("20:00"), DAY("20:00"),
	 "2026-11-11T09:00:00+01:00"},
	{"\"20:00-09:00\"", DAY("08:59"), "2026-11-09T20:00:00+01:00",
	 DAY("09:00")},
	{"\"20:00-09:00\"", DAY("09:00"), "", ""},
	{"\"13:00-15:00\"", DAY("14:00"), DAY("13:00"), DAY("15:00")},
	/* Ranges that meet are one. */
	{"\"20:00-24:00\", \"00:00-09:00\"", DAY("00:30"),
	 "2026-11-09T20:00:00+01:00", DAY("09:00")},
	{"\"13:00-15:00\", \"14:30-16:00\"", DAY("14:45"), DAY("13:00"),
	 DAY("16:00")},
	/* No hour of the day is left: nothing can be kept out of that. */
	{"\"00:00-24:00\"", DAY("12:00"), "", ""},
	{"\"09:00-20:00\", \"20:00-09:00\"", DAY("12:00"), "", ""},
	/* The clocks go back in the night of the 25th of October, and forward
	 * in that of the 29th of March. */
	{"\"20:00-02:30\"", "2026-10-25T02:20:00+01:00",
	 "2026-10-24T20:00:00+02:00", "2026-10-25T02:30:00+01:00"},
	{"\"02:30-09:00\"", "2026-10-25T02:20:00+01:00",
	 "2026-10-25T02:30:00+02:00", "2026-10-25T09:00:00+01:00"},
	{"\"02:30-09:00\"", "2026-03-29T03:10:00+02:00",
	 "2026-03-29T03:00:00+02:00", "2026-03-29T09:00:00+02:00"},
	{"\"20:00-02:30\"", "2026-03-29T01:59:00+01:00",
	 "2026-03-28T20:00:00+01:00", "2026-03-29T03:00:00+02:00"},
};

static void
quiet_hours_are_found_around_an_instant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(arounds) / sizeof(*arounds); i++) {
		const struct around *row = &arounds[i];
		char plan[3000];
		struct policy *policy;
		int64_t from = 1, to = 2;
		bool quiet;

		snprintf(plan, sizeof(plan), LONG_PLAN("%s"), row->ranges);
		policy = read_plan(plan);
		quiet = quiet_around(policy, told(row->at), &from, &to);
		if (quiet != (row->from[0] != '\0'))
			fail_msg("%s, %s: %s quiet", row->ranges, row->at,
				 quiet ? "is" : "is not");
		if (quiet && (from != told(row->from) || to != told(row->to)))
			fail_msg("%s, %s: other hours", row->ranges, row->at);
		if (!quiet)
			assert_true(from == 1 && to == 2);
		policy_free(policy);
	}
}

/* What is said to the customer keeps out of 20:00 to 09:00; the rest does not.
 */
#define EVENING "a 03 20:40 kim "

static const struct story stories[] = {
	{"a first word is due before the quiet hours",
	 "a 03 19:45 web open other channel=email\n", "03T19:46",
	 "today acknowledge - 03T20:00 - due 03T20:15\n"
	 "today first-action - 03T20:15 -\n"},
	{"or after them, where there is no time before",
	 "a 03 20:40 web open other channel=email\n", "03T20:41",
	 "today first-action - 03T21:10 -\n"
	 "soon acknowledge - 04T09:00 -\n"},
	{"in the morning, too", "a 04 08:05 web open other channel=email\n",
	 "04T08:06",
	 "today first-action - 04T08:35 -\n"
	 "today acknowledge - 04T09:00 -\n"},
	{"at their very end it may be said",
	 "a 04 08:30 web open other channel=email\n", "04T08:31",
	 "today acknowledge - 04T09:00 -\n"
	 "today first-action - 04T09:00 -\n"},
	{"when the shop has closed nobody is there to say it",
	 "a 06 21:45 web open other channel=email\n", "06T21:46",
	 "soon acknowledge - 07T10:00 -\n"
	 "soon first-action - 07T10:00 -\n"},
	{"that it is done, and a call, but no letter",
	 "a 03 19:00 kim open other channel=counter\n"
	 "a 03 19:01 kim step\n"
	 "a 03 19:40 kim give replace\n"
	 "a 03 19:41 kim tell done\n"
	 "a 03 19:42 kim give refund\n",
	 "03T19:43",
	 "today follow-up again 03T20:00 kim due 03T20:11\n"
	 "today follow-up ring 03T20:00 kim due 03T20:11\n"
	 "today tell-after-fix - 03T20:00 kim due 03T20:12\n"
	 "today follow-up write 03T20:11 kim\n"},
	{"a promise stays as it was told, and so does what to do for it",
	 "a 03 19:00 kim open other channel=counter\n"
	 "a 03 19:01 kim promise p1 due=03T21:00 : Ring\n",
	 "03T19:43", "today promise p1 03T21:00 kim\n"},
	{"sorry is said before",
	 "a 03 19:00 kim open other channel=counter\n"
	 "a 03 19:01 kim promise p1 due=03T19:40 : Ring\n",
	 "03T19:43",
	 "late promise p1 03T19:40 kim\n"
	 "today apologise p1 03T20:00 kim due 03T20:10\n"},
};

static void
what_is_said_to_customers_keeps_out_of_quiet_hours(void **state)
{
	(void)state;
	assert_int_equal(story_wrong(LONG_PLAN("\"20:00-09:00\""), stories,
				     sizeof(stories) / sizeof(*stories), true),
			 0);
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * UINT32_C(1664525) + UINT32_C(1013904223);
	return *seed >> 8;
}

#define STEP (15 * ZONE_MINUTE)

/* The first quarter of an hour, from one instant up to another, that is open
 * and not quiet; INSTANT_NONE. Slow, and by no cleverness. */
static int64_t
first_quarter(const struct policy *policy, int64_t from, int64_t to)
{
	int64_t begin, end;

	for (int64_t at = from; at < to; at += STEP) {
		if (hours_is_open(policy->hours, at) &&
		    !quiet_around(policy, at, &begin, &end))
			return at;
	}
	return INSTANT_NONE;
}

/* Of any quiet hours: a call that can be made in time is due when it can still
 * be made, and never within them; any other at the first moment after. */
static void
no_call_is_ever_due_in_quiet_hours(void **state)
{
	uint32_t seed = 20261122;

	(void)state;
	for (int plans = 0; plans < 40; plans++) {
		char ranges[60], plan[3000];
		unsigned from = next_random(&seed) % 24;
		unsigned span = 1 + next_random(&seed) % 16;
		struct policy *policy;

		snprintf(ranges, sizeof(ranges), "\"%02u:30-%02u:15\"", from,
			 (from + span) % 24);
		snprintf(plan, sizeof(plan), LONG_PLAN("%s"), ranges);
		policy = read_plan(plan);
		for (int i = 0; i < 50; i++) {
			int64_t since =
				told(DAY("00:00")) +
				(int64_t)(next_random(&seed) % 1400) * STEP;
			int64_t open =
				(int64_t)(1 + next_random(&seed) % 60) * STEP;
			int64_t by = hours_add_open(policy->hours, since, open);
			int64_t at = quiet_call_by(policy, since, by);
			int64_t begin, end;

			if (quiet_around(policy, at, &begin, &end))
				assert_true(at == begin);
			if (!quiet_around(policy, by, &begin, &end))
				assert_true(at == by);
			else if (first_quarter(policy, since, by) !=
				 INSTANT_NONE)
				assert_true(at <= begin &&
					    first_quarter(policy, since, at) !=
						    INSTANT_NONE);
			else
				assert_true(at ==
					    first_quarter(policy, by,
							  by + 8 * 96 * STEP));
		}
		policy_free(policy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quiet_hours_are_found_around_an_instant),
		cmocka_unit_test(
			what_is_said_to_customers_keeps_out_of_quiet_hours),
		cmocka_unit_test(no_call_is_ever_due_in_quiet_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
