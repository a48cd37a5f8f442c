"""pycsw over the same records, in a process and an environment of its own: ours is held against what it answers."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from config.tooling.environment import PLACES

_PYTHON = PLACES["pycsw"] / "bin" / "python"
_PROGRAM = Path(__file__).with_name("pycsw_process.py")


class Oracle:
    """Answers one request after the other."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, version: str, body: bytes) -> etree._Element:
        """The root of what it says to a request in XML; RuntimeError where it says nothing any more."""
        request = {"body": body.decode(), "version": version}
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("pycsw has no pipes")
        print(json.dumps(request), file=self._process.stdin, flush=True)
        said = self._process.stdout.readline()
        if not said:
            raise RuntimeError(f"pycsw ended with {self._process.wait(10)}")
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        return etree.fromstring(json.loads(said).encode(), parser)


@contextmanager
def pycsw_with(records: Mapping[str, bytes], folder: Path) -> Iterator[Oracle]:
    """pycsw with records in ISO 19139, by file name; the test is skipped where `make test` did not install it."""
    if not _PYTHON.exists():
        pytest.skip("pycsw is not installed: `make dev`")
    source, place = folder / "records", folder / "place"
    source.mkdir()
    place.mkdir()
    for name, body in records.items():
        (source / f"{name}.xml").write_bytes(body)
    command = [str(_PYTHON), "-W", "ignore", str(_PROGRAM), str(source), str(place)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, cwd=place) as process:
        try:
            yield Oracle(process)
        finally:
            process.kill()
