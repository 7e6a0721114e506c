# shellcheck shell=sh
# The examples of due-when(1) are typed on the Wednesday before Christmas.
export AMENDS_NOW=2026-12-23T10:00:00+01:00
