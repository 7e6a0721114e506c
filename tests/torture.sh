#!/bin/sh
# make torture: what is left of what three programs said that they had stored,
# each doing the same: many commands at once; and a disk that fills up. recins
# (recutils) and task (taskwarrior) where they are installed; they are not
# worse than other programs that people like, they are the nearest to ours.
set -u
: "${TOP:?}" "${TOOLS:?}"
export PATH="$TOOLS:$PATH" AMENDS_POLICY="$TOP/policies.yaml" LC_ALL=C
dir=$(mktemp -d) || exit 1
trap 'cd / && rm -rf "$dir"' EXIT
trap 'exit 130' HUP INT TERM
cd "$dir" || exit 1
export TASKRC="$dir/taskrc" HOME="$dir"
: >"$TASKRC"
many=${MANY:-40}

# A program: add WORD stores it in the folder $at, kept says how many are there.
add_recins() { recins -f word -v "$1" "$at/words.rec"; }
kept_recins() { grep -c '^word: ' "$at/words.rec"; }
change_recins() { recset -e 'word = "before"' -f seen -S yes "$at/words.rec"; }
add_task() { TASKDATA="$at" task rc.confirmation=no add "$1"; }
kept_task() {
	cat "$at/pending.data" "$at/completed.data" 2>/dev/null |
		grep -o 'description:"[^"]*"' | sort -u | wc -l
}
change_task() {
	TASKDATA="$at" task rc.confirmation=no 1 "done"
	TASKDATA="$at" task list
}
add_case() { case-new -f "$at/journal" "$1"; }
change_case() { case-log -f "$at/journal" -q "$(sed -n '2s/^[^	]*	\([^	]*\).*/\1/p' "$at/journal")" note seen; }
kept_case() { grep -c '	open	' "$at/journal"; }

# begin PROGRAM: a folder with one record that was there before.
begin() {
	at=$dir/$1
	rm -rf "$at"
	mkdir "$at"
	[ "$1" != recins ] || : >"$at/words.rec" # it makes no new file
	"add_$1" before >/dev/null 2>&1 </dev/null
}

# at_once PROGRAM [CHANGE]: prints "said kept"; with CHANGE the first record is
# changed as often beside it.
at_once() {
	begin "$1"
	: >"$at.said"
	n=0
	while [ $((n = n + 1)) -le "$many" ]; do
		("add_$1" "word-$n" >/dev/null 2>&1 </dev/null &&
			echo >>"$at.said") &
		[ -z "${2-}" ] || "change_$1" >/dev/null 2>&1 </dev/null &
	done
	wait
	echo "$(($(wc -l <"$at.said") + 1)) $("kept_$1")"
	rm -f "$at.said"
}

# full PROGRAM: one after the other on a disk of 256 KiB, until five have failed
# in turn. Runs in a name space of its own.
full() {
	begin "$1"
	mkdir "$at.disk" && mount -t tmpfs -o size=256k full "$at.disk" || exit 1
	cp -r "$at/." "$at.disk/" && at=$at.disk
	head -c $((256 * 1024 - $(du -sb "$at" | cut -f 1) - 40960)) /dev/zero \
		>"$at/fill"
	said=1 failed=0 n=0
	while [ "$failed" -lt 5 ] && [ $((n = n + 1)) -le 400 ]; do
		if "add_$1" "$(printf 'word-%0300d' $n)" >/dev/null 2>&1 \
			</dev/null; then
			said=$((said + 1)) failed=0
		else
			failed=$((failed + 1))
		fi
	done
	kept=$("kept_$1" 2>/dev/null)
	umount "$at"
	echo "$said ${kept:-0}"
}

row() { printf '%-24s  %-30s  %5s  %5s  %5s\n' "$@"; }
report() {
	# shellcheck disable=SC2086 # two numbers
	set -- "$1" "$2" $3
	row "$1" "$2" "$3" "$4" "$(($3 > $4 ? $3 - $4 : 0))"
	[ "$1" != amends ] || [ "$3" -le "$4" ] || lost=1
}

case ${1-} in
--full=*)
	full "${1#*=}"
	exit ;;
esac

lost=0
row PROGRAM 'WHAT' SAID KEPT LOST
for program in recins task case; do
	case $program in
	recins) name="recutils $(recins --version 2>/dev/null | sed -n '1s/.* //p')" ;;
	task) name="taskwarrior $(task --version 2>/dev/null)" ;;
	case) name=amends ;;
	esac
	if [ $program != case ] && ! command -v $program >/dev/null; then
		row "${name% }" 'not installed' - - -
		continue
	fi
	report "$name" "$many at once" "$(at_once $program)"
	report "$name" "$many at once, beside changes" \
		"$(at_once $program change)"
	# Again, in a name space where a disk may be mounted.
	if unshare -Urm true 2>/dev/null ||
		unshare -m true 2>/dev/null; then
		flags=-m
		[ "$(id -u)" = 0 ] || flags=-Urm
		answer=$(unshare $flags sh "$TOP/tests/torture.sh" "--full=$program")
		report "$name" 'a disk that fills up' "$answer"
	else
		row "$name" 'a disk: none may be mounted' - - -
	fi
done
exit $lost
