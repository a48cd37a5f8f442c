"""All that a public landing page is made of, told by a few values that change whenever any of it does: one query."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from repository.access import files_are_open
from repository.lifecycle import Standing
from repository.models import AccessPolicy, Dataset

_QUERY = """
    SELECT d.id, d.current_version_id, d.datestamp, d.prefix, d.registrar, v.access, v.embargo_until, d.previewed_at,
           (SELECT string_agg(concat_ws(E'\\x1f', p.code, p.name_en, p.name_fr), E'\\x1e' ORDER BY p.id)
            FROM repository_pole p),
           (SELECT sum(u.views + u.downloads) FROM repository_usagemonth u WHERE u.dataset_id = d.id),
           d.elsewhere::text || COALESCE(
               (SELECT string_agg(r.id::text, ',' ORDER BY r.id) FROM repository_datasetrelation r
                JOIN repository_dataset s ON s.id = r.source_id AND s.standing = 'public'
                WHERE r.doi = lower(d.prefix || '/' || d.suffix)), '')
    FROM repository_dataset d JOIN repository_recordversion v ON v.id = d.current_version_id
    WHERE d.suffix = %s AND d.standing = %s
"""


class LandingState(NamedTuple):
    """Every publication gives a dataset another version, the end of an embargo opens its files.
    Previews come a little later.

    What a sealed version, its layers and their files say never changes; the names of disciplines may.
    """

    dataset_id: int
    version_id: int
    datestamp: datetime | None
    prefix: str
    registrar: str
    files_are_open: bool
    previewed_at: datetime | None
    poles: str
    opens_on: date | None = None
    """The day (UTC) from which its files are open, while they are not yet."""
    uses: int = 0
    """How often it was read and taken, as its page says."""
    elsewhere: str = "[]"
    """The data centres that hold it too, and which relations of other datasets name it."""


def landing_state(suffix: str) -> LandingState | None:
    """The state of a public dataset; nothing for one that is not public, or is withdrawn."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [suffix, Standing.PUBLIC.value])
        row = cursor.fetchone()
    if row is None:
        return None
    dataset_id, version_id, datestamp, prefix, registrar, access, until, previewed_at, poles, uses, elsewhere = row
    are_open = _are_open(access, until)
    opens_on = None if are_open or access != AccessPolicy.EMBARGOED else until
    told = (dataset_id, version_id, datestamp, prefix, registrar, are_open, previewed_at, poles or "", opens_on)
    return LandingState(*told, uses or 0, elsewhere)


def _are_open(access: str, until: date | None) -> bool:
    return files_are_open(Dataset(access=access, embargo_until=until))
