"""Forms of an account: making one, and the profile. ORCID and ROR are checked by their checksums."""

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from repository.forms.lines import LineField
from repository.models import Person
from repository.record.identifiers import normalise_orcid, normalise_ror

SENTENCES = {
    "orcid-form": gettext_lazy("An ORCID has sixteen characters, as in 0000-0002-1825-0097. Copy it from orcid.org."),
    "orcid-checksum": gettext_lazy("One digit of this ORCID is wrong. Copy it again from orcid.org."),
    "ror-form": gettext_lazy("A ROR identifier has nine characters, as in 044jxhp58. Look it up at ror.org."),
    "ror-checksum": gettext_lazy("One character of this ROR identifier is wrong. Copy it again from ror.org."),
}


class IdentifierField(forms.CharField):
    """An identifier with a checksum, kept in one spelling whatever form it was pasted in."""

    def __init__(self, normalise: Callable[[str], str], **more: Any) -> None:
        super().__init__(required=False, max_length=100, **more)
        self._normalise = normalise

    def clean(self, value: Any) -> str:
        """The bare identifier. Raises ``ValidationError`` with what is wrong."""
        text = str(super().clean(value) or "")
        try:
            return self._normalise(text) if text else ""
        except PydanticCustomError as error:
            raise ValidationError(str(SENTENCES[error.type]), code=error.type) from error


def _given_name() -> LineField:
    attrs = {"autocomplete": "given-name"}
    return LineField(label=_("Given name"), max_length=150, required=False, widget=forms.TextInput(attrs))


def _family_name() -> LineField:
    return LineField(label=_("Family name"), max_length=150, widget=forms.TextInput({"autocomplete": "family-name"}))


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Names, address, password. The language is that of the page."""

    field_order: ClassVar[list[str]] = ["given_name", "family_name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_name"] = _given_name()
        self.fields["family_name"] = _family_name()
        self.order_fields(self.field_order)
        self.fields["email"].label = _("E-mail address")
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("The same password again")
        without_placeholders(self)

    def save(self, request: HttpRequest) -> Person:
        """The new person, whose address is still to be confirmed."""
        person: Person = super().save(request)
        person.given_name = self.cleaned_data["given_name"]
        person.family_name = self.cleaned_data["family_name"]
        person.language = (get_language() or "en")[:2]
        person.save(update_fields=["given_name", "family_name", "language"])
        return person


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["remember"].label = _("Stay signed in on this computer")
        without_placeholders(self)

    def refuse(self, words: str) -> None:
        """Say why nobody is signed in, without looking at the password: nobody learns then whether it was right."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        self.add_error(None, words)


class ProfileForm(forms.Form):
    """Who one is, and in which language one is written to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_name"] = _given_name()
        self.fields["family_name"] = _family_name()
        self.fields["orcid"] = IdentifierField(
            normalise_orcid, label=_("ORCID"), help_text=_("As in 0000-0002-1825-0097, or its address.")
        )
        self.fields["affiliation"] = LineField(
            label=_("Affiliation"),
            max_length=300,
            required=False,
            widget=forms.TextInput({"autocomplete": "organization"}),
        )
        self.fields["affiliation_ror"] = IdentifierField(
            normalise_ror,
            label=_("ROR of the affiliation"),
            help_text=_("The identifier of the organisation, as in 044jxhp58, or its address."),
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=settings.LANGUAGES,
            help_text=_("Of the pages after you sign in, and of the mails you get."),
        )


def without_placeholders(form: forms.BaseForm) -> None:
    """Labels stand above the fields: nothing is said twice."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
