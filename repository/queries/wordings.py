"""What two people wrote into one control, in words, for the page of its step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from repository.forms.entries import said
from repository.forms.sending import every_control
from repository.forms.shown import Control, Section
from repository.forms.steps.every import fields_by_key
from repository.models import Dataset, OtherWording, Person
from repository.templatetags.formatting import clock_text


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One wording that stands beside what was typed. ``may_take``: its place is still there."""

    number: int
    field: str
    label: str
    sentence: str
    text: str
    is_gone: bool
    may_take: bool


def wordings_of(dataset: Dataset, reader: Person, sections: Sequence[Section]) -> tuple[WordingLine, ...]:
    """The wordings that wait beside the fields of these sections."""
    by_field = {section.field: section for section in sections}
    found = OtherWording.objects.filter(dataset=dataset, field__in=by_field).select_related("person", "kept_by")
    return tuple(_line(each, reader, by_field[each.field]) for each in found)


def _line(wording: OtherWording, reader: Person, section: Section) -> WordingLine:
    control = _control(wording, section)
    words = [_row_words(wording, section), str(control.label) if control else ""]
    return WordingLine(
        number=wording.pk,
        field=wording.field,
        label=", ".join(each for each in words if each),
        sentence=_sentence(wording, reader),
        text=_text(wording, control),
        is_gone=wording.is_gone,
        may_take=wording.is_gone or not wording.is_adrift,
    )


def _control(wording: OtherWording, section: Section) -> Control | None:
    """The control it is about, where it is one and on the page."""
    name = next(iter(wording.controls), "")
    if section.shown is None or _is_whole(wording):
        return None
    return next((each for each in every_control(section.shown) if each.name == name), None)


def _is_whole(wording: OtherWording) -> bool:
    """Whether all controls of the field are meant: one value, such as a licence."""
    return not wording.row and len(wording.cells) > 1


def _row_words(wording: OtherWording, section: Section) -> str:
    """The field, and the number of the row for one of a list."""
    number = wording.row.rpartition("-")[2]
    return f"{section.title}, {int(number) + 1}" if number else str(section.title)


def _text(wording: OtherWording, control: Control | None) -> str:
    """What was written, as a reader knows it."""
    if _is_whole(wording):
        node = fields_by_key()[wording.field].node
        return ", ".join(node.tell(node.read(wording.controls, wording.field, None)))
    options: dict[str, Any] = dict(control.options) if control else {}
    return ", ".join(str(options.get(text, text)) for text in said(wording.cells[0][1] if wording.cells else ()))


def _sentence(wording: OtherWording, reader: Person) -> str:
    who = wording.person.name if wording.person else _("Somebody")
    values = {"who": who, "keeper": wording.kept_by.name, "time": clock_text(wording.written_at or wording.at)}
    if wording.is_gone:
        return _("Somebody removed this entry until %(time)s while %(keeper)s typed in it. It is kept.") % values
    is_mine, is_kept_by_me = wording.person == reader, wording.kept_by == reader
    if is_mine and is_kept_by_me:
        return _("You wrote this here at %(time)s in another window. What you typed since is kept.") % values
    if is_mine:
        return _("You wrote this here at %(time)s. %(keeper)s typed something else meanwhile, which is kept.") % values
    if is_kept_by_me:
        return _("%(who)s wrote this here at %(time)s while you typed. What you typed is kept.") % values
    return _("%(who)s wrote this here at %(time)s, and %(keeper)s typed something else, which is kept.") % values
