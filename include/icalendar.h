/*
 * Duties as a calendar that phones and desktops read (RFC 5545): an event
 * each, at the time by which to act, with an alarm as early as the plan warns.
 * Pure.
 */
#ifndef ICALENDAR_H
#define ICALENDAR_H

#include "casebook.h"
#include "duty.h"
#include "mem.h"

/*
 * Append the calendar. Times are in UTC, so that no zone has to be told; lines
 * end in CR LF and are folded at 75 bytes, between characters; control
 * characters are escaped as everywhere. An event's UID is made of the case, the
 * duty and when that began, so that a program that reads the file again knows
 * it. There is no METHOD: this is a file to read, no invitation. Without a
 * duty it is a calendar without an event.
 */
void icalendar_write(struct buffer *out, const struct duty_list *duties,
		     const struct duty_view *view, const struct casebook *book,
		     struct arena *arena);

#endif
