#!/bin/sh
# What somebody at a terminal types and sees, key by key: editing, pasting, a
# window that changes its size, Ctrl-C, and what is nearly right. Whole screens
# of LOOK are in screens.t, what ends it in the midst of it in stopped.t.
. "${0%/*}/harness.sh"
# shellcheck source=tests/terminal/setup.sh
. "$TOP/tests/terminal/setup.sh"

export AMENDS_NOW=2026-11-24T14:09:00+01:00 AMENDS_JOURNAL="$HOME/journal"
# without_standing: what is said of the case in the end is guide's, and tested
# there.
without_standing() {
	sed '/^[0-9A-Z]\{3,\} .*: \(heard\|opened\)/,$d' "$dir/out" >shown
	run cat shown
}

at_terminal case-new <<'KEYS'
The mug came^[[D in pieces. It was a gift.

Ana Ru^?^?Rúú^?iz
600 111 222
the mug came in pieces
A new one before Sunday^WSaturday
The gift is for Saturday

2
arr
18
lots^Uu

KEYS
cp "$dir/out" all
without_standing
expect 'F: case-new asks, and two answers are enough' 0 <<'OUT'
What are they saying? In their words; an empty line ends.
> The mug came in pieces. It was a gift.
>
Who is it? A name, or what you know. Ana Rúiz

Written down: ID1, Ana Rúiz. It is on the disk, whatever happens now.

The rest can wait. Enter skips a question, Ctrl-D all of them.
Phone or email? 600 111 222
I hear that you are upset because... the mug came in pieces
What would put it right for them? A new one before Saturday
Is there anything else? The gift is for Saturday
Is there anything else?
Which is the heart of it?
   1  The mug came in pieces. It was a gift.
   2  The gift is for Saturday
> 2
What kind is it?
   1  late               4  faulty             7  rude
   2  wrong-item         5  told-wrong         8  safety
   3  arrived-damaged    6  overcharged        9  other
> arr
What did they pay? 18
How was it said? calm, upset, angry, abusive: u
Put right already? Enter for not yet, or replace, refund, part-refund:

OUT
run sed -n '/: heard/p; /^say/,/^then/p' all
sed -i 's/^[0-9A-Z]\{3,\} Ana/ID Ana/; s/case-log [0-9a-z]* /case-log ID /' "$dir/out"
expect 'and it ends with the words to say, and the line to type' 0 <<'OUT'
ID Ana Rúiz, arrived-damaged: heard just now, not yet said back.
say   "I hear that you are upset because the mug came in pieces, and the gift
      is for Saturday. I can understand that. Have I got it right?"
then  case-log ID restate + confirm
OUT

at_terminal 'case-log ruiz offer' <<'KEYS'
The mug broke on the way.
maybe
y
KEYS
sed -i 's/^[0-9A-Z]\{3,\} Ana.*//; /^$/,$d' "$dir/out"
expect 'D: a step that was skipped is asked for, with the words to say' 0 <<'OUT'
First let Ana Rúiz hear it back (policies.yaml:57). Ctrl-D: nothing is recorded.
say   "I hear that you are upset because the mug came in pieces, and the gift
      is for Saturday. I can understand that. Have I got it right?"
What did you say back? Enter: just that.
> The mug broke on the way.
Did they agree that this is it? [y/n] maybe
case-log: 'maybe' is neither y nor n
Did they agree that this is it? [y/n] y
OUT

# What is nearly right is answered by the line that is.
case-new -c 'Jürgen Müßig' -k phone=1 -t late It never came. >new
IFS='	' read -r _ id _ <new
id7=${id#*-} id3=${id#*-} id3=${id3%????}
low=$(echo "$id3" | tr '[:upper:]' '[:lower:]')
while IFS='|' read -r typed said; do
	# shellcheck disable=SC2086 # words
	run case-log $typed
	sed "s/$id7/ID/; s/ $low / ID /" "$dir/err" >shown
	printf '%s\n' "case-log: $said" | cmp -s - shown || {
		echo "# case-log $typed"
		cat shown
	} >>"$dir/why"
done <<'ROWS'
accept replace müßig|the case comes first: case-log CASE accept
heard müßig|the case comes first: case-log CASE heard
muessig p1 broken|the event comes first: case-log ... broken p1
muessig break p1|no event 'break'; a promise was not kept: case-log ID broken
jurgen accept|accept needs a remedy, and none is offered; first: case-log ID restate + confirm + offer
musig note x|no case fits '...'
ROWS
check 'H: swapped, misspelt and missing words are answered by the right line' true
run case-log müßig heard
run case-log müßig heard
cp "$dir/err" shown
run cat shown
expect 'said again, it is said to be no news' 0 <<'OUT'
case-log: they were heard already, and have said nothing further since
OUT
run case-new Jürgen Müßig says it came, and is broken.
sed -n 's/.*: case-log [^ ]* //p' "$dir/err" >shown
run cat shown
expect 'a name in the words that is known is offered as the customer' 0 <<'OUT'
amend -k customer=...
OUT

# The same again, or is it? Their order says so.
rm journal
case-new -c 'Ana Ruiz' -k phone=600111222 -k order=4711 -t late It is late. >new
take_it="case-new -c 'Ana Ruiz' -k phone=600111222 -k order=4711 -t late"
# asked: from the question on, ids as ID, without what comes next.
asked() {
	sed -n '/^The same order/,/^\(Joined\|I hear\)/{s/\[[0-9a-z]*\]/[ID]/; s/^Joined. [0-9A-Z]*/Joined. ID/; p; }' \
		"$dir/out" >shown
	run cat shown
}
at_terminal "$take_it Still nothing." <<'KEYS'
you tell me
Yes
KEYS
asked
expect 'an open case of the same person and order is asked about, and joined' 0 <<'OUT'
The same order as in a case that is open, of 24 Nov [ID]: "It is late."
Is it that one? [y/n] you tell me
case-new: 'you tell me' is neither y nor n
Is it that one? [y/n] Yes
Joined. ID Ana Ruiz, late: opened just now, not yet said back.
OUT
run sh -c 'case-list -A -o state,text | sort'
expect 'what they said is on the one case' 0 <<'OUT'
hearing	It is late.
merged	Still nothing.
OUT
printf 'And broken.\n\n\n^D\\\n' >keys
at_terminal "$take_it" <keys
asked
expect 'and in the questions of case-new; Enter is no' 0 <<'OUT'
The same order as in a case that is open, of 24 Nov [ID]: "It is late."
Is it that one? [y/n]

The rest can wait. Enter skips a question, Ctrl-D all of them.
I hear that you are upset because...
OUT
printf 'And gone.\n\nAna Ruiz\n600111222\ny\n' >keys
at_terminal 'case-new -k order=4711' <keys
# Two are open, and as old: which one comes first, their ids say.
sed -n '/^Phone/,/^Joined/{s/\[[0-9a-z]*\]/[ID]/g; s/^Joined. [0-9A-Z]*/Joined. ID/; s/: ".*"/: WORDS/; p; }' \
	"$dir/out" >shown
run cat shown
expect 'where it is their number that tells, nothing else is asked before' 0 <<'OUT'
Phone or email? 600111222
Here before: 24 Nov, late, still open [ID]; 24 Nov, late, still open [ID].

The same order as in a case that is open, of 24 Nov [ID]: WORDS
Is it that one? [y/n] y
Joined. ID Ana Ruiz, late: opened just now, not yet said back.
OUT
run case-new -q -c 'Ana Ruiz' -k phone=600111222 -k order=4711 -t late And again.
sed -n 's/.*: case-log [^ ]* \(merge\) .*/\1/p' "$dir/err" >shown
run cat shown
expect 'a script is told the line, for each of them' 0 <<'OUT'
merge
merge
OUT

# Words that are pasted.
at_terminal case-new <<'KEYS'
^[[200~Hello,

my mug is broken.^M^[[201~

Leo Marsh
^D\
KEYS
run sh -c 'tail -n 1 journal | cut -f 3,8'
expect 'what is pasted is their words, empty lines in it as well' 0 <<'OUT'
open	Hello,\n\nmy mug is broken.
OUT

at_terminal case-new <<'KEYS'
^[[200~Hello,^M^J^M^Jmy mug is broken.^[[201~

Leo Marsh
^D\
KEYS
run sh -c 'tail -n 1 journal | cut -f 3,8'
expect 'and so it is with the line ends of Windows' 0 <<'OUT'
open	Hello,\n\nmy mug is broken.
OUT

# Another window.
printf 'Café und 南瓜 und 南^?瓜\n\nTom Baker\n^D\\\n' >keys
at_terminal case-new -c 40 <keys
cp "$dir/out" shown
run sed '/^Written/,$d' shown
expect 'in 40 columns a row that is full goes on in the next' 0 <<'OUT'
What are they saying? In their words; an
empty line ends.
> Café und 南瓜 und 瓜
>
Who is it? A name, or what you know. Tom
 Baker

OUT
for term in dumb ''; do
	TERM=$term at_terminal case-new <keys
	run sh -c 'tail -n 1 journal | cut -f 3,8'
	expect "TERM='$term' does as well" 0 <<'OUT'
open	Café und 南瓜 und 瓜
OUT
done
at_terminal case-new -c 40 <<'KEYS'
A long complaint about one of ^=20;our mugs^W^W^W^W^W^W^Wmug.

Tom Baker
^D\
KEYS
run sh -c 'tail -n 1 journal | cut -f 3,8'
expect 'a window may change its size meanwhile' 0 <<'OUT'
open	A mug.
OUT

# Ctrl-C.
rm journal
printf 'It broke.\n\nTo^C\\\n' >keys
at_terminal case-new <keys
run cat journal
expect 'Ctrl-C before it is on the disk leaves the journal as it was' 1 3<<'ERR'
cat: journal: No such file or directory
ERR
printf 'It broke.\n\nTo^U\\\n^C\\\n' >keys
at_terminal case-new <keys
expand "$dir/out" >shown
run sed -n '/^case-new/,/^ /p' shown
expect 'and hands their words back' 0 <<'OUT'
case-new: not recorded: stopped
  keep  the record below; later: case-log - <FILE
OUT
printf 'It broke.\n\nTom Baker\n600\nIt fell\n^C\\\n' >keys
at_terminal case-new <keys
check 'it ends by that signal' [ "$status" = 130 ]
cp "$dir/out" shown
run sh -c 'cut -f 3,8,9 journal && sed -n "/^case-new/,/^ /p" shown'
expect 'later, what is written is said, and what is not is handed back' 0 <<'OUT'
#amends 1
open	It broke.	customer=Tom Baker
amend	-	phone=600
case-new: stopped; ID2, Tom Baker, is on the disk
case-new: not recorded: the answers to what was asked
  keep  the record below; later: case-log - <FILE
OUT
printf 'Ring them\n^C\\\n' >keys
at_terminal 'case-log baker promise' <keys
sed 's/log [0-9a-z]* promise -m/log ID promise -m/' "$dir/out" >shown
cp shown "$dir/out"
expect 'of a half-typed event case-log gives the line that goes on with it' 130 <<'OUT'
What do we promise?
> Ring them
By when? As fri 17:00, or 2bd.
>
case-log: not recorded: stopped; to go on: case-log ID promise -m 'Ring them'
OUT
printf 'It broke indeed\nn\n' >keys
at_terminal 'case-log baker heard + offer' <keys
expand "$dir/out" >shown
run sed -n '/^case-log/,/^ /p' shown
expect 'a step that is not there hands back what was typed before' 0 <<'OUT'
case-log: not recorded: a step is not there yet
  keep  the records below; later: case-log - <FILE
OUT

# Customers' words obey nothing, and columns stay aligned.
export AMENDS_JOURNAL="$HOME/hostile"
printf 'e\314\201\033[2J\342\200\256 \345\215\227\347\223\234 X' >words
case-new -c 'Zoë 南' -k phone=1 -t late -m "$(cat words)" >/dev/null
case-new -c 'Ana Ruiz' -k phone=2 -t late --at 07:00 It is late. >/dev/null
at_terminal 'case-list -A -o customer,category,text --table' </dev/null
expect 'escapes, text turned round, wide and combining characters' 0 <<'OUT'
CUSTOMER  CATEGORY  TEXT
Ana Ruiz  late      It is late.
Zoë 南    late      é\x1b[2J\xe2\x80\xae 南瓜 X
OUT
finish
