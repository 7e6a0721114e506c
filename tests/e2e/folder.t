#!/bin/sh
# A journal folder that machines share through git, through plain copying and
# through what sync programs make of it: nothing lost, nothing doubled, and all
# copies print the same.
# shellcheck disable=SC2317 # functions that are called by name
. "${0%/*}/harness.sh"
unset AMENDS_NOW
# A shop's own plan: case-check would advise to make one.
export AMENDS_POLICY="$TOP/policies.yaml"
umask 077

# on MACHINE COMMAND...: as that machine, in its copy of the folder.
on() {
	machine=$1
	shift
	AMENDS_MACHINE=$machine AMENDS_WHO=$machine \
		XDG_STATE_HOME="$dir/home/$machine.state" \
		AMENDS_JOURNAL="$dir/home/$machine" "$@"
}

# record MACHINE COUNT: as many complaints, whose records go to MACHINE.acked.
record() {
	n=0
	while [ $((n = n + 1)) -le "$2" ]; do
		on "$1" case-new -c "Customer $n of $1" Complaint $n at "$1" \
			>>"$1.acked" 2>>"$1.errors"
	done
}

# same_everywhere MACHINE...: each copy has every acknowledged record once, is
# sound, and prints what the first one prints.
same_everywhere() {
	cat ./*.acked | LC_ALL=C sort >acked
	for copy in "$@"; do
		cat "$copy"/*.tsv | grep -v '^#' | LC_ALL=C sort -u >there
		LC_ALL=C comm -23 acked there | sed 's/^/# lost: /' >>"$dir/why"
		cut -f 2,3 there | grep open | uniq -d |
			sed 's/^/# doubled: /' >>"$dir/why"
		on "$copy" case-list -A >list
		on "$copy" case-list -A -e all >>list
		on "$copy" followup-due -w 2d >>list
		[ "$copy" != "$1" ] || cp list first
		cmp -s list first || echo "# $copy prints else" >>"$dir/why"
	done
	[ ! -s "$1.errors" ] || sed 's/^/# /' "$1.errors" >>"$dir/why"
}

# Through git, each machine recording while it pulls.
in_git() {
	(cd "$1" && shift && git "$@") >>git.log 2>&1
}
sync() {
	in_git "$1" add -A
	in_git "$1" commit -qm "$1" || : # nothing new
	in_git "$1" pull -q --no-rebase --no-edit origin main || :
	in_git "$1" push -q origin HEAD:main || :
}
if command -v git >/dev/null; then
	export GIT_CONFIG_GLOBAL="$dir/home/gitconfig" GIT_CONFIG_NOSYSTEM=1
	git config --global user.name amends
	git config --global user.email amends@example.org
	git config --global init.defaultBranch main
	git init -q --bare hub
	git clone -q hub till1 2>/dev/null
	echo '*.tsv -text' >till1/.gitattributes
	sync till1
	git clone -q hub till2
	record till1 12 &
	one=$!
	record till2 12 &
	two=$!
	n=0
	while [ $((n = n + 1)) -le 40 ] && kill -0 $one 2>/dev/null; do
		sync till1
		sync till2
	done
	wait $one $two
	for till in till1 till2 till1 till2; do
		sync $till
	done
	[ "$(wc -l <till1.acked)" = 12 ] || echo '# not 12 recorded' >>"$dir/why"
	same_everywhere till1 till2
	for till in till1 till2; do
		on $till case-check >>"$dir/why" 2>&1
	done
	sed -i 's/^\([^#]\)/# \1/' "$dir/why"
	verdict 'two clones that pull while they record lose and double nothing'
	rm -rf till1 till2 ./*.acked
else
	skip 'two clones that pull while they record' 'no git here'
fi

# Plain copying: each machine's file goes to the other, by a new file and a
# rename, as rsync, Syncthing and Dropbox do it, also while it is being written.
carry() {
	cp "$1/$1.tsv" "$2/.$1.tsv.tmp" && mv "$2/.$1.tsv.tmp" "$2/$1.tsv"
}
mkdir till1 till2
record till1 12 &
one=$!
record till2 12 &
two=$!
while kill -0 $one 2>/dev/null || kill -0 $two 2>/dev/null; do
	[ ! -e till1/till1.tsv ] || carry till1 till2
	[ ! -e till2/till2.tsv ] || carry till2 till1
	on till1 case-list >/dev/null 2>>till1.errors ||
		echo '# a reader failed' >>"$dir/why"
	sleep 0.05
done
wait
carry till1 till2
carry till2 till1
same_everywhere till1 till2
verdict 'nor do two that copy their files to each other'

# What sync programs make of a file that they had two versions of: an older
# one, and one with lines of its own.
head -n 8 till1/till1.tsv >'till2/till1.sync-conflict-20261122-140509-ABCDEFG.tsv'
{ head -n 2 till1/till1.tsv && tail -n 3 till1/till1.tsv; } \
	>"till2/till1 (kim's conflicted copy 2026-11-22).tsv"
same_everywhere till1 till2
verdict 'conflict copies of sync programs change nothing that is printed'

# Erased at its machine, the words are still in such copies: case-check says
# which they are, and what to do.
mkdir erased && cp till1/till1.tsv erased/ && chmod 700 erased
copy='erased/till1.sync-conflict-20261122-140509-ABCDEFG.tsv'
cp till1/till1.tsv "$copy"
chmod 600 erased/*
gone=$(head -n 1 till1.acked | cut -f 2)
in_erased() {
	AMENDS_MACHINE=till1 XDG_STATE_HOME="$dir/home/till1.state" \
		AMENDS_JOURNAL="$dir/home/erased" "$@"
}
in_erased case-erase --yes -q "$gone" >/dev/null 2>"$dir/err" || cat "$dir/err" >>"$dir/why"
in_erased case-list -A -e all | grep "$gone" | grep Customer | sed 's/^/# /' >>"$dir/why"
verdict 'an old copy that a sync program left brings no words into any output'
run in_erased case-check
sed "s|$dir/home/||g" "$dir/err" | grep -E 'is a copy|of a case' >"$dir/out"
: >"$dir/err"
expect 'case-check names the copy, the words in it, and what to do' 1 <<OUT
case-check: $copy:3:63: advice: words of a case that was erased; they go with this copy
case-check: erased/till1.tsv:2:1: advice: the mark of one machine is here and in $copy: $copy is a copy, which case-erase does not reach; take it out of the folder, and case-log - <COPY adds what the other lacks
OUT
rm -f "$dir/out.ids"
mv "$copy" copy.tsv
run in_erased case-log - <copy.tsv
in_erased case-check >>"$dir/why" 2>&1
grep -h "$gone" erased/* | grep Customer | sed 's/^/# /' >>"$dir/why"
verdict 'which leaves neither a copy nor the words'

# A copy that somebody made, by a shorter name than that of the file in use.
cp erased/till1.tsv erased/old.tsv
run in_erased case-check
sed "s|$dir/home/||g" "$dir/err" >"$dir/out"
: >"$dir/err"
expect 'the file that this machine writes to is never called a copy' 1 <<OUT
case-check: erased/old.tsv: advice: 13 of its 13 lines stand in erased/till1.tsv, too, and count once; it is a copy, and can be deleted
case-check: erased/till1.tsv:2:1: advice: the mark of one machine is here and in erased/old.tsv: erased/old.tsv is a copy, which case-erase does not reach; take it out of the folder, and case-log - <COPY adds what the other lacks
OUT
rm -f "$dir/out.ids"
rm -r till2/till1.sync* till2/till1\ * erased

# Two tills that both gave out p1, not knowing of each other.
id=$(head -n 1 till1.acked | cut -f 2)
for till in till1 till2; do
	on $till case-log "$id" promise "Ring, says $till" -d 3bd -k how=phone \
		>promise.$till 2>"$dir/err" || cat "$dir/err" >>"$dir/why"
	cut -f 4 promise.$till >>"$dir/out.ids"
done
carry till1 till2
carry till2 till1
printf 'p1\np1\n' | cmp -s - "$dir/out.ids" || echo '# not both p1' >>"$dir/why"
run on till1 followup-due "$id" -w 1mo -k ref=p1 -o ref,text
sort -o "$dir/out" "$dir/out"
expect 'two tills that both gave out p1 owe both' 0 <<'OUT'
p1	Ring, says till1
p1	Ring, says till2
OUT
on till2 case-log "$id" kept p1 >/dev/null 2>"$dir/err" ||
	cat "$dir/err" >>"$dir/why"
carry till2 till1
run on till1 followup-due "$id" -w 1mo -k ref=p1 -o ref,text
[ "$(wc -l <"$dir/out")" = 1 ] || cat "$dir/out" >>"$dir/why"
verdict 'and keeping one of them leaves the other'
same_everywhere till1 till2
verdict 'in every copy'

# Of two tills' events of one instant a retract means one; all tools agree which.
A=261122-7QK4XMQ B=261120-KX6000K
{
	printf '#amends 1\n'
	while read -r time case event rest; do
		printf '2026-11-22T%s.000+01:00\t%s\t%s\t%s\n' \
			"$time" "$case" "$event" \
			"$(echo "$rest" | tr ' ' '\t')"
	done
} >one.tsv <<LINES
14:00:00 $A open late kim - - -
14:01:00 $B open late kim - - -
15:00:00 $A in phone kim - - -
15:00:00 $A merge $B kim - - -
16:00:00 $A retract - kim - - - of=2026-11-22T15:00:00.000+01:00
LINES
run case-list -f one.tsv -A -e all -o event $A
sort -o "$dir/out" "$dir/out"
expect 'a retract takes the first of two tills events of one instant' 0 <<'OUT'
merge
open
open
OUT
run case-list -f one.tsv -A -o case,state,merged-into
sort -o "$dir/out" "$dir/out"
expect 'and the other stands, in lists as well' 0 <<OUT
$B	merged	$A
$A	hearing	-
OUT

# Two machines of one name: the second is stopped, and may look.
cp -r till1 till3
AMENDS_MACHINE=till1 XDG_STATE_HOME="$dir/home/till3.state" \
	AMENDS_JOURNAL="$dir/home/till3" run case-new -c Ida It hums
sed -i "s|$dir/home/||g; s/(its mark is [0-9a-f]*, this machine's [0-9a-f]*)/(MARKS)/" "$dir/err"
sed -i '/^20/d' "$dir/err"
expect 'a machine of a name that another has is stopped by the mark' 4 3<<'ERR' </dev/null
case-new: not recorded: till3/till1.tsv: another machine's (MARKS); set AMENDS_MACHINE to a name that no other has, or, if it is this machine's after all, put its mark in till3.state/amends/machine
  keep  the record below; later: case-log - <FILE
ERR
cmp -s till1/till1.tsv till3/till1.tsv || echo '# written' >>"$dir/why"
verdict 'and writes nothing'
finish
