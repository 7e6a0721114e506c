#compdef case-check case-erase case-list case-log case-new case-show case-stats due-when followup-due remedy-pick reply-check reply-draft
# Tab behind the tools of amends, in zsh. See candidates beside this file.

_amends() {
	local word what
	local -a all

	while IFS=$'\t' read -r word what; do
		if [[ $word == FILES ]]; then
			_files
			return
		fi
		all+=("${word//:/\\:}:${what//:/\\:}")
	done < <(sh "${AMENDS_COMPLETION:-@DIR@}/candidates" \
		"${(@)words[1,CURRENT]}" 2>/dev/null)
	_describe amends all
}

_amends "$@"
