#!/bin/sh
# How fast the clock is: a whole start of due-when, and what a count of open
# days over ten years of holidays adds to one. Figures alone: whether a machine
# is busy is not for a test to find out.
set -u
: "${TOOLS:?run it by make bench}"
plan=$(mktemp) || exit 99
trap 'rm -f "$plan"' EXIT
export AMENDS_NOW=2026-11-24T10:00:00Z

# Ten years of a shop's holidays, each with its date.
{
	printf 'policy: 1\n'
	printf 'shop: {name: Bench, timezone: Europe/London, currency: GBP}\n'
	printf 'hours:\n  week:\n'
	for day in mon tue wed thu fri; do
		printf '    %s: ["09:00-13:00", "14:00-17:30"]\n' $day
	done
	printf '  closed:\n'
	year=2026
	while [ $year -lt 2037 ]; do
		for date in 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28; do
			printf '    - {date: "%s-%s", why: bank holiday}\n' \
				$year $date
		done
		year=$((year + 1))
	done
} >"$plan"

# fastest COMMAND...: microseconds a run, of the best of five hundreds.
fastest() {
	best=
	for _ in 1 2 3 4 5; do
		begun=$(date +%s%N) runs=0
		while [ $runs -lt 100 ]; do
			"$@" >/dev/null || exit
			runs=$((runs + 1))
		done
		took=$((($(date +%s%N) - begun) / 100000))
		[ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
	done
	echo "$best"
}

# say WHAT MICROSECONDS LIMIT
say() {
	printf '%-44s %6d.%02d ms   (at most %s)\n' "$1" $(($2 / 1000)) \
		$(($2 % 1000 / 10)) "$3"
}

idle=$(fastest "$TOOLS/due-when" --version)
start=$(fastest "$TOOLS/due-when" -p "$plan" 1bd)
decade=$(fastest "$TOOLS/due-when" -p "$plan" 2500bd)
[ "$decade" -ge "$start" ] || decade=$start
say 'due-when: an idle start' "$idle" '2 ms'
say 'due-when: a start, a plan of 88 holidays, 1bd' "$start" '2 ms'
say 'due-when: 2500bd, ten years, beyond that' $((decade - start)) '1 ms'
