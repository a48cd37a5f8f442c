"""The node of a text in several languages: English and French side by side, any other beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from repository.forms.notes import Place
from repository.forms.posted import Posted, names_under, text_of
from repository.forms.shown import Control, Languages, Words

OFFERED: Final = {"en": _("English"), "fr": _("French")}
_NOT_SAID: Final = {"und": _("Language not said")}
_NEW: Final = ("other-language", "other-text")
_TAG_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Localised:
    """Language tag -> text. ``multiline``: a text of several lines; ``offers_others``: a fold for another language."""

    key: str
    label: Words
    help: Words = ""
    multiline: bool = False
    optional: bool = False
    rows: int = 5
    offers_others: bool = True

    def takes(self, value: Any) -> bool:
        """An object of texts by tags that can stand in a control's name."""
        return value is None or (
            isinstance(value, Mapping)
            and all(
                isinstance(text, str) and tag.strip() == tag and tag not in ("", *_NEW) for tag, text in value.items()
            )
        )

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The texts that say something; one in another language without a tag is kept under ``und``."""
        texts = {tag: text_of(posted, f"{name}-{tag}") for tag in names_under(posted, name) if tag not in _NEW}
        texts = {tag[:_TAG_LENGTH]: text for tag, text in texts.items() if text.strip()}
        other = text_of(posted, f"{name}-other-text")
        if other.strip():
            tag = text_of(posted, f"{name}-other-language").strip()[:_TAG_LENGTH] or "und"
            texts[tag] = other
        return texts or None

    def show(self, value: Any, place: Place) -> Languages:
        """A control for each language offered or present, and the empty pair for another one."""
        texts = value if isinstance(value, Mapping) and self.takes(value) else {}
        tags = [*OFFERED, *(tag for tag in texts if tag not in OFFERED)]
        controls = tuple(self._control(texts.get(tag, ""), place.under(tag), tag) for tag in tags)
        other = (
            Control(
                f"{place.name}-other-language", "text", _("Language"), help=_("Its code, such as de, es or pt-BR.")
            ),
            Control(f"{place.name}-other-text", self._kind, _("Text"), rows=self.rows),
        )
        offered = other if self.offers_others else ()
        return Languages(place.name, self.label, self.help, self.optional, controls, offered, said=place.take())

    def tell(self, value: Any) -> list[str]:
        """Each text."""
        return list(value.values()) if value and self.takes(value) else []

    @property
    def _kind(self) -> str:
        return "textarea" if self.multiline else "text"

    def _control(self, text: str, place: Place, tag: str) -> Control:
        return Control(
            name=place.name,
            kind=self._kind,
            label={**OFFERED, **_NOT_SAID}.get(tag, tag),
            value=text,
            optional=tag not in OFFERED or self.optional,
            lang=tag if tag.isascii() and tag.replace("-", "").isalnum() else "",
            rows=self.rows,
            width="" if self.multiline or self.offers_others else "half",
            said=place.take(),
        )
