#!/bin/sh
# An approval that nobody is here to give is asked for in writing: of the one
# who may, then of the deputy, and then half of it is granted without.
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal" AMENDS_POLICY="$HOME/plan.yaml"
at() { export AMENDS_NOW="2026-11-$1+01:00"; }
cat >plan.yaml <<'YAML'
policy: 1
shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}
roles:
  - {id: counter, may: [open, log, promise, offer, close]}
  - {id: owner, may: [open, log, promise, offer, approve, close]}
staff:
  - {id: kim, name: Kim, role: counter}
  - {id: eva, name: Eva, role: owner}
authority:
  counter: {fix: 50.00}
  owner: {fix: unlimited}
  answer-asked-within: 2bh
  no-answer: {use: deputy, then: grant-up-to-half}
remedies:
  rules: {before-any-offer: []}
  fix:
    - {id: refund, label: Give the money back, cost: price}
YAML
at 24T19:00
case-log - >/dev/null <<'TSV'
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	-	kim	-	-	It hums.	customer=Ana Ruiz	value=172.00
2026-11-24T14:06:09.123+01:00	261124-7QK4XME	out	phone	kim	-	-	-
2026-11-24T14:07:09.123+01:00	261124-7QK4XME	step	-	kim	-	-	-
TSV

run case-log 7qk offer refund
expect 'when nobody is here who may, it is asked for in writing' 1 3<<'ERR'
case-log: not recorded: 172.00 is more than Kim may give on one case, 50.00
  plan  plan.yaml:9, authority
  ask   Eva
  then  case-log 7qk approve refund -b eva
  or    in writing: case-log 7qk escalate -k remedy=refund
  or    add --already, if it was offered: it is recorded, and listed for Eva
ERR

run case-log 7qk offer refund -b kim
check 'and by whom, where that was typed' \
	grep -q 'case-log 7qk escalate -k remedy=refund -b kim$' "$dir/err"

run case-log 7qk escalate -k remedy=refund Her lamp is beyond repair.
expect 'it goes to who may grant it' 0 <<'OUT'
2026-11-24T19:00:00.000+01:00	261124-7QK4XME	escalate	owner	kim	-	172.00	Her lamp is beyond repair.	remedy=refund
OUT

run case-show 7qk
check 'and the case stays where it is: no card to hand it over with' \
	sh -c '! grep "Hand over" "$1"' - "$dir/out"

run case-log 7qk offer refund
expect 'and it is said that it was asked for' 1 3<<'ERR'
case-log: not recorded: 172.00 is more than Kim may give on one case, 50.00
  plan  plan.yaml:9, authority
  ask   Eva
  then  case-log 7qk approve refund -b eva
  or    it was asked for; an answer is due by tomorrow 11:00
  or    add --already, if it was offered: it is recorded, and listed for Eva
ERR

run followup-due --for eva -o what,who,due,ref,text
expect 'the answer is owed by whoever was asked' 0 <<'OUT'
reply	eva	2026-11-25T11:00:00+01:00	refund	may they have refund, 172.00? approve it, or say why not
OUT

at 25T11:01
run followup-due --for kim -k ref=refund -o what,who,state,text
expect 'once nobody answered, it goes on with half of it' 0 <<'OUT'
reply	kim	late	nobody answered: up to 86.00 of refund may be granted
OUT

run case-log -n 7qk offer refund -a 86.01
expect 'not with more' 1 3<<'ERR'
case-log: not recorded: 86.01 is more than Kim may give on one case, 50.00
  plan  plan.yaml:9, authority
  ask   Eva, here today until 18:00
  then  case-log 7qk approve refund -b eva
  or    add --already, if it was offered: it is recorded, and listed for Eva
ERR

run case-log -q 7qk offer refund -a 86 + accept refund
check 'half of it is offered' [ "$status" = 0 ]

# Ids are in small letters, input in any: one who is typed in capitals is one of
# the staff, with the same limits.
cp "$TOP/tests/data/full-plan.yaml" plan.yaml
export AMENDS_POLICY="$HOME/plan.yaml" AMENDS_JOURNAL="$HOME/capitals"
AMENDS_WHO=AMY run case-new -q -c 'Ana Ruiz' -t late It is late.
take_id
run case-log "$id" note Seen. -b Jo
cut -f 3,5 capitals | grep -v '#' >"$dir/out"
expect 'who acts stands in the records as the plan has them' 0 <<'OUT'
open	amy
note	jo
OUT

# A record of another program is theirs, too; and one that is there already is
# known again.
printf '2026-11-23T09:30:00.000+01:00\t%s\tassign\tamy\tJO\t-\t-\t-\n' "$id" >theirs
run case-log -q - <theirs
cut -f 4,5 "$dir/out" >"$dir/out.some" && mv "$dir/out.some" "$dir/out"
expect 'nor does a record that is brought make somebody else of them' 0 <<'OUT'
amy	jo
OUT
cp capitals before
run case-log -q - <theirs
check 'and brought again it is passed over' cmp before capitals

# A line of before that was so, and what another machine makes of it.
mkdir shared && chmod 700 shared
sed 's/	jo	/	JO	/' capitals >shared/old.tsv
export AMENDS_JOURNAL=shared AMENDS_MACHINE=till1
run case-list -e assign -o what,who
expect 'an old line stays as it is' 0 <<'OUT'
amy	JO
OUT
case-list -e assign >list
grep '	open	' shared/old.tsv >copy && chmod 600 copy
case-log -q -f copy - <list >/dev/null
cp copy shared/copy.tsv
run case-list -e assign -o what,who
expect 'and counts once, though it was written down in small letters, too' 0 <<'OUT'
amy	JO
OUT

# On its page, too, such a line says when it is typed.
export AMENDS_JOURNAL="$HOME/agreed"
at 24T10:00
case-new -q -c 'Leo Marsh' -k channel=phone -k value=172.00 -m 'It hums.' >"$dir/out"
take_id
case-log -q "$id" heard + restate 'It hums' + confirm >/dev/null
run case-show "$id"
sed -n '/^Next/{N; p;}' "$dir/out" | sed "s/case-log [0-9a-z]*/case-log 7qk/" >"$dir/some"
mv "$dir/some" "$dir/out"
expect 'an approval is typed once it is granted' 0 <<'OUT'
Next        case-log 7qk approve ask-and-agree -b jo
                                              once it is granted
OUT

finish
