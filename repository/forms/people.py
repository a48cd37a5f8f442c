"""Forms of the operator: naming people, and the disciplines."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _

from repository.access import NAMED, OF_DISCIPLINES
from repository.forms.lines import LineField, TextField
from repository.models import Pole, Role


class GrantForm(forms.Form):
    """Whom, what, over which discipline, until when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address"), max_length=254, help_text=_("Of the person’s account.")
        )
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in NAMED])
        self.fields["role"].initial = Role.MODERATOR.value
        self.fields["pole"] = forms.ModelChoiceField(
            Pole.objects.all(),
            to_field_name="code",
            required=False,
            empty_label=_("The whole site"),
            label=_("Discipline"),
            help_text=_("For moderators: whose queue they see. For advisers: who may ask them."),
        )
        self.fields["last_day"] = forms.DateField(
            label=_("Until"),
            required=False,
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            help_text=_("The last day, in UTC. Without one the role has no end."),
        )

    def clean(self) -> dict[str, Any]:
        """Only moderators and advisers have a discipline, and advisers always."""
        cleaned = super().clean() or {}
        if cleaned.get("pole") and cleaned.get("role") not in OF_DISCIPLINES:
            self.add_error(
                "pole", _("Only moderators and advisers are named for one discipline. Choose the whole site.")
            )
        if not cleaned.get("pole") and cleaned.get("role") == Role.ADVISER:
            self.add_error("pole", _("An adviser is named for one discipline. Choose it."))
        return cleaned


class PoleForm(forms.Form):
    """What a discipline is called and what belongs to it, in both languages. ``is_new`` asks for the code too."""

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            self.fields["code"] = forms.CharField(
                label=_("Code"),
                max_length=40,
                help_text=_("Small letters, digits, hyphens. Harvesters know the discipline by it: it never changes."),
                validators=[RegexValidator(r"^[a-z][a-z0-9-]*\Z", _("Begin with a small letter; no blanks."))],
            )
        self.fields["name_en"] = LineField(label=_("Name in English"), max_length=120)
        self.fields["name_fr"] = LineField(label=_("Name in French"), max_length=120)
        self.fields["scope_en"] = TextField(label=_("What belongs here, in English"), max_length=2000, required=False)
        self.fields["scope_fr"] = TextField(label=_("What belongs here, in French"), max_length=2000, required=False)
        self.fields["mail"] = forms.EmailField(
            label=_("E-mail address"), max_length=254, required=False, help_text=_("Shown on the contact page.")
        )
        self.fields["position"] = forms.IntegerField(
            label=_("Place in lists"),
            min_value=0,
            max_value=32_000,
            initial=0,
            help_text=_("The smallest comes first."),
        )
