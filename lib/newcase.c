#include "newcase.h"

#include <unistd.h>

#include "joining.h"
#include "opening.h"
#include "recording.h"
#include "repeat.h"
#include "settled.h"
#include "terminal.h"

/* What the entry holds: the opening, and what settled it. */
static bool
enter(struct entry *entry, const struct newcase *new, char id[CASEID_SIZE],
      struct fail *why)
{
	struct draft draft = complaint_draft(new->complaint);

	entry->at = new->at;
	entry->once = new->complaint->once;
	entry->already = new->settled != NULL;
	return entry_open(entry, NULL, &draft, id, why) &&
	       (!new->settled || settled_add(entry, id, new->settled,
					     new->complaint->amount, why));
}

/* Say what the plan has to say of it, and in *said what was understood. Whether
 * it may be the same complaint as another. */
static bool
look_at(struct recording *recording, const struct newcase *new, const char *id,
	const struct shop *shop, bool asks_double, struct buffer *said)
{
	struct casebook *book = &recording->book;
	const struct policy *policy = shop->policy;
	struct rules_view view = {policy, casebook_find(book, id), book,
				  recording->cli->settings.who, shop->now};
	bool doubled = false;
	const char *detail;

	if (!recording->entry.repeated && policy &&
	    recording->why.kind == FAIL_NONE) {
		opening_warn(&recording->entry.warnings, &view, !asks_double,
			     recording->cli->settings.by);
		doubled = opening_double(policy, book, view.file, &detail) !=
			  NULL;
	}
	if (!new->asked && !terminal_is(STDOUT_FILENO))
		return doubled;
	repeat_mark(book, policy);
	if (new->asked)
		opening_say_written(said, &view);
	else
		opening_say_back(said, &view, recording->entry.repeated);
	return doubled;
}

enum exitcode
newcase_record(const struct newcase *new, struct cli *cli,
	       const struct shop *shop)
{
	bool asks_double = new->asked || joining_may_ask(cli);
	struct recording recording;
	struct buffer said = {0};
	char id[CASEID_SIZE];
	bool doubled = false;
	struct fail why = {0};
	enum exitcode status;

	recording_begin(&recording, cli, shop, true);
	if (new->asked && interview_is_stopped(new->asked))
		fail_set(&recording.why, FAIL_SYSTEM, "stopped");
	if (!enter(&recording.entry, new, id, &why)) {
		status = recording_refuse(&recording, &why);
	} else {
		doubled =
			look_at(&recording, new, id, shop, asks_double, &said);
		status = recording_commit(&recording, said.at);
	}
	recording_end(&recording);
	buffer_release(&said);
	if (status != EXITCODE_DONE || !cli->recorded)
		return status;
	if (new->asked)
		status = interview_rest(new->asked, id, shop);
	else if (doubled && asks_double)
		status = joining_ask(id, cli, shop);
	return status;
}
