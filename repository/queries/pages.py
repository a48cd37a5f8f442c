"""Pages that are read: which there are, what each is called, and which version an operator put in place."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from repository.models import Page

TITLES: Final[dict[str, str | Promise]] = {
    "about": _("About this repository"),
    "help": _("Help"),
    "legal": _("Legal notice"),
    "privacy": _("Privacy"),
    "contact": _("Contact"),
    "accessibility": _("Accessibility"),
    "preservation": _("Preservation policy"),
}
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page in one language. ``current`` is None where no operator ever touched it."""

    slug: str
    title: str
    language: str
    current: Page | None


def page_in_force(slug: str, language: str | None = None) -> Page | None:
    """What stands in place of the delivered page in a language (that of the reader); None where that one stands."""
    code = (language or get_language() or "en")[:2]
    newest = Page.objects.filter(slug=slug, language=code).order_by("-version").first()
    return newest if newest and newest.text.strip() else None


def newest_version(slug: str, language: str) -> int:
    """The number of the newest version, the return to the delivered page included; 0 where there is none."""
    newest = Page.objects.filter(slug=slug, language=language).order_by("-version").first()
    return newest.version if newest else 0


def page_versions(slug: str, language: str) -> list[Page]:
    """Every version, newest first, with who made it."""
    return list(Page.objects.filter(slug=slug, language=language).select_related("made_by").order_by("-version"))


def page_lines() -> tuple[PageLine, ...]:
    """Every page in every language."""
    newest: dict[tuple[str, str], Page] = {}
    for page in Page.objects.select_related("made_by").order_by("version"):
        newest[page.slug, page.language] = page
    return tuple(
        PageLine(slug, str(title), language, newest.get((slug, language)))
        for slug, title in TITLES.items()
        for language in LANGUAGES
    )
