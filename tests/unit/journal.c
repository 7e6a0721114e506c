#include "journal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "record.h"
#include "together.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

/* Each test runs in a new, empty folder, the working one and $HOME, with the
 * variables that matter unset. */
static char home[] = "/tmp/amends-journal.XXXXXX";

static int
enter(void **state)
{
	(void)state;
	strcpy(home + strlen(home) - 6, "XXXXXX");
	unsetenv("AMENDS_JOURNAL");
	unsetenv("AMENDS_MACHINE");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_STATE_HOME");
	return !mkdtemp(home) || chdir(home) != 0 ||
	       setenv("HOME", home, 1) != 0;
}

static int
leave(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", home);
	return chdir("/") != 0 || system(command) != 0;
}

static void
put_bytes(const char *path, const char *at, size_t len)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fwrite(at, 1, len, file);
	assert_int_equal(fclose(file), 0);
}

static void
put(const char *path, const char *text)
{
	put_bytes(path, text, strlen(text));
}

/* What is in a file. Valid until the next call. */
static const char *
held(const char *path)
{
	static char got[4096];
	FILE *file = fopen(path, "r");
	size_t len;

	assert_non_null(file);
	len = fread(got, 1, sizeof(got) - 1, file);
	got[len] = '\0';
	fclose(file);
	return got;
}

/* What a reading gave: "FILE:NUMBER:LINE\n" and "FILE:NUMBER! SENTENCE\n". */
struct heard {
	struct buffer text;
	size_t most; /* lines until the reader has had enough */
	size_t lines;
};

static bool
hear_line(void *context, struct journal_line *line)
{
	struct heard *heard = context;

	buffer_format(&heard->text, "%s:%zu:", line->file, line->number);
	buffer_add(&heard->text, line->at, line->len);
	buffer_add_char(&heard->text, '\n');
	/* The line is the reader's to write to. */
	if (line->len > 0)
		memset(line->at, 'x', line->len);
	return ++heard->lines < heard->most;
}

static void
hear_bad(void *context, const char *file, size_t number, const char *sentence)
{
	struct heard *heard = context;

	buffer_format(&heard->text, "%s:%zu! %s\n", file, number, sentence);
}

/* Read the journal of that name. Release heard->text. */
static bool
hear(const char *named, bool may_be_absent, struct heard *heard,
     struct fail *why)
{
	struct journal_reader reader = {
		.context = heard, .line = hear_line, .bad = hear_bad};
	struct journal journal;
	bool ok;

	*why = (struct fail){0};
	assert_true(journal_find(&journal, named, why));
	ok = journal_read(&journal, may_be_absent, &reader, why);
	journal_release(&journal);
	return ok;
}

static void
assert_heard(const char *named, const char *want)
{
	struct heard heard = {.most = 1000};
	struct fail why;

	if (!hear(named, false, &heard, &why))
		fail_msg("%s", why.text);
	assert_string_equal(buffer_string(&heard.text), want);
	buffer_release(&heard.text);
}

static void
is_found_by_name_then_variable_then_home(void **state)
{
	static const struct {
		const char *named, *variable, *data;
		const char *want; /* $HOME comes before a leading slash */
		bool is_named;
	} rows[] = {
		{"here", "there", "/data", "here", true},
		{NULL, "there", "/data", "there", true},
		{NULL, "", "/data", "=/data/amends/journal", false},
		{NULL, NULL, "/data", "=/data/amends/journal", false},
		{NULL, NULL, "", "/.local/share/amends/journal", false},
		{NULL, NULL, "data", "/.local/share/amends/journal", false},
		{NULL, NULL, NULL, "/.local/share/amends/journal", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct journal journal;
		struct fail why;
		char want[256];

		if (rows[i].variable)
			setenv("AMENDS_JOURNAL", rows[i].variable, 1);
		else
			unsetenv("AMENDS_JOURNAL");
		if (rows[i].data)
			setenv("XDG_DATA_HOME", rows[i].data, 1);
		else
			unsetenv("XDG_DATA_HOME");
		snprintf(want, sizeof(want), "%s%s",
			 rows[i].want[0] == '/' ? home : "",
			 rows[i].want + (rows[i].want[0] == '='));
		assert_true(journal_find(&journal, rows[i].named, &why));
		assert_string_equal(journal.path, want);
		assert_int_equal(journal.named, rows[i].is_named);
		assert_false(journal.folder);
		assert_false(journal.input);
		journal_release(&journal);
	}
}

static void
knows_folders_and_standard_input(void **state)
{
	struct journal journal;
	struct fail why;

	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_true(journal_find(&journal, "folder", &why));
	assert_true(journal.folder);
	journal_release(&journal);
	assert_true(journal_find(&journal, "not-there/", &why));
	assert_true(journal.folder);
	journal_release(&journal);
	assert_true(journal_find(&journal, "-", &why));
	assert_true(journal.input);
	journal_release(&journal);
}

static void
cannot_be_found_without_a_home(void **state)
{
	struct journal journal;
	struct fail why;

	(void)state;
	unsetenv("HOME");
	assert_false(journal_find(&journal, NULL, &why));
	assert_string_equal(why.text, "no place for amends/journal: neither "
				      "HOME nor XDG_DATA_HOME is set");
	assert_int_equal(why.kind, FAIL_SYSTEM);
	journal_release(&journal);
	assert_false(journal_find(&journal, "", &why));
	assert_string_equal(why.text, "the journal's name is empty");
	assert_int_equal(why.kind, FAIL_USAGE);
	journal_release(&journal);
}

static void
gives_each_line_but_comments(void **state)
{
	(void)state;
	put("journal", "#amends 1\none\n\n# a remark\ntwo\r\n#amends 1\n"
		       "#amends 0\n#amends\n#amends 2x\n#amendsion 3\nthree\n");
	assert_heard("journal", "journal:2:one\njournal:3:\njournal:5:two\r\n"
				"journal:11:three\n");
	put("empty", "");
	assert_heard("empty", "");
	put("journal", "#amends 1\n");
	assert_heard("journal", "");
}

static void
a_line_with_a_nul_is_given_whole(void **state)
{
	struct heard heard = {.most = 1000};
	struct fail why;

	(void)state;
	put_bytes("journal", "a\0b\n\0\0\nc\n", 9);
	assert_true(hear("journal", false, &heard, &why));
	assert_int_equal(heard.lines, 3);
	assert_int_equal(heard.text.len, strlen("journal:1:\n") * 3 + 6);
	buffer_release(&heard.text);
}

static void
a_last_line_without_a_newline_is_left_out(void **state)
{
	(void)state;
	put("journal", "one\ntwo");
	assert_heard("journal", "journal:1:one\n");
	put("journal", "on");
	assert_heard("journal", "");
	put("journal", "one\n#amends 9");
	assert_heard("journal", "journal:1:one\n");
}

static void
a_line_over_the_limit_is_named_and_skipped(void **state)
{
	char *text = malloc(RECORD_LINE_MAX + 16);
	struct heard heard = {.most = 1000};
	struct fail why;

	(void)state;
	memset(text, 'x', RECORD_LINE_MAX);
	strcpy(text + RECORD_LINE_MAX, "\nshort\n");
	put("journal", text);
	assert_heard("journal", "journal:1! the line is longer than 1 MiB\n"
				"journal:2:short\n");
	/* One byte less, with its newline just the limit. */
	put("journal", text + 1);
	assert_true(hear("journal", false, &heard, &why));
	assert_int_equal(heard.lines, 2);
	buffer_release(&heard.text);
	free(text);
}

static void
a_newer_format_is_refused_wherever_it_is_named(void **state)
{
	static const char *const headers[] = {
		"#amends 2", "#amends 2\r", "#amends 10",
		"#amends 99999999999999999999999999999999"};
	char text[128];

	(void)state;
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
		struct heard heard = {.most = 1000};
		struct fail why;

		snprintf(text, sizeof(text), "#amends 1\none\n%s\ntwo\n",
			 headers[i]);
		put("journal", text);
		assert_false(hear("journal", false, &heard, &why));
		assert_int_equal(why.kind, FAIL_INPUT);
		assert_string_equal(
			why.text,
			"journal:3: written by a newer amends, and not read "
			"from here on; this one knows the format '#amends 1'");
		assert_string_equal(buffer_string(&heard.text),
				    "journal:2:one\n");
		buffer_release(&heard.text);
	}
}

static void
an_absent_journal_is_empty_or_not(void **state)
{
	struct heard heard = {.most = 1000};
	struct fail why;

	(void)state;
	assert_heard(NULL, "");
	assert_true(hear("absent", true, &heard, &why));
	assert_true(hear("absent/", true, &heard, &why));
	assert_false(hear("absent", false, &heard, &why));
	assert_string_equal(why.text, "absent: No such file or directory");
	assert_int_equal(why.kind, FAIL_SYSTEM);
	assert_false(hear("absent/", false, &heard, &why));
	assert_string_equal(why.text, "absent/: No such file or directory");

	/* A link to nothing means a missing drive, not an empty journal. */
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_false(hear("link", true, &heard, &why));
	assert_string_equal(why.text,
			    "link: a link to a file that is not there; is its "
			    "drive missing?");
	assert_int_equal(heard.lines, 0);
	buffer_release(&heard.text);
}

static void
a_folder_is_read_in_the_order_of_names(void **state)
{
	(void)state;
	assert_int_equal(mkdir("shop", 0700), 0);
	assert_heard("shop", "");
	put("shop/b.tsv", "#amends 1\n#machine 12\nthree\n");
	put("shop/B.tsv", "one\ntorn");
	put("shop/a.tsv", "two\n");
	put("shop/.hidden.tsv", "no\n");
	put("shop/.tsv", "no\n");
	put("shop/a.tsv.torn", "no\n");
	put("shop/notes.txt", "no\n");
	assert_int_equal(mkdir("shop/folder.tsv", 0700), 0);
	assert_int_equal(mkfifo("shop/fifo.tsv", 0600), 0);
	assert_heard("shop", "shop/B.tsv:1:one\nshop/a.tsv:1:two\n"
			     "shop/b.tsv:3:three\n");
	assert_heard("shop/", "shop/B.tsv:1:one\nshop/a.tsv:1:two\n"
			      "shop/b.tsv:3:three\n");
}

static void
a_faulty_file_of_a_folder_hides_no_other(void **state)
{
	struct heard heard = {.most = 1000};
	struct fail why;

	(void)state;
	assert_int_equal(mkdir("shop", 0700), 0);
	put("shop/a.tsv", "#amends 2\none\n");
	put("shop/b.tsv", "two\n");
	assert_false(hear("shop", false, &heard, &why));
	assert_int_equal(why.kind, FAIL_INPUT);
	assert_string_equal(buffer_string(&heard.text), "shop/b.tsv:1:two\n");
	buffer_clear(&heard.text);

	assert_int_equal(symlink("nowhere", "shop/c.tsv"), 0);
	assert_false(hear("shop", false, &heard, &why));
	assert_int_equal(why.kind, FAIL_SYSTEM);
	assert_string_equal(why.text,
			    "shop/c.tsv: a link to a file that is not there; "
			    "is its drive missing? If not, take the link out "
			    "of the folder");
	assert_string_equal(buffer_string(&heard.text), "shop/b.tsv:1:two\n");
	buffer_release(&heard.text);
}

static void
a_reader_may_stop(void **state)
{
	struct heard heard = {.most = 2};
	struct fail why;

	(void)state;
	assert_int_equal(mkdir("shop", 0700), 0);
	put("shop/a.tsv", "one\n");
	put("shop/b.tsv", "two\nthree\n");
	put("shop/c.tsv", "#amends 2\n");
	assert_true(hear("shop", false, &heard, &why));
	assert_string_equal(buffer_string(&heard.text),
			    "shop/a.tsv:1:one\nshop/b.tsv:1:two\n");
	buffer_release(&heard.text);
}

static void
standard_input_is_read_to_its_end(void **state)
{
	int saved = dup(0);

	(void)state;
	put("journal", "#amends 1\none\ntwo");
	assert_non_null(freopen("journal", "r", stdin));
	assert_heard("-", "<stdin>:2:one\n<stdin>:3:two\n");
	assert_int_equal(dup2(saved, 0), 0);
	close(saved);
}

/* Record a batch; the sentence of a failure, or NULL. */
static const char *
record(const char *named, bool create, const char *batch)
{
	static struct fail why;
	struct journal_hold hold;
	struct journal journal;
	bool ok;

	assert_true(journal_find(&journal, named, &why));
	ok = journal_begin(&hold, &journal, create, &why) &&
	     journal_append(&hold, batch, strlen(batch), &why);
	journal_end(&hold);
	journal_end(&hold);
	journal_release(&journal);
	return ok ? NULL : why.text;
}

static void
a_new_journal_begins_with_its_format(void **state)
{
	char path[128];

	(void)state;
	assert_null(record(NULL, true, "one\n"));
	assert_null(record(NULL, true, "two\nthree\n"));
	snprintf(path, sizeof(path), "%s/.local/share/amends/journal", home);
	assert_string_equal(held(path), "#amends 1\none\ntwo\nthree\n");

	put("empty", "");
	assert_null(record("empty", false, "one\n"));
	assert_string_equal(held("empty"), "#amends 1\none\n");
	put("bare", "one\n");
	assert_null(record("bare", false, "two\n"));
	assert_string_equal(held("bare"), "one\ntwo\n");
}

static void
several_batches_have_one_header(void **state)
{
	struct journal_hold hold;
	struct journal journal;
	struct fail why;

	(void)state;
	assert_true(journal_find(&journal, "journal", &why));
	assert_true(journal_begin(&hold, &journal, true, &why));
	assert_string_equal(hold.name, "journal");
	assert_heard("journal", "");
	assert_true(journal_append(&hold, "one\n", 4, &why));
	assert_heard("journal", "journal:2:one\n");
	assert_true(journal_append(&hold, "two\n", 4, &why));
	journal_end(&hold);
	journal_release(&journal);
	assert_string_equal(held("journal"), "#amends 1\none\ntwo\n");
}

static void
a_recorder_is_refused_with_a_sentence(void **state)
{
	(void)state;
	assert_string_equal(record("-", true, "one\n"),
			    "standard input is no journal to record in");
	assert_string_equal(
		record("absent", false, "one\n"),
		"absent: there is no journal yet; case-new begins one");
	assert_string_equal(
		record("absent/", false, "one\n"),
		"absent/: there is no journal yet; case-new begins one");
}

static void
a_machine_has_a_file_of_its_own_in_a_folder(void **state)
{
	char want[256];
	char mark[64];

	(void)state;
	assert_int_equal(mkdir("shop", 0700), 0);
	setenv("AMENDS_MACHINE", "till1", 1);
	/* There is a journal, though not yet a line of this machine's. */
	assert_null(record("shop", false, "one\n"));
	assert_null(record("shop", false, "two\n"));
	strcpy(mark, held(".local/state/amends/machine"));
	assert_int_equal(strlen(mark), 17);
	snprintf(want, sizeof(want), "#amends 1\n#machine %sone\ntwo\n", mark);
	assert_string_equal(held("shop/till1.tsv"), want);

	/* Another name on the same machine, and a folder that is made. */
	setenv("AMENDS_MACHINE", "till2", 1);
	assert_null(record("new/", true, "one\n"));
	snprintf(want, sizeof(want), "#amends 1\n#machine %sone\n", mark);
	assert_string_equal(held("new/till2.tsv"), want);
	assert_string_equal(held(".local/state/amends/machine"), mark);
}

static void
without_a_name_the_host_is_the_machine(void **state)
{
	char host[256], path[300];

	(void)state;
	assert_int_equal(mkdir("shop", 0700), 0);
	assert_int_equal(gethostname(host, sizeof(host)), 0);
	if (strncmp(host, "localhost", 9) == 0 || strchr(host, '('))
		return;
	assert_null(record("shop", false, "one\n"));
	snprintf(path, sizeof(path), "shop/%s.tsv", host);
	assert_int_equal(access(path, F_OK), 0);
}

static void
nothing_is_appended_to_another_machines_file(void **state)
{
	static const char theirs[] = "#amends 1\n#machine 5afe\nzero\n";
	char want[FAIL_TEXT_SIZE];

	(void)state;
	setenv("AMENDS_MACHINE", "till1", 1);
	assert_int_equal(mkdir("shop", 0700), 0);
	assert_int_equal(mkdir("state", 0700), 0);
	assert_int_equal(mkdir("state/amends", 0700), 0);
	snprintf(want, sizeof(want), "%s/state", home);
	setenv("XDG_STATE_HOME", want, 1);
	put("state/amends/machine", "0123\n");
	put("shop/till1.tsv", theirs);
	snprintf(want, sizeof(want),
		 "shop/till1.tsv: another machine's (its mark is 5afe, this "
		 "machine's 0123); set AMENDS_MACHINE to a name that no other "
		 "has, or, if it is this machine's after all, put its mark in "
		 "%s/state/amends/machine",
		 home);
	assert_string_equal(record("shop", true, "one\n"), want);
	assert_string_equal(held("shop/till1.tsv"), theirs);

	/* As the sentence says, however it is put there. */
	put("state/amends/machine", "5afe");
	assert_null(record("shop", true, "one\n"));
	assert_string_equal(held("shop/till1.tsv"),
			    "#amends 1\n#machine 5afe\nzero\none\n");

	put("shop/till1.tsv", "#amends 1\n#machine \x1b[2J\nzero\n");
	assert_non_null(
		strstr(record("shop", true, "one\n"), "its mark is ?, "));
	put("state/amends/machine", "\n");
	assert_non_null(strstr(record("shop", true, "one\n"),
			       "amends/machine: not a machine's mark; remove "
			       "it, and a new one is made"));
}

static void
a_journal_moved_into_a_folder_gets_its_mark(void **state)
{
	(void)state;
	setenv("AMENDS_MACHINE", "till1", 1);
	assert_int_equal(mkdir("shop", 0700), 0);
	put("shop/till1.tsv", "#amends 1\nzero\n");
	assert_null(record("shop", true, "one\n"));
	assert_null(record("shop", true, "two\n"));
	assert_non_null(
		strstr(held("shop/till1.tsv"), "#amends 1\nzero\n#machine "));
	assert_non_null(strstr(held("shop/till1.tsv"), "\none\ntwo\n"));
}

static void
a_machines_name_must_tell_it_apart(void **state)
{
	static const struct {
		const char *name, *want;
	} rows[] = {
		{"localhost", "'localhost' is no name to tell machines apart "
			      "by; set AMENDS_MACHINE to one, such as till1"},
		{"localhost.localdomain",
		 "'localhost.localdomain' is no name to tell machines apart "
		 "by; set AMENDS_MACHINE to one, such as till1"},
		{"../till", "'../till' cannot be a machine's file; set "
			    "AMENDS_MACHINE to a name of letters, digits and "
			    "-_."},
		{"till 1", "'till 1' cannot be a machine's file; set "
			   "AMENDS_MACHINE to a name of letters, digits and "
			   "-_."},
	};

	(void)state;
	assert_int_equal(mkdir("shop", 0700), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		setenv("AMENDS_MACHINE", rows[i].name, 1);
		assert_string_equal(record("shop", true, "one\n"),
				    rows[i].want);
	}
	assert_heard("shop", "");
	setenv("AMENDS_MACHINE", "localhost2", 1);
	assert_null(record("shop", true, "one\n"));
}

/* What came with one context: "NUMBER LINE\n". */
struct noted {
	struct buffer text;
	size_t before; /* lines of the file stand before its first */
	size_t most;   /* lines until it wants no more; 0: it takes all */
};

/* One for each part that was begun. */
/* Too long for a record. */
static char long_line[RECORD_LINE_MAX];

static struct noted noted_parts[2 * TOGETHER_MOST];
static size_t noted_count, noted_most;

static void
note(struct noted *noted, size_t number, const char *at, size_t len)
{
	buffer_format(&noted->text, "%zu ", number + noted->before);
	buffer_add(&noted->text, at, len);
	buffer_add_char(&noted->text, '\n');
}

static bool
note_line(void *context, struct journal_line *line)
{
	struct noted *noted = context;

	note(noted, line->number, line->at, line->len);
	return noted->most == 0 || --noted->most > 0;
}

static void
note_bad(void *context, const char *file, size_t number, const char *sentence)
{
	(void)file;
	note(context, number, sentence, strlen(sentence));
}

static void *
begin_noted(void *context, int fd)
{
	assert_ptr_equal(context, &noted_parts[noted_count - 1]);
	assert_true(fd >= 0);
	noted_parts[noted_count] = (struct noted){.most = noted_most};
	return &noted_parts[noted_count++];
}

/* Give what was noted the numbers that it has in the file; or forget it. */
static void
end_noted(void *context, size_t before)
{
	struct noted *noted = context;
	struct buffer old = noted->text;

	noted->text = (struct buffer){0};
	noted->before = before;
	noted->most = 0;
	for (char *at = old.at; before != JOURNAL_LEFT_OUT && at && *at;) {
		char *line;
		size_t number = strtoul(at, &line, 10);
		size_t len = strcspn(line, "\n");

		note(noted, number, line + 1, len - 1);
		at = line + len + 1;
	}
	buffer_release(&old);
}

/* What a reading gives that cuts the file into so many parts, each of which
 * comes later where it has more lines than `lines`. Caller releases. */
static void
read_in_parts(struct buffer *text, size_t parts, size_t lines)
{
	struct journal_reader reader = {.context = noted_parts,
					.line = note_line,
					.bad = note_bad,
					.part = begin_noted,
					.parted = end_noted};
	struct journal journal;
	struct fail why = {0};

	noted_parts[0] = (struct noted){0};
	noted_count = 1;
	noted_most = lines;
	assert_true(journal_find(&journal, "long.tsv", &why));
	journal.part_least = 2;
	journal.parts_most = parts;
	if (!journal_read(&journal, false, &reader, &why))
		buffer_add_string(text, why.text);
	journal_release(&journal);
	assert_in_range(noted_count, parts > 1 ? 2 : 1, parts);
	for (size_t i = 0; i < noted_count; i++) {
		buffer_add_string(text, buffer_string(&noted_parts[i].text));
		buffer_release(&noted_parts[i].text);
	}
}

/* In how many parts a file is read is no matter. */
static void
a_large_file_is_read_in_parts_as_in_one(void **state)
{
	static const char *const tails[] = {"", "tail", "#amends 2\n9\n8\n"};

	(void)state;
	memset(long_line, 'x', sizeof(long_line));
	for (size_t i = 0; i < 3 * COUNT(tails); i++) {
		struct buffer file = {0}, whole = {0};

		for (size_t k = 1; k <= 90000; k++) {
			/* Where the newer format is named, differs. */
			if (k == 30000 * (i / COUNT(tails) + 1))
				buffer_add_string(&file,
						  tails[i % COUNT(tails)]);
			buffer_format(&file,
				      k % 7 ? "%zu some words\n" : "#%zu\n\n",
				      k);
		}
		buffer_add(&file, long_line, sizeof(long_line));
		buffer_format(&file, "\nlast\ntail");
		put_bytes("long.tsv", file.at, file.len);
		read_in_parts(&whole, 1, 0);
		for (size_t parts = 2; parts <= TOGETHER_MOST; parts++) {
			struct buffer text = {0};

			read_in_parts(&text, parts, parts % 3 * 5000);
			assert_string_equal(text.at, whole.at);
			buffer_release(&text);
		}
		buffer_release(&whole);
		buffer_release(&file);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(is_found_by_name_then_variable_then_home),
		TEST(knows_folders_and_standard_input),
		TEST(cannot_be_found_without_a_home),
		TEST(gives_each_line_but_comments),
		TEST(a_line_with_a_nul_is_given_whole),
		TEST(a_last_line_without_a_newline_is_left_out),
		TEST(a_line_over_the_limit_is_named_and_skipped),
		TEST(a_newer_format_is_refused_wherever_it_is_named),
		TEST(an_absent_journal_is_empty_or_not),
		TEST(a_folder_is_read_in_the_order_of_names),
		TEST(a_faulty_file_of_a_folder_hides_no_other),
		TEST(a_reader_may_stop),
		TEST(a_large_file_is_read_in_parts_as_in_one),
		TEST(standard_input_is_read_to_its_end),
		TEST(a_new_journal_begins_with_its_format),
		TEST(several_batches_have_one_header),
		TEST(a_recorder_is_refused_with_a_sentence),
		TEST(a_machine_has_a_file_of_its_own_in_a_folder),
		TEST(without_a_name_the_host_is_the_machine),
		TEST(nothing_is_appended_to_another_machines_file),
		TEST(a_journal_moved_into_a_folder_gets_its_mark),
		TEST(a_machines_name_must_tell_it_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
