# shellcheck shell=bash
# Tab behind the tools of amends, in bash. See candidates beside this file.

_amends() {
	local word what seen=' '
	local -a words=() shown=()

	COMPREPLY=()
	while IFS=$'\t' read -r word what; do
		if [[ $word == FILES ]]; then
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -- "$2")
			return
		fi
		# Two of one name are one candidate, or its end is typed, too.
		[[ ${word,,} == "${2,,}"* && $seen != *" $word "* ]] || continue
		seen+="$word "
		words+=("$word")
		shown+=("$word${what:+  ($what)}")
	done < <(sh "${AMENDS_COMPLETION:-@DIR@}/candidates" \
		"${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)
	# What they mean is for the list, not for the line.
	if [[ ${#words[@]} -gt 1 ]]; then
		COMPREPLY=("${shown[@]}")
	else
		COMPREPLY=("${words[@]}")
	fi
}
complete -F _amends case-check case-erase case-list case-log case-new \
	case-show case-stats due-when followup-due remedy-pick reply-check \
	reply-draft
