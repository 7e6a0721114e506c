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
 *     term, int       SIGTERM, SIGINT before the call, which is then made
 *
 * Each fault that is reached adds a line to the file FAULT_LOG, so that a test
 * can tell that it has tested something. FAULT_TRACE is a file that gets the
 * name of each call as it is made. FAULT_NO_SLEEP makes nanosleep return at
 * once and moves the clock on instead.
 *
 * FAULT_DISK is a file that gets each change that is made to a file below the
 * folder FAULT_ROOT, and each sync, for power.c, which says what a power cut
 * may leave of them: a line "KIND INODE NUMBER LEN" and LEN bytes.
 *
 *     have      PATH NUL BYTES: a file that was there, when it is opened
 *     folder    PATH: one that was there; made: one that was made
 *     make      PATH: a new file
 *     write     BYTES at offset NUMBER
 *     cut       to NUMBER bytes
 *     sync      of a file or a folder
 *     move      PATH NUL PATH
 *     drop      PATH
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
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* malloc cannot be found by dlsym, which may need it. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void __libc_free(void *old);

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

/* Add a change to FAULT_DISK's file, in one piece. */
static void
log_change(const char *kind, unsigned long inode, long number, const char *at,
	   size_t len)
{
	const char *path = getenv("FAULT_DISK");
	size_t head;
	char *line;
	int fd;

	if (!path)
		return;
	line = __libc_malloc(len + 128);
	head = (size_t)snprintf(line, 128, "%s %lu %ld %zu\n", kind, inode,
				number, len);
	if (len)
		memcpy(line + head, at, len);
	fd = (int)syscall(SYS_openat, AT_FDCWD, path,
			  O_WRONLY | O_APPEND | O_CREAT, 0600);
	if (fd < 0 ||
	    syscall(SYS_write, fd, line, head + len) != (long)(head + len))
		_exit(99);
	syscall(SYS_close, fd);
	__libc_free(line);
}

/* Whether a name is below FAULT_ROOT: as a whole path in full. */
static int
is_logged(const char *path, char full[4096])
{
	const char *root = getenv("FAULT_ROOT");
	size_t used = 0;

	if (!root || !getenv("FAULT_DISK") || strlen(path) > 2000)
		return 0;
	if (path[0] != '/') {
		if (syscall(SYS_getcwd, full, 2000) < 0)
			return 0;
		used = strlen(full);
		full[used++] = '/';
	}
	strcpy(full + used, path);
	return strncmp(full, root, strlen(root)) == 0 &&
	       (full[strlen(root)] == '/' || !full[strlen(root)]);
}

/* What fd is, if its file is below FAULT_ROOT. */
static int
is_logged_file(int fd, struct stat *is)
{
	char name[64], path[4096], full[4096];
	long len;

	if (!getenv("FAULT_DISK"))
		return 0;
	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	len = syscall(SYS_readlink, name, path, sizeof(path) - 1);
	if (len <= 0)
		return 0;
	path[len] = '\0';
	return is_logged(path, full) &&
	       syscall(SYS_newfstatat, fd, "", is, AT_EMPTY_PATH) == 0;
}

static void
log_open(int fd, const char *path, int made)
{
	char full[4096], *bytes;
	struct stat is;
	size_t len;
	long got;

	if (fd < 0 || !is_logged(path, full) ||
	    syscall(SYS_newfstatat, fd, "", &is, AT_EMPTY_PATH) != 0)
		return;
	len = strlen(full);
	if (!S_ISREG(is.st_mode) || made) {
		log_change(made ? "make" : "folder", is.st_ino, 0, full, len);
		return;
	}
	bytes = __libc_malloc(len + 1 + (size_t)is.st_size);
	memcpy(bytes, full, len + 1);
	got = syscall(SYS_pread64, fd, bytes + len + 1, is.st_size, 0L);
	if (got >= 0)
		log_change("have", is.st_ino, 0, bytes, len + 1 + (size_t)got);
	__libc_free(bytes);
}

/* A change to names: of one, or from one to another. */
static void
log_names(const char *kind, const char *path, const char *to)
{
	char full[4096], both[8192];
	struct stat is = {0};
	size_t len;

	if (!is_logged(path, full))
		return;
	len = strlen(full);
	memcpy(both, full, len);
	if (to && is_logged(to, full)) {
		both[len++] = '\0';
		memcpy(both + len, full, strlen(full));
		len += strlen(full);
	}
	syscall(SYS_newfstatat, AT_FDCWD, to ? to : path, &is, 0);
	log_change(kind, is.st_ino, 0, both, len);
}

static void
log_file(const char *kind, int fd, long number)
{
	struct stat is;

	if (is_logged_file(fd, &is))
		log_change(kind, is.st_ino, number, "", 0);
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
	} else if (len == 3 && memcmp(what, "int", 3) == 0) {
		kill(getpid(), SIGINT);
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
#define SIMPLE(call, result, failure, name, parameters, arguments, done) \
	result name parameters                                           \
	{                                                                \
		struct fault fault = faulty(call);                       \
		result got;                                              \
                                                                         \
		if (fault.error) {                                       \
			errno = fault.error;                             \
			return failure;                                  \
		}                                                        \
		got = NEXT(result(*) parameters, #name) arguments;       \
		if (got == 0)                                            \
			done;                                            \
		if (fault.kill_after)                                    \
			kill(getpid(), SIGKILL);                         \
		return got;                                              \
	}

SIMPLE(CALL_FSYNC, int, -1, fsync, (int fd), (fd), log_file("sync", fd, 0))
SIMPLE(CALL_FDATASYNC, int, -1, fdatasync, (int fd), (fd),
       log_file("sync", fd, 0))
SIMPLE(CALL_FLOCK, int, -1, flock, (int fd, int operation), (fd, operation),
       (void)0)
SIMPLE(CALL_FTRUNCATE, int, -1, ftruncate, (int fd, off_t size), (fd, size),
       log_file("cut", fd, size))
SIMPLE(CALL_FSTAT, int, -1, fstat, (int fd, struct stat *is), (fd, is), (void)0)
SIMPLE(CALL_STAT, int, -1, stat,
       (const char *restrict path, struct stat *restrict is), (path, is),
       (void)0)
SIMPLE(CALL_LSTAT, int, -1, lstat,
       (const char *restrict path, struct stat *restrict is), (path, is),
       (void)0)
SIMPLE(CALL_FCHMOD, int, -1, fchmod, (int fd, mode_t mode), (fd, mode), (void)0)
SIMPLE(CALL_FCHOWN, int, -1, fchown, (int fd, uid_t user, gid_t group),
       (fd, user, group), (void)0)
SIMPLE(CALL_MKDIR, int, -1, mkdir, (const char *path, mode_t mode),
       (path, mode), log_names("made", path, NULL))
SIMPLE(CALL_CHMOD, int, -1, chmod, (const char *path, mode_t mode),
       (path, mode), (void)0)
SIMPLE(CALL_RENAME, int, -1, rename, (const char *from, const char *to),
       (from, to), log_names("move", from, to))
SIMPLE(CALL_UNLINK, int, -1, unlink, (const char *path), (path),
       log_names("drop", path, NULL))
SIMPLE(CALL_READ, ssize_t, -1, read, (int fd, void *at, size_t len),
       (fd, at, len), (void)0)
SIMPLE(CALL_PREAD, ssize_t, -1, pread,
       (int fd, void *at, size_t len, off_t from), (fd, at, len, from), (void)0)
SIMPLE(CALL_GETRANDOM, ssize_t, -1, getrandom,
       (void *at, size_t len, unsigned flags), (at, len, flags), (void)0)

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
	log_open(fd, path, (flags & O_CREAT) != 0);
	if (fault.kill_after)
		kill(getpid(), SIGKILL);
	return fd;
}

/* What the fortified headers make of some calls. */
int __open_2(const char *path, int flags);
ssize_t __read_chk(int fd, void *at, size_t len, size_t room);
ssize_t __pread_chk(int fd, void *at, size_t len, off_t from, size_t room);

int
__open_2(const char *path, int flags)
{
	return open(path, flags);
}

ssize_t
__read_chk(int fd, void *at, size_t len, size_t room)
{
	if (len > room)
		abort();
	return read(fd, at, len);
}

ssize_t
__pread_chk(int fd, void *at, size_t len, off_t from, size_t room)
{
	if (len > room)
		abort();
	return pread(fd, at, len, from);
}

ssize_t
write(int fd, const void *at, size_t len)
{
	struct fault fault = faulty(CALL_WRITE);
	struct stat is;
	ssize_t wrote;

	if (fault.error) {
		errno = fault.error;
		return -1;
	}
	if (fault.most >= 0 && len > (size_t)fault.most)
		len = (size_t)fault.most;
	wrote = syscall(SYS_write, fd, at, len);
	if (wrote > 0 && is_logged_file(fd, &is))
		log_change("write", is.st_ino,
			   (long)syscall(SYS_lseek, fd, 0L, SEEK_CUR) - wrote,
			   at, (size_t)wrote);
	if (fault.kill_after)
		kill(getpid(), SIGKILL);
	return wrote;
}

/* As a write of all at once. */
ssize_t
writev(int fd, const struct iovec *parts, int count)
{
	size_t len = 0;
	ssize_t wrote;
	char *all;
	int error;

	for (int i = 0; i < count; i++)
		len += parts[i].iov_len;
	all = __libc_malloc(len);
	if (!all)
		abort();
	len = 0;
	for (int i = 0; i < count; i++) {
		memcpy(all + len, parts[i].iov_base, parts[i].iov_len);
		len += parts[i].iov_len;
	}
	wrote = write(fd, all, len);
	error = errno;
	__libc_free(all);
	errno = error;
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
