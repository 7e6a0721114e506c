#!/bin/sh
# Ctrl-C while a recorder holds the journal waits until it is done with it: what
# is not written yet is not written, and handed back; what is, is said.
: "${TOP:?run tests by make check, or set TOP}"
# shellcheck source=tests/fault/setup.sh
. "$TOP/tests/fault/setup.sh"
[ -z "${SAN-}" ] || skip_all 'a sanitizer and the shim exclude each other'

export AMENDS_JOURNAL="$HOME/journal"
case-new -c 'Ana Ruiz' -k phone=1 -t late It is late. >"$dir/new"
IFS='	' read -r _ id _ <"$dir/new"
cp journal "$dir/old"

faulty pread:1:int case-log "$id" note "Before it is written"
[ "$status" = 130 ] || why "status $status"
[ -s "$dir/fired" ] || why 'not reached'
cmp -s journal "$dir/old" || why 'the journal was changed'
grep -q '^case-log: not recorded: stopped' "$dir/err" || why "$(cat "$dir/err")"
verdict 'Ctrl-C before the append: nothing is recorded'
sed -n '/^20/p' "$dir/err" >back
run case-log - <back
check 'and what was not goes through case-log -' grep -q 'Before it is written$' journal
rm back

cp "$dir/old" journal
faulty fdatasync:1:int case-log "$id" note "While it is written"
[ "$status" = 130 ] || why "status $status"
[ -s "$dir/fired" ] || why 'not reached'
grep -q 'While it is written$' journal || why 'it is not there'
grep -q '^case-log: written down before it was stopped' "$dir/err" || why "$(cat "$dir/err")"
verdict 'Ctrl-C behind it: it is recorded, and said to be'

cp "$dir/old" journal
printf 'text\nIt is late.\nSo is this.\n' >rows.csv
faulty pread:1:int case-new --import rows.csv
[ "$status" = 130 ] || why "status $status"
cmp -s journal "$dir/old" || why 'the journal was changed'
[ "$(cat "$dir/err")" = 'case-new: not recorded: stopped' ] || why "$(cat "$dir/err")"
verdict 'Ctrl-C in an import leaves the journal as it was'
rm rows.csv
finish
