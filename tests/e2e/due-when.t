#!/bin/sh
# due-when: the due time, whether it can be kept, and the days on the way; and
# the dates to hold, in every zone and locale that may be around.
. "${0%/*}/harness.sh"

calendars=$TOP/tests/data/calendars
export AMENDS_POLICY="$calendars/A.yaml" AMENDS_NOW=2026-11-24T10:00:00+00:00

run due-when 3bd
expect 'a record says when it is due, and that it can be kept' 0 <<'OUT'
2026-11-24T10:00:00.000+00:00	-	due	-	-	2026-11-27T17:30:00+00:00	-	Fri 27 Nov 17:30, in 3 open days	act-by=2026-11-27T17:30:00+00:00
OUT

run due-when -o due 3 business days
expect 'words may stand as several operands; -o due prints just that' 0 <<'OUT'
2026-11-27T17:30:00+00:00
OUT

run due-when tue 10:00..12:00
expect 'a window is due at its end' 0 <<'OUT'
2026-11-24T10:00:00.000+00:00	-	due	-	-	2026-12-01T12:00:00+00:00	-	Tue 1 Dec 10:00 to 12:00, in 6 open days	act-by=2026-12-01T12:00:00+00:00	from=2026-12-01T10:00:00+00:00
OUT

run due-when sun 12:00 -o due,act-by
expect 'due when closed: to be kept by the last close before' 0 <<'OUT'
2026-11-29T12:00:00+00:00	2026-11-28T16:00:00+00:00
OUT

printf '%s\n' 'policy: 1' \
	'shop: {name: S, timezone: Europe/Madrid, currency: EUR}' \
	'time: {promise-due-when-closed: unchanged}' >unchanged.yaml
run due-when -p unchanged.yaml 20:00 -o due,act-by
expect 'or by then, where the plan leaves it unchanged' 0 <<'OUT'
2026-11-24T20:00:00+01:00	2026-11-24T20:00:00+01:00
OUT
rm unchanged.yaml

run due-when 24h --at 'sat 16:30'
expect 'what cannot be kept in open hours is told before it is promised' 0 \
	3<<'ERR' <<'OUT'
due-when: the shop is not open between Sat 21 Nov 16:30 and then: this cannot be kept in open hours; it opens Mon 23 Nov 09:00
ERR
2026-11-21T16:30:00.000+00:00	-	due	-	-	2026-11-22T16:30:00+00:00	-	Sun 22 Nov 16:30, with no open time before it	cannot-be-kept=closed	next-open=2026-11-23T09:00:00+00:00
OUT

run due-when --now '2026-11-28 17:00' sun 12:00 -o cannot-be-kept,next-open
expect 'the same from now' 0 3<<'ERR' <<'OUT'
due-when: the shop is not open between now and then: this cannot be kept in open hours; it opens Mon 30 Nov 09:00
ERR
closed	2026-11-30T09:00:00+00:00
OUT

run due-when yesterday 16:50
expect 'what is past is told, and said' 0 3<<'ERR' <<'OUT'
due-when: that time is over already
ERR
2026-11-24T10:00:00.000+00:00	-	due	-	-	2026-11-23T16:50:00+00:00	-	Mon 23 Nov 16:50, 17 hours ago	cannot-be-kept=past
OUT

run due-when -q sun 12:00
expect '-q answers 0 where it can be kept' 0
run due-when -q sun 12:00 --at 'sat 16:00'
expect '-q answers 1 where it cannot' 1
run due-when -q yesterday
expect '-q answers 1 for what is past' 1
for form in -H --csv --csv=excel --json --table '-H -o due'; do
	# shellcheck disable=SC2086 # options, one or more
	run due-when -q $form 3bd
	expect "-q prints nothing with $form either" 0
done

# Why.

run due-when --why 3bd --at 2026-12-23
expect '--why has a record for each day on the way' 0 <<'OUT'
2026-12-23T00:00:00.000+00:00	-	day	open	-	-	-	open; the count begins after this day	counted=510	day=2026-12-23	hours=09:00-17:30	n=0	open=510
2026-12-24T00:00:00.000+00:00	-	day	special	-	-	-	special hours: Christmas Eve	counted=240	day=2026-12-24	hours=09:00-13:00	n=1	open=240
2026-12-25T00:00:00.000+00:00	-	day	holiday	-	-	-	closed: Christmas Day	counted=0	day=2026-12-25	open=0
2026-12-26T00:00:00.000+00:00	-	day	holiday	-	-	-	closed: Boxing Day	counted=0	day=2026-12-26	open=0
2026-12-27T00:00:00.000+00:00	-	day	closed	-	-	-	closed on Sundays	counted=0	day=2026-12-27	open=0
2026-12-28T00:00:00.000+00:00	-	day	holiday	-	-	-	closed: Boxing Day (substitute day)	counted=0	day=2026-12-28	open=0
2026-12-29T00:00:00.000+00:00	-	day	open	-	-	-	open	counted=510	day=2026-12-29	hours=09:00-17:30	n=2	open=510
2026-12-30T00:00:00.000+00:00	-	day	open	-	-	-	open	counted=510	day=2026-12-30	hours=09:00-17:30	n=3	open=510
2026-12-23T09:00:00.000+00:00	-	due	-	-	2026-12-30T17:30:00+00:00	-	Wed 30 Dec 17:30, in 3 open days	act-by=2026-12-30T17:30:00+00:00
OUT

run due-when --why --table 1bd --at 'sat 20:00'
expect 'what comes after closing counts as received on the next open day' 0 \
	<<'OUT'
DAY         HOURS        COUNTED  WHY
Sat 21 Nov  10:00-16:00        -  open; after closing time
Sun 22 Nov  -                  -  closed on Sundays
Mon 23 Nov  09:00-17:30    day 0  open; counts as the day received
Tue 24 Nov  09:00-17:30    day 1  open

Tue 24 Nov 17:30, in 2 open days
OUT

run due-when --why --table 10bh --at 'yesterday 16:00'
expect 'open hours are counted day by day' 0 <<'OUT'
DAY         HOURS        COUNTED  WHY
Mon 23 Nov  09:00-17:30   1 h 30  open
Tue 24 Nov  09:00-17:30   8 h 30  open

Tue 24 Nov 17:30, in 1 open day
OUT

run due-when --why -o day,what,hours,open,counted,clocks 24h \
	-p "$calendars/F.yaml" --at 2026-10-24T23:30:00+01:00
expect 'a day on which the clocks change is as long as it is' 0 <<'OUT'
2026-10-24	open	00:30-08:30	480	0	-
2026-10-25	open	00:30-08:30	540	540	-60
-	-	-	-	-	-
OUT
run due-when --why -o text 2d -p "$calendars/E.yaml" --at 2026-04-23T12:00+02:00
expect 'and says so' 0 <<'OUT'
open; after closing time
open; the clocks go forward 60 minutes at 00:00
open
Sat 25 Apr 12:00, in 2 open days
OUT

sed 's/Europe.London/Pacific\/Apia/' "$calendars/A.yaml" >apia.yaml
run due-when -p apia.yaml --why -o day,what,text 2d --at 2011-12-28T12:00-10:00
expect 'a day that a zone has skipped is none' 0 <<'OUT'
2011-12-28	open	open
2011-12-29	open	open
2011-12-30	skipped	the calendar skips this day
2011-12-31	open	open; the clocks go forward 1440 minutes at 24:00
-	-	Sat 31 Dec 12:00, in 2 open days; the clocks skip 12:00
OUT

# What a person sees.

run due-when --table 3bd
expect 'a person reads what was understood' 0 <<'OUT'
Fri 27 Nov 17:30, in 3 open days
OUT
run due-when --table sun 12:00
expect 'and by when it has to be kept' 0 <<'OUT'
Sun 29 Nov 12:00, in 4 open days
closed then; keep it by Sat 28 Nov 16:00
OUT
run due-when close --table --at 'mon 10:00'
expect 'today is the day on which it is read' 0 <<'OUT'
Mon 23 Nov 17:30, in 7 open hours
OUT

# What is not understood, and faulty plans.

run due-when
expect 'a time is needed' 2 3<<'ERR'
due-when: say a time: due-when 3bd, due-when fri 17:00
ERR
run due-when soon
expect 'what does not say when is refused, with what to write' 2 3<<'ERR'
due-when: 'soon' does not say when; write a day and a time, 'fri 17:00', or a window, 'tue 10:00..12:00'
ERR
run due-when 3bd --at 3d
expect '--at is a time that may be past' 2 3<<'ERR'
due-when: --at: '3d' does not say from when; did you mean '3d ago'?
ERR

printf 'policy: 1\nshop: {name: X, timezone: Europe/Londn, currency: GBP}\n' \
	>bad.yaml
run due-when -p bad.yaml 3bd
expect 'without a sound plan open days cannot be counted' 3 3<<'ERR'
due-when: bad.yaml:2:27: 'Europe/Londn' is not in the zone database; did you mean 'Europe/London'?
due-when: the plan is faulty: no opening hours are known, and times are in UTC
due-when: '3bd' counts open time, and no opening hours are known here; 3d needs none
ERR
run due-when -p bad.yaml --why 4h -o due,act-by
expect 'elapsed time can' 3 3<<'ERR' <<'OUT'
due-when: bad.yaml:2:27: 'Europe/Londn' is not in the zone database; did you mean 'Europe/London'?
due-when: the plan is faulty: no opening hours are known, and times are in UTC
ERR
2026-11-24T14:00:00+00:00	-
OUT
if [ -e /dev/full ]; then
	run sh -c 'due-when 3bd >/dev/full'
	expect 'a full disk is not a success' 4 3<<'ERR'
due-when: standard output: No space left on device
ERR
else
	skip 'a full disk is not a success' 'no /dev/full here'
fi

# The dates to hold.

export AMENDS_NOW=2026-01-01T00:00:00Z
for rule in same-day next-open-day; do
	{
		cat "$calendars/A.yaml"
		echo "time: {received-after-close: $rule}"
	} >"A-$rule.yaml"
done
grep -v '^#' "$calendars/vectors.tsv" >vectors

# tell CALENDAR OPERATION START ARGUMENT: the tool's answer to a vector.
tell() {
	plan=$calendars/$1.yaml
	case $2 in
	open+) due-when -p "$plan" --at "$3" "${4%m}bm" ;;
	bd+) due-when -p "$1-${4#*after-close=}.yaml" --at "$3" "${4%% *}" ;;
	promise | civil+) due-when -p "$plan" --at "$3" "$4" ;;
	wall)
		[ "$1" = Africa/Cairo ] && plan=E || plan=N
		due-when -p "$calendars/$plan.yaml" "$3"
		;;
	open-length)
		due-when -p "$plan" --at "$3 00:00" --why 1d |
			grep "	day=$3	"
		;;
	esac
}
tell_all() {
	while IFS='	' read -r name calendar operation start argument _; do
		printf '%s\t' "$name"
		tell "$calendar" "$operation" "$start" "$argument"
	done <vectors 2>"$dir/said"
}

# What is expected of them, and the same of the answers.
awk -F '\t' '
function time(text) {
	match(text, /[0-9-]+T[0-9:]+[+-][0-9:]+/)
	return substr(text, RSTART, 16) ":00" substr(text, RSTART + 16, 6)
}
$3 == "open-length" { print $1 "\topen=" ($6 + 0); next }
$3 != "promise" { print $1 "\t" time($6); next }
{
	split($6, part, ";")
	line = $1 "\t" time(part[1])
	if (part[2] ~ /none/)
		print line "\tcannot-be-kept=closed\tnext-open=" time(part[3])
	else
		print line "\tact-by=" time(part[2])
}' vectors >expected
tell_all >answers
awk -F '\t' '
FNR == NR { operation[$1] = $3; next }
!($1 in operation) { next }
{ line = $1 }
operation[$1] != "open-length" { line = line "\t" $7 }
operation[$1] ~ /^(open-length|promise)$/ {
	for (i = 10; i <= NF; i++)
		if (operation[$1] == "promise" || $i ~ /^open=/)
			line = line "\t" $i
}
{ print line }' vectors answers >got
[ "$(wc -l <expected)" -gt 30 ] || echo '# too few dates' >>"$dir/why"
run cat got
expect 'the dates to hold' 0 <expected

# The same instants by another clock.
if [ "$(date -u -d @86400 +%F 2>/dev/null)" = 1970-01-02 ]; then
	grep -o '@[0-9]*' vectors >"$dir/seconds"
	sed 's/\(open\|next-open\)=.*//' expected | grep -o '20[0-9T:+-]*' |
		date -f - +@%s >"$dir/by-date"
	run cat "$dir/by-date"
	expect 'they are the instants that date(1) reads' 0 <"$dir/seconds"
else
	skip 'they are the instants that date(1) reads' 'no GNU date here'
fi

locales='C C.UTF-8'
case $TOOLS in
*/valgrind) locales=C.UTF-8 ;; # a second a run
esac
for zone in UTC Pacific/Auckland America/Los_Angeles unset :no/such; do
	for locale in $locales; do
		(
			export TZ="$zone" LC_ALL="$locale"
			[ "$zone" != unset ] || unset TZ
			tell_all >again
		)
		cmp -s answers again ||
			diff answers again | sed "s|^|# $zone $locale: |" >>"$dir/why"
	done
done
verdict 'whatever zone and locale are around, the answers are the same bytes'

finish
