"""What a browser sends from drawn controls: the way back from what is shown, for saving while typing and for tests."""

from collections.abc import Sequence

from repository.forms.shown import Control, Languages, Parts, RowList, Section, Shown

MARK = "is"
"""``is-<field>`` says that a field was on the page, and how it read when it was drawn."""


def posted_of(sections: Sequence[Section]) -> dict[str, Sequence[str]]:
    """The names and texts that a browser posts from sections just as they are drawn."""
    texts: dict[str, Sequence[str]] = {}
    for section in sections:
        if section.shown is not None:
            texts[f"{MARK}-{section.field}"] = [section.mark]
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
