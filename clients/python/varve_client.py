"""Processes of a Varve site from Python: one file, which needs `requests` alone.

    c = Client("https://data.example.org", token="varve_…")
    job = c.process("divand").execute(observations="doi:10.1234/abc", variable="PSAL", bbox=(3, 38, 6, 41), ...)
    ds = job.result("field").open()

Results open as objects of xarray (NetCDF), pandas (tables) or rasterio (GeoTIFF) where these are installed.
"""

import hashlib
import importlib
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import requests

__version__ = "1.0.0"
_API = "api/v1/compute"
LIVE = frozenset({"accepted", "running"})


class VarveError(Exception):
    """What the site said no to: ``status`` of HTTP, a stable ``code``, a sentence; for inputs their name and rule."""

    def __init__(self, message: str, *, status: int = 0, code: str = "", input: str = "", rule: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.input, self.rule = status, code, input, rule


class InputRefused(VarveError):
    """An input that the process does not take: ``input`` names it, ``rule`` says which rule it breaks."""


class NotAllowed(VarveError):
    """No token, one that was not made for this, or a file that its person may not read."""


class NotFound(VarveError):
    """There is no such process, or no such job of yours."""


class JobFailed(VarveError):
    """A job that ended without results; ``job`` is there for its log."""

    def __init__(self, job: "Job") -> None:
        super().__init__(f"{job.status}: {job.message}", code=job.status)
        self.job = job


class Client:
    """A site and a personal token made for computing (the scope `compute`); your account's page makes one."""

    def __init__(self, url: str, token: str = "", *, timeout: float = 60.0) -> None:
        self.url, self.timeout = url.rstrip("/"), timeout
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"varve-client/{__version__}"
        self._token = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """One request; the token is shown to this site alone. Raises VarveError."""
        address = urljoin(f"{self.url}/", path)
        if urlsplit(address)[:2] != urlsplit(self.url)[:2]:
            raise VarveError(f"{address} is not of {self.url}: the token is not sent there.", code="foreign-address")
        headers = {"Accept": "application/json", **self._token, **more.pop("headers", {})}
        answer = self._session.request(method, address, headers=headers, timeout=self.timeout, **more)
        if not answer.ok:
            raise _error(answer)
        return answer

    def processes(self) -> list[str]:
        """The ids of what can be run."""
        return [one["id"] for one in self.ask("GET", f"{_API}/processes/").json()["results"]]

    def process(self, name: str) -> "Process":
        """One process. Raises NotFound."""
        return Process(self, self.ask("GET", f"{_API}/processes/{quote(name, safe='')}/").json())

    def job(self, key: str) -> "Job":
        """One of your jobs, by its id. Raises NotFound."""
        return Job(self, self.ask("GET", f"{_API}/jobs/{quote(key, safe='')}/").json())

    def jobs(self) -> Iterator["Job"]:
        """Your jobs, the newest first."""
        address = f"{_API}/jobs/"
        while address:
            told = self.ask("GET", address).json()
            yield from (Job(self, one) for one in told["results"])
            address = told["next"] or ""


class Process:
    """What can be run: ``inputs`` and ``outputs`` by name, as the site describes them."""

    def __init__(self, client: Client, told: Mapping[str, Any]) -> None:
        self._client = client
        self.id, self.version = str(told["id"]), str(told["version"])
        self.title, self.description = str(told["title"]), str(told["description"])
        self.inputs: dict[str, Any] = {one["name"]: one for one in told["inputs"]}
        self.outputs: dict[str, Any] = {one["name"]: one for one in told["outputs"]}

    def __repr__(self) -> str:
        return f"<{self.id} {self.version}: {self.title}; inputs {', '.join(self.inputs)}>"

    def price(self, **inputs: Any) -> dict[str, Any]:
        """What a job would take at most, before it is asked for. Raises InputRefused."""
        asked = {"inputs": self.given(inputs)}
        return dict(self._client.ask("POST", f"{_API}/processes/{self.id}/price/", json=asked).json())

    def execute(self, *, wait: bool = True, **inputs: Any) -> "Job":
        """A job, or the one that is there already for the same request. Raises InputRefused, NotAllowed, JobFailed."""
        body = {"process": self.id, "inputs": self.given(inputs)}
        job = Job(self._client, self._client.ask("POST", f"{_API}/jobs/", json=body).json(), body)
        return job.wait() if wait else job

    def given(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs as the site takes them: boxes of four numbers, periods of two, files by DOI or address."""
        found = dict(inputs)
        if "period" in found and "period" not in self.inputs and "years" in self.inputs:
            found["years"] = [int(str(one)[:4]) for one in found.pop("period")]
        return {name: _value(self.inputs.get(name, {}), value) for name, value in found.items()}


class Job:
    """One run. ``status``: accepted, running, successful, failed, dismissed; ``told``: all that the site says."""

    def __init__(self, client: Client, told: Mapping[str, Any], request: Mapping[str, Any] | None = None) -> None:
        self._client, self._request = client, request
        self.told: dict[str, Any] = dict(told)

    def __repr__(self) -> str:
        return f"<job {self.id} of {self.process}: {self.status}, {self.told['progress']} %>"

    id = property(lambda self: str(self.told["id"]))
    process = property(lambda self: str(self.told["process"]))
    status = property(lambda self: str(self.told["status"]))
    message = property(lambda self: str(self.told["message"]))
    _path = property(lambda self: f"{_API}/jobs/{self.id}/")

    def progress(self) -> int:
        """Asked anew: how much of it is done, in percent."""
        self.told = self._client.ask("GET", self._path).json()
        return int(self.told["progress"])

    def wait(self, timeout: float | None = None) -> "Job":
        """Until it is over. Raises JobFailed, TimeoutError."""
        end, step = None if timeout is None else time.monotonic() + timeout, 0.25
        while self.status in LIVE:
            if end is not None and time.monotonic() > end:
                raise TimeoutError(f"job {self.id} is not over after {timeout} s; it goes on")
            time.sleep(step)
            step = min(10.0, step * 1.3)
            self.progress()
        if self.status != "successful":
            raise JobFailed(self)
        return self

    def log(self, task: int | str = "merge", stream: str = "err") -> str:
        """The end of what a task said: its number, ``merge`` or ``plan``."""
        told = self._client.ask("GET", f"{self._path}log/", params={"task": task, "stream": stream}).json()
        return str(told["text"])

    def dismiss(self) -> "Job":
        """End it; of one that is over, remove what it made."""
        self.told = self._client.ask("DELETE", self._path).json()
        return self

    def results(self) -> dict[str, "Result"]:
        """What it made, by the names of outputs; nothing where it is not over."""
        self.progress()
        return {one["output"]: Result(self._client, one) for one in self.told["outputs"]}

    def result(self, name: str) -> "Result":
        """One of them. Raises NotFound."""
        found = self.results()
        if name not in found:
            raise NotFound(
                f"There is no output {name}; there are: {', '.join(found) or 'none'}.", code="no-such-output"
            )
        return found[name]

    def deposit(self) -> str:
        """Make a draft deposit of its outputs, with their provenance; its address in the API.

        The token needs the scope `deposits:write` too.
        """
        self.told = self._client.ask("POST", f"{self._path}deposit/").json()
        return str(self.told["deposit"])

    def reproduce(self) -> "Job":
        """A job that computes the same again, and compares."""
        return Job(self._client, self._client.ask("POST", f"{self._path}reproduce/").json())

    def request(self) -> dict[str, Any]:
        """The body that asks for it. Raises VarveError for a job that was not asked for here."""
        if self._request is None:
            raise VarveError("Only a job that was asked for here knows its request.", code="request-unknown")
        return dict(self._request)

    def to_curl(self) -> str:
        """The same request for a shell; the token is not in it."""
        body = json.dumps(self.request(), ensure_ascii=False).replace("'", "'\\''")
        return (
            'curl -sS -X POST -H "Authorization: Bearer $VARVE_TOKEN" \\\n'
            f"  -H 'Content-Type: application/json' --data '{body}' \\\n"
            f"  '{self._client.url}/{_API}/jobs/'\n"
        )

    def notebook(self, path: str | Path = "") -> dict[str, Any]:
        """A notebook that does the same again; written to ``path`` where one is given."""
        inputs, site = self.request()["inputs"], self._client.url
        begin = f"import os\nfrom varve_client import Client\n\nc = Client({site!r}, os.environ['VARVE_TOKEN'])"
        cells = [
            ("markdown", f"# {self.process}\n\nJob {self.id} of {site}, asked for again."),
            ("code", f"{begin}\nprocess = c.process({self.process!r})"),
            ("code", f"inputs = {inputs!r}\njob = process.execute(**inputs)\njob"),
            ("code", "results = {name: one.open() for name, one in job.results().items()}\nresults"),
        ]
        found = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [_cell(*one) for one in enumerate(cells)]}
        if path:
            Path(path).write_text(json.dumps(found, indent=1) + "\n")
        return found


class Result:
    """One output of a job."""

    def __init__(self, client: Client, told: Mapping[str, Any]) -> None:
        self._client = client
        self.name, self.media_type = str(told["name"]), str(told["media_type"])
        self.url, self.sha256, self.size = str(told["url"]), str(told["sha256"]), int(told["size"])

    def __repr__(self) -> str:
        return f"<result {self.name}, {self.media_type}, {self.size} bytes>"

    def save(self, path: str | Path = "") -> Path:
        """The file, compared with its SHA-256; in a folder for temporary files where no path is given."""
        place = Path(path) if path else Path(tempfile.mkdtemp(prefix="varve-")) / Path(self.name).name
        digest = hashlib.sha256()
        with (
            self._client.ask("GET", self.url, headers={"Accept": "*/*"}, stream=True) as answer,
            place.open("wb") as to,
        ):
            for block in answer.iter_content(1 << 18):
                to.write(block)
                digest.update(block)
        if digest.hexdigest() != self.sha256:
            raise VarveError(f"{self.name} arrived damaged: take it again.", code="damaged")
        return place

    def open(self) -> Any:
        """As its kind is worked with: xarray, pandas, rasterio, plain values of JSON; else its bytes."""
        place, kind = self.save(), self.media_type.partition(";")[0]
        if "netcdf" in kind:
            return importlib.import_module("xarray").open_dataset(place)
        if kind in {"text/csv", "text/tab-separated-values"}:
            return importlib.import_module("pandas").read_csv(place, sep="," if kind == "text/csv" else "\t")
        if kind.startswith("image/tiff"):
            return importlib.import_module("rasterio").open(place)
        return json.loads(place.read_bytes()) if kind.endswith("json") else place.read_bytes()


def _value(told: Mapping[str, Any], value: Any) -> Any:
    if told.get("max_occurs", 1) != 1:
        return [
            _value({**told, "max_occurs": 1}, one) for one in (value if isinstance(value, list | tuple) else [value])
        ]
    kind = told.get("schema", {}).get("format")
    if told.get("media_types") and isinstance(value, str):
        return {"href": value}
    if kind == "ogc-bbox" and isinstance(value, list | tuple):
        return {"bbox": list(value)}
    if kind == "period" and isinstance(value, list | tuple):
        return {"start": str(value[0]), "end": str(value[1])}
    return list(value) if isinstance(value, tuple) else value


def _cell(number: int, told: tuple[str, str]) -> dict[str, Any]:
    kind, cell = told[0], {"cell_type": told[0], "id": f"cell-{number}", "metadata": {}, "source": told[1]}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _error(answer: requests.Response) -> VarveError:
    """What the site said (RFC 9457), as an exception."""
    try:
        told = dict(answer.json())
    except (ValueError, TypeError):
        told = {}
    said: dict[str, Any] = {"status": answer.status_code, "code": str(told.get("code", ""))}
    words = str(told.get("detail") or told.get("title") or f"{answer.status_code} {answer.reason}")
    for fault in told.get("errors", ()):
        if fault["pointer"].startswith("/inputs"):
            name = fault["pointer"].removeprefix("/inputs").strip("/").replace("~1", "/").replace("~0", "~")
            return InputRefused(fault["detail"], input=name or "inputs", rule=fault["code"], **said)
    return {401: NotAllowed, 403: NotAllowed, 404: NotFound}.get(answer.status_code, VarveError)(words, **said)
