#include "fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

/* vsnprintf may cut inside a UTF-8 character: drop what is left of it. */
static void
cut_at_character(char *text, size_t len)
{
	size_t begin = len;

	while (begin > 0 && (text[begin - 1] & 0xC0) == 0x80)
		begin--;
	if (begin > 0 && (text[begin - 1] & 0xC0) == 0xC0)
		text[begin - 1] = '\0';
}

static void __attribute__((format(printf, 4, 0)))
fill(struct fail *why, enum fail_kind kind, size_t column, const char *format,
     va_list args)
{
	int len;

	if (!why)
		return;
	why->kind = kind;
	why->column = column;
	len = vsnprintf(why->text, sizeof(why->text), format, args);
	if (len >= (int)sizeof(why->text))
		cut_at_character(why->text, sizeof(why->text) - 1);
}

bool
fail_set(struct fail *why, enum fail_kind kind, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(why, kind, 0, format, args);
	va_end(args);
	return false;
}

bool
fail_at(struct fail *why, enum fail_kind kind, size_t column,
	const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(why, kind, column, format, args);
	va_end(args);
	return false;
}

bool
fail_errno(struct fail *why, int error, const char *format, ...)
{
	va_list args;
	size_t len;

	if (!why)
		return false;
	va_start(args, format);
	fill(why, FAIL_SYSTEM, 0, format, args);
	va_end(args);
	len = strlen(why->text);
	snprintf(why->text + len, sizeof(why->text) - len, ": %s",
		 strerror(error));
	return false;
}

enum exitcode
fail_exitcode(enum fail_kind kind)
{
	switch (kind) {
	case FAIL_NONE:
		return EXITCODE_DONE;
	case FAIL_REFUSED:
		return EXITCODE_NO;
	case FAIL_USAGE:
		return EXITCODE_USAGE;
	case FAIL_INPUT:
		return EXITCODE_INPUT;
	case FAIL_SYSTEM:
		break;
	}
	return EXITCODE_SYSTEM;
}

void
faults_add(struct faults *faults, size_t line, size_t column,
	   const char *format, ...)
{
	struct buffer text = {0};
	struct fault *fault;
	va_list args;

	/* Room for twice as many, whenever the count is a power of two. */
	if ((faults->count & (faults->count - 1)) == 0)
		faults->at = mem_resize(
			faults->at, faults->count > 0 ? 2 * faults->count : 1,
			sizeof(*faults->at));
	fault = &faults->at[faults->count++];
	va_start(args, format);
	buffer_vformat(&text, format, args);
	va_end(args);
	fault->line = line;
	fault->column = column;
	fault->text = mem_copy(buffer_string(&text));
	buffer_release(&text);
}

static bool
is_before(const struct fault *a, const struct fault *b)
{
	return a->line < b->line ||
	       (a->line == b->line && a->column < b->column);
}

/* Two sorted runs of a list become one; equals stay in their order. */
static void
merge(const struct fault *from, struct fault *into, size_t left, size_t right,
      size_t end)
{
	size_t a = left, b = right;

	for (size_t to = left; to < end; to++)
		if (a < right && (b >= end || !is_before(&from[b], &from[a])))
			into[to] = from[a++];
		else
			into[to] = from[b++];
}

void
faults_sort(struct faults *faults)
{
	size_t count = faults->count;
	struct fault *from = faults->at;
	struct fault *into;

	if (count < 2)
		return;
	/* As much room as faults_add counts on. */
	size_t room = 1;
	while (room < count)
		room *= 2;
	into = mem_zero(room, sizeof(*into));
	for (size_t run = 1; run < count; run *= 2) {
		for (size_t left = 0; left < count; left += 2 * run) {
			size_t right = left + run < count ? left + run : count;
			size_t end = right + run < count ? right + run : count;
			merge(from, into, left, right, end);
		}
		struct fault *spare = from;
		from = into;
		into = spare;
	}
	faults->at = from;
	free(into);
}

void
faults_release(struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		free(faults->at[i].text);
	free(faults->at);
	*faults = (struct faults){0};
}
