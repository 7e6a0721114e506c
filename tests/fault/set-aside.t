#!/bin/sh
# case-check --set-aside, killed before and after each call that touches a file,
# and with each of them failing: the journal is the old one or the new one, and
# every line is in it or beside it.
[ ! -w /dev/shm ] || TMPDIR=/dev/shm
. "${TOP:-.}/tests/fault/setup.sh"
[ -z "${SAN-}" ] || skip_all 'a sanitizer and the shim exclude each other'

{
	echo '#amends 1'
	printf '2026-11-22T10:00:00.000+01:00\t261122-7QK4XMQ\topen\t-\tkim\t-\t-\tLate.\n'
	echo 'bad one'
	printf '2026-11-22T10:01:00.000+01:00\t261122-7QK4XMQ\theard\t-\tkim\t-\t-\t-\n'
	echo 'bad two'
} >old
sed '/^bad/d' old >new

# judge FAULT: what the run just made left behind.
judge() {
	cmp -s j old || cmp -s j new || why "$1: the journal is neither"
	cmp -s j old || {
		grep -qx 'bad one' j.bad && grep -qx 'bad two' j.bad
	} || why "$1: a line is lost"
	[ "$status" != 0 ] || cmp -s j new || why "$1: done, and was not"
	case-check -f j --set-aside 2>"$dir/again" ||
		why "$1: cannot be done again: $(cat "$dir/again")"
	cmp -s j new || why "$1: not even the second time"
}

# Each call of each name until one is not reached any more.
for call in open write fsync fdatasync fchmod rename; do
	for way in kill die EIO; do
		n=0
		while [ $((n = n + 1)) -lt 40 ]; do
			rm -f j j.*
			cp old j
			faulty "$call:$n:$way" case-check -f j --set-aside
			[ -s "$dir/fired" ] || break
			judge "$call:$n:$way"
		done
	done
	reached="${reached-}$call:$n "
done
verdict 'at every moment the journal is the old one or the new one'
printf '# %s\n' "$reached"
for torn in 0 1 30; do
	for n in 1 2 3; do
		rm -f j j.*
		cp old j
		faulty "write:$n:kill=$torn" case-check -f j --set-aside
		judge "write:$n:kill=$torn"
	done
done
verdict 'also in the middle of a write'
finish
