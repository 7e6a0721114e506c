#!/bin/sh
# Tool against tool, and against what a shell has: the questions of the README
# under every awk, the lines for a crontab as cron runs them, and the README's
# first screen against what it says prints it.
. "${0%/*}/harness.sh"

ln -s "$TOP/tests" "$TOP/policies.yaml" .

# What the README shows of the demo, with dots for what it leaves out.
awk '/^## /{ exit } shown && /^    / { print substr($0, 5) }
	/and then:$/ { shown = 1 }' "$TOP/README.md" >"$dir/screen"
check 'the demo runs' sh -c 'sh "$TOP/tests/demo.sh" >"$1"' sh "$dir/demo"
awk '
NR == FNR { sub(/ --table/, ""); if ($0 != "") demo[++lines] = $0; next }
$0 == "..." { any = 1; next }
{
	for (at++; any && at <= lines && demo[at] != $0; at++)
		;
	if (demo[at] != $0) {
		print "not printed: " $0
		bad = 1
		exit
	}
	any = 0
}
END { exit bad || FNR < 9 }' "$dir/demo" "$dir/screen" >"$dir/differs" ||
	sed 's/^/# /' "$dir/differs" >>"$dir/why"
verdict 'the first screen of the README is what the demo prints'

# questions: the console block of "Any question", as question.N and answer.N.
awk -v to="$dir/" '
/^## / { inside = 0; wanted = $0 == "## Any question" }
/^```/ { inside = wanted && $0 == "```console"; next }
!inside { next }
/^\$ / { asked = to "question." ++n; answered = to "answer." n; $0 = substr($0, 3); more = 1 }
{ print >(more ? asked : answered); more = more && /\|$/ }' "$TOP/README.md"
export AMENDS_JOURNAL=tests/data/questions/journal.tsv
export AMENDS_NOW=2026-11-26T08:30:00+01:00

for awk in mawk gawk 'busybox awk'; do
	command -v "${awk%% *}" >/dev/null || {
		skip "the questions of the README under $awk" 'it is not installed'
		continue
	}
	mkdir -p "$dir/awk"
	printf '#!/bin/sh\nexec %s "$@"\n' "$awk" >"$dir/awk/awk"
	chmod +x "$dir/awk/awk"
	for question in "$dir"/question.?; do
		run env PATH="$dir/awk:$PATH" sh "$question"
		expect "$awk: $(tr -s '\n ' ' ' <"$question" | cut -c 1-60)" 0 \
			<"$dir/answer.${question##*.}"
	done
done
check 'there are five questions' test -e "$dir/answer.5" -a ! -e "$dir/answer.6"

# As cron runs it: three variables, /bin/sh, and a `\%` for a `%`. The programs
# of the lines are ours; a mail goes into a file.
mkdir -p .config/amends .local/share/amends backup
cp "$TOP/policies.yaml" .config/amends
cp tests/data/questions/journal.tsv .local/share/amends/journal
mkdir "$dir/mail"
printf '#!/bin/sh\ncat >>"%s/sent"\n' "$dir" >"$dir/mail/sendmail"
chmod +x "$dir/mail/sendmail"
ln -s sendmail "$dir/mail/mail"
sed 's/\\e/\\/g' "$TOP/README.md" "$TOP/man/amends.7" |
	grep -E '^ *[0-9]+ [0-9]+ \* \* \*  ' >"$dir/crontab"
while read -r minute hour _ _ _ line; do
	line=$(printf '%s\n' "$line" | sed 's/\\%/%/g; s,/usr/local/bin/,$TOOLS/,g
		s,/usr/sbin/,$MAIL/,g; s,/usr/bin/mail,$MAIL/mail,g')
	: >"$dir/sent"
	run env -i HOME="$HOME" PATH=/usr/bin:/bin TOOLS="$TOOLS" \
		MAIL="$dir/mail" AMENDS_NOW="2026-11-26 $hour:$minute" \
		/bin/sh -c "$line"
	case $line in
	*letter | *sendmail* | *mail*)
		cat "$dir/sent" >>"$dir/out"
		grep -q '^Casa Luz, Thursday' "$dir/out" || echo '# no letter' >>"$dir/why" ;;
	*backup*)
		cmp -s .local/share/amends/journal backup/journal-20??-??-?? ||
			echo '# no copy' >>"$dir/why" ;;
	esac
	: >"$dir/out"
	expect "as cron runs it: $(printf '%s' "$line" | cut -c 1-60)" 0 \
		</dev/null
done <"$dir/crontab"

# A faulty line silences nobody (DESIGN 4), and a faulty plan neither.
echo 'no record' >>.local/share/amends/journal
echo 'x: y' >>.config/amends/policies.yaml
sent=0
grep 'L=' "$dir/crontab" >"$dir/mailing"
while read -r _ _ _ _ _ line; do
	: >"$dir/sent"
	env -i HOME="$HOME" PATH=/usr/bin:/bin TOOLS="$TOOLS" MAIL="$dir/mail" \
		AMENDS_NOW='2026-11-26 8:30' /bin/sh -c "$(printf '%s\n' "$line" |
			sed 's/\\%/%/g; s,/usr/local/bin/,$TOOLS/,g
			s,/usr/sbin/,$MAIL/,g; s,/usr/bin/mail,$MAIL/mail,g')" \
		2>"$dir/said"
	grep -q '^Thursday 26 November' "$dir/sent" && sent=$((sent + 1))
done <"$dir/mailing"
check 'and the mails go out where a line and the plan are faulty' [ "$sent" = 2 ]
rm .local/share/amends/journal .config/amends/policies.yaml

check 'there are five lines for a crontab' test "$(wc -l <"$dir/crontab")" = 5

# From end to end through a pipe, and back.
run case-new -f j -c 'Iris Blom' -t faulty -k value=64.00 The lamp hums.
take_id
run sh -c "case-log -f j $id3 heard + restate It hums. + confirm >/dev/null &&
	remedy-pick -f j $id3 | case-log -f j - | cut -f 3,4,7"
expect 'what remedy-pick prints is what case-log records' 0 <<'OUT'
offer	replace	64.00
offer	refund	64.00
offer	repair	0.00
OUT

run sh -c "followup-due -f j $id3 | case-log -f j -"
check 'a worked-out record is not taken for an event' test "$status" = 3
run sh -c 'case-list -f j | followup-due -f j - -o what | sort'
expect 'cases go from one filter to the next' 0 <<'OUT'
final-word
fix-done
update
OUT

finish
