#include "statsprint.h"

#include <stdlib.h>

#include "mem.h"
#include "statspage.h"
#include "statsperiod.h"

void
statsprint_records(struct output *out, const struct statsprint *print)
{
	struct arena *arena = print->arena;

	for (size_t p = 0; p < print->period_count; p++) {
		const struct stats_period *period = &print->periods[p];

		for (size_t i = 0; i < print->name_count; i++) {
			struct stats_report report;
			struct record record;

			stats_count(&report, print->names[i], period,
				    print->book, print->view, arena);
			for (size_t k = 0; k < report.count; k++) {
				stats_record(&record, &report,
					     &report.figures[k], period,
					     print->view, arena);
				output_record(out, &record);
			}
		}
	}
}

/* The page of one period, with a line between it and what stands before. */
static void
write_page(struct buffer *out, const struct statsprint *print,
	   const struct stats_period *period)
{
	struct stats_report *reports =
		mem_get((print->name_count + 1) * sizeof(*reports));
	struct buffer said = {0};

	for (size_t i = 0; i < print->name_count; i++)
		stats_count(&reports[i], print->names[i], period, print->book,
			    print->view, print->arena);
	if (print->is_bounded)
		statsperiod_say(&said, period->from, period->to,
				print->view->zone);
	if (out->len > 0)
		buffer_add_char(out, '\n');
	statspage_write(out, period, said.at, reports, print->name_count,
			print->view->policy, print->columns);
	buffer_release(&said);
	free(reports);
}

/* A page a period: of what was asked for by its name. */
static void
write_pages(struct buffer *out, const struct statsprint *print)
{
	size_t first,
		count = statsperiod_trim(print->periods, print->period_count,
					 print->view->now, &first);

	for (size_t i = 0; i < count; i++)
		write_page(out, print, &print->periods[first + i]);
}

static void
write_series(struct buffer *out, const struct statsprint *print)
{
	size_t first,
		count = statsperiod_trim(print->periods, print->period_count,
					 print->view->now, &first);
	struct statspage_line *lines = mem_get(count * sizeof(*lines));

	for (size_t i = 0; i < count; i++) {
		const struct stats_period *period = &print->periods[first + i];
		struct stats_report kept, answered;

		stats_count(&kept, "promises-kept", period, print->book,
			    print->view, print->arena);
		stats_count(&answered, "answered-in-time", period, print->book,
			    print->view, print->arena);
		lines[i] = (struct statspage_line){
			period, stats_find(&kept, "kept"),
			stats_find(&answered, "answer")};
	}
	statspage_series(out, lines, count, print->view->policy,
			 print->columns);
	free(lines);
}

void
statsprint_page(struct output *out, const struct statsprint *print)
{
	struct buffer page = {0};

	if (print->as_series)
		write_series(&page, print);
	else
		write_pages(&page, print);
	output_text(out, buffer_string(&page), page.len);
	buffer_release(&page);
}
