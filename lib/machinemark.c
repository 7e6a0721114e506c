#include "machinemark.h"

#include <string.h>

/* Two files of one machine: one of them is a copy. Of several files all but one
 * are, and it is that one with which the next is compared. */
static void
check_copy(struct check *check, const struct journal_line *line)
{
	struct check_file *file = &check->files[check->file_latest];
	bool known = file->mark != NULL;

	file->mark = check->mark.at;
	for (size_t i = 0; !known && i < check->file_count; i++) {
		struct check_file *other = &check->files[i];
		bool later;

		if (other == file || other->is_copy || !other->mark ||
		    strcmp(other->mark, file->mark) != 0)
			continue;
		later = finding_later_is_copy(check, file, other);
		(later ? file : other)->is_copy = true;
		finding_at(check, CHECK_ADVICE, line, line->number, 1,
			   "the mark of one machine is here and in %s: %s is "
			   "a copy, which case-erase does not reach; take it "
			   "out of the folder, and case-log - <COPY adds what "
			   "the other lacks",
			   other->name, later ? file->name : other->name);
		return;
	}
}

void
machinemark_look(struct check *check, const struct journal_line *line,
		 size_t len)
{
	size_t begin = strlen(JOURNAL_MACHINE);

	if (len <= begin || memcmp(line->at, JOURNAL_MACHINE, begin) != 0)
		return;
	if (!check->mark.at || check->mark.file_index != line->file_index) {
		check->mark.at = arena_copy(&check->arena, line->at, len);
		check->mark.len = len;
		check->mark.file_index = line->file_index;
		check->mark.number = line->number;
		check_copy(check, line);
	} else if (check->mark.len != len ||
		   memcmp(check->mark.at, line->at, len) != 0) {
		finding_at(check, CHECK_DAMAGE, line, line->number, 1,
			   "a second machine's mark, after line %zu: two "
			   "machines' lines are in one file; all of them "
			   "count, so take out the mark of the machine that "
			   "is not to write here",
			   check->mark.number);
	}
}
