#!/bin/sh
# case-new: one complaint written down. tests/e2e/import.t has many of them.
. "${0%/*}/harness.sh"

journal=$HOME/.local/share/amends/journal

run case-new -c 'Ana Ruiz' -k phone=+34600111222 -t arrived-damaged \
	-k value=18 The mug came in pieces. It was a gift.
expect 'a complaint is recorded and printed' 0 <<'OUT'
2026-11-23T10:00:00.000+01:00	ID1	open	arrived-damaged	kim	-	-	The mug came in pieces. It was a gift.	customer=Ana Ruiz	phone=+34600111222	value=18.00
OUT
check 'what is printed is what is on the disk' \
	sh -c 'tail -n 1 "$1" | cmp - "$2"' sh "$journal" "$dir/out"
check 'the journal begins with its format' \
	sh -c '[ "$(head -n 1 "$1")" = "#amends 1" ]' sh "$journal"
check 'only its owner may read it' \
	sh -c '[ "$(stat -c %a "$1")" = 600 ]' sh "$journal"
run grep -c Ruiz "$journal"
expect 'and it is there once' 0 <<'OUT'
1
OUT

# Their words.

run case-new -c Tom
expect 'without words it says how' 2 3<<'ERR'
case-new: their words are missing; as case-new -c 'Ana Ruiz' The mug came in pieces
ERR
run case-new -c Tom ' '
expect 'blanks are no words' 2 3<<'ERR'
case-new: their words are missing; as case-new -c 'Ana Ruiz' The mug came in pieces
ERR
run case-new -c Tom -m 'It is late.' really
expect 'words and -m are refused' 2 3<<'ERR'
case-new: the text is there twice, as words and with -m
ERR
printf 'It is late.\nI waited\tall day.\n\n' >words
run case-new -c Tom -m - --at 'sat 09:30' <words
expect '-m - takes standard input' 0 <<'OUT'
2026-11-21T09:30:00.000+01:00	ID2	open	-	kim	-	-	It is late.\nI waited\tall day.	customer=Tom	logged=2026-11-23T10:00:00.000+01:00
OUT
run case-new -c Tom -- -c is what it said
expect '-- ends the options' 0 <<'OUT'
2026-11-23T10:00:00.000+01:00	ID3	open	-	kim	-	-	-c is what it said	customer=Tom
OUT
run case-new -c Tom -b eva -m -
expect 'standard input without words' 2 3<<'ERR'
case-new: their words are missing; as case-new -c 'Ana Ruiz' The mug came in pieces
ERR
printf 'a\0b' >words
run case-new -c Tom -m - <words
expect 'a NUL byte is refused' 3 3<<'ERR'
case-new: standard input holds a NUL byte
ERR
rm words

# What is known of it.

run case-new The lamp hums.
take_id
short=$(printf %s "$id3" | tr '[:upper:]' '[:lower:]')
expect 'a complaint of nobody is recorded, and warned of' 0 <<OUT 3<<ERR
2026-11-23T10:00:00.000+01:00	$id	open	-	kim	-	-	The lamp hums.
OUT
case-new: no customer yet; once you have it: case-log $short amend -k customer=...
ERR
run case-new -c Tom -t damged -k channel=fax -k heat=UPSET Broken.
expect 'what the plan does not know is kept and warned of' 0 <<'OUT' 3<<'ERR'
2026-11-23T10:00:00.000+01:00	ID4	open	-	kim	-	-	Broken.	customer=Tom	heat=upset	said-category=damged	said-channel=fax
OUT
case-new: 'damged' is no category of the plan; kept as said-category; did you mean 'arrived-damaged'?
case-new: '...' is no channel of the plan; kept as said-channel
ERR
run case-new -c Tom -t 'Damaged on arrival' Broken.
expect 'a category goes by its label, too' 0 <<'OUT'
2026-11-23T10:00:00.000+01:00	ID5	open	arrived-damaged	kim	-	-	Broken.	customer=Tom
OUT
run case-new -c Tom -k phne=1 Broken.
expect 'a misspelt key is refused' 2 3<<'ERR'
case-new: 'phne' is no key of a complaint; did you mean 'phone'?
ERR
run case-new -c Tom -k till=2 Broken.
expect 'another key is kept, and named' 0 <<'OUT' 3<<'ERR'
2026-11-23T10:00:00.000+01:00	ID6	open	-	kim	-	-	Broken.	customer=Tom	till=2
OUT
case-new: 'till' is no key that the tools know; kept as it is
ERR
run case-new -k Till=2 Broken.
expect 'what cannot be a key is refused' 2 3<<'ERR'
case-new: '...' cannot be a key
ERR
run case-new -k phone Broken.
expect 'a key has a value' 2 3<<'ERR'
case-new: -k wants key=value, not '...'
ERR
run case-new -c Tom -k customer=Ana Broken.
expect 'a key is there once' 2 3<<'ERR'
case-new: customer is there twice
ERR
run sh -c 'for once in "-t late -t rude" "--settled refund --settled repair" \
	"--once a --once b" "--import a --import b"; do
	case-new x $once || echo $?
done'
expect 'of nothing else is the last taken' 0 <<'OUT' 3<<'ERR'
2
2
2
2
OUT
case-new: -t is there twice
case-new: --settled is there twice
case-new: --once is there twice
case-new: --import is there twice
ERR
run case-new -c Tom -a 5 Broken.
expect '-a is for what was settled' 2 3<<'ERR'
case-new: -a is what --settled cost; what they paid is -k value=18.00
ERR
run case-new -c Tom --at soon Broken.
check 'a time that is none is refused' [ "$status" = 2 ]
run case-new -c Tom --ext Ticket Broken.
expect 'options of an import stand with it' 2 3<<'ERR'
case-new: --map, --ext, --time-form and --history go with --import FILE
ERR

# Again, and without writing.

run case-new -c Tom --once till-2-4711 The cake is missing.
cp "$dir/out" first
cp "$journal" before
run case-new -c Tom --once till-2-4711 --now '2026-11-23 11:00' The cake is missing.
cp "$dir/out" second
check 'a retry says what was recorded' cmp first second
check 'and records nothing' cmp before "$journal"
check 'its status is that of the first' [ "$status" = 0 ]
run case-new -n -c Tom Only to see.
expect '-n prints it' 0 <<'OUT'
2026-11-23T10:00:00.000+01:00	ID7	open	-	kim	-	-	Only to see.	customer=Tom
OUT
check 'and does not write it' cmp before "$journal"
run case-new -n -f new/journal -c Tom Only to see.
check '-n makes no journal' [ ! -e new ]
rm first second before

# Where it goes.

run case-new -f shop/journal -c Tom Broken.
check '-f makes a journal and its folder' grep -q Broken shop/journal
AMENDS_JOURNAL=$HOME/other run case-new -c Tom Broken.
check '$AMENDS_JOURNAL names one' grep -q Broken other
rm -r shop other
printf '#amends 1\n2026-11-23T09:00:00.000+01:00\t2611' >torn
run case-new -f torn -c Tom Broken.
expect 'a torn line is moved aside' 0 <<'OUT' 3<<'ERR'
2026-11-23T10:00:00.000+01:00	ID8	open	-	kim	-	-	Broken.	customer=Tom
OUT
case-new: torn: a last line that a crash had cut off was moved to torn.torn
ERR
rm torn torn.torn
printf '#amends 1\nnonsense\n' >damaged
run case-new -f damaged -c Tom Broken.
expect 'a bad line keeps nothing from being recorded' 0 <<'OUT' 3<<'ERR'
2026-11-23T10:00:00.000+01:00	ID9	open	-	kim	-	-	Broken.	customer=Tom
OUT
case-new: damaged:2:9: 1 field where a record has at least 8
ERR
rm damaged
run case-new -f - -c Tom Broken.
expect 'standard input is no journal' 2 <<'OUT' 3<<'ERR'
OUT
case-new: not recorded: standard input is no journal to record in
  keep  the record below; later: case-log - <FILE
2026-11-23T10:00:00.000+01:00	ID10	open	-	kim	-	-	Broken.	customer=Tom
ERR
run case-new -f /dev/null -c Tom Broken.
expect 'what cannot be written is handed back' 4 <<'OUT' 3<<'ERR'
OUT
case-new: not recorded: /dev/null: not an ordinary file, which is what can be appended to safely
  keep  the record below; later: case-log - <FILE
2026-11-23T10:00:00.000+01:00	ID11	open	-	kim	-	-	Broken.	customer=Tom
ERR
run sh -c 'case-new -c Tom Broken and unprinted. >/dev/full'
expect 'what cannot be printed is recorded' 5 3<<'ERR'
case-new: recorded, but not printed: standard output: No space left on device
ERR
check 'it is on the disk' grep -q 'Broken and unprinted' "$journal"

# The plan.

printf 'policy: 1\nshop: [\n' >faulty.yaml
run case-new -p faulty.yaml -c Tom -t late It is late.
expect 'a faulty plan keeps nothing from being recorded' 0 <<'OUT' 3<<'ERR'
2026-11-23T10:00:00.000+01:00	ID12	open	late	kim	-	-	It is late.	customer=Tom
OUT
case-new: faulty.yaml:3:1: did not find expected node content
case-new: recorded all the same, without the plan
ERR
rm faulty.yaml

# Put right on the spot.

run case-new -c Leo --settled REPLACE -a 4.50 -t wrong-item -k value=9 \
	--at '2026-11-23 09:30' This is not what I ordered.
take_id
cut -f 2-6 "$dir/out" >steps
cut -f 3,7- "$dir/out" | grep settled=yes | cut -f 1,2 >amounts
printf '%s\n' "$status" >status
expect_file '--settled writes the whole of it' steps <<OUT
$id	open	wrong-item	kim	-
$id	heard	-	kim	-
$id	restate	-	kim	-
$id	confirm	-	kim	-
$id	offer	replace	kim	2026-11-25T18:00:00+01:00
$id	accept	replace	kim	-
$id	promise	p1	kim	2026-11-25T18:00:00+01:00
$id	give	replace	kim	-
$id	kept	p1	kim	-
$id	apology	-	kim	-
$id	tell	done	kim	-
$id	close	satisfied	kim	-
OUT
expect_file 'each marked, with what it cost' amounts <<'OUT'
open	-
heard	-
restate	-
confirm	-
offer	9.00
accept	-
promise	-
give	4.50
kept	-
apology	-
tell	-
close	-
OUT
run grep -c out-of-order "$journal"
expect 'and nothing of it is out of order' 1 <<'OUT'
0
OUT
run case-new -c Leo --settled replce Cold.
expect 'what is no remedy is refused' 2 3<<'ERR'
case-new: --settled: 'replce' is not a remedy; did you mean 'replace'?
ERR
rm steps amounts status

# At a terminal.

rm "$journal"
run case-new -c 'Ana Ruiz' -k phone=600111222 -t late --at '2026-02-14 12:00' \
	--settled refund -a 3 It came on Monday.
take_id
before=$(printf %s "$id3" | tr '[:upper:]' '[:lower:]')
run_at_terminal "case-new -c 'Ana Ruiz' -k phone='+34 600 111 222' -t faulty It hums."
sed 3,\$d "$dir/out" >said
expect_file 'who was here before is told at a terminal' said <<OUT
Written down: ID13, Ana Ruiz.
Here before: 14 Feb, late, left satisfied [$before]. Nothing open from then.
OUT
for day in 20 21 22; do
	AMENDS_NOW=2026-11-${day}T12:00:00+01:00 case-new -q -c 'Ana Ruiz' \
		-k phone=600111222 -t wrong-item It is blue. >/dev/null
done
sed '/^intake:/a\  repeat: {window: 180d, second-case: {severity: +1, to-rung: owner}, same-cause-again: {severity: +2, to-rung: owner}}' \
	"$TOP/policies.yaml" >repeat.yaml
run_at_terminal "AMENDS_NOW=2026-11-23T11:00:00+01:00 case-new -p repeat.yaml -c 'Ana Ruiz' -k phone=600111222 -t faulty It hums, too."
# plainly: what is said of earlier cases, whatever the short names.
plainly() {
	sed -n '/^Here before/,/escalate/{
		s/\[[0-9a-z]*\]/[7qk]/g; s/case-log [0-9a-z]*/case-log 7qk/
		s/^[0-9a-z]* escalate/7qk escalate/; p; }' "$dir/out" >said
}
plainly
expect_file 'P51 how often they came is told, and what the plan has for that' said <<'OUT'
Here before: 5 times, at last: 21 Nov, wrong-item, still open [7qk]; 22 Nov,
wrong-item, still open [7qk]; 23 Nov, faulty, still open [7qk]. Open of all: 4.
The same again within the plan's window (repeat.yaml:47): graver by 2, and up:
case-log 7qk escalate owner.
OUT
AMENDS_NOW=2026-11-20T12:00:00+01:00 case-new -q -c 'Ida Holm' \
	-k phone=600111333 -t late It is late. >/dev/null
run_at_terminal "case-new -p repeat.yaml -c 'Ida Holm' -k phone=600111333 -t rude They laughed."
plainly
expect_file 'P51 another complaint of the same customer is another thing' said <<'OUT'
Here before: 20 Nov, late, still open [7qk].
Here again within the plan's window (repeat.yaml:47): graver by 1, and up:
case-log 7qk escalate owner.
OUT
run_at_terminal "case-new -q -c 'Ana Ruiz' -t faulty It still hums."
expect '-q says nothing' 0
rm said
chmod 644 "$journal"
run_at_terminal "case-new -c Ida -t faulty It hums."
sed -n '/the journal can be/{s/^case-new: //; N; p; }' "$dir/out" >"$dir/out.some"
mv "$dir/out.some" "$dir/out"
expect 'a journal that others can read is told of at a terminal' 0 <<OUT
the journal can be read by others than its owner;
chmod 600 $journal
OUT
chmod 600 "$journal"
cp "$journal" "Jo's journal" && chmod 644 "Jo's journal"
AMENDS_JOURNAL="Jo's journal"
export AMENDS_JOURNAL
run_at_terminal 'case-new -c Ida -t faulty It hums.'
unset AMENDS_JOURNAL
sed -n 's/^chmod/&/p' "$dir/out" >"$dir/out.some"
mv "$dir/out.some" "$dir/out"
expect 'with a line that a shell takes as it is meant' 0 <<'OUT'
chmod 600 'Jo'\''s journal'
OUT

printf 'policy: 1\nshop: [\n' >broken.yaml
run case-new -n -p broken.yaml -c Tom -t late --at 09:45 It is late.
expect 'a time as typed is of the journal where the plan is faulty' 0 <<'OUT' 3<<'ERR'
2026-11-23T09:45:00.000+01:00	ID14	open	late	kim	-	-	It is late.	customer=Tom	logged=2026-11-23T10:00:00.000+01:00
OUT
case-new: broken.yaml:3:1: did not find expected node content
ERR

# A name of blanks is none.
export AMENDS_JOURNAL="$HOME/blank"
run case-new -c '  ' -k "phone=$(printf '\t')" Hello
take_id
short=$(printf %s "$id3" | tr '[:upper:]' '[:lower:]')
expect 'a name or number of blanks is none' 0 <<OUT 3<<ERR
2026-11-23T10:00:00.000+01:00	$id	open	-	kim	-	-	Hello
OUT
case-new: no customer yet; once you have it: case-log $short amend -k customer=...
ERR
run case-new -c - -k phone=- Hello
take_id
dash=$(printf %s "$id3" | tr '[:upper:]' '[:lower:]')
expect 'nor is a dash' 0 <<OUT 3<<ERR
2026-11-23T10:00:00.000+01:00	$id	open	-	kim	-	-	Hello
OUT
case-new: no customer yet; once you have it: case-log $dash amend -k customer=...
ERR
run case-log "$short" amend -k 'customer= '
expect 'nor is one that is written down later' 2 3<<'ERR'
case-log: amend: customer is blank; -k customer=- takes it away
ERR

finish
