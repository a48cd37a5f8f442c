"""Forms about room: asking for more, answering, and setting it. People write gigabytes, the site counts bytes."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from repository.forms.lines import TextField

GIGABYTE: Final = 1000**3


class GigabytesField(forms.DecimalField):
    """A number of gigabytes, at most a petabyte; its cleaned value is bytes."""

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=Decimal("0.1"), max_value=1_000_000, decimal_places=1, step_size=None, **more)
        self.widget.attrs |= {"step": "0.1", "inputmode": "decimal"}

    def clean(self, value: Any) -> Any:
        """Bytes, or nothing. Raises ``ValidationError``."""
        found = super().clean(value)
        return None if found is None else int(found * GIGABYTE)


def gigabytes(count: int | None) -> Decimal | None:
    """Bytes as a form shows them."""
    return None if count is None else (Decimal(count) / GIGABYTE).quantize(Decimal("0.1"))


class MoreRoomForm(forms.Form):
    """How much one deposit should take, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"] = GigabytesField(label=_("What the deposit should take in all, in GB"))
        self.fields["reason"] = TextField(
            label=_("What for"),
            max_length=2000,
            help_text=_("What the files are, and whether they can be made smaller. The operators read it."),
        )


class AnswerForm(forms.Form):
    """How much is given; words for the depositor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["granted"] = GigabytesField(label=_("Each deposit may take, in GB"), required=False)
        self.fields["answer"] = TextField(
            label=_("Words for the depositor"), rows=2, max_length=2000, required=False,
            help_text=_("Needed to refuse."),
        )  # fmt: skip


class AllowanceForm(forms.Form):
    """The limits of one person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(label=_("E-mail address"), max_length=254)
        self.fields["size"] = GigabytesField(
            label=_("Each deposit may take, in GB"), required=False, help_text=_("Empty: as everybody.")
        )
        self.fields["files"] = forms.IntegerField(
            label=_("Each deposit may hold, files"),
            required=False,
            min_value=1,
            max_value=10_000_000,
            help_text=_("Empty: any number."),
        )
