# shellcheck shell=sh
# What every tests/e2e/NAME.t begins with:   . "${0%/*}/harness.sh"
#
# A step runs one command and then judges its status, standard output and
# standard error, all three and each byte by byte:
#
#     run case-log 7qk give refund
#     expect 'a refusal names the step that is missing' 1 3<<'ERR'
#     case-log: ...
#     ERR
#
#   run COMMAND [ARG]...       keep status, $dir/out and $dir/err; its standard
#                              input is empty, or what `run` is redirected from
#   run_at_terminal 'LINE'     the same for a shell line at a terminal 80 wide,
#                              typed input from `run_at_terminal`'s own; both
#                              outputs arrive as one, in out
#   expect NAME STATUS         judge the last run: standard output is expected on
#                              descriptor 0, standard error on 3 (<<OUT, 3<<ERR);
#                              what is not given has to be empty
#   expect_file NAME FILE      judge a file by descriptor 0
#   check NAME COMMAND...      pass when the command exits 0; the last run stays
#   take_id                    id, id7, id3 := the case id in field 2 of the last
#                              output, its last seven characters, their first three
#   helper NAME                made := where one of tests/helper.sh is
#   skip NAME REASON
#   skip_all REASON            instead of any step
#   finish                     the last line of the file: the TAP plan
#
# Names are sentences. Ids are random, so before judging, whole ids and their
# last seven characters become ID1, ID2… in order of first appearance in the
# file; for shorter names put $id3 in an expectation (<<OUT, unquoted).
#
# With RAN=FILE each name that was judged is added to that file, behind the
# test's own and a tab (tests/practices.sh).
#
# Each file starts in an empty folder, which is $HOME too, with TZ=UTC,
# LC_ALL=C, umask 022, the tools of $TOOLS first in PATH, nothing of AMENDS_*
# (but AMENDS_TEST_*) and XDG_* left from outside, and then: who is kim, now is a Monday morning,
# and the plan is the repository's (unless PLAN=installed).

set -u
: "${TOP:?run tests by make check, or set TOP}" "${TOOLS:?}"

# tidy VARIABLES: forget them. Only names come here, never values.
tidy() {
	for tidied in $(env | sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p'); do
		case $tidied in
		AMENDS_TEST_*) ;; # how long a test is to be
		AMENDS_* | XDG_* | LC_* | LANG | LANGUAGE | NO_COLOR | COLUMNS | LINES)
			unset "$tidied" ;;
		esac
	done
}

tidy
dir=$(mktemp -d "${TMPDIR:-/tmp}/amends-test.XXXXXX") || exit 99
trap 'cd / && rm -rf "$dir"' EXIT
trap 'exit 130' HUP INT TERM
umask 022
mkdir "$dir/home" "$dir/tmp" && cd "$dir/home" || exit 99
export HOME="$dir/home" TMPDIR="$dir/tmp" TZ=UTC LC_ALL=C TERM=dumb
export PATH="$TOOLS:$PATH"
export AMENDS_WHO=kim AMENDS_NOW=2026-11-23T10:00:00+01:00
[ "${PLAN-}" = installed ] || export AMENDS_POLICY="$TOP/policies.yaml"
exec </dev/null 3</dev/null
: >"$dir/ids"
count=0 failed=0 status=

run() {
	status=0
	"$@" >"$dir/out" 2>"$dir/err" 3<&- || status=$?
}

run_at_terminal() {
	status=0
	script -qefc "stty cols 80 rows 24; $1" -E never /dev/null \
		>"$dir/tty" 2>"$dir/err" 3<&- || status=$?
	tr -d '\r' <"$dir/tty" >"$dir/out"
}

take_id() {
	IFS='	' read -r _ id _ <"$dir/out" || id=
	# shellcheck disable=SC2034 # for the test that asks
	id7=${id#*-} id3=${id#*-} id3=${id3%????}
}

# A program costs a test as much as a hundred lines read by the shell, and
# there are thousands of steps; so what is short and common does without.

# keep FILE: FILE is what comes on standard input, as it stands.
keep() {
	if [ -p /dev/stdin ]; then # a here-document
		while IFS= read -r kept; do
			printf '%s\n' "$kept"
		done
		printf '%s' "$kept"
	elif [ ! -c /dev/stdin ]; then # not /dev/null
		cat
	fi >"$1"
}

# normalise FILE...: FILE.ids is FILE with the ids numbered. False where there
# are two, and they still differ.
normalise() {
	for plain in "$@"; do
		: >"$plain.ids"
	done
	awk -v ids="$dir/ids" '
	BEGIN {
		d = "[0-9]"; c = "[0-9A-HJKMNP-TV-Z]"
		id = d d d d d d "-" c c c c c c c
		while ((getline known <ids) > 0)
			number[known] = ++count
	}
	{
		for (rest = $0; match(rest, id); rest = substr(rest, RSTART + 14)) {
			found = substr(rest, RSTART, 14)
			if (found in number)
				continue
			number[found] = ++count
			print found >>ids
		}
		for (known in number) {
			gsub(known, "ID" number[known])
			gsub(substr(known, 8), "ID" number[known])
		}
		print >(FILENAME ".ids")
		text[FILENAME] = text[FILENAME] $0 "\n"
	}
	END { exit ARGC == 3 && text[ARGV[1]] != text[ARGV[2]] }' "$@"
}

# differs LABEL WANT GOT: print how, if so.
differs() {
	if [ -s "$2" ] && [ -s "$3" ]; then
		cmp -s "$2" "$3" && return 1
	elif [ ! -s "$2" ] && [ ! -s "$3" ]; then
		return 1
	fi
	normalise "$3" "$2" && [ -z "$(tail -c 1 "$3")" ] && return 1
	diff -u -L "$1, expected" -L "$1" "$2.ids" "$3.ids" >"$dir/diff"
	sed 's/^/# /' "$dir/diff" >>"$dir/why"
	[ -z "$(tail -c 1 "$3")" ] || echo "# $1: no newline at its end" >>"$dir/why"
}

# verdict NAME: ok if nobody wrote down why not.
verdict() {
	count=$((count + 1))
	[ -z "${RAN-}" ] || printf '%s\t%s\n' "${0##*/}" "$1" >>"$RAN"
	if [ -s "$dir/why" ]; then
		failed=$((failed + 1))
		printf 'not ok %s - %s\n' "$count" "$1"
		cat "$dir/why"
	else
		printf 'ok %s - %s\n' "$count" "$1"
	fi
	: >"$dir/why"
}

expect() {
	keep "$dir/want.out"
	keep "$dir/want.err" <&3
	[ "$status" = "$2" ] ||
		echo "# status: $status, expected $2" >>"$dir/why"
	differs stdout "$dir/want.out" "$dir/out"
	differs stderr "$dir/want.err" "$dir/err"
	verdict "$1"
}

expect_file() {
	keep "$dir/want.out"
	if [ -r "$2" ]; then
		cp "$2" "$dir/file"
		differs "$2" "$dir/want.out" "$dir/file"
	else
		echo "# $2 is not there" >>"$dir/why"
	fi
	verdict "$1"
}

check() {
	checked=$1
	shift
	"$@" >"$dir/check" 2>&1 3<&- || {
		printf '# exit %s: %s\n' "$?" "$*"
		sed 's/^/# /' "$dir/check"
	} >"$dir/why"
	verdict "$checked"
}

helper() {
	made=${HELPERS:-$dir}/$1
	[ -n "${HELPERS-}" ] || sh "$TOP/tests/helper.sh" "$1" "$made" || exit 99
}

skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

finish() {
	for left in "$dir"/tmp/* "$dir"/home/core*; do
		[ ! -e "$left" ] || echo "# left behind: ${left##*/}" >>"$dir/why"
	done
	[ ! -s "$dir/why" ] || verdict 'nothing is left behind'
	echo "1..$count"
	[ "$failed" = 0 ] || exit 1
	exit 0
}
