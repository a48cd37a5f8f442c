"""Keeping searches: saving, renaming, a new address for the feed, having looked, deleting."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.catalogue.question import Question, query_string
from repository.errors import WrongState
from repository.models import Person, SavedSearch
from repository.models.saved_search import new_feed_key
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.saved_searches import newest_entry

MOST: Final = 100
"""Searches one person may keep."""
LONGEST: Final = 7_000
"""Letters of an address: longer ones no server takes."""


@transaction.atomic
def save_search(*, actor: Person, name: str, question: Question) -> SavedSearch:
    """Keep a question under a name; one that is kept already gets the new name.

    Raises ``WrongState`` where there are ``MOST`` already, and for a question longer than an address may be.
    """
    query = query_string(question)
    if len(query) > LONGEST:
        raise WrongState(_("This search is too long to be kept. Leave some of it out."), code="search-too-long")
    Person.objects.select_for_update().get(pk=actor.pk)
    search = SavedSearch.objects.filter(person=actor, query=query).first()
    if search is not None:
        search.name = name
        search.save(update_fields=["name"])
        return search
    if SavedSearch.objects.filter(person=actor).count() >= MOST:
        words = _("You keep %(most)d searches, as many as one person may. Delete one that is not needed any more.")
        raise WrongState(words % {"most": MOST}, code="too-many-searches")
    seen = newest_entry(catalogue_reader())
    return SavedSearch.objects.create(person=actor, name=name, query=query, seen=seen)


def rename_search(*, actor: Person, search_id: int, name: str) -> SavedSearch:
    """Give one of the actor's searches another name. Raises ``SavedSearch.DoesNotExist``."""
    search = SavedSearch.objects.get(pk=search_id, person=actor)
    search.name = name
    search.save(update_fields=["name"])
    return search


def renew_feed(*, actor: Person, search_id: int) -> SavedSearch:
    """Give a feed a new address; the old one is nobody's from now on. Raises ``SavedSearch.DoesNotExist``."""
    search = SavedSearch.objects.get(pk=search_id, person=actor)
    search.feed = new_feed_key()
    search.save(update_fields=["feed"])
    return search


def look_at_search(*, actor: Person, search_id: int) -> SavedSearch:
    """What is found now has been seen. Raises ``SavedSearch.DoesNotExist``."""
    search = SavedSearch.objects.get(pk=search_id, person=actor)
    search.seen, search.looked = newest_entry(catalogue_reader()), timezone.now()
    search.save(update_fields=["seen", "looked"])
    return search


def delete_search(*, actor: Person, search_id: int) -> str:
    """Delete one of the actor's searches and its feed; its name. Raises ``SavedSearch.DoesNotExist``."""
    search = SavedSearch.objects.get(pk=search_id, person=actor)
    search.delete()
    return search.name
