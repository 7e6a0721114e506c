#!/bin/sh
# The screens of LOOK B, D, E, F and H, key by key, each in a window of 80, 40
# and 200 columns, on a plain terminal and without a locale; with
# AMENDS_TEST_STEP=1 (make check-long-faults) in others, too. And each once more
# with customers' words that are out to do harm (tests/data/screens).
. "${0%/*}/harness.sh"
# shellcheck source=tests/terminal/setup.sh
. "$TOP/tests/terminal/setup.sh"

screens=$TOP/tests/data/screens
settings='TERM=dumb LC_ALL='
[ "${AMENDS_TEST_STEP-}" != 1 ] ||
	settings="$settings TERM= LC_ALL=C.UTF-8 LANG="
export AMENDS_JOURNAL="$HOME/journal"

# looks NAME COLUMNS [SETTING]: play the scene, and compare.
looks() {
	(cd "$screens" && eval "cat $files") >journal
	chmod 600 journal
	keys=/dev/null
	[ ! -e "$screens/$1.keys" ] || keys=$screens/$1.keys
	AMENDS_NOW=$now:00+01:00 at_terminal "env ${3-} $command" -c "$2" \
		-o sent <"$keys"
	sed 's/\(Written down: 261124-\)[0-9A-Z]\{7\}/\17QK4XME/
		s/case-log [0-9a-z]\{3\} \([rh]e[as]\)/case-log 7qk \1/
		s/^[0-9A-Z]\{3\} \(Ana\|Zo\)/7QK \1/' "$dir/out" >shown
	seen=$screens/$1.$2
	case ${3-} in
	TERM=*) [ ! -e "$seen.plain" ] || seen=$seen.plain ;;
	esac
	# To draw them anew, before they are looked at: AMENDS_TEST_DRAW=1.
	case ${AMENDS_TEST_DRAW-}:${3-} in
	1:) cp shown "$seen" ;;
	1:TERM=dumb) cmp -s shown "$seen" || cp shown "$screens/$1.$2.plain" ;;
	esac
	cmp -s "$seen" shown || {
		diff -u "$seen" shown
	} | sed 's/^/# /' >>"$dir/why"
	# Nothing but what the tools themselves send: the colours of a table, on
	# a terminal that knows more than text, and of keys those of the line
	# editor.
	colours='s/\x1b\[31m\(late [^\x1b]*\)\x1b\[0m/\1/; s/\x1b\[1m\([A-Z ]*\)\x1b\[0m/\1/g'
	[ "${3-}" != TERM=dumb ] || colours=
	LC_ALL=C sed "$colours"'
		s/\x1b\[?2004[hl]//g; s/\x1b\[[0-9]*[AC]//g; s/\x1b\[J//g' \
		sent >rest
	! LC_ALL=C grep -q "$(printf '\033\|\302[\200-\237]\|\342\200[\252-\256]')" rest ||
		echo '# something is sent that a terminal obeys' >>"$dir/why"
	verdict "$name, $2 columns${3:+, $3}"
}

while IFS='|' read -r name files now command <&4; do
	case $name in '#'*) continue ;; esac
	looks "$name" 80
	for setting in $settings; do
		looks "$name" 80 "$setting"
	done
	looks "$name" 40
	looks "$name" 40 TERM=dumb
	looks "$name" 200
done 4<"$screens/scenes"

# coloured NAME WANTED SETTING COMMAND: how many cells are bold or red.
coloured() {
	AMENDS_NOW=2026-11-26T08:30:00+01:00 \
		at_terminal "env $3 $4" -c 80 -o sent </dev/null
	got=$(LC_ALL=C grep -o "$(printf '\033\\[3*1m')" sent | wc -l | tr -d ' ')
	[ "$got" = "$2" ] || echo "# $got are" >>"$dir/why"
	verdict "$1"
}

cp "$screens/../questions/journal.tsv" journal
chmod 600 journal
coloured 'headings are bold, and what is late is red' 7 TERM=xterm followup-due
coloured 'not on a terminal that knows text alone' 0 TERM=dumb followup-due
coloured 'nor where NO_COLOR is set' 0 NO_COLOR=1 followup-due
coloured 'nor with --color=never' 0 TERM=xterm 'followup-due --color=never'
coloured 'nor of what goes to a file' 0 TERM=xterm \
	'sh -c "followup-due --table | cat"'
coloured 'but there, too, with --color=always' 7 TERM=xterm \
	'sh -c "followup-due --table --color=always | cat"'
coloured 'a list of cases, too' 10 TERM=xterm case-list
rm -f shown sent rest
finish
