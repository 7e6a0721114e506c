/*
 * Any bytes as a CSV file: reading comes to an end, every row has as many
 * fields as the first, every field is UTF-8, every fault has its line, and a
 * row that is written is read back as it was.
 */
#define _GNU_SOURCE /* memfd_create */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "csvio.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
file_of(const void *at, size_t size)
{
	int fd = memfd_create("csv", 0);

	if (fd < 0 || write(fd, at, size) != (ssize_t)size ||
	    lseek(fd, 0, SEEK_SET) != 0)
		_exit(1); /* the machine's fault, and no finding */
	return fd;
}

static void
check_written(const struct csvio_row *row)
{
	struct buffer csv = {0};
	struct csvio_row again;
	struct csvio *reader;
	struct fail why;
	int fd;

	csvio_encode(&csv, row->fields, row->count, ';', true);
	fd = file_of(csv.at, csv.len);
	reader = csvio_open(fd, ';');
	/* Quotation marks take room: a large row may be over the limit now. */
	if (csvio_next(reader, &again, &why) != CSVIO_ROW) {
		if (csv.len < CSVIO_ROW_MAX)
			abort();
	} else {
		if (again.count != row->count)
			abort();
		for (size_t i = 0; i < row->count; i++)
			if (strcmp(again.fields[i], row->fields[i]) != 0)
				abort();
	}
	csvio_close(reader);
	close(fd);
	buffer_release(&csv);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = file_of(data, size);
	struct csvio *reader = csvio_open(fd, 0);
	size_t columns = 0, line = 0, answers = 0, bad;

	for (;;) {
		struct csvio_row row;
		struct fail why = {0};
		enum csvio_got got = csvio_next(reader, &row, &why);

		if (got == CSVIO_END)
			break;
		if (++answers > size || row.line <= line)
			abort();
		line = row.line;
		if (got != CSVIO_ROW) {
			if (row.fault_line < row.line || !*why.text ||
			    why.kind != FAIL_INPUT)
				abort();
			if (got == CSVIO_FAILED)
				break;
			continue;
		}
		if (columns && row.count != columns)
			abort();
		columns = row.count;
		for (size_t i = 0; i < row.count; i++)
			if (!text_is_utf8(row.fields[i], strlen(row.fields[i]),
					  &bad))
				abort();
		if (answers <= 4)
			check_written(&row);
	}
	csvio_close(reader);
	close(fd);
	return 0;
}
