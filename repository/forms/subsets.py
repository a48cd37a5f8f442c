"""The form for a part of a layer: plain texts, which `subsets.question` reads."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from repository.forms.lines import LineField
from repository.subsets.question import BadQuestion, SubsetQuestion, read_question

FIELDS: Final = ("west", "south", "east", "north", "begin", "end", "top", "bottom")
_LONGEST: Final = 30_000
SENTENCES: Final = {
    "incomplete": _("Give all four sides of the box, or none."),
    "latitudes": _("South and north are between -90 and 90, south first."),
    "longitudes": _("West and east are between -180 and 180."),
    "number": _("This is no number: write it like 3.25 or -12."),
    "date": _("This is no date: write it like 2019, 2019-04 or 2019-04-12."),
    "order": _("The beginning lies after the end."),
    "too-many": _("These are too many variables. Leave the list empty to have all."),
    "too-long": _("A name is too long to be that of a variable."),
    "everything": _("Say which part: a box, a period, depths or variables. The whole layer has its own citation."),
}


class SubsetForm(forms.Form):
    """Box, period, depths and variables; ``question`` once it is valid."""

    west = LineField(label=_("West"), required=False, max_length=20)
    south = LineField(label=_("South"), required=False, max_length=20)
    east = LineField(label=_("East"), required=False, max_length=20)
    north = LineField(label=_("North"), required=False, max_length=20)
    begin = LineField(label=_("First day"), required=False, max_length=20, help_text=_("2019, 2019-04 or 2019-04-12"))
    end = LineField(label=_("Last day"), required=False, max_length=20, help_text=_("2019, 2019-04 or 2019-04-12"))
    top = LineField(label=_("From depth"), required=False, max_length=20, help_text=_("Metres downwards"))
    bottom = LineField(label=_("To depth"), required=False, max_length=20, help_text=_("Metres downwards"))
    variables = forms.CharField(
        label=_("Variables"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One on a line, as the files name them. Empty: all."),
    )

    def __init__(self, *args: Any, layer: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self._layer = layer
        self.question: SubsetQuestion | None = None

    def clean(self) -> dict[str, Any]:
        """The question; what is wrong with it stands at its field."""
        cleaned = dict(super().clean() or {})
        try:
            asked = {name: str(cleaned.get(name, "")) for name in FIELDS}
            self.question = read_question(self._layer, asked, str(cleaned.get("variables", "")).splitlines())
        except BadQuestion as fault:
            at = {"box": "west", "period": "begin", "depth": "top", "variables": "variables"}.get(fault.field)
            self.add_error(at, SENTENCES[fault.code])
        return cleaned
