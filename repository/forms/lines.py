"""Fields of plain forms: texts without what cannot be printed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from repository.record.part import clean_line, clean_text


class LineField(forms.CharField):
    """A text of one line: composed, without control characters."""

    def clean(self, value: Any) -> str:
        """The cleaned text. Raises ``ValidationError``."""
        text = str(super().clean(value) or "")
        try:
            return clean_line(text) if text else ""
        except ValueError as error:
            raise ValidationError(_("This holds characters that cannot be printed. Type it again.")) from error


class TextField(forms.CharField):
    """A text of several lines, likewise."""

    def __init__(self, *, rows: int = 4, **more: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), **more)

    def clean(self, value: Any) -> str:
        """The cleaned text. Raises ``ValidationError``."""
        text = str(super().clean(value) or "")
        try:
            return clean_text(text) if text else ""
        except ValueError as error:
            raise ValidationError(_("This holds characters that cannot be printed. Type it again.")) from error
