"""What is wrong with a filter, in a sentence; and how much of one is read at all."""

from dataclasses import dataclass
from typing import Final

MOST_LETTERS: Final = 20_000
"""Of a filter that is text."""
MOST_LETTERS_OF_A_VALUE: Final = 2_000
MOST_LETTERS_OF_A_PATTERN: Final = 300
MOST_CONDITIONS: Final = 200
MOST_VERTICES: Final = 2_000
DEEPEST: Final = 40


class FilterRefused(Exception):
    """A filter that is not understood or asks too much. ``locator`` names the part, as OWS exceptions do."""

    def __init__(self, sentence: str, locator: str = "filter") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.locator = locator


@dataclass(slots=True)
class Budget:
    """What is left of a filter: each reader counts what it meets."""

    conditions: int = MOST_CONDITIONS
    vertices: int = MOST_VERTICES

    def spend_condition(self) -> None:
        """One more condition. Raises FilterRefused."""
        self.conditions -= 1
        if self.conditions < 0:
            raise FilterRefused(f"A filter has at most {MOST_CONDITIONS} conditions.")

    def spend_vertices(self, count: int) -> None:
        """Some more corners of a geometry. Raises FilterRefused."""
        self.vertices -= count
        if self.vertices < 0:
            raise FilterRefused(f"The geometries of a filter have at most {MOST_VERTICES} positions.")


def check_depth(depth: int) -> None:
    """Raises FilterRefused where conditions are nested too deeply."""
    if depth > DEEPEST:
        raise FilterRefused(f"Conditions are nested at most {DEEPEST} deep.")


def check_text(text: str, most: int, locator: str = "filter") -> str:
    """The text, where a database can hold it and it is not too long. Raises FilterRefused."""
    if len(text) > most:
        raise FilterRefused(f"A text has at most {most} letters here.", locator)
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise FilterRefused("A text has letters that are none.", locator)
    return text


class TooExpensive(Exception):
    """A question that the database did not answer in its time; ``sentence`` says so."""

    def __init__(self, sentence: str = "This question takes too long to answer: ask for less at once.") -> None:
        super().__init__(sentence)
        self.sentence = sentence
