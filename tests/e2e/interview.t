#!/bin/sh
# case-new at a terminal, without words: what it asks (LOOK, F), and that the
# first two answers are on the disk whatever becomes of the others.
. "${0%/*}/harness.sh"

# A shop's own plan: of the one that came with amends a terminal would be told.
export AMENDS_POLICY="$TOP/policies.yaml"
export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-24T14:09:00+01:00
# ask COMMAND: at a terminal, its answers from standard input; what was asked
# goes to asked, without what comes next of a case, and the journal to journal.
ask() {
	run_at_terminal "$1"
	sed '/^[0-9A-Z]* .*: \(heard\|opened\|closed\)/,$d' "$dir/out" >asked
}
# latest N: the last records, without time and case.
latest() { run sh -c 'tail -n "$0" journal | cut -f 3-' "$1"; }

ask case-new <<'TYPED'
The mug came in pieces. It was a gift.

Ana Ruiz
600 111 222
The mug came in pieces
A new one before Saturday
The gift is for Saturday

2
3
lots
18
upset

TYPED
run cat asked
expect 'without words it asks, and all but the first two can wait' 0 <<'OUT'
What are they saying? In their words; an empty line ends.
> > Who is it? A name, or what you know. 
Written down: ID1, Ana Ruiz. It is on the disk, whatever happens now.

The rest can wait. Enter skips a question, Ctrl-D all of them.
Phone or email? I hear that you are upset because... What would put it right for them? Is there anything else? Is there anything else? Which is the heart of it?
   1  The mug came in pieces. It was a gift.
   2  The gift is for Saturday
> What kind is it?
   1  late               4  faulty             7  rude
   2  wrong-item         5  told-wrong         8  safety
   3  arrived-damaged    6  overcharged        9  other
> What did they pay? case-new: 'lots' is not an amount, as 12.50 is
What did they pay? How was it said? calm, upset, angry, abusive: Put right already? Enter for not yet, or replace, refund, part-refund: 
OUT
latest 8
expect 'P17 their words come first, word by word, and all else behind them' 0 <<'OUT'
#amends 1
open	-	kim	-	-	The mug came in pieces. It was a gift.	customer=Ana Ruiz
amend	-	kim	-	-	-	phone=600 111 222
amend	-	kim	-	-	-	category=arrived-damaged	happened=The mug came in pieces	value=18.00	wants=A new one before Saturday
point	pt1	kim	-	-	The gift is for Saturday
heard	-	kim	-	-	-
heart	pt1	kim	-	-	-	of=2026-11-24T14:09:00.005+01:00
heat	upset	kim	-	-	-
OUT

ask case-new <<'TYPED'
My coffee was cold.
And late.

Leo Marsh
leo@example.org






TYPED
latest 2
expect 'words may go over lines, and what is passed over is not recorded' 0 <<'OUT'
amend	-	kim	-	-	-	email=leo@example.org
heard	-	kim	-	-	-
OUT

printf 'It broke.\n\nTom Baker\n\004' >typed
ask case-new <typed
latest 1
expect 'with two answers it is on the disk, and Ctrl-D is the end of the questions' 0 <<'OUT'
open	-	kim	-	-	It broke.	customer=Tom Baker
OUT

printf 'The lamp hums.\n\n\n\004' >typed
ask case-new <typed
latest 1
expect 'who it is may wait, too' 0 <<'OUT'
open	-	kim	-	-	The lamp hums.
OUT

printf '\004' >typed
ask case-new <typed
expect 'nothing said is nothing recorded' 2 <<'OUT'
What are they saying? In their words; an empty line ends.
> 
case-new: nothing is recorded
OUT
latest 1
expect 'not a line of it' 0 <<'OUT'
open	-	kim	-	-	The lamp hums.
OUT

ask "case-new -c 'Iris Blom' -t wrong-item -k value=4.50 -k phone=600123123" <<'TYPED'
My coffee was cold.

Cold coffee
A hot one

calm
replace
TYPED
latest 13
expect 'put right already, it is all there' 0 <<'OUT'
amend	-	kim	-	-	-	happened=Cold coffee	settled=yes	wants=A hot one
heat	calm	kim	-	-	-	settled=yes
heard	-	kim	-	-	-	settled=yes
restate	-	kim	-	-	My coffee was cold.	settled=yes
confirm	-	kim	-	-	-	settled=yes
offer	replace	kim	2026-11-26T18:00:00+01:00	4.50	Replace it	plan=2026-11-01	settled=yes
accept	replace	kim	-	-	-	settled=yes
promise	p1	kim	2026-11-26T18:00:00+01:00	-	Replace it	how=phone	plan=2026-11-01	remedy=replace	settled=yes
give	replace	kim	-	4.50	-	settled=yes
kept	p1	kim	-	-	-	of=2026-11-24T14:09:00.009+01:00	settled=yes
apology	-	kim	-	-	-	settled=yes
tell	done	kim	-	-	-	settled=yes
close	satisfied	kim	-	-	-	settled=yes
OUT

ask "case-new -c 'Nadia Haddad'" <<'TYPED'
It does not fit.

nadia@example.org



the ninth

TYPED
check 'what is none of the list is asked again' grep -q "'the ninth' is none of them" asked

ask "case-new -c 'Ana Ruiz' -k phone='+34 600 111 222'" <<'TYPED'
It broke again.

TYPED
check 'P51 who was here before is said at once' \
	grep -q '^Here before: .* still open' "$dir/out"

ask case-new <<'TYPED'
Now the handle is off.

Ana Ruiz
600111222
TYPED
check 'P51 and where it is their number that tells, as soon as that is known' \
	awk '/Here before: 24 Nov/ { said = NR }
	/I hear that you/ && !asked { asked = NR }
	END { exit !(said && said <= asked) }' "$dir/out"
latest 1
expect 'which is on the disk by then' 0 <<'OUT'
amend	-	kim	-	-	-	phone=600111222
OUT

# A number, or an address, is how to reach them, and no name.
ask case-new <<'TYPED'
It rattles.

+34 (600) 555-666
Iris Blom
TYPED
check 'a number is no name, which is asked for' \
	grep -q '^What is their name? ' asked
latest 2
expect 'who gives a number at first is asked for the name' 0 <<'OUT'
open	-	kim	-	-	It rattles.	phone=+34 (600) 555-666
amend	-	kim	-	-	-	customer=Iris Blom
OUT
ask case-new <<'TYPED'
It rattles, too.

pia@example.org

TYPED
latest 1
expect 'an address is none, either' 0 <<'OUT'
open	-	kim	-	-	It rattles, too.	email=pia@example.org
OUT
ask case-new <<'TYPED'
It rattles as well.

The man of number 12
TYPED
latest 1
expect 'what else is known of them is kept as it is' 0 <<'OUT'
open	-	kim	-	-	It rattles as well.	customer=The man of number 12
OUT

ask 'case-new -n' <<'TYPED'
Only tried.

Tom
TYPED
run grep -c 'Only tried' journal
expect 'a dry run asks the first two, and writes nothing' 1 <<'OUT'
0
OUT

run_at_terminal 'case-new -q'
expect 'with -q nothing is asked' 2 <<'OUT'
case-new: their words are missing; as
case-new -c 'Ana Ruiz' The mug came in pieces
OUT
run case-new
expect 'nor in a script' 2 3<<'ERR'
case-new: their words are missing; as case-new -c 'Ana Ruiz' The mug came in pieces
ERR

sed 's/^intake:/intake:\n  ask:\n    - {field: happened, say: "What happened?"}\n    - {field: expected, say: "What were you expecting?"}/' \
	"$TOP/policies.yaml" >plan.yaml
ask "case-new -p plan.yaml -c 'Eve Brand' -k phone=1 -t late" <<'TYPED'
It is late.

It came on Monday
It on Friday
TYPED
latest 1
expect 'P51 what was expected is asked beside what happened' 0 <<'OUT'
amend	-	kim	-	-	-	expected=It on Friday	happened=It came on Monday
OUT
rm asked typed
rm journal
ask case-new <<'TYPED'
It never came.

Tom Baker
600 333 444


It was for Saturday
No.
TYPED
latest 3
expect 'P66 no to anything else is no point, and they were heard' 0 <<'OUT'
amend	-	kim	-	-	-	phone=600 333 444
point	pt1	kim	-	-	It was for Saturday
heard	-	kim	-	-	-
OUT

rm -f asked typed journal
ask case-new <<'TYPED'
It never came.

Tom Baker
tom@example.org, 600 333 444


No, thanks!
TYPED
latest 2
expect 'an address and a number are kept apart, and thanks are no point' 0 <<'OUT'
amend	-	kim	-	-	-	email=tom@example.org	phone=600 333 444
heard	-	kim	-	-	-
OUT

sed 's/^intake:/intake:\n  ask:\n    - {field: value, say: "Paid?"}\n    - {field: point, say: "More?"}/' \
	"$TOP/policies.yaml" >plan.yaml
rm -f asked typed journal
ask "case-new -p plan.yaml -c 'Eve Brand' -k phone=1 -t late" <<'TYPED'
It is late.

lots
18
The box was wet
no
2
TYPED
latest 4
expect 'an amount is asked for until it is one, and once; nothing else is lost' 0 <<'OUT'
amend	-	kim	-	-	-	value=18.00
point	pt1	kim	-	-	The box was wet
heard	-	kim	-	-	-
heart	pt1	kim	-	-	-	of=2026-11-24T14:09:00.003+01:00
OUT

# Somebody else records a point while it is asked.
rm -f asked typed journal
cat >meanwhile.exp <<'EXP'
set timeout 60
spawn -noecho case-new -c {Eve Brand} -k phone=1 -t late -k value=18 -k heat=calm
expect "> "
send "It is late.\r\r"
expect "because"
send "\r"
expect "right for them"
send "\r"
expect "anything else"
exec case-log -q -b sam eve point The box was wet
send "It was a gift\r"
expect "anything else"
send "no\r"
expect "heart of it"
send "2\r"
expect "already?"
send "\r"
expect eof
EXP
command expect -f meanwhile.exp >/dev/null 2>&1
cut -f 3,4,8 journal | tail -3 >"$dir/out"
: >"$dir/err"
status=0
expect 'the heart is the point that was chosen, whoever else recorded one' 0 <<'OUT'
point	pt2	It was a gift
heard	-	-
heart	pt2	-
OUT

# A journal that cannot be begun: its drive is not there.
ln -s nowhere drive
run_at_terminal 'case-new -f drive/shop/journal' <<'IN'
It is late.

Tom Baker
IN
expect 'nobody is asked for words that there is no place for' 4 <<'OUT'
case-new: drive: not there, and cannot be made: No such file or directory; is
its drive missing?
OUT
run_at_terminal 'case-new -f new/shop/journal' <<'IN'
It is late.

Tom Baker
IN
sed -n 1p "$dir/out" >"$dir/out.some" && mv "$dir/out.some" "$dir/out"
expect 'folders that can be made are made' 0 <<'OUT'
What are they saying? In their words; an empty line ends.
OUT
check 'with the words in them' grep -q 'It is late' new/shop/journal
# P26: whom a complaint about a person is about, where the plan has staff.
rude() {
	rm -f asked typed journal
	ask "case-new -p $TOP/tests/data/full-plan.yaml -b amy -t $1 -k value=18 \
		-k phone=1 -k happened=x -k expected=x -k effect=x -k wants=x \
		-k heat=calm -c Eve"
}
rude rude <<'TYPED'
He laughed at me.


Dev Patel

TYPED
check 'P26 whom a complaint is about is asked once its kind is known' \
	grep -q '? Whom of us is it about? Put right already' asked
latest 2
expect 'P26 and known by their id' 0 <<'OUT'
amend	-	amy	-	-	-	about=dev
heard	-	amy	-	-	-
OUT

rude rude <<'TYPED'
He laughed at me.




TYPED
latest 1
expect 'P26 though it may be passed over' 0 <<'OUT'
heard	-	amy	-	-	-
OUT

rude late <<'TYPED'
It is late.



TYPED
check 'P26 and of what is about nobody it is not asked' \
	sh -c '! grep -q "Whom of us" asked'

# What is one of a list may be typed as people write it.
# picked KIND HEAT: the kind and the heat of a complaint with those answers.
picked() {
	rm -f journal
	printf '%s\n' 'It is late.' '' Ana 600111222 '' '' '' "$1" '' "$2" '' |
		run_at_terminal case-new
	run sed -n 's/.*category=\([^	]*\).*/\1/p; s/.*	heat	\([^	]*\)	.*/\1/p' \
		journal
}
picked Wro ANG
expect 'the beginning of a word, in capitals or not' 0 <<'OUT'
wrong-item
angry
OUT
picked 'damaged on arrival' 1
expect 'what the plan calls it' 0 <<'OUT'
arrived-damaged
calm
OUT
picked 'Not there' Upset
expect 'the beginning of that' 0 <<'OUT'
late
upset
OUT
picked s CA
expect 'a word comes before what it is called' 0 <<'OUT'
safety
calm
OUT

# Each batch of an interview is recorded, but what there is to know is known.
rm -f journal
export AMENDS_POLICY="$TOP/tests/data/full-plan.yaml" AMENDS_WHO=zoe
ask case-new <<'TYPED'
The mug broke.

Ana Ruiz
600 111 222
TYPED
grep staff "$dir/out" >"$dir/out.some"
mv "$dir/out.some" "$dir/out"
expect 'that a name is not one of the staff is said once' 0 <<'OUT'
case-new: 'zoe' is not in the plan's staff; recorded as it is
OUT

finish
