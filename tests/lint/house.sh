#!/bin/sh
# The house rules that no compiler knows: which module may include which, and
# what may stand in one place only. Prints file:line: sentence, and exits 1.
set -u
cd "${0%/*}/../.." || exit 2
found=$(mktemp) || exit 2
trap 'rm -f "$found"' EXIT

# A module may include only those before it in lib/ORDER; each file of lib/ and
# include/ belongs to a module there, and each module there has a file.
layers() {
	awk '
	FILENAME == "lib/ORDER" { place[$1] = FNR; next }
	FNR == 1 {
		module = FILENAME
		sub(/.*\//, "", module)
		sub(/\.[ch]$/, "", module)
		seen[module] = 1
		if (!(module in place))
			print FILENAME ":1: " module " is not in lib/ORDER"
	}
	/^#[ \t]*include[ \t]+"/ {
		split($0, part, "\"")
		used = part[2]
		sub(/\.h$/, "", used)
		if (used == module)
			next
		if (!(used in place))
			print FILENAME ":" FNR ": includes \"" part[2] \
				"\", which is no module in lib/ORDER"
		else if (place[used] > place[module])
			print FILENAME ":" FNR ": " module " includes " used \
				", which comes after it in lib/ORDER"
	}
	END {
		for (module in place)
			if (!(module in seen))
				print "lib/ORDER:" place[module] ": " module " has no file"
	}' lib/ORDER lib/*.c include/*.h
}

# Code without its comments and strings, as file:line:code.
code() {
	awk '
	FNR == 1 { comment = 0 }
	{
		out = ""
		line = $0
		include = line ~ /^#[ \t]*include/
		for (i = 1; i <= length(line); i++) {
			two = substr(line, i, 2)
			one = substr(line, i, 1)
			if (comment) {
				if (two == "*/") { comment = 0; i++ }
			} else if (two == "/*") {
				comment = 1
				i++
			} else if (one == "\047" && substr(line, i + 1, 1) == "\\") {
				i += 3
			} else if (one == "\047") {
				i += 2
			} else if (one == "\"" && !include) {
				for (i++; i <= length(line); i++) {
					one = substr(line, i, 1)
					if (one == "\\") i++
					else if (one == "\"") break
				}
				out = out "\"\""
			} else
				out = out one
		}
		print FILENAME ":" FNR ":" out
	}' "$@"
}

# rule FILES PATTERN SENTENCE: the pattern (a regular expression that begins a
# word) stands in none of the files whose names fit FILES; `only` turns that
# round: in no others.
rule() {
	awk -v files="^($1):" -v pattern="(^|[^A-Za-z0-9_])($2)" -v say="$3" \
		-v fits="${4-1}" '
	{
		at = $0
		sub(/^[^:]*:[^:]*:/, "")
		if ($0 ~ pattern && (at ~ files) == fits) {
			split(at, part, ":")
			print part[1] ":" part[2] ": " say
		}
	}' "$code"
}
only() { rule "$1" "$2" "$3" 0; }

layers >"$found"

code=$(mktemp) || exit 2
trap 'rm -f "$found" "$code"' EXIT
set -- lib/*.c include/*.h
for tool in cmd/*.c; do
	[ ! -e "$tool" ] || set -- "$@" "$tool"
done
code "$@" >"$code"
{
	only 'lib/csvio[.]c' 'include[ \t]*<csv[.]h>' \
		'libcsv belongs in csvio alone'
	only 'lib/yamltree[.]c' 'include[ \t]*<yaml[.]h>' \
		'libyaml belongs in yamltree alone'
	only 'lib/durable(file)?[.]c' '(fsync|fdatasync|sync_file_range|syncfs)[ \t]*[(]' \
		'syncing belongs in durable alone'
	only 'lib/(diag|mem)[.]c' '(stderr|STDERR_FILENO)($|[^A-Za-z0-9_])|perror[ \t]*[(]' \
		'standard error belongs in diag alone (and in mem, when there is none left)'
	only 'lib/mem[.]c|lib/diag[.]c|lib/cli[.]c|cmd/.*' '(exit|_exit|_Exit|abort)[ \t]*[(]' \
		'a library function does not exit'
	rule 'lib/(hours|rules|remedy|duty|words)[.]c' \
		'(fopen|open|fputs|fputc|puts|printf|fprintf|fwrite|write|time|clock_gettime|gettimeofday|getenv)[ \t]*[(]' \
		'this module is pure: no file, no clock, no environment, no printing'
	rule '.*' '(strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|alloca|tmpnam|mktemp)[ \t]*[(]' \
		'a banned function: mem, text and snprintf do it with a limit'
	rule '.*' '(localtime|localtime_r|mktime|asctime|ctime|tzset)[ \t]*[(]' \
		'civil time goes through zone, which does not depend on TZ'
	rule '.*' 'setlocale[ \t]*[(]' \
		'output does not depend on the locale'
	rule '.*' '(system|popen)[ \t]*[(]' \
		'no shell is called'
	rule '.*' 'typedef[ \t]+struct' \
		'no typedef of structs'
} >>"$found"

sort -t: -k1,1 -k2,2n "$found"
[ ! -s "$found" ]
