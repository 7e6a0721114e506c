#!/bin/sh
# The practices P15 to P37: the difficult customer, and the shop's own calm.
# shellcheck disable=SC1010,SC2119 # "done" is a word here
. "${0%/*}/practice.sh"

firm
begin
did 7qk promise Ring with the answer -d 'today 17:00' -k how=phone
at 2026-11-24T15:30
says 'P15 a promise about to slip is shown before it is late, with whom to ring' 0 \
	'due promise amy 2026-11-24T17:00:00+00:00' 'phone=+34 600 111 222' \
	'state=today' 'warn=yes' -- followup-due 7qk

gentle
begin
run case-new --near-miss The wrong mug was nearly sent, the boxes look the same.
take_id
expect 'P15 what nearly went wrong is written down without a complaint' 0 <<'OUT'
2026-11-24T14:09:00.000+01:00	ID1	open	-	kim	-	-	The wrong mug was nearly sent, the boxes look the same.	history=yes	near-miss=yes
OUT
at 2027-06-24T14:09
says 'P15 and nothing is ever due on it' 0 '!nearly' -- followup-due -w 1y
at 2026-11-24T14:09
did "$id7" cause workmanship + prevent Labels on both boxes. -d 'wed 12:00'
says 'P15 nor is it counted among the complaints' 0 'Casa Luz, 2026: 1 complaint,' -- \
	case-stats --table --in 2026
says 'P15 but what somebody set about to prevent it' 0 'Labels on both boxes.' -- \
	followup-due

begin
run sh -c 'case-new -f quick -c "Leo Marsh" -k value=4.50 -t wrong-item --settled replace My coffee was cold. | cut -f 3,4,9-'
expect 'P18 what was easy to fix is one command, with every step of it' 0 <<'OUT'
open	wrong-item	customer=Leo Marsh	settled=yes	value=4.50
heard	-	settled=yes
restate	-	settled=yes
confirm	-	settled=yes
offer	replace	plan=2026-11-01	settled=yes
accept	replace	settled=yes
promise	p1	how=phone	plan=2026-11-01	remedy=replace	settled=yes
give	replace	settled=yes
kept	p1	of=2026-11-24T14:09:00.006+01:00	settled=yes
apology	-	settled=yes
tell	done	settled=yes
close	satisfied	settled=yes
OUT

run sh -c 'case-new -f quick -c "Max Ost" -k value=90 -t other --settled ask-and-agree -a 3 It rattles. | grep -E "	(offer|accept|give)	" | cut -f 3,4,7,9-'
expect 'P18 what was agreed on is what was offered, and over no limit' 0 <<'OUT'
offer	ask-and-agree	3.00	plan=2026-11-01	settled=yes
accept	ask-and-agree	3.00	settled=yes
give	ask-and-agree	3.00	settled=yes
OUT

says 'P19 nothing but their words is needed to write it down' 0 'open - kim - - It never came.' -- \
	case-new -n It never came.
says 'P19 and points are added as they emerge' 0 'point pt1' 'point pt2' -- \
	case-log -n 7qk point It was a gift. + point For Saturday.

agreed
remedy-pick 7qk | cut -f 4- >"$dir/calm"
did 7qk heat abusive
check 'P20 how it is said changes nothing of what is offered' \
	sh -c 'remedy-pick 7qk | cut -f 4- | cmp - "$1"' sh "$dir/calm"
says 'P20 but moves it up the list' 0 'heat=abusive' -- followup-due 7qk
did --undo 7qk

begin channel=email
says 'P21 that it has come is owed at once, with the next step and a date' 0 \
	'due acknowledge' 'say that we have it, and what happens next' -- followup-due 7qk

did 7qk assign sam
says 'P22 a case has one owner at any time' 0 'due update sam' '!due update kim' -- \
	followup-due 7qk
sed 's/id: counter, may/id: counter, cases-at-most: 2, may/' "$TOP/policies.yaml" >few.yaml
export AMENDS_POLICY=few.yaml
printf -- '-\t261124-%s\topen\tlate\tsam\t-\t-\tLate.\n-\t261124-%s\tassign\tsam\tsam\t-\t-\t-\n' \
	J9W000P J9W000P MJ2000V MJ2000V >theirs
did - <theirs
says 'P22 and nobody is given more of them than the plan says without a word' 0 \
	'sam has 3 open cases with this one, and the plan says 2 at most (few.yaml:36)' -- \
	case-log -n 7qk assign sam
says 'P22 and the letter names who has too many, however that came' 0 \
	'sam has 3 open cases, and the plan says 2 at most.' -- \
	followup-due --letter
sed 's/cases-at-most: 2/cases-at-most: 3/' few.yaml >more.yaml
export AMENDS_POLICY=more.yaml
says 'P22 but not who has as many as that' 0 '!open cases, and the plan' -- \
	followup-due --letter
gentle

begin
did 7qk heard + restate It broke. + confirm + apology We packed it badly.
says 'P23 sorry alone closes nothing' 1 \
	'7QK4XME is still owed 2 things' 'fix no fix is done, and nothing says why not' -- \
	case-log 7qk close satisfied

did 7qk amend -k wish=apology
says 'P23 unless that is all they want' 0 'close satisfied' -- \
	case-log -n 7qk tell 'done' + close satisfied
run case-stats --in 2026 -o figure wish-granted
expect 'P23 and then they have it' 0 <<'OUT'
1 of 1 granted (100 %)
0 declined
0 not answered
OUT
begin wish=apology
agreed
says 'P23 which is what comes next, and no offer' 0 \
	'agreed on what happened; sorry is all that they want' 'then case-log 7qk apology' -- case-log 7qk
says 'P23 nor is one named where it cannot be closed yet' 1 \
	'sorry sorry is all they want, and was not said: case-log 7qk apology' \
	'then case-log 7qk apology + tell done + close satisfied' '!offer' -- \
	case-log 7qk close satisfied
did 7qk offer replace --already + accept replace --already + apology We packed it badly.
says 'P23 but not where a fix was chosen besides' 1 'replace was chosen' -- \
	case-log 7qk tell 'done' + close satisfied

firm
begin
agreed
did 7qk offer replace + offer refund-item + accept refund-item + give + apology Sorry. + tell done + feedback 5
says 'P24 closing wants a cause, and what keeps it from happening again' 1 \
	'closing: cause, prevention' 'why it happened is not written down' \
	'what keeps it from happening again is not written down' -- \
	case-log 7qk close satisfied
says 'P24 and that nothing can wants its reason' 0 \
	'nothing says why it cannot be kept from happening again' -- \
	case-log -n 7qk prevent none
for one in 261119-V4M000M 261120-KX6000K 261123-2ZD0001; do
	printf '%s\t%s\topen\tlate\tamy\t-\t-\tLate.\tcustomer=%s\n' \
		2026-11-24T10:00:00.000+00:00 "$one" "$one"
	printf '%s\t%s\tcause\tcarrier\tamy\t-\t-\t-\n' \
		2026-11-24T10:00:01.000+00:00 "$one"
done | case-log - >/dev/null
says 'P24 the same cause with different customers is a task for the owner' 0 \
	'due prevention ruth' '"carrier" was the cause' -- followup-due -w 60d

firm
begin about=dev
says 'P26 a complaint about somebody is not given to them, of whatever kind' 1 \
	'the complaint is about Dev Patel, who does not decide on it' \
	'then case-log 7qk assign jo' -- case-log 7qk assign dev
did 7qk amend -k category=rude -b dev
says 'P26 who a complaint is about does not decide on it' 1 \
	'the complaint is about Dev Patel, who does not decide on it' \
	'then case-log 7qk assign jo + heard + restate' \
	'offer apology-in-person -b jo' -- \
	case-log -b dev 7qk heard + restate x + confirm + offer apology-in-person
says 'P26 nor is it given to them' 1 \
	'the complaint is about Dev Patel, who does not decide on it' \
	'then case-log 7qk assign jo' -- case-log 7qk assign dev
did 7qk heard + restate He laughed. + confirm -b dev
says 'P26 nor does it become theirs by what they do first' 0 \
	'[7qk] rude, nobody'"'"'s yet' -- followup-due --letter
says 'P26 nor is the customer told that it is with them' 0 \
	'is with Jo Marsh' '!with Dev Patel' -- reply-draft -b dev 7qk plan
says 'P26 they are told at once who decides on it' 0 \
	'ask Jo Marsh decides on it: the complaint is about Dev Patel' \
	'then case-log 7qk assign jo' '!I am looking after it myself' -- \
	case-log -b dev 7qk
says 'P26 and not that only others may grant it' 1 \
	'the complaint is about Dev Patel' \
	'then case-log 7qk assign jo + offer -b jo' -- case-log -b dev 7qk offer
did 7qk note It is mine now.
says 'P26 but whoever did something first besides them' 0 \
	'[7qk] rude, Amy Osei'"'"'s' -- followup-due --letter
says 'P26 whoever it is about is known by their name, too' 0 'about=dev' -- \
	case-new -n -t rude -k 'about=dev patel' He laughed.
says 'P26 it begins a rung higher' 1 \
	'what is granted here is for Jo Marsh to decide, not for Amy Osei' -- \
	case-log 7qk offer apology-in-person
did 7qk assign jo
says 'P26 what is typed then is theirs who have it' 0 \
	'then case-log 7qk offer -b jo' -- case-log -b dev 7qk
says 'P26 nor is it handed on twice' 1 \
	'ask the complaint is about Dev Patel; Jo Marsh decides on it: -b jo' \
	'then case-log 7qk offer + accept apology-in-person' \
	'close unhappy -b jo' '!assign' '!-b dev' -- \
	case-log -b dev 7qk close unhappy

begin
did 7qk amend -k category=rude
says 'P26 whom it is about is to be known before it is handled' 0 \
	'ask whom of us it is about: case-log 7qk amend -k about=NAME' \
	-- case-log 7qk
did 7qk amend -k about=dev
says 'P26 and not once it is' 0 '!whom of us it is about' -- case-log 7qk

sed 's/deputy: jo}/deputy: jo, away: ["2026-11-20..2026-11-30"]}/' \
	"$AMENDS_POLICY" >away.yaml
export AMENDS_POLICY="$HOME/away.yaml"
begin about=jo
did 7qk amend -k category=rude + note It is mine. + escalate owner
says 'P26 nor is it theirs as the deputy of who is away: it waits for them' 0 \
	'reply ruth' '!reply jo' -- followup-due 7qk
says 'P26 and nothing is theirs to grant so' 1 'ask Ruth Keane' \
	'case-log 7qk approve apology-in-person -b ruth' \
	'or in writing: case-log 7qk escalate' '!Jo Marsh' -- \
	case-log 7qk heard + restate x + confirm + offer apology-in-person

gentle
begin wish=refund
agreed
run remedy-pick -o what,why 7qk
expect 'P27 what they wish for stands first' 0 <<'OUT'
refund	their wish
replace	fix
part-refund	fix
OUT
says 'P27 and left off what is offered it wants a reason' 0 \
	'refund is what they wish for, and is not offered; say why: case-log 7qk wish declined REASON' -- \
	case-log -n 7qk offer replace + offer part-refund
says 'P27 which is one' 0 '!what they wish for' -- \
	case-log -n 7qk wish declined The till is shut. + offer replace + offer part-refund
says 'P27 and none where it is offered' 0 '!what they wish for' -- \
	case-log -n 7qk offer
says 'P27 and saying no to it wants one' 2 'wish' 'needs words behind it' -- \
	case-log 7qk wish declined

firm
begin
agreed
run remedy-pick -o what,due,amount 7qk
expect 'P27 then what is done soonest, and of that the cheapest' 0 <<'OUT'
swap-we-collect	2026-11-27T17:30:00+00:00	12.00
refund-item	2026-11-27T17:30:00+00:00	18.00
repair-free	2026-11-27T17:30:00+00:00	35.00
replace	2026-11-29T14:00:00+00:00	18.00
part-refund	-	9.00
OUT
gentle
printf 'policy: 1\nshop: {name: S, timezone: Europe/Madrid, currency: EUR}\n' >least.yaml
export AMENDS_POLICY=least.yaml
begin
did 7qk amend -k category=other
agreed
says 'P09 where the plan says nothing of it, that is said' 0 \
	'1 option is no choice, and the plan shows 2 at least (the default); say why' -- \
	case-log 7qk offer ask-and-agree -a 3
gentle

begin
agreed
says 'P28 a gesture is no fix: it is refused until one is done, agreed, impossible or declined' 1 \
	'a gesture comes after a fix, never instead of one' \
	'any one of: fix-done, fix-agreed, fix-impossible, customer-declined-fix' -- \
	case-log 7qk give voucher-5
did 7qk offer + accept replace
says 'P28 and then taken' 0 'give voucher-5' -- case-log -n 7qk give voucher-5

begin
agreed
did 7qk offer refund + decline refund
says 'P28 what they declined is followed by another fix, and not by a gesture' 0 \
	'offer replace' 'offer part-refund' '!voucher-5' -- case-log 7qk offer

begin
says 'P30 what would put it right is asked' 0 \
	'ask What would put it right for them?' -- case-log 7qk
did 7qk amend -k 'wants=A new one before Saturday' -k wish=replace
says 'P30 and not once it is known' 0 '!What would put it right' -- case-log 7qk
agreed
says 'P30 it is granted' 0 'wish granted' -- case-log -n 7qk wish granted
says 'P30 or declined with a reason' 0 'wish declined kim - - The last one is gone.' -- \
	case-log -n 7qk wish declined The last one is gone.

says 'P31 a case is handed over with one command, and no reason asked' 0 \
	'assign sam kim - - -' -- case-log -n 7qk assign sam
says 'P31 or up the ladder' 0 'escalate owner' -- case-log -n 7qk escalate

did 7qk offer + accept replace + give + tell done
says 'P32 placated is a way to leave of its own' 0 'close placated' -- \
	case-log 7qk close placated
run case-list -A -o state,outcome 7qk
expect 'P32 and is told apart from satisfied' 0 <<'OUT'
closed	placated
OUT

did 7qk prevent Wrap them twice. -d 'fri 12:00'
run followup-due -o what,text 7qk
expect 'P33 of a closed case its follow-ups and its prevention alone are left' 0 <<'OUT'
prevention	Wrap them twice.
follow-up	Is it still right?
OUT
says 'P33 what they say or choose then opens nothing, and that is said' 0 \
	'it is closed, and stays so: case-log 7qk reopen, if there is more to put right' -- \
	case-log -n 7qk point It broke again.
says 'P33 but not of what is left to do' 0 '!stays so' -- \
	case-log -n 7qk prevented t1 + follow-up all-well + note fine
says 'P33 nor once it is open again' 0 '!stays so' -- \
	case-log -n 7qk reopen It broke again. + point The new one, too.
says 'P33 it is opened again on purpose, never by the way' 0 'closed, placated' -- \
	case-log 7qk

firm
begin
agreed
did -b jo 7qk offer replace + offer refund-item + decline replace + decline refund-item
says 'P34 best-done wants a fix offered, a second offer, the owner, and who else can look' 1 \
	'best-done: second-offer, seen-by-owner, outside-told' \
	'no second offer was made' 'the owner has not looked at it' \
	'they do not know who else can look at it' -- \
	case-log -b jo 7qk close best-done
did -b ruth 7qk note Looked at it. + offer part-refund + tell outside + feedback declined
did -b ruth 7qk close best-done
says 'P34 and then they are let go, with no thanks and no asking back' 0 \
	'all-well' '!thank-you' '!win-back' -- followup-due -w 1y 7qk

gentle
begin
did 7qk promise Ring -d 'wed 12:00' -k how=phone
at 2027-06-24T14:09
says 'P36 what is overdue stays on the list until somebody settles it' 0 \
	'due promise' 'state=late' -- followup-due
did 7qk kept p1 + broken p1 --already

begin
did 7qk note She wants blue.
cp journal before
did --undo 7qk
check 'P37 a correction is a new line, and what was there stays' \
	sh -c 'head -n 3 journal | cmp - before && tail -n 1 journal | grep -q retract'
finish
