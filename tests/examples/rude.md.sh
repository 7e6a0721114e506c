# shellcheck shell=sh
# As in the first of the stories, under the whole plan of tests/data.
. "$TOP/tests/examples/gift.md.sh"
firm
