#!/bin/sh
# case-check: fsck for the journal, a compiler's check for the plan.
. "${0%/*}/harness.sh"

# tsv: lines as they are easy to read, made into records: a blank is a tab, an
# underscore a blank.
tsv() { sed '/^#/!{s/ /	/g;s/_/ /g;}'; }

cat >plan.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
YAML
export AMENDS_POLICY="$HOME/plan.yaml" AMENDS_JOURNAL="$HOME/j"
umask 077
tsv >good <<'TSV'
#amends 1
2026-11-22T10:00:00.000+01:00 261122-7QK4XMQ open late kim - - It_is_late.
2026-11-22T10:01:00.000+01:00 261122-7QK4XMQ promise p1 kim 2026-11-24T18:00:00+01:00 - Ring_them how=phone
2026-11-22T10:02:00.000+01:00 261122-7QK4XMQ kept p1 kim - - - of=2026-11-22T10:01:00.000+01:00
TSV

cp good j
run case-check
expect 'a sound journal and plan are silence' 0

run_at_terminal 'case-check -f j'
expect 'a person hears that all is well' 0 <<'OUT'
j: 1 case, 3 events, nothing to see to
OUT

rm j
unset AMENDS_JOURNAL
run case-check
expect 'no journal yet is sound' 0
run case-check --set-aside
expect 'and nothing is to be moved out of it' 0
export AMENDS_JOURNAL="$HOME/j"
run case-check
sed -i "s|$HOME|~|" "$dir/err"
expect 'one that is named has to be there' 4 3<<'ERR'
case-check: ~/j: No such file or directory
ERR

# The journal.

{
	cat good
	tsv <<'TSV'
what_is_this
2026-11-22T10:01:00.000+01:00 261122-7QK4XMQ promise p1 kim 2026-11-24T18:00:00+01:00 - Ring_them how=phone
2026-11-22T10:01:00.000+01:00 261122-7QK4XMQ herd - kim - - -
2026-11-22T11:00:00.000+01:00 261123-3F8TWAX kept p3 kim - - caf\xe9\q
2026-11-22T11:00:00.000+01:00 261123-3F8TWAX kept p3 kim - - -
#amends x
2026-11-22T12:00:00.000+01:00 261122-7QK4XMQ kept p1 kim - - - of=2026-11-22T10:09:00.000+01:00
2026-11-22T12:01:00.000+01:00 261122-7QK4XMQ give refund kim - 5 -
2026-11-22T12:02:00.000+01:00 261122-7QK4XMQ open late kim - - Another.
2026-11-25T12:00:00.000+01:00 261122-7QK4XMQ note - kim - - From_the_future.
TSV
	printf 'torn'
} >j
run case-check -f j
expect 'every fault is named at its place, and gravest is the status' 3 3<<'ERR'
case-check: j:5:13: 1 field where a record has at least 8
case-check: j:6:1: advice: the same line as j:3; it counts once
case-check: j:7:1: advice: another event of this case has the same instant, j:3; what refers to one may mean the other
case-check: j:7:46: advice: no event 'herd', so it has no effect; did you mean 'heard'?
case-check: j:8:69: unknown escape \q
case-check: j:9:31: an event of a case that was never opened; is a machine's file missing?
case-check: j:9:51: kept of 'p3', which this case does not have; is a machine's file missing?
case-check: j:10:1: a header is '#amends 1', and nothing else
case-check: j:11:64: kept of an event that is not there, so it has no effect; is a machine's file missing?
case-check: j:12:64: amount '...' has 0 decimals, not 2
case-check: j:13:31: a second opening of this case, after j:2: two complaints with one id; write this one down again with case-new
case-check: j:14:1: advice: more than a day ahead of now: a clock was wrong, or this one is
case-check: j:15:5: no newline at the end: 4 bytes that are not read; the next recorder moves them to j.torn
case-check: 2 lines cannot be read: case-check --set-aside moves them to JOURNAL.bad; case-log - takes what is put right
ERR

{ cat good; tail -n 1 good; } >twice
run case-check -f twice
expect 'advice alone is status 1' 1 3<<'ERR'
case-check: twice:5:1: advice: the same line as twice:4; it counts once
ERR

cp good open
chmod 644 open
run case-check -f open
expect 'a journal that others may read is worth advice' 1 3<<'ERR'
case-check: open: advice: others than its owner may read or write it (mode 0644); chmod 600
ERR

mkdir group && chmod 770 group && cp good group/kim.tsv && chmod 660 group/kim.tsv
tail -n 1 good >group/sam.tsv && chmod 664 group/sam.tsv
run case-check -f group
expect 'in a folder that is shared, others are those outside the group' 1 3<<'ERR'
case-check: group/sam.tsv: advice: others than its owner may read or write it (mode 0664); chmod o=
case-check: group/sam.tsv:1:1: advice: the same line as group/kim.tsv:4; it counts once
ERR

awk 'BEGIN { while (i++ < 30) print "bad " i }' >wrong
run case-check -f wrong
sed -n '1,2p;20,$p' "$dir/err" >some
cp some "$dir/err"
expect 'a wrong file does not fill the screen' 3 3<<'ERR'
case-check: wrong:1:6: 1 field where a record has at least 8
case-check: wrong:2:6: 1 field where a record has at least 8
case-check: wrong:20:7: 1 field where a record has at least 8
case-check: and 10 more like wrong:1:6: 1 field where a record has at least 8
case-check: 30 lines cannot be read: case-check --set-aside moves them to JOURNAL.bad; case-log - takes what is put right
ERR

mkdir sync && cp good sync/till1.tsv
head -n 3 good >'sync/till1.sync-conflict-20261122-140509-ABCDEFG.tsv'
{ cat good && tsv <<'TSV'; } >"sync/till1 (kim's conflicted copy).tsv"
2026-11-22T10:05:00.000+01:00 261122-7QK4XMQ note - kim - - Only_here.
TSV
run case-check -f sync
expect 'copies that a sync program made are one word each, and what to do' 1 3<<'ERR'
case-check: sync/till1 (kim's conflicted copy).tsv: advice: 3 of its 4 lines stand in sync/till1.tsv, too, and count once; the others count: keep it as it is
case-check: sync/till1.sync-conflict-20261122-140509-ABCDEFG.tsv: advice: 2 of its 2 lines stand in sync/till1 (kim's conflicted copy).tsv, too, and count once; it is a copy, and can be deleted
ERR

awk 'NR == 1 || /open/ { print; while (NR > 1 && i++ < 30) print }' good >many
run case-check -f many
sed -n '1p;20,$p' "$dir/err" >some
cp some "$dir/err"
expect 'nor does advice of one kind' 1 3<<'ERR'
case-check: many:3:1: advice: the same line as many:2; it counts once
case-check: many:22:1: advice: the same line as many:2; it counts once
case-check: and 10 more like many:3:1: advice: the same line as many:2; it counts once
ERR

{ cat good; head -c 5000 /dev/zero; tail -n 1 good; } >holed
run case-check -f holed
expect 'what a power cut ate is named by how much it was' 3 3<<'ERR'
case-check: holed:5:1: 5000 NUL bytes: a power cut ate what stood here
case-check: 1 line cannot be read: case-check --set-aside moves it to JOURNAL.bad; case-log - takes what is put right
ERR

chmod 600 open
printf 'x\n' >open.bad && chmod 640 open.bad
run case-check -f open
expect 'so is what was set aside of it' 1 3<<'ERR'
case-check: open.bad: advice: others than its owner may read or write it (mode 0640); chmod 600
ERR

run case-check -f - <good
expect 'a journal may come on standard input' 0

# The plan.

cat >faulty.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madird, currency: EUR}
gates: {usual: aks}
YAML
run case-check -p faulty.yaml -f good
expect 'every fault of a plan is named, and the journal checked all the same' 3 3<<'ERR'
case-check: faulty.yaml:2:34: 'Europe/Madird' is not in the zone database; did you mean 'Europe/Madrid'?
case-check: faulty.yaml:3:16: 'aks' is not ask, refuse or remind; did you mean 'ask'?
ERR

cat >old.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
reviewed: "2025-11-01"
review-every: 1y
hours:
  closed:
    - {date: "2026-12-26..2027-01-06", why: winter}
YAML
run case-check -p old.yaml -f good
expect 'a plan past its review, and with few closed days left, is advised on' 1 3<<'ERR'
case-check: old.yaml: advice: last reviewed on 2025-11-01; its own review-every is over
case-check: old.yaml:5: advice: the last closed or special day is 2027-01-06; which are next?
ERR
run case-check --starter --set-aside
expect 'one thing to do at a time' 2 3<<'ERR'
case-check: --starter and --set-aside are two things to do; choose one
ERR
cat >coin.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUT}
YAML
run case-check -p coin.yaml -f good
expect 'so is one whose currency is not known, at its place' 1 3<<'ERR'
case-check: coin.yaml:2:59: advice: 'EUT' is no currency of ISO 4217; its amounts have 2 decimals here; did you mean 'EUR'?
ERR

printf 'policy: 1\nshop: {name: A, timezone: Europe/Paris, currency: EUR}\nseverity: {levels: [minor, major]}\n' >levels.yaml
run case-check -p levels.yaml -f good
expect 'so is a plan of other levels, which makes nothing urgent' 1 3<<'ERR'
case-check: levels.yaml: advice: none of severity.levels is called 'urgent', so nothing makes a case urgent, not even that somebody may be hurt
ERR
sed '/^  blame:/d; /^    update:/d; /^    next-word:/d' \
	"$TOP/tests/data/drafts/spanish.yaml" >spanish.yaml
run case-check -p spanish.yaml -f good
expect 'what a plan in another language leaves in English is named' 1 3<<'ERR'
case-check: spanish.yaml: advice: its language is not English, and what it leaves out of its words is: words.suggest.update, words.language.next-word, words.blame
ERR
run case-check -p "$TOP/tests/data/drafts/spanish.yaml" -f good
expect 'and a whole one leaves nothing' 0

{
	cat good
	tsv <<'TSV'
2025-11-20T10:00:00.000+01:00 261123-3F8TWAX open late kim - - It_was_late.
2025-11-21T10:00:00.000+01:00 261123-3F8TWAX close satisfied kim - - -
2025-11-20T10:00:00.000+01:00 261124-ABE7R2H open late kim - - It_was_late.
2025-11-21T10:00:00.000+01:00 261124-ABE7R2H close satisfied kim - - -
2025-11-22T10:00:00.000+01:00 261124-ABE7R2H reopen - kim - - -
2026-11-20T10:00:00.000+01:00 261125-Q3T8VK7 open late kim - - It_was_late.
2026-11-21T10:00:00.000+01:00 261125-Q3T8VK7 close satisfied kim - - -
TSV
} >long-ago
cat >kept.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
privacy: {keep-closed: 1y}
YAML
run case-check -p kept.yaml -f long-ago
expect 'what the plan has kept long enough is told with how to let it go' 1 3<<'ERR'
case-check: kept.yaml: advice: 1 case was closed longer than 1 year ago, which is as long as keep-closed keeps the words; case-erase --closed-long-ago -n lists what would go
ERR
run case-erase -p kept.yaml -f long-ago --closed-long-ago --yes -q -b eva
run case-check -p kept.yaml -f long-ago
expect 'and once it went, nothing' 0

run case-check -p nowhere.yaml -f good
expect 'a plan that cannot be read is a faulty one' 3 3<<'ERR'
case-check: nowhere.yaml: No such file or directory
ERR

{ cat "$TOP/policies.yaml" && echo 'shop: {}'; } >twice.yaml
run case-check -p twice.yaml -f good
sed -i '/is there twice/!d; s/:[0-9]*:/:N:/; s/line [0-9]*/line N/' "$dir/err"
expect 'what the plan calls something is no secret of a log' 3 3<<'ERR'
case-check: twice.yaml:N:1: 'shop' is there twice; the first is on line N
ERR

run case-check --starter
cp "$dir/out" starter.yaml
expect_file 'the plan to begin with is the one of the repository' starter.yaml \
	<"$TOP/policies.yaml"
check 'and is a sound one' sh -c 'case-check -p starter.yaml -f good; [ $? -le 1 ]'

run sh -c 'case-check --starter >/dev/full'
expect 'a full disk is never a success' 4 3<<'ERR'
case-check: standard output: No space left on device
ERR

# Setting aside.

run case-check -f j --set-aside -n
expect '-n says what would be moved' 0 3<<'ERR'
case-check: j:5:13: to be moved: 1 field where a record has at least 8
case-check: j:8:69: to be moved: unknown escape \q
case-check: j: to be moved: a torn line, 4 bytes, to j.torn
ERR
check 'and moves nothing' test ! -e j.bad

chmod 640 j
run case-check -f j --set-aside
expect 'bad lines are moved, and named' 0 3<<'ERR'
case-check: j:5:13: moved: 1 field where a record has at least 8
case-check: j:8:69: moved: unknown escape \q
case-check: j: moved: a torn line, 4 bytes, to j.torn
ERR
expect_file 'they are beside the journal, each with its reason' j.bad <<'OUT'
#j:5: 1 field where a record has at least 8
what is this
#j:8: unknown escape \\q
2026-11-22T11:00:00.000+01:00	261123-3F8TWAX	kept	p3	kim	-	-	caf\xe9\q
OUT
expect_file 'a torn line is where recorders put it' j.torn <<'OUT'
torn
OUT
{
	cat good
	tsv <<'TSV'
2026-11-22T10:01:00.000+01:00 261122-7QK4XMQ promise p1 kim 2026-11-24T18:00:00+01:00 - Ring_them how=phone
2026-11-22T10:01:00.000+01:00 261122-7QK4XMQ herd - kim - - -
2026-11-22T11:00:00.000+01:00 261123-3F8TWAX kept p3 kim - - -
#amends x
2026-11-22T12:00:00.000+01:00 261122-7QK4XMQ kept p1 kim - - - of=2026-11-22T10:09:00.000+01:00
2026-11-22T12:01:00.000+01:00 261122-7QK4XMQ give refund kim - 5 -
2026-11-22T12:02:00.000+01:00 261122-7QK4XMQ open late kim - - Another.
2026-11-25T12:00:00.000+01:00 261122-7QK4XMQ note - kim - - From_the_future.
TSV
} >want
expect_file 'good lines and comments stay as they were' j <want
run stat -c %a j j.bad
expect 'and so does the mode' 0 <<'OUT'
640
600
OUT

run case-check -f j --set-aside
expect 'doing it again moves nothing' 0
expect_file 'not even the journal' j <want

ln -s good link
printf 'bad\n' >>good
run case-check -f link --set-aside
expect 'a link stays a link' 0 3<<'ERR'
case-check: link:5:4: moved: 1 field where a record has at least 8
ERR
check 'to the mended file' sh -c 'test -L link && ! grep bad good'

printf '#amends 2\nnew\n' >newer
run case-check -f newer --set-aside
expect "a newer amends' journal is left alone" 3 3<<'ERR'
case-check: newer:1: written by a newer amends, and not read from here on; this one knows the format '#amends 1'
ERR
expect_file 'every byte of it' newer <<'OUT'
#amends 2
new
OUT

run case-check -f - --set-aside </dev/null
expect 'standard input cannot be set aside' 2 3<<'ERR'
case-check: standard input is no journal to record in
ERR

mkdir -p shared && printf '#amends 1\nbad\n' >shared/other.tsv
printf '#amends 1\nbad\n' >shared/till.tsv
run env AMENDS_MACHINE=till case-check -f shared --set-aside -n
expect "-n says what is in this machine's file alone" 0 3<<'ERR'
case-check: shared/till.tsv:2:4: to be moved: 1 field where a record has at least 8
ERR
run env AMENDS_MACHINE=localhost case-check -f shared --set-aside -n
expect 'and that it has none, as the moving does' 4 3<<'ERR'
case-check: 'localhost' is no name to tell machines apart by; set AMENDS_MACHINE to one, such as till1
ERR
run env AMENDS_MACHINE=till case-check -f shared --set-aside
expect "in a folder this machine's file alone is mended" 0 3<<'ERR'
case-check: shared/till.tsv:2:4: moved: 1 field where a record has at least 8
ERR
expect_file "another machine's is not touched" shared/other.tsv <<'OUT'
#amends 1
bad
OUT

# A recorder that waits for the lock finds the new file: nothing is lost.
cp want busy
printf 'bad\n' >>busy
(
	i=0
	while [ $((i = i + 1)) -le 8 ]; do
		case-log -q -f busy 7qk note "number $i" >/dev/null 2>&1 &
	done
	case-check -f busy --set-aside 2>/dev/null
	wait
)
run sh -c 'grep -c "	number " busy; grep -c "^bad" busy'
expect 'recorders and a keeper at once lose nothing' 1 <<'OUT'
8
0
OUT

# The plan that came with the tools is one to begin with.
if [ "${PLAN-}" = installed ]; then
	printf '#amends 1\n' >new
	chmod 600 new
	run env -u AMENDS_POLICY case-check -f new
	sed 's|^case-check: [^:]*/|case-check: |' "$dir/err" >said
	expect_file 'the plan that came with amends is said to be that' said <<'ERR'
case-check: policies.yaml: advice: the plan that came with amends is in force; case-check --starter prints one to make your own
ERR
else
	skip 'the plan that came with amends' 'needs an installed one'
fi

# Usage.

run case-check j
expect 'there are no operands' 2 3<<'ERR'
case-check: 'j': the journal is named with -f, the plan with -p
ERR
run case-check -n
expect '-n is about setting aside' 2 3<<'ERR'
case-check: -n goes with --set-aside
ERR

finish
