"""Writing the pages of the site and the deposit agreement: each change is a version, with who and when."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import StaleRecord, WrongState
from repository.models import Agreement, Page, Person
from repository.queries.agreements import agreement_in_force
from repository.queries.pages import LANGUAGES, TITLES, newest_version, page_versions
from repository.services.events import record_event


@transaction.atomic
def write_page(*, actor: Person, slug: str, language: str, text: str, seen: int) -> int:
    """Put a text in place of a page in one language; an empty one brings the delivered page back.

    Returns the number of the version in place; nothing is written where the text is the same. Raises ``StaleRecord``
    where ``seen`` is not the newest version any more, ``ValueError`` for a page or language that there is not.
    """
    require(actor, Action.ADMINISTER)
    if slug not in TITLES or language not in LANGUAGES:
        raise ValueError(f"there is no page {slug} in {language}")
    before = page_versions(slug, language)
    if seen != (before[0].version if before else 0):
        raise _stale()
    if text == (before[0].text if before else ""):
        return seen
    try:
        with transaction.atomic():
            page = Page.objects.create(slug=slug, language=language, version=seen + 1, text=text, made_by=actor)
    except IntegrityError as error:
        raise _stale() from error
    payload = {"slug": slug, "language": language, "version": page.version}
    record_event("page.changed", subject=page, actor=actor, payload=payload)
    return newest_version(slug, language)


@transaction.atomic
def write_agreement(*, actor: Person, text_en: str, text_fr: str, seen: int) -> Agreement:
    """Put a new version of the deposit agreement in force, in both languages at once.

    Nothing is written where both texts are the same. Raises ``StaleRecord`` where ``seen`` is not in force any more,
    ``WrongState`` for an empty text.
    """
    require(actor, Action.ADMINISTER)
    before = agreement_in_force()
    if seen != before.version:
        raise _stale()
    if not text_en.strip() or not text_fr.strip():
        raise WrongState(_("The agreement needs a text in both languages."), code="text-missing")
    if (text_en, text_fr) == (before.text_en, before.text_fr):
        return before
    try:
        with transaction.atomic():
            made = Agreement.objects.create(version=seen + 1, text_en=text_en, text_fr=text_fr, made_by=actor)
    except IntegrityError as error:
        raise _stale() from error
    record_event("agreement.changed", subject=made, actor=actor, payload={"version": made.version})
    return made


def _stale() -> StaleRecord:
    return StaleRecord(_("Somebody changed this text after you opened it. Look at the change, then publish yours."))
