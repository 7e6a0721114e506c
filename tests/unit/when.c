/*
 * The dates that are taken, each with its reading and how it is said back, and
 * those that are refused, each with its sentence: the manual's table. It is
 * Tuesday 24 November 2026, 10:00, in a shop in London that is open Monday to
 * Friday 09:00-17:30 and Saturday 10:00-16:00, and not at Christmas.
 */
#include "when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NOW "2026-11-24T10:00:00+00:00"

/* "AT", or "FROM..AT" of a window. */
struct taken {
	const char *text, *at, *said;
};

static const struct taken ahead[] = {
	{"now", "2026-11-24T10:00:00+00:00", "today 10:00, now"},
	{"close", "2026-11-24T17:30:00+00:00", "today 17:30, in 7 open hours"},
	{"30m", "2026-11-24T10:30:00+00:00", "today 10:30, in 30 open minutes"},
	{"4h", "2026-11-24T14:00:00+00:00", "today 14:00, in 4 open hours"},
	{"90bm", "2026-11-24T11:30:00+00:00",
	 "today 11:30, in 90 open minutes"},
	{"2bh", "2026-11-24T12:00:00+00:00", "today 12:00, in 2 open hours"},
	{"3bd", "2026-11-27T17:30:00+00:00",
	 "Fri 27 Nov 17:30, in 3 open days"},
	{" 3bd ", "2026-11-27T17:30:00+00:00",
	 "Fri 27 Nov 17:30, in 3 open days"},
	{"7d", "2026-12-01T10:00:00+00:00", "Tue 1 Dec 10:00, in 6 open days"},
	{"8w", "2027-01-19T10:00:00+00:00",
	 "Tue 19 Jan 2027 10:00, in 46 open days"},
	{"6mo", "2027-05-24T10:00:00+01:00",
	 "Mon 24 May 2027 10:00, in 153 open days"},
	{"1y", "2027-11-24T10:00:00+00:00",
	 "Wed 24 Nov 2027 10:00, in 311 open days"},
	{"3 days", "2026-11-27T10:00:00+00:00",
	 "Fri 27 Nov 10:00, in 3 open days"},
	{"3 business days", "2026-11-27T17:30:00+00:00",
	 "Fri 27 Nov 17:30, in 3 open days"},
	{"in 3 days", "2026-11-27T10:00:00+00:00",
	 "Fri 27 Nov 10:00, in 3 open days"},
	{"in 2h", "2026-11-24T12:00:00+00:00", "today 12:00, in 2 open hours"},
	{"in 2 open hours", "2026-11-24T12:00:00+00:00",
	 "today 12:00, in 2 open hours"},
	{"1 open day", "2026-11-25T17:30:00+00:00",
	 "Wed 25 Nov 17:30, in 1 open day"},
	{"20 min", "2026-11-24T10:20:00+00:00",
	 "today 10:20, in 20 open minutes"},
	{"today", "2026-11-24T17:30:00+00:00", "today 17:30, in 7 open hours"},
	{"tomorrow", "2026-11-25T17:30:00+00:00",
	 "Wed 25 Nov 17:30, in 1 open day"},
	{"yesterday 16:50", "2026-11-23T16:50:00+00:00",
	 "Mon 23 Nov 16:50, 17 hours ago"},
	{"fri", "2026-11-27T17:30:00+00:00",
	 "Fri 27 Nov 17:30, in 3 open days"},
	{"tue", "2026-12-01T17:30:00+00:00", "Tue 1 Dec 17:30, in 6 open days"},
	{"sat", "2026-11-28T16:00:00+00:00",
	 "Sat 28 Nov 16:00, in 4 open days"},
	{"sun", "2026-11-30T00:00:00+00:00",
	 "Sun 29 Nov 24:00, in 4 open days"},
	{"Friday 17:00", "2026-11-27T17:00:00+00:00",
	 "Fri 27 Nov 17:00, in 3 open days"},
	{"thurs 9:30", "2026-11-26T09:30:00+00:00",
	 "Thu 26 Nov 09:30, in 2 open days"},
	{"FRI   17:00", "2026-11-27T17:00:00+00:00",
	 "Fri 27 Nov 17:00, in 3 open days"},
	{"  fri 17:00 ", "2026-11-27T17:00:00+00:00",
	 "Fri 27 Nov 17:00, in 3 open days"},
	{"tue 09:00", "2026-12-01T09:00:00+00:00",
	 "Tue 1 Dec 09:00, in 6 open days"},
	{"17:00", "2026-11-24T17:00:00+00:00", "today 17:00, in 7 open hours"},
	{"9:05", "2026-11-24T09:05:00+00:00", "today 09:05, 55 minutes ago"},
	{"24:00", "2026-11-25T00:00:00+00:00", "today 24:00, in 7 open hours"},
	{"fri 24:00", "2026-11-28T00:00:00+00:00",
	 "Fri 27 Nov 24:00, in 3 open days"},
	{"17:00:30", "2026-11-24T17:00:30+00:00",
	 "today 17:00, in 7 open hours"},
	{"today 17:00", "2026-11-24T17:00:00+00:00",
	 "today 17:00, in 7 open hours"},
	{"tomorrow 10:00", "2026-11-25T10:00:00+00:00",
	 "Wed 25 Nov 10:00, in 1 open day"},
	{"2026-11-25", "2026-11-25T17:30:00+00:00",
	 "Wed 25 Nov 17:30, in 1 open day"},
	{"2026-11-25 17:00", "2026-11-25T17:00:00+00:00",
	 "Wed 25 Nov 17:00, in 1 open day"},
	{"2026-11-25T17:00", "2026-11-25T17:00:00+00:00",
	 "Wed 25 Nov 17:00, in 1 open day"},
	{"2026-11-25T17:00:30", "2026-11-25T17:00:30+00:00",
	 "Wed 25 Nov 17:00, in 1 open day"},
	{"2026-11-25 17:00:30", "2026-11-25T17:00:30+00:00",
	 "Wed 25 Nov 17:00, in 1 open day"},
	{"2026-11-25 17:00:30.5", "2026-11-25T17:00:30+00:00",
	 "Wed 25 Nov 17:00, in 1 open day"},
	{"2026-11-25T17:00+02:00", "2026-11-25T15:00:00+00:00",
	 "Wed 25 Nov 15:00, in 1 open day"},
	{"2026-11-25 17:00+01:00", "2026-11-25T16:00:00+00:00",
	 "Wed 25 Nov 16:00, in 1 open day"},
	{"2026-11-25 17:00-05:00", "2026-11-25T22:00:00+00:00",
	 "Wed 25 Nov 22:00, in 1 open day"},
	{"2026-11-25T10:00-11:00", "2026-11-25T21:00:00+00:00",
	 "Wed 25 Nov 21:00, in 1 open day"},
	{"2026-11-25T17:00:00Z", "2026-11-25T17:00:00+00:00",
	 "Wed 25 Nov 17:00, in 1 open day"},
	{"2026-11-25T17:00:00.123+01:00", "2026-11-25T16:00:00+00:00",
	 "Wed 25 Nov 16:00, in 1 open day"},
	{"25 nov", "2026-11-25T17:30:00+00:00",
	 "Wed 25 Nov 17:30, in 1 open day"},
	{"1 jan", "2027-01-01T17:30:00+00:00",
	 "Fri 1 Jan 2027 17:30, in 31 open days"},
	{"24 november", "2026-11-24T17:30:00+00:00",
	 "today 17:30, in 7 open hours"},
	{"25 november 2027", "2027-11-25T17:30:00+00:00",
	 "Thu 25 Nov 2027 17:30, in 312 open days"},
	{"5 Sept 2027", "2027-09-06T00:00:00+01:00",
	 "Sun 5 Sep 2027 24:00, in 242 open days"},
	{"wed 25 nov", "2026-11-25T17:30:00+00:00",
	 "Wed 25 Nov 17:30, in 1 open day"},
	{"wed 2026-11-25", "2026-11-25T17:30:00+00:00",
	 "Wed 25 Nov 17:30, in 1 open day"},
	{"fri 27 nov 17:30", "2026-11-27T17:30:00+00:00",
	 "Fri 27 Nov 17:30, in 3 open days"},
	{"2026-12-25", "2026-12-26T00:00:00+00:00",
	 "Fri 25 Dec 24:00, in 26 open days"},
	{"2026-12-26", "2026-12-27T00:00:00+00:00",
	 "Sat 26 Dec 24:00, in 26 open days"},
	{"2028-02-29", "2028-02-29T17:30:00+00:00",
	 "Tue 29 Feb 2028 17:30, in 393 open days"},
	{"2027-03-28 01:30", "2027-03-28T02:30:00+01:00",
	 "Sun 28 Mar 2027 02:30, in 104 open days; the clocks skip 01:30"},
	{"2026-10-25 01:30", "2026-10-25T01:30:00+01:00",
	 "Sun 25 Oct 01:30, 30 days ago; the clocks show 01:30 twice, this "
	 "is the first"},
	{"tue 10:00..12:00",
	 "2026-12-01T10:00:00+00:00..2026-12-01T12:00:00+00:00",
	 "Tue 1 Dec 10:00 to 12:00, in 6 open days"},
	{"10:00..12:00", "2026-11-24T10:00:00+00:00..2026-11-24T12:00:00+00:00",
	 "today 10:00 to 12:00, in 2 open hours"},
	{"tomorrow 10:00..12:00",
	 "2026-11-25T10:00:00+00:00..2026-11-25T12:00:00+00:00",
	 "Wed 25 Nov 10:00 to 12:00, in 1 open day"},
	{"2026-11-25 10:00..2026-11-26 12:00",
	 "2026-11-25T10:00:00+00:00..2026-11-26T12:00:00+00:00",
	 "Wed 25 Nov 10:00 to Thu 26 Nov 12:00, in 2 open days"},
	{"wed 22:00..24:00",
	 "2026-11-25T22:00:00+00:00..2026-11-26T00:00:00+00:00",
	 "Wed 25 Nov 22:00 to 24:00, in 1 open day"},
	{"wed 10:00 .. thu 09:00",
	 "2026-11-25T10:00:00+00:00..2026-11-26T09:00:00+00:00",
	 "Wed 25 Nov 10:00 to Thu 26 Nov 09:00, in 2 open days"},
	{"2 days ago", "2026-11-22T10:00:00+00:00",
	 "Sun 22 Nov 10:00, 2 days ago"},
};

static const struct taken past[] = {
	{"now", "2026-11-24T10:00:00+00:00", "today 10:00, now"},
	{"30m ago", "2026-11-24T09:30:00+00:00", "today 09:30, 30 minutes ago"},
	{"2h ago", "2026-11-24T08:00:00+00:00", "today 08:00, 2 hours ago"},
	{"2 days ago", "2026-11-22T10:00:00+00:00",
	 "Sun 22 Nov 10:00, 2 days ago"},
	{"3bd ago", "2026-11-20T09:00:00+00:00",
	 "Fri 20 Nov 09:00, 4 days ago"},
	{"90bm ago", "2026-11-23T17:00:00+00:00",
	 "Mon 23 Nov 17:00, 17 hours ago"},
	{"1 month ago", "2026-10-24T10:00:00+01:00",
	 "Sat 24 Oct 10:00, 31 days ago"},
	{"in 3 days", "2026-11-27T10:00:00+00:00",
	 "Fri 27 Nov 10:00, in 3 open days"},
	{"today", "2026-11-24T09:00:00+00:00", "today 09:00, 60 minutes ago"},
	{"tomorrow", "2026-11-25T09:00:00+00:00",
	 "Wed 25 Nov 09:00, in 1 open day"},
	{"yesterday", "2026-11-23T09:00:00+00:00",
	 "Mon 23 Nov 09:00, 25 hours ago"},
	{"yesterday 16:50", "2026-11-23T16:50:00+00:00",
	 "Mon 23 Nov 16:50, 17 hours ago"},
	{"fri", "2026-11-20T09:00:00+00:00", "Fri 20 Nov 09:00, 4 days ago"},
	{"tue", "2026-11-24T09:00:00+00:00", "today 09:00, 60 minutes ago"},
	{"tue 09:00", "2026-11-24T09:00:00+00:00",
	 "today 09:00, 60 minutes ago"},
	{"tue 17:00", "2026-11-17T17:00:00+00:00",
	 "Tue 17 Nov 17:00, 6 days ago"},
	{"sun", "2026-11-22T00:00:00+00:00", "Sun 22 Nov 00:00, 2 days ago"},
	{"17:00", "2026-11-24T17:00:00+00:00", "today 17:00, in 7 open hours"},
	{"9:05", "2026-11-24T09:05:00+00:00", "today 09:05, 55 minutes ago"},
	{"25 nov", "2025-11-25T09:00:00+00:00",
	 "Tue 25 Nov 2025 09:00, 364 days ago"},
	{"24 nov", "2026-11-24T09:00:00+00:00", "today 09:00, 60 minutes ago"},
	{"1 jan 08:00", "2026-01-01T08:00:00+00:00",
	 "Thu 1 Jan 08:00, 327 days ago"},
	{"2026-11-25", "2026-11-25T09:00:00+00:00",
	 "Wed 25 Nov 09:00, in 1 open day"},
	{"2026-11-22", "2026-11-22T00:00:00+00:00",
	 "Sun 22 Nov 00:00, 2 days ago"},
	{"2026-11-20 17:00", "2026-11-20T17:00:00+00:00",
	 "Fri 20 Nov 17:00, 3 days ago"},
	{"2026-11-20T17:00:00.250+00:00", "2026-11-20T17:00:00+00:00",
	 "Fri 20 Nov 17:00, 3 days ago"},
	{"2026-10-25 01:30", "2026-10-25T01:30:00+01:00",
	 "Sun 25 Oct 01:30, 30 days ago; the clocks show 01:30 twice, this "
	 "is the first"},
};

static const struct {
	const char *text, *period;
} periods[] = {
	{"2026", "2026-01-01T00:00:00+00:00 .. 2027-01-01T00:00:00+00:00"},
	{"2026-11", "2026-11-01T00:00:00+00:00 .. 2026-12-01T00:00:00+00:00"},
	{"2026-11-22",
	 "2026-11-22T00:00:00+00:00 .. 2026-11-23T00:00:00+00:00"},
	{"today", "2026-11-24T00:00:00+00:00 .. 2026-11-25T00:00:00+00:00"},
	{"yesterday", "2026-11-23T00:00:00+00:00 .. 2026-11-24T00:00:00+00:00"},
	{"fri", "2026-11-20T00:00:00+00:00 .. 2026-11-21T00:00:00+00:00"},
	{"20 nov", "2026-11-20T00:00:00+00:00 .. 2026-11-21T00:00:00+00:00"},
	{"this week", "2026-11-23T00:00:00+00:00 .. 2026-11-30T00:00:00+00:00"},
	{"last week", "2026-11-16T00:00:00+00:00 .. 2026-11-23T00:00:00+00:00"},
	{"next week", "2026-11-30T00:00:00+00:00 .. 2026-12-07T00:00:00+00:00"},
	{"this month",
	 "2026-11-01T00:00:00+00:00 .. 2026-12-01T00:00:00+00:00"},
	{"last month",
	 "2026-10-01T00:00:00+01:00 .. 2026-11-01T00:00:00+00:00"},
	{"next month",
	 "2026-12-01T00:00:00+00:00 .. 2027-01-01T00:00:00+00:00"},
	{"this year", "2026-01-01T00:00:00+00:00 .. 2027-01-01T00:00:00+00:00"},
	{"last year", "2025-01-01T00:00:00+00:00 .. 2026-01-01T00:00:00+00:00"},
	{"next year", "2027-01-01T00:00:00+00:00 .. 2028-01-01T00:00:00+00:00"},
	{"last 30 days",
	 "2026-10-26T00:00:00+00:00 .. 2026-11-25T00:00:00+00:00"},
	{"last 2 weeks",
	 "2026-11-11T00:00:00+00:00 .. 2026-11-25T00:00:00+00:00"},
	{"last 3 months",
	 "2026-08-25T00:00:00+01:00 .. 2026-11-25T00:00:00+00:00"},
	{"last 1 year",
	 "2025-11-25T00:00:00+00:00 .. 2026-11-25T00:00:00+00:00"},
	{"2026-10..2026-11",
	 "2026-10-01T00:00:00+01:00 .. 2026-12-01T00:00:00+00:00"},
	{"2026-11-01..2026-11-15",
	 "2026-11-01T00:00:00+00:00 .. 2026-11-16T00:00:00+00:00"},
	{"2026..2026-11-15",
	 "2026-01-01T00:00:00+00:00 .. 2026-11-16T00:00:00+00:00"},
	{"mon..today",
	 "2026-11-23T00:00:00+00:00 .. 2026-11-25T00:00:00+00:00"},
	{"2026-11-20 09:00..17:30",
	 "2026-11-20T09:00:00+00:00 .. 2026-11-20T17:30:00+00:00"},
	{"2026-11-20 09:00",
	 "2026-11-20T09:00:00+00:00 .. 2026-11-20T09:01:00+00:00"},
	{"2026-11-20 09:00:30",
	 "2026-11-20T09:00:30+00:00 .. 2026-11-20T09:00:31+00:00"},
	{"2 days ago",
	 "2026-11-22T00:00:00+00:00 .. 2026-11-23T00:00:00+00:00"},
	{"1 week ago",
	 "2026-11-17T00:00:00+00:00 .. 2026-11-18T00:00:00+00:00"},
	{"30m ago", "2026-11-24T09:30:00+00:00 .. 2026-11-24T09:30:00+00:00"},
	{"now", "2026-11-24T10:00:00+00:00 .. 2026-11-24T10:00:00+00:00"},
	{"2026-10-25",
	 "2026-10-25T00:00:00+01:00 .. 2026-10-26T00:00:00+00:00"},
	{"2026-03-29",
	 "2026-03-29T00:00:00+00:00 .. 2026-03-30T00:00:00+01:00"},
};

struct refused {
	const char *text, *sentence;
};

static const struct refused not_ahead[] = {
	{"",
	 "a time is missing; write one as 17:00, fri 17:00, 2026-11-25 17:00 "
	 "or 3bd"},
	{"soon",
	 "'soon' does not say when; write a day and a time, 'fri 17:00', or "
	 "a window, 'tue 10:00..12:00'"},
	{"shortly",
	 "'shortly' does not say when; write a day and a time, 'fri 17:00', "
	 "or a window, 'tue 10:00..12:00'"},
	{"asap",
	 "'asap' does not say when; write a day and a time, 'fri 17:00', or "
	 "a window, 'tue 10:00..12:00'"},
	{"as soon as possible",
	 "'as soon as possible' does not say when; write a day and a time, "
	 "'fri 17:00', or a window, 'tue 10:00..12:00'"},
	{"in due course",
	 "'in due course' does not say when; write a day and a time, 'fri "
	 "17:00', or a window, 'tue 10:00..12:00'"},
	{"in a few days",
	 "'in a few days' does not say when; write a day and a time, 'fri "
	 "17:00', or a window, 'tue 10:00..12:00'"},
	{"later today",
	 "'later today' does not say when; write a day and a time, 'fri "
	 "17:00', or a window, 'tue 10:00..12:00'"},
	{"when possible",
	 "'when possible' does not say when; write a day and a time, 'fri "
	 "17:00', or a window, 'tue 10:00..12:00'"},
	{"Tommorow", "'Tommorow' is not a time; did you mean 'tomorrow'?"},
	{"tomorow 17:00",
	 "'tomorow 17:00' is not a time; did you mean 'tomorrow 17:00'?"},
	{"frday", "'frday' is not a time; did you mean 'friday'?"},
	{"2026-02-30", "there is no 2026-02-30: February 2026 has 28 days"},
	{"2026-13-01", "there is no 2026-13-01: months are 01 to 12"},
	{"2026-11-00", "there is no 2026-11-00: November 2026 has 30 days"},
	{"2026-1-5", "'2026-1-5' is written 2026-01-05"},
	{"0026-01-05", "0026-01-05 is too far off; years are 1900 to 9998"},
	{"9999-01-01", "9999-01-01 is too far off; years are 1900 to 9998"},
	{"29 feb", "there is no 2026-02-29: February 2026 has 28 days"},
	{"31 november", "there is no 2026-11-31: November 2026 has 30 days"},
	{"thu 25 nov", "25 November 2026 is a Wednesday, not a Thursday"},
	{"07/08/2026",
	 "'07/08/2026' can be read in two ways; write 2026-08-07 (7 August) "
	 "or 2026-07-08 (8 July)"},
	{"7/8", "'7/8' can be read in two ways; write 2026-08-07 (7 August) or "
		"2026-07-08 (8 July)"},
	{"07-08-26",
	 "'07-08-26' can be read in two ways; write 2026-08-07 (7 August) or "
	 "2026-07-08 (8 July)"},
	{"25/12/2026", "'25/12/2026' is written 2026-12-25"},
	{"12/25/2026", "'12/25/2026' is written 2026-12-25"},
	{"05/05/2026", "'05/05/2026' is written 2026-05-05"},
	{"25.12.", "'25.12.' is written 2026-12-25"},
	{"25.12.2026", "'25.12.2026' is written 2026-12-25"},
	{"2026/11/25", "'2026/11/25' is written 2026-11-25"},
	{"32/13/2026",
	 "'32/13/2026' is not in the calendar; dates are written as "
	 "2026-11-25"},
	{"next friday",
	 "'next friday' can mean two days; write 'fri' for Fri 27 Nov, or "
	 "2026-12-04 for a week later"},
	{"this friday", "'this friday' is written 'friday'"},
	{"last friday", "'last friday' is past; here a time ahead is needed"},
	{"next week",
	 "'next week' is not exact; write '1w', or the day, 'mon'"},
	{"last month", "'last month' is a period; here one time is needed"},
	{"this year", "'this year' is a period; here one time is needed"},
	{"last 30 days", "'last 30 days' is a period; here one time is needed"},
	{"next month", "'next month' is not exact; write '1mo', or the date"},
	{"2026",
	 "'2026' is written '20:26' if it is a time, '2026-11-25' if a year"},
	{"1700", "'1700' is written '17:00'"},
	{"2026-11", "'2026-11' is a whole month; write a day, 2026-11-01"},
	{"december", "'december' is a whole month; write a day, '25 december'"},
	{"5pm", "'5pm' is written '17:00'"},
	{"5 pm", "'5 pm' is written '17:00'"},
	{"fri 5 pm", "'5 pm' is written '17:00'"},
	{"12am", "'12am' is written '00:00'"},
	{"5.30pm", "'5.30pm' is written '17:30'"},
	{"17.00", "'17.00' is written '17:00'"},
	{"17h30", "'17h30' is written '17:30'"},
	{"noon", "'noon' is not exact; write '12:00'"},
	{"midnight", "'midnight' is not exact; write '24:00'"},
	{"tonight", "'tonight' is not exact; write 'today 20:00'"},
	{"tomorrow morning",
	 "'tomorrow morning' is not exact; write 'tomorrow 12:00' or "
	 "'tomorrow 09:00..12:00'"},
	{"end of day", "'end of day' is not exact; write 'close'"},
	{"in an hour", "'in an hour' is not exact; write '1h'"},
	{"half an hour", "'half an hour' is not exact; write '30m'"},
	{"day after tomorrow",
	 "'day after tomorrow' is not exact; write '2d', or the day"},
	{"by friday", "'by friday' is written 'friday', without 'by'"},
	{"fri at 17:00", "'fri at 17:00' is written 'fri 17:00', without 'at'"},
	{"on 2026-11-25",
	 "'on 2026-11-25' is written '2026-11-25', without 'on'"},
	{"fri 5", "'fri 5' is not clear; write 05:00 or 17:00"},
	{"tomorrow at 17", "'tomorrow at 17' is not clear; write 17:00"},
	{"17:00 fri", "'17:00 fri' is written 'fri 17:00'"},
	{"17:00 tomorrow", "'17:00 tomorrow' is written 'tomorrow 17:00'"},
	{"25:00", "there is no '25:00' in a day; times are 00:00 to 24:00"},
	{"24:01", "there is no '24:01' in a day; times are 00:00 to 24:00"},
	{"17:60", "there is no '17:60' in a day; times are 00:00 to 24:00"},
	{"17:5", "'17:5' is not a time of day; write 17:00 or 17:00:30"},
	{"17:00:60",
	 "there is no '17:00:60' in a day; times are 00:00 to 24:00"},
	{"17:00x", "'17:00x' is not a time of day; write 17:00 or 17:00:30"},
	{"fri 10:00-12:00",
	 "'10:00-12:00' is not clear; a window is written '10:00..12:00'"},
	{"2026-11-25 10:00-11:00",
	 "'10:00-11:00' is not clear; a window is written '10:00..11:00'"},
	{"17:00+01:00", "'17:00+01:00' has an offset and no date; write "
			"2026-11-25T17:00+01:00, or leave it out"},
	{"fri 17:00Z",
	 "'17:00z' has an offset and no date; write 2026-11-25T17:00+01:00, "
	 "or leave it out"},
	{"2026-11-25T",
	 "'2026-11-25T' is not a time; write one as 17:00, fri 17:00, "
	 "2026-11-25 17:00 or 3bd"},
	{"2026-11-25T17",
	 "'2026-11-25T17' is not a time; write one as 17:00, fri 17:00, "
	 "2026-11-25 17:00 or 3bd"},
	{"tue 12:00..10:00", "'tue 12:00..10:00' ends before it begins"},
	{"tue..wed",
	 "'tue..wed' is not a window; write one as 'tue 10:00..12:00'"},
	{"..12:00",
	 "a time is missing; write one as 17:00, fri 17:00, 2026-11-25 17:00 "
	 "or 3bd"},
	{"10:00..",
	 "a time is missing; write one as 17:00, fri 17:00, 2026-11-25 17:00 "
	 "or 3bd"},
	{"soon..12:00",
	 "'soon' does not say when; write a day and a time, 'fri 17:00', or "
	 "a window, 'tue 10:00..12:00'"},
	{"5M",
	 "'5M' is not clear; did you mean '5m' (minutes) or '5mo' (months)?"},
	{"0d", "'0d' is no time at all; write 1 or more"},
	{"-3d", "'-3d' is negative; a span runs forward"},
	{"+3d", "'+3d' is written '3d', without the plus"},
	{"1.5h",
	 "'1.5h' is a fraction; write a whole number, 90m for an hour and a "
	 "half"},
	{"3",
	 "'3' has no unit; did you mean '3h' (hours), '3bd' (open days) or "
	 "'3d' (days)?"},
	{"010d", "'010d' begins with a zero; write '10d'"},
	{"3 fortnights",
	 "'3 fortnights' is not a span of time; write 30m, 4h, 90bm, 2bh, "
	 "3bd, 7d, 8w, 6mo, 1y or close"},
	{"3d 4h",
	 "'3d 4h' is not a span of time; write 30m, 4h, 90bm, 2bh, 3bd, 7d, "
	 "8w, 6mo, 1y or close"},
	{"99999y", "'99999y' is too far off; years are 1900 to 9998"},
	{"100000d", "'100000d' is more than 99999 of a unit"},
	{"in close", "'in close' is not a time; write one as 17:00, fri 17:00, "
		     "2026-11-25 17:00 or 3bd"},
	{"close ago",
	 "'close ago' is not a time; write one as 17:00, fri 17:00, "
	 "2026-11-25 17:00 or 3bd"},
	{"now now",
	 "'now now' is not a time; write one as 17:00, fri 17:00, 2026-11-25 "
	 "17:00 or 3bd"},
	{"fri 17:00 please",
	 "'fri 17:00 please' is not a time; write one as 17:00, fri 17:00, "
	 "2026-11-25 17:00 or 3bd"},
	{"fri fri",
	 "'fri fri' is not a time; write one as 17:00, fri 17:00, 2026-11-25 "
	 "17:00 or 3bd"},
	{"tomorrow 2026-11-25",
	 "'tomorrow 2026-11-25' is not a time; write one as 17:00, fri "
	 "17:00, 2026-11-25 17:00 or 3bd"},
	{"mañana",
	 "'mañana' is not a time; write one as 17:00, fri 17:00, 2026-11-25 "
	 "17:00 or 3bd"},
	{"a b c d e f g h i", "'a b c d e f g h i' is too long for a time"},
	{"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	 "xxxxxxxxxxxxxxxxxxxxx",
	 "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is too long for a "
	 "time"},
};

static const struct refused not_past[] = {
	{"close", "'close' is a time ahead; write the time of day"},
	{"3d", "'3d' does not say from when; did you mean '3d ago'?"},
	{"3 days",
	 "'3 days' does not say from when; did you mean '3 days ago'?"},
	{"2bh", "'2bh' does not say from when; did you mean '2bh ago'?"},
	{"-3d", "'-3d' is negative; a span runs forward"},
	{"tue 10:00..12:00",
	 "'tue 10:00..12:00' is a window; here one time is needed"},
	{"last month", "'last month' is a period; here one time is needed"},
	{"last friday", "'last friday' is written 'friday'"},
	{"next friday",
	 "'next friday' can mean two days; write 'fri' for Fri 27 Nov, or "
	 "2026-12-04 for a week later"},
	{"soon",
	 "'soon' does not say when; write a day and a time, 'fri 17:00', or "
	 "a window, 'tue 10:00..12:00'"},
};

static const struct refused not_periods[] = {
	{"now..2026-01-01", "'now..2026-01-01' ends before it begins"},
	{"2026-11..2026-10", "'2026-11..2026-10' ends before it begins"},
	{"30d", "'30d' does not say from when; did you mean '30d ago'?"},
	{"last 3 hours",
	 "'last 3 hours' is not a period; write one as 'last 30 days'"},
	{"2026-13", "there is no 2026-13-01: months are 01 to 12"},
	{"1700", "1700-01-01 is too far off; years are 1900 to 9998"},
	{"2026-02-30", "there is no 2026-02-30: February 2026 has 28 days"},
	{"last 99999 years",
	 "'last 99999 years' is too far off; years are 1900 to 9998"},
	{"december", "'december' is a whole month; write a day, '25 december'"},
	{"sonn",
	 "'sonn' is not a time; write one as 17:00, fri 17:00, 2026-11-25 "
	 "17:00 or 3bd"},
};

struct shop {
	struct zone *zone;
	struct hours *hours;
	struct when_context context;
};

static int64_t
instant(const char *due)
{
	int64_t at = INSTANT_NONE;
	int offset;

	if (!zone_parse_due(due, &at, &offset))
		fail_msg("'%s' is not a time", due);
	return at;
}

static struct shop
open_shop(const char *zone, const char *now)
{
	struct shop shop = {0};
	struct fail why;

	shop.zone = zone_load(zone, &why);
	assert_non_null(shop.zone);
	shop.hours = hours_new(shop.zone);
	for (int day = 0; day < 5; day++)
		assert_true(hours_add_week(shop.hours, day, 9 * 60,
					   17 * 60 + 30, &why));
	assert_true(hours_add_week(shop.hours, 5, 10 * 60, 16 * 60, &why));
	hours_add_closed_yearly(shop.hours, 1225, 1226, "Christmas");
	shop.context.hours = shop.hours;
	shop.context.zone = shop.zone;
	shop.context.now = instant(now);
	return shop;
}

static void
close_shop(struct shop *shop)
{
	hours_free(shop->hours);
	zone_free(shop->zone);
}

static void
add_instant(struct buffer *out, const struct shop *shop, int64_t at)
{
	zone_format_due(out, at, zone_offset(shop->zone, at));
}

static void
assert_taken(const struct shop *shop, const struct taken *row,
	     bool (*parse)(const char *, const struct when_context *,
			   struct when *, struct fail *))
{
	struct when when;
	struct fail why;
	struct buffer out = {0};

	if (!parse(row->text, &shop->context, &when, &why))
		fail_msg("'%s': %s", row->text, why.text);
	if (when.from != INSTANT_NONE) {
		add_instant(&out, shop, when.from);
		buffer_add_string(&out, "..");
	}
	add_instant(&out, shop, when.at);
	assert_string_equal(buffer_string(&out), row->at);
	buffer_clear(&out);
	when_say_back(&out, &shop->context, &when);
	assert_string_equal(buffer_string(&out), row->said);
	buffer_release(&out);
}

static void
every_time_ahead_is_read_and_said_back(void **state)
{
	struct shop shop = open_shop("Europe/London", NOW);

	(void)state;
	for (size_t i = 0; i < COUNT(ahead); i++)
		assert_taken(&shop, &ahead[i], when_parse_due);
	close_shop(&shop);
}

static void
every_time_past_is_read_and_said_back(void **state)
{
	struct shop shop = open_shop("Europe/London", NOW);

	(void)state;
	for (size_t i = 0; i < COUNT(past); i++)
		assert_taken(&shop, &past[i], when_parse_past);
	close_shop(&shop);
}

static void
every_period_is_half_open(void **state)
{
	struct shop shop = open_shop("Europe/London", NOW);

	(void)state;
	for (size_t i = 0; i < COUNT(periods); i++) {
		struct fail why;
		struct buffer out = {0};
		int64_t from;
		int64_t to;

		if (!when_parse_period(periods[i].text, &shop.context, &from,
				       &to, &why))
			fail_msg("'%s': %s", periods[i].text, why.text);
		assert_true(from < to);
		add_instant(&out, &shop, from);
		buffer_add_string(&out, " .. ");
		add_instant(&out, &shop, to);
		assert_string_equal(buffer_string(&out), periods[i].period);
		buffer_release(&out);
	}
	close_shop(&shop);
}

static void
every_refusal_says_what_to_write(void **state)
{
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when = {.at = 7};
	struct fail why;
	int64_t from = 7;
	int64_t to = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(not_ahead); i++) {
		if (when_parse_due(not_ahead[i].text, &shop.context, &when,
				   &why))
			fail_msg("'%s' is taken", not_ahead[i].text);
		assert_string_equal(why.text, not_ahead[i].sentence);
		assert_int_equal(why.kind, FAIL_USAGE);
	}
	for (size_t i = 0; i < COUNT(not_past); i++) {
		if (when_parse_past(not_past[i].text, &shop.context, &when,
				    &why))
			fail_msg("'%s' is taken", not_past[i].text);
		assert_string_equal(why.text, not_past[i].sentence);
	}
	for (size_t i = 0; i < COUNT(not_periods); i++) {
		if (when_parse_period(not_periods[i].text, &shop.context, &from,
				      &to, &why))
			fail_msg("'%s' is taken", not_periods[i].text);
		assert_string_equal(why.text, not_periods[i].sentence);
	}
	assert_true(when.at == 7 && from == 7 && to == 7);
	close_shop(&shop);
}

static void
a_skipped_time_goes_by_the_plans_clock_gap(void **state)
{
	static const struct taken row = {
		"tomorrow 01:30", "2026-03-29T02:30:00+01:00",
		"Sun 29 Mar 02:30, with no open time before it; the clocks "
		"skip 01:30"};
	struct shop shop =
		open_shop("Europe/London", "2026-03-28T17:00:00+00:00");
	struct when when;
	struct fail why;

	(void)state;
	assert_taken(&shop, &row, when_parse_due);
	shop.context.gap = ZONE_GAP_REFUSE;
	assert_false(when_parse_due(row.text, &shop.context, &when, &why));
	assert_string_equal(why.text, "the clocks skip 01:30 on Sun 29 Mar "
				      "2026; write 02:30");
	close_shop(&shop);
}

static void
a_doubled_time_goes_by_the_plans_clock_fold(void **state)
{
	static const struct taken first = {
		"tomorrow 01:30", "2026-10-25T01:30:00+01:00",
		"Sun 25 Oct 01:30, with no open time before it; the clocks "
		"show 01:30 twice, this is the first"};
	static const struct taken second = {
		"tomorrow 01:30", "2026-10-25T01:30:00+00:00",
		"Sun 25 Oct 01:30, with no open time before it; the clocks "
		"show 01:30 twice, this is the second"};
	static const struct taken with_offset = {
		"2026-10-25T01:30+00:00", "2026-10-25T01:30:00+00:00",
		"Sun 25 Oct 01:30, with no open time before it"};
	struct shop shop =
		open_shop("Europe/London", "2026-10-24T17:00:00+01:00");
	struct when when;
	struct fail why;

	(void)state;
	assert_taken(&shop, &first, when_parse_due);
	shop.context.fold = ZONE_FOLD_SECOND;
	assert_taken(&shop, &second, when_parse_due);
	shop.context.fold = ZONE_FOLD_REFUSE;
	assert_taken(&shop, &with_offset, when_parse_due);
	assert_false(when_parse_due(first.text, &shop.context, &when, &why));
	assert_string_equal(why.text,
			    "the clocks show 01:30 twice on Sun 25 Oct 2026; "
			    "write 2026-10-25T01:30:00+01:00 or "
			    "2026-10-25T01:30:00+00:00");
	close_shop(&shop);
}

static void
today_after_the_close_ends_at_midnight_and_before_opening_began_there(
	void **state)
{
	static const struct taken rows[] = {
		{"today", "2026-11-25T00:00:00+00:00",
		 "today 24:00, with no open time before it"},
		{"close", "2026-11-25T17:30:00+00:00",
		 "Wed 25 Nov 17:30, in 1 open day"},
	};
	static const struct taken morning = {"today",
					     "2026-11-24T00:00:00+00:00",
					     "today 00:00, 8 hours ago"};
	struct shop shop =
		open_shop("Europe/London", "2026-11-24T19:00:00+00:00");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_taken(&shop, &rows[i], when_parse_due);
	shop.context.now = instant("2026-11-24T08:00:00+00:00");
	assert_taken(&shop, &morning, when_parse_past);
	close_shop(&shop);
}

static void
without_hours_a_day_is_its_midnights_and_open_time_is_refused(void **state)
{
	static const struct taken rows[] = {
		{"fri", "2026-11-28T00:00:00+00:00",
		 "Fri 27 Nov 24:00, in 3 days"},
		{"4h", "2026-11-24T14:00:00+00:00", "today 14:00, in 4 hours"},
		{"1mo", "2026-12-24T10:00:00+00:00",
		 "Thu 24 Dec 10:00, in 30 days"},
	};
	static const char *const refusals[] = {"3bd", "2bh", "90bm", "close"};
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when;
	struct fail why;

	(void)state;
	shop.context.hours = NULL;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_taken(&shop, &rows[i], when_parse_due);
	for (size_t i = 0; i < COUNT(refusals); i++) {
		char want[128];

		assert_false(when_parse_due(refusals[i], &shop.context, &when,
					    &why));
		strcpy(want, "'");
		strcat(want, refusals[i]);
		strcat(want, "' counts open time, and no opening hours are "
			     "known here");
		assert_string_equal(why.text, want);
	}
	close_shop(&shop);
}

static void
the_plans_vague_words_are_refused_ahead_and_only_there(void **state)
{
	static const char *const vague[] = {"Today", "one of  these days",
					    "friday"};
	static const char *const refusals[] = {"today", "today 17:00", "friday",
					       "One of these days"};
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when;
	struct fail why;

	(void)state;
	shop.context.too_vague = vague;
	shop.context.too_vague_count = COUNT(vague);
	for (size_t i = 0; i < COUNT(refusals); i++) {
		assert_false(when_parse_due(refusals[i], &shop.context, &when,
					    &why));
		assert_non_null(strstr(why.text, "does not say when"));
	}
	assert_true(when_parse_due("fri", &shop.context, &when, &why));
	assert_true(when_parse_past("today", &shop.context, &when, &why));
	close_shop(&shop);
}

static void
a_span_that_no_opening_reaches_is_refused(void **state)
{
	struct shop shop = open_shop("Europe/London", NOW);
	struct hours *never = hours_new(shop.zone);
	struct when when;
	struct fail why;

	(void)state;
	shop.context.hours = never;
	assert_false(when_parse_due("3bd", &shop.context, &when, &why));
	assert_string_equal(why.text, "'3bd' is never reached: the plan has "
				      "no opening hours that far off");
	hours_free(never);
	close_shop(&shop);
}

static void
a_day_that_the_clocks_skip_whole_is_nothing_or_its_end(void **state)
{
	struct shop shop =
		open_shop("Pacific/Apia", "2011-12-29T10:00:00-10:00");
	struct when when;
	struct fail why;
	int64_t from;
	int64_t to;

	(void)state;
	assert_true(when_parse_due("2011-12-30", &shop.context, &when, &why));
	assert_true(when.at == instant("2011-12-31T00:00:00+14:00"));
	assert_true(
		when_parse_due("2011-12-30 12:00", &shop.context, &when, &why));
	assert_true(when.at == instant("2011-12-31T12:00:00+14:00"));
	assert_int_equal(when.wall, ZONE_WALL_SKIPPED);
	assert_true(when_parse_period("2011-12-29..2011-12-31", &shop.context,
				      &from, &to, &why));
	assert_true(to - from == 48 * ZONE_HOUR);
	close_shop(&shop);
}

static void
instants_are_said_in_words(void **state)
{
	static const struct {
		const char *at, *plain, *full, *near, *distance, *day;
	} rows[] = {
		{"2026-11-24T10:00:00+00:00", "today 10:00",
		 "Tuesday 24 November, 10:00", "today 10:00", "now",
		 "Tue 24 Nov"},
		{"2026-11-24T17:30:00+00:00", "today 17:30",
		 "Tuesday 24 November, 17:30", "today 17:30", "in 7 h",
		 "Tue 24 Nov"},
		{"2026-11-24T10:20:30+00:00", "today 10:20",
		 "Tuesday 24 November, 10:20", "today 10:20", "in 20 min",
		 "Tue 24 Nov"},
		{"2026-11-25T10:00:00+00:00", "Wed 25 Nov 10:00",
		 "Wednesday 25 November, 10:00", "tomorrow 10:00", "in 24 h",
		 "Wed 25 Nov"},
		{"2026-11-23T18:30:00+00:00", "Mon 23 Nov 18:30",
		 "Monday 23 November, 18:30", "yesterday 18:30", "late 15 h",
		 "Mon 23 Nov"},
		{"2026-11-22T09:00:00+00:00", "Sun 22 Nov 09:00",
		 "Sunday 22 November, 09:00", "Sunday 09:00", "late 2 d",
		 "Sun 22 Nov"},
		{"2026-11-30T16:40:00+00:00", "Mon 30 Nov 16:40",
		 "Monday 30 November, 16:40", "Monday 16:40", "in 6 d",
		 "Mon 30 Nov"},
		{"2026-12-01T16:40:00+00:00", "Tue 1 Dec 16:40",
		 "Tuesday 1 December, 16:40", "1 December 16:40", "in 7 d",
		 "Tue 1 Dec"},
		{"2026-11-12T16:40:00+00:00", "Thu 12 Nov 16:40",
		 "Thursday 12 November, 16:40", "12 November 16:40",
		 "late 11 d", "Thu 12 Nov"},
		{"2027-11-26T17:30:00+00:00", "Fri 26 Nov 2027 17:30",
		 "Friday 26 November 2027, 17:30", "26 November 2027 17:30",
		 "in 367 d", "Fri 26 Nov 2027"},
	};
	struct shop shop = open_shop("Europe/London", NOW);
	int64_t now = shop.context.now;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		int64_t at = instant(rows[i].at);

		when_say(&out, shop.zone, now, at);
		assert_string_equal(buffer_string(&out), rows[i].plain);
		buffer_clear(&out);
		when_say_full(&out, shop.zone, now, at);
		assert_string_equal(buffer_string(&out), rows[i].full);
		buffer_clear(&out);
		when_say_near(&out, shop.zone, now, at);
		assert_string_equal(buffer_string(&out), rows[i].near);
		buffer_clear(&out);
		when_say_distance(&out, now, at);
		assert_string_equal(buffer_string(&out), rows[i].distance);
		buffer_clear(&out);
		when_say_day(&out, shop.zone, now, at, true);
		assert_string_equal(buffer_string(&out), rows[i].day);
		buffer_clear(&out);
		when_say_day(&out, shop.zone, now, at, false);
		assert_string_equal(buffer_string(&out), rows[i].day + 4);
		buffer_release(&out);
	}
	close_shop(&shop);
}

static void
how_far_ahead_is_counted_as_the_shop_is_open(void **state)
{
	static const struct {
		const char *at, *said;
	} rows[] = {
		{"2026-11-24T10:00:59+00:00", "now"},
		{"2026-11-24T10:01:00+00:00", "in 1 open minute"},
		{"2026-11-24T11:59:00+00:00", "in 119 open minutes"},
		{"2026-11-24T12:30:00+00:00", "in 2 open hours"},
		{"2026-11-24T23:00:00+00:00", "in 7 open hours"},
		{"2026-11-25T00:00:00+00:00", "in 7 open hours"},
		{"2026-11-25T08:00:00+00:00", "in 1 open day"},
		{"2026-11-28T16:00:00+00:00", "in 4 open days"},
		{"2026-11-24T09:00:00+00:00", "60 minutes ago"},
		{"2026-11-20T10:00:00+00:00", "4 days ago"},
	};
	struct shop shop = open_shop("Europe/London", NOW);
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		buffer_clear(&out);
		when_say_ahead(&out, shop.hours, shop.context.now,
			       instant(rows[i].at));
		assert_string_equal(buffer_string(&out), rows[i].said);
	}
	buffer_release(&out);
	close_shop(&shop);
}

static void
hostile_text_is_refused_and_nothing_worse(void **state)
{
	static const char letters[] =
		"0123456789:-.+/ tzTZ..mondaysclinwekhbr\t\n\x80\xff";
	struct shop shop = open_shop("Europe/London", NOW);
	uint64_t random = 20261122;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[40];
		size_t len = 0;
		struct when when;
		struct fail why;
		int64_t from;
		int64_t to;

		do {
			random = random * UINT64_C(6364136223846793005) + 1;
			text[len++] =
				letters[(random >> 33) % (sizeof(letters) - 1)];
		} while (len < sizeof(text) - 1 && (random >> 40) % 12 > 0);
		text[len] = '\0';
		if (when_parse_due(text, &shop.context, &when, &why))
			assert_true(when.at >= ZONE_EARLIEST &&
				    when.at <= ZONE_LATEST);
		if (when_parse_past(text, &shop.context, &when, &why))
			assert_true(when.from == INSTANT_NONE);
		if (when_parse_period(text, &shop.context, &from, &to, &why))
			assert_true(from < to);
	}
	close_shop(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_time_ahead_is_read_and_said_back),
		cmocka_unit_test(every_time_past_is_read_and_said_back),
		cmocka_unit_test(every_period_is_half_open),
		cmocka_unit_test(every_refusal_says_what_to_write),
		cmocka_unit_test(a_skipped_time_goes_by_the_plans_clock_gap),
		cmocka_unit_test(a_doubled_time_goes_by_the_plans_clock_fold),
		cmocka_unit_test(
			today_after_the_close_ends_at_midnight_and_before_opening_began_there),
		cmocka_unit_test(
			without_hours_a_day_is_its_midnights_and_open_time_is_refused),
		cmocka_unit_test(
			the_plans_vague_words_are_refused_ahead_and_only_there),
		cmocka_unit_test(a_span_that_no_opening_reaches_is_refused),
		cmocka_unit_test(
			a_day_that_the_clocks_skip_whole_is_nothing_or_its_end),
		cmocka_unit_test(instants_are_said_in_words),
		cmocka_unit_test(how_far_ahead_is_counted_as_the_shop_is_open),
		cmocka_unit_test(hostile_text_is_refused_and_nothing_worse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
