#!/bin/sh
# Long work says how far it is, to whoever waits at a terminal, and to nobody
# else; Ctrl-C meanwhile leaves the journal as it was.
. "${0%/*}/harness.sh"
# shellcheck source=tests/terminal/setup.sh
. "$TOP/tests/terminal/setup.sh"

export AMENDS_JOURNAL="$HOME/journal" AMENDS_NOW=2026-11-24T14:09:00+01:00
case-new -c 'Ana Ruiz' -k phone=1 -t late It is late. >/dev/null
cp journal before
mkfifo rows

# slow AFTER: 1,000 rows, a pause, 1,000 more, and then so many seconds.
slow() {
	{
		awk 'BEGIN { print "Words,Customer"; for (i = 0; i < 1000; i++)
			print "It is late,Tom " i }'
		sleep 1.2
		awk 'BEGIN { for (i = 0; i < 1000; i++) print "So is this,Pia " i }'
		exec sleep "$1"
	} >rows &
	writer=$!
}
# passed: what passed by on the screen, a line each, figures as N: how many rows
# there were when it was time to say so is a matter of the machine.
passed() {
	{ tr '\r' '\n' <sent && echo; } | sed -n 's/^.\[K\(case-[a-z]*: [^^]*\).*/\1/p' |
		sed 's/[0-9][0-9,]*/N/' | uniq
}

import='case-new --import rows --map text=Words'
slow 0
at_terminal "$import" -o sent </dev/null
wait "$writer"
expect 'of an import there is in the end what there always was' 0 <<'OUT'
2000 complaints written down.
OUT
run passed
expect 'what passed by is how many rows there were, and is gone' 0 <<'OUT'
case-new: N rows
case-new: reading the journal
case-new: writing them down
OUT
for setting in '-q' 'TERM=dumb' '2>said'; do
	cp before journal
	slow 0
	case $setting in
	-q) at_terminal "$import -q" -o sent </dev/null ;;
	TERM=*) at_terminal "env $setting $import" -o sent </dev/null ;;
	*) at_terminal "$import $setting" -o sent </dev/null ;;
	esac
	wait "$writer"
	run passed
	expect "with $setting nothing passes by" 0 </dev/null
done
run cat said
expect 'nor goes to a file, where the end of it does' 0 <<'OUT'
2000 complaints written down.
OUT

cp before journal
slow 100
at_terminal "$import" -o sent <<'KEYS'
^%rows;^C\
KEYS
{ kill "$writer" && wait "$writer"; } 2>/dev/null
check 'Ctrl-C ends an import' [ "$status" = 130 ]
run passed
expect 'in the midst of it' 0 <<'OUT'
case-new: N rows
OUT
check 'and the journal is as it was' cmp journal before

# A second of reading; a row of the end is not to be seen.
slow_journal() {
	{
		sed 's/^#.*/&/' before
		awk 'BEGIN { for (i = 0; i < 1000; i++) print "# " i }'
		id=$(sed -n 2p before | cut -f 2)
		awk -v id="$id" 'BEGIN { for (i = 0; i < 600; i++)
			printf "2026-11-24T10:%02d:%02d.000+01:00\t%s\tnote\t-\tkim\t-\t-\tx\n", i / 60, i % 60, id }'
		sleep 1.2
		awk -v id="$id" 'BEGIN { for (i = 0; i < 600; i++)
			printf "2026-11-24T11:%02d:%02d.000+01:00\t%s\tnote\t-\tkim\t-\t-\tx\n", i / 60, i % 60, id }'
	} >rows &
	writer=$!
}
slow_journal
at_terminal 'case-check -f rows' -o sent </dev/null
wait "$writer"
run passed
expect 'case-check says how many lines there were' 0 <<'OUT'
case-check: N lines read
OUT
rm -f rows said sent
finish
