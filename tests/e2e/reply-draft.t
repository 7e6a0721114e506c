#!/bin/sh
# reply-draft: one complaint from first word to last, with what goes out at each
# step; what is missing; a mail and its answer; a plan in another language.
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal" AMENDS_WHO=amy
export AMENDS_POLICY="$TOP/tests/data/full-plan.yaml"

# at TIME: the clock, in the week that begins on Monday, 23 November.
at() { export AMENDS_NOW="2026-11-$1:00+00:00"; }

# told WORDS...: what happens then; nothing is said of it.
told() { case-log -q "$id" "$@" >"$dir/told" 2>&1 || cat "$dir/told"; }

# draft KIND [OPTION]: the draft, without the greeting and the signature that
# every one of them has.
draft() {
	run reply-draft "$id" "$@"
	sed -e '1,/^$/d' -e '/^Amy Osei$/,$d' "$dir/out" >"$dir/body"
	sed '$d' "$dir/body" >"$dir/out"
}

at 24T10:00
case-new -q -c 'Ana Ruiz' -t arrived-damaged -k channel=email \
	-k email=ana@example.org -k value=40.00 -k order=4711 \
	-m 'The lights came broken. I ride to work in the dark.' >"$dir/out"
take_id
typed=$(echo "$id3" | tr '[:upper:]' '[:lower:]')

run reply-draft "$id" acknowledge
expect 'P47 a draft greets, says what comes next, and is signed with one name' \
	0 <<'OUT'
Dear Ana Ruiz,

Thank you for telling us. You hear from us what we can do, by Friday 27
November, 17:30.

Amy Osei
Harbour Lane Cycles, 01632 960144
OUT
sed 's/sign-off: .*/sign-off: "{name} at {shop}, {postcode}"/' "$AMENDS_POLICY" >order.yaml
run reply-draft -p order.yaml "$id" own
expect 'P47 by name also where the rest of the plan'\''s own is not known' 0 <<'OUT'
Dear Ana Ruiz,

This is ours to put right, and I am looking after it myself.

Amy Osei
Harbour Lane Cycles
OUT
sed 's/sign-off: .*/sign-off: "{name} at {shop}"/' "$AMENDS_POLICY" >shop.yaml
run reply-draft -p shop.yaml "$id" own
expect 'P47 and {shop} is what it is called' 0 <<'OUT'
Dear Ana Ruiz,

This is ours to put right, and I am looking after it myself.

Amy Osei at Harbour Lane Cycles
OUT
run reply-draft --say "$id" restate
expect 'P04 their words are said back; --say is the sentence alone' 0 <<'OUT'
I hear that you are upset because the lights came broken. I can
understand that. Have I got it right?
OUT
told point 'The dark frightens me'
told heart pt1
draft restate
expect 'P67 of several points the heart is said back, too' 0 <<'OUT'
I hear that you are upset because the lights came broken, and the dark
frightens me. I can understand that. Have I got it right?
OUT
draft steer-back
expect 'P65 softly back to the heart of it' 0 <<'OUT'
I am here to help you get this sorted. Can we go back to the dark
frightens me?
OUT
run reply-draft "$id" options
expect 'P49 options wait for what comes first' 1 3<<ERR
reply-draft: $id7 has not yet heard it back
  plan  full-plan.yaml:206, before-any-offer: restated
  say   "I hear that you are upset because {happened}. I can understand that.
        Have I got it right?"
  then  case-log $typed restate + offer
  or    add --already, if it was offered: it is recorded, and listed for Ruth
        Keane
ERR
at 24T11:00
told heard + restate 'The lights broke on the way, and the road is dark.'
draft options
expect 'P11 what remedy-pick would offer, with the times' 0 <<'OUT'
I can bring the right one and take the wrong one away by Friday 27
November, 17:30. Or I can repair it free by Friday 27 November, 17:30.
Which would you like?
OUT
sed 's/label: "Repair it free", /&say: mend it free of charge, /' \
	"$AMENDS_POLICY" >said.yaml
draft -p said.yaml options
expect 'P09 a remedy is put to them as the plan says it' 0 <<'OUT'
I can bring the right one and take the wrong one away by Friday 27
November, 17:30. Or I can mend it free of charge by Friday 27 November,
17:30. Which would you like?
OUT
told amend -k wants='two new sets of lights' + offer replace + \
	offer refund-item
case-log -q -b jo "$id" wish declined 'It would not be fair to others' \
	>"$dir/told" 2>&1
draft decline
expect 'P40 what we cannot do comes with its reason and with options' 0 <<'OUT'
I cannot do two new sets of lights, because it would not be fair to
others. What I can do is replace it by Sunday 29 November, 14:00 or
refund the item by Friday 27 November, 17:30.
OUT
run reply-draft "$id" promise
expect 'P41 a promise that was not made is not said' 1 3<<ERR
reply-draft: no draft for $id7: promise says what is not written down yet
  plan  full-plan.yaml:328, words.suggest.promise
  need  what is promised, {what}; a time that is promised, {by}:
        case-log $typed promise WORDS -d TIME -k how=phone
  then  reply-draft $typed promise
ERR
at 24T11:30
told accept refund-item
told promise 'Send a lamp for the time between' -d 'wed 17:00' -k how=letter
draft promise
expect 'P42 what, by when and how, the soonest first' 0 <<'OUT'
I will send a lamp for the time between by Wednesday 25 November, 17:00,
and I will tell you by letter.
OUT
told flag press
draft plan
expect 'P69 moved up, and step by step, each with its time and whose' \
	0 <<'OUT'
This is what happens next, step by step. We have moved this up, so that
it is put right sooner.

1. Send a lamp for the time between, by Wednesday 25 November, 17:00. It
   is with Amy Osei.
2. You hear from us where it stands, by Wednesday 25 November, 17:30. It
   is with Amy Osei.
3. Refund the item, by Friday 27 November, 17:30. It is with Amy Osei.
OUT
at 25T10:00
told step 'Lamp posted'
told out email
told step 'Money sent back'
told step 'Asked the parcel service'
draft update
expect 'P58 the steps since they were last told, and no others' 0 <<'OUT'
Since we last spoke: money sent back, asked the parcel service. You will
have it by Wednesday 25 November, 17:00.
OUT
run reply-draft -p "$TOP/policies.yaml" "$id7" outside
expect 'who else can look at it is for the plan to say' 1 3<<ERR
reply-draft: no draft for $id7: outside says what is not written down yet
  plan  words.suggest.outside (the default)
  need  shop.next-step-outside in the plan, {next-step-outside}
  then  reply-draft $typed outside
ERR

run reply-draft --say "$id" apology
expect 'P02 an apology says all that is missing to be one' 1 3<<ERR
reply-draft: no draft for $id7: apology says what is not written down yet
  plan  full-plan.yaml:334, words.suggest.apology
  need  why it happened, as we tell it, {why}: case-log $typed side WORDS
  need  what it has cost them, {effect}: case-log $typed amend -k effect=WORDS
  then  reply-draft $typed apology
ERR
told side 'Their box was too thin.' + amend -k effect='You rode in the dark'
told finding upheld 'We packed them badly.' + cause carrier
draft apology
expect 'P08 what went wrong, why, ours, sorry for its effect; no cause' \
	0 <<'OUT'
We packed them badly, because their box was too thin. This was ours to
get right. I am sorry that you rode in the dark.
OUT
run reply-draft "$id" "done"
expect 'nothing is called done before it is' 1 3<<ERR
reply-draft: no draft for $id7: done says what is not written down yet
  plan  full-plan.yaml:330, words.suggest.done
  need  what was done: case-log $typed give
  then  reply-draft $typed done
ERR
told give refund-item
draft "done"
expect 'P59 it is done, and these were the steps' 0 <<'OUT'
'Refund the item' is done. These are the steps we took: lamp posted,
money sent back, asked the parcel service.
OUT
told prevent 'Pack lamps in two boxes' -d 'fri 12:00'
run reply-draft --say "$id" changed
expect 'P29 what is only meant to change is not said to have changed' 1 3<<ERR
reply-draft: no draft for $id7: changed says what is not written down yet
  plan  full-plan.yaml:331, words.suggest.changed
  need  what we do now, so that it does not happen again, {prevention}:
        case-log $typed prevent WORDS
  then  reply-draft $typed changed
ERR
told prevented t1
draft changed
expect 'P29 once it has, it is' 0 <<'OUT'
Because of what you told us, we now pack lamps in two boxes.
OUT
draft feedback
expect 'P60 how did we put it right?' 0 <<'OUT'
How did we put it right, 1 to 5?
OUT
draft thank-you
expect 'P61 they are thanked' 0 <<'OUT'
Thank you for telling us. It has made the shop better.
OUT
draft outside
expect 'P34 who else can look at it' 0 <<'OUT'
Somebody else can look at it: Citizens Advice consumer helpline (write
the number you give customers here).
OUT
told review google 'One star: order 4711 came broken.'
run sh -c 'case-log "$1" | grep "^write"' - "$id"
expect 'what they wrote in public is answered with a draft of its own' 0 <<OUT
write reply-draft $typed review
OUT
run reply-draft -b jo "$id" review
expect 'P62 in public our finding and our step, and nothing of theirs' \
	0 <<'OUT'
Thank you for telling us. I am sorry we packed them badly. I have asked
the parcel service; I am Jo Marsh, please ask for me on 01632 960144.
OUT

told step 'found Order 4711 in the van'
run reply-draft -b jo "$id" review
expect 'P13 nor does it come in with words of our own' 1 3<<ERR
reply-draft: no draft for $id7: review says what is better said otherwise
  plan  reviews.say
  word  "4711" looks like the number of an order, in public
ERR

case-new -q -c 'Lena Oduya' -t late It never came. >"$dir/told"
told step 'found it with Lena Oduya'
run reply-draft -b jo "$id" review
expect 'P13 nor the name of a customer who has nothing to do with it' 1 3<<ERR
reply-draft: no draft for $id7: review says what is better said otherwise
  plan  reviews.say
  word  "Lena Oduya" is another customer's name, in public
ERR

run reply-draft --mail "$id" empathise
expect 'a mail has To, Subject with the id, Date, and is UTF-8' 0 <<'OUT'
To: ana@example.org
Subject: Harbour Lane Cycles [ID1]
Date: Wed, 25 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Dear Ana Ruiz,

Anybody in your place would feel the same.

Amy Osei
Harbour Lane Cycles, 01632 960144
OUT

# subject_of NAME: of a mail where that is the shop's name.
subject_of() {
	sed "s/name: Harbour Lane Cycles/name: $1/" "$AMENDS_POLICY" >named.yaml
	reply-draft -p named.yaml --mail "$id" empathise |
		sed -n '/^Subject:/,/^Date:/{/^Date:/!p;}'
}
run subject_of 'Radladen Müller'
expect 'the id stands as it is beside a name that is encoded' 0 <<'OUT'
Subject: Radladen =?UTF-8?Q?M=C3=BCller?= [ID1]
OUT
run subject_of 'Möbelhaus Übergröße und Söhne in Nürnberg'
expect 'and on a line of its own where there is no room' 0 <<'OUT'
Subject: =?UTF-8?Q?M=C3=B6belhaus_=C3=9Cbergr=C3=B6=C3=9Fe_und_S=C3=B6hne?=
 =?UTF-8?Q?_in_N=C3=BCrnberg?= [ID1]
OUT
run subject_of 'The Bicycles of the Lane Beside the Old Harbour by Müller'
expect 'as the words that are encoded are' 0 <<'OUT'
Subject: The Bicycles of the Lane Beside the Old Harbour by
 =?UTF-8?Q?M=C3=BCller?= [ID1]
OUT
run subject_of 'Fahrräder in der alten Werft am Hafen, Müller'
expect 'no line of them has more than 76 characters' 0 <<'OUT'
Subject: =?UTF-8?Q?Fahrr=C3=A4der_in_der_alten_Werft_am_Hafen=2C_M=C3=BCl?=
 =?UTF-8?Q?ler?= [ID1]
OUT

# What a customer gave as an address becomes one header line, or none.
for address in 'ana@example.org, eve@example.org' '<ana@example.org>' \
	'ana' '@' 'ana@' '-oQ/tmp@example.org' 'ana @example.org' \
	"$(printf 'ana@example.org\nBcc: eve@example.org')" 'añá@example.org' \
	'ana@example.org -f x' 'a"b"@example.org' 'ana@-example.org'; do
	told amend -k email="$address"
	run reply-draft --mail "$id" empathise
	if [ "$status" != 1 ] || [ -s "$dir/out" ] ||
		[ "$(wc -l <"$dir/err")" != 1 ] ||
		! grep -q ' is no mail address: case-log ... amend' "$dir/err"
	then
		echo "# taken for an address: $address" >>"$dir/why"
		sed 's/^/# /' "$dir/err" >>"$dir/why"
	fi
done
verdict 'what is no single address makes no mail'
told amend -k email=ana@
run reply-draft --mail "$id" empathise
expect 'and what to type is said' 1 3<<ERR
reply-draft: '...' is no mail address: case-log $typed amend -k email=ADDRESS
ERR
told amend -k email=-
run reply-draft --mail "$id" empathise
expect 'without an address there is no mail' 1 3<<ERR
reply-draft: there is no e-mail address of $id7: case-log $typed amend -k email=ADDRESS
ERR

# Words of customers at their worst.
case-new -q -c "$(printf 'EVE\r\nBcc: all@example.org\033[2J BRAND')" -t late \
	-k email=eve@example.org -m "$(printf '¡¿>> WHERE IS\tMY BIKE\033]0;x\007 {by} \342\200\256 .\n.\nFrom eve')" \
	>"$dir/out"
take_id
run reply-draft --mail "$id" restate
expect 'hostile words stay one quiet line of the text' 0 <<'OUT'
To: eve@example.org
Subject: Harbour Lane Cycles [ID2]
Date: Wed, 25 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Dear Eve Bcc: all@example.org [2J Brand,

I hear that you are upset because 'Where is my bike ]0;x {by}'. I can
understand that. Have I got it right?

Amy Osei
Harbour Lane Cycles, 01632 960144
OUT

case-new -q -c 'Iris Blom' -t faulty -k value=20.00 \
	-m 'There is no bell, and the courier was rude.' >"$dir/out"
take_id
typed=$(echo "$id3" | tr '[:upper:]' '[:lower:]')
run reply-draft --say blom restate
expect 'P40 what they said is not said back with words that we avoid' 1 3<<ERR
reply-draft: no draft for $id7: restate says what is better said otherwise
  plan  full-plan.yaml:324, words.suggest.restate
  word  {happened}: "no" refuses; say: Here is what I can do
  word  {happened}: "courier" blames someone else; say: This was ours to get
        right, and we are putting it right
  then  case-log $typed amend -k happened=WORDS
  then  reply-draft $typed restate
ERR
told restate 'The bell is missing, and you were treated badly.'
run reply-draft --say blom restate
expect 'but as it was said back to them once' 0 <<'OUT'
I hear that you are upset because the bell is missing, and you were
treated badly. I can understand that. Have I got it right?
OUT
told amend -k happened='The bell is not there'
run reply-draft --say blom restate
expect 'or in words that fit' 0 <<'OUT'
I hear that you are upset because the bell is not there. I can
understand that. Have I got it right?
OUT
told promise 'Ask the supplier' -d 'thu 17:00' -k how=phone
run reply-draft --say blom promise
expect 'P08 a promise blames nobody' 1 3<<ERR
reply-draft: no draft for $id7: promise says what is better said otherwise
  plan  full-plan.yaml:328, words.suggest.promise
  word  {what}: "supplier" blames someone else; say: This was ours to get
        right, and we are putting it right
  then  case-log $typed renew p1 WORDS -d TIME
  then  reply-draft $typed promise
ERR

run reply-draft eve updat
expect 'a kind that is none gets a guess' 2 3<<'ERR'
reply-draft: no kind of reply 'updat'; did you mean 'update'?
ERR
run reply-draft restate ruiz
expect 'the case comes first' 2 3<<'ERR'
reply-draft: the case comes first: reply-draft ... restate
ERR
run reply-draft restate
expect 'and there is one' 2 3<<'ERR'
reply-draft: the case comes first: reply-draft 7qk restate
ERR
run reply-draft eve
expect 'a case wants a kind' 2 3<<'ERR'
reply-draft: name a kind: reply-draft eve restate; reply-draft alone lists them
ERR
run reply-draft nobody update
expect 'a case that is none is said' 2 3<<'ERR'
reply-draft: no case fits '...'
ERR
run sh -c 'head -n 2 journal | reply-draft -f - - acknowledge'
expect 'standard input is one thing' 2 3<<'ERR'
reply-draft: standard input is the journal or the cases, not both
ERR
run reply-draft --say --mail eve update
expect 'to be said or to be mailed, not both' 2 3<<'ERR'
reply-draft: --mail or --say, not both
ERR
run sh -c "case-list -k customer~EVE | reply-draft --say - empathise"
expect 'a dash is the case of a record' 0 <<'OUT'
Anybody in your place would feel the same.
OUT
run sh -c 'case-list | reply-draft - empathise'
expect 'a draft is for one case' 2 3<<'ERR'
reply-draft: a draft is for one case, not for 4
ERR
run reply-draft
cut -c 1-13 "$dir/out" | sed 's/ *$//; /^$/d' >"$dir/names"
check 'alone it lists the kinds, with what the plan says for each' \
	test "$(paste -s -d ' ' "$dir/names")" = \
	'acknowledge restate empathise own steer-back promise options decline plan update done changed apology feedback thank-you outside review'
run reply-draft -p /dev/null eve empathise
check 'without a sound plan there are no words' test "$status" = 3
run sh -c 'reply-draft >/dev/full'
expect 'a full disk is no success' 4 3<<'ERR'
reply-draft: standard output: No space left on device
ERR

# A time goes with the words of its own duty: the update is due the day before
# the answer.
at 24T12:00
case-new -q -c 'Leo Marsh' -k channel=email -m 'The lamp hums.' >"$dir/out"
take_id
run reply-draft --say "$id" acknowledge
expect 'P21 what we can do is named with the time that it is due by' 0 <<'OUT'
Thank you for telling us. You hear from us what we can do, by Friday 27
November, 17:30.
OUT
told tell plan
run reply-draft --say "$id" acknowledge
expect 'P21 and once they know that, where it stands, with its own' 0 <<'OUT'
Thank you for telling us. You hear from us where it stands, by Thursday
26 November, 19:00.
OUT

# What is said back is what somebody tells.
told_as() {
	case-new -q -c 'Leo Marsh' -k channel=email -m "$1" >"$dir/out"
	take_id
	run reply-draft --say "$id" restate
}
told_as 'You idiots! Only a liar says so. The lamp hums.'
expect 'P20 abuse is not said back where something else is told' 0 <<'OUT'
I hear that you are upset because the lamp hums. I can understand that.
Have I got it right?
OUT
told_as 'Dear Sir,

my lamp hums.'
expect 'a greeting is not said back either' 0 <<'OUT'
I hear that you are upset because 'My lamp hums'. I can understand that.
Have I got it right?
OUT
told_as 'You idiot'
expect 'P20 abuse is said back where it is all that there is' 0 <<'OUT'
I hear that you are upset because 'You idiot'. I can understand that.
Have I got it right?
OUT

# A whole plan in Spanish: every kind of reply, for three complaints.
export AMENDS_POLICY="$TOP/tests/data/drafts/spanish.yaml" AMENDS_WHO=ines
export AMENDS_JOURNAL="$TOP/tests/data/drafts/spanish.tsv"
export AMENDS_NOW=2026-11-24T11:00:00+01:00
run sh -c 'for case in gil pena sanz; do
	while read -r kind; do
		echo "== $case $kind"
		reply-draft "$case" "$kind" 2>&1
	done <"$1"
done
:' - "$dir/names"
cp "$TOP/tests/data/drafts/spanish.txt" "$dir/spanish"
expect 'a plan in Spanish makes drafts in Spanish' 0 <"$dir/spanish"
check 'and none of their words is English' sh -c '
	! sed "/^==/d; /^reply-draft:/,/^  then/d" "$1" |
		grep -iwE "the|by|with|you|we|hear|November|Wednesday"' - \
	"$dir/spanish"
finish
