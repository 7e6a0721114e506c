# shellcheck shell=sh
# What a test of keys and screens begins with, on top of tests/e2e/harness.sh:
#
#   play                         tests/terminal/play.c, compiled
#   at_terminal COMMAND [OPTION]...
#                                play it: keys from standard input; standard
#                                output is the screen, from its first row
#
# The plan is a shop's own: of the one that came with amends a terminal would be
# told.

: "${TOP:?run tests by make check, or set TOP}"
: "${dir:?}"
helper play
play=${made:?}
export AMENDS_POLICY="$TOP/policies.yaml" TERM=xterm

at_terminal() {
	typed=$1
	shift
	run "$play" "$@" "$typed"
}
