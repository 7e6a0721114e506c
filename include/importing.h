/*
 * An import as the recorder does it: the file read and judged, its rows placed
 * in the journal under its lock, appended in one batch, and told of.
 */
#ifndef IMPORTING_H
#define IMPORTING_H

#include "cli.h"
#include "exitcode.h"
#include "import.h"
#include "shop.h"

/*
 * Import a file by its name; "-" is standard input. Of options, maps, ext,
 * time_form and history are set by the caller, all else is filled in here.
 * Every row at fault is named on standard error; good ones are recorded all
 * the same, and EXITCODE_INPUT is given. At a terminal, how many there were is
 * said in place of the records.
 */
enum exitcode importing_run(struct cli *cli, const struct shop *shop,
			    const char *file,
			    const struct import_options *options);

/* Take FIELD=HEADER of --map into the options. False after reporting what is
 * wrong with it. Release what was taken. */
bool importing_add_map(struct import_options *options, size_t *room,
		       struct cli *cli);
void importing_release(struct import_options *options);

#endif
