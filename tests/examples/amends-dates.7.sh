# shellcheck shell=sh
# The examples of amends-dates(7) are typed on the Tuesday of its tables.
export AMENDS_NOW=2026-11-24T10:00:00+01:00
case-new -c 'Ana Ruiz' The mug came in pieces. >/dev/null
