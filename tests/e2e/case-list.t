#!/bin/sh
# case-list: a record a case, and with -e a record an event.
. "${0%/*}/harness.sh"

# tsv: lines as they are easy to read, made into records: a blank is a tab, an
# underscore a blank.
tsv() { sed '/^#/!{s/ /	/g;s/_/ /g;}'; }

# An open case with everything, one nobody touched, a closed one, two that were
# merged, and one erased. Out of order, and with a double.
tsv >j <<'TSV'
#amends 1
2026-11-19T09:00:00.000+01:00 261119-3F8TWAW open late sam - - It_is_late. customer=Marta_Gil phone=600222333
2026-11-19T09:05:00.000+01:00 261119-3F8TWAW promise p1 sam 2026-11-19T17:00:00+01:00 - Ring_her how=phone
2026-11-19T18:00:00.000+01:00 261119-3F8TWAW kept p1 sam - - - of=2026-11-19T09:05:00.000+01:00
2026-11-19T18:01:00.000+01:00 261119-3F8TWAW offer part-refund sam - 4.00 -
2026-11-19T18:02:00.000+01:00 261119-3F8TWAW give part-refund sam - - -
2026-11-19T18:03:00.000+01:00 261119-3F8TWAW cause carrier sam - - -
2026-11-19T18:04:00.000+01:00 261119-3F8TWAW close placated sam - - -
2026-11-20T11:00:00.000+01:00 261120-RB5K2MP open - kim - - Nobody_rang.\nNot_once. customer=Tom_Baker
2026-11-18T10:00:00.000+01:00 261118-7QK4XMP open arrived-damaged kim - - The_mug_broke. customer=Ana_Ruiz heat=calm phone=600111222 value=18
2026-11-18T10:02:00.000+01:00 261118-7QK4XMP confirm - kim - - -
2026-11-18T10:01:00.000+01:00 261118-7QK4XMP restate - kim - - It_broke.
2026-11-18T10:03:00.000+01:00 261118-7QK4XMP offer refund kim - 18.00 - plan=1
2026-11-18T10:04:00.000+01:00 261118-7QK4XMP accept refund kim - - -
2026-11-18T10:04:00.001+01:00 261118-7QK4XMP promise p1 kim 2026-11-24T18:00:00+01:00 - The_money how=phone remedy=refund
2026-11-18T10:05:00.000+01:00 261118-7QK4XMP note - eva - - a_slip
2026-11-18T10:06:00.000+01:00 261118-7QK4XMP retract - eva - - - of=2026-11-18T10:05:00.000+01:00
2026-11-18T10:07:00.000+01:00 261118-7QK4XMP amend - kim - - - email=ana@x.org phone=\-
2026-11-18T10:07:00.000+01:00 261118-7QK4XMP amend - kim - - - email=ana@x.org phone=\-
2026-11-20T12:00:00.000+01:00 261120-KX6000K open late sam - - It_is_still_late. customer=Ana_Ruiz
2026-11-20T12:30:00.000+01:00 261118-7QK4XMP merge 261120-KX6000K eva - - -
2026-11-17T12:00:00.000+01:00 261117-V4M000Q open faulty sam - - It_hums. customer=Iris_Blom
2026-11-17T12:01:00.000+01:00 261117-V4M000Q celebrate - sam - - -
2026-11-21T12:00:00.000+01:00 261117-V4M000Q erase - eva - - -
TSV
cat >plan.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
remedies:
  fix:
    - {id: refund, label: All of it back, cost: price, promise: {by: 3bd}}
    - {id: part-refund, label: Half of it, cost: agreed, cost-max: 50pct}
categories:
  - {id: late, label: Late, fixes: [refund, part-refund]}
deadlines:
  default: {acknowledge: none, first-action: none, update-every: none,
    answer: none, fix-done: 7d, tell-after-fix: none, final-word: none}
YAML
export AMENDS_JOURNAL="$HOME/j" AMENDS_POLICY="$HOME/plan.yaml"

run case-list -o case,opened,state,category,owner,given,words
expect 'open cases come oldest first, each with its state and owner' 0 <<'OUT'
261118-7QK4XMP	2026-11-18T10:00:00.000+01:00	doing	arrived-damaged	kim	0.00	The mug broke.
261120-RB5K2MP	2026-11-20T11:00:00.000+01:00	hearing	-	-	0.00	Nobody rang.\nNot once.
OUT

run case-list ruiz
tsv >want <<'TSV'
2026-11-18T10:00:00.000+01:00 261118-7QK4XMP doing arrived-damaged kim 2026-11-24T18:00:00+01:00 0.00 The_mug_broke. customer=Ana_Ruiz email=ana@x.org heat=calm short=7QK4XMP value=18
TSV
expect 'a record has every detail as it stands' 0 <want

run case-list -A -o short,state,given,cause,outcome,merged-into
expect '-A lists closed, merged and erased ones too' 0 <<'OUT'
V4M000Q	erased	0.00	-	-	-
7QK4XMP	doing	0.00	-	-	-
3F8TWAW	closed	4.00	carrier	placated	-
RB5K2MP	hearing	0.00	-	-	-
KX6000K	merged	-	-	-	261118-7QK4XMP
OUT

run case-list -o short,customer,words v4m 3f8
expect 'a case that is named is listed whatever its state' 0 <<'OUT'
V4M000Q	erased	erased
3F8TWAW	Marta Gil	It is late.
OUT

run case-list -o short kx6
expect 'a merged case leads to the one that it lives on in' 0 <<'OUT'
7QK4XMP
OUT

run case-list -A --in 2026-11-19..2026-11-20 -o short
expect 'a period is about when a case was opened' 0 <<'OUT'
3F8TWAW
RB5K2MP
KX6000K
OUT

run case-list -A -s 2026-11-18 -u 2026-11-20 -o short
expect '-s is in and -u is out' 0 <<'OUT'
7QK4XMP
3F8TWAW
OUT

run case-list -A -k category=late -k 'customer!=ana ruiz' -o short
expect 'all selectors have to fit' 0 <<'OUT'
3F8TWAW
OUT

run case-list -k 'words~RANG nobody' -o short
expect 'words are looked for in any case and order' 0 <<'OUT'
RB5K2MP
OUT

run case-list -A -H -k state=erased -o short,state
expect '-H names the columns' 0 <<'OUT'
short	state
V4M000Q	erased
OUT

run case-list -k customer=zoe
expect 'an empty list is no failure' 0
run case-list -k category=ratty -k custmer=ana
expect 'but what may have been meant is said' 0 3<<'ERR'
case-list: '...' is not among the plan's categories
case-list: nothing here has 'custmer'; did you mean 'customer'?
ERR
cat >staff.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
roles: [{id: counter, may: [open, log]}]
staff: [{id: kim, name: Kim Reyes, role: counter}]
YAML
run case-list -p staff.yaml -k 'owner=Kim Reyes' -o owner
expect 'staff go by their name, too' 0 <<'OUT'
kim
OUT
rm staff.yaml
cat >comma.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR, decimal-mark: ","}
YAML
run case-list -A -p comma.yaml -k given=4.00 --table -o short,given
expect "what people read has the shop's decimal mark" 0 <<'OUT'
SHORT    GIVEN
3F8TWAW   4,00
OUT
run case-list -A -p comma.yaml -k given=4.00 -o short,given
expect 'and records the point' 0 <<'OUT'
3F8TWAW	4.00
OUT
rm comma.yaml
run case-list -k state=open
expect 'and what no case can be is refused' 2 3<<'ERR'
case-list: -k state: '...' is none of hearing, choosing, doing, waiting, closed, merged and erased
ERR
run case-list -k state=closed -o case,state
expect 'whoever asks for closed ones gets them' 0 <<'OUT'
261119-3F8TWAW	closed
OUT
run case-list -k outcome~placated -o case,outcome
expect 'and so does who asks how they left' 0 <<'OUT'
261119-3F8TWAW	placated
OUT
run case-list -k value=18.0 -o case,value
expect 'money is what it comes to' 0 <<'OUT'
261118-7QK4XMP	18
OUT

# Next due.

run case-list -o short,next
expect 'next is the duty that is due first' 0 <<'OUT'
7QK4XMP	2026-11-24T18:00:00+01:00
RB5K2MP	2026-11-27T11:00:00+01:00
OUT

run case-list --now '2026-11-26 09:00' -o short,next
expect 'also one that is late' 0 <<'OUT'
7QK4XMP	2026-11-24T18:00:00+01:00
RB5K2MP	2026-11-27T11:00:00+01:00
OUT

echo 'policy: 2' >faulty.yaml
run case-list -p faulty.yaml -o short,next,given
sed -i '/faulty.yaml:/d' "$dir/err"
expect 'with a faulty plan the promises are listed all the same' 3 <<'OUT' 3<<'ERR'
7QK4XMP	2026-11-24T18:00:00+01:00	0.00
RB5K2MP	-	0.00
OUT
case-list: the plan is faulty: due times are those of open promises alone
ERR

# Events.

run case-list -e open,give,promise -o time,short=,event,what,amount,state,kind,customer,owner
expect '-e lists events that stand, in order of time, over all cases' 0 <<'OUT'
2026-11-17T12:00:00.000+01:00	-	open	faulty	-	-	-	erased	sam
2026-11-18T10:00:00.000+01:00	-	open	arrived-damaged	-	-	-	Ana Ruiz	kim
2026-11-18T10:04:00.001+01:00	-	promise	p1	-	open	-	Ana Ruiz	kim
2026-11-19T09:00:00.000+01:00	-	open	late	-	-	-	Marta Gil	sam
2026-11-19T09:05:00.000+01:00	-	promise	p1	-	late	-	Marta Gil	sam
2026-11-19T18:02:00.000+01:00	-	give	part-refund	4.00	-	fix	Marta Gil	sam
2026-11-20T11:00:00.000+01:00	-	open	-	-	-	-	Tom Baker	-
2026-11-20T12:00:00.000+01:00	-	open	late	-	-	-	Ana Ruiz	kim
OUT

run case-list -e all -o event 7qk
expect 'retracted events and doubles are gone, those of a merged case there' 0 <<'OUT'
open
restate
confirm
offer
accept
promise
amend
open
merge
OUT

run case-list -e all -o event,text v4m
expect 'an event of a newer amends is passed on, an erased text is not' 0 <<'OUT'
open	erased
celebrate	-
erase	-
OUT

run case-list -e offer 7qk
tsv >want <<'TSV'
2026-11-18T10:03:00.000+01:00 261118-7QK4XMP offer refund kim - 18.00 - category=arrived-damaged customer=Ana_Ruiz kind=fix owner=kim plan=1
TSV
expect 'an event is as it was recorded, with what stands of its case' 0 <want

run case-list -e give --in 2026 -o cause,amount
expect 'events of closed cases are among them' 0 <<'OUT'
carrier	4.00
OUT

# Its events are told in brief, and none of what is shown needs its line.
tsv >told <<'TSV'
#amends 1
2026-11-20T11:00:00.000+01:00 261120-RB5K2MP open late kim - - Nobody_rang. customer=Tom_Baker
2026-11-20T11:01:00.000+01:00 261120-RB5K2MP tell acknowledge kim - - - how=phone
2026-11-20T11:02:00.000+01:00 261120-RB5K2MP cause carrier kim - - -
2026-11-20T11:03:00.000+01:00 261120-RB5K2MP give part-refund kim - 4.00 - kind=gesture
2026-11-20T11:04:00.000+01:00 261120-RB5K2MP tell done sam - - - how=email
TSV
run case-list -f told -e tell,give -o 'event, what,amount,category,customer,cause,owner,case'
expect 'a row of what was noted of events is what their lines say' 0 <<'OUT'
tell	acknowledge	-	late	Tom Baker	carrier	kim	261120-RB5K2MP
give	part-refund	4.00	late	Tom Baker	carrier	kim	261120-RB5K2MP
tell	done	-	late	Tom Baker	carrier	kim	261120-RB5K2MP
OUT

run case-list -f told -e tell -k how=email -o event,what
expect 'by what only its line says, an event is selected all the same' 0 <<'OUT'
tell	done
OUT

run case-list -f told -e tell,give -k cause=carrier -k amount=4 -o what,kind
expect 'and so it is shown' 0 <<'OUT'
part-refund	gesture
OUT

run case-list -e all -s '2026-11-20 12:00' -k category=arrived-damaged -o event,case
expect 'a period is about when an event happened' 0 <<'OUT'
open	261120-KX6000K
merge	261118-7QK4XMP
OUT

run case-list -e herd
expect 'an unknown event is refused with a guess' 2 3<<'ERR'
case-list: no event 'herd'; did you mean 'heard'?
ERR

# Any order of lines, and any of them twice, gives the same.

case-list -A >want.cases
case-list -e all >want.events
{ sort -r j; sort j; } >shuffled
run case-list -A -f shuffled
expect 'the order of lines does not matter to cases' 0 <want.cases
run case-list -e all -f shuffled
expect 'nor to events' 0 <want.events

# From and to other tools, and other forms.

run case-list -A -k state=closed
cp "$dir/out" closed
run case-list -o short,cause - <closed
expect 'an operand - is the cases of the records on standard input' 0 <<'OUT'
3F8TWAW	carrier
OUT

run case-list -o short - </dev/null
expect 'and of no records no cases' 0

run case-list -f - -o short <j
expect 'the journal may come on standard input' 0 <<'OUT'
7QK4XMP
RB5K2MP
OUT
run sh -c 'case-list -f - - <j'
expect 'and then the cases come from elsewhere' 2 3<<'ERR'
case-list: standard input is the journal or the cases, not both
ERR

run case-list --csv -o short,words rb5
expect 'CSV is decoded' 0 <<'OUT'
"short","words"
"RB5K2MP","Nobody rang.
Not once."
OUT

run case-list --json -o short,customer 7qk
expect 'JSON is an object a line' 0 <<'OUT'
{"short":"7QK4XMP","customer":"Ana Ruiz"}
OUT

run case-list --table --now '2026-11-26 09:00'
expect 'people see a table' 0 <<'OUT'
OPENED  CASE  CUSTOMER   STATE    KIND           WHOSE  NEXT       THEIR WORDS
18 Nov  7QK   Ana Ruiz   doing    arrived-dama…  kim    late 39 h  The mug brok…
20 Nov  RB5   Tom Baker  hearing  -              -      Fri 11:00  Nobody rang.…
OUT

run case-list -e give --table
expect 'and one of events' 0 <<'OUT'
WHEN              CASE  CUSTOMER   EVENT  WHAT         WHO  AMOUNT  WORDS
Thu 19 Nov 18:02  3F8   Marta Gil  give   part-refund  sam    4.00  -
OUT

# What goes wrong.

run case-list abe
expect 'a name that fits no case is said' 2 3<<'ERR'
case-list: no case fits '...'
ERR

run case-list ruiz nobody -o short
expect 'one name that fits none is enough to list nothing' 2 3<<'ERR'
case-list: no case fits '...'
ERR

run case-list -k late
expect 'a selector without a sign is refused' 2 3<<'ERR'
case-list: '...' selects nothing; write key=value, key!=value or key~words
ERR

run case-list -o nothing
expect 'an unknown column is refused' 2 3<<'ERR'
case-list: 'nothing' is not a column; a key of your own is written 'nothing='
ERR

{ cat j; printf 'what is this\n'; printf 'torn'; } >bad
run case-list -f bad -o short
expect 'a bad line is named, and the rest listed' 3 <<'OUT' 3<<'ERR'
7QK4XMP
RB5K2MP
OUT
case-list: bad:25:13: 1 field where a record has at least 8
ERR

# Filters judge what their answer needs.
{
	cat j
	for id in 261118-7QK4XMP 261119-3F8TWAW; do
		printf '2026-11-22T10:00:00.000+01:00\t%s\tnote\t-\tkim\t-\t-\tA bad \\q\n' $id
	done
	printf '2026-11-22T10:01:00.000+01:00\t261119-3F8TWAW\treopen\t-\tkim\t-\t-\tA bad \\q\n'
} >bad
run case-list -f bad -o short
expect 'of the open cases bad lines are named, and of others what may open them' 3 <<'OUT' 3<<'ERR'
7QK4XMP
RB5K2MP
OUT
case-list: bad:27:69: unknown escape \q
case-list: bad:25:67: unknown escape \q
ERR

run case-list -f nowhere
expect 'a journal that is named and not there cannot be read' 4 3<<'ERR'
case-list: nowhere: No such file or directory
ERR

unset AMENDS_JOURNAL
run case-list
expect 'the usual journal may not be there yet' 0

printf '#amends 2\n' >newer
run case-list -f newer
expect "a newer amends' journal is refused" 3 3<<'ERR'
case-list: newer:1: written by a newer amends, and not read from here on; this one knows the format '#amends 1'
ERR

run sh -c 'case-list -f j >/dev/full'
expect 'a full disk is never a success' 4 3<<'ERR'
case-list: standard output: No space left on device
ERR

run sh -c 'case-list -f j -A | head -n 1 | cut -f3'
expect 'a reader that has enough ends it quietly' 0 <<'OUT'
erased
OUT

run env -i HOME="$HOME" PATH="$PATH" TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 \
	case-list -f j -p plan.yaml -o opened 7qk
expect 'zone and language of the environment change nothing' 0 <<'OUT'
2026-11-18T10:00:00.000+01:00
OUT

run case-list -f j -e offer -k customer~ruiz -o what
expect 'whose events they are can be asked without being shown' 0 <<'OUT'
refund
OUT

# What a plan hides in lists (privacy.hide-in-lists).

printf 'privacy: {hide-in-lists: [phone, email, text]}\n' | cat plan.yaml - >hiding.yaml
run case-list -f j -p hiding.yaml -k phone~600222 3f8
expect 'what is hidden can be looked for, and is not in the record' 0 <<'OUT'
2026-11-19T09:00:00.000+01:00	261119-3F8TWAW	closed	late	sam	2026-11-20T10:00:00+01:00	4.00	-	cause=carrier	customer=Marta Gil	outcome=placated	short=3F8TWAW
OUT
run case-list -f j -p hiding.yaml -o customer,phone 3f8
expect 'and is there where -o names it' 0 <<'OUT'
Marta Gil	600222333
OUT
run case-list -f j -p hiding.yaml -e open --json 3f8
expect 'nor is it among the events, whatever the form' 0 <<'OUT'
{"time":"2026-11-19T09:00:00.000+01:00","case":"261119-3F8TWAW","event":"open","what":"late","who":"sam","category":"late","cause":"carrier","customer":"Marta Gil","owner":"sam"}
OUT

# A word that several fit.

case-new -q -f several -c 'Ana Ruiz' -k phone=600111222 One. >"$dir/line" 2>&1
case-new -q -f several -c 'Ana Gil' Two. >"$dir/line" 2>&1
run sh -c 'case-list -f several ana -o customer | sort'
expect 'a word that several fit lists them all' 0 <<'OUT'
Ana Gil
Ana Ruiz
OUT
rm several

# A journal that is read in parts, at once on machines with several processors:
# the cases go on from one part to the next, and bad lines stand in all of them.

grep -e '#amends' -e '	open	' j | grep -v KX6000K >large
awk 'BEGIN {
	for (i = 0; i < 80000; i++) {
		if (i % 20000 == 19999)
			print "what is this"
		printf "2026-11-21T%02d:%02d:%02d.%03d+01:00\t%s\tnote\t-\tkim\t-\t-\t" \
			"Said once more, and no less loud than the %d times before.\n",
			i / 3600, i / 60 % 60, i % 60, i % 1000,
			i % 2 ? "261118-7QK4XMP" : "261120-RB5K2MP", i
	}
	print "2026-11-22T09:00:00.000+01:00\t261120-RB5K2MP\tclose\tplacated\tkim\t-\t-\t-"
}' >>large
check 'a journal is large' test "$(wc -c <large)" -gt 9000000
run case-list -f large -o case,state
expect 'of a large journal every line counts, and each bad one has its number' 3 <<'OUT' 3<<'ERR'
261117-V4M000Q	hearing
261118-7QK4XMP	hearing
261119-3F8TWAW	hearing
OUT
case-list: large:20005:13: 1 field where a record has at least 8
case-list: large:40006:13: 1 field where a record has at least 8
case-list: large:60007:13: 1 field where a record has at least 8
case-list: large:80008:13: 1 field where a record has at least 8
ERR

# Of those alone that the answer needs, wherever they stand.
sed '30000,30001s/Said/\\q/; 70002,70003s/Said/\\q/' large >spoilt
run sh -c 'case-show -f spoilt rb5k2 >page'
expect 'of a large journal the bad lines of a case are named' 3 3<<'ERR'
case-show: spoilt:20005:13: 1 field where a record has at least 8
case-show: spoilt:40006:13: 1 field where a record has at least 8
case-show: spoilt:60007:13: 1 field where a record has at least 8
case-show: spoilt:80008:13: 1 field where a record has at least 8
case-show: spoilt:30001:61: unknown escape \q
case-show: spoilt:70003:61: unknown escape \q
ERR
check 'and all others shown' test "$(grep -c 'Said once more' page)" = 39998
rm page
rm large spoilt

# A list that is longer than a pipe holds waits for its reader. Meanwhile the
# journal is cut short, as by a sync of another machine's.

{
	echo Message
	seq -f 'It came late and the box was open: no. %.0f.' 6000
} >past.csv
case-new -q -f past --import past.csv --map text=Message --history \
	>"$dir/line" 2>&1
run sh -c 'case-list -A -f past | wc -l'
expect 'closed cases are all listed' 0 <<'OUT'
6000
OUT
awk -F '\t' '$3 == "open" && NR % 2 {
	print "2026-11-22T10:00:00.000+01:00\t" $2 \
		"\tamend\t-\tkim\t-\t-\t-\tcustomer=Ana Ruiz"
}' past >amended
cat amended >>past
run sh -c 'case-list -A -f past | grep -c "customer=Ana Ruiz"'
expect 'and those that were amended as they are now' 0 <<'OUT'
3000
OUT
cat >cut.sh <<'EOF'
{ case-list -A -f past 2>said; echo $? >status; } | {
	read -r first
	: >past
	cat
} >rows
read -r status <status
echo "$status"
cat said
test "$(wc -l <rows)" -lt 5999
EOF
run sh cut.sh
expect 'where a journal is cut short meanwhile the list says that it misses some' 0 <<'OUT'
4
case-list: past: changed while it was read
OUT
rm amended past past.csv cut.sh rows said status

# A number is known with its country's code and without.
cat >phones <<'OUT'
#amends 1
2026-11-22T14:00:00.000+01:00	261122-7QK4XMQ	open	late	kim	-	-	It is late	customer=Ana Ruiz	phone=+44 7700 900123
2026-11-22T14:01:00.000+01:00	261123-3F8TWAX	open	late	kim	-	-	Late too	customer=Tom Baker	phone=07700 900124
OUT
run case-list -f phones -k 'phone=07700 900123' -o customer
expect 'a number is selected with its country'"'"'s code or without' 0 <<'OUT'
Ana Ruiz
OUT
run case-list -f phones -o customer -- '+44 (7700) 900124'
expect 'and names a case with it or without' 0 <<'OUT'
Tom Baker
OUT

finish
