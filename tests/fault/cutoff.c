/*
 * Cuts a file system off at once, as a power cut does: what was not synced is
 * not written any more. For ext4 and XFS, and for root.
 *
 *     cutoff FOLDER
 */
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>

/* XFS_IOC_GOINGDOWN, which ext4 takes, too, with
 * XFS_FSOP_GOING_FLAGS_NOLOGFLUSH: not even the log is written; <linux/...> has
 * neither. */
#define GOING_DOWN _IOR('X', 125, uint32_t)
#define NO_LOG_FLUSH 2

int
main(int argc, char **argv)
{
	uint32_t how = NO_LOG_FLUSH;
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;

	if (fd < 0 || ioctl(fd, GOING_DOWN, &how) != 0) {
		perror("cutoff");
		return 1;
	}
	return 0;
}
