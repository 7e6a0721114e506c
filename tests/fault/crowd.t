#!/bin/sh
# Many writers and readers at once, and writers that are killed at random:
# every record that was acknowledged is there, once; no reader sees half of one;
# the next append mends what a kill tore. AMENDS_TEST_RECORDS (20 a writer),
# AMENDS_TEST_WRITERS (6) and AMENDS_TEST_KILLS (60) say how long; make
# check-long takes 500, 16 and 2000.
# shellcheck disable=SC2086 # $pids is a list
. "${TOP:-.}/tests/fault/setup.sh"
writers=${AMENDS_TEST_WRITERS:-6} records=${AMENDS_TEST_RECORDS:-20}
kills=${AMENDS_TEST_KILLS:-60}

# odd_lines FILE: how many lines are not a writer's, whole.
odd_lines() {
	awk '/^#/ { next }
		$3 != length($0) || $4 !~ /^x+$/ { odd++ }
		END { print odd + 0 }' "$1"
}

# account: each acknowledged record against the journal.
account() {
	cat acked.* | awk 'NF == 3' | sort >acked
	grep -v '^#' journal | cut -d ' ' -f 1-3 | sort >there
	comm -23 acked there | sed 's/^/# lost: /' | head -n 5 >>"$dir/why"
	uniq -d there | sed 's/^/# doubled: /' | head -n 5 >>"$dir/why"
	[ "$(odd_lines journal)" = 0 ] ||
		why "$(odd_lines journal) lines of the journal are not whole"
	acked=$(wc -l <acked)
}

# mend TAG: the append that comes after a kill.
mend() {
	"$append" -w journal "$1" 1 200 >"acked.$1" || why 'no append after that'
}

n=0 pids=
while [ $((n = n + 1)) -le "$writers" ]; do
	"$append" -w journal "w$n" "$records" 65536 >"acked.$n" 2>>errors &
	pids="$pids $!"
done
times=0
while kill -0 $pids 2>/dev/null; do
	[ -e journal ] || continue
	"$append" -l journal >seen 2>>errors || why 'a reader failed'
	cut -d: -f 3- seen >lines
	[ "$(odd_lines lines)" = 0 ] || why 'a reader saw half a record'
	times=$((times + 1))
done
wait
account
[ "$acked" = $((writers * records)) ] || why "$acked recorded"
[ ! -s errors ] || why "$(head -n 3 errors)"
[ ! -e journal.torn ] || why 'torn'
[ "$times" -gt 0 ] || why 'no reader'

verdict "$writers writers of $records records up to 64 KiB, read $times times beside it"

# Four writers, killed together after a while that is never the same.
rm -f journal acked.*
round=0 torn=0
while [ $((round * 4)) -lt "$kills" ]; do
	round=$((round + 1)) pids=
	for n in 1 2 3 4; do
		"$append" -w journal "k$round.$n" 100000 20000 \
			>"acked.$round.$n" 2>/dev/null &
		pids="$pids $!"
	done
	sleep "0.0$(((round * 7919 + $$) % 9 + 1))"
	kill -9 $pids
	wait $pids 2>/dev/null
	[ -z "$(tail -c 1 journal 2>/dev/null)" ] || torn=$((torn + 1))
	# The long run does not fill the disk.
	[ "$(stat -c %s journal 2>/dev/null || echo 0)" -lt 100000000 ] || {
		mend "m$round"
		account
		whole=$((${whole:-0} + acked))
		rm -f journal acked.*
	}
done
mend last
account
[ "${whole:-0}" -gt 0 ] || [ "$acked" -gt "$round" ] || why "only $acked"
verdict "$((round * 4)) writers killed lost none of $((${whole:-0} + acked)) records; $torn tails were torn"
finish
