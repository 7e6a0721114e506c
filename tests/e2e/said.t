#!/bin/sh
# What the tools refuse before they read a case, and what they say where there
# is no plan to go by: each line with its status and all that it prints.
. "${0%/*}/harness.sh"

# said LINE...: each with what it prints, and its status where that is not 0.
said() {
	for line; do
		echo "\$ $line"
		sh -c "$line" 2>&1 || echo "status $?"
	done >"$dir/out"
	status=0
	: >"$dir/err"
}

printf '#amends 1\n' >journal
chmod 600 journal
export AMENDS_JOURNAL="$PWD/journal"
case-new -q -c 'Ana Ruiz' -t late -k value=18.00 It never came. >opened
echo 'policy: 1' >faulty.yaml
printf '%01048600d\n' 0 >long
printf '%s\n' 'words,who' 'It broke.,Tom Baker' ',Iris Blom' >rows.csv

said 'case-erase --closed-long-ago --pending' 'case-erase --pending ruiz' \
	'case-erase --closed-long-ago ruiz' case-erase \
	'case-new --near-miss --settled replace It fell' \
	'reply-draft ruiz options update' \
	'case-log ruiz note -m - + step -m -' \
	'case-log mary ann heard' 'case-log ruiz - heard' \
	'case-log - <long | cut -c 1-60' \
	'case-new --import rows.csv --map text=words --map text=who'
expect 'what cannot be meant' 0 <<'OUT'
$ case-erase --closed-long-ago --pending
case-erase: --closed-long-ago and --pending do not go together
status 2
$ case-erase --pending ruiz
case-erase: --pending takes no case
status 2
$ case-erase --closed-long-ago ruiz
case-erase: --closed-long-ago takes no case
status 2
$ case-erase
case-erase: name a case: case-erase ruiz
status 2
$ case-new --near-miss --settled replace It fell
case-new: --settled puts a complaint right; of a near miss there is none
status 2
$ reply-draft ruiz options update
reply-draft: one case and one kind at a time
status 2
$ case-log ruiz note -m - + step -m -
case-log: standard input can be read only once
status 2
$ case-log mary ann heard
case-log: no event '...'; a name of two words wants quotes, or one of them
status 2
$ case-log ruiz - heard
case-log: no event '...'; a name of two words wants quotes, or one of them
status 2
$ case-log - <long | cut -c 1-60
case-log: <stdin>:1: longer than a line may be
$ case-new --import rows.csv --map text=words --map text=who
case-new: --map: text is mapped twice
status 2
OUT

said 'case-show -p faulty.yaml --hand-over ruiz' \
	'case-show -p faulty.yaml --for-customer ruiz' \
	'case-stats -p faulty.yaml' 'reply-draft -p faulty.yaml ruiz options' \
	'remedy-pick -p faulty.yaml ruiz' 'due-when -p faulty.yaml 3bd' \
	'reply-check -p faulty.yaml /dev/null'
expect 'where there is no sound plan' 0 <<'OUT'
$ case-show -p faulty.yaml --hand-over ruiz
case-show: faulty.yaml:1:1: a plan needs 'shop'
case-show: without a sound plan nothing says what may be on the card
status 3
$ case-show -p faulty.yaml --for-customer ruiz
case-show: faulty.yaml:1:1: a plan needs 'shop'
case-show: without a sound plan nothing says what may be in the customer's copy
status 3
$ case-stats -p faulty.yaml
case-stats: faulty.yaml:1:1: a plan needs 'shop'
case-stats: without a sound plan nothing can be counted
status 3
$ reply-draft -p faulty.yaml ruiz options
reply-draft: faulty.yaml:1:1: a plan needs 'shop'
reply-draft: without a sound plan there are no words to say
status 3
$ remedy-pick -p faulty.yaml ruiz
remedy-pick: faulty.yaml:1:1: a plan needs 'shop'
remedy-pick: without a sound plan there is no remedy to pick
status 3
$ due-when -p faulty.yaml 3bd
due-when: faulty.yaml:1:1: a plan needs 'shop'
due-when: the plan is faulty: no opening hours are known, and times are in UTC
due-when: '3bd' counts open time, and no opening hours are known here; 3d needs none
status 3
$ reply-check -p faulty.yaml /dev/null
reply-check: faulty.yaml:1:1: a plan needs 'shop'
reply-check: without a sound plan there are no words to look for
status 3
OUT

# More than a buffer holds, so that what is lost was lost before the end.
printf '%04000d\n' 1 2 3 | fold -w 70 | case-log -q ruiz note -m - >noted
said 'case-show ruiz >/dev/full' 'case-list >/dev/full' 'case-list >&-' \
	'case-show ruiz >&-' 'case-log --help heat >&-' 'case-list -k heat=calm >&-'
expect 'where nobody can read it' 0 <<'OUT'
$ case-show ruiz >/dev/full
case-show: standard output: No space left on device
status 4
$ case-list >/dev/full
case-list: standard output: No space left on device
status 4
$ case-list >&-
case-list: standard output is closed
status 4
$ case-show ruiz >&-
case-show: standard output is closed
status 4
$ case-log --help heat >&-
case-log: standard output is closed
status 4
$ case-list -k heat=calm >&-
OUT

# At a terminal, where a name may be shown.
export AMENDS_POLICY="$TOP/policies.yaml"
run_at_terminal 'case-log mary ann heard'
expect 'a name of two words' 2 <<'OUT'
case-log: no event 'ann'; a name of two words wants quotes, or one of them:
case-log 'mary ann' heard
OUT
run_at_terminal 'case-new --import rows.csv --map text=words --map customer=who'
expect 'how many rows came in' 3 <<'OUT'
case-new: rows.csv:3: no words; 'words' is empty
1 complaint written down, 1 row left out.
OUT
# Another till writes one down while the question stands.
case-new -q -c 'Ida Holm' -k phone=+34600111333 -t late It is late. >ida
rm -f "$dir/tty"
mkfifo typed
(
	exec >typed
	tries=0
	until grep -q 'Erase?' "$dir/tty" 2>/dev/null || [ "$tries" -ge 200 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	case-new -q -c 'Ida Holm' -k phone=+34600111333 -t late Again. >again
	echo y
) &
run_at_terminal 'case-erase holm' <typed
wait
expect 'what came in between is looked at again' 1 <<'OUT'
Erase what is known of Ida Holm? 1 case, 1 line.
1 still open: what is owed there is dropped with it.
What stays: category, cause, dates, costs, outcome. Nothing brings back the
rest.
Erase? [y/n] case-erase: nothing is erased: there are other cases of theirs by now; look
again
OUT

id=$(cut -f 2 opened)
case-erase -q --yes "$id" >erased
run_at_terminal 'case-erase --pending'
expect 'nothing to erase' 0 <<'OUT'
There is nothing left to be erased.
OUT
finish
