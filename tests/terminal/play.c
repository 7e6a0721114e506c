/*
 * Plays somebody at a terminal: runs a command on a pseudo-terminal, types what
 * standard input says, and prints the screen, from the first row to the last.
 *
 *	play [-c COLUMNS] [-o FILE] COMMAND <KEYS
 *	play [-c COLUMNS] -r RUNS [-s SEED] [-j JOURNAL] [-w WORDS] COMMAND
 *
 * COMMAND is one simple command of sh. A line of KEYS is typed once the command
 * waits for a key, unless it begins with words to wait for; and Enter behind
 * it, unless it ends with a backslash. In it
 * ^U is the control character, ^[ Escape, ^? Backspace, ^^ a caret; and
 *
 *	^=40;	the window has 40 columns from now on
 *	^%rows;	nothing is typed until "rows" was sent
 *	^!	kill -9
 *	^&	the window is closed
 *
 * The screen is that of a terminal which knows what this suite may send, and no
 * more: any other escape is printed as {ESC}, so that the comparison fails. So
 * is a terminal that was not left as it was found. The status is the command's;
 * 128 and the signal if one ended it; 99 if nothing happened for 20 seconds.
 *
 * FILE gets all that was sent, as it was.
 *
 * With -r, RUNS times other keys at random, from SEED on. Each run begins with
 * JOURNAL as it is found the first time, and has a line of its own: the seed,
 * the status, "added" or "-", where something is behind what was there before;
 * "said" or "-", where WORDS were sent; "kept" or "-", where something was
 * handed back; and "whole", or what is wrong with the journal then.
 */
#define _GNU_SOURCE /* posix_openpt, wait4 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "mem.h"
#include "text.h"

#define ROWS 24
#define PATIENCE 20000 /* milliseconds */

/* The screen. */

struct row {
	struct buffer cell[512]; /* what stands in a column; empty: a blank */
	size_t used;
};

struct screen {
	struct row *rows;
	size_t count, room;
	size_t row, column, columns;
	int pending; /* behind the last column */
	struct buffer key;
};

static struct row *
row_at(struct screen *screen, size_t at)
{
	while (screen->count <= at) {
		screen->rows = mem_grow(screen->rows, screen->count,
					&screen->room, sizeof(*screen->rows));
		screen->rows[screen->count++] = (struct row){0};
	}
	return &screen->rows[at];
}

static void
put(struct screen *screen, const char *at, size_t len)
{
	size_t width = text_width(at, len);
	struct row *row = row_at(screen, screen->row);

	if (width == 0) {
		size_t before = screen->pending  ? screen->column
				: screen->column ? screen->column - 1
						 : 0;

		buffer_add(&row->cell[before], at, len);
		return;
	}
	if (screen->pending || screen->column + width > screen->columns) {
		screen->row++;
		screen->column = 0;
		screen->pending = 0;
		row = row_at(screen, screen->row);
	}
	for (size_t i = 0; i < width; i++)
		buffer_clear(&row->cell[screen->column + i]);
	buffer_add(&row->cell[screen->column], at, len);
	/* The second half of a wide character holds nothing. */
	if (width == 2)
		buffer_add(&row->cell[screen->column + 1], "", 1);
	screen->column += width;
	if (row->used < screen->column)
		row->used = screen->column;
	if (screen->column == screen->columns) {
		screen->column--;
		screen->pending = 1;
	}
}

static void
blank(struct screen *screen, size_t at, size_t from)
{
	struct row *row = row_at(screen, at);

	for (size_t i = from; i < row->used; i++)
		buffer_clear(&row->cell[i]);
	if (row->used > from)
		row->used = from;
}

static void
obey(struct screen *screen)
{
	const char *key = buffer_string(&screen->key);
	char last = key[screen->key.len - 1];
	size_t number = strtoul(key + 2, NULL, 10);

	screen->pending = 0;
	if (last == 'A' && number > 0 && number <= screen->row) {
		screen->row -= number;
	} else if (last == 'C' && number > 0 &&
		   screen->column + number < screen->columns) {
		screen->column += number;
	} else if (last == 'J' && number == 0) {
		blank(screen, screen->row, screen->column);
		for (size_t i = screen->row + 1; i < screen->count; i++)
			blank(screen, i, 0);
	} else if (last == 'K' && number == 0) {
		blank(screen, screen->row, screen->column);
	} else if (last != 'm' && strcmp(key, "\033[?2004h") != 0 &&
		   strcmp(key, "\033[?2004l") != 0) {
		put(screen, "{ESC}", 1);
	}
}

static void
show(struct screen *screen, char byte)
{
	struct buffer *key = &screen->key;
	uint32_t code;

	buffer_add_char(key, byte);
	if (key->at[0] == '\033') {
		if (key->len == 1 || (key->len == 2 && byte == '['))
			return;
		if (key->len > 2 && byte < 0x40 && byte >= 0x20)
			return;
		obey(screen);
	} else if (byte == '\r') {
		screen->column = 0;
		screen->pending = 0;
	} else if (byte == '\n') {
		screen->row++;
		screen->pending = 0;
		row_at(screen, screen->row);
	} else if (byte == '\b') {
		screen->pending = 0;
		if (screen->column > 0)
			screen->column--;
	} else if (byte == '\t') {
		screen->column = (screen->column / 8 + 1) * 8;
	} else if (text_character(key->at, key->len, &code)) {
		put(screen, key->at, key->len);
	} else if (key->len < 4) {
		return;
	}
	buffer_clear(key);
}

static void
print(struct screen *screen)
{
	size_t count = screen->count;

	if (count > 0 && screen->rows[count - 1].used == 0)
		count--;
	for (size_t i = 0; i < count; i++) {
		struct buffer line = {0};
		struct row *row = &screen->rows[i];

		for (size_t k = 0; k < row->used; k++) {
			if (row->cell[k].len == 0)
				buffer_add_char(&line, ' ');
			else if (row->cell[k].at[0])
				buffer_add(&line, row->cell[k].at,
					   row->cell[k].len);
		}
		while (line.len > 0 && line.at[line.len - 1] == ' ')
			buffer_cut(&line, line.len - 1);
		printf("%s\n", buffer_string(&line));
		buffer_release(&line);
	}
}

/* The command on its terminal. */

struct play {
	int master, slave;
	pid_t child;
	int status, over;
	struct termios before;
	struct screen screen;
	struct buffer all;   /* what it sent */
	int wakes;           /* what was typed last wakes it */
	unsigned long slept; /* how often it had, then */
};

static void
resize(struct play *play, size_t columns)
{
	struct winsize size = {.ws_row = ROWS,
			       .ws_col = (unsigned short)columns};

	ioctl(play->master, TIOCSWINSZ, &size);
	play->screen.columns = columns;
	if (play->screen.column >= columns)
		play->screen.column = columns - 1;
}

static void
start(struct play *play, const char *command, size_t columns)
{
	struct buffer line = {0};

	*play = (struct play){0};
	play->master = posix_openpt(O_RDWR | O_NOCTTY);
	if (play->master < 0 || grantpt(play->master) < 0 ||
	    unlockpt(play->master) < 0 ||
	    (play->slave = open(ptsname(play->master), O_RDWR | O_NOCTTY)) < 0)
		exit(98);
	resize(play, columns);
	tcgetattr(play->slave, &play->before);
	buffer_format(&line, "exec %s", command);
	play->child = fork();
	if (play->child == 0) {
		setsid();
		ioctl(play->slave, TIOCSCTTY, 0);
		for (int fd = 0; fd < 3; fd++)
			dup2(play->slave, fd);
		close(play->slave);
		close(play->master);
		execl("/bin/sh", "sh", "-c", line.at, (char *)NULL);
		_exit(97);
	}
	buffer_release(&line);
}

/* Take what it sent; whether there was anything. */
static int
take(struct play *play)
{
	struct pollfd ready = {play->master, POLLIN, 0};
	char bytes[4096];
	ssize_t got;

	if (poll(&ready, 1, 1) <= 0)
		return 0;
	got = read(play->master, bytes, sizeof(bytes));
	for (ssize_t i = 0; i < got; i++) {
		buffer_add_char(&play->all, bytes[i]);
		show(&play->screen, bytes[i]);
	}
	return got > 0;
}

/* What /proc says of it in a file of that name; empty where it says nothing. */
static const char *
told(const struct play *play, const char *name)
{
	static char said[4096];
	char path[64];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)play->child, name);
	fd = open(path, O_RDONLY);
	got = fd < 0 ? -1 : read(fd, said, sizeof(said) - 1);
	if (fd >= 0)
		close(fd);
	said[got < 0 ? 0 : got] = '\0';
	return said;
}

/* How often it went to sleep until now. */
static unsigned long
sleeps(const struct play *play)
{
	static const char name[] = "\nvoluntary_ctxt_switches:";
	const char *found = strstr(told(play, "status"), name);

	return found ? strtoul(found + sizeof(name) - 1, NULL, 10) : 0;
}

/*
 * Whether it waits in a read or a select of standard input, and has read all
 * that was typed: that it sleeps would not be enough, it may be for a lock. The
 * kernel brings keys a moment after they were written, on a busy machine a long
 * one; so those that wake it have been brought only when it has slept since.
 */
static int
waits_for_a_key(const struct play *play)
{
	long call = -1;
	unsigned long first = 0;
	int unread = 1;

	if (play->wakes && sleeps(play) == play->slept)
		return 0;
	return sscanf(told(play, "syscall"), "%ld %lx", &call, &first) == 2 &&
	       ((call == SYS_read && first == STDIN_FILENO) ||
		(call == SYS_pselect6 && first == STDIN_FILENO + 1)) &&
	       ioctl(play->slave, FIONREAD, &unread) == 0 && unread == 0;
}

/* Whether it is over; all that it sent is taken then. */
static int
is_over(struct play *play)
{
	if (!play->over &&
	    waitpid(play->child, &play->status, WNOHANG) == play->child) {
		play->over = 1;
		while (take(play))
			continue;
	}
	return play->over;
}

/* Until it is over; or waits for a key, where that is enough. */
static void
settle(struct play *play, int enough)
{
	int quiet = 0, tries = 0;

	while (!is_over(play) && quiet < 4 && tries++ < PATIENCE) {
		if (take(play))
			quiet = 0;
		else if (enough)
			quiet = waits_for_a_key(play) ? quiet + 1 : 0;
	}
	if (play->over || quiet == 4)
		return;
	kill(play->child, SIGKILL);
	waitpid(play->child, &play->status, 0);
	play->over = 1;
	play->status = 99 << 8;
}

/* Whether keys wake who waits for them: of a terminal that gives whole lines,
 * those that end one do, or Ctrl-D and Ctrl-C. */
static int
do_wake(const struct play *play, const char *keys, size_t len)
{
	struct termios now;

	if (len == 0 || tcgetattr(play->slave, &now) != 0)
		return 0;
	if (!(now.c_lflag & ICANON))
		return 1;
	for (size_t i = 0; i < len; i++) {
		if (strchr("\r\n\003\004", keys[i]))
			return 1;
	}
	return 0;
}

static void
type(struct play *play, const char *keys, size_t len)
{
	play->wakes = do_wake(play, keys, len);
	play->slept = sleeps(play);
	while (len > 0 && !play->over) {
		ssize_t sent = write(play->master, keys, len);

		if (sent <= 0)
			return;
		keys += sent;
		len -= (size_t)sent;
	}
}

static int
end(struct play *play)
{
	struct termios after;

	settle(play, 1);
	/* Nobody types any more. */
	type(play, "\004", 1);
	settle(play, 0);
	tcgetattr(play->slave, &after);
	if (WIFEXITED(play->status) && (after.c_lflag != play->before.c_lflag ||
					after.c_iflag != play->before.c_iflag))
		puts("the terminal was not put back");
	close(play->slave);
	if (play->master >= 0)
		close(play->master);
	return WIFSIGNALED(play->status) ? 128 + WTERMSIG(play->status)
					 : WEXITSTATUS(play->status);
}

/* Whether it sent some words. */
static int
has(const struct play *play, const char *words)
{
	return words && strstr(buffer_string(&play->all), words) != NULL;
}

/* Files. */

static void
load(const char *path, struct buffer *bytes)
{
	FILE *file = fopen(path, "r");
	int byte;

	if (!file)
		return;
	while ((byte = getc(file)) != EOF)
		buffer_add_char(bytes, (char)byte);
	fclose(file);
}

static void
save(const char *path, const struct buffer *bytes)
{
	FILE *file = fopen(path, "w");

	if (!file ||
	    fwrite(buffer_string(bytes), 1, bytes->len, file) != bytes->len)
		exit(98);
	fclose(file);
}

/* Lines of keys. */

/* What a caret and the character behind it mean; *at is on the latter. */
static void
command(struct play *play, struct buffer *keys, const char **at)
{
	switch (**at) {
	case '^':
		buffer_add_char(keys, '^');
		return;
	case '?':
		buffer_add_char(keys, 0x7F);
		return;
	case '=':
	case '%':
	case '!':
	case '&':
		break;
	default:
		buffer_add_char(keys, (char)(**at & 0x1F));
		return;
	}
	type(play, buffer_string(keys), keys->len);
	buffer_clear(keys);
	if (**at == '=') {
		char *rest;

		settle(play, 1);
		resize(play, strtoul(*at + 1, &rest, 10));
		*at = rest;
	} else if (**at == '%') {
		struct buffer words = {0};
		size_t len = strcspn(*at, ";\n");

		buffer_add(&words, *at + 1, len - 1);
		for (int left = PATIENCE; left > 0 && !has(play, words.at);
		     left--)
			take(play);
		buffer_release(&words);
		*at += len;
	} else {
		settle(play, 1);
		kill(play->child, **at == '!' ? SIGKILL : SIGHUP);
	}
}

static void
play_line(struct play *play, const char *line)
{
	struct buffer keys = {0};
	size_t len = strcspn(line, "\n");

	/* At work it may send words, and never wait for a key. */
	if (strncmp(line, "^%", 2) != 0)
		settle(play, 1);
	for (const char *at = line; at < line + len; at++) {
		if (*at == '\\' && at + 1 == line + len)
			break;
		if (*at == '^')
			at++, command(play, &keys, &at);
		else
			buffer_add_char(&keys, *at);
	}
	if (len == 0 || line[len - 1] != '\\')
		buffer_add_char(&keys, '\r');
	type(play, keys.at, keys.len);
	buffer_release(&keys);
}

static int
play_lines(const char *command, size_t columns, const char *sent)
{
	struct play play;
	char *line = NULL;
	size_t room = 0;
	int status;

	start(&play, command, columns);
	while (getline(&line, &room, stdin) > 0)
		play_line(&play, line);
	status = end(&play);
	print(&play.screen);
	if (sent)
		save(sent, &play.all);
	free(line);
	return status;
}

/* Keys at random. */

static void
add_random_keys(struct buffer *keys)
{
	static const char *const pool[] = {"The mug came in pieces. ",
					   "\r",
					   "\r",
					   "\r",
					   "\r",
					   "2",
					   "18",
					   "y",
					   "n",
					   "upset",
					   "replace",
					   "\303\274",
					   "\345\215\227",
					   "e\314\201",
					   "\x7f",
					   "\x7f",
					   "\x15",
					   "\x17",
					   "\b",
					   "\t",
					   "\033[A",
					   "\033[D",
					   "\033OP",
					   "\033",
					   "\033[200~a\n\nb\033[201~",
					   "\033[200~",
					   "\033[201~",
					   "\004",
					   "\003",
					   "\377",
					   "\303",
					   "\342\200\256",
					   "\001",
					   "\177\177\177",
					   "tomorrow 17:00",
					   "Ana Ruiz",
					   "'",
					   "\"",
					   "\\",
					   "-",
					   "+"};
	/* What may be an answer, so that some get far. */
	static const char *const answers[] = {
		"\r",          "y\r",         "y\r",
		"2\r",         "fri 17:00\r", "phone\r",
		"satisfied\r", "18\r",        "The mug came in pieces.\r"};
	size_t count = 1 + (size_t)(random() % 40);
	const char *key;

	while (count > 0) {
		if (random() % 2) {
			buffer_add_string(
				keys,
				answers[random() % (long)(sizeof(answers) /
							  sizeof(*answers))]);
			count--;
			continue;
		}
		key = pool[random() % (long)(sizeof(pool) / sizeof(*pool))];
		/* What ends it would end most of them at the first question. */
		if ((*key == '\003' || *key == '\004') && random() % 4 > 0)
			continue;
		buffer_add_string(keys, key);
		count--;
	}
}

/* What is wrong with a journal that began as before; "whole". */
static const char *
judge(const char *path, const struct buffer *before, int *added)
{
	struct buffer now = {0}, check = {0};
	const char *verdict = "whole";
	int status;

	load(path, &now);
	*added = now.len > before->len;
	buffer_format(&check, "case-check -f '%s' >/dev/null 2>&1", path);
	if (now.len < before->len ||
	    memcmp(buffer_string(&now), buffer_string(before), before->len))
		verdict = "changed";
	else if (*added && now.at[now.len - 1] != '\n')
		verdict = "torn";
	else if (*added && (status = system(check.at)) != 0 &&
		 WEXITSTATUS(status) != 1)
		verdict = "unsound";
	buffer_release(&now);
	buffer_release(&check);
	return verdict;
}

struct random_runs {
	const char *command, *journal, *words;
	size_t columns;
	unsigned seed;
	int count;
};

static void
play_random(const struct random_runs *runs, unsigned seed,
	    const struct buffer *before)
{
	struct buffer keys = {0};
	struct play play;
	const char *verdict = "whole";
	int status, added = 0;

	srandom(seed);
	if (runs->journal)
		save(runs->journal, before);
	start(&play, runs->command, runs->columns);
	settle(&play, 1);
	add_random_keys(&keys);
	type(&play, keys.at, keys.len);
	/* Out of whatever was begun, and away. */
	settle(&play, 1);
	type(&play, "\033[201~\r", 7);
	status = end(&play);
	if (runs->journal)
		verdict = judge(runs->journal, before, &added);
	printf("%u\t%d\t%s\t%s\t%s\t%s\n", seed, status, added ? "added" : "-",
	       has(&play, runs->words) ? "said" : "-",
	       has(&play, "  keep  the record") ? "kept" : "-", verdict);
	buffer_release(&keys);
	buffer_release(&play.all);
	for (size_t i = 0; i < play.screen.count; i++) {
		for (size_t k = 0; k < 512; k++)
			buffer_release(&play.screen.rows[i].cell[k]);
	}
	free(play.screen.rows);
}

static int
play_all_random(const struct random_runs *runs)
{
	struct buffer before = {0};

	if (runs->journal)
		load(runs->journal, &before);
	for (int i = 0; i < runs->count; i++)
		play_random(runs, runs->seed + (unsigned)i, &before);
	buffer_release(&before);
	return 0;
}

int
main(int argc, char **argv)
{
	struct random_runs runs = {.columns = 80, .seed = 1};
	const char *sent = NULL;
	int option;

	while ((option = getopt(argc, argv, "c:j:o:r:s:w:")) != -1) {
		if (option == 'c')
			runs.columns = strtoul(optarg, NULL, 10);
		else if (option == 'j')
			runs.journal = optarg;
		else if (option == 'o')
			sent = optarg;
		else if (option == 'r')
			runs.count = atoi(optarg);
		else if (option == 's')
			runs.seed = (unsigned)atoi(optarg);
		else if (option == 'w')
			runs.words = optarg;
		else
			return 98;
	}
	if (optind + 1 != argc || runs.columns == 0 || runs.columns > 500)
		return 98;
	runs.command = argv[optind];
	signal(SIGPIPE, SIG_IGN);
	return runs.count > 0 ? play_all_random(&runs)
			      : play_lines(runs.command, runs.columns, sent);
}
