#!/bin/sh
# case-erase, killed before and after each call that touches a file, with each
# of them failing in each way, and without memory: the journal is the old one or
# the new one, no other customer's line is touched, nothing of the erased one
# is anywhere once it says that it is done, and it can always be done again.
[ ! -w /dev/shm ] || TMPDIR=/dev/shm
. "${TOP:-.}/tests/fault/setup.sh"
[ -z "${SAN-}" ] || skip_all 'a sanitizer and the shim exclude each other'

A=261122-7QK4XMQ B=261123-3F8TWAX
at=2026-11-22T10:0
{
	echo '#amends 1'
	printf '%s0:00.000+01:00\t%s\topen\tlate\tkim\t-\t-\tLate, says Ana\tcustomer=Ana Ruiz\n' $at $A
	printf '%s1:00.000+01:00\t%s\topen\tlate\tkim\t-\t-\tThe blue one\tcustomer=Tom\n' $at $B
	printf '%s2:00.000+01:00\t%s\tnote\t-\tkim\t-\t-\tAna rang\n' $at $A
} >old
{ cat old && printf '%s3:00.000+01:00\t%s\tnote\t-\tkim\t-\t-\tAna again' $at $A; } >torn
printf '#j:9: bad\n%s4:00.000+01:00\t%s\tAna\n#j:9: bad\nnot hers\n' $at $A >old.bad
printf '%s5:00.000+01:00\t%s\tnote\tAna\n' $at $A >old.torn
printf '#j:9: bad\nnot hers\n' >new.bad

# fresh: the journal as it was, once with a line that a crash has torn.
fresh() {
	rm -f j j.*
	cp "$1" j
	cp old.bad j.bad
	cp old.torn j.torn
	chmod 600 j j.*
}
act() { case-erase -q --yes -f j -b eva "$A"; }

fresh torn
act >"$dir/out" || why 'does not even work'
cp j new
grep -q Ana j j.* && why 'words are left'
[ "$(tail -n 1 new | cut -f 2,3)" = "$(printf '%s\terase' $A)" ] || why 'no erase'
cmp -s j.bad new.bad || why 'j.bad is another'
verdict 'without a fault all words are gone, and another customer has theirs'

# judge FAULT: what the run just made left behind, and what the next one does.
judge() {
	runs=$((runs + 1))
	case $status in
	0) cmp -s j new || why "$1: done, and was not" ;;
	4)
		[ -s "$dir/err" ] || why "$1: no sentence"
		[ ! -s "$dir/out" ] || why "$1: a record, and exit 4"
		;;
	137) ;;
	*) why "$1: exit $status: $(cat "$dir/err")" ;;
	esac
	cmp -s j old || cmp -s j torn || cmp -s j new ||
		why "$1: the journal is neither"
	grep -q 'not hers' j.bad || why "$1: another one's piece is lost"
	[ "$status" != 0 ] || ! grep -q Ana j j.* || why "$1: words are left"
	# Where only the folder's sync failed, the erase is there already.
	[ "$status" != 0 ] || return 0
	act >"$dir/out" 2>"$dir/again" || why "$1: not again: $(cat "$dir/again")"
	cmp -s j new || why "$1: not even the second time"
	! grep -q Ana j j.* || why "$1: words are left after the second time"
}

# What changes the disk, always; all calls in each way in make check-long.
step=${AMENDS_TEST_STEP:-100} runs=0
calls='write fsync fdatasync rename unlink'
[ "$step" -gt 1 ] ||
	calls="$calls open read fstat flock fchmod fchown ftruncate pread"
for call in $calls; do
	case $call in
	open) ways='kill die EACCES EMFILE' ;;
	read | pread | fstat) ways='kill EIO' ;;
	flock) ways='kill ENOLCK' ;;
	write) ways='kill ENOSPC kill=7' ;;
	fchown) ways='kill die EPERM' ;;
	unlink) ways='kill' ;;
	*) ways='kill EIO' ;;
	esac
	[ "$step" -gt 1 ] || ways="$ways die"
	for way in $ways; do
		n=0
		while [ $((n = n + 1)) -lt 60 ]; do
			fresh torn
			faulty "$call:$n:$way" act
			[ -s "$dir/fired" ] || break
			case $call in
			open | read | fstat)
				# A plan that cannot be read is no plan.
				[ "$status" != 3 ] || status=4 ;;
			esac
			judge "$call:$n:$way"
		done
	done
	reached="${reached-}$call:$n "
done
verdict "at every moment the journal is the old one or the new one ($runs runs)"
printf '# %s\n' "$reached"

# Of the thousands of times that it asks for memory each hundredth, each at
# another place from run to run; make check-long takes them all.
if grep -aq __gcov_ "$TOOLS/case-erase"; then
	skip 'also without memory' 'gcov asks for some too, when all is done'
else
	runs=0 n=$(($$ % 100))
	[ "$step" -gt 1 ] || n=0
	while [ $((n = n + step)) ]; do
		fresh torn
		faulty "malloc:$n:ENOMEM" act
		[ -s "$dir/fired" ] || break
		# Exit 0 is right, too, if all is done: stdio can do without.
		judge "malloc:$n"
	done
	verdict "also without memory ($runs runs)"
fi
finish
