"""Questions to the catalogue that somebody keeps."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models.functions import MD5
from django.utils import timezone

from repository.models.person import Person


def new_feed_key() -> str:
    """256 random bits for an address."""
    return secrets.token_urlsafe(32)


class SavedSearch(models.Model):
    """One question of one person.

    ``query``: its canonical address, ``?q=...``, as `repository.catalogue.question.query_string` writes it; ``seen``:
    the newest entry of the catalogue when its person last looked; ``feed``: the key in the address of its feed, which
    opens nothing but what everybody finds.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=200)
    query = models.TextField()
    feed = models.CharField(max_length=43, unique=True, default=new_feed_key)
    seen = models.BigIntegerField(default=0)
    looked = models.DateTimeField(default=timezone.now)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("person", MD5("query"), name="saved_search_once"),  # a long one fits no index
        ]

    def __str__(self) -> str:
        return f"saved search {self.pk}"
