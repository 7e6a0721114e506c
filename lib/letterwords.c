#include "letterwords.h"

#include <ctype.h>
#include <string.h>

#include "naming.h"
#include "text.h"
#include "when.h"

void
letterwords_plain(struct buffer *out, const char *words)
{
	size_t len = strlen(words), begin = out->len;
	bool blank = false;

	for (size_t at = 0; at < len;) {
		uint32_t code = 0;
		size_t step = text_character(words + at, len - at, &code);

		if (out->len - begin > LETTERWORDS_QUOTE) {
			buffer_add_string(out, "…");
			return;
		}
		if (step == 0)
			buffer_add_string(out, "\xef\xbf\xbd");
		else if (code == ' ' || text_is_control(code))
			blank = blank || out->len > begin;
		else {
			if (blank)
				buffer_add_char(out, ' ');
			blank = false;
			buffer_add(out, words + at, step);
		}
		at += step > 0 ? step : 1;
	}
}

void
letterwords_quoted(struct buffer *out, const char *words)
{
	buffer_add_char(out, '"');
	letterwords_plain(out, words);
	buffer_add_char(out, '"');
}

void
letterwords_stop(struct buffer *out)
{
	size_t at = out->len;

	while (at > 0 && out->at[at - 1] == '"')
		at--;
	if (at == 0 || !strchr(".?!", out->at[at - 1]))
		buffer_add_char(out, '.');
}

int64_t
letterwords_next_day(const struct duty_view *view)
{
	return view->policy ? duty_day_until(view, view->horizon)
			    : view->today + 1;
}

void
letterwords_say_next_day(struct buffer *out, const struct duty_view *view,
			 bool heading)
{
	struct buffer said = {0};
	const char *words;

	if (letterwords_next_day(view) <= view->today + 1) {
		buffer_add_string(out, heading ? "TOMORROW" : "tomorrow");
		return;
	}
	when_say_full(&said, view->zone, view->now,
		      zone_day_start(view->zone, letterwords_next_day(view)));
	words = buffer_string(&said);
	if (!heading)
		buffer_add_string(out, "on ");
	for (; *words && *words != ' ' && *words != ','; words++)
		buffer_add_char(out,
				heading ? (char)toupper((unsigned char)*words)
					: *words);
	buffer_release(&said);
}

void
letterwords_moment(struct buffer *out, const struct duty_view *view,
		   enum duty_state under, int64_t at)
{
	int64_t day = duty_day_until(view, at);
	struct civil civil;

	zone_civil(view->zone, at, &civil);
	if (day == view->today ||
	    (under == DUTY_SOON && day == letterwords_next_day(view)))
		buffer_format(out, "%02d:%02d", civil.hour, civil.minute);
	else
		when_say_full(out, view->zone, view->now, at);
}

void
letterwords_near(struct buffer *out, const struct duty_view *view, int64_t at)
{
	when_say_near(out, view->zone, view->now, at);
}

void
letterwords_on(struct buffer *out, const struct duty_view *view, int64_t at,
	       bool with_time)
{
	static const char *const bare[] = {"today", "yesterday", "tomorrow"};
	struct buffer said = {0};
	const char *words;
	bool is_bare = false;

	letterwords_near(&said, view, at);
	words = buffer_string(&said);
	for (size_t i = 0; i < sizeof(bare) / sizeof(*bare); i++)
		is_bare = is_bare ||
			  strncmp(words, bare[i], strlen(bare[i])) == 0;
	if (!is_bare)
		buffer_add_string(out, "on ");
	if (!with_time && strrchr(words, ' '))
		buffer_add(out, words, (size_t)(strrchr(words, ' ') - words));
	else
		buffer_add_string(out, words);
	buffer_release(&said);
}

void
letterwords_since(struct buffer *out, const struct duty_view *view, int64_t at)
{
	struct buffer said = {0};
	const char *words;

	letterwords_on(&said, view, at, false);
	words = buffer_string(&said);
	if (strncmp(words, "on ", 3) == 0)
		words += 3;
	buffer_format(out, "since %s", words);
	buffer_release(&said);
}

const char *
letterwords_name(const struct duty_view *view, const char *who)
{
	const struct policy *policy = view->policy;

	return policy ? policy_staff_name(policy, who) : who;
}

void
letterwords_whose(struct buffer *out, const struct duty_view *view,
		  const char *who)
{
	const char *name = letterwords_name(view, who);
	size_t begin = out->len;

	if (text_same(name, "me") || text_same(name, "myself")) {
		buffer_add_string(out, "mine");
		return;
	}
	letterwords_plain(out, name);
	buffer_add_string(
		out, out->len > begin && strchr("sSxXzZ", out->at[out->len - 1])
			     ? "'"
			     : "'s");
}

void
letterwords_capital(struct buffer *out, size_t at)
{
	if (at < out->len && out->at[at] >= 'a' && out->at[at] <= 'z')
		out->at[at] = (char)(out->at[at] - 'a' + 'A');
}

void
letterwords_small(struct buffer *out, size_t at)
{
	char word[8];
	size_t len = strcspn(out->at + at, " ");

	if (len >= sizeof(word))
		return;
	memcpy(word, out->at + at, len);
	word[len] = '\0';
	if (event_list_has("A An He It My Our She That The There They This We",
			   word))
		out->at[at] = (char)(word[0] - 'A' + 'a');
}

void
letterwords_short(struct buffer *out, const struct casebook *book,
		  const struct casefile *file)
{
	size_t begin = out->len;

	naming_shortest(out, book, file->id);
	if (out->at)
		text_lower(out->at + begin);
}

void
letterwords_paragraph(struct buffer *out, struct buffer *words, size_t columns)
{
	if (words->len > 0)
		text_wrap(out, words->at, columns, "", "");
	buffer_clear(words);
}
