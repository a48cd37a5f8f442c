"""What is typed about notices: when one wants them, an address that watches, a webhook."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from repository.models import Pole, WebhookEvent, WebhookScope, When


def wishes_sent(posted: QueryDict, codes: Collection[str]) -> dict[str, When]:
    """Code of a kind -> when it is wanted, of what was sent for these kinds; anything else is passed over."""
    sent = {code: posted.get(f"when-{code}") for code in codes}
    return {code: When(text) for code, text in sent.items() if text in When.values}


class WatchForm(forms.Form):
    """An address to be told; ``website`` is left empty by people, who do not see it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("Your e-mail address"),
            max_length=254,
            help_text=_("A mail asks you to confirm it. It is used for nothing else, and shown to nobody."),
        )
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["website"] = forms.CharField(required=False)

    def clean_website(self) -> str:
        """Nothing, or ``ValidationError``: a program filled in what people do not see."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty."))
        return ""


class WebhookForm(forms.Form):
    """Where it leads, what it is told, about which datasets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"] = forms.URLField(
            label=_("Address"),
            max_length=500,
            assume_scheme="https",
            help_text=_("It begins with https and is in a public network. It is sent a signed POST request."),
        )
        self.fields["events"] = forms.MultipleChoiceField(
            label=_("What it is told"), choices=WebhookEvent.choices, widget=forms.CheckboxSelectMultiple
        )
        self.fields["scope"] = forms.ChoiceField(label=_("About which datasets"), choices=WebhookScope.choices)
        self.fields["pole"] = forms.ModelChoiceField(
            label=_("Discipline"),
            queryset=Pole.objects.all(),
            to_field_name="code",
            required=False,
            empty_label=_("every discipline"),
            help_text=_("For all datasets of a discipline."),
        )
