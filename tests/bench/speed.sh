#!/bin/sh
# make bench: what the tools take on a journal of CASES (a million) cases, next
# to programs that do much less, in the same run. The journal is made once, and
# kept in build/bench.
#
# Fails where an answer is wrong, and never for a time. RUNS (5) is of each
# pair; with RUNS=0 nothing is timed, and the answers alone are looked at. On a
# machine with other work, BENCH_CLOCK=cpu counts what the processor did.
set -u
: "${TOOLS:?run it by make bench}" "${BENCH:?}" "${TOP:?}"
export LC_ALL=C AMENDS_POLICY="$TOP/tests/data/full-plan.yaml" \
	AMENDS_NOW=2026-11-24T10:00:00Z AMENDS_WHO=ruth
unset AMENDS_JOURNAL AMENDS_MACHINE
cases=${CASES:-1000000} runs=${RUNS:-5} wrong=0 times=$runs
data=$TOP/build/bench/$cases
journal=$data/journal.tsv tenth=$data/tenth.tsv shuffled=$data/shuffled.tsv
rows=$data/rows.csv letters=$data/letters list=$data/list
words=$TOP/policies.yaml
PATH=$TOOLS:$PATH
tab=$(printf '\t')

# Making.

# A change of what makes it makes it again.
make_data() {
	stamp=$(cksum "$TOP"/tests/bench/*.[ch] "$0" "$words" | cksum)
	[ "$(cat "$data/stamp" 2>/dev/null)" != "$stamp" ] || return 0
	rm -rf "$data" && mkdir -p "$data" || return
	umask 077
	"$BENCH/journal" "$cases" "$data/facts" >"$journal" &&
		"$BENCH/journal" $((cases / 10)) "$data/facts-of-tenth" >"$tenth" &&
		"$BENCH/rows" "$cases" >"$rows" &&
		"$BENCH/shuffle" 1 <"$journal" >"$shuffled" &&
		letters_of <"$journal" >"$letters" && list_of "$words" >"$list" &&
		printf '%s\n' "$stamp" >"$data/stamp"
}

# What people wrote, 40 MB of it at most, as a text to look through; and what
# the plan looks for in such, a phrase a line, as grep -f takes them.
letters_of() {
	cut -f 8 | sed '/^-$/d; s/\\n/\
/g' | head -c 40000000
}
list_of() {
	sed -n 's/^    - {say: \[*\(.*\)\]*, kind: .*/\1/p; s/^  blame: \[\(.*\)\]$/\1/p' \
		"$1" | sed 's/\].*//; s/"//g; s/, /\
/g'
}

# fact NAME [FILE]
fact() {
	awk -v name="$1" '$1 == name { print $2 }' "$data/${2:-facts}"
}

# Answers.

# same WHAT WANTED GOT: note a wrong answer.
same() {
	[ "$2" = "$3" ] && return
	wrong=$((wrong + 1))
	printf 'WRONG: %s: %s, where it should be %s\n' "$1" "$3" "$2"
}

lines() {
	wc -l | tr -d ' '
}

# The simplest fold of promises that there can be.
fold='$3 == "promise" || $3 == "renew" { open[$2 FS $4] = $6 }
	$3 == "kept" || $3 == "broken" { delete open[$2 FS $4] }
	END { for (promise in open) print promise FS open[promise] }'

promises_of() {
	awk -F"$tab" -v OFS="$tab" '$4 == "promise" {
		ref = $0
		sub(/.*\tref=/, "", ref)
		sub(/\t.*/, "", ref)
		print $2, ref, $6
	}' | sort
}

look_at_answers() {
	case-check -f "$journal" >"$data/found" 2>&1
	same 'case-check: findings' 0 "$(grep -c "$journal" "$data/found")"

	same 'records that are read' "$(fact lines)" "$("$BENCH/read" "$journal")"

	followup-due -f "$journal" -w 10y >"$data/due" ||
		same 'followup-due: status' 0 $?
	mawk -F"$tab" "$fold" "$journal" | sort >"$data/promises"
	same 'followup-due: open promises' \
		"$(fact promises) $(cksum <"$data/promises")" \
		"$(lines <"$data/promises") $(promises_of <"$data/due" | cksum)"
	followup-due -f "$shuffled" -w 10y >"$data/due-shuffled"
	same 'followup-due of the journal shuffled' \
		"$(cksum <"$data/due")" "$(cksum <"$data/due-shuffled")"

	same 'case-list: open cases' "$(fact open)" \
		"$(case-list -f "$journal" | lines)"
	case-list -f "$journal" -A >"$data/all" || same 'case-list: status' 0 $?
	same 'case-list -A: cases' "$(fact cases)" "$(lines <"$data/all")"
	same 'case-list -A of the journal shuffled' "$(cksum <"$data/all")" \
		"$(case-list -f "$shuffled" -A | cksum)"
	same 'case-list -A: cases of one name' \
		"$(awk -F"$tab" -v name="$name" '$3 == "open" &&
			index($0 FS, FS "customer=" name FS)' "$journal" | lines)" \
		"$(case-list -f "$journal" -A -k "customer=$name" | lines)"
	same 'case-list -A --in 2026-11: cases opened then' \
		"$(awk -F"$tab" '$3 == "open" && $1 ~ /^2026-11/' "$journal" |
			lines)" \
		"$(case-list -f "$journal" -A --in 2026-11 | lines)"
	# What can be read once only is folded as a whole.
	same 'case-stats --in 2026-11: as of all cases' \
		"$(case-stats -f - --in 2026-11 <"$journal")" \
		"$(case-stats -f "$journal" --in 2026-11)"
	same 'case-list -e give: gifts and their sum' \
		"$(fact gives) $(fact given)" \
		"$(case-list -f "$journal" -A -e give -o cause,amount |
			awk '{ count++; sum += $2 }
				END { printf "%d %.2f\n", count, sum }')"

	grep "$open" "$journal" >"$data/one.tsv"
	same 'remedy-pick: remedies' \
		"$(remedy-pick -f "$data/one.tsv" "$open" | cut -f 4,7 | cksum)" \
		"$(remedy-pick -f "$journal" "$open" | cut -f 4,7 | cksum)"

	cp "$tenth" "$data/grows.tsv"
	case-log -f "$data/grows.tsv" "$short" note Seen. >"$data/said" ||
		same 'case-log: status' 0 $?
	same 'case-log: the journal and what was printed' \
		"$(cat "$tenth" "$data/said" | cksum)" \
		"$(cksum <"$data/grows.tsv")"

	rm -f "$data/imported.tsv"
	import >"$data/said" || same 'case-new --import: status' 0 $?
	same 'case-new --import: rows' "$cases" "$(lines <"$data/said")"
	same 'case-new --import: the journal and what was printed' \
		"$({ echo '#amends 1' && cat "$data/said"; } | cksum)" \
		"$(cksum <"$data/imported.tsv")"
	case-check -f "$data/imported.tsv" >"$data/found" 2>&1
	same 'case-check of what was imported: findings' 0 \
		"$(grep -c "$data/imported" "$data/found")"
}

look_at_words() {
	reply-check -p "$words" "$letters" >"$data/found"
	same 'reply-check: status' 1 $?
	same 'reply-check: where a phrase of the list stands' \
		"$(grep -obiwF -f "$list" "$letters" | wc -l | tr -d ' ')" \
		"$(grep -vc '" names no time;' "$data/found")"
}

import() {
	case-new -f "$data/imported.tsv" --import "$rows" \
		--map text=Words --map time=Received --map category=Kind \
		--map value=Price --ext Complaint --history
}

# Times.

# pair WHAT UNIT PEER WANTED BEFORE OURS... -- PEER...: a row of the table.
# UNIT is ratio (ours to the peer), MB/s (of the journal) or ms (ours).
pair() {
	what=$1 unit=$2 peer=$3 wanted=$4
	shift 4
	took=$("$BENCH/pairs" "$times" "$@") || {
		same "$what" 'a time' 'none'
		return
	}
	printf '%s\n' "$took" | awk -v what="$what" -v unit="$unit" \
		-v peer="$peer" -v wanted="$wanted" \
		-v size="$(wc -c <"$journal")" '{
		got = unit == "ratio" ? sprintf("%.2f", $1 / $2) :
			unit == "MB/s" ? sprintf("%.0f MB/s", size / $1 / 1e6) :
			sprintf("%.2f ms", $1 * 1000)
		printf "%-32s %8.3f  %-10s %7.3f %9s %9s %6.1f\n",
			what, $1, peer, $2, got, wanted, $3 / 1e6
	}'
}

# The same beside wc -l of the journal.
beside_wc() {
	what=$1 unit=$2 wanted=$3
	shift 3
	pair "$what" "$unit" 'wc -l' "$wanted" '' "$@" -- wc -l "$journal"
}

# The same beside taking apart its lines, one after the other, and no more.
beside_reading() {
	what=$1
	shift
	pair "$what" ratio 'reading it' '<= 3' '' \
		"$@" -- "$BENCH/read" "$journal"
}

time_pairs() {
	printf '%-32s %8s  %-10s %7s %9s %9s %6s\n' \
		what 'ours, s' peer 'its, s' got wanted MB
	beside_wc 'followup-due' ratio '<= 3' followup-due -f "$journal"
	pair 'followup-due' ratio 'mawk fold' '<= 0.2' '' \
		followup-due -f "$journal" -- mawk -F"$tab" "$fold" "$journal"
	beside_reading 'followup-due' followup-due -f "$journal"
	beside_wc 'case-list' ratio '<= 3' case-list -f "$journal"
	beside_wc 'case-list -A' ratio '<= 5' case-list -f "$journal" -A
	beside_wc 'case-list -A -k customer=NAME' ratio '<= 2' \
		case-list -f "$journal" -A -k "customer=$name"
	beside_wc 'case-list -A --in 2026-11' ratio '' \
		case-list -f "$journal" -A --in 2026-11
	beside_wc 'case-stats --in 2026-11' ratio '' \
		case-stats -f "$journal" --in 2026-11
	if command -v case-show >/dev/null; then
		beside_wc 'case-show' ratio '<= 2' \
			case-show -f "$journal" "$open"
	else
		echo 'case-show: left out, it is not there'
	fi
	beside_wc 'case-list -e give -o cause,...' ratio '<= 5' \
		case-list -f "$journal" -A -e give -o cause,amount
	beside_wc 'remedy-pick' ratio '<= 3' remedy-pick -f "$journal" "$open"
	beside_reading 'remedy-pick' remedy-pick -f "$journal" "$open"
	# shellcheck disable=SC2016 # for the inner shell
	pair 'case-log, a tenth of it' ratio 'wc, sync' '<= 5' '' \
		case-log -f "$data/grows.tsv" "$short" note Seen. -- \
		sh -c 'wc -l "$1" && dd if=/dev/zero of="$1.synced" bs=100 \
			count=1 conv=fdatasync' sh "$data/grows.tsv"
	beside_wc 'case-check' MB/s '>= 500' case-check -f "$journal"
	if command -v mlr >/dev/null; then
		pair 'case-new --import' ratio 'mlr cat' '<= 0.67' \
			"rm -f '$data/imported.tsv'" \
			case-new -f "$data/imported.tsv" --import "$rows" \
			--map text=Words --map time=Received \
			--map category=Kind --map value=Price \
			--ext Complaint --history -- \
			mlr --icsv --otsv cat "$rows"
	else
		echo 'case-new --import: left out, mlr is not there (miller)'
	fi
	# To a file: grep stops at the first find where nobody reads on.
	# shellcheck disable=SC2016 # for the inner shell
	pair 'reply-check, what they wrote' ratio 'grep -F' '<= 2' '' \
		sh -c 'reply-check -p "$1" "$2" >"$3"; [ $? = 1 ]' sh \
		"$words" "$letters" "$data/found" -- \
		sh -c 'grep -F -f "$1" "$2" >"$3"' sh \
		"$list" "$letters" "$data/grepped"
	times=$((runs < 5 ? runs : runs * 10)) # of what is over at once
	pair 'case-list --version' ms true '<= 2' '' \
		case-list --version -- true
	pair 'case-list, no case' ms true '<= 2' '' \
		case-list -f "$data/empty.tsv" -- true
	pair 'followup-due, no case' ms true '<= 2' '' \
		followup-due -f "$data/empty.tsv" -- true
	times=$runs
	pair 'followup-due' ratio 'a tenth' '<= 10.5' '' \
		followup-due -f "$journal" -- followup-due -f "$tenth"
	pair 'case-check' ratio 'a tenth' '<= 10.5' '' \
		case-check -f "$journal" -- case-check -f "$tenth"
	beside_wc 'followup-due, shuffled' ratio '<= 20' \
		followup-due -f "$shuffled"
	beside_wc 'case-check, shuffled' ratio '' case-check -f "$shuffled"
}

make_data || exit
open=$(fact open-case)
short=$(fact open-case facts-of-tenth)
short=$(printf '%s\n' "$short" | cut -c 8-10)
name='Ana Ruiz'
: >"$data/empty.tsv"
printf '%s cases, %s lines, %d MB\n\n' "$(fact cases)" "$(fact lines)" \
	$(($(wc -c <"$journal") / 1000000))
look_at_answers
look_at_words
# What was written is carried to the disk first: that takes a processor or two
# for some seconds, sync or not.
[ "$runs" = 0 ] || { sync && sleep 5 && time_pairs; }
[ "$wrong" = 0 ]
