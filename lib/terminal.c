#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "environment.h"

bool
terminal_is(int fd)
{
	return isatty(fd) == 1;
}

size_t
terminal_columns(void)
{
	const char *set = environment_value("COLUMNS");
	long columns = set ? strtol(set, NULL, 10) : 0;
	struct winsize size;

	if (columns > 0 && columns < 10000)
		return (size_t)columns;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

bool
terminal_is_plain(void)
{
	const char *term = environment_value("TERM");

	return !term || strcmp(term, "dumb") == 0;
}
