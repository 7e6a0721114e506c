/*
 * pairs RUNS BEFORE OURS... -- PEER...: run the one and the other in turn, so
 * often each, with all that they print thrown away, and print
 *
 *	OURS TAB PEER TAB BYTES
 *
 * the medians of the seconds that they took, and the most memory that ours
 * held at a time. BEFORE is a command for the shell that comes before each run
 * of ours, and is not timed; "" is none. Where $BENCH_CLOCK is cpu, seconds of
 * the processor are counted in place of those on the wall: the right ones on a
 * machine that has other work, and the wrong ones for what waits for a disk.
 *
 * Fails where a run ends by a signal, or with another status than the first.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MOST 101

struct command {
	char **words;
	double took[RUNS_MOST];
	int status; /* -1 before the first run */
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

static void
replace_self(char **words)
{
	int nothing = open("/dev/null", O_RDWR);

	dup2(nothing, 0);
	dup2(nothing, 1);
	dup2(nothing, 2);
	execvp(words[0], words);
	_exit(127);
}

static bool
run(struct command *command, int round, bool cpu)
{
	double began = cpu ? used() : now();
	pid_t child = fork();
	int status;

	if (child == 0)
		replace_self(command->words);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return false;
	command->took[round] = (cpu ? used() : now()) - began;
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

/* The most memory of one more run of ours, alone in a child, as the figure of
 * children is that of the largest. */
static bool
most_memory(struct command *ours, double *bytes)
{
	struct rusage usage;
	int ends[2], status;
	pid_t child;
	bool ok;

	if (pipe(ends) != 0)
		return false;
	child = fork();
	if (child == 0) {
		ok = run(ours, 0, false) &&
		     getrusage(RUSAGE_CHILDREN, &usage) == 0 &&
		     write(ends[1], &usage.ru_maxrss, sizeof(usage.ru_maxrss)) >
			     0;
		_exit(ok ? 0 : 1);
	}
	ok = child > 0 && waitpid(child, &status, 0) == child && status == 0 &&
	     read(ends[0], &usage.ru_maxrss, sizeof(usage.ru_maxrss)) > 0;
	close(ends[0]);
	close(ends[1]);
	*bytes = (double)usage.ru_maxrss * 1024;
	return ok;
}

static bool
prepare(const char *before)
{
	return !*before || system(before) == 0;
}

int
main(int argc, char **argv)
{
	const char *clock = getenv("BENCH_CLOCK");
	bool cpu = clock && strcmp(clock, "cpu") == 0;
	struct command ours = {.words = argv + 3, .status = -1};
	struct command peer = {.status = -1};
	int runs = argc > 1 ? atoi(argv[1]) : 0;
	double bytes = 0;
	bool ok = true;

	for (int i = 3; i < argc && !peer.words; i++) {
		if (strcmp(argv[i], "--") == 0) {
			argv[i] = NULL;
			peer.words = argv + i + 1;
		}
	}
	if (runs < 1 || runs > RUNS_MOST || !peer.words || !*peer.words) {
		fputs("usage: pairs RUNS BEFORE OURS... -- PEER...\n", stderr);
		return 2;
	}
	for (int i = 0; i < runs && ok; i++)
		ok = prepare(argv[2]) && run(&ours, i, cpu) &&
		     run(&peer, i, cpu);
	ok = ok && prepare(argv[2]) && most_memory(&ours, &bytes);
	if (ok)
		printf("%.6f\t%.6f\t%.0f\n", median(&ours, runs),
		       median(&peer, runs), bytes);
	return ok ? 0 : 1;
}
