#!/bin/sh
# helper.sh NAME FILE: compile what tests of faults and of terminals use, with
# $CC (else cc): plain ones, as a sanitizer's malloc and the shim's exclude each
# other. make does it once a run, and says where in $HELPERS; a test that is run
# by hand does it for itself.
set -u
cd "${0%/*}/.." || exit
ours='-std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -g -O1'
# shellcheck disable=SC2086 # options, apart by blanks
case $1 in
append) exec ${CC:-cc} $ours -o "$2" tests/fault/append.c lib/durable.c \
	lib/durablefile.c lib/machine.c lib/journal.c lib/together.c \
	lib/lines.c lib/mem.c lib/fail.c lib/exitcode.c ;;
shim.so) exec ${CC:-cc} -g -O1 -shared -fPIC -o "$2" tests/fault/shim.c ;;
play) exec ${CC:-cc} $ours -w -o "$2" tests/terminal/play.c lib/text.c \
	lib/bytes.c lib/mem.c lib/fail.c lib/exitcode.c -lutf8proc ;;
esac
echo "$0: no helper is called $1" >&2
exit 2
