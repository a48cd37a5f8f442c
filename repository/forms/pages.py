"""Forms of the texts that an operator writes: light marks, shown before they are published."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from repository.forms.lines import TextField
from repository.markup.rendering import MOST


class PageForm(forms.Form):
    """One text, and the version that was newest when it was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"] = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
        self.fields["text"] = TextField(label=_("Text"), rows=24, max_length=MOST)


class AgreementForm(forms.Form):
    """The agreement in both languages, and the version that was in force when it was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"] = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
        self.fields["text_en"] = TextField(label=_("English"), rows=16, max_length=MOST)
        self.fields["text_fr"] = TextField(label=_("French"), rows=16, max_length=MOST)
