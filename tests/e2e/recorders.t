#!/bin/sh
# The recorders where things go wrong: many at once, no room, closed
# descriptors, a crash before, a journal that may not be written or is another
# by the time it is locked. What was acknowledged is there, what was not is
# handed back, and no message lands in a journal.
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal"
opening='2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces.	customer=Ana Ruiz'
begin() {
	rm -rf journal*
	printf '#amends 1\n%s\n' "$opening" >journal
	cp journal "$dir/old"
	export AMENDS_NOW=2026-11-24T14:09:00+01:00
}
why() { echo "# $1" >>"$dir/why"; }
unchanged() { cmp -s journal "$dir/old" || why 'the journal was changed'; }
recorded() {
	[ "$(grep -c . journal)" = "$(($(grep -c . "$dir/old") + $1))" ] ||
		why "$(grep -c . journal) lines in the journal"
	[ "$(head -n "$(grep -c . "$dir/old")" journal)" = "$(cat "$dir/old")" ] ||
		why 'what was there before is another'
}
until_holds() {
	tries=0
	until "$@" 2>/dev/null; do
		tries=$((tries + 1))
		[ "$tries" -lt 500 ] || return 1
		sleep 0.01
	done
}


# Many at once; under valgrind, where each takes a second, as few as the last
# one does not lose patience with the lock for.

valgrind='' crowd=40
! head -n 2 "$TOOLS/case-log" | grep -aq valgrind || valgrind=yes crowd=4
begin
n=0
while [ "$n" -lt "$crowd" ]; do
	n=$((n + 1))
	case-log 7qk note "Note $n" >"$dir/out$n" 2>&1 || why "exit $?" &
done
wait
recorded "$crowd"
[ "$(cut -f 1 journal | sort -u | wc -l)" = $((crowd + 2)) ] || why 'two share an instant'
cat "$dir"/out* | sort >"$dir/printed"
tail -n +3 journal | sort | cmp -s - "$dir/printed" || why 'not what was printed'
verdict "$crowd case-log at once make $crowd records, each with an instant of its own"

begin
n=0
while [ "$n" -lt "$crowd" ]; do
	n=$((n + 1))
	case-new -c "Customer $n" "Words $n" >"$dir/out$n" 2>&1 || why "exit $?" &
done
wait
recorded "$crowd"
[ "$(cut -f 2 journal | sort -u | wc -l)" = $((crowd + 2)) ] || why 'two share an id'
verdict "$crowd case-new at once make $crowd cases"

begin
n=0
while [ "$n" -lt $((crowd / 2)) ]; do
	n=$((n + 1))
	case-log 7qk note 'The bell rang.' --once bell-1 >"$dir/once$n" 2>&1 || why "exit $?" &
done
wait
recorded 1
[ "$(cat "$dir"/once* | sort -u | wc -l)" = 1 ] || why 'not the same answer'
verdict 'many retries of one event at once are one record, and one answer'

begin
n=0
while [ "$n" -lt $((crowd / 2)) ]; do
	n=$((n + 1))
	case-log 7qk promise "Ring $n" -d fri -k how=phone >"$dir/ring$n" 2>&1 || why "exit $?" &
done
wait
[ "$(cut -f 3,4 journal | grep '^promise' | sort -u | wc -l)" = $((crowd / 2)) ] ||
	why 'two promises share an id'
verdict 'promises given out at once have each an id'


# No room.

begin
run sh -c 'case-log 7qk heard >/dev/full'
recorded 1
expect 'recorded, and not printed' 5 3<<'ERR'
case-log: recorded, but not printed: standard output: No space left on device
ERR

# More than a buffer holds: what is lost is lost before the end.
begin
run sh -c 'case-log 7qk note "$(printf %09000d 0)" >/dev/full'
recorded 1
expect 'so is what is longer, and the reason is said once' 5 3<<'ERR'
case-log: recorded, but not printed: standard output: No space left on device
ERR
run sh -c 'case-log --undo 7qk >/dev/full'
recorded 2
expect 'and taking it back' 5 3<<'ERR'
case-log: recorded, but not printed: standard output: No space left on device
ERR

begin
case-log 7qk heard >/dev/null
run sh -c '{ sleep 0.1; case-log 7qk confirm; echo "exit $?" >&2; } | true'
expect 'a pipe that is closed does not undo a record' 0 3<<'ERR'
case-log: recorded, but not printed: standard output: Broken pipe
exit 5
ERR
recorded 2
verdict 'nor stop it'

run sh -c 'case-log 7qk >/dev/full'
expect 'where nothing is recorded a full disk is 4' 4 3<<'ERR'
case-log: standard output: No space left on device
ERR

run sh -c 'case-log --help >/dev/full'
expect 'help that did not arrive is no success' 4 3<<'ERR'
case-log: standard output: No space left on device
ERR

run sh -c 'case-log 7qk herd 2>/dev/full'
expect 'a message that cannot be written is lost' 2

# valgrind is held to these limits, too, and fails before the tool does.
if [ "$valgrind" ]; then
	skip 'a file that cannot grow, and one that may not be' 'under valgrind'
else
	# The file may grow to 512 bytes: the batch does not fit in.
	begin
	words=$(printf '%0900d' 0)
	# Messages go through a pipe, for the limit is theirs, too.
	tight() {
		run sh -c "{ (ulimit -f 1; case-log $*); echo \"exit \$?\"; } 2>&1 | cat"
	}
	tight 7qk note "$words"
	unchanged
	expect 'a journal that cannot grow' 0 <<OUT
case-log: not recorded: $HOME/journal: only 386 of 961 bytes could be written; is the disk full?
  keep  the record below; later: case-log - <FILE
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	$words
exit 4
OUT

	sed '1,2d; /^exit/d' "$dir/out" >kept
	run case-log - <kept
	recorded 1
	verdict 'what was handed back is taken by case-log -'

	begin
	tight 7qk heard + note "$words" + confirm
	unchanged
	expect 'a batch that does not fit is handed back whole' 0 <<OUT
case-log: not recorded: $HOME/journal: only 386 of 1089 bytes could be written; is the disk full?
  keep  the records below; later: case-log - <FILE
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
2026-11-24T14:09:00.001+01:00	261124-7QK4XME	note	-	kim	-	-	$words
2026-11-24T14:09:00.002+01:00	261124-7QK4XME	confirm	-	kim	-	-	-
exit 4
OUT

	begin
	chmod 755 "$dir" "$dir/home"
	chmod 444 journal
	# Root may write anything, and so gives its rights away first.
	drop=
	[ "$(id -u)" != 0 ] || drop='setpriv --reuid=65534 --regid=65534 --clear-groups'
	# Built for coverage a tool says that it may not write its counts.
	if [ "${GCOV_ERROR_FILE-}" ]; then
		skip 'a journal that may not be written hands the record back' \
			'the counts of a coverage build may not be either'
	elif $drop test -x "$TOOLS/case-log" 2>/dev/null && ! $drop test -w journal; then
		run $drop case-log 7qk heard
		unchanged
		expect 'a journal that may not be written hands the record back' 4 3<<ERR
case-log: not recorded: $HOME/journal: Permission denied
  keep  the record below; later: case-log - <FILE
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
ERR
	else
		skip 'a journal that may not be written' 'this user may write anything'
	fi
fi

rm -rf journal
mkdir journal
run env AMENDS_MACHINE=till case-log 7qk heard
expect 'an empty folder has no case' 2 3<<'ERR'
case-log: no case fits '7qk'
ERR

rm -rf journal
: >journal
run case-log 7qk heard
expect 'an empty journal has no case' 2 3<<'ERR'
case-log: no case fits '7qk'
ERR
[ ! -s journal ] || why 'it is no longer empty'
verdict 'and stays empty'

run case-log -f journal/none 7qk heard
expect 'a journal below a file' 4 3<<'ERR'
case-log: not recorded: journal/none: Not a directory
ERR

mkfifo pipe
run timeout 5 case-log -f pipe 7qk heard
expect 'a pipe is no journal to record in' 4 3<<'ERR'
case-log: not recorded: pipe: not an ordinary file, which is what can be appended to safely
ERR

rm -rf journal* pipe
mkdir journal
export AMENDS_MACHINE=till
run case-new -c 'Ana Ruiz' 'The mug broke.'
take_id
[ "$(sed -n 1p journal/till.tsv)" = '#amends 1' ] || why 'no header'
sed -n 2p journal/till.tsv | grep -qx '#machine [0-9A-Za-z]*' || why 'no mark'
[ "$(tail -n +3 journal/till.tsv)" = "$(cat "$dir/out")" ] || why 'other lines'
verdict 'in a folder each machine has a file of its own, with its mark'

export AMENDS_MACHINE=office
run case-log "$id7" heard
[ "$(tail -n 1 journal/office.tsv)" = "$(cat "$dir/out")" ] || why 'other lines'
[ "$(wc -l <journal/till.tsv)" = 3 ] || why 'the other file was written'
verdict 'a case of one machine goes on at another'

printf '#amends 1\n#machine another\n' >journal/third.tsv
cp journal/third.tsv "$dir/third"
export AMENDS_MACHINE=third
run case-log "$id7" confirm
[ "$status" = 4 ] || why "status $status"
cmp -s journal/third.tsv "$dir/third" || why 'the file was changed'
grep -q 'confirm	-	kim' "$dir/err" || why 'it was not handed back'
verdict 'the file of another machine of the same name is left alone'

ln -s nowhere journal/old.tsv
run env AMENDS_MACHINE=till case-new -q Broken
sed -i "1!d; s|$dir/home/||" "$dir/err"
expect 'a link to nothing in the folder is named, and what to do' 4 3<<'ERR'
case-new: not recorded: journal/old.tsv: a link to a file that is not there; is its drive missing? If not, take the link out of the folder
ERR
rm journal/old.tsv

run env AMENDS_MACHINE=localhost case-log "$id7" confirm
check 'localhost is nobody' test "$status" = 4
unset AMENDS_MACHINE


# Descriptors.

for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
	case $valgrind$closed in yes*2*) continue ;; esac
	begin
	want=0
	case $closed in *'>&- '* | '>&-') want=5 ;; *' >&-') want=5 ;; esac
	case $closed in '2>&-' | '<&- 2>&-') want=0 ;; esac
	run sh -c "exec $closed; case-log 7qk heard"
	[ "$status" = "$want" ] || why "status $status"
	recorded 1
	[ "$(tail -n 1 journal | cut -f 2-4)" = '261124-7QK4XME	heard	-' ] ||
		why 'another line in the journal'
	run sh -c "exec $closed; case-log 7qk herd"
	[ "$status" = 2 ] || why "status $status of wrong usage"
	recorded 1
	verdict "with $closed the record is there, and no message in the journal"
done

begin
run sh -c 'exec <&-; case-log -'
unchanged
expect 'a closed input is an empty one' 4 3<<'ERR'
case-log: <stdin>: read: Bad file descriptor
ERR


# What was there before.

begin
printf '2026-11-24T14:07:00.000+01:00\t261124-7QK4XME\tnote\t-\tkim\t-\t-\tHalf a li' >>journal
run case-log 7qk heard
recorded 1
expect 'the work of a crash is moved aside, and said' 0 <<'OUT' 3<<ERR
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT
case-log: $HOME/journal: a last line that a crash had cut off was moved to $HOME/journal.torn
ERR
expect_file 'to a file beside it' journal.torn <<'TORN'
2026-11-24T14:07:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Half a li
TORN

begin
printf '2026-11-24T14:06:00.000+01:00\t261124-7QK4XME\tnote\t-\tkim\t-\t-\tA bad \\q\n' >>journal
cp journal "$dir/old"
run case-log 7qk heard
recorded 1
expect 'a bad line keeps nothing from being recorded' 0 <<'OUT' 3<<ERR
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT
case-log: $HOME/journal:3:67: unknown escape \\q
ERR
run case-log 7qk
expect 'but an answer that leaves it out is not quite one' 3 <<'OUT' 3<<ERR
7QK Ana Ruiz, arrived-damaged: heard just now, not yet said back.
owed  say that we have it, and what happens next, by tomorrow 09:05
      take the first step, by Thursday 18:00
      say where it stands, by Thursday 18:00
      say what we can do, by Friday 18:00
      put it right, by 1 December 14:05
      give our last word, and close it, by 19 January 2027 14:05
say   "I hear that you are upset because the mug came in pieces. I can
      understand that. Have I got it right?"
then  case-log 7qk restate + confirm
also  point heart heat out in note promise step evidence wait assign escalate
OUT
case-log: $HOME/journal:3:67: unknown escape \\q
ERR

begin
sed 's/#amends 1/#amends 2/' journal >next
mv next journal
cp journal "$dir/old"
run case-log 7qk heard
unchanged
expect 'a journal of a newer format is left alone' 3 3<<ERR
case-log: not recorded: $HOME/journal:1: written by a newer amends, and not read from here on; this one knows the format '#amends 1'
ERR

begin
printf '%s\n' '#amends 2' "$(tail -1 journal)" >newer
cp journal "$dir/old"
run case-log - <newer
unchanged
expect 'nor is anything taken from what a newer one wrote' 3 3<<'ERR'
case-log: <stdin>:1: written by a newer amends; this one reads format 1
ERR

begin
sed 's/$/\r/' journal >next
mv next journal
run case-log 7qk heard
expect 'a journal with the line ends of Windows is taken' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT


# A lock.

hold() { exec 9>>"$1" && flock 9; }
let_go() { exec 9>&-; }

begin
hold journal
case-log 7qk heard >"$dir/out" 2>"$dir/err" 9>&- &
waiting=$!
sleep 0.3
unchanged
cp journal other
printf '2026-11-24T14:08:00.000+01:00\t261124-7QK4XME\tnote\t-\tkim\t-\t-\tOf the other\n' >>other
mv other journal
cp journal "$dir/old"
let_go
status=0
wait "$waiting" || status=$?
recorded 1
expect 'a journal replaced while one waits is the one written' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT

begin
run timeout 3 sh -c 'hold_it() { exec 9>>journal; flock 9; }; hold_it; case-log 7qk -n heard 9>&-'
expect 'a dry run waits for nobody' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	heard	-	kim	-	-	-
OUT
run timeout 3 sh -c 'exec 9>>journal; flock 9; case-log 7qk 9>&-'
check 'nor does a question' test "$status" = 0


# The world around.

begin
run env -i HOME="$HOME" PATH=/usr/bin:/bin "$TOOLS/case-log" -f journal -p "$TOP/policies.yaml" -b kim --now 2026-11-24T14:09+01:00 7qk note 'Señora Núñez sagt: «für Jürgen», 東京'
expect 'an empty environment keeps umlauts' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Señora Núñez sagt: «für Jürgen», 東京
OUT

begin
run case-log 7qk note -m "$(printf 'Red \033[31malert\033[0m, bell \007, back\b, del \177, c1 \302\233, rlo \342\200\256, bad \377')"
expect 'what moves a cursor is escaped' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	note	-	kim	-	-	Red \x1b[31malert\x1b[0m, bell \x07, back\x08, del \x7f, c1 \xc2\x9b, rlo \xe2\x80\xae, bad \xff
OUT

run case-new -c "$(printf 'Eve \033]0;owned\007')" '=HYPERLINK("http://evil.example")'
take_id
sed "s/$id/ID/" "$dir/out" >"$dir/next" && mv "$dir/next" "$dir/out"
expect 'a formula is words as any' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	ID	open	-	kim	-	-	=HYPERLINK("http://evil.example")	customer=Eve \x1b]0;owned\x07
OUT

run case-log eve note Found.
take_id
check 'a case is found by a name with escapes' test -n "$id"

head -c 1047000 /dev/zero | tr '\0' x >long
run sh -c 'case-log 7qk note -m - <long'
recorded 4
check 'a message of nearly 1 MiB is a record' test "$status" = 0
printf %01600d 0 >>long
cp journal "$dir/old"
run sh -c 'case-log 7qk note -m - <long'
unchanged
expect 'one of more is not' 3 3<<'ERR'
case-log: standard input is longer than a record can be, 1 MiB
ERR

run sh -c 'printf "a\0b" | case-log 7qk note -m -'
unchanged
expect 'nor is one with a NUL' 3 3<<'ERR'
case-log: standard input holds a NUL byte
ERR


# Somebody at a terminal is asked for what an event lacks; nobody else is. The
# plan is named, for at a terminal the installed one would be remarked on.
export AMENDS_POLICY="$TOP/policies.yaml"

answer() {
	printf '%b' "$1" >"$dir/answers"
	chmod 600 journal # else they are told that others can read it
	run_at_terminal "$2" <"$dir/answers"
}

begin
answer '\n' 'case-log 7qk heard + restate + confirm'
expect 'what was said back is asked for, and Enter is what they said' 0 <<'OUT'
say   "I hear that you are upset because the mug came in pieces. I can
      understand that. Have I got it right?"
What did you say back? Enter: just that.
> 7QK Ana Ruiz: heard, said back, agreed.
OUT
[ "$(tail -n 2 journal | head -n 1 | cut -f 3,8)" = "restate	The mug came in pieces." ] ||
	why 'other words'
recorded 3
verdict 'in one batch'

begin
answer 'Ring them\nsoon\nfri 12:00\nphone\n' 'case-log 7qk promise'
expect 'a promise is asked for in turn, and a time that is none again' 0 <<'OUT'
What do we promise?
> By when? As fri 17:00, or 2bd.
> case-log: 'soon' does not say when; write a day and a time, 'fri 17:00', or a
window, 'tue 10:00..12:00'
By when? As fri 17:00, or 2bd.
> Fri 27 Nov 12:00, in 3 open days.
How will they hear of it? Enter: phone.
  1  counter
  2  phone
  3  email
  4  letter
  5  web
  6  social
  7  review
> 7QK Ana Ruiz: promised p1, by Fri 27 Nov 12:00, in 3 open days.
OUT
recorded 1
verdict 'and then it is there'

begin
case-log 7qk heard + restate x + confirm + offer >"$dir/offered"
cp journal "$dir/old"
answer '1\n2\n' 'case-log 7qk accept + give + tell done + close'
expect 'a choice and an outcome come out of a list' 0 <<'OUT'
Which did they choose?
  1  replace  Replace it
  2  refund  Give the money back
  3  part-refund  They keep it, half the money back
> How did they leave?
  1  delighted
  2  satisfied
  3  placated
  4  unhappy
  5  walked-away
  6  best-done
> 7QK Ana Ruiz: they chose replace, promised p1, by Thu 26 Nov 18:00, in 2 open
days, given replace, kept p1, told them that it is done, closed satisfied.
OUT

begin
answer 'x\ny\nz\n' 'case-log 7qk cause'
unchanged
[ "$status" = 2 ] || why "status $status"
[ "$(tail -n 1 "$dir/out")" = 'case-log: nothing is recorded' ] || why 'not said'
verdict 'after three answers that are none nothing is recorded'

answer '\004' 'case-log 7qk note'
unchanged
expect 'Ctrl-D records nothing' 2 <<'OUT'
What is to be noted?
> 
case-log: nothing is recorded
OUT

answer '\n' 'case-log 7qk note'
unchanged
expect 'nor does an empty answer where nothing is suggested' 2 <<'OUT'
What is to be noted?
> case-log: nothing is recorded
OUT

answer '' 'case-log -q 7qk note'
unchanged
expect '-q asks nothing' 2 <<'OUT'
case-log: note needs words behind it
OUT

run case-log 7qk heard + restate + confirm
unchanged
expect 'nor is a script asked' 2 3<<'ERR'
case-log: restate needs words behind it
ERR


# A step that is about to be skipped is asked for, too, where the plan says so
# (gates: ask), and all of it is one batch or nothing (LOOK D).

begin
answer 'The mug broke on the way.\ny\n' 'case-log 7qk offer'
expect 'P49 at a terminal what was skipped before an offer is asked for' 0 <<'OUT'
First let Ana Ruiz hear it back (policies.yaml:57). Ctrl-D: nothing is recorded.
say   "I hear that you are upset because the mug came in pieces. I can
      understand that. Have I got it right?"
What did you say back? Enter: just that.
> Did they agree that this is it? [y/n] 7QK Ana Ruiz: said back, agreed, offered replace, refund, part-refund.
OUT
recorded 5
verdict 'and recorded before it, in one batch'
check 'in their order' [ "$(tail -n 5 journal | cut -f 3 | tr '\n' ' ')" = \
	'restate confirm offer offer offer ' ]

begin
answer '\nn\n' 'case-log 7qk heard + offer'
unchanged
expect 'no is an answer, and nothing is recorded' 1 <<'OUT'
First let Ana Ruiz hear it back (policies.yaml:57). Ctrl-D: nothing is recorded.
say   "I hear that you are upset because the mug came in pieces. I can
      understand that. Have I got it right?"
What did you say back? Enter: just that.
> Did they agree that this is it? [y/n] case-log: nothing is recorded
OUT

answer 'It broke.\n\004' 'case-log 7qk accept replace'
unchanged
expect 'nor is it at Ctrl-D, half way' 1 <<'OUT'
First let Ana Ruiz hear it back (policies.yaml:57). Ctrl-D: nothing is recorded.
say   "I hear that you are upset because the mug came in pieces. I can
      understand that. Have I got it right?"
What did you say back? Enter: just that.
> Did they agree that this is it? [y/n] 
case-log: not recorded: a step is not there yet
  keep  the record below; later: case-log - <FILE
2026-11-24T14:09:00.000+01:00	261124-7QK4XME	restate	-	kim	-	-	It broke.
OUT

begin
answer 'Ring them\nsoon\nsoon\nsoon\n' 'case-log 7qk note Rang. + promise'
unchanged
sed -n '/^case-log: not recorded/,$p' "$dir/out" | cut -f 1,3-5,8 >"$dir/said"
mv "$dir/said" "$dir/out"
expect 'three answers that are none are enough, and what was typed is given back' 2 <<'OUT'
case-log: not recorded: an answer is missing
  keep  the record below; later: case-log - <FILE
2026-11-24T14:09:00.000+01:00	note	-	kim	Rang.
case-log: and after that: case-log 7qk promise -m 'Ring them'
OUT

answer "I'll ring\nfri 12:00\n\004" 'case-log 7qk promise'
unchanged
sed -n '/^case-log: not/,$p' "$dir/out" >"$dir/said"
mv "$dir/said" "$dir/out"
expect 'all that was typed of it, to be typed again in a shell' 2 <<'OUT'
case-log: not recorded: an answer is missing; to go on:
case-log 7qk promise -m 'I'\''ll ring' -d 'fri 12:00'
OUT

begin
case-log 7qk heard + restate x + confirm + offer + accept replace >"$dir/offered"
cp journal "$dir/old"
answer 'perhaps\ny\ny\n' 'case-log 7qk close satisfied'
expect 'what closing lacks is asked for in order' 0 <<'OUT'
Before it is closed, 2 things are missing (policies.yaml:71). Ctrl-D: nothing is
recorded.
They chose replace. Is that done? [y/n] case-log: 'perhaps' is neither y nor n
They chose replace. Is that done? [y/n] Do they know that it is done? [y/n] 7QK Ana Ruiz: given replace, kept p1, told them that it is done, closed
satisfied.
OUT
recorded 4
verdict 'and is there'

# Each rule whose step can be asked for (the table in lib/asking.c).
begin
sed 's/^gates:.*/gates: {usual: ask}/
	s/^  need: .*/  need: [heard, heart, restated, confirmed, fix-done, promises-settled, apology-if-at-fault, all-points-answered, outside-told, feedback-asked, cause, prevention]/
	s/^follow-up: .*/follow-up: []/; /^  - {id: all-well/d' "$AMENDS_POLICY" >all.yaml
case-log --already -q 7qk point It was a gift. + accept replace + \
	promise -k how=phone -d 'fri 12:00' Ring them >"$dir/offered" 2>&1
cp journal "$dir/old"
answer 'y\npt1\nIt broke.\ny\ny\ny\nWe are sorry that it broke.\ny\ny\n5\ncarrier\nDouble boxes\n' \
	'case-log -p all.yaml 7qk close satisfied'
expect 'each step that can be asked for is asked for' 0 <<'OUT'
Before it is closed, 12 things are missing (all.yaml:71). Ctrl-D: nothing is
recorded.
Have they said all there is? [y/n] Which is the heart of it?
  1  pt0  The mug came in pieces.
  2  pt1  It was a gift.
> say   "I hear that you are upset because the mug came in pieces, and it was a
      gift. I can understand that. Have I got it right?"
What did you say back? Enter: just that.
> Did they agree that this is it? [y/n] They chose replace. Is that done? [y/n] p2 "Ring them": was that kept? [y/n] How did you say that we are sorry?
> Do they have an answer to every point? [y/n] Do they know who else can look at it? [y/n] How did we put it right, 1 to 5?
  1  2  3  4  5  declined  unanswered
> Why did it happen?
   1  overpromised
   2  time-management
   3  misinformed
   4  workmanship
   5  carrier
   6  stock
   7  pricing
   8  product
   9  supplier
  10  conduct
  11  website
  12  customer-mistake
  13  unknown
> What keeps it from happening again?
> 7QK Ana Ruiz: heard, the heart of it is pt1, said back, agreed, given replace,
kept p1, p2, said sorry, told them that it is done, told them who else can look
at it, feedback 5, the cause is carrier, prevention t1, closed satisfied.
OUT
recorded 14
verdict 'and all of it is one batch'

begin
answer '\004' 'case-log 7qk close satisfied'
unchanged
expect 'where nothing was chosen, what was done is asked for, and Ctrl-D is no' 1 <<'OUT'
Before it is closed, 2 things are missing (policies.yaml:71). Ctrl-D: nothing is
recorded.
What was done? Ctrl-D: nothing yet.
  1  replace  Replace it
  2  refund  Give the money back
  3  part-refund  They keep it, half the money back
> 
case-log: nothing is recorded
OUT
answer '2\ny\n' 'case-log 7qk close satisfied'
check 'else it is given, and closed' grep -q 'given refund, told them that it is done, closed satisfied' "$dir/out"
recorded 3
verdict 'in one batch'

begin
sed 's/need: \[fix-done-or-reason/need: [second-offer, fix-done-or-reason/' \
	"$TOP/policies.yaml" >plan.yaml
answer 'y\n' 'case-log -p plan.yaml 7qk close satisfied'
unchanged
check 'what somebody else has to decide first is refused, unasked' \
	grep -q '^case-log: not recorded: Ana Ruiz is still owed 3 things' "$dir/out"
rm plan.yaml

begin
sed 's/need: \[fix-done-or-reason/need: [fix-offered, fix-done-or-reason/' \
	"$TOP/policies.yaml" >plan.yaml
answer 'y\n\ny\n2\ny\n' 'case-log -p plan.yaml 7qk close satisfied'
check 'a step that wants another one before it asks for that, too' \
	grep -q '7QK Ana Ruiz: said back, agreed, offered ' "$dir/out"
rm plan.yaml

begin
answer 'y\n' 'case-log -q 7qk offer'
unchanged
expect '-q asks for no step' 1 <<'OUT'
case-log: not recorded: Ana Ruiz has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because the mug came in pieces. I can
        understand that. Have I got it right?"
  then  case-log 7qk restate + confirm + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
OUT

sed 's/^gates:.*/gates: {usual: ask, refuse: [confirmed]}/' "$AMENDS_POLICY" >firm.yaml
answer 'x\ny\n' 'case-log -p firm.yaml 7qk offer'
unchanged
expect 'a rule that the plan refuses by is not asked for, nor are those beside it' 1 <<'OUT'
case-log: not recorded: Ana Ruiz has not yet heard it back and agreed
  plan  firm.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because the mug came in pieces. I can
        understand that. Have I got it right?"
  then  case-log 7qk restate + confirm + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
OUT

sed 's/^gates:.*/gates: {usual: ask, remind: [confirmed]}/' "$AMENDS_POLICY" >mild.yaml
answer 'It broke.\n' 'case-log -p mild.yaml 7qk offer'
expect 'one that it reminds of is not asked for' 0 <<'OUT'
First let Ana Ruiz hear it back (mild.yaml:57). Ctrl-D: nothing is recorded.
say   "I hear that you are upset because the mug came in pieces. I can
      understand that. Have I got it right?"
What did you say back? Enter: just that.
> 7QK Ana Ruiz: said back, offered replace, refund, part-refund.
OUT
recorded 4
verdict 'and goes through'

begin
answer '' 'case-log --already 7qk offer replace'
expect 'what has happened is not asked about' 0 <<'OUT'
case-log: recorded out of order: restated, confirmed; listed for the owner
7QK Ana Ruiz: offered replace.
OUT


# Words that stand where they were not meant to.

begin
run case-log 7qk promise Ring them -d fri 12:00 -k how=phone
unchanged
expect 'half a time is no time, and its other half no text' 2 3<<'ERR'
case-log: -d fri 12:00 wants quotes: -d 'fri 12:00'
ERR

run case-log 7qk note --at yesterday 17:30 She rang
unchanged
expect 'nor is half a time in the past' 2 3<<'ERR'
case-log: --at yesterday 17:30 wants quotes: --at 'yesterday 17:30'
ERR

run case-new --at yesterday 17:30 The mug broke
unchanged
expect 'and of a complaint' 2 3<<'ERR'
case-new: --at yesterday 17:30 wants quotes: --at 'yesterday 17:30'
ERR

run case-log Nina Groß note She rang
unchanged
expect 'a name of two words wants quotes' 2 3<<'ERR'
case-log: no event '...'; a name of two words wants quotes, or one of them
ERR


# A word that says more than it seems to.

begin
chmod 600 journal
run_at_terminal 'case-log 7qk erase' <<'TYPED'
so so
n
TYPED
unchanged
expect 'whether their words are to go is asked' 1 <<'OUT'
Erase what is known of Ana Ruiz? Nothing brings it back. [y/n] case-log: 'so so' is neither y nor n
Erase what is known of Ana Ruiz? Nothing brings it back. [y/n] case-log: nothing is recorded
OUT
run_at_terminal 'case-log 7qk erase' <<'TYPED'
y
TYPED
recorded 1
expect 'and where they really are is said' 0 <<'OUT'
Erase what is known of Ana Ruiz? Nothing brings it back. [y/n] case-log: their words are in no list any more, and still in the file:
case-erase --pending takes them out
7QK a customer: erased.
OUT
begin
chmod 600 journal
case-log -q 7qk promise Ring them -d 'fri 17:00' -k how=phone >"$dir/did"
run_at_terminal 'case-log 7qk erase' <<'TYPED'
n
TYPED
expect 'what is promised and would be dropped is said before it is' 1 <<'OUT'
case-log: still promised, and dropped with it: p1 "Ring them" by Friday 17:00;
keep or give first what you can
Erase what is known of Ana Ruiz? Nothing brings it back. [y/n] case-log: nothing is recorded
OUT
case-log -q 7qk promise Ring again -d 'fri 18:00' -k how=phone >"$dir/did"
run_at_terminal 'case-erase 7qk' <<'TYPED'
n
TYPED
expect 'and case-erase says the same' 1 <<'OUT'
Erase what is known of Ana Ruiz? 1 case, 3 lines.
1 still open: what is owed there is dropped with it.
7QK4XME, still promised, and dropped with it: p1 "Ring them" by Friday 17:00; p2
"Ring again" by Friday 18:00.
What stays: category, cause, dates, costs, outcome. Nothing brings back the
rest.
Erase? [y/n] case-erase: nothing is erased
OUT
run sh -c 'case-log 7qk erase | cut -f 3-'
expect 'a script is told, too, but for the words' 0 <<'OUT' 3<<'ERR'
erase	-	kim	-	-	-
OUT
case-log: still promised, and dropped with it: p1 "..." by Friday 17:00; p2 "..." by Friday 18:00
case-log: their words are in no list any more, and still in the file: case-erase --pending takes them out
ERR
begin
chmod 600 journal
run_at_terminal 'case-log 7qk feedback' <<'TYPED'
7
4
TYPED
recorded 1
expect 'a score that is none is no word of the list' 0 <<'OUT'
How did we put it right, 1 to 5?
  1  2  3  4  5  declined  unanswered
> case-log: '7' is none of them; its number, or its word
How did we put it right, 1 to 5?
  1  2  3  4  5  declined  unanswered
> 7QK Ana Ruiz: feedback 4.
OUT
run sh -c 'case-log 7qk erase | cut -f 3-'
recorded 2
expect 'a script is not asked' 0 <<'OUT' 3<<'ERR'
erase	-	kim	-	-	-
OUT
case-log: their words are in no list any more, and still in the file: case-erase --pending takes them out
ERR


# The same again.

begin
run case-new -c 'Ana Ruiz' -k phone=600111222 -k order=4711 -t late It is late.
take_id
open7=$id7
run env AMENDS_NOW=2026-11-24T14:10:00+01:00 case-new -c 'Ana Ruiz' -k phone=600111222 -k order=4711 -t late Still nothing.
first=$(echo "$id3" | tr '[:upper:]' '[:lower:]')
take_id
second=$(echo "$id3" | tr '[:upper:]' '[:lower:]')
[ "$(cat "$dir/err")" = "case-new: the same order as in an open case of $open7; if it is that one: case-log $first merge $second" ] ||
	why "$(cat "$dir/err")"
[ "$status" = 0 ] || why "status $status"
verdict 'an open case about the same order is named, with the line to join them'
run case-log "$first" merge "$second"
check 'which runs' test "$status" = 0

chmod 600 journal
run_at_terminal "case-log $first escalate owner"
sed "s/^.* Ana Ruiz/A Ana Ruiz/" "$dir/out" >"$dir/next" && mv "$dir/next" "$dir/out"
expect 'a case that goes up goes with what is to be handed over' 0 <<'OUT'
A Ana Ruiz: up to owner.
hand  not said back yet
      pt0: "It is late."; pt0: "Still nothing."
      no promise is open
      nothing offered so far
      how it was said is not noted
OUT

# Who is only asked something ends as a filter does; what was recorded is not
# read, and that is said.
mkfifo unread
exec 5<>unread
exec 6>unread
exec 5<&-
begin
for asked in 'case-check --starter' 'case-check --help' 'case-new --help' \
	'case-log --help' 'case-log --help give' 'case-log 7qk' case-log; do
	run sh -c "$asked >&6"
	expect "once nobody reads it, $asked ends quietly" 141
done
run sh -c 'case-log 7qk note Rain. >&6'
expect 'but not what records' 5 3<<'ERR'
case-log: recorded, but not printed: standard output: Broken pipe
ERR
exec 6>&-

finish
