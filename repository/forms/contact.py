"""The form by which readers write to the authors of a dataset, or report a problem."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from repository.forms.lines import LineField, TextField
from repository.models import Person

LONGEST: Final = 5_000
"""Characters of a message."""


class ContactForm(forms.Form):
    """Name, address for the answer, and the message; ``website`` is left empty by people, who do not see it."""

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        if person:
            kwargs["initial"] = {"name": person.name, "reply_to": person.email}
        super().__init__(*args, **kwargs)
        self.fields["name"] = LineField(label=_("Your name"), max_length=200)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["reply_to"] = forms.EmailField(
            label=_("Your e-mail address"), max_length=254, help_text=_("The answer goes there. It is not kept here.")
        )
        self.fields["reply_to"].widget.attrs["autocomplete"] = "email"
        self.fields["text"] = TextField(label=_("Message"), max_length=LONGEST, rows=8)
        self.fields["website"] = forms.CharField(required=False)

    def clean_website(self) -> str:
        """Nothing, or ``ValidationError``: a program filled in what people do not see."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""
