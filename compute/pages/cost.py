"""What a job would take and what its files hold for it, in words: shown before it starts."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compute.pages.wording import said_words
from compute.processes.base import Resources
from compute.queries import core_hours_given, core_hours_of
from compute.services.looking import Sight
from repository.models import Person
from repository.previews.ticks import number_words
from repository.templatetags.formatting import number_text, size_text

_LEAST: Final = 0.005
_WHOLE: Final = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """Lines of facts, and what is left of the person's quota."""

    lines: tuple[tuple[str, str], ...]
    quota: str
    is_over: bool

    @property
    def short(self) -> str:
        """The same in one line, for a narrow screen."""
        return " · ".join(words for _label, words in self.lines[:4])


def cost_of(price: Resources, person: Person) -> Cost:
    """At most so much: what is used is counted in the end."""
    hours, left = price.core_hours, max(0.0, core_hours_given(person) - core_hours_of(person))
    tasks = ngettext("%(count)s task", "%(count)s tasks", price.n_tasks) % {"count": number_text(price.n_tasks)}
    lines = (
        (_("Tasks"), tasks),
        (_("Time"), _("at most %(time)s a task") % {"time": span_words(price.walltime_s)}),
        (_("Memory"), _("%(size)s a task") % {"size": size_text(price.mem_mb * 1_000_000)}),
        (_("Counted"), _("at most %(hours)s core-hours") % {"hours": hours_words(hours)}),
        (_("Read"), size_text(price.n_input_bytes)),
    )
    told = {"left": hours_words(left), "given": number_text(core_hours_given(person))}
    return Cost(lines, _("%(left)s of your %(given)s core-hours of thirty days are left.") % told, hours > left)


def hours_words(hours: float) -> str:
    """Core-hours with what counts of them."""
    if 0 < hours < _LEAST:
        return _("0.01 or less")
    decimal = str(formats.get_format("DECIMAL_SEPARATOR"))
    return number_words(round(hours, 2), decimal) if hours < _WHOLE else number_text(round(hours))


def span_words(seconds: float) -> str:
    """`40 s`, `12 min`, `3 h 5 min`."""
    whole = max(1, round(seconds))
    if whole < 120:
        return f"{whole}\N{NO-BREAK SPACE}s"
    minutes = round(whole / 60)
    if minutes < 120:
        return f"{minutes}\N{NO-BREAK SPACE}min"
    return f"{minutes // 60} h {minutes % 60}\N{NO-BREAK SPACE}min"


def sight_words(sight: Sight) -> list[str]:
    """How many observations there are; where there are none, what is missing and what is near."""
    if sight.chosen:
        told = {"chosen": number_text(sight.chosen), "all": number_text(sight.all)}
        return [_("%(chosen)s of %(all)s observations of this variable belong to it.") % told]
    if not sight.all:
        whys = said_words(sight.refused)
        return [_("The files have no observation of this variable."), *([whys] if whys else [])]
    said = ngettext(
        "The one observation of this variable does not belong to it.",
        "None of the %(all)s observations of this variable belongs to it.",
        sight.all,
    ) % {"all": number_text(sight.all)}
    return [said, *(_near(condition, found) for condition, found in sight.near.items())]


def _near(condition: str, found: dict[str, Any]) -> str:
    number = int(found.get("count", 0))
    count = {"count": number_text(number)}
    if condition == "area" and "km" in found:
        place = {"lat": number_text(round(found["lat"], 2)), "lon": number_text(round(found["lon"], 2))}
        words = ngettext(
            "%(count)s lies outside the area, %(km)s km away, at latitude %(lat)s, longitude %(lon)s.",
            "%(count)s lie outside the area; the nearest %(km)s km away, at latitude %(lat)s, longitude %(lon)s.",
            number,
        )
        return words % {**count, **place, "km": number_text(found["km"])}
    ends = {
        end: number_text(found[end]) if isinstance(found.get(end), int | float) else found.get(end)
        for end in ("low", "high")
    }
    flags = {"flags": ", ".join(found.get("flags", ""))}
    known = condition if condition == "quality" or "low" in found else ""
    return _elsewhere(known, number) % {**count, **ends, **flags}


def _elsewhere(condition: str, number: int) -> str:
    """What is said of so many observations that do not meet a condition; in general, of their time."""
    return {
        "depth": ngettext(
            "%(count)s lies at another depth: %(low)s m.",
            "%(count)s lie at other depths: %(low)s to %(high)s m.",
            number,
        ),
        "period": ngettext(
            "%(count)s is of another day: %(low)s.", "%(count)s are of other days: %(low)s to %(high)s.", number
        ),
        "quality": ngettext(
            "%(count)s has another quality flag: %(flags)s.", "%(count)s have other quality flags: %(flags)s.", number
        ),
        "value": ngettext(
            "%(count)s lies beyond the limits of values: %(low)s.",
            "%(count)s lie beyond the limits of values: %(low)s to %(high)s.",
            number,
        ),
    }.get(condition) or ngettext(
        "%(count)s is of a time that is not known.", "%(count)s are of times that are not known.", number
    )
