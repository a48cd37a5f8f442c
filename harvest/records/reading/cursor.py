"""Going through the words of a filter, one after the other, with the geometries that are written as WKT."""

from typing import Final

from harvest.records.reading.tokens import Sort, Token, tokens_of
from harvest.records.refused import Budget, FilterRefused, check_depth
from harvest.records.shapes import Piece, Shape, box, line, point, polygon

_SHAPES: Final = ("POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON")
_AREAS: Final = ("BBOX", "ENVELOPE")
GEOMETRIES: Final = (*_SHAPES, *_AREAS, "GEOMETRYCOLLECTION", "SRID")

Position = list[float]


class Cursor:
    """Where the reading of a filter stands, and what is left of its bounds."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens_of(text))
        self.at = 0
        self.budget = Budget()

    @property
    def token(self) -> Token:
        """The next word."""
        return self.tokens[self.at]

    @property
    def after(self) -> Token:
        """The word after the next."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def word(self, *words: str) -> str:
        """Take the next word where it is one of these; say which, or nothing."""
        taken = next((each for each in words if self.token.is_word(each)), "")
        self.at += bool(taken)
        return taken

    def sign(self, *signs: str) -> str:
        """Take the next word where it is one of these signs; say which, or nothing."""
        taken = self.token.text if self.token.sort is Sort.SIGN and self.token.text in signs else ""
        self.at += bool(taken)
        return taken

    def take(self, *sorts: Sort) -> Token:
        """Take the next word, which must be of some sort. Raises FilterRefused."""
        token = self.token
        if token.sort not in sorts:
            raise self.refused()
        self.at += 1
        return token

    def expect(self, sign: str) -> None:
        """Take a sign that must be there. Raises FilterRefused."""
        if not self.sign(sign):
            raise self.refused(f"{sign} is missing")

    def expect_word(self, word: str) -> None:
        """Take a word that must be there. Raises FilterRefused."""
        if not self.word(word):
            raise self.refused(f"{word} is missing")

    def refused(self, reason: str = "this is not understood") -> FilterRefused:
        """What is wrong where the reading stands."""
        found = repr(self.token.text[:40]) if self.token.sort is not Sort.END else "the end"
        return FilterRefused(f"At letter {self.token.place}, before {found}: {reason}.")

    def number(self) -> float:
        """A number with its sign. Raises FilterRefused."""
        less = self.sign("-", "+") == "-"
        value = float(self.take(Sort.NUMBER).text)
        return -value if less else value

    def shape(self) -> Shape:
        """A geometry as WKT, an ``ENVELOPE`` (west, east, south, north) or a ``BBOX``. Raises FilterRefused."""
        if self.word("SRID"):
            self.expect("=")
            if self.take(Sort.NUMBER).text != "4326":
                raise self.refused("only positions of WGS 84 (4326) are understood")
            self.expect(";")
        area = self.word(*_AREAS)
        if area:
            told = self._plain_numbers()
            if len(told) not in ((4, 6) if area == "BBOX" else (4,)):
                raise self.refused("a box has four sides")
            if area == "ENVELOPE":
                west, east, south, north = told
                return box(west, south, east, north)
            half = len(told) // 2
            return box(told[0], told[1], told[half], told[half + 1])
        return Shape(tuple(self._pieces(1)))

    def _plain_numbers(self) -> list[float]:
        self.expect("(")
        told = [self.number()]
        while not self.sign(")"):
            self.sign(",")
            told.append(self.number())
            self.budget.spend_vertices(1)
        return told

    def _pieces(self, depth: int) -> list[Piece]:
        check_depth(depth)
        if self.word("GEOMETRYCOLLECTION"):
            self.expect("(")
            found = self._pieces(depth + 1)
            while self.sign(","):
                found += self._pieces(depth + 1)
            self.expect(")")
            return found
        kind = self.word(*_SHAPES)
        if not kind:
            raise self.refused("a geometry stands here")
        self.word("Z")
        if kind == "POINT":
            return self._points(self._line())
        if kind == "LINESTRING":
            return [line(self._line(), self.budget)]
        if kind == "POLYGON":
            return [polygon(self._lines(), self.budget)]
        return self._many(kind)

    def _many(self, kind: str) -> list[Piece]:
        if kind == "MULTIPOINT":
            nested = self.after.text == "("
            return self._points([each[0] for each in self._lines()] if nested else self._line())
        if kind == "MULTILINESTRING":
            return [line(each, self.budget) for each in self._lines()]
        self.expect("(")
        found = [polygon(self._lines(), self.budget)]
        while self.sign(","):
            found.append(polygon(self._lines(), self.budget))
        self.expect(")")
        return found

    def _points(self, positions: list[Position]) -> list[Piece]:
        found = []
        for position in positions:
            if len(position) < 2:
                raise self.refused("a position is a longitude and a latitude")
            found.append(point((position[0], position[1]), self.budget))
        return found

    def _lines(self) -> list[list[Position]]:
        self.expect("(")
        found = [self._line()]
        while self.sign(","):
            found.append(self._line())
        self.expect(")")
        return found

    def _line(self) -> list[Position]:
        self.expect("(")
        found = [self._one()]
        while self.sign(","):
            found.append(self._one())
        self.expect(")")
        return found

    def _one(self) -> Position:
        told = [self.number(), self.number()]
        while self.token.sort is Sort.NUMBER and len(told) < 4:
            told.append(self.number())
        return told
