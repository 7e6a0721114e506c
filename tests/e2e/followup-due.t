#!/bin/sh
# followup-due: the morning of Casa Luz in tests/data/morning, where each duty of
# the letter stands in the journal; and what is asked of it.
. "${0%/*}/harness.sh"

morning=$TOP/tests/data/morning
export AMENDS_POLICY="$morning/policies.yaml"
export AMENDS_JOURNAL="$morning/journal.tsv"
export AMENDS_NOW=2026-11-26T08:30:00+01:00

run followup-due --letter
expect 'the letter tells what is late, due today and tomorrow' 0 \
	<"$morning/letter.txt"

run followup-due --letter --csv
expect 'a letter is no list' 2 3<<'ERR'
followup-due: --letter has a form of its own; leave out -o, -H, -r, --csv, --json, --table and --why
ERR
run followup-due --ics -o case
expect 'nor is a calendar' 2 3<<'ERR'
followup-due: --ics has a form of its own; leave out -o, -H, -r, --csv, --json, --table and --why
ERR
run followup-due --for ''
expect 'whose it is may not be empty, and fall back to everybody' 2 3<<'ERR'
followup-due: --for is empty: --for WHO
ERR
run followup-due --for kim --for sam
expect 'nor two' 2 3<<'ERR'
followup-due: --for is there twice
ERR
run followup-due --mail a@example.org --mail b@example.org
expect 'the first of two addresses is not forgotten' 2 3<<'ERR'
followup-due: --mail is there twice
ERR
run followup-due -w 99999y -k what=promise -o case
expect 'farther than the calendar goes is all there is' 0 <<'OUT'
261123-3F8TWAX
261124-MJ2C0K0
261124-7QK4XME
261125-2ZDG7BX
OUT

run followup-due --letter -q
expect 'with -q nothing is printed' 0

run followup-due -o case,what,who,due,state
expect 'as records, most pressing first' 0 <<'OUT'
261123-3F8TWAX	promise	sam	2026-11-25T17:00:00+01:00	late
261123-RB5N6E5	update	kim	2026-11-25T18:00:00+01:00	late
261123-3F8TWAX	apologise	eva	2026-11-26T10:00:00+01:00	today
261124-MJ2C0K0	promise	sam	2026-11-26T12:00:00+01:00	today
261125-J9WH5PH	acknowledge	-	2026-11-26T13:00:00+01:00	today
261124-7QK4XME	promise	kim	2026-11-26T18:00:00+01:00	today
261124-7QK4XME	update	kim	2026-11-26T18:00:00+01:00	today
261120-KX6D3YW	follow-up	kim	2026-11-26T18:00:00+01:00	today
261123-V4MQ8S7	remind	sam	2026-11-26T18:00:00+01:00	today
261125-2ZDG7BX	promise	eva	2026-11-27T18:00:00+01:00	soon
261123-3F8TWAX	update	sam	2026-11-27T18:00:00+01:00	soon
261124-MJ2C0K0	update	sam	2026-11-27T18:00:00+01:00	soon
261125-J9WH5PH	first-action	-	2026-11-27T18:00:00+01:00	soon
OUT

run followup-due 3f8 -w close
expect 'a record says why and until when, to the last key' 0 <<'OUT'
2026-11-23T10:20:20.500+01:00	261123-3F8TWAX	due	promise	sam	2026-11-25T17:00:00+01:00	-	Ring with the carrier's answer	act-by=2026-11-25T17:00:00+01:00	category=late	customer=Marta Gil	heat=upset	phone=+34 600 222 333	ref=p1	rule=policies.yaml:80	state=late
2026-11-25T17:00:00.000+01:00	261123-3F8TWAX	due	apologise	eva	2026-11-26T10:00:00+01:00	-	Ring with the carrier's answer	act-by=2026-11-26T10:00:00+01:00	category=late	customer=Marta Gil	heat=upset	phone=+34 600 222 333	ref=p1	rule=policies.yaml:81	state=today
OUT

run followup-due -w close -k what~acknowledge -k email~jonas
expect 'how to reach them is there, be it a phone or an address' 0 <<'OUT'
2026-11-25T21:48:12.804+01:00	261125-J9WH5PH	due	acknowledge	-	2026-11-26T13:00:00+01:00	-	say that we have it, and what happens next	act-by=2026-11-26T13:00:00+01:00	customer=Jonas Weber	email=jonas@example.org	rule=policies.yaml:69	state=today
OUT

run followup-due -w close -o customer,phone,email
expect 'each a column of its own' 0 <<'OUT'
Marta Gil	+34 600 222 333	-
Tom Baker	-	tom@example.org
Marta Gil	+34 600 222 333	-
Iris Blom	+34 600 444 555	-
Jonas Weber	-	jonas@example.org
Ana Ruiz	+34 600 111 222	-
Ana Ruiz	+34 600 111 222	-
Leo Marsh	+34 600 666 777	-
Nadia Haddad	-	nadia@example.org
OUT

run followup-due --table
expect 'a table for a terminal' 0 <<'OUT'
Casa Luz, Thu 26 Nov 08:30: 2 late, 5 today, 1 tomorrow

WHEN       CASE  CUSTOMER      WHAT                                        WHOSE
late 15 h  3F8   Marta Gil     p1 not kept: apologise, new time 10:00  +1  eva
late 14 h  RB5   Tom Baker     say where it stands                         kim
10-12:00   MJ2   Iris Blom     p1 Ring to arrange collecting the lamp  +1  sam
by 13:00   J9W   Jonas Weber   say that we have it, and what happens…  +1  -
by 18:00   7QK   Ana Ruiz      p1 Replace it                           +1  kim
by 18:00   KX6   Leo Marsh     all-well: Is it still right?                kim
by 18:00   V4M   Nadia Haddad  remind: the receipt                         sam
Fri 18:00  2ZD   Pia Olsen     p1 Give the money back                      eva

4 cases have more than one duty: followup-due 3f8 mj2 j9w ...
Why so: followup-due --why 3f8
OUT

# What is near, what is to be said in quiet hours, and who is away.

run followup-due --now 2026-11-26T16:30:00+01:00 -k state=today \
	-o case,what,due,warn
expect 'what is near is marked' 0 <<'OUT'
261124-7QK4XME	promise	2026-11-26T18:00:00+01:00	yes
261124-7QK4XME	update	2026-11-26T18:00:00+01:00	-
261120-KX6D3YW	follow-up	2026-11-26T18:00:00+01:00	-
261123-V4MQ8S7	remind	2026-11-26T18:00:00+01:00	-
OUT

run followup-due --now 2026-11-26T17:30:00+01:00 -k what!=apologise \
	--for kim -w close --table
expect 'in the table too' 0 <<'OUT'
Casa Luz, Thu 26 Nov 17:30: 1 late, 2 today

WHEN        CASE  CUSTOMER   WHAT                              WHOSE
late 23 h   RB5   Tom Baker  say where it stands               kim
by 18:00 !  7QK   Ana Ruiz   p1 Replace it                 +1  kim
by 18:00 !  KX6   Leo Marsh  all-well: Is it still right?      kim

1 case has more than one duty: followup-due 7qk. Why so: followup-due --why 7qk

!  soon due, as near as deadlines.warn-before says
OUT

run_at_terminal 'stty cols 40; followup-due --for kim -w close'
expect 'a narrow terminal has narrow columns, and whole ids and times' 0 <<'OUT'
Casa Luz, Thu 26 Nov 08:30: 1 late, 2
today

WHEN       CASE  CUSTOMER  WHAT
late 14 h  RB5   Tom B...  say wh...
by 18:00   7QK   Ana Ruiz  p1 Rep...  +1
by 18:00   KX6   Leo M...  all-we...

1 case has more than one duty:
followup-due 7qk. Why so:
followup-due --why 7qk
OUT

run followup-due --table --why 7qk
expect '--why has the line of the plan, and since when' 0 <<'OUT'
WHEN                   CASE  WHAT                 SINCE         RULE
by 18:00               7QK   p1 Replace it        24 Nov 14:12  policies.yaml:54
by 18:00               7QK   say where it stands  24 Nov 14:09  policies.yaml:71
Tue 14:12              7QK   put it right         24 Nov 14:12  policies.yaml:73
Tue 19 Jan 2027 14:05  7QK   give our last word…  24 Nov 14:05  policies.yaml:75
OUT

sed 's/^hours:/time: {quiet-for-customers: ["17:00-09:00"]}\
hours:/' "$morning/policies.yaml" >quiet.yaml
run followup-due -p quiet.yaml --for kim -w close -o case,what,act-by=,due
expect 'what we have to say keeps out of quiet hours, a promise does not' 0 <<'OUT'
261123-RB5N6E5	update	2026-11-25T17:00:00+01:00	2026-11-25T18:00:00+01:00
261124-7QK4XME	update	2026-11-26T17:00:00+01:00	2026-11-26T18:00:00+01:00
261120-KX6D3YW	follow-up	2026-11-26T17:00:00+01:00	2026-11-26T18:00:00+01:00
261124-7QK4XME	promise	2026-11-26T18:00:00+01:00	2026-11-26T18:00:00+01:00
OUT

run followup-due -p quiet.yaml --now 2026-11-26T17:30:00+01:00 --letter 7qk
expect 'and what was not said before them is due all the same' 0 <<'OUT'
Casa Luz, Thursday 26 November, 17:30
1 today. Promises kept in the last 30 days: 11 of 13.

TODAY

Ana Ruiz, +34 600 111 222
Before 18:00: say where it stands. And "Replace it".
Last word from us: Tuesday 14:09. Done since then: 1 step.
[7qk] arrived-damaged, upset, Kim's

A story: case-show 7qk. Talked to them: case-log 7qk out phone.
Done: case-log 7qk give.
OUT

sed 's/name: Eva, role: owner}/name: Eva, role: owner, deputy: kim,\
     away: ["2026-11-26..2026-11-27"]}/' "$morning/policies.yaml" >away.yaml
run followup-due -p away.yaml -k what=apologise -o case,who
expect 'while somebody is away it is their deputy'\''s' 0 <<'OUT'
261123-3F8TWAX	kim
OUT

# What is asked for.

run followup-due -w 2bh -o case,what
expect '-w lists just what is due within it' 0 <<'OUT'
261123-3F8TWAX	promise
261123-RB5N6E5	update
261123-3F8TWAX	apologise
OUT

run followup-due ruiz -o what,ref,due
expect 'of a case that is named all duties are listed, far off too' 0 <<'OUT'
promise	p1	2026-11-26T18:00:00+01:00
update	-	2026-11-26T18:00:00+01:00
fix-done	-	2026-12-01T14:12:40+01:00
final-word	-	2027-01-19T14:05:09+01:00
OUT

followup-due -k what=promise >"$dir/records"
run followup-due - --for kim -o case,what <"$dir/records"
expect 'a - takes the cases of the records on standard input' 0 <<'OUT'
261124-7QK4XME	promise
261124-7QK4XME	update
261124-7QK4XME	fix-done
261124-7QK4XME	final-word
OUT

run followup-due --for Eva -o case,what
expect '--for lists what is theirs, however it is written' 0 <<'OUT'
261123-3F8TWAX	apologise
261125-2ZDG7BX	promise
OUT

run followup-due --for - -o case,what
expect '--for - lists what is nobody'\''s' 0 <<'OUT'
261125-J9WH5PH	acknowledge
261125-J9WH5PH	first-action
OUT

run followup-due --for eav
expect '--for somebody who is not in the staff is a slip' 2 3<<'ERR'
followup-due: --for: 'eav' is not in the plan's staff; did you mean 'eva'?
ERR

run followup-due -k category!=late -k text~replace -o case
expect '-k selects' 0 <<'OUT'
261124-7QK4XME
OUT

run followup-due -w 90d -k what=prevention -o who,due,text
expect 'what keeps coming back is listed when its time comes' 0 <<'OUT'
eva	2026-12-04T18:00:00+01:00	"carrier" was the cause 3 times in 60 days: Marta Gil, Ana Ruiz, Leo Marsh
OUT

run followup-due a
expect 'a word that no case fits is wrong usage' 2 3<<'ERR'
followup-due: no case fits '...'
ERR

run followup-due --for
expect '--for needs somebody' 2 3<<'ERR'
followup-due: --for needs a value: --for WHO
ERR

# Is anything due?

run followup-due -q 7qk
expect '-q answers 0 where something is due' 0
run followup-due -q b4r
expect '-q answers 1 where nothing is' 1
for form in -H --csv --csv=excel --json --table '-H -o due'; do
	# shellcheck disable=SC2086 # options, one or more
	run followup-due -q $form 7qk
	expect "-q prints nothing with $form either" 0
done
run followup-due --letter b4r
expect 'nothing due is no letter' 0
run followup-due --mail eva@example.org b4r
expect 'and no mail' 0

# What was passed over is told to the owner, and goes away.

{
	cat "$morning/journal.tsv"
	printf '2026-11-25T17:40:00.000+01:00\t%s\n' \
		'261123-RB5N6E5	close	satisfied	kim	-	-	-	out-of-order=customer-told,role' \
		'261124-MJ2C0K0	override	restated	eva	-	-	They are deaf.'
} >passed.tsv
run followup-due -f passed.tsv -k what=passed-over -o case,who,due,text,ref
expect 'what was passed over is listed for the highest role' 0 <<'OUT'
261123-RB5N6E5	eva	-	Kim closed it with no role for it, without customer-told	customer-told,role
261124-MJ2C0K0	eva	-	Eva set restated aside: "They are deaf."	restated
OUT
run sh -c 'followup-due -f passed.tsv --for eva --letter | sed -n "/^FOR/,/^\"/p"'
expect 'and in the letter' 0 <<'OUT'
FOR EVA

Passed over, yesterday 17:40: Kim closed it with no role for it, without
customer-told.
[rb5] Tom Baker

Passed over, yesterday 17:40: Eva set restated aside: "They are deaf."
[mj2] Iris Blom

"carrier" was the cause 3 times in 60 days: Marta Gil, Ana Ruiz, Leo
OUT
run followup-due -f passed.tsv --now 2026-11-27T08:30:00+01:00 \
	-k what=passed-over
expect 'two open days later it is gone' 0
run sh -c 'case-list -f passed.tsv -e all -k out-of-order!=- -o case,event,who,out-of-order=; case-list -f passed.tsv -e override -o case,what,who,text'
expect 'case-list lists all there ever were' 0 <<'OUT'
261123-RB5N6E5	close	kim	customer-told,role
261124-MJ2C0K0	restated	eva	They are deaf.
OUT

# Several promises of one case.

{
	cat "$morning/journal.tsv"
	printf '%s\n' '2026-11-25T10:41:00.000+01:00	261123-3F8TWAX	promise	p2	sam	2026-11-25T14:00:00+01:00	-	Ring again	how=phone'
} >two.tsv
run followup-due -f two.tsv --letter 3f8
expect 'each promise that was not kept is named, and the line to type runs' 0 <<'OUT'
Casa Luz, Thursday 26 November, 08:30
1 late. Promises kept in the last 30 days: 11 of 13.

LATE

Marta Gil, +34 600 222 333
Apologise and give a new time. This was due yesterday 16:00.
We promised "Ring again" (p2) by yesterday 14:00, and it was not kept.
We promised "Ring with the carrier's answer" (p1) by yesterday 17:00,
and it was not kept. The new time is Eva's to give.
[3f8] late, upset, Sam's

FOR EVA

"carrier" was the cause 3 times in 60 days: Marta Gil, Ana Ruiz, Leo
Marsh. What keeps it from happening again? Before Friday 4 December.
[3f8] case-log 3f8 prevent

A story: case-show 3f8. Talked to them: case-log 3f8 out phone.
Kept: case-log 3f8 kept p2.
OUT
sed 's/rung-owner/anybody/' "$morning/policies.yaml" >anybody.yaml
run sh -c 'followup-due -p anybody.yaml --letter 3f8 | sed -n 8,9p'
expect 'where anybody may give it only the apology is theirs' 0 <<'OUT'
We promised "Ring with the carrier's answer" by yesterday 17:00, and it
was not kept. The apology is Eva's to give.
OUT

# A mail.

run followup-due --mail 'Eva <eva@example.org>' --for eva
expect 'a mail has its headers, and the letter' 0 <<'OUT'
To: Eva <eva@example.org>
Subject: Casa Luz: 1 today, 1 tomorrow
Date: Thu, 26 Nov 2026 08:30:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Casa Luz, Thursday 26 November, 08:30
1 today, 1 tomorrow. Promises kept in the last 30 days: 11 of 12.

TODAY

Marta Gil, +34 600 222 333
Apologise and give a new time, before 10:00.
We promised "Ring with the carrier's answer" by yesterday 17:00, and it
was not kept. The new time is Eva's to give.
[3f8] late, upset, Sam's

TOMORROW

Pia Olsen, +34 600 888 999
Before 18:00: "Give the money back".
[2zd] faulty, calm, Eva's

FOR EVA

"carrier" was the cause 3 times in 60 days: Marta Gil, Ana Ruiz, Leo
Marsh. What keeps it from happening again? Before Friday 4 December.
[3f8] case-log 3f8 prevent

A story: case-show 3f8. Talked to them: case-log 3f8 out phone.
Done: case-log 2zd give.
OUT

run followup-due --mail 'eva@example.org
Bcc: all@example.org'
expect 'an address that would be another header is refused' 2 3<<'ERR'
followup-due: a mail address is on one line
ERR
run followup-due --mail -oQ@x.y -f /dev/null
expect 'nor is one that a mailer would take for an option, on any day' 2 3<<'ERR'
followup-due: '...' is no mail address
ERR

# As cron starts it, and whatever the order of the lines.

mkdir -p .config/amends .local/share/amends
sed 's/Casa Luz$/Café Größe/' "$morning/policies.yaml" \
	>.config/amends/policies.yaml
sed 's/Marta Gil/Märta Gíl/' "$morning/journal.tsv" |
	sort -r >.local/share/amends/journal
sed 's/Casa Luz/Café Größe/; s/Marta Gil/Märta Gíl/' "$morning/letter.txt" \
	>"$dir/umlauts"
run env -i HOME="$HOME" PATH=/usr/bin:/bin "$TOOLS/followup-due" --letter \
	--now "$AMENDS_NOW"
expect 'cron needs no settings, and umlauts no locale' 0 <"$dir/umlauts"

# What is wrong does not hide the rest.

sed '30s/.*/2026-11-24 torn/' "$morning/journal.tsv" >bad.tsv
run followup-due -f bad.tsv -w close -o case -k what=update
expect 'a bad line is told and skipped' 3 3<<'ERR' <<'OUT'
followup-due: bad.tsv:30:16: 1 field where a record has at least 8
ERR
261123-RB5N6E5
261124-7QK4XME
OUT

printf 'policy: 1\nshops: {}\n' >bad.yaml
run followup-due -p bad.yaml -o case,what,due,state
expect 'a faulty plan hides no promise, nor the time that was told' 3 \
	3<<'ERR' <<'OUT'
followup-due: bad.yaml:1:1: a plan needs 'shop'
followup-due: bad.yaml:2:1: 'shops' is not a key of a plan; did you mean 'shop'?
followup-due: no clock was looked at, for the plan is faulty: these are the open promises alone
ERR
261123-3F8TWAX	promise	2026-11-25T17:00:00+01:00	late
261124-MJ2C0K0	promise	2026-11-26T12:00:00+01:00	today
261124-7QK4XME	promise	2026-11-26T18:00:00+01:00	today
261125-2ZDG7BX	promise	2026-11-27T18:00:00+01:00	soon
OUT

run followup-due -p bad.yaml --letter 2zd
expect 'nor does its letter, by the times that they were told' 3 3<<'ERR' <<'OUT'
followup-due: bad.yaml:1:1: a plan needs 'shop'
followup-due: bad.yaml:2:1: 'shops' is not a key of a plan; did you mean 'shop'?
followup-due: no clock was looked at, for the plan is faulty: these are the open promises alone
ERR
Thursday 26 November, 08:30, +01:00
1 tomorrow. Promises kept in the last 30 days: 11 of 12.
The plan is faulty, so no clock was looked at: these are the open promises.

TOMORROW

Pia Olsen, +34 600 888 999
Before 18:00: "Give the money back".
[2zd] faulty, calm, eva's

A story: case-show 2zd. Talked to them: case-log 2zd out phone.
Done: case-log 2zd give.
OUT

run followup-due -f nowhere.tsv
expect 'a journal that is not there is exit 4' 4 3<<'ERR'
followup-due: nowhere.tsv: No such file or directory
ERR

# More duties than one thread writes, recorded in another order than they are due.

{
	echo '#amends 1'
	echo '2026-11-20T09:00:00.000+01:00 261119-3F8TWAW open late sam - - Late.' |
		tr ' ' '\t'
	awk 'BEGIN { while (i++ < 1500) {
		k = i * 7919 % 1500
		printf "2026-11-20T10:%02d:%02d.000+01:00\t261119-3F8TWAW\tpromise\tp%d\tsam\t" \
			"2026-11-27T10:%02d:%02d+01:00\t-\tCall back.\n",
			i / 60, i % 60, i, k / 60, k % 60
	} }' </dev/null
} >many
awk 'BEGIN { while (i++ < 1500) ref[i * 7919 % 1500] = i
	for (k = 0; k < 1500; k++)
		printf "p%d\t2026-11-27T10:%02d:%02d+01:00\n", ref[k], k / 60, k % 60
}' </dev/null >in-order
followup-due -f many -o ref,due 2>&1 | grep p >due
check 'many duties are listed as they are due, by however many threads' cmp due in-order
followup-due -f many --json | sed -n 's/.*"due":"\([^"]*\)".*"ref":"\(p[0-9]*\)".*/\2	\1/p' >due
check 'as JSON as well' cmp due in-order
rm many in-order due

# Hours past midnight are of the day that they began on, to their very end.
cat >bar.yaml <<'YAML'
policy: 1
shop: {name: Bar Luz, timezone: Europe/Madrid, currency: EUR}
hours: {week: {mon: ["18:00-26:00"], fri: ["18:00-26:00"]}}
YAML
cat >bar.tsv <<'TSV'
#amends 1
2026-11-24T18:00:00.000+01:00	261124-7QK4XME	open	other	kim	-	-	It was cold.	channel=counter	customer=Ana Ruiz
2026-11-27T18:02:00.000+01:00	261124-7QK4XME	promise	p1	kim	2026-11-28T02:00:00+01:00	-	Ring
2026-11-27T18:03:00.000+01:00	261124-7QK4XME	promise	p2	kim	2026-12-01T02:00:00+01:00	-	Write
TSV
for now in 27T19:00 28T01:00; do
	run followup-due -p bar.yaml -f bar.tsv --now "2026-11-$now:00+01:00" \
		-k what=promise -o ref,due,state
	expect "what is due at tonight's close is due today, at $now" 0 <<'OUT'
p1	2026-11-28T02:00:00+01:00	today
p2	2026-12-01T02:00:00+01:00	soon
OUT
done
run followup-due -p bar.yaml -f bar.tsv --now 2026-11-27T19:00:00+01:00 \
	-k what=promise --letter
expect 'and the next open day is called by its name' 0 <<'OUT'
Bar Luz, Friday 27 November, 19:00
1 today.

TODAY

Ana Ruiz
Before 02:00: "Ring" (p1). And on Monday before 02:00: "Write" (p2).
Promised today 18:02.
[7qk] other, kim's

A story: case-show 7qk. Talked to them: case-log 7qk out phone.
Kept: case-log 7qk kept p1.
OUT

unset AMENDS_JOURNAL
rm .local/share/amends/journal
run followup-due
expect 'without any journal yet nothing is due' 0

run sh -c 'followup-due -f - - </dev/null'
expect 'standard input is the journal or the cases' 2 3<<'ERR'
followup-due: standard input is the journal or the cases, not both
ERR

if [ -e /dev/full ]; then
	run sh -c 'followup-due --letter -f "$1" >/dev/full' sh \
		"$morning/journal.tsv"
	expect 'a full disk is not a success' 4 3<<'ERR'
followup-due: standard output: No space left on device
ERR
else
	skip 'a full disk is not a success' 'no /dev/full here'
fi

finish
