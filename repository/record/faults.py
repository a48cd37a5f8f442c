"""What is wrong in the values of a draft: the validation errors of the model as remarks with our own codes."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from repository.record.document import Path, Pruned, pruned
from repository.record.findings import Remark
from repository.record.model import Record
from repository.record.part import TYPED
from repository.record.sentences.catalogue import CATALOGUE

_CODES: Final[Mapping[str, str]] = {
    "missing": "value-missing",
    "text-missing": "value-missing",
    "extra_forbidden": "field-unknown",
    "string_type": "not-text",
    "string_unicode": "control-character",
    "float_type": "not-number",
    "finite_number": "not-number",
    "int_type": "not-whole-number",
    "int_from_float": "not-whole-number",
    "bool_type": "not-yes-or-no",
    "literal_error": "not-in-list",
    "string_too_long": "too-long",
    "greater_than_equal": "number-too-small",
    "less_than_equal": "number-too-large",
}
"""Error type of the validation library -> our code; our own types are codes already, anything else is a wrong shape."""

_ABOUT_A_VALUE: Final = frozenset({"not-text", "not-number", "not-whole-number", "not-in-list"})


def read(document: Mapping[str, Any]) -> tuple[Record | None, tuple[Remark, ...]]:
    """Read a draft, typed numbers included: the Record if every value is right, and a remark for each that is not.

    Paths of the remarks count list entries as the draft does, blank ones included. A title that is missing altogether
    is left to `gaps.py`.
    """
    draft = pruned(document)
    try:
        return Record.model_validate(draft.document, context=TYPED), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, tuple(_remark(detail, draft) for detail in details if detail["loc"] != ("title",) or _said(detail))


def readable_part(document: Mapping[str, Any]) -> Record | None:
    """The Record of what can be read in a draft, for a preview: wrong values and half-filled lines are left out.

    None while there is no readable title.
    """
    return readable(document)[0]


def readable(document: Mapping[str, Any]) -> tuple[Record | None, tuple[Remark, ...]]:
    """As `readable_part`, together with a remark for everything that was left out."""
    draft, remarks = pruned(document), list[Remark]()
    for _ in range(20):
        try:
            return Record.model_validate(draft.document, context=TYPED), tuple(remarks)
        except ValidationError as error:
            details = error.errors(include_url=False)
        remarks += [_remark(detail, draft) for detail in details]
        spots = {_spot(detail) for detail in details}
        for spot in sorted(spots, key=_from_the_end):
            _leave_out(draft.document, spot)
        draft = pruned(draft.document)
        if not isinstance(draft.document, dict) or () in spots:
            break
    return None, tuple(remarks)


def _said(detail: ErrorDetails) -> bool:
    return detail["type"] != "missing"


def _path(detail: ErrorDetails) -> Path:
    """The place of an error in the document: without the library's marks for a union's branch or a mapping's key."""
    steps = detail["loc"]
    if detail["type"] == "extra_forbidden":  # the last one is a key of the document, whatever it looks like
        return (*_without_marks(steps[:-1]), steps[-1])
    return _without_marks(steps)


def _without_marks(steps: Path) -> Path:
    return tuple(step for step in steps if not (isinstance(step, str) and re.fullmatch(r"<\w+>|\[key\]", step)))


def _remark(detail: ErrorDetails, draft: Pruned) -> Remark:
    code = _CODES.get(detail["type"], detail["type"])
    said: dict[str, Any] = dict(detail.get("ctx", {}))
    value, path = detail["input"], draft.original(_path(detail))
    if code not in CATALOGUE or (code in _ABOUT_A_VALUE and not isinstance(value, str | int | float)):
        code = "wrong-shape"
    if code == "field-unknown":
        return Remark(code, path, {"key": path[-1]})
    if code == "control-character":
        said.setdefault("name", "U+D800")
    said.setdefault("value", value if isinstance(value, str | int | float) else "")
    said["limit"] = said.get("ge", said.get("le", said.get("max_length", "")))
    choices = re.findall(r"'([^']*)'", str(said.get("expected", "")))
    said["choices"] = ", ".join(choices[:8] + (["…"] if len(choices) > 8 else []))
    return Remark(code, path, said)


def _spot(detail: ErrorDetails) -> Path:
    """What has to go so that the rest can be read: the value itself, or the whole line when a part of it is missing."""
    path = _path(detail)
    return path[:-1] if detail["type"] == "missing" else path


def _from_the_end(path: Path) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Deep things first, and later list entries before earlier ones, so that the other paths stay true."""
    return -len(path), tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)


def _leave_out(document: Any, path: Path) -> None:
    branch = document
    for step in path[:-1]:
        branch = _step_into(branch, step)
    if path and isinstance(branch, dict):
        branch.pop(path[-1], None)
    elif path and isinstance(branch, list) and isinstance(path[-1], int) and path[-1] < len(branch):
        del branch[path[-1]]


def _step_into(branch: Any, step: str | int) -> Any:
    if isinstance(branch, dict):
        return branch.get(step)
    if isinstance(branch, list) and isinstance(step, int) and step < len(branch):
        return branch[step]
    return None
