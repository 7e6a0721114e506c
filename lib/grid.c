#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define TABLE_GAP 2
#define COLUMN_LEAST 8 /* no column of a table is cut narrower */
#define BOLD "\x1B[1m"
#define RED "\x1B[31m"
#define USUAL "\x1B[0m"
#define ELLIPSIS "\xE2\x80\xA6" /* and "..." where that is no character */

static size_t
width_of(const char *string)
{
	return text_width(string, strlen(string));
}

/* Narrow the widest column that may be cut, until all fit. */
static bool
narrow(struct grid *grid)
{
	size_t sum = 0;

	for (size_t i = 0; i < grid->count; i++) {
		struct grid_column *column = &grid->columns[i];

		column->width = column->wanted;
		if (!column->out)
			sum += column->width + (sum > 0 ? TABLE_GAP : 0);
	}
	while (sum > grid->limit) {
		struct grid_column *widest = NULL;

		for (size_t i = 0; i < grid->count; i++) {
			struct grid_column *column = &grid->columns[i];

			if (column->out || column->whole ||
			    column->width <= COLUMN_LEAST ||
			    column->width <= width_of(column->heading))
				continue;
			if (!widest || column->width > widest->width)
				widest = column;
		}
		if (!widest)
			return false;
		widest->width--;
		sum--;
	}
	return true;
}

/* The column that can be spared first; NULL. */
static struct grid_column *
most_spare(struct grid *grid)
{
	struct grid_column *spare = NULL;

	for (size_t i = 0; i < grid->count; i++) {
		struct grid_column *column = &grid->columns[i];

		if (!column->out && column->spare > 0 &&
		    (!spare || column->spare > spare->spare))
			spare = column;
	}
	return spare;
}

/* Fit the table into its width: by narrower columns, and where that is not
 * enough, by fewer. */
static void
fit(struct grid *grid)
{
	struct grid_column *spare;

	for (size_t i = 0; i < grid->count; i++)
		grid->columns[i].out = false;
	while (!narrow(grid) && (spare = most_spare(grid)) != NULL)
		spare->out = true;
}

static void
add_blanks(struct buffer *to, size_t count)
{
	while (count--)
		buffer_add_char(to, ' ');
}

/* The colour of a cell; NULL: what is usual. */
static const char *
colour_of(const struct grid *grid, const struct grid_column *column,
	  const char *cell, bool is_heading)
{
	if (!grid->colours || !*cell)
		return NULL;
	if (is_heading)
		return BOLD;
	return column->alarm && strncmp(cell, column->alarm,
					strlen(column->alarm)) == 0
		       ? RED
		       : NULL;
}

static void
write_line(const struct grid *grid, const char *const *cells, bool are_headings,
	   struct buffer *to)
{
	const char *mark = grid->plain ? "..." : ELLIPSIS;
	size_t blanks = 0; /* owed before the next cell: none at the end */
	size_t begin = to->len, marked = width_of(mark);

	for (size_t i = 0; i < grid->count; i++) {
		const struct grid_column *column = &grid->columns[i];
		size_t len = strlen(cells[i]);
		size_t width = text_width(cells[i], len);
		bool cut = width > column->width && !column->whole;
		const char *colour =
			colour_of(grid, column, cells[i], are_headings);

		if (column->out)
			continue;
		if (cut) {
			len = text_fit(cells[i], len, column->width - marked);
			while (len && cells[i][len - 1] == ' ')
				len--;
			width = text_width(cells[i], len) + marked;
		}
		if (column->right && width < column->width) {
			blanks += column->width - width;
			width = column->width;
		}
		add_blanks(to, blanks);
		if (colour)
			buffer_add_string(to, colour);
		buffer_add(to, cells[i], len);
		if (cut)
			buffer_add_string(to, mark);
		if (colour)
			buffer_add_string(to, USUAL);
		blanks = TABLE_GAP;
		if (width < column->width)
			blanks += column->width - width;
	}
	/* A last column may have nothing to show. */
	while (to->len > begin && to->at[to->len - 1] == ' ')
		buffer_cut(to, to->len - 1);
	buffer_add_char(to, '\n');
}

/* The widths are known now: write the headings and the rows that waited. */
static void
settle(struct grid *grid, struct buffer *to)
{
	const char **headings = mem_get(grid->count * sizeof(*headings));

	for (size_t i = 0; i < grid->count; i++) {
		struct grid_column *column = &grid->columns[i];

		headings[i] = column->heading;
		column->width = width_of(column->heading);
		for (size_t j = 0; j < grid->waiting_rows; j++) {
			size_t width =
				width_of(grid->waiting[j * grid->count + i]);

			if (width > column->width)
				column->width = width;
		}
		column->wanted = column->width;
	}
	if (grid->limit)
		fit(grid);
	write_line(grid, headings, true, to);
	for (size_t j = 0; j < grid->waiting_rows; j++)
		write_line(grid, grid->waiting + j * grid->count, false, to);
	grid->waiting_rows = 0;
	grid->settled = true;
	arena_clear(&grid->arena);
	free(headings);
}

void
grid_add_column(struct grid *grid, const struct grid_column *column)
{
	grid->columns = mem_grow(grid->columns, grid->count, &grid->room,
				 sizeof(*grid->columns));
	grid->columns[grid->count++] = *column;
}

void
grid_row(struct grid *grid, const char *const *cells, struct buffer *to)
{
	if (grid->settled) {
		write_line(grid, cells, false, to);
		return;
	}
	grid->waiting =
		mem_grow(grid->waiting, grid->waiting_rows, &grid->waiting_room,
			 grid->count * sizeof(*grid->waiting));
	for (size_t i = 0; i < grid->count; i++)
		grid->waiting[grid->waiting_rows * grid->count + i] =
			arena_copy(&grid->arena, cells[i], strlen(cells[i]));
	if (++grid->waiting_rows == GRID_ROWS)
		settle(grid, to);
}

void
grid_end(struct grid *grid, struct buffer *to)
{
	if (grid->waiting_rows > 0)
		settle(grid, to);
	grid->settled = false;
}

void
grid_release(struct grid *grid)
{
	free(grid->columns);
	free(grid->waiting);
	arena_release(&grid->arena);
	*grid = (struct grid){0};
}
