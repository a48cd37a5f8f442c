"""Forms of a deposit's people: asking somebody in, and making a private link."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from repository.forms.lines import LineField
from repository.models import Role

NOTE_MOST: Final = 200
_LEADS_SOMEWHERE: Final = re.compile(r"://|\bwww\.|@|\b[\w-]+\.[a-z]{2,}\b|\+?\d[\d\s().-]{7,}\d", re.IGNORECASE)


def leads_somewhere(text: str) -> bool:
    """Whether a text holds an address or a telephone number: what nobody writes to a stranger through this site."""
    return _LEADS_SOMEWHERE.search(text) is not None


class InviteForm(forms.Form):
    """Whom, to do what, with a word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address"), max_length=254, help_text=_("An account is not needed yet.")
        )
        self.fields["role"] = forms.ChoiceField(
            label=_("Rights"),
            choices=[(Role.CO_AUTHOR.value, _("edit")), (Role.READER.value, _("read"))],
            help_text=_("Who edits writes, submits and answers the moderators. Who reads changes nothing."),
        )
        self.fields["note"] = LineField(
            label=_("A word to the person"),
            max_length=NOTE_MOST,
            required=False,
            help_text=_("One line, without addresses of any kind."),
        )

    def clean_note(self) -> str:
        """The line. Raises ``ValidationError`` where it leads somewhere: mails are no billboard."""
        note = str(self.cleaned_data["note"])
        if leads_somewhere(note):
            raise ValidationError(_("Leave out addresses and numbers: they do not go into an invitation."))
        return note


class LinkForm(forms.Form):
    """What a private link shows, to whom, until when. ``datasets``: (key, title) of a deposit of several."""

    def __init__(self, *args: Any, datasets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"] = LineField(
            label=_("What it is for"),
            max_length=120,
            required=False,
            help_text=_("For you, such as the name of the journal. Reviewers do not see it."),
        )
        if len(datasets) > 1:
            self.fields["dataset"] = forms.ChoiceField(
                label=_("Shows"), choices=[("", _("All datasets of this deposit")), *datasets], required=False
            )
        self.fields["last_day"] = forms.DateField(
            label=_("Good until"),
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            help_text=_("The last day, in UTC; two years at most."),
        )
        self.fields["hides_authors"] = forms.BooleanField(
            label=_("Hide the authors"),
            required=False,
            help_text=_("For anonymous review: names, organisations, grants and the DOI are left out."),
        )
        self.fields["may_download"] = forms.BooleanField(label=_("Reviewers may download the files"), required=False)
