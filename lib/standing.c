#include "standing.h"

#include "guide.h"
#include "reading.h"
#include "shop.h"

enum exitcode
standing_of(const char *named, struct cli *cli, const struct shop *shop,
	    struct buffer *out)
{
	struct reading reading;
	struct rules_view view = {shop->policy, NULL, &reading.book,
				  cli->settings.who, shop->now};
	enum exitcode status = shop->policy ? EXITCODE_DONE : EXITCODE_INPUT;

	if (!reading_begin_about(&reading, cli, shop, &named, 1))
		status = cli->status;
	else if (!(view.file = reading_case(&reading.book, named, shop)))
		status = EXITCODE_USAGE;
	else
		guide_standing(out, &view, shop->zone);
	return reading_end(&reading, status);
}
