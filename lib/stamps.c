#include "stamps.h"

#include <string.h>

#define NO_ZONE UINT64_MAX /* six bytes never come to that */

void
stamps_init(struct stamps *stamps)
{
	*stamps = (struct stamps){.zone = NO_ZONE};
}

bool
stamps_read_date(struct stamps *stamps, const char *at, int64_t of_day,
		 uint64_t zone)
{
	char time[STAMPS_LEN + 1];
	int64_t instant;

	memcpy(time, at, STAMPS_LEN);
	time[STAMPS_LEN] = '\0';
	if (!zone_parse_time(time, &instant, &stamps->offset)) {
		stamps->zone = NO_ZONE;
		return false;
	}
	stamps->begin = instant - of_day;
	memcpy(stamps->date, at, STAMPS_DATE_LEN);
	stamps->zone = zone;
	return true;
}
