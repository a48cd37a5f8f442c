"""The form that makes a personal token."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.forms.lines import LineField
from repository.models import TokenScope


class TokenForm(forms.Form):
    """What it is called, what it may do, how long it holds."""

    def __init__(self, *args: Any, lives: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = LineField(
            label=_("What it is for"), max_length=100, help_text=_("As in “Buoys, nightly upload”. Only you see it.")
        )
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("What it may do"), choices=TokenScope.choices, widget=forms.CheckboxSelectMultiple
        )
        self.fields["days"] = forms.TypedChoiceField(
            label=_("How long it holds"),
            coerce=int,
            choices=[(days, ngettext("%(count)d day", "%(count)d days", days) % {"count": days}) for days in lives],
        )
