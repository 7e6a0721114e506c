/*
 * The journal: where it is, its lines in order of files, and the recorder's
 * append (DESIGN, section 4). What a line says is record's business; that
 * bytes reach the disk is durable's.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "durable.h"
#include "fail.h"
#include "mem.h"

/* The format that is written, and the highest that is read. */
#define JOURNAL_FORMAT 1

/* What the comment begins with that holds a machine's mark. */
#define JOURNAL_MACHINE "#machine "

/* Where a journal is: a file, a folder of files, or standard input. */
struct journal {
	char *path;  /* as named or found; "-" for standard input */
	bool named;  /* by -f or $AMENDS_JOURNAL, not the default */
	bool folder; /* or a path that ends in a slash, there or not */
	bool input;  /* -f - */
	/* How a file is cut for journal_reader.part; 0: as the machine is made,
	 * or is usual. */
	int64_t part_least; /* bytes of a part */
	size_t aside_most;  /* bytes of lines that a part keeps (scan.h) */
	size_t judged_from; /* lines that show whether it is in order (scan.h)
			     */
	size_t window_most; /* lines that are sorted at once (bytime.h) */
	size_t parts_most;  /* at most TOGETHER_MOST */
};

/*
 * Find the journal: named (the value of -f, or NULL), else $AMENDS_JOURNAL,
 * else ${XDG_DATA_HOME:-~/.local/share}/amends/journal. An empty variable is
 * taken as unset, and so is a relative one of XDG's, as their rules want it.
 * Touches nothing but asks the file system what the path is; that nothing is
 * there is no failure. FAIL_USAGE for an empty name; FAIL_SYSTEM with neither a
 * name nor $HOME. Release with journal_release, also after a failure.
 */
bool journal_find(struct journal *journal, const char *named, struct fail *why);
void journal_release(struct journal *journal);
/* Whether what stands there is neither a file nor a folder (a pipe, a device):
 * nothing can be recorded there, and it is read once at most. */
bool journal_is_odd(const struct journal *journal);

/* Whether it is the default journal and not there yet: it counts as empty, and
 * there is nothing to be held. A link to nothing is there (durable.h). */
bool journal_is_yet_to_begin(const struct journal *journal);

/*
 * Whether it is there, or can be begun with the folders above it, as far as
 * that can be told without touching anything: for who is about to ask somebody
 * for words. FAIL_SYSTEM, with the folder that is missing.
 */
bool journal_can_begin(const struct journal *journal, struct fail *why);

/* One line of one of its files. */
struct journal_line {
	const char *file;  /* as messages name it; valid until journal_read
			      returns */
	size_t file_index; /* 0 for the first file */
	size_t number;     /* 1-based */
	int64_t offset;    /* of its first byte in the file */
	char *at;          /* may be written to; valid during the call;
			      LINES_BEHIND bytes behind it can be read */
	size_t len;        /* without the newline */
};

/* Whether a line of len bytes says that a newer program wrote what follows:
 * "#amends 2". */
bool journal_is_newer(const char *at, size_t len);

/*
 * What is done with each line of the journal. Comments do not come to line;
 * empty lines do, as no record is empty, and so do NUL bytes. A line over
 * RECORD_LINE_MAX comes to bad with a sentence, a comment to comment, and what
 * stands behind the last newline of a file, which readers leave out, to torn.
 * Before its lines a file comes to file, with the name that messages give it
 * and open at its beginning (both borrowed; what it says later may be read
 * again from a copy of the descriptor), and with its size in bytes, -1 of what
 * cannot be read twice. All but line may be NULL.
 * Returning false from line ends the reading: no failure.
 *
 * Where run is given, it is offered whole lines at once first, as they stand,
 * comments and bad ones among them: in `first` the number and offset of the
 * first of them, and as its len the bytes of all. It returns how many bytes it
 * took, whole lines from the first on, and in *count how many lines these are;
 * the line behind them then comes as said above.
 *
 * Where part and parted are given, a large file is read by several threads at
 * once, a part of its lines each. Of each part but the first, part is asked
 * beforehand, with the context of the one before it, for another: with that the
 * part's lines come, numbered from its beginning. What callbacks with different
 * contexts share, they may only read, until all parts were read. Then parted
 * tells of each, in their order, how many lines of the file stand before it; or
 * JOURNAL_LEFT_OUT: what was taken of it has to be forgotten, for reading ended
 * before it; or else, as line returned false, it is read once more, with the
 * context of the part before it. What follows in the file, and the next files,
 * comes with the context of the last part that counts, its numbers as before of
 * another file.
 */
struct journal_reader {
	void *context;
	bool (*line)(void *context, struct journal_line *line);
	void (*bad)(void *context, const char *file, size_t number,
		    const char *sentence);
	void (*comment)(void *context, const struct journal_line *line);
	void (*torn)(void *context, const struct journal_line *line);
	void (*file)(void *context, const char *name, int fd, int64_t size);
	size_t (*run)(void *context, const struct journal_line *first,
		      size_t *count);
	void *(*part)(void *context, int fd);
	void (*parted)(void *context, size_t before);
};

/* What parted is told of a part that is to be forgotten. */
#define JOURNAL_LEFT_OUT SIZE_MAX

/*
 * Read all lines: of the file, or of every *.tsv in the folder (none that
 * begins with a dot) in the order of their names' bytes. A file of the folder
 * that is gone by the time it is opened is passed over.
 *
 * Takes no lock and stops at the size seen at opening, so that lines being
 * added do not matter; a last line without a newline, the work of a crash or
 * of a recorder that is just writing, is left out. Standard input, a pipe or a
 * device is read to its end, its last line included.
 *
 * A default journal that is not there is empty; a named one is FAIL_SYSTEM
 * unless may_be_absent. "#amends N" with N above JOURNAL_FORMAT is FAIL_INPUT,
 * and nothing behind it in that file is read. Where one file of a folder
 * fails, the others are read all the same, and the failure (the gravest, of
 * several) is returned at the end.
 */
bool journal_read(const struct journal *journal, bool may_be_absent,
		  const struct journal_reader *reader, struct fail *why);

/*
 * A journal holds names and numbers of customers: it is for its owner alone,
 * or in a folder that a group writes to, for the group. Where the file at path
 * is for more than these, the rights that they should not have (0077 or 0007)
 * and its mode; else 0, also where there is no such file.
 */
unsigned journal_exposed(const char *path, unsigned *mode);

/*
 * The file of the journal that this machine writes to, by journal_begin's
 * rules, there or not. Caller frees; NULL with why filled in where the machine
 * has no name to tell it by.
 */
char *journal_own_file(const struct journal *journal, struct fail *why);

/*
 * What $AMENDS_MACHINE has to be for a file of a folder to be this machine's
 * own: its name without the ending. Caller frees; NULL where no machine can be
 * called so.
 */
char *journal_machine_of(const char *file);

/*
 * A recorder's hold on the journal: locked from begin to end. Between them
 * journal_read may be used (it sees the same bytes). For what may be read of
 * file, see durable.h: a torn line that was moved aside is worth a sentence.
 */
struct journal_hold {
	struct durable file;
	char *name;           /* of the file appended to; owned */
	struct buffer header; /* to be written before the next record */
};

/*
 * Lock the file to append to: the journal, or in a folder this machine's own,
 * NAME.tsv, by $AMENDS_MACHINE, else the host name; "localhost" is refused, as
 * two machines would have it. See durable_open for what can go wrong.
 *
 * create: a journal that is not there is made, "#amends 1" its first line;
 * else that is FAIL_SYSTEM. A machine's own file in a folder that is there is
 * always made. Nothing is written before journal_append.
 *
 * In a folder, the mark "#machine RANDOM" is the file's second line, and is
 * kept in ${XDG_STATE_HOME:-~/.local/state}/amends/machine (made here when
 * missing). A file with another mark is another machine's: FAIL_SYSTEM. One
 * without any, a journal that was moved into the folder, becomes this
 * machine's, with its mark before the next record.
 *
 * On failure nothing is held; journal_end is harmless then.
 */
bool journal_begin(struct journal_hold *hold, const struct journal *journal,
		   bool create, struct fail *why);

/* One batch of whole lines, len bytes: on the disk, or not at all. FAIL_SYSTEM
 * as durable_append. */
bool journal_append(struct journal_hold *hold, const char *at, size_t len,
		    struct fail *why);

/* Unlock and release. A file that was made and not appended to is taken away.
 */
void journal_end(struct journal_hold *hold);

#endif
