#include "mail.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

/* RFC 2047, 2: an encoded word is at most 75 characters long. */
#define ENCODED_MOST 75
/* One that holds a character of four bytes. */
#define ENCODED_LEAST 24

static bool
is_ascii_byte(char c)
{
	return (unsigned char)c < 0x7f;
}

static bool
is_ascii(const char *words)
{
	while (*words && is_ascii_byte(*words))
		words++;
	return !*words;
}

/*
 * Words as encoded words of RFC 2047 (Q), which break between characters and
 * are folded onto further lines. used: the columns before them. The columns
 * after them.
 */
static size_t
encode_words(struct buffer *out, const char *words, size_t len, size_t used)
{
	static const char begin[] = "=?UTF-8?Q?", end[] = "?=";
	static const char plain_ones[] = "!*+-/";
	const size_t around = sizeof(begin) - 1 + sizeof(end) - 1;
	size_t at = 0, room = ENCODED_MOST - used - around;

	buffer_add_string(out, begin);
	while (at < len) {
		uint32_t code;
		size_t step = text_character(words + at, len - at, &code);
		unsigned char c = (unsigned char)words[at];
		bool bare = step == 1 &&
			    (isalnum(c) || strchr(plain_ones, c) || c == ' ');
		size_t width = bare ? 1 : 3 * (step > 0 ? step : 1);

		if (width > room) {
			buffer_format(out, "%s\n %s", end, begin);
			room = ENCODED_MOST - 1 - around;
		}
		room -= width;
		if (bare)
			buffer_add_char(out, c == ' ' ? '_' : (char)c);
		for (size_t i = 0; !bare && i < (step > 0 ? step : 1); i++)
			buffer_format(out, "=%02X",
				      (unsigned char)words[at + i]);
		at += step > 0 ? step : 1;
	}
	buffer_add_string(out, end);
	return ENCODED_MOST - room;
}

/*
 * Text of a header: as it is where it is ASCII, else its words from the first
 * that is not to the last encoded. What stands around them is left as it is,
 * for programs that look for it: the id of a case.
 */
static void
header_text(struct buffer *out, const char *words, size_t used)
{
	size_t len = strlen(words), first = 0, last = len;

	if (is_ascii(words)) {
		buffer_add_string(out, words);
		return;
	}
	while (is_ascii_byte(words[first]))
		first++;
	while (first > 0 && words[first - 1] != ' ')
		first--;
	while (is_ascii_byte(words[last - 1]))
		last--;
	while (last < len && words[last] != ' ')
		last++;
	buffer_add(out, words, first);
	used += first;
	/* A line with encoded words has 76 characters at most. */
	if (first > 0 && used > ENCODED_MOST - ENCODED_LEAST) {
		buffer_cut(out, out->len - 1);
		buffer_add_string(out, "\n ");
		used = 1;
	}
	used = encode_words(out, words + first, last - first, used);
	if (last < len && used + len - last > ENCODED_MOST)
		buffer_add_char(out, '\n');
	buffer_add_string(out, words + last);
}

/* The characters of a local part that need no quotation marks, but for the
 * letters and digits (RFC 5322, 3.2.3), and the point. */
#define ATOM "!#$%&'*+-/=?^_`{|}~."

/* Whether at[0..len) is all letters, digits and some of these others. */
static bool
is_made_of(const char *at, size_t len, const char *others)
{
	for (size_t i = 0; i < len; i++) {
		char c = at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && !strchr(others, c))
			return false;
	}
	return len > 0 && !strchr("-.", at[0]);
}

bool
mail_is_address(const char *words)
{
	const char *at = strrchr(words, '@');

	return at && is_made_of(words, (size_t)(at - words), ATOM) &&
	       is_made_of(at + 1, strlen(at + 1), "-.");
}

/* Take one of a list of recipients off *list, without the blanks and the comma
 * around it. NULL where there is none; else the caller frees. */
static char *
next_recipient(const char **list)
{
	bool quoted = false;
	const char *end;
	char *one;

	*list += strspn(*list, " ");
	if (!**list)
		return NULL;
	for (end = *list; *end && (quoted || *end != ','); end++)
		quoted ^= *end == '"';
	one = mem_get((size_t)(end - *list) + 1);
	memcpy(one, *list, (size_t)(end - *list));
	one[end - *list] = '\0';
	*list = *end ? end + 1 : end;
	for (size_t len = strlen(one); len > 0 && one[len - 1] == ' ';)
		one[--len] = '\0';
	return one;
}

/* A name of somebody at this machine, an address, or NAME <ADDRESS>. */
static bool
is_recipient(char *words)
{
	char *angle = strrchr(words, '<');
	size_t len;

	if (!angle)
		return mail_is_address(words) ||
		       is_made_of(words, strlen(words), ATOM);
	len = strlen(++angle);
	if (len == 0 || angle[len - 1] != '>' ||
	    strcspn(words, "<>") != (size_t)(angle - 1 - words))
		return false;
	angle[len - 1] = '\0';
	return *words != '-' && mail_is_address(angle);
}

bool
mail_are_recipients(const char *words)
{
	bool any = false, all = true;
	char *one;

	while (all && (one = next_recipient(&words)) != NULL) {
		any = true;
		all = is_recipient(one);
		free(one);
	}
	return any && all;
}

/* One of To:, whose name is encoded where it is not ASCII. */
static void
add_recipient(struct buffer *out, const char *words)
{
	const char *angle = strrchr(words, '<'), *plain;
	struct buffer name = {0};

	if (!angle || is_ascii(words)) {
		buffer_add_string(out, words);
		return;
	}
	buffer_add(&name, words, (size_t)(angle - words));
	while (name.len > 0 && strchr(" \"", name.at[name.len - 1]))
		buffer_cut(&name, name.len - 1);
	plain = buffer_string(&name) + strspn(buffer_string(&name), " \"");
	encode_words(out, plain, strlen(plain), sizeof("To: ") - 1);
	buffer_format(out, " %s", angle);
	buffer_release(&name);
}

void
mail_to(struct buffer *out, const char *to)
{
	const char *before = "To: ";
	char *one;

	while ((one = next_recipient(&to)) != NULL) {
		buffer_add_string(out, before);
		add_recipient(out, one);
		before = ",\n ";
		free(one);
	}
	buffer_add_char(out, '\n');
}

void
mail_subject(struct buffer *out, const char *words)
{
	char *line = mem_copy(words);

	for (char *at = line; *at; at++) {
		if (iscntrl((unsigned char)*at))
			*at = ' ';
	}
	buffer_add_string(out, "Subject: ");
	header_text(out, line, sizeof("Subject: ") - 1);
	buffer_add_char(out, '\n');
	free(line);
}

/* RFC 5322, 3.3. */
void
mail_date(struct buffer *out, const struct zone *zone, int64_t now)
{
	static const char days[] = "MonTueWedThuFriSatSun";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil civil;
	int minutes = zone_civil(zone, now, &civil) / 60;
	int weekday = civil_weekday(
		civil_to_days(civil.year, civil.month, civil.day));

	buffer_format(
		out, "Date: %.3s, %d %.3s %04d %02d:%02d:%02d %c%02d%02d\n",
		days + weekday * 3L, civil.day, months + (civil.month - 1) * 3L,
		civil.year, civil.hour, civil.minute, civil.second,
		minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
}

void
mail_begin_text(struct buffer *out)
{
	buffer_add_string(out, "MIME-Version: 1.0\n"
			       "Content-Type: text/plain; charset=utf-8\n"
			       "Content-Transfer-Encoding: 8bit\n\n");
}

/* The length of a line of a mail's header at at[0..len), with its end; 0 where
 * it is none. *subject: it is that one. */
static size_t
header_line(const char *at, size_t len, bool *subject)
{
	const char *end = memchr(at, '\n', len);
	size_t name = 0;

	if (!end)
		return 0;
	while (name < len &&
	       (at[name] == '-' || (at[name] >= 'A' && at[name] <= 'Z') ||
		(at[name] >= 'a' && at[name] <= 'z')))
		name++;
	if ((at[0] == ' ' || at[0] == '\t') && end > at + 1)
		return (size_t)(end - at) + 1;
	if (name == 0 || at[name] != ':')
		return 0;
	*subject = name == 7 && strncasecmp(at, "Subject", 7) == 0;
	return (size_t)(end - at) + 1;
}

size_t
mail_header(const char *text, size_t len, size_t *subject, size_t *subject_end)
{
	size_t at = 0, line;
	bool is_subject = false, has_subject = false;

	if (len == 0 || text[0] == ' ' || text[0] == '\t')
		return 0;
	while (at < len && text[at] != '\n' && text[at] != '\r' &&
	       (line = header_line(text + at, len - at, &is_subject)) > 0) {
		if (is_subject && !has_subject) {
			*subject = at + strlen("Subject:");
			has_subject = true;
		}
		if (is_subject)
			*subject_end = at + line;
		at += line;
	}
	if (!has_subject || at == len)
		return 0;
	if (text[at] == '\r')
		at++;
	return at < len && text[at] == '\n' ? at + 1 : 0;
}
