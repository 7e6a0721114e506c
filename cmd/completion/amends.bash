# shellcheck shell=bash
# Tab behind the tools of amends, in bash. See candidates beside this file.

_amends() {
	local word what seen=' ' typed cut='' glue=''
	local -a words=() shown=() line=()

	COMPREPLY=()
	# For bash a = stands alone: here it is part of its word.
	for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
		if [[ -n $glue || $word == = && ${#line[@]} -gt 1 ]]; then
			line[-1]+=$word
			glue=''
			[[ $word != = ]] || glue=1
			cut=${line[-1]%%=*}=
		else
			line+=("$word")
			cut=''
		fi
	done
	typed=${line[-1]}
	while IFS=$'\t' read -r word what; do
		if [[ $word == FILES ]]; then
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -- "$2")
			return
		fi
		# Two of one name are one candidate, or its end is typed, too.
		[[ ${word,,} == "${typed,,}"* && $seen != *" $word "* ]] || continue
		seen+="$word "
		word=${word#"$cut"}
		words+=("$word")
		shown+=("$word${what:+  ($what)}")
	done < <(sh "${AMENDS_COMPLETION:-@DIR@}/candidates" \
		"${line[@]}" 2>/dev/null)
	# What they mean is for the list, not for the line.
	if [[ ${#words[@]} -gt 1 ]]; then
		COMPREPLY=("${shown[@]}")
	else
		COMPREPLY=("${words[@]}")
		[[ ${words[0]-} != *= ]] || compopt -o nospace 2>/dev/null
	fi
	return 0
}
complete -F _amends case-check case-erase case-list case-log case-new \
	case-show case-stats due-when followup-due remedy-pick reply-check \
	reply-draft
