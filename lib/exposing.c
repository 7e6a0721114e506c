#include "exposing.h"

#include <string.h>

#define NUMBER_LEAST 7 /* digits that tell whose they are */

bool
exposing_is_hidden(const struct exposing *exposing, const char *field)
{
	return policy_list_has(&exposing->policy->reviews.never_show, field);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits of a text, and nothing else. */
static const char *
digits_of(const struct exposing *exposing, const char *at, size_t len)
{
	char *digits = arena_get(exposing->arena, len + 1);
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		if (is_digit(at[i]))
			digits[count++] = at[i];
	digits[count] = '\0';
	return digits;
}

/* Whether one number is the other, perhaps with that of a country before it.
 */
static bool
has_digits(const char *some, const char *others)
{
	return strlen(some) >= NUMBER_LEAST && strlen(others) >= NUMBER_LEAST &&
	       (strstr(some, others) || strstr(others, some));
}

/* Whether the plan itself says it to everybody. */
static bool
is_the_shops(const struct exposing *exposing, size_t from, size_t to)
{
	const struct policy *policy = exposing->policy;
	const char *const own[] = {policy->shop.name, policy->shop.sign_off,
				   policy->shop.next_step_outside,
				   policy->reviews.say};
	const char *said =
		arena_copy(exposing->arena, exposing->text + from, to - from);
	const char *digits = digits_of(exposing, said, to - from);

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		if (!own[i])
			continue;
		if (strstr(own[i], said))
			return true;
		if (has_digits(digits,
			       digits_of(exposing, own[i], strlen(own[i]))))
			return true;
	}
	return false;
}

void
exposing_report(const struct exposing *exposing, size_t from, size_t to,
		const char *why)
{
	struct words_findings *out = exposing->findings;

	if (is_the_shops(exposing, from, to))
		return;
	out->list =
		mem_grow(out->list, out->count, &out->room, sizeof(*out->list));
	out->list[out->count++] = (struct words_finding){
		.kind = WORDS_SHOWN,
		.at = from,
		.len = to - from,
		.why = why,
		.instead = "",
		.list = "never-show",
		.list_line = exposing->policy->reviews.never_show.line,
	};
}
