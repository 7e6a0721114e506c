#!/bin/sh
# Every call that an append, a replacement and a setting aside make fails once,
# and for good, in each way that it can; and the program is killed before and
# after each of them. The bytes of the file are judged each time, and so is the
# next run, without a fault. A fault that does not fire fails the test.
# Here each call fails in one of its ways, another one each time, and of those for
# memory each 24th; AMENDS_TEST_STEP=1 (make check-long-faults) takes them all.
# shellcheck disable=SC2046,SC2086,SC2317 # lists; act is called by name
# What syncing takes on a real disk proves nothing here, and takes long.
[ ! -w /dev/shm ] || TMPDIR=/dev/shm
. "${TOP:-.}/tests/fault/setup.sh"

# The ways in which a call fails.
ways() {
	case $1 in
	open) echo EACCES EIO EMFILE ;;
	write) echo ENOSPC EIO EFBIG EDQUOT short=0 short=1 short=9 ;;
	fdatasync) echo EIO ENOSPC EINTR ;;
	fsync) echo EIO EINTR ;;
	flock) echo ENOLCK EIO ;;
	rename | mkdir) echo ENOSPC EIO EROFS ;;
	malloc) echo ENOMEM ;;
	fchmod | fchown | chmod) echo EPERM ;;
	*) echo EIO ;;
	esac
}

# few WORDS...: $chosen is one of them, by a die that always falls the same way;
# all of them where there is time.
step=${AMENDS_TEST_STEP:-24} die=1
few() {
	chosen=$*
	[ "$step" -gt 1 ] || return 0
	die=$(((die * 75 + 74) % 65537))
	shift $((die / 7 % $#))
	chosen=$1
}

# Those that are no failure at all: the call is made again.
interrupted='open write flock ftruncate read pread'

# Whether the file is one of those that are allowed; "none": it may be missing.
is_one_of() {
	is_file=$1
	shift
	for allowed in "$@"; do
		case $allowed in
		none) [ ! -e "$is_file" ] || [ ! -s "$is_file" ] ;;
		*) cmp -s "$is_file" "$allowed" ;;
		esac && return 0
	done
	return 1
}

# A scenario is three functions: begin makes a new folder as it is before, of
# late or (settled) long since, act
# runs the program in it, and want says what is right after it: a file, $want,
# or $twice after a second time. $file is the file judged, $before the files that
# it may be like when nothing was done; "none" is a missing or empty one.
fresh() {
	rm -rf "$dir/home/w" "$dir/home/state"
	mkdir "$dir/home/w"
	begin
}
settled() { touch -d 2025-01-01 w; }

# judge WHAT STATUSES FILES...: the run just made, whose file may be like any of
# FILES if it did not end well, and the one after it.
judge() {
	judged=$1 statuses=$2
	shift 2
	[ -s "$dir/fired" ] || why "$judged: never reached"
	case " $statuses " in
	*" $status "*) ;;
	*) why "$judged: exit $status, expected one of $statuses" ;;
	esac
	case $status in
	0)
		want
		cmp -s "$file" "$want" || why "$judged: exit 0, wrong bytes"
		[ -s "$dir/out" ] || why "$judged: exit 0, and silence"
		;;
	4)
		is_one_of "$file" "$@" || why "$judged: exit 4, wrong bytes"
		[ -s "$dir/err" ] || why "$judged: exit 4, and no sentence"
		[ ! -s "$dir/out" ] || why "$judged: exit 4, and a record"
		;;
	137)
		is_one_of "$file" "$@" || why "$judged: killed, wrong bytes"
		;;
	esac
	runs=$((runs + 1))
	[ "$status" != 0 ] || return 0
	killed=$status
	run act
	[ "$status" = 0 ] || why "$judged: the next run exits $status"
	want
	cmp -s "$file" "$want" ||
		{ [ "$killed" = 137 ] && cmp -s "$file" "$twice"; } ||
		why "$judged: wrong bytes after the next run"
}

# sweep NAME CALLS: over all calls of the scenario. CALLS is what it does to the
# disk, in order, as nothing but power loss would show that a sync is missing.
sweep() {
	runs=0
	fresh
	rm -f "$dir/trace"
	FAULT_TRACE="$dir/trace" LD_PRELOAD=$shim act >"$dir/out" 2>"$dir/err" ||
		why "$1: does not even work: $(cat "$dir/err")"
	want
	cmp -s "$file" "$want" || why "$1: wrong bytes without a fault"
	did=$(grep -Ex 'mkdir|flock|write|fsync|fdatasync|ftruncate|rename' \
		"$dir/trace" | tr '\n' ' ')
	[ "$did" = "$2 " ] || why "$1: $did"
	sort "$dir/trace" | uniq -c >"$dir/calls"
	while read -r times call; do
		n=1 next=1
		[ "$call" != malloc ] || next=$step
		while [ "$n" -le "$times" ]; do
			few $(ways "$call")
			for way in $chosen; do
				few "$call:$n:$way" "$call:$n+:$way"
				for spec in $chosen; do
					# The first one without memory is the last.
					[ "$spec" != "malloc:$n+:$way" ] || continue
					fresh
					faulty "$spec" act
					judge "$spec" '0 4' $before
				done
			done
			case " $interrupted " in
			*" $call "*)
				fresh
				faulty "$call:$n:EINTR" act
				judge "$call:$n:EINTR" 0
				;;
			esac
			n=$((n + next))
		done
	done <"$dir/calls"
	verdict "$1: nothing half done after any failed call ($runs runs)"

	runs=0
	while read -r times call; do
		case $call in
		malloc) continue ;;
		*stat | *read | getrandom) # which change nothing on the disk
			[ "$step" = 1 ] || continue ;;
		esac
		n=1
		while [ "$n" -le "$times" ]; do
			few kill die
			for way in $chosen; do
				fresh
				faulty "$call:$n:$way" act
				want
				judge "$call:$n:$way" 137 $before "$want"
			done
			n=$((n + 1))
		done
	done <"$dir/calls"
	verdict "$1: nothing half done after kill -9 at any call ($runs runs)"
}

old='2026-11-22T14:05:09.123+01:00	261122-7QK4XMQ	heard	-	kim	-	-	-'
new='2026-11-22T14:06:10.456+01:00	261122-7QK4XMQ	note	-	kim	-	-	The heart of it'
printf '%s\n' "$new" >"$dir/batch"
printf '#amends 1\n%s\n' "$old" >"$dir/old"
printf '#amends 1\n%s\n%s' "$old" '2026-11-22T14:05' >"$dir/torn"
printf '#amends 1\n%s\n' "$new" >"$dir/first"
printf '#amends 1\n%s\n%s\n' "$old" "$new" >"$dir/both"
printf '#amends 1\n%s\n%s\n%s\n' "$old" "$new" "$new" >"$dir/thrice"
printf '#amends 1\n%s\n%s\n' "$new" "$new" >"$dir/first.twice"

# Where kill -9 came once the record was there, the next run, which knows
# nothing of once=, adds it again: that is $twice.
begin() { cp "$dir/old" w/journal && settled; }
act() { "$append" w/journal <"$dir/batch"; }
want() { want="$dir/both" twice="$dir/thrice"; }
file=w/journal before="$dir/old"
sweep 'an append' 'flock write fdatasync flock'

# As a keeper that was killed leaves it: the name has to last first.
begin() { cp "$dir/old" w/journal && touch -d 2026-01-01 w/journal; }
sweep 'an append to a file that was replaced' \
	'flock fsync write fdatasync flock'

begin() { :; }
act() { "$append" -c w/a/b/journal <"$dir/batch"; }
want() { want="$dir/first" twice="$dir/first.twice"; }
file=w/a/b/journal before=none
sweep 'the first append of all' \
	'fsync mkdir fsync mkdir fsync flock fsync write fdatasync flock'

begin() { cp "$dir/torn" w/journal && settled; }
act() { "$append" w/journal <"$dir/batch"; }
want() {
	want="$dir/both" twice="$dir/thrice"
	# Whatever happens, the torn line is in one place or the other.
	moved=
	[ ! -s w/journal.torn ] || read -r moved <w/journal.torn
	[ "$moved" = 2026-11-22T14:05 ] || cmp -s w/journal "$dir/torn" ||
		why 'the torn line is nowhere'
}
file=w/journal before="$dir/torn $dir/old"
sweep 'an append behind a torn line' \
	'flock fsync write fdatasync ftruncate fdatasync write fdatasync flock'

export AMENDS_MACHINE=till1 XDG_STATE_HOME="$dir/home/state"
begin() { mkdir w/journal; }
act() { "$append" w/journal <"$dir/batch"; }
want() {
	want="$dir/want" twice="$dir/twice"
	mark=
	[ ! -e state/amends/machine ] || read -r mark <state/amends/machine
	printf '#amends 1\n#machine %s\n%s\n' "$mark" "$new" >"$want"
	printf '#amends 1\n#machine %s\n%s\n%s\n' "$mark" "$new" "$new" \
		>"$twice"
}
file=w/journal/till1.tsv before=none
sweep "a machine's first append in a folder" \
	'fsync flock mkdir fsync mkdir fsync flock fsync write fdatasync flock fdatasync fsync fsync write fdatasync flock'

begin() { cp "$dir/old" w/journal; }
act() { "$append" -r w/journal <"$dir/first"; }
want() { want="$dir/first" twice="$want"; }
# Where only the folder's sync failed, the new file is there, and exit 4 says
# that it may not last.
file=w/journal before="$dir/old $dir/first"
sweep 'a replacement' 'flock write fdatasync rename fsync flock'
[ "$(ls w)" = journal ] || why "left over: $(ls w)"
verdict 'a replacement leaves nothing beside the file'

begin() { cp "$dir/old" w/journal; }
act() { "$append" -a w/journal <"$dir/batch"; }
want() { want="$dir/batch" twice="$dir/batch.twice"; }
cat "$dir/batch" "$dir/batch" >"$dir/batch.twice"
file=w/journal.bad before=none
sweep 'setting bytes aside' 'flock fsync write fdatasync flock'

# Two faults: the cutting back fails, too. Then the end of the file is in
# doubt, and the sentence says so.
run_twice() {
	fresh
	faulty "$1" act
	[ "$(wc -l <"$dir/fired")" -ge 2 ] || why "$1: not all reached"
	[ "$status" = 4 ] || why "$1: exit $status"
	grep -q 'could not be cut off again' "$dir/err" || why "$1: $(cat "$dir/err")"
}
unset AMENDS_MACHINE XDG_STATE_HOME
begin() { cp "$dir/old" w/journal; }
act() { "$append" w/journal <"$dir/batch"; }
for fault in 'write:1:short=20 ftruncate:1:EIO' \
	'write:1:short=20 ftruncate:1+:EIO'; do
	run_twice "$fault"
	run act
	[ "$status" = 0 ] || why "$fault: the next run exits $status"
	cmp -s w/journal "$dir/both" || why "$fault: wrong bytes after the next run"
	[ "$(cat w/journal.torn)" = "$(head -c 20 "$dir/batch")" ] ||
		why "$fault: what was torn is not in journal.torn"
done
run_twice 'fdatasync:1:EIO ftruncate:1:EIO'
verdict 'a cutting back that fails is said, and the next recorder mends it'

# The sync that failed is the last one, however often it would have succeeded.
fresh
rm -f "$dir/trace"
FAULT_TRACE="$dir/trace" faulty fdatasync:1:EIO act
[ "$(grep -c '^fdatasync$' "$dir/trace")" = 1 ] || why "synced again"
cmp -s w/journal "$dir/old" || why "wrong bytes"
verdict 'a failed sync is never tried again'

# Torn by kill -9 at each byte of a batch of two lines.
printf 'one\ntwo\n' >"$dir/batch"
printf 'last\n' >"$dir/next"
runs=0
while [ "$runs" -le 8 ]; do
	fresh
	faulty "write:1:kill=$runs" act
	[ "$status" = 137 ] || why "byte $runs: exit $status"
	"$append" w/journal <"$dir/next" >"$dir/out" 2>"$dir/err" ||
		why "byte $runs: $(cat "$dir/err")"
	{
		cat "$dir/old"
		[ "$runs" -lt 4 ] || echo one
		[ "$runs" -lt 8 ] || echo two
		echo last
	} >"$dir/want"
	cmp -s w/journal "$dir/want" || why "byte $runs: wrong bytes"
	case $runs in
	0 | 4 | 8) [ ! -e w/journal.torn ] || why "byte $runs: torn?" ;;
	*) cut=$((runs % 4))
		[ "$(cat w/journal.torn)" = "$(head -c "$runs" "$dir/batch" |
			tail -c "$cut")" ] || why "byte $runs: wrong torn" ;;
	esac
	runs=$((runs + 1))
done
verdict 'a write that kill -9 tears at any byte costs no other line'

# A signal that can wait does, until the record is on the disk.
printf '%s\n' "$new" >"$dir/batch"
for call in flock fstat write fdatasync; do
	n=1
	case $call in
	flock | fstat) n=2 ;; # the first is before the lock
	esac
	fresh
	faulty "$call:$n:term" act
	[ -s "$dir/fired" ] || why "$call: never reached"
	[ "$status" = 143 ] || why "$call: exit $status"
	cmp -s w/journal "$dir/both" || why "$call: wrong bytes"
done
verdict 'a signal waits until the record is on the disk'

# A list reads the journal, and once more what it lists.
said='a journal that cannot be read, or not again, is no success'
if [ -n "${SAN-}" ]; then
	skip "$said" 'a sanitizer and the shim exclude each other'
else
	case-new -q -f w/cases -c 'Ana Ruiz' Late. >"$dir/out" 2>"$dir/err"
	for n in 1 2; do
		faulty "pread:$n:EIO" case-list -f w/cases
		[ -s "$dir/fired" ] || why "pread:$n: never reached"
		[ "$status" = 4 ] || why "pread:$n: exit $status"
		[ "$(cat "$dir/err")" = 'case-list: w/cases: read: Input/output error' ] ||
			why "pread:$n: $(cat "$dir/err")"
	done
	verdict "$said"
fi
finish
