"""What the moderators of a discipline look at before they decide, as data: points in both languages. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

MOST_POINTS: Final = 60
LONGEST_TEXT: Final = 300
LONGEST_HELP: Final = 600

_KEY: Final = re.compile(r"p[1-9]\d{0,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list. ``key`` stays the same from version to version; ``is_required``: acceptance waits for it."""

    key: str
    english: str
    french: str
    english_help: str = ""
    french_help: str = ""
    is_required: bool = False

    def text(self, language: str) -> str:
        """The point in French for `fr` and its regions, else in English."""
        return self.french if language.lower().startswith("fr") else self.english

    def help(self, language: str) -> str:
        """What helps to judge it, in the same language."""
        return self.french_help if language.lower().startswith("fr") else self.english_help

    def says_as(self, other: "Point") -> bool:
        """Whether another version of the point asks the same, so that an answer to one is an answer to the other."""
        return (self.key, self.english, self.french) == (other.key, other.english, other.french)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one point (its position, from 1; 0 for the list), as a code that pages put into words."""

    code: str
    position: int = 0


def read_points(items: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    """The points as a stored list holds them."""
    return tuple(Point(**item) for item in items)


def stored_points(points: Iterable[Point]) -> list[dict[str, Any]]:
    """The points as JSON; ``read_points`` reads them back."""
    return [asdict(point) for point in points]


def faults_of(points: Sequence[Point]) -> tuple[Fault, ...]:
    """What stands in the way of putting a list in force, in its order.

    >>> faults_of([Point("p1", "Readable", "")])
    (Fault(code='language-missing', position=1),)
    """
    found = [Fault("list-too-long")] if len(points) > MOST_POINTS else []
    seen: set[str] = set()
    for position, point in enumerate(points, 1):
        if not point.english.strip() or not point.french.strip():
            found.append(Fault("language-missing", position))
        if bool(point.english_help.strip()) != bool(point.french_help.strip()):
            found.append(Fault("help-missing", position))
        if max(len(point.english), len(point.french)) > LONGEST_TEXT:
            found.append(Fault("text-too-long", position))
        if max(len(point.english_help), len(point.french_help)) > LONGEST_HELP:
            found.append(Fault("help-too-long", position))
        if not _KEY.fullmatch(point.key) or point.key in seen:
            found.append(Fault("key-wrong", position))
        seen.add(point.key)
    return tuple(found)


def next_key(used: Iterable[str]) -> str:
    """A key that no version of the list ever had.

    >>> next_key(["p1", "p7"]), next_key([])
    ('p8', 'p1')
    """
    return f"p{max((int(key[1:]) for key in used if _KEY.fullmatch(key)), default=0) + 1}"


FIRST_POINTS: Final = (
    Point(
        "p1",
        "The files open, and hold what the description says.",
        "Les fichiers s’ouvrent et contiennent ce que dit la description.",
        "Open at least one file of each kind and compare it with the variables.",
        "Ouvrez au moins un fichier de chaque type et comparez-le aux variables.",
    ),
    Point(
        "p2",
        "Units, quality flags and missing values are explained.",
        "Les unités, les codes qualité et les valeurs manquantes sont expliqués.",
    ),
    Point("p3", "The dataset belongs to this discipline.", "Le jeu de données relève de cette discipline."),
    Point(
        "p4",
        "A reader can judge acquisition, processing and calibration.",
        "On peut juger de l’acquisition, du traitement et de l’étalonnage.",
    ),
    Point(
        "p5",
        "The licence allows the data to be passed on, and the sources are named.",
        "La licence permet de transmettre les données, et les sources sont citées.",
    ),
    Point(
        "p6",
        "Nothing close to it is public, here or in another repository.",
        "Rien d’approchant n’est public, ici ou dans un autre dépôt.",
    ),
)
"""The list of a discipline that has none of its own. It reminds: none of its points keeps a dataset from acceptance."""
