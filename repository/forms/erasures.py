"""The form by which an operator proposes an erasure ordered by law."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from repository.forms.lines import LineField, TextField


class ErasureForm(forms.Form):
    """Which dataset, which file or all of them, why, and by what order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dataset"] = LineField(
            label=_("Dataset"), max_length=121, help_text=_("Its DOI, or the last part of it. Published or not.")
        )
        self.fields["path"] = LineField(
            label=_("File"), required=False, max_length=400,
            help_text=_("With its folders, as the page of the dataset has it. Empty: all files of the dataset."),
        )  # fmt: skip
        self.fields["reason"] = TextField(
            label=_("Reason"), rows=3, max_length=2000,
            help_text=_("Readers see it in the place of the file. Name nobody whom the order protects."),
        )  # fmt: skip
        self.fields["reference"] = LineField(
            label=_("Order"), max_length=300,
            help_text=_("Court or authority, number and date. Operators see it, and the sealed proof holds it."),
        )  # fmt: skip
