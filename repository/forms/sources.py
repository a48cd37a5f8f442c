"""Forms about the source of an evolving dataset."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from repository.forms.lines import LineField, TextField

OTHER: Final = "other"


class SourceForm(forms.Form):
    """Which source, which path below it, when, and whether a moderator releases each layer."""

    def __init__(self, *args: Any, places: list[tuple[str, str]], schedules: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["name"] = forms.ChoiceField(label=_("Source"), choices=places)
        self.fields["path"] = LineField(
            label=_("Folder or file in it"), required=False, max_length=300,
            help_text=_("Such as moorings/adcp. Empty: all of it. Of a query: the name of its file."),
        )  # fmt: skip
        self.fields["schedule"] = forms.ChoiceField(
            label=_("A layer is taken"), choices=[*schedules, (OTHER, _("as a line of cron says"))]
        )
        self.fields["cron"] = LineField(
            label=_("Line of cron"), required=False, max_length=100,
            help_text=_("Minute, hour, day, month, weekday, in UTC, at most daily: 30 4 1 */3 * is every quarter."),
        )  # fmt: skip
        self.fields["is_reviewed"] = forms.BooleanField(label=_("A moderator releases each layer"), required=False)

    @property
    def wanted(self) -> str:
        """The schedule: a preset, or the line of cron."""
        chosen = str(self.cleaned_data["schedule"])
        return str(self.cleaned_data["cron"]).strip() if chosen == OTHER else chosen


class SourceAnswerForm(forms.Form):
    """Words of an operator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = TextField(
            label=_("Why"), rows=2, max_length=2000, required=False,
            help_text=_("Needed to refuse, and to let pass what was stopped. The owner reads it."),
        )  # fmt: skip
