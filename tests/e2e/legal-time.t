#!/bin/sh
# The time that the law sets (within:), and while what is agreed on in another
# case of the same customer it stands still (clock-stops-while:).
. "${0%/*}/harness.sh"

export AMENDS_POLICY="$TOP/tests/data/full-plan.yaml" AMENDS_WHO=ruth
export AMENDS_NOW=2026-11-01T10:00:00+00:00
A=261001-EZFS0QH B=261101-WY9JNB7

# line TIME CASE EVENT WHAT [KEY=VALUE...]
line() {
	time=$1 case=$2 event=$3 what=$4
	shift 4
	printf '%s\t%s\t%s\t%s\truth\t-\t-\t-' "$time" "$case" "$event" "$what"
	[ $# = 0 ] || printf '\t%s' "$@"
	echo
}

# Both cases, 42 days between the purchase and the second, with what became of
# the first: lines on standard input.
cases() {
	bought=${1:-2026-09-20}
	{
		echo '#amends 1'
		line 2026-10-01T10:00:00.000+01:00 $A open faulty \
			"bought=$bought" 'customer=Ana Ruiz' phone=600111222
		cat
		line 2026-11-01T09:00:00.000+00:00 $B open faulty \
			"bought=$bought" 'customer=Ana Ruiz' phone=600111222
	} >"$HOME/journal"
}
export AMENDS_JOURNAL="$HOME/journal"

law() {
	run sh -c "remedy-pick --why $B -o remedy,why 2>/dev/null |
		grep cra-30-day-refund"
}

cases </dev/null
law
expect 'behind the time that the law sets it owes no more' 0 <<'OUT'
cra-30-day-refund	bought 2026-09-20, its time is up
OUT

{
	line 2026-10-02T10:00:00.000+01:00 $A accept repair-free
	line 2026-10-22T10:00:00.000+01:00 $A give repair-free
} | cases
law
expect 'while a repair was agreed on and not done it stood still' 0 <<'OUT'
cra-30-day-refund	entitlement
OUT

{
	line 2026-10-02T10:00:00.000+01:00 $A accept repair-free
	line 2026-10-04T10:00:00.000+01:00 $A give repair-free
} | cases
law
expect 'for as long as that took' 0 <<'OUT'
cra-30-day-refund	bought 2026-09-20, its time is up
OUT

{
	line 2026-10-02T10:00:00.000+01:00 $A accept repair-free
	line 2026-10-04T10:00:00.000+01:00 $A decline repair-free
} | cases
law
expect 'or until they would have it no more' 0 <<'OUT'
cra-30-day-refund	bought 2026-09-20, its time is up
OUT

cases 2026-09-20T23:00:00-05:00 </dev/null
law
expect 'what is no day of buying counts for nothing' 0 <<'OUT'
cra-30-day-refund	entitlement
OUT

finish
