"""How sizes, dates and names are written for readers, in the language of the page."""

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

_DAYS_KEPT: Final = 4096
NBSP = "\N{NO-BREAK SPACE}"
_PARTIAL_DATE = re.compile(r"^(-?\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?$")


def size_text(count: int | None) -> str:
    """A number of bytes in decimal units: `0 bytes`, `84 kB`, `48.2 MB` / `48,2 Mo`; empty for None."""
    if count is None:
        return ""
    if count < 1000:
        return ngettext("%(count)d byte", "%(count)d bytes", count) % {"count": count}
    units = (gettext("kB"), gettext("MB"), gettext("GB"), gettext("TB"), gettext("PB"))
    value, step = count / 1000, 0
    while value >= 999.5 and step < len(units) - 1:
        value, step = value / 1000, step + 1
    decimals = 0 if step == 0 or value >= 99.95 else 1
    number = formats.number_format(round(value, decimals), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    separator = formats.get_format("DECIMAL_SEPARATOR")
    return f"{number.removesuffix(f'{separator}0')}{NBSP}{units[step]}"


def day_text(value: object) -> str:
    """A date as `18 Nov 2026` / `18 nov. 2026`; a partial one (`2026-11`, `2026`) as far as it is known."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, datetime.date):
        first = pgettext("date format of the first of a month", "j M Y")
        others = pgettext("date format", "j M Y")
        return formats.date_format(value, first if value.day == 1 else others).replace(" ", NBSP)
    text = "" if value is None else str(value)
    found = _PARTIAL_DATE.match(text)
    if not found:
        return text
    try:
        return _partial_day(*found.groups(), get_language())
    except ValueError:
        return text


@lru_cache(_DAYS_KEPT)
def _partial_day(year: str, month: str | None, day: str | None, _language: str | None) -> str:
    if month is None:
        return year
    if day is None:
        first = datetime.date(int(year), int(month), 1)
        return formats.date_format(first, pgettext("date format", "M Y")).replace(" ", NBSP)
    return day_text(datetime.date(int(year), int(month), int(day)))


def clock_text(value: datetime.datetime | None) -> str:
    """A time of day as `14:03` / `14 h 03`; empty for None."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return gettext("%(hour)s:%(minute)s") % {"hour": local.hour, "minute": f"{local.minute:02d}"}


def moment_text(value: datetime.datetime | None) -> str:
    """A date and time as `18 Nov 2026, 16:40`; empty for None."""
    return "" if not value else f"{day_text(value)}, {clock_text(value)}"


def number_text(value: object) -> str:
    """A whole number with its thousands apart: `4,812` / `4 812`; anything else as it is."""
    if not isinstance(value, int):
        return "" if value is None else str(value)
    return formats.number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)


def metres_text(ends: Sequence[float | None]) -> str:
    """A range of depths in metres, downwards: `0 – 2,340 m`, one depth once, an open end as `…`."""
    told = ["…" if end is None else _metres(end) for end in ends]
    return f"{f'{NBSP}– '.join(dict.fromkeys(told))}{NBSP}m"


def _metres(value: float) -> str:
    places = 0 if value == int(value) or abs(value) >= 100 else 1
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def initials(name: object) -> str:
    """Up to two letters for an avatar: `Clara Marin` -> `CM`, `m.roche@example.org` -> `MR`."""
    words = [word for word in re.split(r"[\s.,@_-]+", str(name)) if word]
    return "".join(word[0] for word in words[:2]).upper()


def people_text(names: object, shown: int = 3) -> str:
    """`Marin, C.; Delorme, A.; Okafor, N. and 4 more`; a text, or nothing, stays as it is."""
    if not isinstance(names, (list, tuple)):
        return "" if names is None else str(names)
    first = "; ".join(str(name) for name in names[:shown])
    more = len(names) - shown
    if more <= 0:
        return first
    return ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % {
        "names": first,
        "count": more,
    }
