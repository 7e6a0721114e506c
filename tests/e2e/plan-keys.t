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

without_ids() {
	case $1 in
	*case-new*) sed 's/[0-9]\{6\}-[0-9A-Z]\{7\}/ID/g' "$2" >"$2.ids" &&
		mv "$2.ids" "$2" ;;
	esac
}

# refused: whether the changed plan is, by what due-when says of it.
refused() {
	(cd "$dir/changed" && AMENDS_POLICY=full-plan.yaml due-when -q 1bd) 2>&1 |
		grep -q 'full-plan.yaml:[0-9]*:[0-9]*: '
}

# change SED: the changed plan, which has to be another, of as many lines.
change() {
	sed "$1" "$dir/as-it-is/full-plan.yaml" >"$dir/changed/full-plan.yaml"
	awk 'NR == FNR { line[FNR] = $0; lines = FNR; next }
	line[FNR] != $0 { changed = 1 }
	END {
		if (!changed)
			print "# that changes nothing in the plan"
		if (FNR != lines)
			print "# that moves lines of the plan"
	}' "$dir/as-it-is/full-plan.yaml" "$dir/changed/full-plan.yaml" \
		>>"$dir/why"
}

# sound: what is said under the changed plan is not that it
# is refused. Only an answer that may say so is worth a second look.
sound() {
	! grep -q 'full-plan.yaml:[0-9]*:[0-9]*: ' "$dir/after" || {
		! refused ||
			echo '# the changed plan is refused' >>"$dir/why"
	}
}

# In order of the commands: each is asked under the plan as it is once.
asked=
sort -t "$tab" -k 4 "$keys" >"$dir/keys"
while read -r row; do
	key=${row%%"$tab"*} rest=${row#*"$tab"}
	state=${rest%%"$tab"*} rest=${rest#*"$tab"}
	sed=${rest%%"$tab"*} command=${rest#*"$tab"}
	if [ "$state" = fixed ]; then
		change "$sed"
		refused ||
			echo '# the changed plan is not refused' >>"$dir/why"
		verdict "$key is what it has to be"
		continue
	fi
	change "$sed"
	if [ "$command" != "$asked" ]; then
		answer "$dir/as-it-is" "$command" >"$dir/before"
		without_ids "$command" "$dir/before"
		asked=$command
	fi
	answer "$dir/changed" "$command" >"$dir/after"
	without_ids "$command" "$dir/after"
	sound
	! cmp -s "$dir/before" "$dir/after" ||
		echo "# the same is said: $command" >>"$dir/why"
	verdict "changing $key changes what ${command%% *} says"
done <"$dir/keys"
finish
