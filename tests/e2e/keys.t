#!/bin/sh
# Keys at random at every prompt, AMENDS_TEST_KEYS (10) sequences at each of
# five, from SEED on: no crash, no half event, and nothing recorded unsaid.
. "${0%/*}/harness.sh"
# shellcheck source=tests/terminal/setup.sh
. "$TOP/tests/terminal/setup.sh"

export AMENDS_NOW=2026-11-24T14:09:00+01:00 AMENDS_JOURNAL="$HOME/journal"
runs=${AMENDS_TEST_KEYS:-10} seed=${SEED:-1}

# at_random SAID COMMAND: each run on the journal as it is now, in a window of
# another width. What is added is said by SAID, and what is not is not.
at_random() {
	cp before journal
	# shellcheck disable=SC2094 # a file of its own
	"$play" -r "$runs" -s "$seed" -c "$columns" -j journal -w "$1" "$2" >played
	columns=$((columns - 15))
	awk -F'\t' '
		$2 != 0 && $2 != 1 && $2 != 2 && $2 != 130 { print "# ended so: " $0; next }
		$6 != "whole" { print "# the journal: " $0; next }
		($3 == "added") != ($4 == "said") { print "# unsaid: " $0; next }
		{ fine++ }
		END { if (fine + 0 == 0) print "# nothing was played" }' played >>"$dir/why"
	[ "$(grep -c . played)" = "$runs" ] || echo '# not all were played' >>"$dir/why"
	cat played >>all
	verdict "$2, keys at random (seed $seed)"
}
columns=100
: >all
case-new -c 'Iris Blom' -t faulty -k value=18 -k order=1 The lamp flickers. >/dev/null
cp journal before
at_random 'Written down: ' case-new
at_random 'Written down: ' "case-new -c 'Iris Blom' -k order=1 It flickers again."
at_random 'Iris Blom: ' 'case-log blom promise'
at_random 'Iris Blom: ' 'case-log blom offer + accept'
at_random 'Iris Blom: ' 'case-log blom restate + close'
check 'some of them get all the way, and some get nowhere' \
	awk -F'\t' '{ seen[$3]++ } END { exit !(seen["added"] && seen["-"]) }' all
cut -f 2-6 all | sort | uniq -c | sed 's/^/# /'
rm played all before
finish
