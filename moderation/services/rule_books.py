"""Putting a new version of the rules in force. Earlier ones stay: what they routed names them."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from moderation.models import RuleBook
from moderation.queries.rule_books import book_text, newest_version
from moderation.rules.reading import parse_book
from repository.access import Action, require
from repository.errors import StaleRecord, WrongState
from repository.models import Person, Pole
from repository.services.events import record_event


@transaction.atomic
def write_book(*, actor: Person, text: str, note: str, seen: int) -> int:
    """Put a book in force, as the version after the newest; its number. Nothing is written where nothing changed.

    Raises ``BookRefused`` for a text that is no book of this site's disciplines; ``StaleRecord`` where ``seen`` is
    not the newest version any more; ``WrongState`` without a word on what changed.
    """
    require(actor, Action.ADMINISTER)
    before = newest_version()
    if seen != before:
        raise _stale()
    parse_book(text, poles=set(Pole.objects.values_list("code", flat=True)))
    if text == book_text(before):
        return before
    if not note.strip():
        raise WrongState(_("Say in a few words what changed: it stands beside the version."), code="note-missing")
    try:
        with transaction.atomic():
            made = RuleBook.objects.create(version=before + 1, text=text, note=note.strip()[:500], made_by=actor)
    except IntegrityError as error:
        raise _stale() from error
    record_event("rules.changed", subject=made, actor=actor, payload={"version": made.version})
    return made.version


def _stale() -> StaleRecord:
    return StaleRecord(_("Somebody changed the rules after you opened them. Look at the change, then publish yours."))
