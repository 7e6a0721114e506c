# shellcheck shell=sh
# What every tests/fault/NAME.t begins with, on top of tests/e2e/harness.sh:
#
#   append, shim     append.c and shim.c, compiled
#   faulty FAULT COMMAND...   run it with that fault; $dir/fired says what fired
#   why REASON       write down why the next verdict is "not ok"

: "${TOP:?run tests by make check, or set TOP}"
: "${TOOLS:=$TOP}"
# shellcheck source=tests/e2e/harness.sh
. "$TOP/tests/e2e/harness.sh"

helper append
# shellcheck disable=SC2034 # for the tests
append=$made
helper shim.so
shim=$made

faulty() {
	: >"$dir/fired"
	status=0
	FAULT=$1
	shift
	FAULT=$FAULT FAULT_LOG="$dir/fired" LD_PRELOAD=$shim \
		"$@" >"$dir/out" 2>"$dir/err" 3<&- || status=$?
}

why() {
	echo "# $*" >>"$dir/why"
}
