/*
 * Bytes that must not be lost: open, lock, append and sync; and the rewriting
 * of a file through a new one and a rename (DESIGN, section 4). It knows files,
 * not records, and is the only module that calls fsync or fdatasync.
 *
 * It never writes in place, never waits longer than DURABLE_LOCK_SECONDS for a
 * lock, and never tries a failed sync again: after one, the kernel may have
 * dropped the very pages that it could not write, and a second sync says that
 * all is well.
 *
 * There are no test hooks in it. tests/fault/shim.c makes each call fail from
 * outside.
 */
#ifndef DURABLE_H
#define DURABLE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "fail.h"

/*
 * To be called first of all in main: opens a stand-in on each of descriptors
 * 0 to 2 that is closed, so that no message can land in a journal. The stand-in
 * for standard output cannot be written to, so that printing fails there as it
 * should; the one for standard error swallows what it is given.
 */
void durable_guard_descriptors(void);

/* Whether standard output was closed (or cannot be written to at all). */
bool durable_stdout_was_closed(void);

/*
 * For recorders and keepers, before anything is opened: SIGXFSZ and SIGPIPE
 * are ignored, so that a file-size limit and a closed pipe are errors that can
 * be cleaned up after, not a death in the middle of a write.
 */
void durable_guard_signals(void);

/*
 * A file that is open for appending and locked. Zero-initialise; filled in by
 * durable_open. Only created, size, torn and path are for callers to read.
 */
struct durable {
	char *path;   /* as given; owned */
	char *folder; /* that it is in, behind any link; owned */
	int64_t size; /* bytes, up to and with the last newline */
	int64_t torn; /* bytes that were moved aside from the end; mostly 0 */
	int fd;
	bool created;  /* by this opening */
	bool held;     /* open and locked, signals blocked */
	bool unlisted; /* its name may not be on the disk yet */
	bool failed;   /* an append failed: no further one is tried */
	sigset_t mask; /* the caller's, put back by durable_close */
};

#define DURABLE_LOCK_SECONDS 10

/*
 * Open path for appending and lock it with flock(2), so that a shop's own
 * script can hold the same lock with flock(1). Then path is looked up again: if
 * another file has come into its place while we waited (git, an editor, a
 * keeper), all begins again with that one.
 *
 * create: a file that is not there is made, with the folders above it (0700).
 * Its mode is 0600, or 0660 and the folder's group in a folder that its group
 * may write to, whatever the umask. Not there and not create: FAIL_SYSTEM.
 *
 * A path that is a symbolic link is followed, as people do keep the file on
 * another drive; a link to nothing is refused even with create: it means that
 * the drive is missing, and a second journal would begin there. Anything but a
 * regular file (a device, a FIFO, a folder) is refused.
 *
 * A last line without a newline is the work of a crash. It is appended to
 * PATH.torn (durable_beside), with a newline, and once that is on the disk, cut
 * off.
 *
 * From here to durable_close all signals wait that can. They do not while we
 * wait for the lock: Ctrl-C works then.
 *
 * FAIL_SYSTEM with nothing held, a sentence that begins with the path.
 */
bool durable_open(struct durable *file, const char *path, bool create,
		  struct fail *why);

/*
 * Whether somebody pressed Ctrl-C meanwhile (a SIGINT waits). Before the append
 * it is for the caller to do nothing more than close; behind it, to say that it
 * is written, as the process ends with the closing.
 */
bool durable_is_stopped(void);

/*
 * Append len bytes, which end in a newline, with one write(2) (above 1 GiB
 * several), check the count, and sync the file. Where its name may not be on
 * the disk yet, of a file that is new or was replaced, its folder is synced
 * before: so what was acknowledged outlasts a power cut also after a crash.
 * True means that they are on the disk, and size has grown.
 *
 * On any failure, a short write among them, the file is cut back to size:
 * nothing was recorded, FAIL_SYSTEM. Should not even that succeed, the sentence
 * says that the end of the file is in doubt. No further append is then tried;
 * what is left to do is durable_close.
 */
bool durable_append(struct durable *file, const char *at, size_t len,
		    struct fail *why);

/* The same of a header (of no bytes: of what is behind it alone), with one
 * writev(2). */
bool durable_append_behind(struct durable *file, const char *header,
			   size_t header_len, const char *at, size_t len,
			   struct fail *why);

/*
 * Unlock, close, let signals through, free path. A file that this opening
 * created and that is still empty is taken away again. Safe to call twice, and
 * on a zeroed one.
 */
void durable_close(struct durable *file);

/*
 * For keepers: put len bytes in place of what is at path. The new file is made
 * beside the old (PATH.new; what a crash left of one is overwritten), with its
 * mode, and its owner and group where that is allowed (where it is not, the
 * new group gets no rights), written, synced, renamed over it, and the folder
 * synced. A symbolic link stays, and the file that it leads to is replaced;
 * another hard link keeps the old bytes.
 *
 * The caller holds the old file by durable_open, and does nothing more with it
 * than durable_close: whoever waits for that lock finds the new file. On
 * failure the old file stands, the new one is gone, FAIL_SYSTEM; only when the
 * last sync of the folder failed is the new file in place, which the sentence
 * says.
 */
bool durable_replace(const char *path, const char *at, size_t len,
		     struct fail *why);

/* Open a file to be read; flags may add O_NONBLOCK. The caller closes it; -1
 * with errno and FAIL_SYSTEM, which says of a link to nothing that it is one.
 */
int durable_open_to_read(const char *path, int flags, struct fail *why);

/*
 * Make the bytes and the name of a file last that another program wrote, and
 * may have been killed before it synced them. FAIL_SYSTEM, with its path.
 */
bool durable_sync(const char *path, struct fail *why);

/*
 * Of the folders that a path leads through the first that is not there, or is a
 * link to nothing: as where its drive is missing. Caller frees; NULL where all
 * are there.
 */
char *durable_missing_folder(const char *path);

/* Whether that one can be made, and a file in it. Touches nothing. FAIL_SYSTEM
 * with a sentence that begins with the folder. */
bool durable_can_make_folder(const char *missing, struct fail *why);

/*
 * The path of what is put beside a file, PATHending: where path is a symbolic
 * link, beside the file that it leads to, by whatever name that is called.
 * Caller frees.
 */
char *durable_beside(const char *path, const char *ending);

/*
 * For keepers: append len bytes (and a newline, if they do not end in one) to
 * the file beside it, such as ".bad", and sync it. It is made like
 * durable_open makes one; a symbolic link is refused. The caller holds path by
 * durable_open.
 */
bool durable_set_aside(const char *path, const char *ending, const char *at,
		       size_t len, struct fail *why);

#endif
