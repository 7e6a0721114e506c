#!/bin/sh
# headers.sh COMPILER...: each header compiles alone, has its guard, and hides
# no header of the system.
set -u
cd "${0%/*}/../.." || exit 2
bad=0
for header in include/*.h lib/*.h; do
	name=${header##*/}
	guard=$(printf '%s' "${name%.h}" | tr '[:lower:]' '[:upper:]')_H
	grep -q "^#ifndef $guard\$" "$header" || {
		echo "$header:1: no guard $guard"
		bad=1
	}
	[ ! -e "/usr/include/$name" ] || {
		echo "$header:1: hides <$name> of the system"
		bad=1
	}
	printf '#include "%s"\n#include "%s"\ntypedef int unit_not_empty;\n' \
		"$name" "$name" | "$@" -Ilib -fsyntax-only -x c - || bad=1
done
exit "$bad"
