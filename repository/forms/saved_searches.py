"""The name of a saved search."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from repository.forms.lines import LineField


class SearchNameForm(forms.Form):
    """How its person calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = LineField(label=_("Name of the search"), max_length=200, help_text=_("Only you see it."))
