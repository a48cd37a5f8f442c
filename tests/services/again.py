"""What many tests of a folder begin with is made by the first of them; the others get its rows, files and mails.

It is taken back with the rest of a test: each begins with the same, and leaves nothing. What is given again was made
minutes ago, on the same day, of the same rows and files, with the same settings. A test makes everything itself where
it changes code or commits, where a broker listens, and where files lie outside its folder.
"""

import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, ParamSpec, TypeVar

import pytest
from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import Model

from tests.services.laying import Files, Rows, copy_files, files_in, lay_rows, rows_written

Asked = ParamSpec("Asked")
Result = TypeVar("Result")

MOST = 64
"""Stories that are kept."""
AGE_S = 300
"""So long one is told again."""

_OF_EACH_TEST = frozenset({"CATALOGUE_INDEX"})
"""Settings that are others for each test, and of no weight for what it begins with."""


@dataclass(frozen=True, slots=True)
class Made:
    """What there was afterwards, where it was another than before."""

    result: Any
    rows: Rows
    files: Files
    mails: list[EmailMessage]
    place: Path
    born: float = field(default_factory=monotonic)


@dataclass(slots=True)
class Kept:
    """What the tests of one process made last, and a place for its files."""

    place: Path
    made: dict[tuple[object, ...], Made] = field(default_factory=dict)

    def find(self, asked: tuple[object, ...]) -> Made | None:
        """What was made of the same; it stays for longer then."""
        made = self.made.pop(asked, None)
        if made is not None and monotonic() - made.born > AGE_S:
            shutil.rmtree(made.place)
            made = None
        if made is not None:
            self.made[asked] = made
        return made

    def keep(self, asked: tuple[object, ...], made: Made) -> None:
        """In the place of what nobody asked for longest."""
        self.made[asked] = made
        if len(self.made) > MOST:
            shutil.rmtree(self.made.pop(next(iter(self.made))).place)


@dataclass(slots=True)
class Again:
    """What one test begins with."""

    request: pytest.FixtureRequest
    kept: Kept
    is_making: bool = False

    def give(self, make: Callable[..., Result], given: tuple[Any, ...], named: dict[str, Any]) -> Result:
        """What ``make`` gives of the same: made where no test of the folder began it with what there is."""
        if self.is_making or not self._may_share():
            return make(*given, **named)
        folder: Path = self.request.getfixturevalue("tmp_path")
        rows, files = rows_written(), files_in(folder)
        there = (frozenset(filter(_holds, rows.items())), frozenset((path, size) for path, (size, _) in files.items()))
        patches = frozenset((name, each.baseid) for name, each in self._patching.items())
        around = (self.request.path.parent, patches, datetime.now(UTC).date(), _told(_overridden(), folder))
        asked = (make, _told([given, named], folder), *around, *there)
        made = self.kept.find(asked)
        if made is not None:
            laid: Result = _laid(made, folder, given)
            return laid
        mails, self.is_making = len(mail.outbox), True
        try:
            result = make(*given, **named)
        finally:
            self.is_making = False
        new_rows = {table: said for table, said in rows_written().items() if rows.get(table) != said}
        new_files = {path: told for path, told in files_in(folder).items() if files.get(path) != told}
        place = Path(tempfile.mkdtemp(dir=self.kept.place))
        copy_files(_with_folders(new_files), folder, place)
        sent = deepcopy(mail.outbox[mails:])
        self.kept.keep(asked, Made(deepcopy(result), new_rows, _with_folders(new_files), sent, place))
        return result

    def _may_share(self) -> bool:
        """Fixtures patch the same each time, but for those of parameters."""
        in_folder = self.request.getfixturevalue("tmp_path").as_uri() + "/"
        test: Any = self.request.node
        return (
            settings.STORAGE_URL.startswith(in_folder)
            and settings.ARCHIVE_URL.startswith(in_folder)
            and "monkeypatch" not in test._fixtureinfo.argnames
            and not any(each.params for each in self._patching.values())
            and "broker" not in self.request.fixturenames
            and _is_superuser()
            and connection.in_atomic_block
        )

    @property
    def _patching(self) -> dict[str, Any]:
        test: Any = self.request.node
        fixtures = {name: each[-1] for name, each in test._fixtureinfo.name2fixturedefs.items()}
        return {name: each for name, each in fixtures.items() if "monkeypatch" in each.argnames}


_HERE: list[Again] = []


@contextmanager
def beginning(test: Again) -> Iterator[None]:
    """Stories are begun by this test."""
    _HERE.append(test)
    try:
        yield
    finally:
        _HERE.pop()


def begun_once(make: Callable[Asked, Result]) -> Callable[Asked, Result]:
    """A story that many tests begin with; what it does is seen in rows, in files of the test's folder and in mails."""

    @functools.wraps(make)
    def given(*values: Asked.args, **named: Asked.kwargs) -> Result:
        return _HERE[-1].give(make, values, named) if _HERE else make(*values, **named)

    return given


def _laid(made: Made, folder: Path, given: tuple[Any, ...]) -> Any:
    lay_rows(made.rows)
    copy_files(made.files, made.place, folder)
    mail.outbox += deepcopy(made.mails)
    for value in given:
        if isinstance(value, Model):
            value.refresh_from_db()
    return deepcopy(made.result)


def _holds(table: tuple[str, bytes]) -> bool:
    """An empty one counts as one that nobody wrote to: it may be the last test that did, and took it back."""
    return bool(table[1])


def _with_folders(files: Files) -> Files:
    folders = {str(above): (-1, 0) for path in files for above in Path(path).parents}
    return dict(sorted({**files, **folders}.items()))


def _overridden() -> dict[str, Any]:
    """Settings of the test."""
    found: dict[str, Any] = {}
    holder: Any = vars(settings)["_wrapped"]
    while isinstance(holder, UserSettingsHolder):
        found = {**vars(holder), **found}
        holder = holder.default_settings
    return {name: value for name, value in found.items() if name.isupper() and name not in _OF_EACH_TEST}


def _told(value: Any, folder: Path) -> str:
    """The same text for the same values in any folder; a row is known by its key."""
    if isinstance(value, Model):
        return f"{value._meta.label}:{value.pk}"
    if isinstance(value, dict):
        return _told(sorted(value.items()), folder)
    if isinstance(value, list | tuple):
        return f"[{','.join(_told(each, folder) for each in value)}]"
    return repr(value).replace(str(folder), "")


def _is_superuser() -> bool:
    connection.ensure_connection()
    return bool(connection.connection.info.parameter_status("is_superuser") == "on")
