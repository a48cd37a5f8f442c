"""What a start of the archive does about a stop before it."""

import logging

from archive.aip.writer import Recovery, recover
from archive.queries import archive_root

logger = logging.getLogger(__name__)


def settle_archive() -> Recovery:
    """Finish every complete archiving and move aside what belongs to no manifest. Safe to repeat, and beside work."""
    recovery = recover(archive_root())
    for manifest in recovery.finished:
        logger.info("archiving.finished manifest=%s", manifest)
    for place in recovery.set_aside:
        logger.warning("archive.set_aside place=%s", place)
    return recovery
