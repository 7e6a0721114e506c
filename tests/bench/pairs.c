/*
 * pairs RUNS BEFORE OURS... -- PEER...: run the one and the other in turn, so
 * often each, with all that they print thrown away, and print
 *
 *	OURS TAB PEER TAB BYTES
 *
 * the medians of the seconds that they took, and the most memory that ours
 * held at a time. Before each run as much memory as the largest one so far held
 * and wrote to files, which the system keeps in memory, is had from it and
 * given back: of a virtual machine, what has been free for seconds may be its
 * host's again, and takes up to thirty times as long to be had. BEFORE is a
 * command for the shell that comes before each run of ours, and is not timed;
 * "" is none. Where $BENCH_CLOCK is cpu, seconds of the processor are counted
 * in place of those on the wall: the right ones on a machine that has other
 * work, and the wrong ones for what waits for a disk.
 *
 * Fails where a run ends by a signal, or with another status than the first.
 */
/* For madvise and wait4. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MOST 101

struct command {
	char **words;
	double took[RUNS_MOST];
	int status;  /* -1 before the first run */
	size_t most; /* bytes that it held at a time */
	size_t had;  /* and wrote to files */
};

static double
seconds(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* What the children that have ended took of the processor. */
static double
used(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return seconds(&usage.ru_utime) + seconds(&usage.ru_stime);
}

/* Start a command, with nothing to read and nowhere to print; -1. Not by fork:
 * to copy what this program has is no part of what a start takes. */
static pid_t
start(char **words)
{
	extern char **environ;
	posix_spawn_file_actions_t files;
	pid_t child;
	int failed = posix_spawn_file_actions_init(&files);

	for (int fd = 0; fd <= 2 && !failed; fd++)
		failed = posix_spawn_file_actions_addopen(
			&files, fd, "/dev/null", O_RDWR, 0);
	if (!failed)
		failed = posix_spawnp(&child, words[0], &files, NULL, words,
				      environ);
	posix_spawn_file_actions_destroy(&files);
	return failed ? -1 : child;
}

/* Have memory and give it back, in a child. */
static void
warm(size_t bytes)
{
	pid_t child = bytes > 0 ? fork() : -1;

	if (child == 0) {
		char *all = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
				 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (all != MAP_FAILED) {
			madvise(all, bytes, MADV_HUGEPAGE);
			memset(all, 1, bytes);
		}
		_exit(0);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

static bool
run(struct command *command, int round, bool cpu)
{
	double began = cpu ? used() : now();
	pid_t child = start(command->words);
	struct rusage usage;
	size_t held;
	int status;

	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		return false;
	command->took[round] = (cpu ? used() : now()) - began;
	held = (size_t)usage.ru_maxrss * 1024;
	if (held > command->most)
		command->most = held;
	/* Counted in blocks of 512 bytes, of any file system. */
	if (held + (size_t)usage.ru_oublock * 512 > command->had)
		command->had = held + (size_t)usage.ru_oublock * 512;
	if (command->status < 0)
		command->status = status;
	if (WIFEXITED(status) && WEXITSTATUS(status) < 126 &&
	    status == command->status)
		return true;
	fprintf(stderr, "pairs: %s: status %d, then %d\n", command->words[0],
		command->status, status);
	return false;
}

static int
by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static double
median(struct command *command, int runs)
{
	qsort(command->took, (size_t)runs, sizeof(*command->took), by_size);
	return runs % 2 ? command->took[runs / 2]
			: (command->took[runs / 2 - 1] +
			   command->took[runs / 2]) /
				  2;
}

/* Run one after the other. */
static bool
run_pair(const char *before, struct command *ours, struct command *peer,
	 int round, bool cpu)
{
	size_t had = ours->had > peer->had ? ours->had : peer->had;

	if (*before && system(before) != 0)
		return false;
	warm(had);
	if (!run(ours, round, cpu))
		return false;
	warm(had);
	return run(peer, round, cpu);
}

int
main(int argc, char **argv)
{
	const char *clock = getenv("BENCH_CLOCK");
	bool cpu = clock && strcmp(clock, "cpu") == 0;
	struct command ours = {.words = argv + 3, .status = -1};
	struct command peer = {.status = -1};
	int runs = argc > 1 ? atoi(argv[1]) : 0;
	bool ok = true;

	for (int i = 3; i < argc && !peer.words; i++) {
		if (strcmp(argv[i], "--") == 0) {
			argv[i] = NULL;
			peer.words = argv + i + 1;
		}
	}
	if (runs < 1 || runs > RUNS_MOST || !*ours.words || !peer.words ||
	    !*peer.words) {
		fputs("usage: pairs RUNS BEFORE OURS... -- PEER...\n", stderr);
		return 2;
	}
	for (int i = 0; i < runs && ok; i++)
		ok = run_pair(argv[2], &ours, &peer, i, cpu);
	if (ok)
		printf("%.6f\t%.6f\t%zu\n", median(&ours, runs),
		       median(&peer, runs), ours.most);
	return ok ? 0 : 1;
}
