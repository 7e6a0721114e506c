# Tab behind the tools of amends, in fish. See candidates beside this file.

function __amends
    set -l dir @DIR@
    set -q AMENDS_COMPLETION; and set dir $AMENDS_COMPLETION
    set -l all (sh $dir/candidates (commandline -opc) (commandline -ct) 2>/dev/null)
    if test "$all[1]" = FILES
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $all
    end
end

for tool in case-check case-erase case-list case-log case-new case-show case-stats due-when followup-due remedy-pick reply-check reply-draft
    complete -c $tool -f -a '(__amends)'
end
