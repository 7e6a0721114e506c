# shellcheck shell=sh
# What every tests/fault/NAME.t begins with, on top of tests/e2e/harness.sh:
#
#   append, shim     append.c and shim.c, built here with $CC (else cc): plain
#                    ones, as a sanitizer's malloc and the shim's exclude
#                    each other
#   faulty FAULT COMMAND...   run it with that fault; $dir/fired says what fired
#   why REASON       write down why the next verdict is "not ok"

: "${TOP:?run tests by make check, or set TOP}"
: "${TOOLS:=$TOP}"
# shellcheck source=tests/e2e/harness.sh
. "$TOP/tests/e2e/harness.sh"

append="$dir/append" shim="$dir/shim.so"
(cd "$TOP" &&
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -g -O1 \
		-o "$append" tests/fault/append.c lib/durable.c lib/durablefile.c lib/journal.c \
		lib/lines.c lib/mem.c lib/fail.c lib/exitcode.c &&
	${CC:-cc} -g -O1 -shared -fPIC -o "$shim" tests/fault/shim.c) || exit 99

faulty() {
	rm -f "$dir/fired"
	status=0
	FAULT=$1
	shift
	FAULT=$FAULT FAULT_LOG="$dir/fired" LD_PRELOAD=$shim \
		"$@" >"$dir/out" 2>"$dir/err" 3<&- || status=$?
}

why() {
	echo "# $*" >>"$dir/why"
}
