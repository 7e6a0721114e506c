#!/bin/sh
# A journal among others: 40 recorders at once, readers beside them, a holder
# that was stopped, a file replaced while one waits for it; and what a machine
# may be like: a full disk, no permission, closed descriptors, odd files.
# shellcheck disable=SC2317 # functions that are called by name
. "${TOP:-.}/tests/fault/setup.sh"

old='2026-11-22T14:05:09.123+01:00	261122-7QK4XMQ	heard	-	kim	-	-	-'
begin() {
	rm -rf "$dir/home/w"
	mkdir "$dir/home/w"
	printf '#amends 1\n%s\n' "$old" >w/journal
	cp w/journal "$dir/old"
	printf 'new\n' >"$dir/batch"
	{ cat "$dir/old" && echo new; } >"$dir/both"
}

unchanged() { cmp -s w/journal "$dir/old" || why "the journal is another"; }
recorded() { cmp -s w/journal "$dir/both" || why "wrong bytes in the journal"; }

# until_holds COMMAND...: wait for something that takes a moment, 5 s at most.
until_holds() {
	tries=0
	until "$@" 2>/dev/null; do
		tries=$((tries + 1))
		[ "$tries" -lt 500 ] || return 1
		sleep 0.01
	done
}

# Records of 3000 bytes, so that they lie across pages.
long=$(printf '%03000d' 0)

begin
rm w/journal
n=0
while [ "$n" -lt 40 ]; do
	n=$((n + 1))
	{ echo "record $n $long" | "$append" -c w/journal >"w/out$n"; } &
done
until_holds grep -q . w/journal
torn=0
while [ "$(cat w/out* | grep -c recorded)" -lt 40 ]; do
	"$append" -l w/journal >"$dir/out" || why "a reader failed"
	torn=$((torn + $(grep -Evc "^w/journal:[0-9]+:record [0-9]+ $long\$" \
		"$dir/out")))
done
wait
[ "$torn" = 0 ] || why "readers saw $torn half lines"
grep -c "^record [0-9]* $long\$" w/journal >"$dir/out"
[ "$(cat "$dir/out")" = 40 ] || why "$(cat "$dir/out") records"
[ "$(grep -v '^#' w/journal | sort -u | wc -l)" = 40 ] || why 'not each once'
[ "$(grep -c '^#' w/journal)" = 1 ] || why 'not one header'
verdict '40 recorders at once make 40 records, and readers see whole lines'


# The lock, in the hands of this shell, as a shop's own script may have it.
hold() { exec 9>>w/journal && flock 9; }
let_go() { exec 9>&-; }

# wait_for_lock [-c]: append in the background, and return once it waits.
wait_for_lock() {
	rm -f "$dir/trace"
	FAULT_TRACE="$dir/trace" LD_PRELOAD=$shim "$append" "$@" w/journal \
		<"$dir/batch" >"$dir/out" 2>"$dir/err" 9>&- &
	waiting=$!
	until_holds grep -q flock "$dir/trace" || why 'nobody asks for the lock'
}
end_of_wait() {
	status=0
	wait "$waiting" 2>/dev/null || status=$?
}

begin
hold
status=0
FAULT_NO_SLEEP=1 LD_PRELOAD=$shim "$append" w/journal \
	<"$dir/batch" >"$dir/out" 2>"$dir/err" 9>&- || status=$?
let_go
unchanged
expect 'a lock that somebody keeps for 10 seconds is exit 4' 4 3<<'ERR' </dev/null
append: w/journal: locked by another program for 10 seconds
ERR

begin
hold
wait_for_lock
let_go
end_of_wait
recorded
expect 'a lock that is let go in time is taken' 0 <<'OUT'
recorded
OUT

begin
hold
wait_for_lock
kill -TERM "$waiting"
end_of_wait
[ "$status" = 143 ] || why "exit $status"
let_go
unchanged
verdict 'who waits for the lock can be interrupted'

begin
hold
wait_for_lock
echo 'other' >w/other
mv w/other w/journal
let_go
end_of_wait
printf 'other\nnew\n' | cmp -s - w/journal || why "$(cat w/journal)"
expect 'a file that was replaced meanwhile is followed' 0 <<'OUT'
recorded
OUT

begin
hold
wait_for_lock
rm w/journal
let_go
end_of_wait
[ ! -e w/journal ] || why 'made anew'
expect 'a file that was removed meanwhile is not made again' 4 3<<'ERR' </dev/null
append: w/journal: No such file or directory
ERR

begin
hold
wait_for_lock -c
rm w/journal
let_go
end_of_wait
printf '#amends 1\nnew\n' | cmp -s - w/journal || why "$(cat w/journal)"
expect 'but by who may make one it is' 0 <<'OUT'
recorded
OUT

begin
hold
wait_for_lock
printf 'half a li' >>w/journal
let_go
end_of_wait
recorded
[ "$(cat w/journal.torn)" = 'half a li' ] || why 'not in journal.torn'
expect 'who waits finds what a holder left torn' 0 <<'OUT'
recorded
OUT

# Each length that a crash can leave of a small journal.
begin
printf '#amends 1\none\ntwo three\n' >"$dir/whole"
size=0
while [ "$size" -le 24 ]; do
	rm -f w/*
	head -c "$size" "$dir/whole" >w/journal
	sed -n '$d;p' w/journal >"$dir/kept"
	[ -n "$(tail -c 1 w/journal)" ] || cp w/journal "$dir/kept"
	tail -c "+$(($(wc -c <"$dir/kept") + 1))" w/journal >"$dir/tail"
	"$append" -l w/journal >"$dir/out" 2>"$dir/err" || why "$size: exit $?"
	grep -v '^#' "$dir/kept" | cut -d: -f 3- >"$dir/want"
	cut -d: -f 3- "$dir/out" | cmp -s - "$dir/want" ||
		why "$size bytes are read as: $(cat "$dir/out")"
	"$append" w/journal <"$dir/batch" >"$dir/out" || why "$size: exit $?"
	[ -s "$dir/kept" ] || echo '#amends 1' >"$dir/kept"
	{ cat "$dir/kept" && echo new; } | cmp -s - w/journal ||
		why "$size bytes and a record: $(cat w/journal)"
	if [ -s "$dir/tail" ]; then
		{ cat "$dir/tail" && echo; } | cmp -s - w/journal.torn ||
			why "$size bytes: journal.torn is another"
	elif [ -e w/journal.torn ]; then
		why "$size bytes: there is a journal.torn"
	fi
	size=$((size + 1))
done
verdict 'a journal cut at any byte is read, mended and appended to'

begin
printf 'a tail' >>w/journal
"$append" w/journal <"$dir/batch" >"$dir/out"
printf 'another' >>w/journal
"$append" w/journal <"$dir/batch" >"$dir/out"
expect_file 'journal.torn keeps every tail' w/journal.torn <<'OUT'
a tail
another
OUT
[ "$(stat -c %a w/journal.torn)" = 600 ] || why "$(stat -c %a w/journal.torn)"
verdict 'and is for nobody else to read'

# Descriptors 0 to 2, each open or closed, with a fault and without: a closed
# input is nothing to record (2), a closed output not printed (5).
for closed in '' '2>&-' '1>&-' '1>&- 2>&-' '0<&-' '0<&- 2>&-' '0<&- 1>&-' \
	'0<&- 1>&- 2>&-'; do
	want=0
	case $closed in *1*) want=5 ;; esac
	case $closed in *0*) want=2 ;; esac
	begin
	status=0
	eval "\"\$append\" w/journal <\"\$dir/batch\" >\"\$dir/out\" \
		2>\"\$dir/err\" $closed" || status=$?
	[ "$status" = "$want" ] || why "$closed: exit $status, expected $want"
	if [ "$want" = 2 ]; then unchanged; else recorded; fi

	[ "$want" != 2 ] || continue
	begin
	status=0
	eval "FAULT=fdatasync:1:EIO LD_PRELOAD=\$shim \"\$append\" w/journal \
		<\"\$dir/batch\" >\"\$dir/out\" 2>\"\$dir/err\" $closed" ||
		status=$?
	[ "$status" = 4 ] || why "$closed: exit $status after a failed sync"
	unchanged
done
verdict 'no message lands in a journal, whichever descriptors are closed'

begin
status=0
"$append" w/journal <"$dir/batch" >/dev/full 2>"$dir/err" || status=$?
[ "$status" = 5 ] || why "exit $status"
recorded
verdict 'recorded and not printed is exit 5'

begin
echo "$long" >"$dir/batch"
# shellcheck disable=SC2016 # for the inner shell
run sh -c 'ulimit -f 1 && exec "$0" w/journal' "$append" <"$dir/batch"
sed -i 's/only [0-9]* of/only N of/' "$dir/err"
unchanged
expect 'a limit on the size of files is no death in the middle' 4 3<<'ERR' </dev/null
append: w/journal: only N of 3001 bytes could be written; is the disk full?
ERR

# in_small_disk LINE: in a file system of 64 KiB at w/small, if we may have one.
in_small_disk() {
	flags=-m
	[ "$(id -u)" = 0 ] || flags=-Urm
	unshare $flags sh -euc "mount -t tmpfs -o size=64k small w/small; $1"
}
begin
mkdir w/small
if in_small_disk : 2>/dev/null; then
	echo "$long$long$long" >"$dir/batch"
	export append batch="$dir/batch"
	# shellcheck disable=SC2016 # for the inner shell
	run in_small_disk '
		cp w/journal w/small/
		head -c 57000 /dev/zero >w/small/fill
		status=0
		"$append" w/small/journal <"$batch" || status=$?
		cmp w/journal w/small/journal
		rm w/small/fill
		"$append" w/small/journal <"$batch"
		cat w/journal "$batch" | cmp - w/small/journal
		exit "$status"'
	sed -i 's/only [0-9]* of/only N of/' "$dir/err"
	expect 'a full disk costs nothing, and is gone with room' 4 \
		<<'OUT' 3<<'ERR'
recorded
OUT
append: w/small/journal: only N of 9001 bytes could be written; is the disk full?
ERR
else
	skip 'a full disk' 'no file systems may be mounted here'
fi

# as_nobody COMMAND...: without the powers of root.
as_nobody() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
begin
chmod 755 "$dir" "$dir/home" w
chmod 444 w/journal
run as_nobody "$append" w/journal <"$dir/batch"
unchanged
expect 'a journal that may only be read is exit 4' 4 3<<'ERR' </dev/null
append: w/journal: Permission denied
ERR
chmod 555 w
run as_nobody "$append" -c w/new/journal <"$dir/batch"
[ ! -e w/new ] || why 'made nevertheless'
expect 'so is a folder that may only be read' 4 3<<'ERR' </dev/null
append: w/new: Permission denied
ERR
chmod 755 w

begin
run "$append" /dev/full <"$dir/batch"
expect 'a device is no journal' 4 3<<'ERR' </dev/null
append: /dev/full: not an ordinary file, which is what can be appended to safely
ERR
mkfifo w/fifo
run timeout 5 "$append" w/fifo <"$dir/batch"
expect 'nor is a FIFO, and it does not hold us up' 4 3<<'ERR' </dev/null
append: w/fifo: not an ordinary file, which is what can be appended to safely
ERR

begin
ln -s journal w/link
run "$append" w/link <"$dir/batch"
[ -L w/link ] || why 'the link is gone'
recorded
expect 'a link is followed' 0 <<'OUT'
recorded
OUT
"$append" -r w/link <"$dir/old" >"$dir/out"
[ -L w/link ] || why 'the link is gone'
unchanged
verdict 'and stays when the file is replaced'
ln -s nowhere w/dangling
run "$append" -c w/dangling <"$dir/batch"
[ ! -e w/nowhere ] || why 'made nevertheless'
expect 'a link to nothing makes no second journal' 4 3<<'ERR' </dev/null
append: w/dangling: a link to a file that is not there; is its drive missing?
ERR
printf 'a tail' >>w/journal
ln -s other w/journal.torn
run "$append" w/journal <"$dir/batch"
[ ! -e w/other ] || why 'followed'
expect 'nothing is set aside through a link' 4 3<<'ERR' </dev/null
append: w/journal.torn: a link, which is not followed here
ERR
: >w/other
run "$append" w/journal <"$dir/batch"
[ ! -s w/other ] || why 'followed'
expect 'whether it leads somewhere or not' 4 3<<'ERR' </dev/null
append: w/journal.torn: a link, which is not followed here
ERR

# mode_of UMASK FOLDER-MODE: of a journal that is made.
mode_of() {
	rm -rf w/made
	mkdir w/made
	chmod "$2" w/made
	(umask "$1" && "$append" -c w/made/journal) <"$dir/batch" >"$dir/out"
	stat -c %a w/made/journal
}
begin
while read -r mask folder want; do
	got=$(mode_of "$mask" "$folder")
	[ "$got" = "$want" ] ||
		why "umask $mask, folder $folder: $got, expected $want"
done <<'TABLE'
022 755 600
000 755 600
777 700 600
777 770 660
022 2775 660
000 777 660
022 1777 600
TABLE
(umask 777 && "$append" -c w/deep/er/journal) <"$dir/batch" >"$dir/out"
stat -c %a w/deep w/deep/er w/deep/er/journal >"$dir/out"
printf '700\n700\n600\n' | cmp -s - "$dir/out" || why "$(cat "$dir/out")"
verdict 'who may read a new journal does not depend on the umask'

begin
chmod 640 w/journal
[ "$(id -u)" != 0 ] || chown 65534:65534 w/journal
stat -c '%a %u %g' w/journal >"$dir/want"
"$append" -r w/journal <"$dir/batch" >"$dir/out"
stat -c '%a %u %g' w/journal | cmp -s - "$dir/want" || why "$(ls -l w/journal)"
cmp -s w/journal "$dir/batch" || why 'wrong bytes'
verdict 'a replacement has the mode and owner of the old file'
finish
