"""A question to the inside of one dataset, read from an address and written as one, in the words of the search page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, urlencode

from repository.catalogue.question import Place, Question, query_string, read_question

_LONGEST: Final = 80
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_AFTER = re.compile(r"(\d{1,18})-(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class InsideQuestion:
    """Place, time, depth, variables and page as in a search; ``name``: words of the station's name.

    ``layer``: a fragment; ``file``: the number of a file; ``after``: (number of a file, number of a station in it) of
    the last station that is known already.
    """

    asked: Question = Question()  # noqa: RUF009 (immutable)
    name: str = ""
    layer: int | None = None
    file: int | None = None
    after: tuple[int, int] | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of variables, one of which is there."""
        return self.asked.values_of("variable")

    @property
    def is_everything(self) -> bool:
        """Whether nothing but the layer narrows the stations."""
        plain = replace(self.asked, page=1, ignored=(), after=None)
        return plain == Question() and not self.name and self.file is None

    def on_page(self, page: int) -> "InsideQuestion":
        """The same on another page."""
        return replace(self, asked=replace(self.asked, page=page), after=None)


def read_inside(asked: Mapping[str, Sequence[str]]) -> InsideQuestion:
    """The question of an address; what cannot be understood is left out and told in ``asked.ignored``."""
    kept = {name: asked[name] for name in asked if name not in ("after", "q", "sort", "polygon")}
    question = read_question(kept)
    ignored = list(question.ignored)
    numbers: dict[str, int | None] = {}
    for name in ("layer", "file"):
        told = _last(asked, name)
        numbers[name] = int(told) if _NUMBER.fullmatch(told) else None
        ignored += [name] if told and numbers[name] is None else []
    after = _AFTER.fullmatch(_last(asked, "after"))
    ignored += ["after"] if _last(asked, "after") and not after else []
    plain = Question(
        chosen={"variable": values} if (values := question.values_of("variable")) else {},
        place=question.place,
        since=question.since,
        until=question.until,
        top=question.top,
        bottom=question.bottom,
        page=question.page,
        ignored=tuple(dict.fromkeys(ignored)),
    )
    return InsideQuestion(
        asked=plain,
        name=_last(asked, "name")[:_LONGEST].strip(),
        layer=numbers["layer"],
        file=numbers["file"],
        after=(int(after[1]), int(after[2])) if after else None,
    )


def inside_string(question: InsideQuestion, *, form: str = "") -> str:
    """The address of a question, ``?box=...``; ``?`` for everything."""
    told = parse_qsl(query_string(question.asked)[1:], keep_blank_values=True)
    own = (("name", question.name), ("layer", question.layer), ("file", question.file))
    told += [(name, str(value)) for name, value in own if value not in ("", None)]
    told += [("after", "{}-{}".format(*question.after))] if question.after else []
    told += [("format", form)] if form else []
    return f"?{urlencode(told)}"


def carried_over(question: Question) -> InsideQuestion:
    """What of a search can be asked inside a dataset: its place (a polygon as its box), time, depths and variables."""
    place, area = question.place, question.area
    if place is None and area is not None:
        place = Place(*area.sides)
    variables = question.values_of("variable")
    return InsideQuestion(
        Question(
            chosen={"variable": variables} if variables else {},
            place=place,
            since=question.since,
            until=question.until,
            top=question.top,
            bottom=question.bottom,
        )
    )


def _last(asked: Mapping[str, Sequence[str]], name: str) -> str:
    values = asked.get(name) or [""]
    return values[-1].replace("\x00", "").strip()
