"""The operator's form of a data centre."""

import re
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation.models import CentreDelivery, DataCentre
from moderation.pathways.routes import UNTOLD_KINDS
from moderation.pathways.themes import THEMES
from repository.forms.lines import LineField

_COUNTRIES: Final = re.compile(r"[A-Za-z]{2}")


class CentreForm(forms.Form):
    """What a data centre is called, cares for, takes, and how it gets it. ``is_new`` asks for the code too."""

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            self.fields["code"] = forms.CharField(
                label=_("Code"),
                max_length=40,
                help_text=_("Small letters, digits, hyphens. It never changes."),
                validators=[RegexValidator(r"^[a-z][a-z0-9-]*\Z", _("Begin with a small letter; no blanks."))],
            )
        self.fields |= _named() | _cared_for() | _delivered()

    def clean_countries(self) -> list[str]:
        """Two letters each (ISO 3166-1)."""
        said = re.split(r"[\s,;]+", str(self.cleaned_data["countries"]).strip())
        found = [each.upper() for each in said if each]
        if not all(_COUNTRIES.fullmatch(each) for each in found):
            raise forms.ValidationError(_("Write countries with two letters, such as FR, DE."))
        return list(dict.fromkeys(found))

    def clean_people(self) -> list[str]:
        """One address a line."""
        said = re.split(r"[\s,;]+", str(self.cleaned_data["people"]).strip())
        return list(dict.fromkeys(each.lower() for each in said if each))


def _named() -> dict[str, forms.Field]:
    return {
        "name_en": LineField(label=_("Name in English"), max_length=160),
        "name_fr": LineField(label=_("Name in French"), max_length=160),
        "url": forms.URLField(label=_("Web page"), required=False, max_length=200, assume_scheme="https"),
        "mail": forms.EmailField(label=_("E-mail address"), help_text=_("Where letters about handovers go.")),
        "language": forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES),
        "people": forms.CharField(
            label=_("People with an account"),
            required=False,
            widget=forms.Textarea({"rows": 2}),
            help_text=_("Their addresses, one a line. They get the letters too, and answer without the link."),
        ),
    }


def _cared_for() -> dict[str, forms.Field]:
    is_french = (get_language() or "en").startswith("fr")
    themes = [(code, theme.french if is_french else theme.english) for code, theme in THEMES.items()]
    return {
        "themes": forms.MultipleChoiceField(
            label=_("Themes"), choices=themes, widget=forms.CheckboxSelectMultiple, error_messages={
                "required": _("Choose the themes that the centre cares for.")
            },
        ),
        "countries": forms.CharField(
            label=_("Countries of the providers"),
            required=False,
            help_text=_("Two letters each, such as FR, DE. None: every country."),
        ),
        "kinds": forms.MultipleChoiceField(
            label=_("Kinds of data"),
            required=False,
            choices=[(kind, kind) for kind in sorted({*UNTOLD_KINDS, "Software", "Text", "Workflow"})],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("General types of DataCite. None: data of any kind."),
        ),
    }  # fmt: skip


def _delivered() -> dict[str, forms.Field]:
    return {
        "delivery": forms.ChoiceField(label=_("How it gets the files"), choices=CentreDelivery.choices),
        "store": forms.ChoiceField(
            label=_("Its store"),
            required=False,
            choices=[("", "–"), *((name, name) for name in settings.CENTRE_STORES)],
            help_text=_("A name in CENTRE_STORES of the environment, where its address and secrets are."),
        ),
        "is_active": forms.BooleanField(
            label=_("Datasets are handed over to it"), required=False, initial=True
        ),
    }  # fmt: skip


def initial_of(centre: DataCentre) -> dict[str, Any]:
    """What the form begins with."""
    plain = ("name_en", "name_fr", "url", "mail", "language", "themes", "kinds", "delivery", "store", "is_active")
    people = "\n".join(centre.people.order_by("email").values_list("email", flat=True))
    return {name: getattr(centre, name) for name in plain} | {
        "countries": ", ".join(centre.countries),
        "people": people,
    }
