#include "shop.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "casebook.h"
#include "environment.h"
#include "journal.h"
#include "money.h"
#include "record.h"
#include "sought.h"

static void
load_policy(struct shop *shop, const char *named)
{
	struct faults faults = {0};
	struct fail why = {0};

	shop->policy_path = policy_find(named, &shop->installed);
	if (!policy_load(shop->policy_path, &shop->policy, &faults, &why)) {
		shop->policy = NULL;
		if (faults.count > 0)
			diag_faults(shop->policy_path, &faults);
		else
			diag_fail(&why);
	}
	faults_release(&faults);
}

static bool
read_clock(int64_t *now, struct fail *why)
{
	struct timespec clock;

	if (clock_gettime(CLOCK_REALTIME, &clock) < 0)
		return fail_errno(why, errno, "the clock");
	*now = (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
	if (*now < ZONE_EARLIEST || *now > ZONE_LATEST)
		return fail_set(why, FAIL_SYSTEM,
				"the clock shows no year that can be written");
	return true;
}

static bool
read_now(struct shop *shop, const struct cli_settings *settings,
	 struct fail *why)
{
	const char *text =
		settings->now ? settings->now : environment_value("AMENDS_NOW");
	struct fail inner;
	struct when when;

	if (!read_clock(&shop->when.now, why))
		return false;
	if (text && !when_parse_past(text, &shop->when, &when, &inner))
		return fail_set(why, FAIL_USAGE, "%s: %s",
				settings->now ? "--now" : "$AMENDS_NOW",
				inner.text);
	if (text)
		shop->when.now = when.at;
	shop->now = shop->when.now;
	shop->now_given = text != NULL;
	return true;
}

bool
shop_load(struct shop *shop, struct cli *cli)
{
	const struct policy *policy;
	struct fail why = {0};

	*shop = (struct shop){.digits = -1, .said_digits = 2};
	mem_expect_pieces();
	load_policy(shop, cli->settings.policy);
	policy = shop->policy;
	if (policy) {
		shop->digits = shop->said_digits = policy->shop.digits;
		shop->zone = policy->shop.zone;
		shop->when = (struct when_context){
			.hours = policy->hours,
			.gap = policy->time.gap,
			.fold = policy->time.fold,
			.too_vague = policy->promises.too_vague.at,
			.too_vague_count = policy->promises.too_vague.count,
		};
		sought_name_staff(&cli->settings.selection, policy);
		/* "NORA" is nora in every record. */
		cli->settings.who = policy_staff_id(policy, cli->settings.who);
	} else {
		shop->zone = shop->without = zone_load("UTC", &why);
	}
	shop->when.zone = shop->zone;
	if (!shop->zone || !read_now(shop, &cli->settings, &why)) {
		cli_failed(cli, &why);
		shop_release(shop);
		return false;
	}
	return true;
}

/* Without a policy: read times as typed, --now among them, in an offset. */
static bool
read_in(struct shop *shop, struct cli *cli, int offset_seconds)
{
	struct fail why = {0};

	zone_free(shop->without);
	shop->zone = shop->without = zone_of_offset(offset_seconds);
	shop->when.zone = shop->zone;
	if (read_now(shop, &cli->settings, &why))
		return true;
	cli_failed(cli, &why);
	return false;
}

/* Of the journal's last line in time; 0 where there is none. */
static int
last_offset(const struct journal *journal)
{
	static const struct casebook_wanted none = {.cases = SIFT_NAMED};
	struct casebook book = {0};
	struct fail why;
	int offset = 0;

	if (!journal->path || journal->input || journal_is_odd(journal))
		return 0;
	if (casebook_load_wanted(&book, journal, true, -1, &none, NULL, NULL,
				 &why))
		offset = book.last_offset;
	casebook_release(&book);
	return offset;
}

/* Read a line of the journal, up to the first that says what something costs,
 * or what it was worth to them. */
static bool
seek_amount(void *context, struct journal_line *line)
{
	int *digits = context;
	struct record record;
	struct arena arena = {0};
	struct fail why;
	bool found = false;

	if (record_parse(&record, line->at, line->len, -1, &arena, &why)) {
		const char *value = record_get(&record, "value");
		int64_t amount;

		if (record.amount != MONEY_NONE)
			*digits = record.amount_digits;
		found = record.amount != MONEY_NONE ||
			(value &&
			 money_parse_exact(value, -1, &amount, digits, &why));
	}
	arena_release(&arena);
	return !found;
}

/* The decimals of the journal's amounts; 2 where it has none. */
static int
find_digits(const struct journal *journal)
{
	int digits = 2;
	const struct journal_reader reader = {.context = &digits,
					      .line = seek_amount};
	struct fail why;

	if (journal->path && !journal->input && !journal_is_odd(journal))
		journal_read(journal, true, &reader, &why);
	return digits;
}

bool
shop_load_beside(struct shop *shop, struct cli *cli)
{
	struct journal journal = {0};
	struct fail why;
	int offset = 0;

	if (!shop_load(shop, cli))
		return false;
	if (shop->policy)
		return true;
	if (journal_find(&journal, cli->settings.journal, &why)) {
		offset = last_offset(&journal);
		shop->said_digits = find_digits(&journal);
	}
	journal_release(&journal);
	return offset == 0 || read_in(shop, cli, offset);
}

void
shop_release(struct shop *shop)
{
	policy_free(shop->policy);
	zone_free(shop->without);
	free(shop->policy_path);
	*shop = (struct shop){.digits = -1};
}

/* The beginning of what an option names. */
static bool
beginning(struct cli *cli, const struct shop *shop, const char *option,
	  const char *text, int64_t *at)
{
	struct fail why;
	int64_t end;

	if (!text || when_parse_period(text, &shop->when, at, &end, &why))
		return true;
	cli_wrong(cli, "%s: %s", option, why.text);
	return false;
}

bool
shop_period(struct cli *cli, const struct shop *shop, int64_t *from,
	    int64_t *to)
{
	const struct cli_settings *settings = &cli->settings;
	struct fail why;

	*from = INT64_MIN;
	*to = INT64_MAX;
	if (settings->in && (settings->since || settings->until)) {
		cli_wrong(cli, "--in is a whole period; leave out -s and -u");
		return false;
	}
	if (settings->in) {
		if (when_parse_period(settings->in, &shop->when, from, to,
				      &why))
			return true;
		cli_wrong(cli, "--in: %s", why.text);
		return false;
	}
	if (!beginning(cli, shop, "-s", settings->since, from) ||
	    !beginning(cli, shop, "-u", settings->until, to))
		return false;
	if (*from >= *to) {
		cli_wrong(cli, "nothing lies between -s %s and -u %s",
			  settings->since, settings->until);
		return false;
	}
	return true;
}
