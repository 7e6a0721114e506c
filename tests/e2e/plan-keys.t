#!/bin/sh
# Every key of a whole plan, one by one, against tests/data/plan-keys/keys.tsv:
#
#   KEY  in effect  SED  COMMAND   the plan with SED is sound, and the command
#                                  says something else under it
#   KEY  fixed      SED  COMMAND   nothing else is taken: the plan is refused
#
# tests/unit/plankeys.c holds the list against the plan: no key is without a
# row.
. "${0%/*}/harness.sh"

keys=$TOP/tests/data/plan-keys/keys.tsv
tab='	'
mkdir "$dir/as-it-is" "$dir/changed"
cp "$TOP/tests/data/full-plan.yaml" "$dir/as-it-is"
cp "$TOP/tests/data/plan-keys/journal.tsv" "$dir/journal"
cp "$TOP/tests/data/plan-keys/complaints.csv" "$dir"
chmod 600 "$dir/journal"
cp "$dir/journal" "$dir/as-it-is"
cp "$dir/journal" "$dir/changed"
export AMENDS_NOW=2026-11-26T11:00:00+00:00 AMENDS_WHO=amy
export AMENDS_JOURNAL="$dir/journal"

# answer PLAN COMMAND: all that it says, beside a journal of its own, without
# the ids of what it opens, which differ from run to run.
answer() {
	case $2 in
	*case-log* | *case-new* | *case-erase*) cp "$dir/journal" "$1" ;;
	esac
	(cd "$1" && export AMENDS_POLICY=full-plan.yaml AMENDS_JOURNAL=journal
		eval "$2"
		echo "exit $?") </dev/null 2>&1 3<&-
}

# answered PLAN COMMAND: the same, with ID for the ids of what it opens.
answered() {
	case $2 in
	*case-new*) answer "$1" "$2" | sed 's/[0-9]\{6\}-[0-9A-Z]\{7\}/ID/g' ;;
	*) answer "$1" "$2" ;;
	esac
}

# refused: whether the changed plan is, by what due-when says of it.
refused() {
	(cd "$dir/changed" && AMENDS_POLICY=full-plan.yaml due-when -q 1bd) 2>&1 |
		grep -q 'full-plan.yaml:[0-9]*:[0-9]*: '
}

# sound ANSWER: what is said under the changed plan is not that it is refused.
# Only an answer that may say so is worth a second look.
sound() {
	case $1 in
	*full-plan.yaml:[0-9]*:[0-9]*:\ *)
		! refused ||
			echo '# the changed plan is refused' >>"$dir/why" ;;
	esac
}

# moved: the changed plans that are as the plan is, or have other lines.
moved() {
	awk -v keys="$dir/keys" '
	FNR == 1 { judge() }
	NR == FNR { line[FNR] = $0; lines = FNR; next }
	{ changed = changed || line[FNR] != $0; last = FNR }
	function judge() {
		if (FILENAME != ARGV[1] && judged++)
			say()
		changed = 0
	}
	function say() {
		getline row <keys
		sub("\t.*", "", row)
		if (!changed)
			bad = bad row " changes nothing in the plan\n"
		else if (last != lines)
			bad = bad row " moves lines of the plan\n"
	}
	END { say(); printf "%s", bad; exit bad != "" }' \
		"$dir/as-it-is/full-plan.yaml" "$dir"/plan.*
}

# In order of the commands: each is asked under the plan as it is once.
asked='' rows=1000
sort -t "$tab" -k 4 "$keys" >"$dir/keys"
while read -r row; do
	rows=$((rows + 1))
	key=${row%%"$tab"*} rest=${row#*"$tab"}
	state=${rest%%"$tab"*} rest=${rest#*"$tab"}
	sed=${rest%%"$tab"*} command=${rest#*"$tab"}
	sed -e "$sed" -e "w $dir/plan.$rows" "$dir/as-it-is/full-plan.yaml" \
		>"$dir/changed/full-plan.yaml"
	if [ "$state" = fixed ]; then
		refused ||
			echo '# the changed plan is not refused' >>"$dir/why"
		verdict "$key is what it has to be"
		continue
	fi
	if [ "$command" != "$asked" ]; then
		before=$(answered "$dir/as-it-is" "$command")
		asked=$command
	fi
	after=$(answered "$dir/changed" "$command")
	sound "$after"
	[ "$before" != "$after" ] ||
		echo "# the same is said: $command" >>"$dir/why"
	verdict "changing $key changes what ${command%% *} says"
done <"$dir/keys"
check 'each row changes the plan, and moves no line of it' moved
finish
