#!/bin/sh
# Stopped at each prompt of case-new and of case-log: kill -9, a window that is
# closed, Ctrl-C, and a disk that is full. What was acknowledged is there, what
# was not is handed back for `case-log -`, and never is half of it recorded.
. "${0%/*}/harness.sh"
# shellcheck source=tests/terminal/setup.sh
. "$TOP/tests/terminal/setup.sh"

export AMENDS_NOW=2026-11-24T14:09:00+01:00 AMENDS_JOURNAL="$HOME/journal"

# listed PROMPT: how it ended at a prompt: the status, whether it was said to be
# recorded, how many records there are, and how many were handed back (to kept).
listed() {
	: >>journal
	: >kept
	awk -F'\t' -v prompt="$1" -v status="$status" '
		FILENAME == "journal" {
			if (/^#/) next
			count++
			if (NF < 8) print "# half a record: " $0 >>why
			next
		}
		{ sub(/\r$/, "") }
		/It is on the disk|[0-9A-Z] Ana Ruiz: / { said = 1 }
		/^  keep  the record/ { back = 1 }
		back && /^20[0-9][0-9]-/ && NF > 7 { returned++; print >"kept" }
		END { print prompt, status, said ? "said" : "-", count + 0, returned + 0 }
	' why="$dir/why" journal sent
}
# at_each KEY PROMPTS COMMAND: end it so at each prompt.
at_each() {
	prompt=0
	while [ "$prompt" -lt "$2" ]; do
		rm -f journal
		[ ! -e before ] || cp before journal
		head -n "$prompt" all >keys
		printf '%s\\\n' "$1" >>keys
		at_terminal "$3" -o sent <keys
		listed "$prompt"
		prompt=$((prompt + 1))
	done
	case-check -f journal >/dev/null 2>&1 || [ $? = 1 ] ||
		echo '# the journal is unsound' >>"$dir/why"
}

# case-new: its first two answers, and then all others.
rm -f before
cat >all <<'KEYS'
The mug came in pieces.

Ana Ruiz
600 111 222
the mug came in pieces
A new one
A gift

1
3
18
upset
replace
KEYS
at_each '^!' 12 case-new >ended
expect_file 'case-new killed at any prompt: what was said to be written is' ended <<'OUT'
0 137 - 0 0
1 137 - 0 0
2 137 - 0 0
3 137 said 1 0
4 137 said 2 0
5 137 said 2 0
6 137 said 2 0
7 137 said 2 0
8 137 said 2 0
9 137 said 2 0
10 137 said 2 0
11 137 said 2 0
OUT
at_each '^&' 12 case-new >ended
expect_file 'its window closed: nothing that was answered is lost' ended <<'OUT'
0 2 - 0 0
1 0 said 1 0
2 0 said 1 0
3 0 said 1 0
4 0 said 2 0
5 0 said 3 0
6 0 said 3 0
7 0 said 4 0
8 0 said 5 0
9 0 said 6 0
10 0 said 6 0
11 0 said 6 0
OUT
at_each '^C' 12 case-new >ended
expect_file 'Ctrl-C: what is not written is handed back' ended <<'OUT'
0 130 - 0 0
1 130 - 0 1
2 130 - 0 1
3 130 said 1 0
4 130 said 2 0
5 130 said 2 1
6 130 said 2 1
7 130 said 2 2
8 130 said 2 3
9 130 said 2 4
10 130 said 2 4
11 130 said 2 4
OUT

# The disk is full: for the complaint itself, and then for the answers alone.
# filled ROOM: a journal that has so many bytes left of 4 KB.
filled() {
	printf '#amends 1\n#%*s\n' "$((4096 - $1 - 12))" '' >before
}
# put_back: what was handed back goes through `case-log -`, all of it.
put_back() {
	[ -s kept ] || return 0
	at=$(grep -vc '^#' journal)
	case-log - <kept >/dev/null 2>said || sed 's/^/# /' said >>"$dir/why"
	[ "$(grep -vc '^#' journal)" = "$((at + $(grep -c . kept)))" ] ||
		echo '# not all is put back' >>"$dir/why"
}
filled 20
prompt=0
while [ "$prompt" -lt 4 ]; do
	cp before journal
	head -n "$prompt" all >keys
	printf '^D\\\n' >>keys
	at_terminal "sh -c 'ulimit -f 8; exec case-new'" -o sent <keys
	listed "$prompt"
	[ "$prompt" -lt 2 ] || put_back
	prompt=$((prompt + 1))
done >ended
expect_file 'a full disk at the first prompts: their words are handed back' ended <<'OUT'
0 2 - 0 0
1 4 - 0 1
2 4 - 0 1
3 4 - 0 1
OUT
rm -f journal before
head -n 3 all >keys
at_terminal case-new <keys
filled "$(($(wc -c <journal) - 10))"
prompt=3
while [ "$prompt" -lt 13 ]; do
	cp before journal
	head -n "$prompt" all >keys
	printf '^D\\\n' >>keys
	at_terminal "sh -c 'ulimit -f 8; exec case-new'" -o sent <keys
	listed "$prompt"
	put_back
	prompt=$((prompt + 1))
done >ended
expect_file 'and at each later one: the complaint is there, the answers are handed back' ended <<'OUT'
3 0 said 1 0
4 4 said 1 1
5 4 said 1 2
6 4 said 1 2
7 4 said 1 3
8 4 said 1 4
9 4 said 1 5
10 4 said 1 5
11 4 said 1 5
12 4 said 1 6
OUT

# case-log: a step that was skipped, a promise, a close, all of it one batch.
rm -f journal
case-new -c 'Ana Ruiz' -k phone=1 -t late -k value=18 -m 'It is late.' >/dev/null
cp journal before
cat >all <<'KEYS'
It came a day late.
y
Ring them
fri 17:00
phone
2
y
KEYS
asks='case-log ruiz offer + promise + close satisfied'
at_each '^!' 8 "$asks" >ended
expect_file 'case-log killed at any prompt: nothing, or at the end all of it' ended <<'OUT'
0 137 - 1 0
1 137 - 1 0
2 137 - 1 0
3 137 - 1 0
4 137 - 1 0
5 137 - 1 0
6 137 - 1 0
7 0 said 9 0
OUT
at_each '^&' 7 "$asks" >ended
expect_file 'its window closed: nothing is recorded' ended <<'OUT'
0 1 - 1 0
1 1 - 1 1
2 2 - 1 4
3 2 - 1 4
4 2 - 1 4
5 1 - 1 5
6 1 - 1 6
OUT
at_each '^C' 7 "$asks" >ended
expect_file 'Ctrl-C: nothing is recorded, and what was typed is handed back' ended <<'OUT'
0 130 - 1 0
1 130 - 1 1
2 130 - 1 4
3 130 - 1 4
4 130 - 1 4
5 130 - 1 5
6 130 - 1 6
OUT
at_each '^D' 7 "$asks" >ended
expect_file 'so does Ctrl-D' ended <<'OUT'
0 1 - 1 0
1 1 - 1 1
2 2 - 1 4
3 2 - 1 4
4 2 - 1 4
5 1 - 1 5
6 1 - 1 6
OUT
prompt=0
cp before full
filled "$(($(wc -c <full) - 10 + 20))"
grep -v '^#amends' full >>before
while [ "$prompt" -lt 8 ]; do
	cp before journal
	head -n "$prompt" all >keys
	printf '^D\\\n' >>keys
	at_terminal "sh -c 'ulimit -f 8; exec $asks'" -o sent <keys
	listed "$prompt"
	put_back
	prompt=$((prompt + 1))
done >ended
expect_file 'a full disk: all of it is handed back' ended <<'OUT'
0 1 - 1 0
1 1 - 1 1
2 2 - 1 4
3 2 - 1 4
4 2 - 1 4
5 1 - 1 5
6 1 - 1 6
7 4 - 1 8
OUT
rm -f full kept keys all said sent ended
finish
