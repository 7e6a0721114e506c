#!/bin/sh
# The harness itself: a wrong expectation has to fail, or no other test means
# anything. The steps under test are small files, run as tests of their own.
. "${0%/*}/harness.sh"

cat >"$dir/head" <<SH
. "$TOP/tests/e2e/harness.sh"
both() { printf 'out\n'; printf 'err\n' >&2; return 3; }
SH

# a_file: the steps on standard input, as a test file of their own.
a_file() {
	cat "$dir/head" - >steps.t
	run sh steps.t
}

a_file <<'SH'
run both
expect 'all three agree' 3 <<'OUT' 3<<'ERR'
out
OUT
err
ERR
finish
SH
expect 'a right expectation passes' 0 <<'OUT'
ok 1 - all three agree
1..1
OUT

a_file <<'SH'
run both
expect 'another status' 0 <<'OUT' 3<<'ERR'
out
OUT
err
ERR
finish
SH
expect 'a wrong status fails' 1 <<'OUT'
not ok 1 - another status
# status: 3, expected 0
1..1
OUT

a_file <<'SH'
run both
expect 'another output' 3 <<'OUT' 3<<'ERR'
out
more
OUT
err
ERR
finish
SH
expect 'a wrong output fails and shows the difference' 1 <<'OUT'
not ok 1 - another output
# --- stdout, expected
# +++ stdout
# @@ -1,2 +1 @@
#  out
# -more
1..1
OUT

a_file <<'SH'
run both
expect 'silence' 3 <<'OUT'
out
OUT
finish
SH
expect 'an unexpected message fails' 1 <<'OUT'
not ok 1 - silence
# --- stderr, expected
# +++ stderr
# @@ -0,0 +1 @@
# +err
1..1
OUT

a_file <<'SH'
run printf cut
expect 'a whole line' 0 <<'OUT'
cut
OUT
finish
SH
expect 'a missing last newline fails' 1 <<'OUT'
not ok 1 - a whole line
# stdout: no newline at its end
1..1
OUT

a_file <<'SH'
run printf 'x\t261122-7QK4XMQ\tand 261122-3F8000A\nagain 7QK4XMQ\n'
take_id
expect "ids of $id3" 0 <<'OUT'
x	ID1	and ID2
again ID1
OUT
run printf '261122-3F8000A\n'
expect 'ids keep their numbers' 0 <<'OUT'
ID2
OUT
run printf '261122-7QK4XMQ\n'
expect 'ids are told apart' 0 <<'OUT'
ID2
OUT
finish
SH
expect 'ids are numbered in order of appearance, and told apart' 1 <<'OUT'
ok 1 - ids of 7QK
ok 2 - ids keep their numbers
not ok 3 - ids are told apart
# --- stdout, expected
# +++ stdout
# @@ -1 +1 @@
# -ID2
# +ID1
1..3
OUT

a_file <<'SH'
check 'a file that is there' test -e steps.t
: >"$TMPDIR/left"
finish
SH
expect 'a check that fails and a file left behind are failures' 1 <<'OUT'
not ok 1 - a file that is there
# exit 1: test -e steps.t
not ok 2 - nothing is left behind
# left behind: left
1..2
OUT

a_file <<'SH'
check "nothing of AMENDS_ is left" test -z "${AMENDS_JOURNAL-}"
exit 7
SH
expect 'a file that stops half way has no plan' 7 <<'OUT'
ok 1 - nothing of AMENDS_ is left
OUT

run_at_terminal 'test -t 0 && test -t 1 && read -r answer && echo "said $answer"' <<'IN'
yes
IN
expect 'a command can be run at a terminal' 0 <<'OUT'
said yes
OUT

finish
