"""What tasks said, for people: the end of a log, without where the site keeps its files and without its environment."""

import os
import re
from pathlib import Path
from typing import Final

_PATH: Final = re.compile(r"(?<![\w:/.])/(?:[^\s/:'\"()<>,;]+/)+")
"""The folders of a path from the root: its last part stays. An address (`https://...`) is none."""
_VARIABLE: Final = re.compile(r"^((?:declare -x |export )?[A-Za-z_][A-Za-z0-9_]*)=.*$", re.MULTILINE)
_ASKED: Final = re.compile(r"^[A-Z_][A-Z0-9_]*$")


def tail_of(folder: Path, name: str, tail: int) -> str:
    """The last `tail` bytes of `log/<name>`, as `for_people`; empty where there is none. No link is followed."""
    try:
        log = os.open(folder / "log" / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return ""
    with os.fdopen(log, "rb") as stream:
        end = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, end - max(0, tail)))
        said = stream.read(max(0, tail))
    if end > tail:
        said = said.partition(b"\n")[2] or said
    return for_people(said.decode(errors="replace"), folder)


def for_people(text: str, folder: Path) -> str:
    """Folders are left out, values of variables that are told by name are hidden, no character moves a terminal."""
    text = text.replace(f"{folder}/", "").replace(str(folder), ".")
    text = _PATH.sub(".../", text)
    text = _VARIABLE.sub(_hidden, text)
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable())


def _hidden(found: re.Match[str]) -> str:
    name = found[1].split()[-1]
    return f"{found[1]}=..." if _ASKED.match(name) else found[0]
