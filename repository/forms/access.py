"""What is typed to ask for closed files, and to answer."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from repository.forms.lines import LineField, TextField
from repository.models import Person

LONGEST: Final = 3_000
"""Characters of a purpose, and of an answer."""


class AccessForm(forms.Form):
    """Who asks and why; without an account also an address. ``website`` is left empty by people, who do not see it."""

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        if person:
            kwargs["initial"] = {"name": person.name}
        super().__init__(*args, **kwargs)
        self.fields["name"] = LineField(label=_("Your name"), max_length=200)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        if person is None:
            self.fields["email"] = forms.EmailField(
                label=_("Your e-mail address"),
                max_length=254,
                help_text=_("A mail asks you to confirm it. The answer goes there."),
            )
            self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["purpose"] = TextField(
            label=_("What you need the files for"),
            max_length=LONGEST,
            rows=6,
            help_text=_("The authors read it. Say where you work, and what becomes of the files."),
        )
        self.fields["website"] = forms.CharField(required=False)

    def clean_website(self) -> str:
        """Nothing, or ``ValidationError``: a program filled in what people do not see."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""


class AnswerForm(forms.Form):
    """Until when, and words for who asked."""

    def __init__(self, *args: Any, last_day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"] = _day(_("May fetch the files until"), required=False)
        self.fields["last_day"].initial = last_day
        self.fields["answer"] = TextField(
            label=_("Words for who asked"), rows=2, max_length=LONGEST, required=False,
            help_text=_("Needed to refuse."),
        )  # fmt: skip


class EarlierForm(forms.Form):
    """An earlier end of an embargo."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"] = _day(_("The files open on"), required=True)


def _day(label: str, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a day: write it as 2027-04-12.")},
    )
