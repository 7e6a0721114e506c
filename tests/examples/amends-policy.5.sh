# shellcheck shell=sh
# The plan that amends-policy(5) prints becomes a file.
awk '/^\.\\" not run: .* bakery.yaml$/ { wanted = 1 }
	/^\.Ed/ { wanted = inside = 0 }
	inside
	wanted && /^\.Bd/ { inside = 1 }' "$TOP/man/amends-policy.5" |
	sed 's/\\(dq/"/g' >bakery.yaml
