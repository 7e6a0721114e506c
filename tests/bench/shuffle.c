/*
 * shuffle SEED: the lines of standard input in another order, the same for the
 * same seed, on standard output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

int
main(int argc, char **argv)
{
	struct chance chance = {argc == 2 ? strtoul(argv[1], NULL, 10) : 0};
	struct buffer all = {0};
	static char chunk[1 << 16];
	char **lines = NULL;
	size_t got, count = 0, room = 0;

	if (argc != 2) {
		fputs("usage: shuffle SEED\n", stderr);
		return 2;
	}
	while ((got = fread(chunk, 1, sizeof(chunk), stdin)) > 0)
		buffer_add(&all, chunk, got);
	for (char *at = all.at; at && *at; at = strchr(at, '\n') + 1) {
		lines = mem_grow(lines, count, &room, sizeof(*lines));
		lines[count++] = at;
		if (!strchr(at, '\n'))
			break;
	}
	for (size_t i = count; i > 1; i--) {
		size_t other = chance_of(&chance, (unsigned)i);
		char *kept = lines[i - 1];

		lines[i - 1] = lines[other];
		lines[other] = kept;
	}
	for (size_t i = 0; i < count; i++)
		fwrite(lines[i], 1, strcspn(lines[i], "\n") + 1, stdout);
	free(lines);
	buffer_release(&all);
	return fflush(stdout) != 0;
}
