#!/bin/sh
# Every key of a whole plan, one by one, against tests/data/plan-keys/keys.tsv:
#
#   KEY  in effect  SED  COMMAND   the plan with SED is sound, and the command
#                                  says something else under it
#   KEY  in effect       TEST      a test that shows it
#   KEY  fixed      SED  COMMAND   nothing else is taken: the plan is refused
#   KEY  idle                      read and checked, and no more: case-check
#                                  lists it
#
# tests/unit/plankeys.c holds the list against the plan and against what the
# tools call idle.
. "${0%/*}/harness.sh"

keys=$TOP/tests/data/plan-keys/keys.tsv
tab='	'
mkdir "$dir/as-it-is" "$dir/changed"
cp "$TOP/tests/data/full-plan.yaml" "$dir/as-it-is"
cp "$TOP/tests/data/plan-keys/journal.tsv" "$dir/journal"
cp "$TOP/tests/data/plan-keys/complaints.csv" "$dir"
chmod 600 "$dir/journal"
export AMENDS_NOW=2026-11-26T11:00:00+00:00 AMENDS_WHO=amy
export AMENDS_JOURNAL="$dir/journal"

# answer PLAN COMMAND: all that it says, beside a journal of its own, without
# the ids, which differ from run to run.
answer() {
	cp "$dir/journal" "$1"
	(cd "$1" && AMENDS_POLICY=full-plan.yaml AMENDS_JOURNAL=journal \
		sh -c "$2"; echo "exit $?") \
		</dev/null 2>&1 3<&- |
		sed 's/[0-9]\{6\}-[0-9A-Z]\{7\}/ID/g'
}

# refused: whether the changed plan is, by what due-when says of it.
refused() {
	(cd "$dir/changed" && AMENDS_POLICY=full-plan.yaml due-when -q 1bd) 2>&1 |
		grep -q 'full-plan.yaml:[0-9]*:[0-9]*: '
}

# change SED: the changed plan, which has to be another, of as many lines.
change() {
	sed "$1" "$dir/as-it-is/full-plan.yaml" >"$dir/changed/full-plan.yaml"
	if cmp -s "$dir/as-it-is/full-plan.yaml" "$dir/changed/full-plan.yaml"
	then
		echo '# that changes nothing in the plan' >>"$dir/why"
	elif [ "$lines" != "$(wc -l <"$dir/changed/full-plan.yaml")" ]; then
		echo '# that moves lines of the plan' >>"$dir/why"
	fi
}

# In order of their commands, so that those of one share what it says before.
lines=$(wc -l <"$dir/as-it-is/full-plan.yaml") said_by=
sort -t "$tab" -k 4,4 -s "$keys" >"$dir/keys"
while read -r row; do
	key=${row%%"$tab"*} rest=${row#*"$tab"}
	state=${rest%%"$tab"*} rest=${rest#*"$tab"}
	sed=${rest%%"$tab"*} command=${rest#*"$tab"}
	case $state in
	idle) continue ;;
	fixed)
		change "$sed"
		refused ||
			echo '# the changed plan is not refused' >>"$dir/why"
		verdict "$key is what it has to be"
		continue ;;
	esac
	if [ -z "$sed" ]; then
		check "$key has a test of its own" \
			grep -q . "$TOP/$command"
		continue
	fi
	change "$sed"
	[ "$said_by" = "$command" ] || answer "$dir/as-it-is" "$command" \
		>"$dir/before"
	said_by=$command
	answer "$dir/changed" "$command" >"$dir/after"
	if grep -q 'full-plan.yaml:[0-9]*:[0-9]*: ' "$dir/after" && refused; then
		echo '# the changed plan is refused' >>"$dir/why"
		(cd "$dir/changed" && case-check -p full-plan.yaml 2>&1 |
			sed 's/^/# /') >>"$dir/why"
	fi
	! cmp -s "$dir/before" "$dir/after" ||
		echo "# the same is said: $command" >>"$dir/why"
	verdict "changing $key changes what ${command%% *} says"
done <"$dir/keys"
finish
