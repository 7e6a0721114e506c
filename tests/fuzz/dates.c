/*
 * Any words as a time, a period and a span, at a moment that the first bytes
 * give: they are understood or refused with a sentence; what is understood is
 * said back, a due time in full is read back as the same, and a span is written
 * as it is read.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "duration.h"
#include "policy.h"
#include "when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char dates_plan[] =
	"policy: 1\n"
	"shop: {name: S, timezone: Europe/Madrid, currency: EUR}\n"
	"hours:\n"
	"  week: {mon: [\"10:00-14:00\", \"16:00-20:00\"], tue: "
	"[\"09:00-18:00\"],"
	" sat: [\"18:00-26:00\"]}\n"
	"  closed:\n"
	"    - {date: \"2026-12-26..2027-01-06\", why: winter}\n";

static const struct policy *
dates_policy(void)
{
	static struct policy *policy;
	struct faults faults = {0};

	if (!policy && !policy_parse(dates_plan, sizeof(dates_plan) - 1, "plan",
				     &policy, &faults))
		abort();
	return policy;
}

static void
check_refused(const struct fail *why)
{
	if (why->kind != FAIL_USAGE || !*why->text)
		abort();
}

static void
check_span(const char *text)
{
	struct duration span, again;
	struct buffer out = {0};
	struct fail why = {0};

	if (!duration_parse(text, &span, &why)) {
		check_refused(&why);
	} else {
		duration_format(&out, &span);
		if (strcmp(buffer_string(&out), text) != 0 &&
		    (!duration_parse(out.at, &again, &why) ||
		     again.unit != span.unit || again.count != span.count))
			abort();
		buffer_clear(&out);
		duration_say(&out, &span);
		if (out.len == 0)
			abort();
	}
	if (!duration_parse_words(text, &span, &why))
		check_refused(&why);
	buffer_release(&out);
}

static void
check_said(const struct when_context *context, const struct when *when)
{
	struct buffer out = {0};

	when_say_back(&out, context, when);
	if (out.len == 0)
		abort();
	when_say_full(&out, context->zone, context->now, when->at);
	when_say_near(&out, context->zone, context->now, when->at);
	when_say_ahead(&out, context->hours, context->now, when->at);
	when_say_distance(&out, context->now, when->at);
	buffer_release(&out);
}

static void
check_stored(int64_t at)
{
	struct buffer out = {0};
	int64_t again;
	int offset;

	zone_format_time(&out, at, 60);
	if (!zone_parse_time(buffer_string(&out), &again, &offset) ||
	    again != at)
		abort();
	buffer_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct policy *policy = dates_policy();
	struct when_context context = {.hours = policy->hours,
				       .zone = policy->shop.zone};
	struct when when = {0};
	struct fail why = {0};
	int64_t from, to;
	uint32_t seconds;
	char *text;

	if (size < sizeof(seconds) || size > 4096)
		return 0;
	memcpy(&seconds, data, sizeof(seconds));
	context.now = (int64_t)seconds * 1000;
	text = mem_get(size + 1);
	memcpy(text, data + sizeof(seconds), size - sizeof(seconds));
	text[size - sizeof(seconds)] = '\0';
	check_span(text);
	if (when_parse_due(text, &context, &when, &why)) {
		check_said(&context, &when);
		check_stored(when.at);
	} else {
		check_refused(&why);
	}
	if (when_parse_past(text, &context, &when, &why))
		check_said(&context, &when);
	else
		check_refused(&why);
	if (!when_parse_period(text, &context, &from, &to, &why))
		check_refused(&why);
	else if (from >= to)
		abort();
	free(text);
	return 0;
}
