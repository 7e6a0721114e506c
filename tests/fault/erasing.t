#!/bin/sh
# Personal data goes out of a journal while others write in it: one case-erase
# after the other, beside recorders of the same cases and of another one. Every
# event that was acknowledged is there, once; of those erased nothing but that
# they were. And with the keeper killed at random, again and again.
# AMENDS_TEST_KILLS (60) says how long; make check-long-faults takes 2000.
# shellcheck disable=SC2013,SC2238 # a list of ids
[ ! -w /dev/shm ] || TMPDIR=/dev/shm
. "${TOP:-.}/tests/e2e/harness.sh"
umask 077
export AMENDS_JOURNAL="$HOME/journal"
cases=$((2 + ${AMENDS_TEST_KILLS:-60} / 30))
why() { echo "# $*" >>"$dir/why"; }

# new NAME: a case of a person of that name; $id.
new() {
	case-new -q -c "$1" -t late "It was late, says $1." >"$dir/out" || why "no case of $1"
	take_id
}
new Tom
tom=$id n=0
while [ $((n = n + 1)) -le $cases ]; do
	new "Ana$n"
	echo "$id" >>erased
done

# record CASE FILE WORDS: note after note, until stopped; what is acknowledged
# goes to the file. A case that is erased is not written to any more.
record() {
	number=0
	until [ -e stop ]; do
		case-log -q "$1" note "$3 $((number = number + 1))" >>"$2" 2>>"$2.err" ||
			[ -z "${4-}" ] || return 0
	done
}
record "$tom" said.1 'Tom one' &
record "$tom" said.2 'Tom two' &
n=0
for id in $(cat erased); do
	n=$((n + 1))
	record "$id" "hers.$n" "Ana$n again" once &
	sleep 0.0$((n % 9 + 1))
	# Killed the first time, at any moment; then in earnest.
	case-erase -q --yes -b eva "$id" >>out.erase 2>&1 &
	sleep 0.0$((n * 7 % 4))
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	case-erase -q --yes -b eva "$id" >>out.erase 2>&1 || why "not erased: $id"
done
: >stop
wait
# What was told of them since is of another day, and goes when asked for again.
for id in $(cat erased); do
	case-erase -q --yes -b eva "$id" >>out.erase 2>&1 || why "not again: $id"
done
cat said.1 said.2 | LC_ALL=C sort >said
LC_ALL=C sort journal | grep -v '^#' >there
LC_ALL=C comm -23 said there | sed 's/^/# lost: /' | head -n 5 >>"$dir/why"
uniq -d there | sed 's/^/# twice: /' | head -n 5 >>"$dir/why"
[ "$(wc -l <said)" -gt $cases ] || why "only $(wc -l <said) records"
verdict 'what is recorded beside case-erase is there, once'
grep -l 'Ana' journal* | sed 's/^/# words are left in /' >>"$dir/why"
grep -h 'Ana' journal* | head -n 3 | sed 's/^/# /' >>"$dir/why"
verdict 'and of those erased no word is left'
n=0
for id in $(cat erased); do
	n=$((n + 1))
	cut -f 1 "hers.$n" 2>/dev/null | sort >"times"
	grep "	$id	" journal | cut -f 1 | sort | comm -23 times - |
		sed "s/^/# lost: Ana$n /" | head -n 3 >>"$dir/why"
done
verdict 'but that it was, and when'
run case-check
[ "$status" -le 1 ] || cat "$dir/err" >>"$dir/why"
verdict 'and the journal is sound'
finish
