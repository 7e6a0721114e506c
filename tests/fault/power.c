/*
 * What a power cut may leave. Reads the changes that shim.c wrote down
 * (FAULT_DISK), and between any two of them makes every state of the disk that
 * POSIX allows: what was synced is there; of what was not, any part, in any
 * order: a name without its file's bytes or the bytes without the name, a
 * rename or none, a write that is missing, torn, or zeros. Each state is
 * judged; each EVERYth, and the first that is wrong, is made below OUT, to be
 * looked at with the tools.
 *
 *     power LOG ROOT OUT EVERY
 *
 * The test adds to LOG what was promised, in lines of the same form:
 *
 *     said      LINES: acknowledged: each is in a journal, once, from here on
 *     kept      LINES: are in some file
 *     forget    WORD: the said lines that hold it may be gone, from here on
 *     gone      WORD: is in no file any more
 *
 * Prints how many states there are, and what is wrong, in lines that begin
 * with "# ". OUT/N is a state, OUT/N.said what was acknowledged by then.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PENDING_MOST 8
#define NODES_MOST 256
#define NAMES_MOST 64
#define PROMISES_MOST 256
#define STATES_MOST 262144

struct bytes {
	char *at;
	size_t len;
};

/* Of a file: bytes at a place, or with none, its end. */
struct change {
	size_t place;
	struct bytes bytes;
	bool cuts;
};

/* Of a folder: a name is taken away, another one set; either may be NULL. */
struct naming {
	char *away, *name;
	size_t node;
};

struct node {
	unsigned long inode;
	char *folder; /* its path; NULL for a file */
	struct bytes disk;
	struct change changes[PENDING_MOST];
	struct naming namings[PENDING_MOST];
	size_t pending;
};

struct name {
	char *path;
	size_t node;
};

struct names {
	struct name list[NAMES_MOST];
	size_t count;
};

enum promise_kind { SAID, KEPT, GONE };

struct promise {
	enum promise_kind kind;
	char *words;
};

static struct node nodes[NODES_MOST];
static size_t node_count;
static struct names on_disk;
static struct promise promises[PROMISES_MOST];
static size_t promise_count;
static uint64_t seen[STATES_MOST];
static size_t seen_count, states, promised, made, every, wrong;
static const char *root, *out;

static void
give_up(const char *why, const char *what)
{
	printf("# power: %s: %s\n", why, what);
	exit(1);
}

static void *
get(size_t size)
{
	void *at = calloc(1, size ? size : 1);

	if (!at)
		give_up("no memory", "");
	return at;
}

static char *
copy(const char *at, size_t len)
{
	char *to = get(len + 1);

	memcpy(to, at, len);
	return to;
}

static void
set_name(struct names *names, const char *path, size_t node)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->list[i].path, path) == 0) {
			names->list[i].node = node;
			return;
		}
	if (names->count == NAMES_MOST)
		give_up("too many names", path);
	names->list[names->count++] =
		(struct name){copy(path, strlen(path)), node};
}

static void
take_away(struct names *names, const char *path)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->list[i].path, path) == 0)
			names->list[i--] = names->list[--names->count];
}

static size_t
find_name(const struct names *names, const char *path, size_t len)
{
	for (size_t i = 0; i < names->count; i++)
		if (strlen(names->list[i].path) == len &&
		    memcmp(names->list[i].path, path, len) == 0)
			return i;
	return names->count;
}

static size_t
new_node(unsigned long inode, const char *folder)
{
	if (node_count == NODES_MOST)
		give_up("too many files", "");
	nodes[node_count].inode = inode;
	nodes[node_count].folder = folder ? copy(folder, strlen(folder)) : NULL;
	return node_count++;
}

/* The latest that has the number: a file that is gone lends it to another. */
static size_t
find_node(unsigned long inode)
{
	for (size_t i = node_count; i > 0; i--)
		if (nodes[i - 1].inode == inode)
			return i - 1;
	return node_count;
}

static size_t
folder_at(const char *path, size_t len)
{
	for (size_t i = node_count; i > 0; i--)
		if (nodes[i - 1].folder && strlen(nodes[i - 1].folder) == len &&
		    memcmp(nodes[i - 1].folder, path, len) == 0)
			return i - 1;
	return node_count;
}

/* The folder that a path is in, as one that was there unless it is known. */
static struct node *
folder_of(const char *path)
{
	size_t len = (size_t)(strrchr(path, '/') - path);
	size_t at = folder_at(path, len);

	if (at == node_count) {
		char *folder = copy(path, len);

		new_node(0, folder);
		if (len > strlen(root))
			set_name(&on_disk, folder, at);
		free(folder);
	}
	return &nodes[at];
}

static size_t
known(unsigned long inode, const char *what)
{
	size_t at = find_node(inode);

	if (at == node_count)
		give_up("a file that was never opened", what);
	return at;
}

/* Make a change to bytes: `torn` leaves so much of it undone. */
enum torn {
	WHOLE,
	ONE_BYTE,
	HALF,
	ALL_BUT_ONE,
	ZEROS,
	ZEROS_FIRST,
	ZEROS_LAST
};
#define TORN_COUNT 7

static void
apply(struct bytes *to, const struct change *change, enum torn torn)
{
	size_t len = change->bytes.len, from = 0, end = len, size;

	if (change->cuts) {
		if (change->place < to->len)
			to->len = change->place;
		return;
	}
	switch (torn) {
	case WHOLE:
		break;
	case ONE_BYTE:
		len = end = 1;
		break;
	case HALF:
		len = end = len / 2;
		break;
	case ALL_BUT_ONE:
		len = end = len - 1;
		break;
	case ZEROS:
		end = 0;
		break;
	case ZEROS_FIRST:
		from = len / 2;
		break;
	case ZEROS_LAST:
		end = len / 2;
		break;
	}
	size = change->place + len;
	if (size > to->len) {
		char *more = get(size);

		if (to->len)
			memcpy(more, to->at, to->len);
		to->at = more;
		to->len = size;
	} else {
		to->at = copy(to->at, to->len);
	}
	memset(to->at + change->place, 0, len);
	if (end > from)
		memcpy(to->at + change->place + from, change->bytes.at + from,
		       end - from);
}

/* The bytes of a file with some of its changes, the last of them torn. */
static struct bytes
content(const struct node *node, size_t chosen, enum torn torn)
{
	struct bytes bytes = {
		copy(node->disk.at ? node->disk.at : "", node->disk.len),
		node->disk.len};
	size_t last = node->pending;

	for (size_t i = 0; i < node->pending; i++)
		if (chosen >> i & 1)
			last = i;
	for (size_t i = 0; i < node->pending; i++)
		if (chosen >> i & 1)
			apply(&bytes, &node->changes[i],
			      i == last ? torn : WHOLE);
	return bytes;
}

static bool
ends_with(const char *path, const char *ending)
{
	size_t len = strlen(path), tail = strlen(ending);

	return len >= tail && strcmp(path + len - tail, ending) == 0;
}

/* How often the line stands in the bytes, as a line of its own; the last one
 * may be a torn one. */
static size_t
count_line(const struct bytes *bytes, const char *line, bool torn)
{
	size_t len = strlen(line), count = 0;

	for (size_t i = 0; i + len <= bytes->len; i++)
		if ((i == 0 || bytes->at[i - 1] == '\n') &&
		    (i + len < bytes->len ? bytes->at[i + len] == '\n'
					  : torn) &&
		    memcmp(bytes->at + i, line, len) == 0)
			count++;
	return count;
}

static bool
holds(const struct bytes *bytes, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= bytes->len; i++)
		if (memcmp(bytes->at + i, word, len) == 0)
			return true;
	return false;
}

static bool
is_broken(const struct promise *promise, const struct names *names,
	  const struct bytes *bytes)
{
	size_t count = 0;
	bool any = false;

	for (size_t i = 0; i < names->count; i++) {
		const char *path = names->list[i].path;

		if (promise->kind == GONE)
			any = any || holds(&bytes[i], promise->words);
		else if (promise->kind == KEPT || ends_with(path, "journal") ||
			 ends_with(path, ".tsv"))
			count += count_line(&bytes[i], promise->words,
					    promise->kind == KEPT);
	}
	return promise->kind == GONE   ? any
	       : promise->kind == KEPT ? count == 0
				       : count != 1;
}

/* Make the state below OUT, under a name. */
static void
write_out(const char *name, const struct names *names,
	  const struct bytes *bytes)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", out, name);
	mkdir(path, 0700);
	/* Sorted: a folder comes before what is in it. */
	for (size_t i = 0; i < names->count; i++) {
		snprintf(path, sizeof(path), "%s/%s%s", out, name,
			 names->list[i].path + strlen(root));
		if (nodes[names->list[i].node].folder) {
			mkdir(path, 0700);
			continue;
		}
		file = fopen(path, "w");
		if (!file ||
		    fwrite(bytes[i].at, 1, bytes[i].len, file) !=
			    bytes[i].len ||
		    fclose(file) != 0 || chmod(path, 0600) != 0)
			give_up("cannot write", path);
	}
	snprintf(path, sizeof(path), "%s/%s.said", out, name);
	file = fopen(path, "w");
	for (size_t i = 0; file && i < promise_count; i++)
		if (promises[i].kind == SAID)
			fprintf(file, "%s\n", promises[i].words);
	if (!file || fclose(file) != 0)
		give_up("cannot write", path);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->path,
		      ((const struct name *)b)->path);
}

static uint64_t
hash(uint64_t so_far, const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		so_far = (so_far ^ (unsigned char)at[i]) *
			 UINT64_C(1099511628211);
	return so_far ^ len;
}

static bool
is_new(uint64_t number)
{
	for (size_t i = 0; i < seen_count; i++)
		if (seen[i] == number)
			return false;
	if (seen_count == STATES_MOST)
		give_up("too many states", "");
	seen[seen_count++] = number;
	return true;
}

static void
judge(struct names *names, const struct bytes *of_node)
{
	struct bytes bytes[NAMES_MOST];
	uint64_t number =
		hash(UINT64_C(14695981039346656037),
		     (const char *)&promise_count, sizeof(promise_count));
	char name[32];

	qsort(names->list, names->count, sizeof(*names->list), compare_names);
	/* What is in a folder that is not there is not there. */
	for (size_t i = 0; i < names->count; i++) {
		const char *path = names->list[i].path;
		size_t len = (size_t)(strrchr(path, '/') - path);

		if (len > strlen(root) &&
		    find_name(names, path, len) == names->count) {
			memmove(&names->list[i], &names->list[i + 1],
				(names->count - i - 1) * sizeof(*names->list));
			names->count--;
			i--;
		}
	}
	for (size_t i = 0; i < names->count; i++) {
		bytes[i] = of_node[names->list[i].node];
		number = hash(number, names->list[i].path,
			      strlen(names->list[i].path));
		number = hash(number, bytes[i].at, bytes[i].len);
	}
	if (!is_new(number))
		return;
	states++;
	for (size_t i = 0; i < promise_count; i++) {
		if (!is_broken(&promises[i], names, bytes))
			continue;
		if (wrong++ == 0)
			write_out("wrong", names, bytes);
		if (wrong <= 5)
			printf("# state %zu: %s: %.90s\n", states,
			       promises[i].kind == SAID   ? "not there once"
			       : promises[i].kind == KEPT ? "nowhere"
							  : "still there",
			       promises[i].words);
		break;
	}
	if (promise_count > 0 && ++promised % every == 0) {
		snprintf(name, sizeof(name), "%zu", ++made);
		write_out(name, names, bytes);
	}
}

/* With each choice for the nodes from `at` on: which of a folder's changes
 * are there, which of a file's, and what of the last one. */
static void
choose(size_t at, const struct names *names, struct bytes *of_node)
{
	const struct node *node = &nodes[at];
	struct names chosen;

	if (at == node_count) {
		chosen = *names;
		judge(&chosen, of_node);
		return;
	}
	for (size_t mask = 0; mask < (size_t)1 << node->pending; mask++) {
		if (node->folder) {
			chosen = *names;
			for (size_t i = 0; i < node->pending; i++) {
				const struct naming *one = &node->namings[i];

				if (!(mask >> i & 1))
					continue;
				if (one->away)
					take_away(&chosen, one->away);
				if (one->name)
					set_name(&chosen, one->name, one->node);
			}
			choose(at + 1, &chosen, of_node);
			continue;
		}
		for (int torn = WHOLE; torn < (mask ? TORN_COUNT : 1); torn++) {
			of_node[at] = content(node, mask, torn);
			choose(at + 1, names, of_node);
			free(of_node[at].at);
		}
	}
}

static void
cut_power(void)
{
	struct bytes of_node[NODES_MOST] = {0};

	choose(0, &on_disk, of_node);
}

static void
promise_lines(enum promise_kind kind, char *text)
{
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		if (*line == '#')
			continue;
		if (promise_count == PROMISES_MOST)
			give_up("too many lines", line);
		promises[promise_count++] =
			(struct promise){kind, copy(line, strlen(line))};
	}
}

static void
forget(const char *word)
{
	for (size_t i = 0; i < promise_count; i++)
		if (promises[i].kind == SAID && strstr(promises[i].words, word))
			promises[i--] = promises[--promise_count];
}

/* A change waits for the sync of its file or folder. */
static struct node *
wait_in(struct node *node)
{
	if (node->pending == PENDING_MOST)
		give_up("too much is not synced",
			node->folder ? node->folder : "");
	return node;
}

static void
wait_for_name(const char *away, const char *name, size_t node)
{
	struct node *folder = wait_in(folder_of(away ? away : name));

	folder->namings[folder->pending++] = (struct naming){
		away ? copy(away, strlen(away)) : NULL,
		name ? copy(name, strlen(name)) : NULL,
		node,
	};
}

static void
sync_node(struct node *node)
{
	if (node->folder) {
		for (size_t i = 0; i < node->pending; i++) {
			if (node->namings[i].away)
				take_away(&on_disk, node->namings[i].away);
			if (node->namings[i].name)
				set_name(&on_disk, node->namings[i].name,
					 node->namings[i].node);
		}
	} else {
		node->disk =
			content(node, ((size_t)1 << node->pending) - 1, WHOLE);
	}
	node->pending = 0;
}

/* A file that is opened: as the changes so far have made it, or else new. */
static void
have(unsigned long inode, const char *path, struct bytes bytes)
{
	size_t at = find_node(inode);
	struct bytes now;

	if (at == node_count || nodes[at].folder) {
		folder_of(path);
		at = new_node(inode, NULL);
		nodes[at].disk = bytes;
		set_name(&on_disk, path, at);
		return;
	}
	now = content(&nodes[at], ((size_t)1 << nodes[at].pending) - 1, WHOLE);
	if (now.len != bytes.len || memcmp(now.at, bytes.at, now.len) != 0)
		give_up("a file is not what its changes make of it", path);
}

/* One line of the log, whose bytes are followed by a NUL. */
static void
follow(const char *kind, unsigned long inode, size_t number, char *at,
       size_t len)
{
	size_t first = strlen(at);
	size_t node = find_node(inode);
	struct node *file;

	if (strcmp(kind, "have") == 0) {
		have(inode, at,
		     (struct bytes){at + first + 1, len - first - 1});
	} else if (strcmp(kind, "folder") == 0) {
		char *below = get(len + 3);

		sprintf(below, "%s/x", at);
		folder_of(below)->inode = inode;
		free(below);
	} else if (strcmp(kind, "made") == 0) {
		wait_for_name(NULL, at, new_node(inode, at));
	} else if (strcmp(kind, "make") == 0) {
		folder_of(at);
		wait_for_name(NULL, at, new_node(inode, NULL));
	} else if (strcmp(kind, "write") == 0 || strcmp(kind, "cut") == 0) {
		file = wait_in(&nodes[known(inode, kind)]);
		file->changes[file->pending++] = (struct change){
			number, {at, len}, strcmp(kind, "cut") == 0};
	} else if (strcmp(kind, "sync") == 0) {
		sync_node(&nodes[known(inode, kind)]);
	} else if (strcmp(kind, "move") == 0) {
		wait_for_name(at, at + first + 1, node);
	} else if (strcmp(kind, "drop") == 0) {
		wait_for_name(at, NULL, 0);
	} else if (strcmp(kind, "said") == 0) {
		promise_lines(SAID, at);
	} else if (strcmp(kind, "kept") == 0) {
		promise_lines(KEPT, at);
	} else if (strcmp(kind, "gone") == 0) {
		promise_lines(GONE, at);
	} else if (strcmp(kind, "forget") == 0) {
		forget(at);
	} else {
		give_up("what change is that?", kind);
	}
}

int
main(int argc, char **argv)
{
	unsigned long inode;
	size_t number, len;
	char kind[16];
	FILE *log = argc == 5 ? fopen(argv[1], "r") : NULL;

	if (!log) {
		fputs("usage: power LOG ROOT OUT EVERY\n", stderr);
		return 2;
	}
	root = argv[2];
	out = argv[3];
	every = (size_t)atol(argv[4]);
	while (fscanf(log, "%15s %lu %zu %zu", kind, &inode, &number, &len) ==
	       4) {
		char *at = get(len + 1);

		if (fgetc(log) != '\n' || fread(at, 1, len, log) != len)
			give_up("the log is cut", kind);
		follow(kind, inode, number, at, len);
		/* A sync leaves less that may be lost, and nothing new. */
		if (strcmp(kind, "sync") != 0)
			cut_power();
	}
	printf("%zu\n", states);
	return wrong > 0;
}
