#!/bin/sh
# The power goes: between any two changes to the disk, in every state that the
# disk may be in then (power.c), what was acknowledged is there, once; what was
# set aside is somewhere; what was erased is nowhere. That also where a tool was
# killed at any call before, and the next one went on. The tools are then let
# loose on some of the states; AMENDS_TEST_STEP=1 (make check-long-faults) takes
# many more. And where a file system may be mounted, on one that is cut off in
# the midst of it.
# shellcheck disable=SC2086,SC2238,SC2317 # words without blanks; functions
[ ! -w /dev/shm ] || TMPDIR=/dev/shm
. "${TOP:-.}/tests/fault/setup.sh"
[ -z "${SAN-}" ] || skip_all 'a sanitizer and the shim exclude each other'
${CC:-cc} -std=c11 -O2 -o "$dir/power" "$TOP/tests/fault/power.c" || exit 99
if [ "${AMENDS_TEST_STEP-}" = 1 ]; then
	rounds=25 every=4 calls='write mkdir rename fdatasync fsync ftruncate unlink open'
	ways='die kill=7'
else
	rounds=1 every=12 calls='write rename' ways=die
fi

mkdir r states
root=$(cd r && pwd -P)
A=261122-7QK4XMQ B=261123-3F8TWAX
at=2026-11-22T10:0
line() { printf '%s%s:00.000+01:00\t%s\t%s\t%s\tkim\t-\t-\t%s\n' $at "$@"; }
{
	echo '#amends 1'
	line 0 $A open late 'Late, says Ana	customer=Ana Ruiz'
	line 1 $B open late 'The blue one	customer=Tom'
	line 2 $A note - 'Ana rang'
} >old
long=$(printf '%09000d' 0)

# note KIND WORDS: a line of the log that is a promise.
note() { printf '%s 0 0 %d\n%s' "$1" "${#2}" "$2" >>log; }

# there FILE...: files that were on the disk before all this.
there() {
	chmod 600 "$@"
	for file in "$@"; do
		file=$root/${file#r/}
		printf 'have %s 0 %d\n%s\0' "$(stat -c %i "$file")" \
			$((${#file} + 1 + $(stat -c %s "$file"))) "$file" >>log
		cat "$file" >>log
	done
}

# step COMMAND...: what it prints is acknowledged, if it ends well. The first
# one has $fault happen to it.
step() {
	status=0
	FAULT=$fault
	fault=
	FAULT=$FAULT FAULT_LOG="$dir/fired" FAULT_DISK="$dir/home/log" FAULT_ROOT="$root" LD_PRELOAD=$shim \
		"$@" >"$dir/out" 2>"$dir/err" || status=$?
	[ "$status" != 0 ] || note said "$(cat "$dir/out")"
}

# must: the step before went well.
must() { [ "$status" = 0 ] || why "exit $status: $(cat "$dir/err")"; }

fresh() {
	rm -rf r/* log "$dir/fired"
	: >log
}
begin() { # FILE: as the journal
	cp "$1" r/journal
	there r/journal
	note said "$(cat old)"
}

# cut_power WHAT: judge all states.
cut_power() {
	rm -rf states/*
	"$dir/power" log "$root" states "$every" >"$dir/power.out" ||
		why "$1"
	sed -n '/^#/p' "$dir/power.out" >>"$dir/why"
	states=$((states + $(grep -v '^#' "$dir/power.out" || echo 0)))
}

# recorded_once STATE: in its journal, each line that was acknowledged.
recorded_once() {
	cat "$1/journal" "$1"/j/*.tsv "$1/a/b/journal" 2>/dev/null >there
	sort there | uniq -d | grep -v '^#' | sed 's/^/# twice: /' >>"$dir/why"
	grep -vxFf there "$1.said" | sed "s|^|# $1, lost: |" >>"$dir/why"
}

# go_on: the tools, on the states that were made.
go_on() {
	for state in states/*.said; do
		state=${state%.said}
		[ -s "$state.said" ] || continue
		tried=$((tried + 1))
		in=$state/journal
		[ ! -d "$state/j" ] || in=$state/j
		[ ! -d "$state/a" ] || in=$state/a/b/journal
		case=$(head -n 1 "$state.said" | cut -f 2)
		printf '%s\n' "$(XDG_STATE_HOME="$PWD/$state/state" \
			AMENDS_MACHINE=till1 \
			case-log -f "$in" "$case" note after 2>"$dir/err")" \
			>>"$state.said"
		tail -n 1 "$state.said" | grep -q after ||
			why "$state: no append: $(cat "$dir/err")"
		recorded_once "$state"
		status=0
		case-check -f "$in" >"$dir/out" 2>&1 || status=$?
		[ "$status" != 3 ] || {
			status=0
			case-check -f "$in" --set-aside >"$dir/out" 2>&1 &&
				case-check -f "$in" >"$dir/out" 2>&1 ||
				status=$?
			recorded_once "$state"
		}
		[ "$status" -le 1 ] || why "$state: $(cat "$dir/out")"
	done
}

# Each scenario: a function, once as it is; then killed at each call, with the
# next recorder after it.
first() {
	step case-new -f r/a/b/journal -c Tom Late
	[ "$status" = 0 ] || step case-new -f r/a/b/journal -c Tom Again
	must
	said=$(cut -f 2 "$dir/out")
	step case-log -f r/a/b/journal "$said" heard + note "$long"
	must
	step case-log -f r/a/b/journal "$said" note second
	must
}
machine() {
	mkdir -p r/j
	AMENDS_MACHINE=till1 XDG_STATE_HOME=$root/state
	export AMENDS_MACHINE XDG_STATE_HOME
	step case-new -f r/j -c Tom Late
	[ "$status" = 0 ] || step case-new -f r/j -c Tom Again
	must
	said=$(cut -f 2 "$dir/out")
	step case-log -f r/j "$said" note "$long"
	must
	unset AMENDS_MACHINE XDG_STATE_HOME
}
torn() {
	{ cat old && line 3 $B note - "$long" | head -c 5000; } >cut
	begin cut
	note kept "$(tail -n 1 cut)"
	step case-log -f r/journal $B note one
	[ "$status" = 0 ] || step case-log -f r/journal $B note again
	must
	step case-log -f r/journal $B note two
	must
}
aside() {
	{ cat old && echo bad one && line 3 $B note - good && echo bad two; } >bad
	begin bad
	note kept "$(grep '^bad' bad)"
	step case-check -f r/journal --set-aside
	[ "$status" = 137 ] || must
	step case-log -f r/journal $B note one
	must
}
erase() {
	begin old
	{ echo '#j:9: bad' && echo 'not hers'; } >r/journal.bad
	line 5 $A note - Ana >r/journal.torn
	there r/journal.bad r/journal.torn
	note forget $A
	note kept 'not hers'
	step case-erase -q --yes -f r/journal -b eva $A
	[ "$status" = 137 ] || {
		must
		note gone Ana
	}
	step case-log -f r/journal $B note one
	must
	step case-erase -q --yes -f r/journal -b eva $A
	must
	note gone Ana
	step case-log -f r/journal $B note two
	must
}

# Killed once it has done each call that changes the disk.
for scenario in first machine torn aside erase; do
	states=0 tried=0 killed=0 fault=
	fresh
	$scenario
	cut_power "$scenario"
	go_on
	for call in $calls; do
		for way in $ways; do
			n=0
			[ "$way" = die ] || [ "$call" = write ] || continue
			while [ $((n = n + 1)) ]; do
				fresh
				fault=$call:$n:$way
				$scenario
				[ -s "$dir/fired" ] || break
				killed=$((killed + 1))
				cut_power "$scenario, $call:$n:$way"
				[ $((killed % every)) != 1 ] || go_on
			done
		done
	done
	verdict "$scenario: whatever state the power leaves, all that was acknowledged is there ($states states, $killed kills before, $tried gone on with)"
done

# Four writers at work on a real file system, cut off in the midst of it, round
# after round; what was said before that is there. Mounted in a name space of its
# own, so that nothing is left of it.
cat >cutting <<'SH'
mount -o loop img disk
pids='' n=0
while [ $((n = n + 1)) -le 4 ]; do
	"$append" -w disk/journal "$1.$n" 100000 20000 >"said.$n" 2>>errors &
	pids="$pids $!"
done
sleep "0.$((1 + $1 % 4))"
# Now: what is said in the very moment of the cut may be either.
cat said.* | awk 'NF == 3' >>said
"$cutoff" disk
# They end because their disk is gone, as they should.
wait $pids || :
umount disk
mount -o loop img disk
"$append" -w disk/journal "mend.$1" 1 200 >>said
grep -v '^#' disk/journal | cut -d ' ' -f 1-3 | sort >there
sort said | comm -23 - there | sed 's/^/# lost: /' | head -n 5
uniq -d there | sed 's/^/# doubled: /'
"$append" -l disk/journal | cut -d : -f 3- |
	awk '$3 != length($0) || $4 !~ /^x+$/ { print "# half: " substr($0, 1, 40) }'
[ "$(stat -c %s disk/journal)" -lt 30000000 ] || rm disk/journal* said
umount disk
SH
cutoff="$dir/cutoff"
export append cutoff
name='an ext4 that is cut off'
mkdir disk
if [ "$(id -u)" = 0 ] && truncate -s 96M img && mkfs.ext4 -qF img 2>"$dir/err" &&
	${CC:-cc} -o "$cutoff" "$TOP/tests/fault/cutoff.c" && unshare -m sh -euc \
	'mount -o loop img disk && "$0" disk' "$cutoff" 2>"$dir/err"; then
	n=0
	while [ $((n = n + 1)) -le $rounds ]; do
		unshare -m sh -eu cutting $n >>"$dir/why" || why "round $n fails"
		sum=$((${sum-0} + $(cat said.* | wc -l)))
	done
	verdict "$name while four write has all that was said ($sum records, cut $rounds times)"
else
	skip "$name" 'none may be mounted here, or none can be cut off'
fi
finish
