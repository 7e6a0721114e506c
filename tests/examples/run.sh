#!/bin/sh
# run.sh PAGE: run the examples of a page as a reader types them, and print TAP.
#
# In a man page an example is a `.Bd -literal` under EXAMPLES (in section 7,
# under any heading); in README.md a fenced block marked sh or console. Lines
# after `$ ` are commands (`> ` goes on, as does a line ending in | or \), and
# what stands below is what they print, both outputs together, ids numbered;
# a line of three dots stands for any lines. A block without `$ ` is commands
# alone, each with the indented lines below it; they have to exit 0 and may
# print anything.
#
# A comment line right before a block says what differs (.\" in mdoc, and
# <!-- … --> in the README):
#   status 1          what the block's last command exits with
#   terminal          run at a terminal 80 wide
#   messages          only what is said on standard error goes to that terminal
#   not run: REASON   a skipped test
#
# All examples of a page run in one shell, in tests/examples/PAGE.sh's hands
# first if there is one, else in those of tests/examples/setup.sh.

page=${1:?which page?}
. "${0%/*}/../e2e/harness.sh"

# Blocks become files: block.N, with its kind, status and line in the first line.
awk -v to="$dir/block." '
function begin() {
	inside = 1
	file = to sprintf("%03d", ++count)
	print NR "\t" (status == "" ? 0 : status) "\t" (kind ? kind : "plain") \
		"\t" reason >file
	status = kind = reason = ""
}
function note(words) {
	if (words ~ /^status [0-9]+$/)
		status = substr(words, 8)
	else if (words == "terminal" || words == "messages")
		kind = words
	else if (words ~ /^not run: /) {
		kind = "skip"
		reason = substr(words, 10)
	}
}
FILENAME ~ /\.md$/ {
	if (inside && /^ *```/)
		inside = 0
	else if (inside)
		print >file
	else if (/^ *```(sh|console)$/)
		begin()
	else if (/^<!-- .* -->$/)
		note(substr($0, 6, length($0) - 9))
	next
}
/^\.Sh / { wanted = FILENAME ~ /7$/ || $2 == "EXAMPLES" }
/^\.Ed/ { inside = 0 }
inside {
	if (/^\.\\"/)
		next
	sub(/^\\&/, "")
	gsub(/\\-/, "-")
	gsub(/\\\(aq/, "\047")
	gsub(/\\\(ti/, "~")
	gsub(/\\\(ha/, "^")
	gsub(/\\e/, "\\")
	print >file
}
/^\.\\" / { note(substr($0, 5)) }
wanted && /^\.Bd -literal/ { begin() }
' "$TOP/$page"

# matches WANT GOT: the same lines, with "..." in WANT standing for any.
matches() {
	awk '
	function fits(w, g) {
		for (; w <= wants; w++) {
			if (want[w] == "...") {
				for (; g <= gots + 1; g++)
					if (fits(w + 1, g))
						return 1
				return 0
			}
			if (g > gots || want[w] != got[g++])
				return 0
		}
		return g > gots
	}
	FILENAME == ARGV[1] { want[++wants] = $0; next }
	{ got[++gots] = $0 }
	END { exit !fits(1, 1) }' "$1" "$2"
}

# perform COMMAND WANTED-STATUS KIND: and judge by $dir/want, if it is there.
perform() {
	status=0
	if [ "$3" = terminal ]; then
		run_at_terminal "$1"
	elif [ "$3" = messages ]; then
		run_at_terminal "{ { $1
			} </dev/null; echo \$? >'$dir/status'; } | cat"
		status=$(cat "$dir/status")
	else
		eval "$1" >"$dir/out" 2>&1 3<&- || status=$?
	fi
	[ "$status" = "$2" ] || {
		echo "# status: $status, expected $2"
		[ -e "$dir/want" ] || sed 's/^/# /' "$dir/out"
	} >>"$dir/why"
	if [ -e "$dir/want" ] && ! cmp -s "$dir/want" "$dir/out"; then
		normalise "$dir/out" "$dir/want"
		matches "$dir/want.ids" "$dir/out.ids" ||
			diff -u -L expected -L printed "$dir/want.ids" "$dir/out.ids" |
			sed 's/^/# /' >>"$dir/why"
	fi
	verdict "$page:$line: $(printf '%s' "$1" | head -n 1)"
}

# steps FILE: the block as alternating files step.N (a command) and want.N.
steps() {
	rm -f "$dir"/step.*
	awk -v to="$dir/step." '
	function add(text) { command = command (command == "" ? "" : "\n") text }
	function flush() {
		if (command == "")
			return
		n = sprintf("%03d", ++count)
		print command >(to n)
		if (transcript)
			printf "%s", wanted >(to n ".want")
		command = wanted = ""
	}
	FNR == 1 { next }
	NR == FNR { if (/^\$ /) transcript = 1; next }
	transcript && /^\$ / { flush(); add(substr($0, 3)); next }
	transcript && /^> / && wanted == "" { add(substr($0, 3)); next }
	transcript && command ~ /[|\\]$/ && wanted == "" { add($0); next }
	transcript { wanted = wanted $0 "\n"; next }
	!/^[ \t]/ && !/^(done|fi|esac|})/ && command !~ /(\||\\|&&)$/ { flush() }
	/./ { add($0) }
	END { flush() }' "$1" "$1"
}

setup=$TOP/tests/examples/${page##*/}.sh
[ -e "$setup" ] || setup=$TOP/tests/examples/setup.sh
# shellcheck disable=SC1090
[ ! -e "$setup" ] || . "$setup"

for block in "$dir"/block.*; do
	[ -e "$block" ] || skip_all "no examples in $page"
	IFS='	' read -r line last kind reason <"$block"
	[ "$kind" != skip ] || {
		skip "$page:$line" "$reason"
		continue
	}
	steps "$block"
	set -- "$dir"/step.[0-9][0-9][0-9]
	while [ $# -gt 0 ]; do
		[ -e "$1" ] || break
		rm -f "$dir/want"
		[ ! -e "$1.want" ] || cp "$1.want" "$dir/want"
		wanted=0
		[ $# -gt 1 ] || wanted=$last
		perform "$(cat "$1")" "$wanted" "$kind"
		shift
	done
done
finish
