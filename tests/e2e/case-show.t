#!/bin/sh
# case-show: a case on a page (LOOK C), the customer's copy, the card.
# shellcheck disable=SC1010 # "done" is a word here
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal"
at() { export AMENDS_NOW="$1+01:00"; }
# did WORDS: it has to be recorded, and is not what is tested.
did() {
	case-log "$@" >/dev/null 2>"$dir/did" || {
		echo "# exit $?: case-log $*"
		sed 's/^/# /' "$dir/did"
	} >>"$dir/why"
}


# The story of LOOK C.

{
	cat "$TOP/policies.yaml"
	cat <<-'YAML'
	staff:
	  - {id: kim, name: Kim, role: counter}
	  - {id: sam, name: Sam, role: counter}
	  - {id: eva, name: Eva, role: owner}
	YAML
} >casa-luz.yaml
export AMENDS_POLICY="$HOME/casa-luz.yaml"

cat >journal <<'TSV'
#amends 1
2026-02-14T10:00:00.000+01:00	260214-5TC0005	open	late	kim	-	-	The lamp is late.	customer=Ana Ruiz	phone=600111222
2026-02-16T10:00:00.000+01:00	260214-5TC0005	close	satisfied	kim	-	-	-
2026-11-24T14:05:09.123+01:00	261124-7QK4XME	open	arrived-damaged	kim	-	-	The mug came in pieces. It was a gift.	channel=phone	customer=Ana Ruiz	heat=upset	order=4711	phone=+34 600 111 222	value=18.00	wants=A new one before Saturday
TSV
chmod 600 journal
at 2026-11-24T14:06
sed '/^  currency: EUR/a\  decimal-mark: ","' casa-luz.yaml >comma.yaml
run sh -c 'case-show -p comma.yaml ruiz | sed -n 2p'
expect "amounts have the shop's decimal mark" 0 <<'OUT'
arrived-damaged, order 4711, 18,00 EUR, upset
OUT
rm comma.yaml
run case-show ruiz
expect 'one that is being heard' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, +34 600 111 222           nobody's yet, opened today
arrived-damaged, order 4711, 18.00 EUR, upset

They said   The mug came in pieces. It was a gift.
They want   A new one before Saturday

We owe      take the first step               by Thursday 18:00

Say now     "I hear that you are upset because the mug came in pieces. I can
            understand that. Have I got it right?"
Next        case-log 7qk heard + restate + confirm
                                              when they have said it all

Tue 24 Nov  14:05  kim  opened, by phone

Before      14 Feb, late, left satisfied [5tc]. Nothing open from then.
OUT
did 7qk point The gift is for Saturday + heart pt1 + heard
at 2026-11-24T14:09
did 7qk restate The mug broke on the way, and it was a gift for Saturday. + confirm
at 2026-11-24T14:11
did 7qk offer
at 2026-11-24T14:12
did 7qk accept replace
at 2026-11-25T10:40
did 7qk -b sam step New mug packed and sent
at 2026-11-25T10:41
did 7qk -b sam cause carrier

at 2026-11-26T09:00
run case-show 7qk
expect 'P72 a case is read in half a minute' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, +34 600 111 222                   Kim's, open 2 days
arrived-damaged, order 4711, 18.00 EUR, upset

They said   The mug came in pieces. It was a gift.
The heart   The gift is for Saturday
They want   A new one before Saturday
Agreed on   The mug broke on the way, and it was a gift for Saturday.
Chosen      replace, 18.00 (also offered: refund, part-refund)

We owe      p1  Replace it                    by today 18:00, in 9 open hours
                say where it stands           by today 18:00
Then        tell them it is done, within 1 open day
            apology, prevention: not written down yet

Say now     "Since we last spoke: new mug packed and sent. You will have it by
            Thursday 26 November, 18:00."
Next        case-log 7qk out phone            after you have told them so
            case-log 7qk give + tell done     once that is done

Tue 24 Nov  14:05  kim  opened, by phone
            14:09  kim  said back to them; they agreed
            14:11  kim  offered replace, refund, part-refund
            14:12  kim  they chose replace: p1, by Thu 26 Nov 18:00
Wed 25 Nov  10:40  sam  step: New mug packed and sent
            10:41  sam  cause: carrier (stays inside)

Before      14 Feb, late, left satisfied [5tc]. Nothing open from then.
OUT

run case-show --for-customer 7qk
expect 'P63 the copy that they may have, without what stays inside' 0 <<'OUT'
Casa Luz: your complaint of Tuesday 24 November, 14:05
261124-7QK4XME. As it stands on Thursday 26 November, 09:00.

Name        Ana Ruiz
Phone       +34 600 111 222
Order       4711
You want    A new one before Saturday
You paid    18.00 EUR
Agreed on   The mug broke on the way, and it was a gift for Saturday.
Offered     Replace it
            Give the money back
            Give half the money back, and you keep it
You chose   Replace it

What we promised
 -  Replace it, by Thursday 26 November, 18:00: still to come

What happens next
 1  Replace it (you hear of it by phone)
    Kim, by Thursday 26 November, 18:00
 2  You hear where it stands
    Kim, by Thursday 26 November, 18:00

What was said and done
Tue 24 Nov  14:05  you told us, by phone: The mug came in pieces. It was a
                   gift.
            14:06  you told us: The gift is for Saturday
            14:09  we said it back: The mug broke on the way, and it was a
                   gift for Saturday.
            14:09  you agreed
            14:11  we offered "Replace it", 18.00 EUR; "Give the money back",
                   18.00 EUR; "Give half the money back, and you keep it",
                   9.00 EUR
            14:12  you chose "Replace it"; we promised it, by Thursday 26
                   November, 18:00
Wed 25 Nov  10:40  we worked on it: New mug packed and sent
OUT

run case-show --hand-over 7qk
expect 'P39 the card to hand it over with' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, +34 600 111 222                   Kim's, open 2 days
arrived-damaged, order 4711, 18.00 EUR, upset

Hand over   said back: "The mug broke on the way, and it was a gift for
            Saturday."
            pt0: "The mug came in pieces. It was a gift."; pt1: "The gift is
            for Saturday"
            promised p1: "Replace it"
            offered so far: replace, refund, part-refund
            said as upset
OUT

cp journal open-case
did 7qk escalate owner A friend of the press
did 7qk evidence photo The mug in four pieces
did 7qk promise Ring them -d 'today 12:00' -k how=phone
at 2026-11-26T12:30
run case-show 7qk
expect 'what is late, seen and handed over has its rows' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, +34 600 111 222                   Kim's, open 2 days
arrived-damaged, order 4711, 18.00 EUR, upset

They said   The mug came in pieces. It was a gift.
The heart   The gift is for Saturday
They want   A new one before Saturday
Agreed on   The mug broke on the way, and it was a gift for Saturday.
Chosen      replace, 18.00 (also offered: refund, part-refund)
Seen        photo: The mug in four pieces

We owe      p2  Ring them                     late since today 12:00
                apologise and give a new time: "Ring them"
                                              by today 14:00, Eva's
            p1  Replace it                    by today 18:00, in 5 open hours
                say where it stands           by today 18:00
                A friend of the press         by tomorrow 18:00, Eva's
Then        tell them it is done, within 1 open day
            apology, prevention: not written down yet

Next        case-log 7qk apology + renew p2   as you say it
            case-log 7qk give + tell done     once that is done

Hand over   said back: "The mug broke on the way, and it was a gift for
            Saturday."
            pt0: "The mug came in pieces. It was a gift."; pt1: "The gift is
            for Saturday"
            promised p1: "Replace it"; p2: "Ring them"
            offered so far: replace, refund, part-refund
            said as upset

Tue 24 Nov  14:05  kim  opened, by phone
            14:09  kim  said back to them; they agreed
            14:11  kim  offered replace, refund, part-refund
            14:12  kim  they chose replace: p1, by Thu 26 Nov 18:00
Wed 25 Nov  10:40  sam  step: New mug packed and sent
            10:41  sam  cause: carrier (stays inside)
Thu 26 Nov  09:00  kim  up to owner: A friend of the press
            09:00  kim  seen: photo: The mug in four pieces (stays inside)
            09:00  kim  promised p2, by phone, by Thu 26 Nov 12:00: Ring them

Before      14 Feb, late, left satisfied [5tc]. Nothing open from then.
OUT

did 7qk apology We did not ring + kept p2 + give + tell done + prevent none One slip + close satisfied
at 2026-11-27T09:00
run case-show 7qk
expect 'P72 a closed one shows what was seen, and how its promises went' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, +34 600 111 222      Kim's, closed 26 Nov, satisfied
arrived-damaged, order 4711, 18.00 EUR, upset

They said   The mug came in pieces. It was a gift.
The heart   The gift is for Saturday
They want   A new one before Saturday
Agreed on   The mug broke on the way, and it was a gift for Saturday.
Chosen      replace, 18.00 (also offered: refund, part-refund)
Given       replace, 18.00
Seen        photo: The mug in four pieces
Prevention  none: One slip

We owe      ask "Is it still right?"          by Monday 18:00, in 2 open days
Promises    p1  Replace it                    kept in time, yesterday 12:30
            p2  Ring them                     kept, but late, yesterday 12:30

Say now     "Is it still right?"
Next        case-log 7qk follow-up all-well   as you ask them
            case-log 7qk reopen               if it is not right after all

Tue 24 Nov  14:05  kim  opened, by phone
            14:09  kim  said back to them; they agreed
            14:11  kim  offered replace, refund, part-refund
            14:12  kim  they chose replace: p1, by Thu 26 Nov 18:00
Wed 25 Nov  10:40  sam  step: New mug packed and sent
            10:41  sam  cause: carrier (stays inside)
Thu 26 Nov  09:00  kim  up to owner: A friend of the press
            09:00  kim  seen: photo: The mug in four pieces (stays inside)
            09:00  kim  promised p2, by phone, by Thu 26 Nov 12:00: Ring them
            12:30  kim  said sorry: We did not ring
            12:30  kim  kept p2; given: replace 18.00; kept p1; told them:
                        done
            12:30  kim  prevention: none: One slip
            12:30  kim  closed, satisfied

Before      14 Feb, late, left satisfied [5tc]. Nothing open from then.
OUT
{ cat "$AMENDS_JOURNAL"; } >with-happened
case-log -qf with-happened 7qk amend -k happened='It fell off the van.' >/dev/null
run case-show -f with-happened --for-customer 7qk
check 'each label of the copy stands apart from what is said' \
	grep -qx 'Happened    It fell off the van\.' "$dir/out"
run case-show --for-customer 7qk
expect 'P69 and the copy has the next steps, numbered, with who and by when' 0 <<'OUT'
Casa Luz: your complaint of Tuesday 24 November, 14:05
261124-7QK4XME. As it stands on Friday 27 November, 09:00.

Name        Ana Ruiz
Phone       +34 600 111 222
Order       4711
You want    A new one before Saturday
You paid    18.00 EUR
Agreed on   The mug broke on the way, and it was a gift for Saturday.
Offered     Replace it
            Give the money back
            Give half the money back, and you keep it
You chose   Replace it
Done        Replace it

What we promised
 -  Replace it, by Thursday 26 November, 18:00: kept in time
 -  Ring them, by Thursday 26 November, 12:00: kept, but late

What happens next
 1  We ask you how it went
    Kim, by Monday 30 November, 18:00

What was said and done
Tue 24 Nov  14:05  you told us, by phone: The mug came in pieces. It was a
                   gift.
            14:06  you told us: The gift is for Saturday
            14:09  we said it back: The mug broke on the way, and it was a
                   gift for Saturday.
            14:09  you agreed
            14:11  we offered "Replace it", 18.00 EUR; "Give the money back",
                   18.00 EUR; "Give half the money back, and you keep it",
                   9.00 EUR
            14:12  you chose "Replace it"; we promised it, by Thursday 26
                   November, 18:00
Wed 25 Nov  10:40  we worked on it: New mug packed and sent
Thu 26 Nov  09:00  we promised "Ring them", by phone, by Thursday 26 November,
                   12:00
            12:30  we said sorry: We did not ring
            12:30  we kept our promise "Ring them", but late
            12:30  done: "Replace it", 18.00 EUR, as promised
            12:30  we told you that it is done
            12:30  we closed it
OUT


# What was chosen and given, where they came round and it was given in parts.

cat >round.tsv <<'TSV'
#amends 1
2026-11-24T09:00:00.000+01:00	261124-7QK4XME	open	overcharged	kim	-	-	You charged me twice.	customer=Fay Gun	value=600.00
2026-11-24T09:01:00.000+01:00	261124-7QK4XME	offer	refund	kim	-	600.00	-
2026-11-24T09:01:00.001+01:00	261124-7QK4XME	offer	ask-and-agree	kim	-	600.00	-
2026-11-24T09:01:00.002+01:00	261124-7QK4XME	offer	part-refund	kim	-	300.00	-
2026-11-24T09:02:00.000+01:00	261124-7QK4XME	decline	refund	kim	-	-	-
2026-11-24T09:03:00.000+01:00	261124-7QK4XME	decline	part-refund	kim	-	-	-
TSV
chmod 600 round.tsv
# page_of: what was offered, chosen and given.
page_of() {
	case-show -f round.tsv 7qk | sed -n '/^Offered\|^Chosen\|^Declined\|^Given/p'
}
at 2026-11-24T09:10
run page_of
expect 'what they said no to is declined' 0 <<'OUT'
Offered     ask-and-agree, 600.00
Declined    refund, part-refund
OUT
tsv='2026-11-24T09:04:00.000+01:00	261124-7QK4XME'
printf '%s\toffer\tpart-refund\tkim\t-\t300.00\t-\n' "$tsv" >>round.tsv
run page_of
expect 'what is offered again is on offer' 0 <<'OUT'
Offered     ask-and-agree, 600.00; part-refund, 300.00
Declined    refund
OUT
tsv='2026-11-24T09:05:00.000+01:00	261124-7QK4XME'
printf '%s\taccept\trefund\tkim\t-\t-\t-\n' "$tsv" >>round.tsv
run page_of
expect 'what they chose after all is chosen' 0 <<'OUT'
Chosen      refund, 600.00 (also offered: ask-and-agree, part-refund)
OUT
tsv='2026-11-24T09:06'
{
	printf '%s:00.000+01:00\t261124-7QK4XME\tgive\trefund\tkim\t-\t500.00\t-\n' "$tsv"
	printf '%s:01.000+01:00\t261124-7QK4XME\tgive\tvoucher-5\tkim\t-\t5.00\t-\n' "$tsv"
	printf '%s:02.000+01:00\t261124-7QK4XME\tgive\trefund\tkim\t-\t100.00\t-\n' "$tsv"
	printf '%s:03.000+01:00\t261124-7QK4XME\tgive\tvoucher-5\tkim\t-\t5.00\t-\n' "$tsv"
	printf '%s:04.000+01:00\t261124-7QK4XME\tgive\tlook\tkim\t-\t-\t-\n' "$tsv"
} >>round.tsv
run page_of
expect 'what was given in parts is added up, as case-list has it' 0 <<'OUT'
Chosen      refund, 600.00 (also offered: ask-and-agree, part-refund)
Given       refund, 600.00; voucher-5, 10.00; look
OUT
run case-list -f round.tsv -o given 7qk
expect 'and so has that' 0 <<'OUT'
610.00
OUT
cat >>round.tsv <<'TSV'
2026-11-24T09:07:00.000+01:00	261124-7QK4XME	offer	voucher-10	kim	-	10.00	-
2026-11-24T09:07:01.000+01:00	261124-7QK4XME	give	voucher-10	kim	-	-	-
2026-11-24T09:08:00.000+01:00	261124-7QK4XME	close	satisfied	kim	-	-	-
2026-11-24T09:09:00.000+01:00	261124-7QK4XME	reopen	-	kim	-	-	-
TSV
run page_of
expect 'and what was given before it was opened again is still given' 0 <<'OUT'
Given       refund, 600.00; voucher-5, 10.00; look; voucher-10, 10.00
OUT
at 2026-11-27T09:00


# Which cases, and what is in the way.

run case-show
expect 'a case has to be named' 2 3<<'ERR'
case-show: name a case: case-show 7qk
ERR
run case-show --for-customer --hand-over 7qk
expect 'one page at a time' 2 3<<'ERR'
case-show: --for-customer and --hand-over are two pages; ask for one
ERR
run case-show nobody
expect 'one that is there' 2 3<<'ERR'
case-show: no case fits '...'
ERR
printf '2026-11-26T09:00:00.000+01:00\t261124-7QK4XME\tdue\tx\t-\t-\t-\t-\n' >due
run case-show - --hand-over <due
expect 'or come on standard input' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, +34 600 111 222      Kim's, closed 26 Nov, satisfied
arrived-damaged, order 4711, 18.00 EUR, upset

Hand over   said back: "The mug broke on the way, and it was a gift for
            Saturday."
            no point is open
            no promise is open
            offered so far: replace, refund, part-refund
            said as upset
OUT
run case-show --hand-over 7qk 5tc 7qk4
expect 'several are apart by two empty lines' 0 <<'OUT'
261124-7QK4XME  Ana Ruiz, +34 600 111 222      Kim's, closed 26 Nov, satisfied
arrived-damaged, order 4711, 18.00 EUR, upset

Hand over   said back: "The mug broke on the way, and it was a gift for
            Saturday."
            no point is open
            no promise is open
            offered so far: replace, refund, part-refund
            said as upset


260214-5TC0005  Ana Ruiz, 600111222            Kim's, closed 16 Feb, satisfied
late

Hand over   not said back yet
            pt0: "The lamp is late."
            no promise is open
            nothing offered so far
            how it was said is not noted
OUT

echo 'privacy: {copy-for-customer: "no"}' | cat casa-luz.yaml - >kept-back.yaml
run case-show -p kept-back.yaml --for-customer 7qk
expect 'a plan may keep the copy back' 1 3<<'ERR'
case-show: the plan keeps the customer's copy back (kept-back.yaml, privacy.copy-for-customer)
ERR

echo 'nonsense: 1' | cat casa-luz.yaml - >faulty.yaml
run case-show -p faulty.yaml 5tc
expect 'a faulty plan hides no case, nor when it was' 3 3<<'ERR' <<'OUT'
case-show: faulty.yaml:125:1: 'nonsense' is not a key of a plan
case-show: the plan is faulty: no clock was looked at, and nothing says what comes next
ERR
260214-5TC0005  Ana Ruiz, 600111222            kim's, closed 16 Feb, satisfied
late

They said   The lamp is late.

Sat 14 Feb  10:00  kim  opened
Mon 16 Feb  10:00  kim  closed, satisfied
OUT
run case-show -p faulty.yaml --for-customer 5tc
expect 'but gives no copy away' 3 3<<'ERR'
case-show: faulty.yaml:125:1: 'nonsense' is not a key of a plan
case-show: without a sound plan nothing says what may be in the customer's copy
ERR

printf '2026-11-24T14:05:09.123+01:00\t261124-7QK4XME\topen\t-\tkim\t-\t-\tRed \\x1b[31mmug\\nWe owe      nothing\tcustomer=A\\x1b[2Jna\n' >hostile
run case-show -f hostile 7qk
expect 'no word of a customer moves a cursor or looks like a row of ours' 0 <<'OUT'
261124-7QK4XME  A\x1b[2Jna                           nobody's yet, open 3 days
no kind yet

They said   Red \x1b[31mmug
            We owe nothing

We owe      say that we have it, and what happens next
                                              late since Wednesday 09:05
            take the first step               late since yesterday 18:00
            say where it stands               late since yesterday 18:00
            say what we can do                by today 18:00, in 9 open hours

Say now     "I hear that you are upset because 'Red [31mmug'. I can understand
            that. Have I got it right?"
Next        case-log 7qk heard + restate + confirm
                                              when they have said it all

Tue 24 Nov  14:05  kim  opened
OUT

two() {
	printf '2026-11-2%s.123+01:00\t%s\topen\tlate\tkim\t-\t-\t%s\tcustomer=Ana Ruiz\n' \
		4T14:05:09 261124-7QK4XME 'The mug is late.' \
		5T14:05:09 261123-RB5000B 'Where is the second mug?'
}
two >joined
printf '2026-11-25T15:00:00.000+01:00\t261123-RB5000B\tmerge\t261124-7QK4XME\tkim\t-\t-\t-\n' >>joined
run sh -c 'case-show -f joined rb5 | sed -n 3,6p\;/^Say/,/right/p'
expect 'of two cases joined into the newer the words of each are said once' 0 <<'OUT'

They said   Where is the second mug?
Also said   The mug is late.

Say now     "I hear that you are upset because 'Where is the second mug', and
            the mug is late. I can understand that. Have I got it right?"
OUT

two >again
{
	printf '2026-11-24T15:00:00.000+01:00\t261124-7QK4XME\tclose\tsatisfied\tkim\t-\t-\t-\n'
	printf '2026-11-25T15:00:00.000+01:00\t261124-7QK4XME\treopen\t-\tkim\t-\t-\tThe new one is cracked.\n'
} >>again
run sh -c 'case-show -f again 7qk | sed -n 3,6p\;/^Say/,/right/p'
expect 'of one that was opened again, what they say now comes first' 0 <<'OUT'

They said   The new one is cracked.
At first    The mug is late.

Say now     "I hear that you are upset because the new one is cracked. I can
            understand that. Have I got it right?"
OUT

# What the check character covers begins with the day, of which a case without
# its opening says as much.
printf '2026-10-21T20:26:27.211+01:00\t261018-004VD21\tfollow-up\trecheck\tkim\t-\t-\t-\n' \
	>unopened
run case-show -f unopened 0070KMQ
expect 'seven characters are right with the day of a case whose opening was lost' 2 3<<'ERR'
case-show: no case fits '0070KMQ'
ERR

run case-show -f unopened 0070KMR
expect 'and else they are mistyped' 2 3<<'ERR'
case-show: '0070KMR' is mistyped: its check character is wrong
ERR

# Filters judge what their answer needs.
{
	two
	printf '2026-11-24T16:00:00.000+01:00\t261123-RB5000B\tnote\t-\tkim\t-\t-\tA bad \\q\n'
	printf '2026-11-24T16:01:00.000+01:00\t261124-7QK4XME\tnote\t-\tkim\t-\t-\tA good one\n'
} >bad
run sh -c 'case-show -f bad 7qk | grep -c "A good one"'
expect 'a bad line of another case has nothing to do with this one' 0 <<'OUT'
1
OUT

run sh -c 'case-show -f bad rb5 >/dev/null'
expect 'and one of its own is named' 3 3<<'ERR'
case-show: bad:3:67: unknown escape \q
ERR

printf '2026-11-24T16:02:00.000+01:00\t261124-7QK4XM\tnote\t-\tkim\t-\t-\tWhose is it?\n' >>bad
run sh -c 'case-show -f bad 7qk >/dev/null'
expect 'and one that may be of any case is, too' 3 3<<'ERR'
case-show: bad:5:31: '...' is not a case id
ERR

run sh -c 'case-show 7qk >/dev/full'
expect 'a full disk is never a success' 4 3<<'ERR'
case-show: standard output: No space left on device
ERR

finish
