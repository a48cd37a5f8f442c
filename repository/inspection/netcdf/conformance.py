"""Whether a NetCDF file keeps to the CF conventions, by the IOOS compliance-checker: a reading of its own.

The checker reads whole variables, so a large file is checked by its skeleton: the same header, a few values of each.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import netCDF4
from compliance_checker.suite import CheckSuite

from repository.inspection.netcdf import HDF5
from repository.inspection.netcdf.header import text_from, variables
from repository.inspection.netcdf.skeleton import write_skeleton
from repository.inspection.reading import Problem, Reading, Severity
from repository.inspection.remarks import WHOLE, shown

VERSIONS: Final = (6, 7, 8, 9, 10, 11)
"""Versions of CF 1 that the checker knows."""

_USUAL: Final = 8
"""For files that name none."""

_MOST: Final = 20
_LARGE: Final = 32_000_000
_HIGH, _MEDIUM = 3, 2
_NO_FAULT: Final = ("§2.6.1 ", "Dataset path ")
"""Messages on the version of CF that a file names (it is checked by that one), and on its name in the store."""

_LONGEST: Final = 400
_NAMED: Final = 8
_ENGLISH: Final[Mapping[str, str]] = {
    "cf-error": "CF conventions, {section}: {message}{also}. Correct the attribute, or the program that wrote it.",
    "cf-warning": "CF conventions, {section}: {message}{also}.",
}
_FRENCH: Final[Mapping[str, str]] = {
    "cf-error": (
        "Conventions CF, {section} : « {message} »{also}. Corrigez l’attribut, ou le programme qui l’a écrit."
    ),
    "cf-warning": "Conventions CF, {section} : « {message} »{also}.",
}


def read(path: Path, *, name: str) -> Reading:
    """What does not conform, as problems: at most twenty of high and twenty of medium priority. No proposals.

    HDF5 that names no conventions is held against none.

    Errors: those of the checker; a file that cannot be opened is told by `netcdf.py`.
    """
    warnings.simplefilter("ignore")
    CheckSuite.load_all_available_checkers()
    checked = path
    if _is_large(path):
        checked = Path.cwd() / "skeleton.nc"
        write_skeleton(path, checked)
    with netCDF4.Dataset(checked) as dataset:
        conventions = getattr(dataset, "Conventions", "")
        if not conventions and name.lower().endswith(HDF5):
            return Reading(format="")
        checker = f"cf:1.{_version_of(conventions)}"
        names = frozenset(_names(dataset))
    suite = CheckSuite()
    results, _faults = suite.run_all(suite.load_dataset(str(checked)), [checker], None, None)[checker]
    problems = [*_problems(results, names, _HIGH, "error"), *_problems(results, names, _MEDIUM, "warning")]
    return Reading(format="", problems=tuple(problems))


def _is_large(path: Path) -> bool:
    """By its bytes, or, packed as small as it may be, by its values."""
    if path.stat().st_size > _LARGE:
        return True
    with netCDF4.Dataset(path) as dataset:
        return sum(_sizes(dataset)) * 4 > _LARGE


def _sizes(group: Any) -> Iterator[int]:
    yield from (int(data.size) for data in group.variables.values())
    for inner in group.groups.values():
        yield from _sizes(inner)


def _version_of(conventions: object) -> int:
    """The version of CF that a file names, or the nearest that the checker knows."""
    match = re.search(r"\bCF[- ]?1\.(\d+)", text_from(conventions) or "")
    return min(max(int(match[1]), VERSIONS[0]), VERSIONS[-1]) if match else _USUAL


def _problems(results: list[Any], names: frozenset[str], weight: int, severity: Severity) -> list[Problem]:
    """One problem for each message; messages that differ by the variable only are one problem."""
    alike: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    for result in results:
        if result.weight != weight or not _fails(result.value):
            continue
        for message in result.msgs or ():
            if not message.startswith(_NO_FAULT):
                about = _variable_in(message, names)
                pattern = message.replace(about, "*") if about else message
                alike.setdefault((str(result.name), pattern), []).append((message, about))
    return [_problem(section, said, severity) for (section, _), said in list(alike.items())[:_MOST]]


def _problem(section: str, said: list[tuple[str, str | None]], severity: Severity) -> Problem:
    code = f"cf-{severity}"
    message = shown(re.sub(r"^§?[\d.]+\s+", "", said[0][0]).strip().rstrip("."), _LONGEST)
    names = list(dict.fromkeys(name for _, name in said if name))
    others = ", ".join(names[1:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return Problem(
        code=code,
        severity=severity,
        place=variables(*names[:_NAMED]) if names else WHOLE,
        english=_ENGLISH[code].format(section=section, message=message, also=f" (also: {others})" if others else ""),
        french=_FRENCH[code].format(section=section, message=message, also=f" (de même : {others})" if others else ""),
    )


def _fails(value: Any) -> bool:
    """Whether a result of the checker, yes or no or (points, of), is less than all."""
    return value[0] < value[1] if isinstance(value, tuple) else not value


def _variable_in(message: str, names: frozenset[str]) -> str | None:
    """The variable that a message names: the first in quotes, else the first word that is one."""
    quoted = re.findall(r"['\"]([^'\"]+)['\"]", message)
    words = re.findall(r"[\w.+@-]+", message)
    return next((word for word in (*quoted, *words) if word.strip(".") in names), None)


def _names(group: Any) -> Iterator[str]:
    yield from group.variables
    for inner in group.groups.values():
        yield from _names(inner)
