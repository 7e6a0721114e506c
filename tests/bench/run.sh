#!/bin/sh
# make bench: every other script of this folder, one after the other. What they
# print are figures; none of them is a test.
set -u
for bench in "${0%/*}"/*.sh; do
	[ "$bench" = "$0" ] || sh "$bench" || exit
done
