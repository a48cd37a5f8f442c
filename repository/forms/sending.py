"""What a browser sends from drawn controls: the way back from what is shown, for saving while typing and for tests."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from repository.forms.bases import WAS
from repository.forms.merging import Kinds
from repository.forms.shown import Control, Languages, Parts, RowList, Section, Shown

MARK = "is"
"""``is-<field>`` says that a field was on the page, and how it read when it was drawn."""

_NUMBER: Final = re.compile(r"-\d{1,6}(?=-)", re.ASCII)


def posted_of(sections: Sequence[Section]) -> dict[str, Sequence[str]]:
    """The names and texts that a browser posts from sections just as they are drawn."""
    texts: dict[str, Sequence[str]] = {}
    for section in sections:
        if section.shown is not None:
            texts[f"{MARK}-{section.field}"] = [section.mark]
            texts[f"{WAS}-{section.field}"] = [section.base]
            texts.update(controls_of(section.shown))
    return texts


def controls_of(shown: Shown) -> dict[str, Sequence[str]]:
    """Names and texts of everything inside."""
    if isinstance(shown, Control):
        return _of_control(shown)
    if isinstance(shown, Languages):
        return _merged([*shown.controls, *shown.other])
    if isinstance(shown, Parts):
        return _merged([*shown.parts, *shown.folded])
    return _of_rows(shown)


def _merged(parts: Sequence[Shown]) -> dict[str, Sequence[str]]:
    texts: dict[str, Sequence[str]] = {}
    for part in parts:
        texts.update(controls_of(part))
    return texts


def _of_control(control: Control) -> dict[str, Sequence[str]]:
    if control.kind in ("check", "radios", "choices"):
        ticked = ["on"] if control.kind == "check" else [key for key, _words in control.options]
        chosen = [key for key in ticked if key in control.chosen]
        return {control.name: chosen} if chosen else {}
    return {control.name: [control.value]}


def _of_rows(shown: RowList) -> dict[str, Sequence[str]]:
    texts: dict[str, Sequence[str]] = _merged(shown.quick)
    if shown.is_part:
        texts |= {f"{shown.name}-start": [str(shown.start)], f"{shown.name}-end": [str(shown.end)]}
    for row in shown.rows:
        texts |= {name: [value] for name, value in row.hidden} | _merged(row.parts)
    return texts


def kinds_of(shown: Shown, *, is_whole: bool) -> Kinds:
    """Which of the controls are merged in a way of their own."""
    hidden: set[str] = set()
    sets: set[str] = set()
    for control in every_control(shown):
        if control.kind in ("hidden", "choices"):
            (hidden if control.kind == "hidden" else sets).add(_NUMBER.sub("", control.name))
    return Kinds(frozenset(sets), frozenset(hidden), is_whole)


def every_control(shown: Shown) -> Iterator[Control]:
    """The controls inside, those that travel unseen with a row too."""
    if isinstance(shown, Control):
        yield shown
    elif isinstance(shown, Languages):
        yield from (*shown.controls, *shown.other)
    elif isinstance(shown, Parts):
        for part in (*shown.parts, *shown.folded):
            yield from every_control(part)
    else:
        yield from shown.quick
        for row in shown.rows:
            yield from (Control(name, "hidden", value=value) for name, value in row.hidden)
            for part in row.parts:
                yield from every_control(part)
