"""What the room's forms send."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.models import Outcome, View, Worth
from moderation.rules.reading import LONGEST
from repository.errors import Malformed
from repository.forms.lines import LineField


class DecisionForm(forms.Form):
    """A decision on the version that was read: its number and the SHA256 of its record."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    version = forms.IntegerField(min_value=1)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$")
    reason = forms.CharField(required=False, strip=True)


class CommentForm(forms.Form):
    """A remark. ``path`` (the field or file) and ``next`` (where to go back to) may stand in the address."""

    body = forms.CharField(required=False, strip=True)
    path = forms.CharField(required=False, max_length=500)
    private = forms.BooleanField(required=False)
    next = forms.CharField(required=False)

    @classmethod
    def of(cls, request: HttpRequest) -> "CommentForm":
        """The form with what the address and the body of a request say."""
        said: dict[str, Any] = {**request.GET.dict(), **request.POST.dict()}
        return cls(said)


class UrgencyForm(forms.Form):
    """Which journal waits for a dataset, for which manuscript, until when."""

    journal = LineField(label=gettext_lazy("Journal"), max_length=200)
    manuscript = LineField(
        label=gettext_lazy("Reference of the manuscript"),
        max_length=100,
        help_text=gettext_lazy("The number that the journal gave it. The moderators may ask the journal."),
    )
    wanted_by = forms.DateField(
        label=gettext_lazy("Wanted by"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day until which the journal wants the revised manuscript."),
    )


def safe_next(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """``wanted`` if it is an address of this site, else ``otherwise``."""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure())
    return wanted if is_ours else otherwise


class AssignmentForm(forms.Form):
    """What is done with one dataset or many; ``assignee`` is read where it is given to somebody."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("take", "give", "release", "raise", "lower")])
    assignee = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    next = forms.CharField(required=False)

    @staticmethod
    def keys(said: Iterable[str], most: int = 200) -> list[UUID]:
        """The datasets that were chosen, each once. Raises ``Malformed`` for what is no key, and for too many."""
        try:
            found = list(dict.fromkeys(UUID(each) for each in said))
        except ValueError as error:
            raise Malformed(_("This is no dataset.")) from error
        if len(found) > most:
            raise Malformed(_("Too many were chosen at once."))
        return found


class AdviceForm(forms.Form):
    """Whom a moderator asks for advice, and what."""

    email = forms.EmailField(max_length=254)
    name = forms.CharField(required=False, max_length=150, strip=True)
    question = forms.CharField(required=False, strip=True, max_length=5000)
    days = forms.IntegerField(min_value=1, max_value=60)


class AdviceAnswerForm(forms.Form):
    """What an adviser thinks."""

    view = forms.ChoiceField(choices=View.choices)
    answer = forms.CharField(required=False, strip=True, max_length=10_000)


class ProposalForm(forms.Form):
    """Proposing to accept the version that was read: its number and the SHA256 of its record."""

    version = forms.IntegerField(min_value=1)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$")
    reason = forms.CharField(required=False, strip=True, max_length=10_000)


class VoteForm(forms.Form):
    """What a member of a scientific council says of a public dataset."""

    pole = forms.CharField(max_length=40)
    worth = forms.ChoiceField(choices=Worth.choices)
    note = forms.CharField(required=False, strip=True, max_length=2000)
    next = forms.CharField(required=False)


class PointForm(forms.Form):
    """One point of a checklist; ``place``: its number in the list."""

    key = forms.CharField(required=False, max_length=10)
    english = forms.CharField(required=False, strip=True)
    french = forms.CharField(required=False, strip=True)
    english_help = forms.CharField(required=False, strip=True)
    french_help = forms.CharField(required=False, strip=True)
    is_required = forms.BooleanField(required=False)
    place = forms.CharField(required=False, strip=True)


class SuggestionForm(forms.Form):
    """Another wording for one place (a JSON Pointer), and why."""

    pointer = forms.CharField(max_length=500)
    text = forms.CharField(required=False, strip=False)
    note = forms.CharField(required=False, strip=True)


class DisciplineForm(forms.Form):
    """How a discipline reviews."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_days"] = forms.IntegerField(
            label=_("Target, in working days"),
            min_value=1,
            max_value=250,
            help_text=_("Within how many days a submission should be answered."),
        )
        self.fields["needs_second_pair"] = forms.BooleanField(
            label=_("A second moderator confirms every acceptance"), required=False
        )
        self.fields["corrections_need_review"] = forms.BooleanField(
            label=_("It reads every correction of what is public"),
            required=False,
            help_text=_(
                "Without it minor corrections (abstract, keywords, lineage, contacts and the like) are published at "
                "once, unless another discipline of the dataset wants to read them; files, title, authors, places, "
                "licence and access are always read. Where another discipline decides, its opinion is not asked."
            ),
        )


class RuleBookForm(forms.Form):
    """The rules as JSON, what changed, and a case to try. ``seen``: the version that the editor opened."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = {"rows": 24, "spellcheck": "false", "autocomplete": "off"}
        self.fields["text"] = forms.CharField(
            label=_("The rules"), max_length=LONGEST, strip=False, widget=forms.Textarea(area)
        )
        self.fields["case"] = forms.CharField(
            label=_("A case to try"),
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea({**area, "rows": 6}),
            help_text=_("A description as JSON, and the answers of its depositor. Nothing of it is kept."),
        )
        self.fields["note"] = LineField(
            label=_("What changed"), max_length=500, required=False, help_text=_("Needed to put it in force.")
        )

    def clean_case(self) -> dict[str, Any]:
        """The description and the answers; the first alone may be given."""
        text = self.cleaned_data["case"] or "{}"
        try:
            case = json.loads(text)
            json.dumps(case, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("This is not JSON.")) from error
        if not isinstance(case, dict):
            raise forms.ValidationError(_("A case is an object with “document” and “answers”."))
        document, answers = case.get("document", {}), case.get("answers", {})
        if not isinstance(document, dict) or not isinstance(answers, dict):
            raise forms.ValidationError(_("A case is an object with “document” and “answers”."))
        return {"document": document, "answers": {str(k): v for k, v in answers.items() if isinstance(v, str)}}
