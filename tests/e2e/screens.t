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
	# Nothing but what the tools themselves send: colours none, and of keys
	# those of the line editor.
	LC_ALL=C sed 's/\x1b\[?2004[hl]//g; s/\x1b\[[0-9]*[AC]//g; s/\x1b\[J//g' \
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
rm -f shown sent rest
finish
