#!/bin/sh
# Tab: what may stand there, as bash, zsh and fish ask for it.
. "${0%/*}/harness.sh"

export AMENDS_JOURNAL="$HOME/journal" AMENDS_COMPLETION="$TOP/cmd/completion"
case-new -c 'Ana Ruiz' -k phone=1 -t late It is late. >/dev/null
case-new -c "Pat O'Hara" -k phone=2 -t late It is late, too. >/dev/null
sed 's/^roles:/staff:\n  - {id: kim, name: Kim, role: counter}\n  - {id: eva, name: Eva, role: owner}\n&/' \
	"$TOP/policies.yaml" >staff.yaml
# offered LINE: what Tab behind it offers, ids as ID; it ends where the cursor
# stands.
offered() {
	run bash -c '
		. "$AMENDS_COMPLETION/amends.bash"
		read -ra COMP_WORDS <<<"${1//=/ = }"
		[[ $1 == *" " ]] && COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_amends "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}"
		[ ${#COMPREPLY[@]} = 0 ] || printf "%s\n" "${COMPREPLY[@]}"' \
		bash "$1"
}
offered 'case-log '
sed 's/^[0-9a-z]\{7\} /ID /' "$dir/out" | sort >all
run cat all
expect 'open cases, with whose they are beside' 0 <<'OUT'
Ana  (Ana Ruiz)
ID  (Ana Ruiz)
ID  (Pat O'Hara)
Pat  (Pat O'Hara)
Ruiz  (Ana Ruiz)
OUT
while IFS='|' read -r name line all; do
	offered "$line"
	printf '%s\n' "$all" | tr , '\n' | sed '/^$/d' >want
	cmp -s want "$dir/out" || {
		echo "# $line"
		sed 's/^/# /' "$dir/out"
	} >>"$dir/why"
	check "$name" [ "$status" = 0 ]
done <<'ROWS'
a name is finished, small letters or not|case-log ru|Ruiz
events|case-log ruiz res|restate  (listening),resume  (promising)
one alone without what it means|case-log ruiz resta|restate
events behind a +|case-log ruiz heard + conf|confirm
remedies of the plan|case-log ruiz accept part|part-refund
causes of the plan|case-log ruiz cause car|carrier
outcomes|case-log ruiz heard + close pl|placated
nothing behind words|case-log ruiz note Some |
nothing in place of a time|case-log ruiz promise -d |
options|case-log ruiz --over|--override
options of one tool|case-new --sett|--settled
remedies of an option|case-new --settled repl|replace
cases of other tools|remedy-pick Ru|Ruiz
what a reply is of|reply-draft ruiz ack|acknowledge
files|case-list -f jour|journal
kinds behind -t|case-new -t ar|arrived-damaged
and where one is written out|case-new --category=ar|arrived-damaged
keys behind -k|case-list -k cat|category=
kinds behind their key|case-list -k category=fau|faulty
all of them|case-list -k heat=|calm,upset,angry,abusive
events behind -e|case-list -e resta|restate
periods|case-stats --by q|quarter
staff behind -b|case-log -p staff.yaml ruiz heard -b k|kim
those whose a case is|case-list -p staff.yaml -k owner=e|eva
whose a case is, to look for|case-list -k ow|owner=
and not to write down|case-new -k ow|
nor in a later word|case-log ruiz amend -k ow|
nor one of the staff for it|case-new -p staff.yaml -k owner=e|
what they paid, to write down|case-new -k va|value=
whose duties they are|followup-due -p staff.yaml --for e|eva
nobody where the plan names none|case-log ruiz heard -b |
the journal that was named|case-log -f /dev/null r|
ROWS
run sh "$AMENDS_COMPLETION/candidates" rm -rf ''
expect 'it answers for these tools alone' 1 </dev/null

# The other shells ask the same; here is that their files can be read.
for shell in zsh fish; do
	if command -v "$shell" >/dev/null; then
		check "$shell reads its file" "$shell" -n \
			"$AMENDS_COMPLETION/amends.$shell"
	else
		skip "$shell reads its file" "$shell is not installed"
	fi
done
if command -v fish >/dev/null; then
	run env XDG_CONFIG_HOME="$HOME/fish" XDG_DATA_HOME="$HOME/fish" fish -c \
		"source '$AMENDS_COMPLETION/amends.fish'
		complete -C 'case-log ruiz resta'"
	expect 'fish offers what it means beside it' 0 <<'OUT'
restate	listening
OUT
else
	skip 'fish offers what it means beside it' 'fish is not installed'
fi
finish
