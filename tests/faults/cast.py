"""Whom and what the acts of the drill find again, each in a process of its own."""

from repository.models import Dataset, Person


def who(name: str) -> Person:
    """The person called so."""
    return Person.objects.get(email=f"{name}@example.org")


def first() -> Dataset:
    """The dataset that the story is about."""
    return Dataset.objects.order_by("pk")[0]


def newest() -> Dataset:
    """The last one made."""
    return Dataset.objects.order_by("-pk")[0]
