"""Sets: one below the root ``pole`` for each discipline. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

POLE_ROOT = "pole"
"""The set that holds every dataset of every pole; a dataset's own sets are ``pole:<code>``."""


@dataclass(frozen=True, slots=True)
class HarvestSet:
    """A set and what it is called, by language code; the first name is the one for harvesters that read only one."""

    spec: str
    names: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...] = ()


def pole_set(code: str, *, names: Iterable[tuple[str, str]], scopes: Iterable[tuple[str, str]] = ()) -> HarvestSet:
    """The set of one pole; empty names and scopes are left out, and a pole without a name is called by its code."""
    named = tuple((language, name) for language, name in names if name)
    return HarvestSet(
        spec=f"{POLE_ROOT}:{code}",
        names=named or (("en", code),),
        descriptions=tuple((language, scope) for language, scope in scopes if scope),
    )


ALL_POLES = HarvestSet(
    spec=POLE_ROOT,
    names=(("en", "All disciplines"), ("fr", "Toutes les disciplines")),
    descriptions=(
        ("en", "Every dataset of every pole."),
        ("fr", "Tous les jeux de données de tous les pôles."),
    ),
)
