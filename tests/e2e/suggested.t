#!/bin/sh
# The lines to type that refusals and remarks give: whoever types one as it
# stands, with their words in it, is let through.
. "${0%/*}/harness.sh"

cp "$TOP/tests/data/full-plan.yaml" plan.yaml
export AMENDS_POLICY="$HOME/plan.yaml" AMENDS_JOURNAL="$HOME/journal"
export AMENDS_WHO=amy AMENDS_NOW=2026-11-24T14:09+00:00
# begin [CATEGORY]: a journal of Ana Ruiz's complaint alone.
begin() {
	rm -f journal
	case-log - >/dev/null <<-TSV || echo '# not begun' >>"$dir/why"
	2026-11-24T14:05:09.123+00:00	261124-7QK4XME	open	${1-late}	amy	-	-	Late.	customer=Ana Ruiz	order=77	phone=07700900111
	TSV
}
# did WORDS: it has to be recorded, and is not what is tested.
did() {
	case-log "$@" >/dev/null 2>"$dir/did" || {
		echo "# exit $?: case-log $*"
		sed 's/^/# /' "$dir/did"
	} >>"$dir/why"
}
# unchanged COMMAND...: run it, and then the journal has to be as it was.
unchanged() {
	cp journal "$dir/before"
	run "$@"
	cmp -s journal "$dir/before" || echo '# the journal was changed' >>"$dir/why"
}
# to_type EXPECTED LINE: LINE is refused at a terminal, and what it gives to
# type is EXPECTED.
to_type() {
	want=$1
	run_at_terminal "$2" </dev/null
	line=$(sed -n 's/^  then  //p' "$dir/out" | tr -d '\r')
	[ "$line" = "$want" ] || printf '# %s\n' "$2" "to type: $line" >>"$dir/why"
}

begin
unchanged case-log 7qk cannot all It is gone
expect 'who may not is told who may, and what to type, with its words left out of a log' 1 3<<'ERR'
case-log: not recorded: Amy Osei, as counter, may not decline
  plan  plan.yaml:24, roles
  ask   Jo Marsh
  then  case-log 7qk cannot all ... -b jo
  or    add --already, if it was done: it is recorded, and listed for Ruth
        Keane
ERR

to_type "case-log 7qk cannot all 'It'\\''s gone' -b jo" \
	'case-log 7qk cannot all "It'\''s gone"'
to_type "case-log 7qk wish declined 'It was used' -b jo" \
	'case-log 7qk wish declined It was used'
to_type "case-log 7qk note 'One; two' + cannot all 'It is gone' -b jo" \
	'case-log 7qk note "One; two" + cannot all -m "$(printf "It\nis gone")"'
verdict 'and has its words on one line at a terminal, as a shell takes them'

run case-log 7qk cannot all It is gone -b jo
expect 'which is taken then' 0 <<'OUT'
2026-11-24T14:09:00.000+00:00	261124-7QK4XME	cannot	all	jo	-	-	It is gone
OUT

begin
to_type 'case-log 7qk flag unreasonable WORDS + flag one-channel -b ruth' \
	'case-log 7qk flag one-channel'
to_type "case-log 7qk flag unreasonable 'Not so' + flag one-channel 'By e-mail' -b ruth" \
	'case-log 7qk flag unreasonable Not so + flag one-channel By e-mail'
verdict 'a limit to dealings, and the warning before it, are on the line of who may'

run case-log 7qk flag unreasonable 'Not so' + flag one-channel 'By e-mail' -b ruth
expect 'which is taken, too' 0 <<'OUT'
2026-11-24T14:09:00.000+00:00	261124-7QK4XME	flag	unreasonable	ruth	-	-	Not so
2026-11-24T14:09:00.001+00:00	261124-7QK4XME	flag	one-channel	ruth	-	-	By e-mail
OUT

begin
did 7qk restate Late + confirm + offer + decline finish-today + decline courier-upgrade + offer loan-bike
unchanged case-log 7qk close best-done -b ruth
expect 'who was named with -b is named again' 1 3<<'ERR'
case-log: not recorded: 7QK4XME is still owed 1 thing
  plan  plan.yaml:285, best-done: outside-told
  tell  they do not know who else can look at it:  case-log 7qk tell outside -b ruth
  then  case-log 7qk tell outside + close best-done -b ruth
ERR

to_type "case-log 7qk tell outside + note WORDS -b ruth + close best-done -b ruth" \
	'case-log 7qk close best-done -b jo'
to_type "case-log 7qk point More + heart pt0 + restate + confirm + offer loan-bike -b 'Jo O'\\''Hara'" \
	'case-log -q 7qk point More + offer loan-bike -b "Jo O'\''Hara"'
verdict 'unless it is for somebody else, and as a shell takes it'

begin
run case-new -c 'Ana Ruiz' -k phone=07700900111 -k order=77 Again
id=$(sed -n 's/^case-new: .* merge \([a-z0-9]*\) -b ruth$/\1/p' "$dir/err")
check 'a script is told who may join two cases' test "$id"
did 7qk merge "${id:-none}" -b ruth
verdict 'and the line is taken'

begin
run case-new -c 'Ana Ruiz' -k phone=07700900111 -k order=77 -b ruth Again
id=$(sed -n 's/^case-new: .* merge \([a-z0-9]*\) -b ruth$/\1/p' "$dir/err")
check 'as is who was named with -b, and may' test "$id"

begin
run_at_terminal "case-new -c 'Ana Ruiz' -k phone=07700900111 -k order=77 Again" <<'KEYS'
y
KEYS
id=$(tail -n 1 journal | cut -c 38-40 | tr '[:upper:]' '[:lower:]')
tr -d '\r' <"$dir/out" | sed -n 's/^Is it that one.*\(case-new:\)/\1/; /^case-new:/,$p' >"$dir/end"
mv "$dir/end" "$dir/out"
expect 'a yes of somebody who may not join them leaves it written down' 0 <<OUT
case-new: not joined: Amy Osei, as counter, may not merge
  plan  plan.yaml:24, roles
  ask   Ruth Keane
  then  case-log 7qk merge $id -b ruth
  or    add --already, if it was done: it is recorded, and listed for Ruth
        Keane
OUT
did 7qk merge "$id" -b ruth
verdict 'for whoever may to type the line'

begin rude
did 7qk heard + restate He was rude. + confirm
case-log 7qk >said
check 'what comes next is no offer that is all for others to grant' \
	grep -q '^then  case-log 7qk approve apology-in-person -b jo$' said
did 7qk approve apology-in-person -b jo
case-log 7qk >said
check 'until they did' grep -q '^then  case-log 7qk offer$' said
did 7qk offer
verdict 'and then it is taken'

begin
did 7qk note Hello.
unchanged case-log 7qk undo
expect 'what undoes is no event of a case' 2 3<<'ERR'
case-log: no event 'undo'; the last batch is taken back by: case-log --undo 7qk
ERR
run case-log --undo 7qk
expect 'and the line is taken' 0 <<'OUT'
2026-11-24T14:09:00.002+00:00	261124-7QK4XME	retract	-	amy	-	-	-	of=2026-11-24T14:09:00.000+00:00
OUT

begin
did 7qk offer finish-today + offer courier-upgrade --already
unchanged case-log 7qk accept coffee
expect 'of several that were offered, the line has them choose one by name' 1 3<<'ERR'
case-log: not recorded: 7QK4XME has not yet heard it back, agreed and chosen a fix
  plan  plan.yaml:206, before-any-offer: restated, confirmed, fix-agreed
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log 7qk restate + confirm + accept finish-today + accept coffee
  or    add --already, if it was chosen: it is recorded, and listed for Ruth
        Keane
ERR
did 7qk restate Late. + confirm + accept finish-today + accept coffee
verdict 'and it is taken'

# The sample's gesture-cap is half of what they paid.
begin
did 7qk amend -k value=16.00 + restate Late. + confirm + offer finish-today
unchanged case-log 7qk offer voucher-10
expect 'no line is given to a gesture that nobody may grant' 1 3<<'ERR'
case-log: not recorded: a gesture comes after a fix, never instead of one
  plan  plan.yaml:209, gesture-needs, any one of: fix-done, fix-agreed,
        fix-impossible, customer-declined-fix
  ask   10.00 is more than may be given as gestures for what they paid, 8.00
  or    add --already, if it was offered: it is recorded, and listed for Ruth
        Keane
ERR
to_type '' 'case-log 7qk point More + offer voucher-10'
verdict 'nor where more is missing'
unchanged case-log 7qk offer coffee
check 'but to one that may be' \
	grep -qx '  then  case-log 7qk accept + offer coffee' "$dir/err"
did 7qk accept + offer coffee
verdict 'and it is taken'

begin
did 7qk amend -k value=80.00 + restate Late. + confirm + offer finish-today
unchanged case-log 7qk offer free-service
expect 'whom to ask for a gesture comes before the line' 1 3<<'ERR'
case-log: not recorded: a gesture comes after a fix, never instead of one
  plan  plan.yaml:209, gesture-needs, any one of: fix-done, fix-agreed,
        fix-impossible, customer-declined-fix
  ask   40.00 is more than Amy Osei may give on one case, 10.00:
        case-log 7qk approve free-service -b jo
  then  case-log 7qk accept + offer free-service
  or    add --already, if it was offered: it is recorded, and listed for Ruth
        Keane
ERR
did 7qk approve free-service -b jo
did 7qk accept + offer free-service
verdict 'and one after the other they are taken'

begin
did 7qk offer finish-today --already
did 7qk accept + close satisfied --already
did 7qk reopen It came late again.
check 'what they chose before the case was opened anew is named, to give it' \
	eval 'followup-due --letter --within 9d | grep -q "^Done: case-log 7qk give finish-today\.$"'
unchanged case-log 7qk close satisfied
check 'as a refusal names it' grep -q ': *case-log 7qk give finish-today$' "$dir/err"
did 7qk give finish-today
verdict 'and that is taken'

# An offer of what the plan had once.
cat >old <<'TSV'
2026-11-24T14:06:00.000+00:00	261124-7QK4XME	offer	free-lunch	amy	-	-	-
TSV
begin
did - --already <old
to_type 'case-log 7qk restate + confirm + offer + accept finish-today + give + apology + tell done + cause CAUSE + prevent none WHY + close satisfied' \
	'case-log 7qk close satisfied'
verdict 'what the plan does not know is not named to be chosen'

# We said no to what they wish for; they have not said no to what we offer.
export AMENDS_WHO=ruth
begin
did 7qk heard + restate Late. + confirm + offer finish-today + wish declined 'We cannot.'
to_type 'case-log 7qk decline REMEDY + offer REMEDY + tell outside + close best-done' \
	'case-log 7qk close best-done'
did 7qk decline finish-today + offer courier-upgrade + tell outside + close best-done
verdict 'best-done has them decline, and an offer after that'
begin
did 7qk heard + restate Late. + confirm + wish declined 'We cannot.'
did 7qk apology Sorry. + tell 'done' + cause stock + prevent none It happens.
to_type 'case-log 7qk offer + accept finish-today + give + tell done + close satisfied' \
	'case-log 7qk close satisfied'
verdict 'any other close has an offer alone'
begin
did 7qk override restated They know what I said.
unchanged case-log 7qk offer finish-today
check 'they agree to what is said back to them, though that was set aside' \
	grep -qx '  then  case-log 7qk restate + confirm + offer finish-today' "$dir/err"
did 7qk restate Late. + confirm + offer finish-today
verdict 'and the offer is taken then'
export AMENDS_WHO=amy

begin
run case-log 7qk kept p1 --already
expect 'what is settled that was never promised is recorded, and said' 0 <<'OUT' 3<<'ERR'
2026-11-24T14:09:00.000+00:00	261124-7QK4XME	kept	p1	amy	-	-	-
OUT
case-log: kept: 7QK4XME has no open 'p1'; recorded as it is
ERR

# No fix is left to be offered, which best-done wants.
case-check --starter >plan.yaml
export AMENDS_WHO=kim AMENDS_NOW=2026-11-24T15:09+01:00
begin faulty
did 7qk heard + restate Late. + confirm + cannot all 'It is gone.'
unchanged case-log 7qk tell outside + close best-done We tried.
expect 'what cannot be done is not to be offered first' 1 3<<'ERR'
case-log: not recorded: best-done is for where a fix was offered, and none can be done
  plan  plan.yaml:72, best-done: fix-offered, second-offer
  or    close it by how they left; why it cannot be done is written down
  then  case-log 7qk tell outside + close unhappy ...
ERR
did 7qk tell outside + close unhappy We tried.
verdict 'and the line closes it'
begin faulty
did 7qk heard + restate Late. + confirm + cannot replace 'It is gone.'
unchanged case-log 7qk close best-done
check 'unless there is another fix' grep -q 'no fix was offered: .* offer$' "$dir/err"

finish
