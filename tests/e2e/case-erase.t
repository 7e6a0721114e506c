#!/bin/sh
# case-erase: a customer's personal data out of the journal, over all of their
# cases; what comes back with an old copy, and the other machines of a folder.
. "${0%/*}/harness.sh"

# Ana has two cases, found by her number; Tom one, which speaks of her.
A=261122-7QK4XMQ B=261123-3F8TWAX C=261124-ABE7R2H
at() { printf '2026-11-22T14:%s:00.000+01:00\t%s\t%s\n' "$1" "$2" "$3"; }
tab='	'
row() { at "$1" "$2" "$(echo "$3" | tr '|' "$tab")"; }
before() {
	rm -rf j j.* shared
	{
		echo '#amends 1'
		row 00 $A 'open|late|kim|-|-|Where is my mug?|customer=Ana Ruiz|heat=upset|phone=+34600111222|value=18.00'
		row 01 $A 'promise|p1|kim|2026-11-24T18:00:00+01:00|-|Ring Ana|how=phone'
		row 02 $A 'kept|p1|kim|-|-|-|of=2026-11-22T14:01:00.000+01:00'
		row 03 $A 'give|refund|kim|-|18.00|-'
		row 04 $A 'close|satisfied|kim|-|-|-'
		row 05 $B 'open|faulty|kim|-|-|It hums|customer=A. Ruiz|phone=600 111 222'
		row 06 $C 'open|late|kim|-|-|It is late|customer=Tom Baker'
		row 07 $C "note|-|kim|-|-|Ana Ruiz knows him"
	} >j
	chmod 600 j
	cp j old
}
export AMENDS_JOURNAL=j AMENDS_WHO=eva
warned=$(cat <<'ERR'
case-erase: j:9: a line of another case names who is erased; look whether it has to
case-erase: not in the journal, and to be deleted by hand: drafts and exports made of these cases
ERR
)

before
run case-erase ana
expect 'in a script it does nothing without --yes' 2 3<<'ERR'
case-erase: nothing is erased: 2 cases, 3 lines would go for good; add --yes to do it, -n to see them
ERR
run case-erase -n 7qk
expect '-n prints the lines that would go' 0 <<OUT 3<<ERR
$(sed -n '2,3p;7p' old)
OUT
$(echo "$warned" | head -n 1)
ERR
cmp -s j old || echo '# the journal changed' >>"$dir/why"
verdict 'and neither of them does anything'

run case-erase --yes 7qk
expect 'all cases of the person are erased' 0 <<OUT 3<<ERR
$(row 00 $A 'erase|-|eva|-|-|-' | sed 's/^[^	]*/2026-11-23T10:00:00.000+01:00/')
$(row 00 $B 'erase|-|eva|-|-|-' | sed 's/^[^	]*/2026-11-23T10:00:00.000+01:00/')
OUT
$warned
ERR
expect_file 'what the shop counts by stays, the words do not' j <<OUT
#amends 1
$(row 00 $A 'open|late|kim|-|-|erased|customer=erased|heat=upset|phone=erased|value=18.00')
$(row 01 $A 'promise|p1|kim|2026-11-24T18:00:00+01:00|-|erased|how=phone')
$(sed -n '4,6p' old)
$(row 05 $B 'open|faulty|kim|-|-|erased|customer=erased|phone=erased')
$(sed -n '8,9p' old)
$(cat "$dir/out")
OUT
cp j new
run case-list -A -o case,state,category,outcome,given,customer
expect 'and so do the lists' 0 <<OUT
$A	erased	late	satisfied	18.00	erased
$B	erased	faulty	-	0.00	erased
$C	hearing	late	-	0.00	Tom Baker
OUT
run case-erase --yes 7qk
expect 'a second time there is nothing left to do' 0 </dev/null
run case-check -p "$TOP/policies.yaml"
expect 'and nothing to be seen to' 0 </dev/null

# An old copy, in any order, and once more.
case-list -A >was
case-list -A -e all >was.events
sort -r old new old >j
case-list -A >is
case-list -A -e all >is.events
cmp -s was is || diff was is >>"$dir/why"
cmp -s was.events is.events || diff was.events is.events >>"$dir/why"
verdict 'an old copy that comes back brings no words and counts nothing twice'
run case-check -p "$TOP/policies.yaml"
sed 's/case-check: j:[0-9]*:[0-9]*: //; s/j:[0-9]*; it/j; it/' "$dir/err" |
	sort | uniq -c | sed 's/^ *//' >"$dir/out"
: >"$dir/err"
expect 'case-check says what is to be erased again' 1 <<'OUT'
13 advice: the same line as j; it counts once
3 advice: words of a case that was erased; case-erase --pending takes them out
OUT
run case-erase --pending
expect 'and --pending does it, without asking' 0 </dev/null
LC_ALL=C sort -u j >is
LC_ALL=C sort -u new | cmp -s - is || diff new is >>"$dir/why"
verdict 'so that the journal is what it was'

# What is damaged, torn off, or was set aside.
before
printf '%s\n' "$(row 08 $A 'note|-|kim|-|-|a\q')" 'Ana Ruiz, cut off' \
	'# ring 600 111 222' >>j
row 09 $A 'note|-|kim|-|-|more of it' | tr -d '\n' >>j
printf '#j:4: an unknown event\n%s\n#j:5: cut off\n%s\n' \
	"$(row 09 $A 'note|-|kim')" 'of nobody that is known here' >j.bad
printf '%s\n2026-11-22T14\n' "$(row 09 $B 'note|-|kim')" >j.torn
run case-erase --yes ana
grep -e Ana -e 600 -e 'more of it' -e 'a\\q' j j.* >"$dir/out"
sed '/^case-erase: j:1[01]:/d' "$dir/err" >"$dir/err.some"
mv "$dir/err.some" "$dir/err"
expect 'damaged lines, torn and set aside pieces go whole' 0 <<OUT 3<<ERR
j:$(row 07 $C 'note|-|kim|-|-|Ana Ruiz knows him')
OUT
case-erase: j: a last line that a crash had cut off was moved to j.torn
$(echo "$warned" | head -n 1)
case-erase: j.bad: 1 piece that no case can be told of; look whether it is theirs
$(echo "$warned" | tail -n 1)
ERR
cat j.torn j.bad >"$dir/out"
: >"$dir/err"
expect 'and those of nobody stay' 0 <<'OUT'
2026-11-22T14
#j:5: cut off
of nobody that is known here
OUT

# By whatever name the journal is called.
before
mkdir drive && mv j drive/kept && ln -s drive/kept j
printf '%s\n' "$(row 08 $A 'note|-|kim|-|-|a\q')" >>j
row 09 $A 'note|-|kim|-|-|more of it' | tr -d '\n' >>j
run case-log -q $C note It came
head -n 1 "$dir/err" >"$dir/err.some" && mv "$dir/err.some" "$dir/err"
: >"$dir/out"
expect 'what is torn off stands beside the file that a link leads to' 0 \
	3<<ERR
case-log: j: a last line that a crash had cut off was moved to $PWD/drive/kept.torn
ERR
case-check --set-aside >"$dir/moved" 2>&1
run env AMENDS_JOURNAL=drive/kept case-erase -q --yes ana
grep -e 'Where is' -e 'more of it' -e 'a\\q' drive/* >"$dir/out"
: >"$dir/err"
expect 'so that an erase by either name reaches it' 0 </dev/null
ls -d j* drive/* >"$dir/out"
expect 'and nothing stands elsewhere' 0 <<'OUT'
drive/kept
drive/kept.bad
drive/kept.torn
j
OUT
rm -rf drive

# At a terminal.
before
run_at_terminal "case-erase 7qk -q" <<'IN'
n
IN
sed '/^n$/d' "$dir/out" | grep -v '^case-erase: not in' >"$dir/out.some"
mv "$dir/out.some" "$dir/out"
expect 'at a terminal it says what goes and what stays, and asks' 1 <<OUT
Erase what is known of Ana Ruiz? 2 cases, 3 lines.
  $A  Ana Ruiz  +34600111222  Sun 22 Nov  late    "Where is my mug?"
  $B  A. Ruiz   600 111 222   Sun 22 Nov  faulty  "It hums"
1 still open: what is owed there is dropped with it.
What stays: category, cause, dates, costs, outcome. Nothing brings back the
rest.
Erase? [y/n] case-erase: nothing is erased
OUT
cmp -s j old || echo '# the journal changed' >>"$dir/why"
verdict 'and takes a no for a no'
run_at_terminal "case-erase 7qk" <<'IN'
 Yes 
IN
grep -c 'Erased: 2 cases, 3 lines.' "$dir/out" >"$dir/n"
[ "$(cat "$dir/n")" = 1 ] || cat "$dir/out" >>"$dir/why"
grep -q 'Where is' j && echo '# words are left' >>"$dir/why"
verdict 'and a yes for a yes'

# An id as people write it is the same id.
before
small=261122-7qk4xmq
{
	echo '# ring 7QK4XMQ about Elm Road'
	echo "# $small: Elm Road"
	row 08 $small 'note|-|kim|-|-|lives at 5 Elm Road'
	echo '# ring the landlord'
} >>j
run case-erase --yes -q $A
cut -f 3 "$dir/out" >"$dir/out.events"
mv "$dir/out.events" "$dir/out"
expect 'lines and comments with the id in small letters or its last seven go' 0 <<'OUT' 3<<'ERR'
erase
erase
OUT
case-erase: j:12:31: '...' is not a case id
case-erase: j:9: a line of another case names who is erased; look whether it has to
ERR
grep Elm j | sed 's/^/# /' >>"$dir/why"
grep -qx '# ring the landlord' j || echo '# one of nobody went' >>"$dir/why"
verdict 'and others stay'

# A bad line that is nobody's by its id or its words is for a person to judge.
before
echo 'lives at 5 Elm Road' >>j
run case-erase --yes -q $A
: >"$dir/out"
expect 'a bad line that may be theirs is said' 0 </dev/null 3<<'ERR'
case-erase: j:10:20: 1 field where a record has at least 8
case-erase: j:9: a line of another case names who is erased; look whether it has to
case-erase: j:10: a bad line that no case can be told of; look whether it is theirs
ERR
grep -qx 'lives at 5 Elm Road' j || echo '# it went' >>"$dir/why"
verdict 'and stays'

# Who may, what is held, what is meant.
cat >plan.yaml <<'PLAN'
policy: 1
version: "1"
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
roles: [{id: counter, may: [open, log]}, {id: owner, may: [open, log, erase]}]
staff: [{id: kim, name: Kim, role: counter}, {id: eva, name: Eva, role: owner}]
categories: [{id: late, label: Late, fixes: [ask-and-agree]}, {id: faulty, label: Faulty, fixes: [ask-and-agree]}]
remedies: {fix: [{id: ask-and-agree, label: Ask, cost: 0}]}
privacy: {hold-while: [legal-claim], keep-closed: 1d, erase: {replaces-name-with: Former customer}}
PLAN
export AMENDS_POLICY=plan.yaml
before
run case-erase --yes -b kim ana
expect 'only whose role says so may erase (P37)' 1 3<<'ERR' </dev/null
case-erase: not erased: Kim, as counter, may not erase; Eva may: -b eva
ERR
sed 's/name: Eva, role: owner/&, away: ["2026-11-25..2026-11-30"]}, {id: max, name: Max, role: owner/' \
	plan.yaml >away.yaml
run case-erase --yes -b kim -p away.yaml --now 2026-11-26T10:00:00+01:00 ana
expect 'and of those somebody is named who is here' 1 3<<'ERR' </dev/null
case-erase: not erased: Kim, as counter, may not erase; Max may: -b max
ERR
run case-erase --yes ruiz tom
cp "$dir/err" "$dir/out"
[ "$(cut -f 3 j | grep -c erase)" = 3 ] || echo '# not three' >>"$dir/why"
[ "$(grep -c 'customer=Former customer' j)" = 6 ] || echo '# no name' >>"$dir/why"
verdict 'several may be named, and the plan says what stands for a name'
run case-list -A -o case,state,customer
expect 'which the lists say, too' 0 <<OUT
$A	erased	Former customer
$B	erased	Former customer
$C	erased	Former customer
OUT
before
row 08 $B 'flag|legal-claim|kim|-|-|-' >>j
cp j old
run case-erase --yes 7qk
expect 'a case that the plan holds holds them all, and says why' 1 3<<ERR </dev/null
case-erase: not erased: 3F8TWAX is flagged legal-claim, and such cases are held (plan.yaml:8, hold-while); once that is over: case-log 3F8TWAX retract -k of=2026-11-22T14:08:00.000+01:00
ERR
run case-log $B erase
expect 'case-log does not go past it, either' 1 3<<ERR </dev/null
case-log: not recorded: 3F8TWAX is flagged legal-claim, and such cases are held (plan.yaml:8, hold-while); once that is over: case-log 3F8TWAX retract -k of=2026-11-22T14:08:00.000+01:00
ERR
cmp -s j old || echo '# the journal changed' >>"$dir/why"
verdict 'and neither of them writes anything'
case-log $B retract -k of=2026-11-22T14:08:00.000+01:00 >/dev/null 2>&1
run case-erase --yes -q 7qk
[ "$status" = 0 ] || echo "# exit $status" >>"$dir/why"
grep -q 'Where is' j && echo '# words are left' >>"$dir/why"
verdict 'until that is over'

before
run case-erase --closed-long-ago -n
expect 'a case is kept as long as the plan says after its close' 0 </dev/null
export AMENDS_NOW=2026-11-24T10:00:00+01:00
run_at_terminal 'case-erase --closed-long-ago' <<'IN'
n
IN
sed '/^n$/d; /^case-erase: not in/,/^of these/d' "$dir/out" >"$dir/out.some"
mv "$dir/out.some" "$dir/out"
expect 'at a terminal it is asked for' 1 <<OUT
Erase what was closed longer than 1 day ago? 1 case, 2 lines.
What stays: category, cause, dates, costs, outcome. Nothing brings back the
rest.
Erase? [y/n] case-erase: nothing is erased
OUT
run case-erase --closed-long-ago --yes -q
expect 'and is erased by itself then' 0 <<OUT
2026-11-24T10:00:00.000+01:00	$A	erase	-	eva	-	-	-	customer=Former customer
OUT
export AMENDS_NOW=2026-11-23T10:00:00+01:00

run sh -c 'case-erase -f - ana --yes <j'
expect 'out of standard input nothing can be erased' 2 3<<'ERR'
case-erase: standard input is no journal to erase from
ERR
echo 'policy: 7' >faulty.yaml
cp j "$dir/before"
run case-erase -p faulty.yaml ana --yes
sed '/^case-erase: faulty.yaml:/d' "$dir/err" >"$dir/err.some"
mv "$dir/err.some" "$dir/err"
expect 'nor under a faulty plan, which says who may' 3 3<<'ERR'
case-erase: not erased: the plan is faulty, and says who may and what is held; case-check says what is wrong
ERR
expect_file 'and all is left as it was' j <"$dir/before"

while read -r want words; do
	# shellcheck disable=SC2086 # several words
	run case-erase $words
	[ "$status" = "$want" ] || echo "# $words: exit $status" >>"$dir/why"
	[ -s "$dir/err" ] || echo "# $words: nothing is said" >>"$dir/why"
done <<'TABLE'
2
2 --pending ana
2 --closed-long-ago ana
2 --pending --closed-long-ago
2 nobody --yes
2 -f - ana --yes
4 -f nowhere ana --yes
3 -p nowhere ana --yes
TABLE
verdict 'wrong usage is named'
row 10 $C 'open|late|kim|-|-|Other|customer=Tom Ruiz' | sed "s/$C/261125-Q3T8VK7/" >>j
run case-erase --yes ruiz
expect 'a name that several people bear is nobodys' 2 3<<ERR </dev/null
case-erase: '...' fits cases of several people; name one
  $B  Sun 22 Nov  faulty
  261125-Q3T8VK7  Sun 22 Nov  late
ERR

# On a machine without a complaint yet cron has nothing to mail.
for job in --pending '--closed-long-ago --yes -q' '--closed-long-ago -n'; do
	# shellcheck disable=SC2086 # several words
	run env -u AMENDS_JOURNAL case-erase $job
	expect "where the journal is yet to begin, $job does nothing" 0 </dev/null
done
run env -u AMENDS_JOURNAL case-erase --yes ana
expect 'and no case fits a name' 2 3<<'ERR' </dev/null
case-erase: no case fits '...'
ERR
check 'nor is one begun' sh -c '! find "$HOME" -name "journal*" | grep .'

# A folder: each machine takes the words out of its own file.
before
mkdir shared
export AMENDS_JOURNAL=shared
cp old shared/till1.tsv
export AMENDS_MACHINE=till2 XDG_STATE_HOME="$dir/home/till2"
case-log $A note Ana rang again >/dev/null
export AMENDS_MACHINE=till1 XDG_STATE_HOME="$dir/home/till1"
run case-erase --yes 7qk
cut -f 3 "$dir/out" >"$dir/out.events"
mv "$dir/out.events" "$dir/out"
sed -i '/by hand/d' "$dir/err"
expect 'in a folder it says what is left to the other machines' 0 <<'OUT' 3<<'ERR'
erase
erase
OUT
case-erase: shared/till1.tsv:9: a line of another case names who is erased; look whether it has to
case-erase: 1 line is in files of other machines: there, case-erase --pending
ERR
case-list -A -e all >was
grep -q Ana shared/till1.tsv && ! grep -q 'knows him' shared/till1.tsv &&
	echo '# not in its own file' >>"$dir/why"
grep -q 'Ana rang' shared/till2.tsv || echo '# in a file of others' >>"$dir/why"
export AMENDS_MACHINE=till2 XDG_STATE_HOME="$dir/home/till2"
run case-erase --pending
grep -q Ana shared/till2.tsv && echo '# words are left' >>"$dir/why"
case-list -A -e all | cmp -s - was || echo '# the lists differ' >>"$dir/why"
expect 'and there --pending does it, with nothing to be told' 0 </dev/null
run case-erase --pending
expect 'once' 0 </dev/null
head -n 2 shared/till2.tsv | sed 's/#machine .*/#machine/' >"$dir/out"
expect 'whose mark stays' 0 <<'OUT'
#amends 1
#machine
OUT

# A file that was put into the folder is no machine's.
rm -r shared && mkdir shared && chmod 700 shared
cp old shared/before.tsv && cp old "shared/in 2025.tsv"
case-log $A note Ana rang >/dev/null
run case-erase --yes 7qk
cut -f 3 "$dir/out" >"$dir/out.events"
mv "$dir/out.events" "$dir/out"
sed -i '/by hand/d' "$dir/err"
expect 'a file that no machine writes to is said, and how to erase there' 0 \
	<<'OUT' 3<<'ERR'
erase
erase
OUT
case-erase: 3 lines are in shared/before.tsv, which no machine writes to: AMENDS_MACHINE=before case-erase --pending
case-erase: 3 lines are in shared/in 2025.tsv, which no machine writes to: call it NAME.tsv, without blanks, then AMENDS_MACHINE=NAME case-erase --pending
ERR
mv 'shared/in 2025.tsv' shared/2025.tsv
AMENDS_MACHINE=2025 case-erase --pending -q
run case-erase --pending
expect 'and said again until it was done' 0 3<<'ERR'
case-erase: 3 lines are in shared/before.tsv, which no machine writes to: AMENDS_MACHINE=before case-erase --pending
ERR
run case-erase --yes 7qk
expect 'whoever asks' 0 3<<'ERR'
case-erase: 2 lines are in shared/before.tsv, which no machine writes to: AMENDS_MACHINE=before case-erase --pending
ERR
AMENDS_MACHINE=before case-erase --pending
run case-erase --pending
grep -q 'Where is my mug' shared/*.tsv && echo '# words are left' >>"$dir/why"
expect 'as the line does it' 0 </dev/null

# A copy of its own file is nobody's to rewrite.
rm -r shared && mkdir shared && chmod 700 shared
case-new -q -c 'Ana Ruiz' -k phone=600111222 It is late >/dev/null
copy=shared/till2.sync-conflict.tsv
cp shared/till2.tsv "$copy"
sed '1a #machine 0123456789abcdef' old >shared/till1.tsv
run case-erase --yes 7qk
cut -f 3 "$dir/out" >"$dir/out.events"
mv "$dir/out.events" "$dir/out"
sed -i '/by hand/d' "$dir/err"
expect 'a copy of its file is told from the files of other machines' 0 <<'OUT' 3<<ERR
erase
erase
erase
OUT
case-erase: 1 line is in $copy, a copy of this machine's file: take it out of the folder (case-check says how)
case-erase: 3 lines are in files of other machines: there, case-erase --pending
ERR

# What is typed where there is no number or address is nobody's.
unset AMENDS_MACHINE
export AMENDS_JOURNAL=nobody
{
	echo '#amends 1'
	row 00 $A 'open|late|kim|-|-|It is late|customer=Ana Ruiz|email=n/a|phone=0000'
	row 05 $B 'open|faulty|kim|-|-|It hums|customer=Tom Baker|email=n/a'
	row 06 $C 'open|late|kim|-|-|Late too|customer=Leo Marsh|phone=0000'
} >nobody
chmod 600 nobody
tail -n 2 nobody >others
run case-erase --yes 7qk
cut -f 3 "$dir/out" >"$dir/out.events"
mv "$dir/out.events" "$dir/out"
expect 'who has no number or address is not taken for another who has none' \
	0 <<'OUT' 3<<'ERR'
erase
OUT
case-erase: not in the journal, and to be deleted by hand: drafts and exports made of these cases
ERR
sed -n '3,4p' nobody >left
check 'and their cases stay' cmp others left

# A time that other programs write for "for ever".
unset AMENDS_MACHINE
export AMENDS_JOURNAL="$dir/far" AMENDS_NOW=2026-11-24T10:00:00+01:00
run case-new -q -c 'Tom Baker' -t faulty Hums.
take_id
printf '9999-12-31T00:00:00.000+00:00\t%s\tnote\t-\teva\t-\t-\tTom\n' "$id" |
	case-log - >/dev/null
case-erase -q --yes baker >/dev/null 2>&1
check 'no erase is later than a time can be' \
	eval '! grep -q Tom "$AMENDS_JOURNAL" && [ "$(case-list -A -o event)" = erased ]'
finish
