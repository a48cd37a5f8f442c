"""Words of the processes of this package in the reader's language; a text of another package stays as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compute.models import Job
from compute.pages.wording_refusals import PATTERNS, SENTENCES
from compute.processes.base import InputRefused, Process
from compute.processes.registry import processes
from compute.refusals import Said, plain_number
from repository.templatetags.formatting import number_text


def wording(text: str) -> str:
    """A title, a description or a reason of a process."""
    return _(text) if text else ""


def refusal_words(refused: InputRefused, process: Process) -> tuple[str, str]:
    """What is wrong with an input, and the language in which it is said where that is not the page's."""
    schema = process.inputs[refused.input].schema if refused.input in process.inputs else {}
    said = _by_rule(refused.rule, schema)
    if said:
        return said, ""
    plain = refused.message.removeprefix(f"{refused.input}: ")
    is_english = (get_language() or "en").startswith("en")
    return plain, "" if is_english else "en"


def refusal_line(refused: InputRefused, job: Job) -> str:
    """The same in one line, with what the input is called."""
    process = processes().get(job.process)
    if process is None or refused.input not in process.inputs:
        return refused.message
    return f"{wording(process.inputs[refused.input].title)}: {refusal_words(refused, process)[0]}"


def said_words(said: Iterable[Any]) -> str:
    """Why data were refused, as `Said.as_json` tells; blank where it is not told in sentences that are known here.

    A pattern from elsewhere is never formatted: it could ask for more than its details.
    """
    try:
        return " ".join(Said.of(one).told(_known, _number) for one in said)
    except (ValueError, LookupError):
        return ""


def _known(pattern: str) -> str:
    if pattern not in PATTERNS | SENTENCES:
        raise LookupError(pattern)
    return _(pattern)


def _number(value: float) -> str:
    if isinstance(value, int):
        return number_text(value)
    return plain_number(value).replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))


def _by_rule(rule: str, schema: Mapping[str, Any]) -> str:
    plain = {
        "required": _("This is needed."),
        "minOccurs": _("This is needed."),
        "maxOccurs": _("These are more than are taken."),
        "enum": _("Choose one of the list."),
        "format": _("It is not written as it has to be."),
        "pattern": _("It is not written as it has to be."),
        "minLength": _("This is needed."),
        "maxLength": _("This is too long."),
        "uniqueItems": _("Each is named once only."),
        "finite": _("This is not a finite number."),
        "bbox": _("Give four numbers: west, south, east, north."),
        "not-a-box": _("Give four numbers: west, south, east, north."),
        "bbox-outside-crs": _("Longitudes are from -180 to 180 degrees, latitudes from -90 to 90."),
        "bbox-order": _("The south lies below the north."),
        "latitudes": _("The south lies below the north."),
        "bbox-empty": _("The box has no area: west and east differ, south and north too."),
        "longitudes": _("The box has no area: west and east differ, south and north too."),
        "period": _("Give both days, the first and the last one."),
        "moment": _("Give a day that the calendar has."),
        "period-order": _("The period ends before it begins."),
        "backwards": _("The first value is not above the second one."),
        "not-increasing": _("Depths increase, each once."),
        "disordered": _("Months follow each other, and turn the year at most once."),
        "too-wide": _("With this step the area is one cell wide. Take a smaller one."),
        "too-fine": _("With this step the grid has too many cells. Take a larger one."),
        "too-many-cells": _("With these steps the grid has too many cells. Take larger ones."),
        "too-many-fields": _("These are too many fields. Put more years together."),
        "size": _("This is too large."),
        "media-type": _("A file of this kind is not taken here."),
        "not-positive": _("The threshold is above 0."),
    }
    return plain.get(rule) or _with_limit(rule, schema)


def _with_limit(rule: str, schema: Mapping[str, Any]) -> str:
    """Rules that hold for the whole or for each item."""
    items = schema.get("items", {}) if isinstance(schema.get("items"), Mapping) else {}
    limit = schema.get(rule, items.get(rule))
    sentences = {
        "minimum": _("At least %(limit)s."),
        "maximum": _("At most %(limit)s."),
        "exclusiveMinimum": _("Above %(limit)s."),
        "exclusiveMaximum": _("Below %(limit)s."),
        "minItems": _("Give at least %(limit)s values."),
        "maxItems": _("Give at most %(limit)s values."),
    }
    if rule in sentences and limit is not None:
        return sentences[rule] % {"limit": limit}
    kinds = {schema.get("type"), items.get("type")}
    if rule == "type" and kinds & {"number", "integer"}:
        return _("A whole number is needed.") if "integer" in kinds else _("A number is needed.")
    return _("This is not the kind of value that is needed.") if rule == "type" else ""
