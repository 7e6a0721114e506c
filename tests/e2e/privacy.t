#!/bin/sh
# Messages that may go to a log or into cron's mail: whatever is asked of the
# tools, and whatever goes wrong, they name a case by its id and nothing else of
# the customer. All that is the customer's here bears a mark, which no message
# may show. And who may read the files that the tools make.
# shellcheck disable=SC2016,SC2034 # the table's lines are for eval
. "${0%/*}/harness.sh"
umask 077
export AMENDS_JOURNAL="$HOME/journal"
A=261122-7QK4XMQ B=261123-3F8TWAX C=261124-ABE7R2H
tab='	'
row() { printf '2026-11-22T14:%s:00.000+01:00\t%s\t%s\n' "$1" "$2" "$(echo "$3" | tr '|' "$tab")"; }

# Zq stands in every word, 99911 in every number.
theirs='address=Zqstreet 99911|bought=Zqbought|customer=Zqana Zqruiz|delivery=2.00|effect=Zqeffect|email=zqmail@example.org|expected=Zqexpected|happened=Zqhappened|item=Zqitem|order=Zq99911|own=Zqown|phone=+34600999111|postcode=99911|value=18.00|wants=Zqwants'
{
	echo '#amends 1'
	row 00 $A "open|late|kim|-|-|Zqwords: where is it?|$theirs"
	row 01 $A 'point|pt1|kim|-|-|Zqpoint'
	row 02 $A 'promise|p1|kim|2026-11-22T18:00:00+01:00|-|Zqpromise|how=phone'
	row 03 $A 'note|-|kim|-|-|Zqnote'
	row 04 $A 'in|email|kim|-|-|Zqsaid'
	row 05 $B 'open|faulty|kim|-|-|Zqother|customer=Zqtom Zqruiz|email=Zq no address|phone=99911222'
	row 06 $B 'promise|p1|kim|2026-11-27T18:00:00+01:00|-|Zqfirst|how=phone'
	row 07 $B 'promise|p1|kim|2026-11-28T18:00:00+01:00|-|Zqsecond|how=phone'
	row 08 $C 'open|late|kim|-|-|Zqthird|customer=Zqana Zqruiz|phone=+34600999111'
} >good
# Every field in its turn is what it cannot be.
cp good damaged
while IFS= read -r fields; do
	printf '%s\n' "$fields" | tr '|' "$tab" >>damaged
done <<TABLE
Zqtime|$A|note|-|kim|-|-|x
2026-11-22T15:00:00.000+01:00|Zqcase|note|-|kim|-|-|x
2026-11-22T15:01:00.000+01:00|$A|Zqevent|-|kim|-|-|x
2026-11-22T15:02:00.000+01:00|$A|note|Zq what|kim|-|-|x
2026-11-22T15:03:00.000+01:00|$A|note|-|kim|Zqdue|-|x
2026-11-22T15:04:00.000+01:00|$A|note|-|kim|-|Zqamount|x
2026-11-22T15:05:00.000+01:00|$A|note|-|kim|-|99911|x
2026-11-22T15:06:00.000+01:00|$A|note|-|kim|-|-|Zqtext\\q
2026-11-22T15:07:00.000+01:00|$A|note|-|kim|-|-|x|Zqkey=x
2026-11-22T15:08:00.000+01:00|$A|note|-|kim|-|-|x|Zqnokey
2026-11-22T15:09:00.000+01:00|$A|note|-|kim|-|-|x|b=Zqb|a=Zqa
2026-11-22T15:10:00.000+01:00|$A|note|-|kim|-|-|x|b=Zqb|b=Zqb
2026-11-22T15:11:00.000+01:00|$A|note|-|kim|-|-|x|of=Zqof
2026-11-22T15:12:00.000+01:00|$A|retract|-|kim|-|-|-|of=Zqof
2026-11-22T15:13:00.000+01:00|$A|merge|Zqcase|kim|-|-|-
2026-11-22T15:14:00.000+01:00|$A|kept|Zqp|kim|-|-|-
2026-11-22T15:15:00.000+01:00|$A|amend|-|kim|-|-|-|value=Zqvalue
2026-11-22T15:16:00.000+01:00|$A|open|late|kim|-|-|Zqagain|customer=Zqagain
2026-11-22T15:17:00.000+01:00|261125-Q3T8VK7|note|-|kim|-|-|Zqnobody
2026-11-22T14:03:00.000+01:00|$A|note|-|kim|-|-|Zqsameinstant
Zqana rang, 99911 she said
#amends Zq
TABLE
{
	printf 'Zqlong '
	head -c 1048576 /dev/zero | tr '\0' x
	printf '\nZq\000nul\nZqlatin \351\nZqtorn'
} >>damaged
cp good journal
printf '%s\n' 'id,name,words,amount,when,kind' '1,Zqana,"Zqwords, all",18.00,2026-11-20,late' \
	'1,Zqana,Zqtwice,18.00,2026-11-20,late' '2,Zqtom,Zqx,Zqvalue,Zqwhen,Zqkind' \
	'3,Zqragged' '4,Zqtom,"Zq"stray,1,2026-11-20,late' '5,Zqtom,,1,03/04/2026,late' \
	'6,Zqtom,"Zqunclosed' >rows.csv
printf '%s\n' 'Zqana Zqruiz' 'Zqtom, 99911: Zqwords' >bare.csv
{ cat "$TOP/policies.yaml" && echo 'privacy: {hold-while: [legal-claim], keep-closed: 1d}'; } >plan
sed 's/^shop:/sohp:/' plan >faulty
printf 'Dear Zqana,\nyou should have told us, as you claim. Zqpromise by tomorrow!!\n' >letter
mkdir folder locked
cp good folder/till1.tsv
row 20 $A 'note|-|kim|-|-|Zqhere' >folder/till2.tsv

# quiet_of_them NAME: no message of what ran shows a mark. A record that could
# not be written is handed back whole; it begins with its time. The name of the
# folder that it ran in may have any letters, and so may a new case.
: >"$dir/all"
quiet_of_them() {
	sed -e "s,$dir,there,g" -e '/^case-new: /s/case-log [0-9a-z]* /case-log new /' \
		"$dir/all" | grep -av '^20[0-9-]*T' |
		grep -aiE '^## |zq|9991' |
		awk '/^## / { ran = $0; next } { print "# " substr(ran, 4, 60) ": " $0 }' |
		head -n 40 >>"$dir/why"
	[ "$(grep -avc '^## ' "$dir/all")" -ge "$2" ] ||
		echo "# only $(grep -avc '^## ' "$dir/all") messages" >>"$dir/why"
	verdict "$1"
	: >"$dir/all"
}

# Each line of the table is run; from a fresh journal where it is a recorder's.
try() {
	while IFS= read -r line; do
		[ -n "$line" ] || continue
		cp good journal
		echo "## $line" >>"$dir/all"
		eval "$line" >"$dir/out" 2>>"$dir/all" 3<&- </dev/null
	done
}

try <<'TABLE'
case-list
case-list -A -e all
case-list Zqana
case-list -k Zqana
case-list -k 'Zq ana=x'
case-show zqana
case-show Zqruiz
case-show Zqnobody
case-show Zqbo22
case-show Zqanna
case-show 99911
case-show zqmail@example.org
case-show 7QK4XMZ
case-show 261122-7QK4XMZ
case-show --for-customer 7qk
case-show --hand-over 7qk
remedy-pick 7qk
remedy-pick zqana
remedy-pick Zqruiz --why
remedy-pick Zqnobody
followup-due
followup-due Zqruiz
followup-due --letter
followup-due --mail 'Zqana@example.org Zq'
followup-due --for Zqana
followup-due -q
reply-draft 7qk hear
reply-draft Zqruiz hear
reply-draft Zqana holding --mail
reply-draft 3f8 plan --mail
reply-draft 3f8 done --mail
reply-draft 3f8 closing
reply-draft hear Zqana
reply-draft hear 7qk
reply-draft --mail 3f8 hear
reply-check letter
reply-check --case Zqruiz letter
reply-check --case 7qk letter
reply-check --case Zqnobody letter
printf 'Zq\000Zq' | reply-check -
printf 'Zq\351Zq' | reply-check -
case-stats
case-stats Zqreport
case-stats -k Zqana
case-check
TABLE
quiet_of_them 'filters name no customer, whether they find the case or not' 30

try <<'TABLE'
case-log
case-log 7qk
case-log Zqana
case-log Zqruiz
case-log Zqnobody note x
case-log Zqana Zqruiz note Zqsaid
case-log Zqruiz note Zqsaid
case-log note Zqana Zqsaid
case-log 7qk Zqana rang
case-log 7qk refunded Zqana
case-log 7qk kept Zqp1
case-log 3f8 kept p1
case-log 7qk kept p1 + kept p1
case-log 7qk offer Zqremedy
case-log 7qk offer refund Zqwords
case-log 7qk offer refund -m Zqwords
case-log 7qk accept refund Zqwords
case-log 7qk give refund Zqwords
case-log 7qk close satisfied Zqwords
case-log 7qk close Zqoutcome
case-log 7qk promise Zqwords
case-log 7qk promise Zqwords -d 1d
case-log 7qk amend Zqwords
case-log 7qk amend -k customer=Zqana Zqruiz
case-log 7qk amend -k Zqana
case-log 7qk amend -k 'Zq key=Zq'
case-log 7qk amend -k value=Zqvalue
case-log 7qk amend -k earlier=Zqruiz
case-log 7qk amend -k bought=Zqwhen -k channel=Zqchannel -k wish=Zqwish -k own=Zqown
case-log 7qk merge Zqruiz
case-log 7qk merge Zqana
case-log 7qk merge 7qk
case-log 7qk merge 3f8 Zqwords
case-log 7qk retract Zqwords
case-log 7qk retract -k of=Zqof
case-log 7qk answer Zqwords
case-log 7qk answer pt9 Zqwords
case-log 7qk out Zqwords
case-log 7qk restate Zqwords. You should have told us, as you claim.
case-log 7qk note Zqwords --at 'next yesterday'
case-log 7qk apology 'Zqana, we are sorry if you were hurt'
case-log 7qk evidence Zqwords
case-log 7qk flag Zqwords
case-log 7qk finding Zqwords
case-log 7qk cause Zqwords
case-log 7qk prevent Zqwords
case-log 7qk follow-up Zqwords
case-log 7qk feedback Zqwords
case-log 7qk erase Zqwords
case-log --undo zqana
case-log --undo Zqruiz
case-log --undo Zqnobody
case-log 7qk note Zq + Zq + note Zq
case-log 7qk open late Zqwords
case-log 7qk note Zqwords >/dev/full
case-log 7qk note Zqwords >&-
case-log 7qk note Zqwords -n
case-log - <good
case-log - <damaged
case-log - -f /dev/null <damaged
case-log - <rows.csv
printf 'Zq\000nul\n' | case-log -
case-log -f locked/none 7qk note Zqwords
case-log -f . 7qk note Zqwords
case-log -p faulty 7qk note Zqwords
case-log -p faulty zqana offer refund Zqwords
case-new -c Zqana Zqwords
case-new -c 'Zqana Zqruiz' -k phone=+34600999111 Zqwords
case-new Zqwords of Zqana Zqruiz
case-new -c Zqana -t Zqkind Zqwords
case-new -c Zqana -k 'Zq k=Zq' Zqwords
case-new -c Zqana -k Zqkey Zqwords
case-new -c Zqana -k value=Zqvalue -k delivery=Zq -k heat=Zqheat -k bought=Zq -k wish=Zq Zqwords
case-new -c Zqana --settled something Zqwords
case-new -c Zqana --settled refund -a much Zqwords
case-new -c Zqana -t late Zqwords >/dev/full
case-new -p faulty -c Zqana Zqwords
case-new -c Zqana
case-new -m - -c Zqana <letter
TABLE
quiet_of_them 'recorders name none, whatever is recorded or refused' 80

try <<'TABLE'
case-new --import rows.csv --map text=words
case-new --import rows.csv --map text=words --map customer=name --ext id
case-new --import rows.csv --map text=words --map value=amount --map category=kind --map time=when
case-new --import rows.csv --map text=words --map time=name
case-new --import rows.csv --map text=words --map time=name --time-form %d/%m/%Y
case-new --import rows.csv --map text=words --map time=when --time-form %d/%m/%Y
case-new --import rows.csv --map text=words --map value=name --map category=name --map heat=name --map channel=name
case-new --import rows.csv --map text=nowhere
case-new --import bare.csv
case-new --import bare.csv --map text=words
case-new --import good --map text=words
case-new --import damaged --map text=words
case-new --import rows.csv --map text=words -f /dev/full
TABLE
quiet_of_them 'nor does an import, of any row' 30

try <<'TABLE'
for tool in case-list case-show\ 7qk followup-due remedy-pick\ 7qk reply-draft\ 7qk\ hear case-stats case-check case-log\ 7qk; do $tool -f damaged; done
for tool in case-list case-show\ 7qk followup-due remedy-pick\ 7qk reply-draft\ 7qk\ hear case-stats case-check; do $tool -f rows.csv; done
for tool in case-list case-show\ 7qk followup-due remedy-pick\ 7qk reply-draft\ 7qk\ hear case-stats case-check due-when\ 1d; do $tool -p good; $tool -p rows.csv; $tool -p bare.csv; $tool -p letter; $tool -p damaged; done
for tool in case-list case-show\ 7qk followup-due remedy-pick\ 7qk case-stats case-check; do $tool -p faulty; $tool -f none; $tool -f -; done
for tool in case-list case-show\ 7qk followup-due case-check; do $tool -f folder; $tool -f .; done
for tool in case-show case-list followup-due remedy-pick; do $tool - <damaged; $tool - <rows.csv; done
cp damaged journal; case-log 7qk note Zqwords
cp damaged journal; case-check --set-aside; case-check
cp damaged journal; case-erase --yes zqana
cp damaged journal; case-erase --yes -n 7qk
case-erase zqana
case-erase --yes Zqruiz
case-erase --yes Zqnobody
case-erase --yes 7qk
case-erase --yes 7qk -p plan
case-log 7qk flag legal-claim Zqwords; case-erase --yes 7qk -p plan
case-erase --yes 7qk; cat good >>journal; case-check; case-erase --pending
AMENDS_MACHINE=till1 case-erase -f folder --yes 7qk
AMENDS_MACHINE=till2 case-log -f folder 7qk note Zqwords
case-erase --closed-long-ago --yes
case-log -f locked/none - <good
TABLE
quiet_of_them 'nor what is damaged, the wrong file, or to be erased' 200

# The one exception is no message: what could not be written.
: >"$dir/all"
cp good journal
(ulimit -f 3 && case-log 7qk note "Zqkept$(printf %04000d 0)") 2>"$dir/err" >"$dir/out"
grep -v '^20' "$dir/err" >"$dir/all"
[ "$(grep -c '^20.*Zqkept' "$dir/err")" = 1 ] || head -c 400 "$dir/err" >>"$dir/why"
quiet_of_them 'but a record that could not be written is handed back whole' 2

# At a terminal there is a person, and they may know whom it is about.
cp good journal
while IFS='|' read -r line said; do
	run_at_terminal "$line"
	tr -s ' \n' ' ' <"$dir/out" | grep -qF "$said" || {
		echo "# $line says not: $said" && sed 's/^/# /' "$dir/out"
	} >>"$dir/why"
done <<'TABLE'
case-show Zqruz|no case fits 'Zqruz'; did you mean 'Zqruiz'?
case-show Zqruiz|Zqtom Zqruiz 99911222 Sun 22 Nov faulty "Zqother"
case-log Zqana Zqruiz note x|a name of two words wants quotes, or one of them: case-log 'Zqana Zqruiz' note
case-log note 3f8 Zqsaid|the case comes first: case-log 3f8 note Zqsaid
remedy-pick 3f8|remedy-pick: Zqtom Zqruiz has not yet
remedy-pick 3f8|say "I hear that you are upset because Zqother
case-list -f damaged|damaged:11:1: 'Zqtime' is not a time
case-log 3f8 note Zqsaid 2>/dev/null|3F8TWAX note
TABLE
verdict 'but a person at a terminal is told whom it is about'

# Who may read what the tools make, whatever the umask.
modes() {
	rm -rf made "$dir/home/state"
	mkdir made && chmod "$2" made
	(
		umask "$1"
		export AMENDS_JOURNAL="$HOME/made/deep/j" XDG_STATE_HOME="$HOME/state"
		[ "$3" = deep ] || AMENDS_JOURNAL="$HOME/made/j"
		case-new -c Zqana -k phone=999110 -t late Zqone >one
		id=$(cut -f 2 one)
		printf 'torn' >>"$AMENDS_JOURNAL"
		case-log "$id" note Zqtwo >/dev/null
		echo wrong >>"$AMENDS_JOURNAL"
		case-check --set-aside -p plan
		case-erase -q --yes "$id" >/dev/null
		mkdir -p made/f
		chmod "$2" made/f
		AMENDS_MACHINE=till1 case-new -f made/f Zqthree >/dev/null
	) 2>"$dir/err"
	find made state -type f -printf '%f %m\n' | LC_ALL=C sort | paste -s -d ' '
}
while read -r mask folder kind want; do
	got=$(modes "$mask" "$folder" "$kind")
	[ "$got" = "$want" ] || {
		echo "# umask $mask, folder $folder: $got" && sed 's/^/# /' "$dir/err"
	} >>"$dir/why"
done <<'TABLE'
000 755 flat j 600 j.bad 600 j.torn 600 machine 600 till1.tsv 600
022 700 flat j 600 j.bad 600 j.torn 600 machine 600 till1.tsv 600
077 770 flat j 660 j.bad 660 j.torn 660 machine 600 till1.tsv 660
002 2770 flat j 660 j.bad 660 j.torn 660 machine 600 till1.tsv 660
000 1777 flat j 600 j.bad 600 j.torn 600 machine 600 till1.tsv 600
077 770 deep j 600 j.bad 600 j.torn 600 machine 600 till1.tsv 660
TABLE
verdict 'every file is its owners alone, or the groups in a folder of theirs'
[ "$(find state made/deep -type d -printf '%m\n' | sort -u)" = 700 ] ||
	find state made/deep -type d -printf '# %p %m\n' >>"$dir/why"
verdict 'and every folder that is made for them their owners alone'
finish
