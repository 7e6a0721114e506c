#!/bin/sh
# A small shop's morning, printed: twelve complaints out of a CSV file, what
# was done about them since Monday, and what is due on Thursday. In a folder of
# its own, with the plan that comes with amends; nothing of yours is touched.
# shellcheck disable=SC1010 # `done` is what they are told
set -eu
: "${TOP:?run this by make demo}" "${TOOLS:?}"

dir=$(mktemp -d "${TMPDIR:-/tmp}/amends-demo.XXXXXX")
trap 'rm -rf "$dir"' EXIT
PATH=$TOOLS:$PATH
export PATH AMENDS_JOURNAL="$dir/journal" AMENDS_POLICY="$TOP/policies.yaml"
csv=$TOP/tests/data/demo/complaints.csv

# at TIME WHO COMMAND...: what somebody did earlier this week; unprinted, and so
# is the advice that comes with it, unless it failed.
at() {
	AMENDS_NOW=$1 AMENDS_WHO=$2
	export AMENDS_NOW AMENDS_WHO
	shift 2
	"$@" >/dev/null 2>"$dir/said" || {
		cat "$dir/said" >&2
		exit 1
	}
}

# show COMMAND...: type it, and what it prints.
show() {
	printf '$ %s\n' "$*"
	"$@" || [ "$?" = 1 ]
	echo
}

# type_only COMMAND...: type it; the records that it prints are not for reading.
type_only() {
	printf '$ %s\n\n' "$*"
	"$@" >/dev/null
}

monday=2026-11-23 tuesday=2026-11-24 wednesday=2026-11-25 thursday=2026-11-26

at "$thursday 08:00" kim case-new --import "$csv" --ext ticket

at "$monday 09:30" sam case-log iris restate The lamp hums + confirm
at "$tuesday 11:15" sam case-log iris out phone + offer + \
	promise Ring to arrange collecting the lamp -d 'thu 10:00..12:00' -k how=phone

at "$monday 09:50" kim case-log leo restate One bowl of two is cracked + confirm + \
	offer + accept replace + give + tell done + close satisfied

at "$monday 16:40" kim case-log tom out email We are looking for the green one.
at "$tuesday 10:00" kim case-log tom step The green one is in the storeroom.
at "$wednesday 09:30" kim case-log tom step Packed, to go with the next parcels.

at "$monday 13:10" sam case-log nadia restate The shelf said 28.50 + confirm + wait the receipt
at "$tuesday 12:00" sam case-log nadia step Looked at the till roll. + \
	tell plan The difference comes back once we have the receipt.

at "$monday 16:30" sam case-log marta restate The parcel should have come on Friday + confirm
at "$tuesday 10:05" sam case-log marta \
	promise "Ring with the carrier's answer" -d 'wed 17:00' -k how=phone

at "$tuesday 14:09" kim case-log ana point The gift is for Saturday + heart pt1 + \
	restate The mug broke on the way, and the gift is for Saturday. + confirm + \
	offer + accept replace
at "$wednesday 10:40" sam case-log ana step New mug packed and sent

at "$tuesday 17:40" eva case-log rosa restate You asked twice and we closed + confirm + \
	apology You waited, and we did not come. I am sorry. + \
	offer ask-and-agree -a 0 + accept ask-and-agree + give -a 0 + tell done + \
	cause conduct + close satisfied

at "$wednesday 10:20" eva case-log pia restate The kettle does not switch itself off + confirm + \
	offer + accept refund

at "$wednesday 12:30" kim case-log omar tell plan You have your money back today. + \
	restate You were told it goes in the dishwasher + heart pt0 + offer + accept refund + \
	give + tell done + close satisfied

at "$wednesday 16:25" kim case-log greta restate The card was promised for Tuesday + confirm + \
	offer + accept refund + give + tell done + close placated

AMENDS_NOW="$thursday 08:30" AMENDS_WHO=kim
export AMENDS_NOW AMENDS_WHO
show followup-due --table
type_only case-log jonas amend -k category=arrived-damaged + \
	restate Two glasses of the six are chipped
show remedy-pick --table jonas
