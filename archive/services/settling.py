"""What a start of the archive does about a stop before it."""

import logging

from archive.aip.writer import Recovery, recover
from archive.models import ARCHIVE, FileCopy
from archive.queries import archive_root

logger = logging.getLogger(__name__)


def settle_archive() -> Recovery:
    """Finish every complete archiving and move aside what belongs to no manifest. Safe to repeat, and beside work."""
    recovery = recover(archive_root(), known=_sealed_in)
    for manifest in recovery.finished:
        logger.info("archiving.finished manifest=%s", manifest)
    for place in recovery.set_aside:
        logger.warning("archive.set_aside place=%s", place)
    for package in recovery.damaged:
        logger.error("archive.unreadable_manifest package=%s", package)
    return recovery


def _sealed_in(suffix: str) -> set[str]:
    """The names that the list has in a package, whatever its manifests say: one that is damaged comes back."""
    return set(FileCopy.objects.filter(place=ARCHIVE, dataset__suffix=suffix).values_list("name", flat=True))
