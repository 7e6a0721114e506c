/*
 * Makes system calls fail on demand, from outside of the program under test:
 *
 *     FAULT=fdatasync:1:EIO FAULT_LOG=fired LD_PRELOAD=./shim.so TOOL ...
 *
 * FAULT is a list, parted by blanks, of CALL:N:WHAT. N is the how many-th call
 * of that name it hits, "2" only the second, "2+" the second and all after it.
 * WHAT is one of
 *
 *     EIO, ENOSPC...  the call fails so and does nothing
 *     short=K         write puts down K bytes at most and says so
 *     kill            SIGKILL in place of the call
 *     kill=K          write puts down K bytes, then SIGKILL: a torn write
 *     die             SIGKILL once the call is done
 *     term            SIGTERM before the call, which is then made
 *
 * Each fault that is reached adds a line to the file FAULT_LOG, so that a test
 * can tell that it has tested something. FAULT_TRACE is a file that gets the
 * name of each call as it is made. FAULT_NO_SLEEP makes nanosleep return at
 * once and moves the clock on instead.
 */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* malloc cannot be found by dlsym, which may need it. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static const struct {
	const char *name;
	int number;
} errors[] = {
	{"EACCES", EACCES}, {"EAGAIN", EAGAIN}, {"EDQUOT", EDQUOT},
	{"EFBIG", EFBIG},   {"EINTR", EINTR},   {"EINVAL", EINVAL},
	{"EIO", EIO},       {"EMFILE", EMFILE}, {"ENOENT", ENOENT},
	{"ENOLCK", ENOLCK}, {"ENOMEM", ENOMEM}, {"ENOSPC", ENOSPC},
	{"EPERM", EPERM},   {"EROFS", EROFS},   {"EXDEV", EXDEV},
};

enum call {
	CALL_OPEN,
	CALL_READ,
	CALL_PREAD,
	CALL_WRITE,
	CALL_FSYNC,
	CALL_FDATASYNC,
	CALL_FLOCK,
	CALL_FTRUNCATE,
	CALL_FSTAT,
	CALL_STAT,
	CALL_LSTAT,
	CALL_FCHMOD,
	CALL_FCHOWN,
	CALL_MKDIR,
	CALL_CHMOD,
	CALL_RENAME,
	CALL_UNLINK,
	CALL_GETRANDOM,
	CALL_MALLOC,
	CALL_COUNT,
};

static const char *const names[CALL_COUNT] = {
	[CALL_OPEN] = "open",     [CALL_READ] = "read",
	[CALL_PREAD] = "pread",   [CALL_WRITE] = "write",
	[CALL_FSYNC] = "fsync",   [CALL_FDATASYNC] = "fdatasync",
	[CALL_FLOCK] = "flock",   [CALL_FTRUNCATE] = "ftruncate",
	[CALL_FSTAT] = "fstat",   [CALL_STAT] = "stat",
	[CALL_LSTAT] = "lstat",   [CALL_FCHMOD] = "fchmod",
	[CALL_FCHOWN] = "fchown", [CALL_MKDIR] = "mkdir",
	[CALL_CHMOD] = "chmod",   [CALL_RENAME] = "rename",
	[CALL_UNLINK] = "unlink", [CALL_GETRANDOM] = "getrandom",
	[CALL_MALLOC] = "malloc",
};

static int made[CALL_COUNT];
static long long slept; /* nanoseconds not slept */

/* What is to happen to the call that is being made. */
struct fault {
	int error;    /* 0: let it through */
	ssize_t most; /* bytes that a write may put down; -1 all */
	int kill_before;
	int kill_after;
};

/* Add a line to the file that the variable names, past our own functions. */
static void
note(const char *variable, const char *text, size_t len)
{
	const char *path = getenv(variable);
	char line[64];
	int saved = errno;
	int fd;

	if (!path || len >= sizeof(line))
		return;
	memcpy(line, text, len);
	line[len] = '\n';
	fd = (int)syscall(SYS_openat, AT_FDCWD, path,
			  O_WRONLY | O_APPEND | O_CREAT, 0600);
	if (fd >= 0) {
		syscall(SYS_write, fd, line, len + 1);
		syscall(SYS_close, fd);
	}
	errno = saved;
}

/* Read WHAT, which ends at a blank or with the string. */
static void
read_what(struct fault *fault, const char *what, size_t len)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strlen(errors[i].name) == len &&
		    memcmp(errors[i].name, what, len) == 0)
			fault->error = errors[i].number;
	if (strncmp(what, "short=", 6) == 0) {
		fault->most = atol(what + 6);
	} else if (strncmp(what, "kill=", 5) == 0) {
		fault->most = atol(what + 5);
		fault->kill_after = 1;
	} else if (len == 4 && memcmp(what, "kill", 4) == 0) {
		fault->kill_before = 1;
	} else if (len == 3 && memcmp(what, "die", 3) == 0) {
		fault->kill_after = 1;
	} else if (len == 4 && memcmp(what, "term", 4) == 0) {
		kill(getpid(), SIGTERM);
	} else if (!fault->error) {
		static const char sorry[] = "shim: what fault is that?\n";

		syscall(SYS_write, 2, sorry, sizeof(sorry) - 1);
		_exit(99);
	}
}

/* Count the call, and look up what is to become of it. */
static struct fault
faulty(enum call call)
{
	struct fault fault = {.most = -1};
	const char *list = getenv("FAULT");
	size_t len = strlen(names[call]);

	note("FAULT_TRACE", names[call], len);
	made[call]++;
	while (list && *list) {
		size_t word = strcspn(list, " ");

		if (strncmp(list, names[call], len) == 0 && list[len] == ':') {
			char *end;
			long number = strtol(list + len + 1, &end, 10);
			int hit = made[call] == number;

			if (*end == '+') {
				hit = made[call] >= number;
				end++;
			}
			if (hit) {
				note("FAULT_LOG", list, word);
				read_what(&fault, end + 1,
					  word - (size_t)(end + 1 - list));
			}
		}
		list += word;
		list += strspn(list, " ");
	}
	if (fault.kill_before)
		kill(getpid(), SIGKILL);
	return fault;
}

/* The function that this one stands before. */
#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

/* Most calls: fail, or do it and perhaps die. */
#define SIMPLE(call, result, failure, name, parameters, arguments) \
	result name parameters                                     \
	{                                                          \
		struct fault fault = faulty(call);                 \
		result got;                                        \
                                                                   \
		if (fault.error) {                                 \
			errno = fault.error;                       \
			return failure;                            \
		}                                                  \
		got = NEXT(result(*) parameters, #name) arguments; \
		if (fault.kill_after)                              \
			kill(getpid(), SIGKILL);                   \
		return got;                                        \
	}

SIMPLE(CALL_FSYNC, int, -1, fsync, (int fd), (fd))
SIMPLE(CALL_FDATASYNC, int, -1, fdatasync, (int fd), (fd))
SIMPLE(CALL_FLOCK, int, -1, flock, (int fd, int operation), (fd, operation))
SIMPLE(CALL_FTRUNCATE, int, -1, ftruncate, (int fd, off_t size), (fd, size))
SIMPLE(CALL_FSTAT, int, -1, fstat, (int fd, struct stat *is), (fd, is))
SIMPLE(CALL_STAT, int, -1, stat,
       (const char *restrict path, struct stat *restrict is), (path, is))
SIMPLE(CALL_LSTAT, int, -1, lstat,
       (const char *restrict path, struct stat *restrict is), (path, is))
SIMPLE(CALL_FCHMOD, int, -1, fchmod, (int fd, mode_t mode), (fd, mode))
SIMPLE(CALL_FCHOWN, int, -1, fchown, (int fd, uid_t user, gid_t group),
       (fd, user, group))
SIMPLE(CALL_MKDIR, int, -1, mkdir, (const char *path, mode_t mode),
       (path, mode))
SIMPLE(CALL_CHMOD, int, -1, chmod, (const char *path, mode_t mode),
       (path, mode))
SIMPLE(CALL_RENAME, int, -1, rename, (const char *from, const char *to),
       (from, to))
SIMPLE(CALL_UNLINK, int, -1, unlink, (const char *path), (path))
SIMPLE(CALL_READ, ssize_t, -1, read, (int fd, void *at, size_t len),
       (fd, at, len))
SIMPLE(CALL_PREAD, ssize_t, -1, pread,
       (int fd, void *at, size_t len, off_t from), (fd, at, len, from))
SIMPLE(CALL_GETRANDOM, ssize_t, -1, getrandom,
       (void *at, size_t len, unsigned flags), (at, len, flags))

int
open(const char *path, int flags, ...)
{
	struct fault fault = faulty(CALL_OPEN);
	mode_t mode = 0;
	int fd;

	if (flags & O_CREAT) {
		va_list args;

		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	if (fault.error) {
		errno = fault.error;
		return -1;
	}
	fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
	if (fault.kill_after)
		kill(getpid(), SIGKILL);
	return fd;
}

ssize_t
write(int fd, const void *at, size_t len)
{
	struct fault fault = faulty(CALL_WRITE);
	ssize_t wrote;

	if (fault.error) {
		errno = fault.error;
		return -1;
	}
	if (fault.most >= 0 && len > (size_t)fault.most)
		len = (size_t)fault.most;
	wrote = syscall(SYS_write, fd, at, len);
	if (fault.kill_after)
		kill(getpid(), SIGKILL);
	return wrote;
}

static int
no_memory(void)
{
	int error = faulty(CALL_MALLOC).error;

	if (error)
		errno = error;
	return error != 0;
}

void *
malloc(size_t size)
{
	return no_memory() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return no_memory() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return no_memory() ? NULL : __libc_realloc(old, size);
}

int
nanosleep(const struct timespec *nap, struct timespec *left)
{
	if (!getenv("FAULT_NO_SLEEP"))
		return NEXT(int (*)(const struct timespec *, struct timespec *),
			    "nanosleep")(nap, left);
	slept += nap->tv_sec * 1000000000LL + nap->tv_nsec;
	return 0;
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	int got = (int)syscall(SYS_clock_gettime, clock, now);
	long long nanoseconds = now->tv_nsec + slept;

	now->tv_sec += (time_t)(nanoseconds / 1000000000);
	now->tv_nsec = (long)(nanoseconds % 1000000000);
	return got;
}
