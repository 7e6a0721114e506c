#!/bin/sh
# A whole year of each calendar of tests/data/calendars, compared with another
# implementation: opening hours with python3's zoneinfo, civil arithmetic with
# date(1). The hours are those of every day; what needs a run a day is tried
# about each change of clocks and the turn of the year, and on every fifth day
# besides, or every one with AMENDS_TEST_STEP=1 (make check-long).
. "${0%/*}/harness.sh"

calendars=$TOP/tests/data/calendars
export AMENDS_POLICY="$calendars/A.yaml" AMENDS_NOW=2026-01-01T00:00:00Z
case $TOOLS in
*/valgrind) skip_all 'a thousand runs are too many under valgrind' ;;
esac

cat >days.py <<'PY'
# Writes what due-when should print. For each PLAN.yaml, PLAN.days: day, minutes
# open, clocks; and PLAN.third: for each day of the year the close of the third
# open day after its noon. One run for all, as starting is what takes time.
import datetime
import os
import re
import sys
import zoneinfo

UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)


class Calendar:
    def __init__(self, path):
        text = open(path, encoding="utf-8").read()
        self.zone = zoneinfo.ZoneInfo(
            re.search(r"timezone: ([\w/]+)", text).group(1))
        self.week = [re.findall(r'"([\d:-]+)"', line) for line in re.findall(
            r"^    (?:mon|tue|wed|thu|fri|sat|sun): (.*)$", text, re.M)]
        self.closed = set(re.findall(r'date: "([\d-]+)", (?:every|why)', text))
        self.special = dict(re.findall(
            r'date: "([\d-]+)", hours: \["([\d:-]+)"\]', text))

    def instant(self, day, clock, closing):
        hour, minute = map(int, clock.split(":"))
        wall = datetime.datetime.combine(
            day + DAY * (hour // 24), datetime.time(hour % 24, minute))
        first, second = (wall.replace(tzinfo=self.zone, fold=fold)
                         .astimezone(UTC) for fold in (0, 1))
        if first <= second:
            return second if closing else first
        # Skipped: the instant at which the offset changes.
        before = second.astimezone(self.zone).utcoffset()
        while second.astimezone(self.zone).utcoffset() == before:
            second += datetime.timedelta(minutes=1)
        return second

    def openings(self, day):
        ranges = self.week[day.weekday()]
        if str(day) in self.special:
            ranges = [self.special[str(day)]]
        elif str(day) in self.closed or f"{day:%m-%d}" in self.closed:
            ranges = []
        return [(self.instant(day, *text.split("-")[:1], False),
                 self.instant(day, *text.split("-")[1:], True))
                for text in ranges]

    def change(self, day):
        offsets = [datetime.datetime.combine(at, datetime.time(), self.zone)
                   .utcoffset() for at in (day, day + DAY)]
        return int((offsets[1] - offsets[0]).total_seconds() // 60)


def minutes(calendar, day):
    return sum((to - since).total_seconds() // 60
               for since, to in calendar.openings(day))


def third(calendar, day):
    # A noon on a day without openings is received on the next that has.
    due = day
    while not calendar.openings(due):
        due += DAY
    for _ in range(3):
        due += DAY
        while not calendar.openings(due):
            due += DAY
    return calendar.openings(due)[-1][1].astimezone(calendar.zone)


for path in sys.argv[1:]:
    calendar = Calendar(path)
    name = os.path.basename(path).removesuffix(".yaml")
    year = [datetime.date(2026, 1, 1) + DAY * n for n in range(365)]
    with open(name + ".days", "w") as days:
        for day in year:
            change = calendar.change(day)
            print(day, int(minutes(calendar, day)),
                  f"{change:+d}" if change else "-", sep="\t", file=days)
    if name in ("A", "C"):
        with open(name + ".third", "w") as thirds:
            for day in year:
                print(day, third(calendar, day).isoformat(),
                      sep="\t", file=thirds)
PY

awk -v step="${AMENDS_TEST_STEP:-5}" 'BEGIN {
	split("31 28 31 30 31 30 31 31 30 31 30 31", length_of, " ")
	for (month = 1; month <= 12; month++)
		for (day = 1; day <= length_of[month]; day++) {
			number = month * 100 + day
			if (++count % step == 0 || number < 104 || number > 1219 ||
			    number > 319 && number < 409 ||
			    number > 1019 && number < 1104)
				printf "2026-%02d-%02d\n", month, day
		}
}' >days

if python3 days.py "$calendars"/*.yaml >"$dir/python" 2>&1; then
	for plan in "$calendars"/*.yaml; do
		name=${plan##*/} name=${name%.yaml}
		# In Cairo the day itself begins with a gap, where python3's
		# midnight has the offset before it.
		due-when -p "$plan" --at '2026-01-01 12:00' --why 366d \
			-o day,open,clocks 2>&1 | grep ^2026 >got
		run cat got
		expect "the hours of a year are zoneinfo's: $name" 0 \
			<"$name.days"
	done
	for plan in A C; do
		awk 'NR == FNR { tried[$1]; next }
		$1 in tried { print $2 }' days "$plan.third" >expected
		while read -r day; do
			due-when -p "$calendars/$plan.yaml" -o due 3bd \
				--at "$day 12:00"
		done <days >got
		run cat got
		expect "three open days from the noons of a year: $plan" 0 \
			<expected
	done
elif python3 -c 'import zoneinfo; zoneinfo.ZoneInfo("Africa/Cairo")' \
	2>/dev/null; then
	sed 's/^/# /' "$dir/python" >>"$dir/why"
	verdict 'python3 knows the hours of a year'
else
	skip "the hours of a year are zoneinfo's" \
		'no python3 with zoneinfo and its zones here'
fi

if [ "$(date -u -d '2026-01-31 1 day' +%F 2>&1)" = 2026-02-01 ]; then
	# date(1) lets months run over where due-when clamps them.
	while read -r day; do
		case $day in
		*-*[13579] | *-29 | *-30) span=8w words='56 days' ;;
		*) span=1mo words='1 month' ;;
		esac
		due-when -o due --at "$day 10:00" "$span"
		echo "$day 10:00 $words" >&4
	done <days >got 4>asked
	TZ=Europe/London date -f asked +%FT%T%:z >expected
	run cat got
	expect 'eight weeks and a month from the days of a year are date(1)'\''s' \
		0 <expected
else
	skip "eight weeks and a month are date(1)'s" 'no GNU date here'
fi

finish
