"""From a search to the inside of what it found: how many stations answer the same place, period and depth."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.catalogue.question import Question
from repository.queries.search_parts import InsideHit
from repository.queries.stations import counts_inside
from repository.stations.question import carried_over, inside_string
from repository.templatetags.formatting import number_text


def insides_of(question: Question, datasets: Mapping[int, str]) -> Mapping[int, InsideHit]:
    """Dataset (its key) -> the way in, for those of ``datasets`` (key -> suffix; their files are open) with stations.

    Nothing where the question names neither place nor time, depth or variable. How many answer is told where all of the
    question could be counted: not a polygon, nor variables, whose names differ from file to file.
    """
    carried = carried_over(question)
    if not datasets or carried.is_everything:
        return {}
    is_exact = not question.polygon and not carried.variables
    query = inside_string(carried)
    return {
        key: InsideHit(f"{reverse('inside', args=[datasets[key]])}{query}", _words(count if is_exact else None))
        for key, count in counts_inside(carried, sorted(datasets)).items()
        if count != 0 or not is_exact
    }


def _words(count: int | None) -> str:
    if count is None:
        return _("Look for stations inside")
    words = ngettext("%(count)s station answers", "%(count)s stations answer", count)
    return words % {"count": number_text(count)}
