/*
 * The times that lines of a journal begin with: most are of the day of the one
 * before, so that its date and offset are read once, and of the others only the
 * time of day. Pure; nothing is allocated.
 */
#ifndef STAMPS_H
#define STAMPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "zone.h"

/* Of "2026-11-22T10:04:31.093+01:00". */
#define STAMPS_LEN 29
#define STAMPS_DATE_LEN 11 /* with the T */
#define STAMPS_ZONE_AT 23

/* What is kept of the line before: all private. */
struct stamps {
	char date[STAMPS_DATE_LEN];
	uint64_t zone; /* "+01:00", as it is compared */
	int64_t begin; /* the instant of that date's midnight there */
	int offset;
};

/* Of no line. */
void stamps_init(struct stamps *stamps);

/*
 * The milliseconds that "HH:MM:SS.mmm" is behind midnight; -1 where it is no
 * time of day. All bytes at once: what should stand there as a nought or a
 * mark is taken away, and what is left over 9, or over 0 for a mark, then shows
 * in the highest bit of its byte; and so does an hour over 23, a minute or
 * second over 59.
 */
static inline int64_t
stamps_of_day(const char *at)
{
	const uint64_t tops = UINT64_C(0x8080808080808080);
	const uint64_t ends = UINT64_C(0x0080000080000080);
	uint64_t clock = bytes_low_first(at) - UINT64_C(0x30303A30303A3030);
	uint64_t rest = (bytes_low_first(at + 8) & 0xFFFFFFFF) - 0x3030302E;
	uint64_t pairs =
		(clock * 10 + (clock >> 8)) & UINT64_C(0x00FF0000FF0000FF);
	uint64_t hour = pairs & 0xFF, minute = pairs >> 24 & 0xFF;
	uint64_t second = pairs >> 48 & 0xFF;

	if (((clock | (clock + UINT64_C(0x76767F76767F7676)) | rest |
	      (rest + 0x7676767F)) &
	     tops) ||
	    ((pairs + UINT64_C(0x0044000044000068)) & ends))
		return -1;
	return (int64_t)((hour * 60 + minute) * 60 + second) * 1000 +
	       (int64_t)((rest >> 8 & 0xFF) * 100 + (rest >> 16 & 0xFF) * 10 +
			 (rest >> 24));
}

/* Private: of stamps_read what is seldom gone through. */
bool stamps_read_date(struct stamps *stamps, const char *at, int64_t of_day,
		      uint64_t zone);

/* The instant of the STAMPS_LEN bytes at a place, behind which three more can
 * be read, and their offset in seconds east of UTC. False where they are no
 * time that a record can have. */
static inline bool
stamps_read(struct stamps *stamps, const char *at, int64_t *instant,
	    int *offset)
{
	int64_t of_day = stamps_of_day(at + STAMPS_DATE_LEN);
	uint64_t zone = bytes_low_first(at + STAMPS_ZONE_AT - 2) >> 16;

	if (of_day < 0)
		return false;
	if ((bytes_low_first(at) != bytes_low_first(stamps->date) ||
	     bytes_low_first(at + STAMPS_DATE_LEN - 8) !=
		     bytes_low_first(stamps->date + STAMPS_DATE_LEN - 8) ||
	     zone != stamps->zone) &&
	    !stamps_read_date(stamps, at, of_day, zone))
		return false;
	*instant = stamps->begin + of_day;
	*offset = stamps->offset;
	return *instant >= ZONE_EARLIEST && *instant <= ZONE_LATEST;
}

#endif
