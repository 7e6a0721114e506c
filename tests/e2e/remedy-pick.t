#!/bin/sh
# remedy-pick: what is put to the customer, in what order, and why.
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal"
at() { export AMENDS_NOW="$1+01:00"; }

case-log - >/dev/null <<'TSV'
2026-11-23T09:10:00.000+01:00	261123-3F8TWAX	open	late	sam	-	-	The parcel is not here.	customer=Marta Gil	value=55.00
2026-11-23T09:20:00.000+01:00	261123-RB5000B	open	wrong-item	kim	-	-	Blue, not green.	channel=email	customer=Tom Baker	value=19.99	wants=To keep it for less	wish=part-refund
2026-11-24T10:50:00.000+01:00	261124-MJ2000V	open	faulty	sam	-	-	The lamp flickers.	customer=Iris Blom
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces. It was a gift.	customer=Ana Ruiz	value=18.00	wants=A new one before Saturday	wish=replace
2026-11-24T14:06:00.000+01:00	261124-J9W000P	open	-	kim	-	-	Two are chipped.	customer=Jonas Weber
TSV
at 2026-11-24T14:07

run remedy-pick 7qk
expect 'nothing before they heard it back and agreed' 1 3<<'ERR'
remedy-pick: 7QK4XME has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log 7qk restate + confirm + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

run remedy-pick --why 7qk
expect '--why shows them all the same' 1 <<'OUT' 3<<'ERR'
2026-11-24T14:07:00.000+01:00	261124-7QK4XME	offer	replace	kim	2026-11-26T18:00:00+01:00	18.00	Replace it	kind=fix	n=1	rule=policies.yaml:61	why=their wish
2026-11-24T14:07:00.001+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	kind=fix	n=2	rule=policies.yaml:62	why=fix
2026-11-24T14:07:00.002+01:00	261124-7QK4XME	offer	part-refund	kim	-	9.00	They keep it, half the money back	kind=fix	n=3	rule=policies.yaml:63	why=fix
2026-11-24T14:07:00.003+01:00	261124-7QK4XME	left-out	voucher-5	kim	-	5.00	Five euros off next time	kind=gesture	rule=policies.yaml:59	why=after a fix
OUT
remedy-pick: 7QK4XME has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log 7qk restate + confirm + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

run remedy-pick rb5
expect 'in writing nobody says yes: heard back is enough' 1 3<<'ERR'
remedy-pick: RB5000B has not yet heard it back
  plan  policies.yaml:57, before-any-offer: restated
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log rb5 restate + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

run remedy-pick
expect 'a case is needed' 2 3<<'ERR'
remedy-pick: name a case: remedy-pick 7qk
ERR

run remedy-pick zoe
expect 'a case that is there' 2 3<<'ERR'
remedy-pick: no case fits '...'
ERR

run remedy-pick --table mj2
expect 'nor as a table' 1 3<<'ERR'
remedy-pick: MJ2000V has not yet heard it back and agreed
  plan  policies.yaml:57, before-any-offer: restated, confirmed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log mj2 restate + confirm + offer
  or    add --already, if it was offered: it is recorded, and listed for the
        owner
ERR

for case in 3f8 mj2 7qk j9w; do
	case-log $case heard + restate So it is. + confirm >/dev/null
done
case-log rb5 restate So it is. >/dev/null
at 2026-11-24T14:11

run remedy-pick 7qk
expect 'their wish first, then the fixes, soonest first' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261124-7QK4XME	offer	replace	kim	2026-11-26T18:00:00+01:00	18.00	Replace it	kind=fix	n=1	rule=policies.yaml:61	why=their wish
2026-11-24T14:11:00.001+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	kind=fix	n=2	rule=policies.yaml:62	why=fix
2026-11-24T14:11:00.002+01:00	261124-7QK4XME	offer	part-refund	kim	-	9.00	They keep it, half the money back	kind=fix	n=3	rule=policies.yaml:63	why=fix
OUT

run remedy-pick rb5
expect 'a wish is first though it carries no promise; half a price is rounded' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261123-RB5000B	offer	part-refund	kim	-	10.00	They keep it, half the money back	kind=fix	n=1	rule=policies.yaml:63	why=their wish
2026-11-24T14:11:00.001+01:00	261123-RB5000B	offer	replace	kim	2026-11-26T18:00:00+01:00	19.99	Replace it	kind=fix	n=2	rule=policies.yaml:61	why=fix
2026-11-24T14:11:00.002+01:00	261123-RB5000B	offer	refund	kim	2026-11-27T18:00:00+01:00	19.99	Give the money back	kind=fix	n=3	rule=policies.yaml:62	why=fix
OUT

run remedy-pick mj2
expect 'without a price the cost is not known' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261124-MJ2000V	offer	replace	kim	2026-11-26T18:00:00+01:00	-	Replace it	kind=fix	n=1	rule=policies.yaml:61	why=fix
2026-11-24T14:11:00.001+01:00	261124-MJ2000V	offer	refund	kim	2026-11-27T18:00:00+01:00	-	Give the money back	kind=fix	n=2	rule=policies.yaml:62	why=fix
2026-11-24T14:11:00.002+01:00	261124-MJ2000V	offer	repair	kim	2026-11-30T18:00:00+01:00	0.00	Repair it	kind=fix	n=3	rule=policies.yaml:64	why=fix
OUT

run remedy-pick j9w
expect 'without a category it is that of other' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261124-J9W000P	offer	refund	kim	2026-11-27T18:00:00+01:00	-	Give the money back	kind=fix	n=1	rule=policies.yaml:62	why=fix
2026-11-24T14:11:00.001+01:00	261124-J9W000P	offer	ask-and-agree	kim	-	-	Agree with them what puts it right	kind=fix	n=2	rule=policies.yaml:65	why=fix
OUT

run remedy-pick 3f8
expect 'what is agreed is at its cap' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261123-3F8TWAX	offer	refund	kim	2026-11-27T18:00:00+01:00	55.00	Give the money back	kind=fix	n=1	rule=policies.yaml:62	why=fix
2026-11-24T14:11:00.001+01:00	261123-3F8TWAX	offer	ask-and-agree	kim	-	55.00	Agree with them what puts it right	kind=fix	n=2	rule=policies.yaml:65	why=fix
OUT

run remedy-pick --why 7qk
expect 'what was left out, and the line that decided' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261124-7QK4XME	offer	replace	kim	2026-11-26T18:00:00+01:00	18.00	Replace it	kind=fix	n=1	rule=policies.yaml:61	why=their wish
2026-11-24T14:11:00.001+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	kind=fix	n=2	rule=policies.yaml:62	why=fix
2026-11-24T14:11:00.002+01:00	261124-7QK4XME	offer	part-refund	kim	-	9.00	They keep it, half the money back	kind=fix	n=3	rule=policies.yaml:63	why=fix
2026-11-24T14:11:00.003+01:00	261124-7QK4XME	left-out	voucher-5	kim	-	5.00	Five euros off next time	kind=gesture	rule=policies.yaml:59	why=after a fix
OUT

run remedy-pick 7qk 3f8 -o case,what,due,cost
expect 'columns of several cases' 0 <<'OUT'
261124-7QK4XME	replace	2026-11-26T18:00:00+01:00	18.00
261124-7QK4XME	refund	2026-11-27T18:00:00+01:00	18.00
261124-7QK4XME	part-refund	-	9.00
261123-3F8TWAX	refund	2026-11-27T18:00:00+01:00	55.00
261123-3F8TWAX	ask-and-agree	-	55.00
OUT

run remedy-pick -H 7qk -o remedy,by,why
expect 'with their names' 0 <<'OUT'
remedy	by	why
replace	2026-11-26T18:00:00+01:00	their wish
refund	2026-11-27T18:00:00+01:00	fix
part-refund	-	fix
OUT

run remedy-pick -H 7qk
expect 'records with their names' 0 <<'OUT'
#time	case	event	what	who	due	amount	text
2026-11-24T14:11:00.000+01:00	261124-7QK4XME	offer	replace	kim	2026-11-26T18:00:00+01:00	18.00	Replace it	kind=fix	n=1	rule=policies.yaml:61	why=their wish
2026-11-24T14:11:00.001+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	kind=fix	n=2	rule=policies.yaml:62	why=fix
2026-11-24T14:11:00.002+01:00	261124-7QK4XME	offer	part-refund	kim	-	9.00	They keep it, half the money back	kind=fix	n=3	rule=policies.yaml:63	why=fix
OUT

run remedy-pick --csv 7qk
expect 'CSV' 0 <<'OUT'
"time","case","event","what","who","due","amount","text","ask","customer","kind","law","n","outcome","rule","why"
"2026-11-24T14:11:00.000+01:00","261124-7QK4XME","offer","replace","kim","2026-11-26T18:00:00+01:00","18.00","Replace it","","","fix","","1","","policies.yaml:61","their wish"
"2026-11-24T14:11:00.001+01:00","261124-7QK4XME","offer","refund","kim","2026-11-27T18:00:00+01:00","18.00","Give the money back","","","fix","","2","","policies.yaml:62","fix"
"2026-11-24T14:11:00.002+01:00","261124-7QK4XME","offer","part-refund","kim","","9.00","They keep it, half the money back","","","fix","","3","","policies.yaml:63","fix"
OUT

run sh -c 'remedy-pick --csv=excel 7qk | od -c | sed -n "1p;\$p"'
expect 'for a spreadsheet: a BOM, and the ends of lines of Windows' 0 <<'OUT'
0000000 357 273 277   "   t   i   m   e   "   ,   "   c   a   s   e   "
0001132
OUT

run sh -c 'remedy-pick --csv=excel 7qk | tr -d "\r" | tail -n +2'
expect 'with times and amounts as it reads them' 0 <<'OUT'
"2026-11-24 14:11:00","261124-7QK4XME","offer","replace","kim","2026-11-26 18:00:00","18.00","Replace it","","","fix","","1","","policies.yaml:61","their wish"
"2026-11-24 14:11:00","261124-7QK4XME","offer","refund","kim","2026-11-27 18:00:00","18.00","Give the money back","","","fix","","2","","policies.yaml:62","fix"
"2026-11-24 14:11:00","261124-7QK4XME","offer","part-refund","kim","","9.00","They keep it, half the money back","","","fix","","3","","policies.yaml:63","fix"
OUT

run remedy-pick --json 7qk
expect 'JSON' 0 <<'OUT'
{"time":"2026-11-24T14:11:00.000+01:00","case":"261124-7QK4XME","event":"offer","what":"replace","who":"kim","due":"2026-11-26T18:00:00+01:00","amount":"18.00","text":"Replace it","kind":"fix","n":"1","rule":"policies.yaml:61","why":"their wish"}
{"time":"2026-11-24T14:11:00.001+01:00","case":"261124-7QK4XME","event":"offer","what":"refund","who":"kim","due":"2026-11-27T18:00:00+01:00","amount":"18.00","text":"Give the money back","kind":"fix","n":"2","rule":"policies.yaml:62","why":"fix"}
{"time":"2026-11-24T14:11:00.002+01:00","case":"261124-7QK4XME","event":"offer","what":"part-refund","who":"kim","amount":"9.00","text":"They keep it, half the money back","kind":"fix","n":"3","rule":"policies.yaml:63","why":"fix"}
OUT

run remedy-pick --table 7qk
expect 'the table that people see, with the gesture that waits' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, arrived-damaged, 18.00 EUR
They want: A new one before Saturday

   REMEDY       WHAT WE WOULD DO                   DONE BY     COST  WHY
1  replace      Replace it                         Thu 18:00  18.00  their wish
2  refund       Give the money back                Fri 18:00  18.00  fix
3  part-refund  They keep it, half the money back  now         9.00  fix
-  voucher-5    Five euros off next time           -           5.00  after a fix

say   "I can replace it by Thursday 26 November, 18:00. Or I can give the
      money back by Friday 27 November, 18:00. Which would you like?"
then  case-log 7qk offer + accept replace        or refund, or part-refund
why   remedy-pick --why 7qk
OUT

run remedy-pick --table --why 7qk
expect 'and with the line of the plan and what decided, of each' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, arrived-damaged, 18.00 EUR
They want: A new one before Saturday

   REMEDY       WHAT WE WOULD DO                   DONE BY     COST  WHY
1  replace      Replace it                         Thu 18:00  18.00  their wish
2  refund       Give the money back                Fri 18:00  18.00  fix
3  part-refund  They keep it, half the money back  now         9.00  fix
-  voucher-5    Five euros off next time           -           5.00  after a fix

say   "I can replace it by Thursday 26 November, 18:00. Or I can give the
      money back by Friday 27 November, 18:00. Which would you like?"
then  case-log 7qk offer + accept replace        or refund, or part-refund
why   replace      policies.yaml:61, their wish
      refund       policies.yaml:62, fix
      part-refund  policies.yaml:63, fix
      voucher-5    policies.yaml:59, after a fix
OUT

run_at_terminal 'remedy-pick 7qk'
expect 'at a terminal it is the table' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, arrived-damaged, 18.00 EUR
They want: A new one before Saturday

   REMEDY       WHAT WE WOULD DO                   DONE BY     COST  WHY
1  replace      Replace it                         Thu 18:00  18.00  their wish
2  refund       Give the money back                Fri 18:00  18.00  fix
3  part-refund  They keep it, half the money back  now         9.00  fix
-  voucher-5    Five euros off next time           -           5.00  after a fix

say   "I can replace it by Thursday 26 November, 18:00. Or I can give the
      money back by Friday 27 November, 18:00. Which would you like?"
then  case-log 7qk offer + accept replace        or refund, or part-refund
why   remedy-pick --why 7qk
OUT

run remedy-pick -k kind=fix -k 'why!=their wish' 7qk -o what
expect 'selected' 0 <<'OUT'
refund
part-refund
OUT

run remedy-pick 7qk -o colour
expect 'a column that is none' 2 3<<'ERR'
remedy-pick: 'colour' is not a column; a key of your own is written 'colour='
ERR

run remedy-pick 7qk -o prise
expect 'a column misspelt' 2 3<<'ERR'
remedy-pick: 'prise' is not a column; a key of your own is written 'prise='
ERR

run sh -c 'case-log 7qk step Packed. -n | remedy-pick - -o case,what'
expect 'the case of a record on standard input' 0 <<'OUT'
261124-7QK4XME	replace
261124-7QK4XME	refund
261124-7QK4XME	part-refund
OUT

run sh -c 'remedy-pick - -o case,what <journal'
expect 'the cases of many records, each once, in their order' 0 <<'OUT'
261123-3F8TWAX	refund
261123-3F8TWAX	ask-and-agree
261123-RB5000B	part-refund
261123-RB5000B	replace
261123-RB5000B	refund
261124-MJ2000V	replace
261124-MJ2000V	refund
261124-MJ2000V	repair
261124-7QK4XME	replace
261124-7QK4XME	refund
261124-7QK4XME	part-refund
261124-J9W000P	refund
261124-J9W000P	ask-and-agree
OUT

run remedy-pick -
expect 'no case is no answer' 0

run sh -c 'echo nonsense | remedy-pick -'
expect 'a bad line is named' 3 3<<'ERR'
remedy-pick: <stdin>:1:9: 1 field where a record has at least 8
ERR

# What happened decides.

case-log 7qk offer >/dev/null
case-log 7qk decline part-refund + cannot replace It was the last one >/dev/null
run remedy-pick --why 7qk
expect 'what they declined, and what cannot be, is left out' 0 <<'OUT'
2026-11-24T14:11:00.007+01:00	261124-7QK4XME	offer	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	kind=fix	n=1	rule=policies.yaml:62	why=fix
2026-11-24T14:11:00.008+01:00	261124-7QK4XME	offer	voucher-5	kim	-	5.00	Five euros off next time	kind=gesture	n=2	rule=policies.yaml:67	why=gesture
2026-11-24T14:11:00.009+01:00	261124-7QK4XME	left-out	replace	kim	2026-11-26T18:00:00+01:00	18.00	Replace it	kind=fix	rule=policies.yaml:61	why=it cannot be done: It was the last one
2026-11-24T14:11:00.010+01:00	261124-7QK4XME	left-out	part-refund	kim	-	9.00	They keep it, half the money back	kind=fix	rule=policies.yaml:63	why=they declined it
OUT

case-log 7qk accept refund >/dev/null
run remedy-pick --why 7qk
expect 'a gesture after the fix is agreed' 0 <<'OUT'
2026-11-24T14:11:00.010+01:00	261124-7QK4XME	offer	voucher-5	kim	-	5.00	Five euros off next time	kind=gesture	n=1	rule=policies.yaml:67	why=gesture
2026-11-24T14:11:00.011+01:00	261124-7QK4XME	left-out	replace	kim	2026-11-26T18:00:00+01:00	18.00	Replace it	kind=fix	rule=policies.yaml:61	why=it cannot be done: It was the last one
2026-11-24T14:11:00.012+01:00	261124-7QK4XME	left-out	refund	kim	2026-11-27T18:00:00+01:00	18.00	Give the money back	kind=fix	rule=policies.yaml:62	why=they chose it already
2026-11-24T14:11:00.013+01:00	261124-7QK4XME	left-out	part-refund	kim	-	9.00	They keep it, half the money back	kind=fix	rule=policies.yaml:63	why=they declined it
OUT

case-log 7qk give refund + give voucher-5 >/dev/null
run remedy-pick 7qk
expect 'when nothing is left to offer' 1 3<<'ERR'
remedy-pick: no remedy is open for 7qk; remedy-pick --why 7qk says why
ERR

run remedy-pick --now 2026-11-27T17:59 3f8 -o what,due
expect 'the days are open days' 0 <<'OUT'
refund	2026-12-01T18:00:00+01:00
ask-and-agree	-
OUT

# Who asks decides, where the plan has staff.

sed 's/^roles:/staff: [{id: kim, name: Kim, role: counter}, {id: eva, name: Eva, role: owner}]\n&/' \
	"$TOP/policies.yaml" >staff.yaml
run remedy-pick -p staff.yaml 3f8
expect 'over their limit there is somebody to ask' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261123-3F8TWAX	offer	refund	kim	2026-11-27T18:00:00+01:00	55.00	Give the money back	ask=eva	kind=fix	n=1	rule=staff.yaml:39	why=fix; Kim may give 50.00 on one case
2026-11-24T14:11:00.001+01:00	261123-3F8TWAX	offer	ask-and-agree	kim	-	55.00	Agree with them what puts it right	ask=eva	kind=fix	n=2	rule=staff.yaml:39	why=fix; Kim may give 50.00 on one case
OUT

run remedy-pick -p staff.yaml -b eva 3f8
expect 'the owner has none' 0 <<'OUT'
2026-11-24T14:11:00.000+01:00	261123-3F8TWAX	offer	refund	eva	2026-11-27T18:00:00+01:00	55.00	Give the money back	kind=fix	n=1	rule=staff.yaml:63	why=fix
2026-11-24T14:11:00.001+01:00	261123-3F8TWAX	offer	ask-and-agree	eva	-	55.00	Agree with them what puts it right	kind=fix	n=2	rule=staff.yaml:66	why=fix
OUT

run remedy-pick -p staff.yaml --table 3f8
sed -n '/^say/,/^why/p' "$dir/out" >said
expect_file 'P38: where all is for others to grant, none of it is in the words' \
	said <<'OUT'
say   "This is ours to put right, and I am looking after it myself."
ask   Eva for refund or ask-and-agree: case-log 3f8 approve refund -b eva
then  case-log 3f8 offer + accept refund
why   remedy-pick --why 3f8
OUT

# Two may be put to them, the others wait for two people.
cat >three.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
roles:
  - {id: counter, may: [open, log, promise, offer]}
  - {id: senior, may: [open, log, promise, offer, approve]}
  - {id: owner, may: [open, log, promise, offer, approve]}
staff:
  - {id: kim, name: Kim, role: counter}
  - {id: ann, name: Ann-Sophie Delacroix, role: senior}
  - {id: eva, name: Eva, role: owner}
authority: {counter: {fix: 10.00}, senior: {fix: 30.00}, owner: {fix: unlimited}}
remedies:
  fix:
    - {id: refund, label: Give the money back, cost: price, promise: {by: 1bd}}
    - {id: replace, label: Replace it, cost: price, promise: {by: 2bd}}
    - {id: bulb, label: Put a new bulb in, cost: 5.00, promise: {by: 3bd}}
    - {id: repair, label: Repair it, cost: 0.00, promise: {by: 5bd}}
    - {id: part-refund, label: Give half of it back, cost: agreed, cost-max: 50pct}
categories:
  - {id: faulty, label: It does not work, fixes: [refund, replace, bulb, repair, part-refund]}
YAML
case-log mj2 amend -k value=50 >/dev/null
run remedy-pick -p three.yaml --table mj2
sed -n '/^say/,/^why/p' "$dir/out" >said
expect_file 'P38: the words are what they may offer now; whom to ask for the rest' \
	said <<'OUT'
say   "I can put a new bulb in by Friday 27 November, 18:00. Or I can repair
      it by Tuesday 1 December, 18:00. Which would you like?"
then  case-log mj2 offer + accept bulb           or repair
ask   Eva for refund or replace: case-log mj2 approve refund -b eva
      Ann-Sophie Delacroix for part-refund:
      case-log mj2 approve part-refund -b ann
why   remedy-pick --why mj2
OUT
run remedy-pick -p three.yaml -b eva --table mj2
sed -n '/^say/,/^why/p' "$dir/out" >said
expect_file 'the owner reads out the first two, whatever they cost' said <<'OUT'
say   "I can give the money back by Wednesday 25 November, 18:00. Or I can
      replace it by Thursday 26 November, 18:00. Which would you like?"
then  case-log mj2 offer + accept refund         or replace, or bulb
why   remedy-pick --why mj2
OUT

run sh -c 'remedy-pick -p staff.yaml 3f8 | case-log -p staff.yaml -'
expect 'what needs asking is not offered by piping it' 1 3<<'ERR'
case-log: not recorded: 55.00 is more than Kim may give on one case, 50.00
  plan  staff.yaml:39, authority
  ask   Eva, here today until 18:00
  then  case-log 3f8 approve refund + approve ask-and-agree -b eva
  or    add --already, if it was offered: it is recorded, and listed for Eva
ERR

run sh -c 'remedy-pick -p three.yaml mj2 | case-log -p three.yaml -'
expect 'and all of it that needs asking is said at once' 1 3<<'ERR'
case-log: not recorded: 50.00 is more than Kim may give on one case, 10.00
  plan  three.yaml:11, authority
  ask   Eva, here today until 18:00
  then  case-log mj2 approve refund + approve replace -b eva
  ask   25.00 is more than Kim may give on one case, 10.00:
        case-log mj2 approve part-refund -b ann
  or    add --already, if it was offered: it is recorded, and listed for Eva
ERR
case-log -p three.yaml mj2 approve refund + approve replace -b eva >/dev/null
case-log -p three.yaml mj2 approve part-refund -b ann >/dev/null
run sh -c 'remedy-pick -p three.yaml mj2 | case-log -p three.yaml - | cut -f 3,4'
expect 'then the list is taken as it is' 0 <<'OUT'
offer	refund
offer	replace
offer	bulb
offer	repair
offer	part-refund
OUT

run remedy-pick -p none.yaml 7qk
expect 'without a plan there is nothing to pick' 3 3<<'ERR'
remedy-pick: none.yaml: No such file or directory
remedy-pick: without a sound plan there is no remedy to pick
ERR

run sh -c 'remedy-pick - -f - <journal'
expect 'standard input is one thing' 2 3<<'ERR'
remedy-pick: standard input is the journal or the cases, not both
ERR

run remedy-pick --table 3f8 rb5 marta 3f8
expect 'two cases, two tables, however often one is named' 0 <<'OUT'
261123-3F8TWAX  Marta Gil, late, 55.00 EUR

   REMEDY         WHAT WE WOULD DO                 DONE BY     COST  WHY
1  refund         Give the money back              Fri 18:00  55.00  fix
2  ask-and-agree  Agree with them what puts it r…  now        55.00  fix
-  voucher-5      Five euros off next time         -           5.00  after a fix

say   "I can give the money back by Friday 27 November, 18:00. Or I can agree
      with you what puts it right. Which would you like?"
then  case-log 3f8 offer + accept refund         or ask-and-agree
why   remedy-pick --why 3f8

261123-RB5000B  Tom Baker, wrong-item, 19.99 EUR
They want: To keep it for less

   REMEDY       WHAT WE WOULD DO                   DONE BY     COST  WHY
1  part-refund  They keep it, half the money back  now        10.00  their wish
2  replace      Replace it                         Thu 18:00  19.99  fix
3  refund       Give the money back                Fri 18:00  19.99  fix
-  voucher-5    Five euros off next time           -           5.00  after a fix

say   "I can give half the money back, and you keep it. Or I can replace it by
      Thursday 26 November, 18:00. Which would you like?"
then  case-log rb5 offer + accept part-refund    or replace, or refund
why   remedy-pick --why rb5
OUT

run remedy-pick -f none 7qk
expect 'a journal that is not there' 4 3<<'ERR'
remedy-pick: none: No such file or directory
ERR

run sh -c 'remedy-pick 3f8 >/dev/full'
expect 'a full disk is no success' 4 3<<'ERR'
remedy-pick: standard output: No space left on device
ERR

run sh -c 'sort -r journal | remedy-pick -f - 3f8 -o what'
expect 'the journal on standard input, in any order' 0 <<'OUT'
refund
ask-and-agree
OUT

# A plan of its own, and a journal that shows what only other cases can.
cp "$TOP/tests/data/full-plan.yaml" plan.yaml
cp "$TOP/tests/data/plan-keys/journal.tsv" other
chmod 600 other
export AMENDS_POLICY="$PWD/plan.yaml" AMENDS_JOURNAL="$PWD/other"
export AMENDS_WHO=ruth AMENDS_NOW=2026-11-26T11:00:00+00:00
sed -i 's/fixes: .stop-riding-notice, .*/fixes: [refund-item]/' plan.yaml

run remedy-pick --table v4m
expect 'one option alone needs a reason; like cases and the same item' 0 \
	<<'OUT' 3<<'ERR'
261123-V4MQ8S7  Max Frei, safety, 120.00 GBP

   REMEDY          WHAT WE WOULD DO               DONE BY      COST  WHY
1  refund-item     Refund the item                Sun 14:00  120.00  fix
-  loan-bike-free  Loan bike free of charge mea…  -            0.00  after a fix

like  261112-YT3K6DS  inspect-free 30.00, unhappy
tell  261112-YT3K6DS  Eve Brand, who has the same item

say   "This is ours to put right, and I am looking after it myself."
then  case-log v4m offer + accept refund-item
why   remedy-pick --why v4m
OUT
remedy-pick: v4m has 1 option to choose from, and the plan shows 2 at least (plan.yaml:207); say why: case-log v4m note REASON
ERR

case-log yt3 tell outside >/dev/null 2>&1
run remedy-pick -o event,case,what,amount,outcome,customer --why v4m
expect 'as records under --why; who was told is not named again' 0 \
	<<'OUT' 3<<'ERR'
offer	261123-V4MQ8S7	refund-item	120.00	-	-
left-out	261123-V4MQ8S7	loan-bike-free	0.00	-	-
like	261112-YT3K6DS	inspect-free	30.00	unhappy	-
OUT
remedy-pick: v4m has 1 option to choose from, and the plan shows 2 at least (plan.yaml:207); say why: case-log v4m note REASON
ERR

# The same again, in a plan that then wants more than a fix.
for day in 21 22; do
	AMENDS_NOW=2026-11-${day}T12:00:00+00:00 case-new -q -c 'Ida Holm' \
		-k phone=+441632960555 -t late -k value=20.00 It is late.
done >twice
again=$(tail -n 1 twice | cut -f 2)
case-log -q -b ruth "$again" heard + restate Late again. + confirm >said 2>&1
run remedy-pick -b ruth -o what "$again"
expect 'the same again: a gesture goes with the fix' 0 <<'OUT' 3<<ERR
finish-today
courier-upgrade
loan-bike
cancel-refund
OUT
remedy-pick: ${again#*-} was here before with the same: a fix alone is not enough, so a gesture goes with it (plan.yaml:81)
ERR
finish
