#include "zonefile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "mem.h"

#define DATABASE "/usr/share/zoneinfo"
#define MILLISECONDS INT64_C(1000)

/* No clock was ever further from UTC than 26 hours to either side. */
#define FURTHEST (26 * 60 * 60)

const char *
zonefile_folder(void)
{
	const char *folder = getenv("TZDIR");

	return folder != NULL && folder[0] != '\0' ? folder : DATABASE;
}

char *
zonefile_bytes(const char *name, size_t most, size_t *len)
{
	struct buffer path = {0};
	struct stat status;
	char *bytes = NULL;
	FILE *file = NULL;

	buffer_format(&path, "%s/%s", zonefile_folder(), name);
	errno = 0;
	if (stat(buffer_string(&path), &status) == 0 && S_ISREG(status.st_mode))
		file = fopen(buffer_string(&path), "rbe");
	/* No memory is no word on whether the database holds it. */
	if (file == NULL && errno == ENOMEM)
		mem_exhausted();
	if (file != NULL) {
		bytes = mem_get(most + 2);
		*len = fread(bytes, 1, most + 1, file);
		bytes[*len] = '\0';
		(void)fclose(file);
	}
	buffer_release(&path);
	return bytes;
}

/* A zone file's bytes, and how far they are read. */
struct bytes {
	const unsigned char *at;
	size_t left; /* without the NUL at the end */
};

static bool
skip(struct bytes *bytes, uint64_t count)
{
	if (bytes->left < count)
		return false;
	bytes->at += count;
	bytes->left -= (size_t)count;
	return true;
}

static uint64_t
big_endian(const unsigned char *at, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | at[i];
	return value;
}

/* Seconds of a zone file as an instant; a "big bang" far before any date is
 * drawn in, so that it fits. */
static int64_t
instant_of(const unsigned char *at, size_t size)
{
	const int64_t furthest = INT64_MAX / MILLISECONDS / 2;
	uint64_t bits = big_endian(at, size);
	int64_t seconds;

	if (size == 4)
		seconds = (int64_t)(bits ^ 0x80000000U) - INT64_C(0x80000000);
	else
		memcpy(&seconds, &bits, sizeof(seconds));
	if (seconds < -furthest)
		seconds = -furthest;
	if (seconds > furthest)
		seconds = furthest;
	return seconds * MILLISECONDS;
}

/* The counts of a zone file's header (RFC 8536, 3.1), in their order. */
enum { IS_UT, IS_STD, LEAPS, TIMES, TYPES, CHARS, COUNTS };

static bool
read_header(struct bytes *bytes, char *version, uint64_t counts[COUNTS])
{
	const unsigned char *at = bytes->at;

	if (!skip(bytes, 44) || memcmp(at, "TZif", 4) != 0)
		return false;
	*version = (char)at[4];
	for (size_t i = 0; i < COUNTS; i++)
		counts[i] = big_endian(at + 20 + 4 * i, 4);
	return true;
}

static bool
skip_block(struct bytes *bytes, const uint64_t counts[COUNTS], size_t size)
{
	return skip(bytes, counts[TIMES] * (size + 1) + counts[TYPES] * 6 +
				   counts[CHARS] + counts[LEAPS] * (size + 4) +
				   counts[IS_STD] + counts[IS_UT]);
}

/* Read the data block (RFC 8536, 3.2); size is that of a time in it. */
static bool
read_block(struct zonefile *file, struct bytes *bytes,
	   const uint64_t counts[COUNTS], size_t size)
{
	const unsigned char *times = bytes->at;
	const unsigned char *types;
	const unsigned char *offsets;

	if (counts[TYPES] == 0 || counts[LEAPS] != 0 ||
	    !skip_block(bytes, counts, size))
		return false;
	types = times + counts[TIMES] * size;
	offsets = types + counts[TIMES];
	file->count = (size_t)counts[TIMES];
	file->changes = mem_zero(file->count + 1, sizeof(*file->changes));
	for (size_t i = 0; i <= file->count; i++) {
		/* What was before the first change is type 0. */
		size_t type = i < file->count ? types[i] : 0;
		int64_t seconds;

		if (type >= counts[TYPES])
			return false;
		seconds = instant_of(offsets + 6 * type, 4) / MILLISECONDS;
		if (seconds <= -FURTHEST || seconds >= FURTHEST)
			return false;
		if (i == file->count) {
			file->before = (int)seconds;
			break;
		}
		file->changes[i].offset = (int)seconds;
		file->changes[i].at = instant_of(times + i * size, size);
		if (i > 0 && file->changes[i].at < file->changes[i - 1].at)
			return false;
	}
	return true;
}

static bool
read_number(const char **at, int most, int *number)
{
	int value = 0;

	if (**at < '0' || **at > '9')
		return false;
	for (; **at >= '0' && **at <= '9'; (*at)++) {
		value = value * 10 + **at - '0';
		if (value > most)
			return false;
	}
	*number = value;
	return true;
}

/* [+-]hh[:mm[:ss]], hours up to 167 (RFC 8536, 3.3.1). */
static bool
read_clock(const char **at, int *seconds)
{
	int sign = **at == '-' ? -1 : 1;
	int part;

	if (**at == '-' || **at == '+')
		(*at)++;
	if (!read_number(at, 167, &part))
		return false;
	*seconds = part * 60 * 60;
	for (int unit = 60; unit > 0 && **at == ':'; unit /= 60) {
		(*at)++;
		if (!read_number(at, 59, &part))
			return false;
		*seconds += part * unit;
	}
	*seconds *= sign;
	return true;
}

static bool
read_abbreviation(const char **at)
{
	const char *from = *at;

	if (*from == '<') {
		from = strchr(from, '>');
		if (from == NULL)
			return false;
		*at = from + 1;
		return true;
	}
	while ((**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z'))
		(*at)++;
	return *at > from;
}

static bool
read_yearly(const char **at, struct zonefile_yearly *yearly)
{
	if (*(*at)++ != ',')
		return false;
	if (**at == 'M') {
		yearly->form = YEARLY_WEEKDAY;
		(*at)++;
		if (!read_number(at, 12, &yearly->month) || yearly->month < 1 ||
		    *(*at)++ != '.' || !read_number(at, 5, &yearly->week) ||
		    yearly->week < 1 || *(*at)++ != '.' ||
		    !read_number(at, 6, &yearly->weekday))
			return false;
	} else if (**at == 'J') {
		yearly->form = YEARLY_DAY_NO_LEAP;
		(*at)++;
		if (!read_number(at, 365, &yearly->day) || yearly->day < 1)
			return false;
	} else {
		yearly->form = YEARLY_DAY;
		if (!read_number(at, 365, &yearly->day))
			return false;
	}
	yearly->second = 2 * 60 * 60;
	if (**at != '/')
		return true;
	(*at)++;
	return read_clock(at, &yearly->second);
}

/* A POSIX TZ string. Offsets in it are west positive. */
static bool
read_footer(struct zonefile_footer *footer, const char *at)
{
	if (*at == '\0')
		return true;
	footer->given = true;
	if (!read_abbreviation(&at) || !read_clock(&at, &footer->standard))
		return false;
	footer->standard = -footer->standard;
	if (*at == '\0')
		return true;
	footer->has_summer = true;
	footer->summer = footer->standard + 60 * 60;
	if (!read_abbreviation(&at))
		return false;
	if (*at != ',') {
		if (!read_clock(&at, &footer->summer))
			return false;
		footer->summer = -footer->summer;
	}
	return read_yearly(&at, &footer->begins) &&
	       read_yearly(&at, &footer->ends) && *at == '\0';
}

static bool
read_all(struct zonefile *file, struct bytes bytes)
{
	uint64_t counts[COUNTS];
	char version;
	char *footer;
	char *end;
	bool read;

	if (!read_header(&bytes, &version, counts))
		return false;
	if (version == '\0')
		return read_block(file, &bytes, counts, 4);
	/* From version 2 on the first block is for old readers only. */
	if (!skip_block(&bytes, counts, 4) ||
	    !read_header(&bytes, &version, counts) ||
	    !read_block(file, &bytes, counts, 8) || bytes.left == 0 ||
	    *bytes.at != '\n')
		return false;
	footer = mem_copy((const char *)bytes.at + 1);
	end = strchr(footer, '\n');
	if (end != NULL)
		*end = '\0';
	read = end != NULL && read_footer(&file->footer, footer);
	free(footer);
	return read;
}

bool
zonefile_parse(struct zonefile *file, const char *at, size_t len)
{
	return read_all(file, (struct bytes){(const unsigned char *)at, len});
}
