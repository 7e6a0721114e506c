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

# law NAME WHY [LINES [BOUGHT]]: what is left of the law's refund for the second
# case, 42 days behind the purchase, with what became of the first: LINES.
law() {
	bought=${4:-2026-09-20}
	{
		echo '#amends 1'
		line 2026-10-01T10:00:00.000+01:00 $A open faulty \
			"bought=$bought" 'customer=Ana Ruiz' phone=600111222
		[ -z "${3:-}" ] || printf '%s\n' "$3"
		line 2026-11-01T09:00:00.000+00:00 $B open faulty \
			"bought=$bought" 'customer=Ana Ruiz' phone=600111222
	} >"$HOME/journal"
	run sh -c "remedy-pick -f '$HOME/journal' --why $B -o remedy,why \
		2>/dev/null | grep cra-30-day-refund"
	printf 'cra-30-day-refund\t%s\n' "$2" >"$HOME/want"
	expect "$1" 0 <"$HOME/want"
}

# repair DAY EVENT: it was agreed on the second day, and this became of it.
repair() {
	line 2026-10-02T10:00:00.000+01:00 $A accept repair-free
	line "2026-10-${1}T10:00:00.000+01:00" $A "$2" repair-free
}

over='bought 2026-09-20, its time is up'
law 'behind the time that the law sets it owes no more' "$over"
law 'while a repair was agreed on and not done it stood still' entitlement \
	"$(repair 22 give)"
law 'for as long as that took' "$over" "$(repair 04 give)"
law 'or until they would have it no more' "$over" "$(repair 04 decline)"
law 'what is no day of buying counts for nothing' entitlement '' \
	2026-09-20T23:00:00-05:00

finish
