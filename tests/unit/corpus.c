/*
 * The files that the fuzzers begin with, and those that once were a finding,
 * given to the same targets: without libFuzzer, in every "make check".
 */
#define LLVMFuzzerTestOneInput fuzz_csvrow
#include "../fuzz/csvrow.c" /* first: it asks for GNU functions */
#undef LLVMFuzzerTestOneInput

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mem.h"

#define LLVMFuzzerTestOneInput fuzz_record
#include "../fuzz/record.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_policy
#include "../fuzz/policy.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_journal
#include "../fuzz/journal.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_words
#include "../fuzz/words.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_dates
#include "../fuzz/dates.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_caseids
#include "../fuzz/caseids.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_writers
#include "../fuzz/writers.c"
#undef LLVMFuzzerTestOneInput

static void
replay(const char *folder, int (*target)(const uint8_t *, size_t))
{
	DIR *files = opendir(folder);
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(files);
	while ((entry = readdir(files))) {
		struct buffer path = {0}, bytes = {0};
		char chunk[4096];
		size_t got;
		FILE *file;

		if (*entry->d_name == '.')
			continue;
		buffer_format(&path, "%s/%s", folder, entry->d_name);
		file = fopen(path.at, "rb");
		assert_non_null(file);
		while ((got = fread(chunk, 1, sizeof(chunk), file)))
			buffer_add(&bytes, chunk, got);
		fclose(file);
		target((const uint8_t *)buffer_string(&bytes), bytes.len);
		buffer_release(&bytes);
		buffer_release(&path);
		count++;
	}
	closedir(files);
	assert_true(count > 0);
}

static void
every_record_of_the_corpus_keeps_its_promises(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/record", fuzz_record);
}

static void
every_csv_file_of_the_corpus_keeps_its_promises(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/csvrow", fuzz_csvrow);
}

static void
every_plan_of_the_corpus_keeps_its_promises(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/policy", fuzz_policy);
}

static void
every_journal_of_the_corpus_keeps_its_promises(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/journal", fuzz_journal);
}

static void
every_draft_of_the_corpus_keeps_its_promises(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/words", fuzz_words);
}

static void
every_date_of_the_corpus_keeps_its_promises(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/dates", fuzz_dates);
}

static void
every_id_of_the_corpus_keeps_its_promises(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/caseids", fuzz_caseids);
}

static void
every_word_of_the_corpus_is_written_safely(void **state)
{
	(void)state;
	replay("tests/fuzz/corpus/writers", fuzz_writers);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_of_the_corpus_keeps_its_promises),
		cmocka_unit_test(
			every_csv_file_of_the_corpus_keeps_its_promises),
		cmocka_unit_test(every_plan_of_the_corpus_keeps_its_promises),
		cmocka_unit_test(
			every_journal_of_the_corpus_keeps_its_promises),
		cmocka_unit_test(every_draft_of_the_corpus_keeps_its_promises),
		cmocka_unit_test(every_date_of_the_corpus_keeps_its_promises),
		cmocka_unit_test(every_id_of_the_corpus_keeps_its_promises),
		cmocka_unit_test(every_word_of_the_corpus_is_written_safely),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
