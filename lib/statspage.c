#include "statspage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define TITLE 10        /* columns, its gap included */
#define GAP "  "        /* between the columns of a table */
#define CELL 48         /* bytes; ids and amounts are shorter */
#define TABLE_COLUMNS 5 /* of the costs */
#define SERIES_COLUMNS 5

/* A table in memory: cells, the first column set to the left, all others to
 * the right. */
struct grid {
	char (*cells)[CELL];
	size_t columns;
	size_t rows, room;
};

static char *
cell(struct grid *grid, size_t row, size_t column)
{
	return grid->cells[row * grid->columns + column];
}

static size_t
add_row(struct grid *grid)
{
	size_t row = grid->rows++;

	if (grid->rows > grid->room) {
		grid->room = grid->room ? grid->room * 2 : 16;
		grid->cells =
			mem_resize(grid->cells, grid->room * grid->columns,
				   sizeof(*grid->cells));
	}
	for (size_t i = 0; i < grid->columns; i++)
		cell(grid, row, i)[0] = '\0';
	return row;
}

static void
set_money(char *into, int64_t amount, const struct policy *policy)
{
	struct buffer said = {0};

	money_say(&said, amount, policy->shop.digits,
		  policy->shop.decimal_mark);
	snprintf(into, CELL, "%s", said.at);
	buffer_release(&said);
}

static size_t
column_width(struct grid *grid, size_t column)
{
	size_t widest = 0;

	for (size_t i = 0; i < grid->rows; i++) {
		const char *text = cell(grid, i, column);
		size_t width = text_width(text, strlen(text));

		widest = width > widest ? width : widest;
	}
	return widest;
}

/* Append a row, without its end. */
static void
write_row(struct buffer *out, struct grid *grid, size_t row,
	  const size_t *widths)
{
	for (size_t i = 0; i < grid->columns; i++) {
		const char *text = cell(grid, row, i);
		int pad = (int)(widths[i] - text_width(text, strlen(text)));

		if (i == 0)
			buffer_format(out, "%s%*s", text, pad, "");
		else
			buffer_format(out, GAP "%*s%s", pad, "", text);
	}
}

static void
write_head(struct buffer *out, const struct stats_period *period,
	   const char *said, const struct policy *policy)
{
	size_t count = period->case_count;
	struct buffer given = {0};

	buffer_add_string(out, policy->shop.name);
	if (said)
		buffer_format(out, ", %s", said);
	if (count == 0) {
		buffer_add_string(out, ": no complaints\n");
		return;
	}
	money_say(&given, period->given, policy->shop.digits,
		  policy->shop.decimal_mark);
	buffer_format(out, ": %zu complaint%s, %s %s\n", count,
		      count == 1 ? "" : "s", given.at, policy->shop.currency);
	buffer_release(&given);
}

static void
add_cost(struct grid *grid, const char *name, const struct stats_figure *figure,
	 const struct policy *policy)
{
	size_t row = add_row(grid);

	snprintf(cell(grid, row, 0), CELL, "%s", name);
	snprintf(cell(grid, row, 1), CELL, "%zu", figure->count);
	set_money(cell(grid, row, 2), figure->fixes, policy);
	set_money(cell(grid, row, 3), figure->gestures, policy);
	set_money(cell(grid, row, 4), figure->amount, policy);
}

/* How many of the known causes have a line of their own: the dearest, until
 * they make three quarters of the cost (or, where nothing was given, of the
 * cases); one that would be alone among the others has one, too. */
static size_t
named_rows(const struct stats_report *report, size_t known)
{
	int64_t all = 0, so_far = 0;
	bool money = false;
	size_t rows;

	for (size_t i = 0; i < known; i++)
		money = money || report->figures[i].amount > 0;
	for (size_t i = 0; i < known; i++)
		all += money ? report->figures[i].amount
			     : (int64_t)report->figures[i].count;
	for (rows = 0; rows < known && so_far * 4 < all * 3; rows++)
		so_far += money ? report->figures[rows].amount
				: (int64_t)report->figures[rows].count;
	return known - rows == 1 ? known : rows;
}

static void
add_others(struct grid *grid, const struct stats_figure *figures, size_t count,
	   const struct policy *policy)
{
	struct stats_figure sum = {0};
	char name[CELL];

	for (size_t i = 0; i < count; i++) {
		sum.count += figures[i].count;
		sum.fixes += figures[i].fixes;
		sum.gestures += figures[i].gestures;
		sum.amount += figures[i].amount;
	}
	snprintf(name, sizeof(name), "%zu others", count);
	add_cost(grid, name, &sum, policy);
}

static void
write_costs(struct buffer *out, const struct stats_report *report, bool all,
	    const struct policy *policy)
{
	static const char *const headings[TABLE_COLUMNS] = {
		"CAUSE", "CASES", "FIXES", "GESTURES", "TOTAL"};
	struct grid grid = {.columns = TABLE_COLUMNS};
	size_t widths[TABLE_COLUMNS], known = report->count, named;

	if (known > 0 && strcmp(report->figures[known - 1].group, "-") == 0)
		known--;
	named = all ? known : named_rows(report, known);
	add_row(&grid);
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		snprintf(cell(&grid, 0, i), CELL, "%s", headings[i]);
	for (size_t i = 0; i < named; i++)
		add_cost(&grid, report->figures[i].said, &report->figures[i],
			 policy);
	if (named < known)
		add_others(&grid, report->figures + named, known - named,
			   policy);
	if (known < report->count)
		add_cost(&grid, report->figures[known].said,
			 &report->figures[known], policy);
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		widths[i] = column_width(&grid, i);
	for (size_t i = 0; i < grid.rows; i++) {
		write_row(out, &grid, i, widths);
		buffer_add_char(out, '\n');
	}
	free(grid.cells);
}

/* Whether there was nothing to count. A lesson is worth reading though nothing
 * came back after it. */
static bool
is_nothing(const struct stats_report *report)
{
	if (strcmp(report->name, "lessons") == 0)
		return report->count == 0;
	for (size_t i = 0; i < report->count; i++) {
		if (report->figures[i].count > 0 ||
		    report->figures[i].total > 0)
			return false;
	}
	return true;
}

/* "PROMISES  204 made: 187 kept (92 %), …", filled to the width. */
static void
write_report(struct buffer *out, const struct stats_report *report,
	     size_t columns)
{
	char title[TITLE + 1], indent[TITLE + 1];
	struct buffer text = {0}, shown = {0};

	for (size_t i = 0; i < report->count; i++)
		buffer_format(&text, "%s%s", report->figures[i].said,
			      i + 1 < report->count ? report->figures[i].then
						    : "");
	snprintf(title, sizeof(title), "%-*s", TITLE, report->title);
	snprintf(indent, sizeof(indent), "%*s", TITLE, "");
	text_show(&shown, text.at, text.len);
	text_wrap(out, shown.at, columns, title, indent);
	buffer_release(&text);
	buffer_release(&shown);
}

void
statspage_write(struct buffer *out, const struct stats_period *period,
		const char *said, const struct stats_report *reports,
		size_t count, const struct policy *policy, size_t columns)
{
	bool table = false, gap = true;

	write_head(out, period, said, policy);
	if (period->case_count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		bool costs = strcmp(reports[i].name, "cost-by-cause") == 0;

		if (!costs && is_nothing(&reports[i]))
			continue;
		if (gap || costs || table)
			buffer_add_char(out, '\n');
		if (costs)
			write_costs(out, &reports[i], count == 1, policy);
		else
			write_report(out, &reports[i], columns);
		table = costs;
		gap = false;
	}
}

/* "92 %" of a figure; nothing where it is of nothing. */
static void
set_share(char *into, const struct stats_figure *figure)
{
	if (figure && figure->total > 0)
		snprintf(into, CELL, "%zu %%",
			 (figure->count * 100 + figure->total / 2) /
				 figure->total);
	else
		snprintf(into, CELL, "-");
}

void
statspage_series(struct buffer *out, const struct statspage_line *lines,
		 size_t count, const struct policy *policy, size_t columns)
{
	static const char *const headings[SERIES_COLUMNS] = {
		"PERIOD", "COMPLAINTS", "GIVEN", "KEPT", "IN TIME"};
	struct grid grid = {.columns = SERIES_COLUMNS};
	size_t widths[SERIES_COLUMNS], most = 1, room = columns;

	add_row(&grid);
	for (size_t i = 0; i < SERIES_COLUMNS; i++)
		snprintf(cell(&grid, 0, i), CELL, "%s", headings[i]);
	for (size_t i = 0; i < count; i++) {
		const struct stats_period *period = lines[i].period;
		size_t row = add_row(&grid);

		snprintf(cell(&grid, row, 0), CELL, "%s",
			 period->label ? period->label : "all");
		snprintf(cell(&grid, row, 1), CELL, "%zu", period->case_count);
		set_money(cell(&grid, row, 2), period->given, policy);
		set_share(cell(&grid, row, 3), lines[i].kept);
		set_share(cell(&grid, row, 4), lines[i].in_time);
		if (period->case_count > most)
			most = period->case_count;
	}
	for (size_t i = 0; i < SERIES_COLUMNS; i++) {
		widths[i] = column_width(&grid, i);
		room -= widths[i] + strlen(GAP) < room ? widths[i] + strlen(GAP)
						       : room;
	}
	for (size_t i = 0; i < grid.rows; i++) {
		size_t bar = i ? lines[i - 1].period->case_count : 0;

		write_row(out, &grid, i, widths);
		/* One mark for anything at all. */
		if (bar > 0)
			bar = bar * room / most ? bar * room / most : 1;
		if (bar > 0 && room > 0)
			buffer_add_string(out, GAP);
		for (size_t k = 0; k < bar && k < room; k++)
			buffer_add_char(out, '#');
		buffer_add_char(out, '\n');
	}
	free(grid.cells);
}
