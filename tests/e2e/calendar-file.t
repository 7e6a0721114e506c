#!/bin/sh
# followup-due --ics: what is owed, as a calendar that a phone reads.
. "${0%/*}/harness.sh"

cp "$TOP/tests/data/morning/journal.tsv" journal
export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-26T08:30:00+01:00
export AMENDS_POLICY="$TOP/tests/data/morning/policies.yaml"
cr=$(printf '\r')
lines() { sed "s/\$/$cr/"; }

run followup-due --ics --for sam -k what=promise
lines >want <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//amends//followup-due//EN
X-WR-CALNAME:Casa Luz
BEGIN:VEVENT
UID:261123-3F8TWAX-promise-p1-1795425620500@amends
DTSTAMP:20261126T073000Z
DTSTART:20261125T160000Z
SUMMARY:Late: Marta Gil: p1 Ring with the carrier's answer
DESCRIPTION:+34 600 222 333\n"The chair was to come last Friday."\ncase-sho
 w 3f8
END:VEVENT
BEGIN:VEVENT
UID:261124-MJ2C0K0-promise-p1-1795515330441@amends
DTSTAMP:20261126T073000Z
DTSTART:20261126T090000Z
DTEND:20261126T110000Z
SUMMARY:Iris Blom: p1 Ring to arrange collecting the lamp
DESCRIPTION:+34 600 444 555\n"The lamp flickers."\ncase-show mj2
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;VALUE=DATE-TIME:20261126T090000Z
DESCRIPTION:Iris Blom: p1 Ring to arrange collecting the lamp
END:VALARM
END:VEVENT
END:VCALENDAR
ICS
expect 'a promise is an event at its time, with an alarm before it' 0 <want

run followup-due --ics --for nobody -k what=promise
expect 'whose it is has to be known' 2 3<<'ERR'
followup-due: --for: 'nobody' is not in the plan's staff
ERR

run followup-due --ics -k customer=Nobody
lines >want <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//amends//followup-due//EN
X-WR-CALNAME:Casa Luz
END:VCALENDAR
ICS
expect 'with nothing owed it is a calendar without an event' 0 <want

run followup-due --ics --letter
expect 'a calendar is no letter' 2 3<<'ERR'
followup-due: --ics is a calendar, --letter and --mail are a text; choose one
ERR

# Words of a customer end no line, begin no property, and are cut between
# characters.
printf '%s\t261122-7QK4XMQ\topen\t-\tkim\t-\t-\t%s\tcustomer=%s\n' \
	2026-11-26T08:00:00.000+01:00 \
	'a\nEND:VEVENT\r\nBEGIN:VALARM; b, c\\d \x1b[2J' \
	'Ünälöng Näme Ünälöng Näme Ünälöng Näme Ünälöng Näme ß' >hostile
run followup-due -f hostile --ics 7qk -k what=answer
tr -d '\r' <"$dir/out" >lines
check 'no line is longer than 75 bytes' \
	[ "$(LC_ALL=C awk 'length($0) > 75' lines | wc -l)" = 0 ]
check 'and every line is UTF-8' iconv -f UTF-8 -t UTF-8 lines
awk '/^ / { printf "%s", substr($0, 2); next } NR > 1 { print "" }
	{ printf "%s", $0 } END { print "" }' lines |
	grep -E '^(SUMMARY|DESCRIPTION|END:VEVENT|BEGIN:VALARM)' |
	head -3 >unfolded
expect_file 'unfolded it is what they said' unfolded <<'ICS'
SUMMARY:Ünälöng Näme Ünälöng Näme Ünälöng Näme Ünälöng Näme ß: say what we can do
DESCRIPTION:"a\nEND:VEVENT\nBEGIN:VALARM\; b\, c\\d \\x1b[2J"\ncase-show 7qk
BEGIN:VALARM
ICS
finish
