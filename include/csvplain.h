/*
 * A row of CSV as nearly all are written: on one line, each field either
 * without a quotation mark or wholly between two of them. Such a row is taken
 * apart here, at the speed of looking for the marks; any other is for csvio
 * and libcsv to judge. Pure; what is taken is what libcsv makes of it.
 */
#ifndef CSVPLAIN_H
#define CSVPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "mem.h"

/*
 * Take apart a line of len bytes with its LF. values becomes the fields, each
 * decoded, with a NUL behind it; starts, which has room for `most`, where each
 * begins there; *count their number. False, with values empty and *count 0,
 * where the line is not plain: a mark inside a field without them, anything but
 * a separator behind a closing one, a quotation that goes on, a carriage return
 * but before the LF, no LF, more fields than `most`, or one of more than
 * `longest` bytes.
 */
bool csvplain_split(const char *line, size_t len, char separator,
		    struct buffer *values, size_t *starts, size_t most,
		    size_t longest, size_t *count);

#endif
