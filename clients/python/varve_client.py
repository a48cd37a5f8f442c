"""Processes of a Varve site from Python: one file, which needs `requests` alone.

>>> c = Client("https://data.example.org", token="varve_…")                                        # doctest: +SKIP
>>> p = c.process("divand")                                                                        # doctest: +SKIP
>>> job = p.execute(observations="doi:10.1234/abc", variable="PSAL", bbox=(3, 38, 6, 41),
...                 period=(1990, 2010), wait=False)                                               # doctest: +SKIP
>>> ds = job.wait().result("field").open()                                                         # doctest: +SKIP

Results open as objects of xarray (NetCDF), pandas (tables) or rasterio (GeoTIFF) where these are installed.
"""

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
LIVE = frozenset({"accepted", "running"})


class VarveError(Exception):
    """What the site said no to: ``status`` of HTTP, a stable ``code``, and a sentence."""

    def __init__(self, message: str, *, status: int = 0, code: str = "") -> None:
        super().__init__(message)
        self.status, self.code = status, code


class InputRefused(VarveError):
    """An input that the process does not take: ``input`` names it, ``rule`` says which rule it breaks."""

    def __init__(self, message: str, *, input: str, rule: str, **more: Any) -> None:
        super().__init__(message, **more)
        self.input, self.rule = input, rule


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
        self._folder = tempfile.TemporaryDirectory(prefix="varve-")

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
        told = self.ask("GET", "ogcapi/processes/processes", params={"limit": 1000}).json()
        return [one["id"] for one in told["processes"]]

    def process(self, name: str) -> "Process":
        """One process. Raises NotFound."""
        return Process(self, self.ask("GET", f"ogcapi/processes/processes/{quote(name, safe='')}").json())

    def job(self, key: str) -> "Job":
        """One of your jobs, by its id. Raises NotFound."""
        return Job(self, self.ask("GET", f"ogcapi/processes/jobs/{quote(key, safe='')}").json())

    def jobs(self) -> Iterator["Job"]:
        """Your jobs, the newest first."""
        address = "ogcapi/processes/jobs"
        while address:
            told = self.ask("GET", address).json()
            yield from (Job(self, one) for one in told["jobs"])
            address = next((one["href"] for one in told["links"] if one["rel"] == "next"), "")

    def place(self, name: str) -> Path:
        """Where a file may lie as long as this client lives."""
        return Path(tempfile.mkdtemp(dir=self._folder.name)) / Path(name).name


class Process:
    """What can be run: ``inputs`` and ``outputs`` by name, as the site describes them."""

    def __init__(self, client: Client, told: Mapping[str, Any]) -> None:
        self._client = client
        self.id: str = told["id"]
        self.version: str = told["version"]
        self.title: str = told["title"]
        self.description: str = told["description"]
        self.inputs: dict[str, Any] = dict(told["inputs"])
        self.outputs: dict[str, Any] = dict(told["outputs"])

    def __repr__(self) -> str:
        return f"<{self.id} {self.version}: {self.title}; inputs {', '.join(self.inputs)}>"

    def price(self, **inputs: Any) -> dict[str, Any]:
        """What a job would take at most, before it is asked for. Raises InputRefused."""
        body = {"inputs": self.given(inputs)}
        told: dict[str, Any] = self._client.ask("POST", f"api/v1/compute/processes/{self.id}/price/", json=body).json()
        return told

    def execute(self, *, wait: bool = True, **inputs: Any) -> "Job":
        """A job, or the one that is there already for the same request. Raises InputRefused, NotAllowed, JobFailed."""
        body = self.request(inputs)
        path = f"ogcapi/processes/processes/{self.id}/execution"
        answer = self._client.ask("POST", path, json=body, headers={"Prefer": "respond-async"})
        job = Job(self._client, answer.json(), body)
        return job.wait() if wait else job

    def request(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The body of a request: every output by its address."""
        outputs = {name: {"transmissionMode": "reference"} for name in self.outputs}
        return {"inputs": self.given(inputs), "outputs": outputs, "response": "document"}

    def given(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs as the site takes them: boxes of four numbers, periods of two, files by DOI or address."""
        found = dict(inputs)
        if "period" in found and "period" not in self.inputs and "years" in self.inputs:
            found["years"] = [int(str(one)[:4]) for one in found.pop("period")]
        return {name: self._value(self.inputs.get(name, {}), value) for name, value in found.items()}

    def _value(self, told: Mapping[str, Any], value: Any) -> Any:
        schema = told.get("schema", {})
        if told.get("maxOccurs", 1) != 1:
            return [_one(schema, each) for each in (value if isinstance(value, list | tuple) else [value])]
        return _one(schema, value)


class Job:
    """One run. ``status``: accepted, running, successful, failed, dismissed."""

    def __init__(self, client: Client, told: Mapping[str, Any], request: Mapping[str, Any] | None = None) -> None:
        self._client, self._request = client, request
        self._take(told)

    def __repr__(self) -> str:
        return f"<job {self.id} of {self.process}: {self.status}, {self.percent} %>"

    def _take(self, told: Mapping[str, Any]) -> None:
        self.id: str = told["jobID"]
        self.process: str = told["processID"]
        self.status: str = told["status"]
        self.message: str = told.get("message", "")
        self.percent: int = told.get("progress", 0)

    @property
    def _path(self) -> str:
        return f"ogcapi/processes/jobs/{self.id}"

    def progress(self) -> int:
        """Asked anew: how much of it is done, in percent."""
        self._take(self._client.ask("GET", self._path).json())
        return self.percent

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

    def log(self) -> str:
        """The end of what its tasks wrote."""
        return self._client.ask("GET", f"api/v1/compute/jobs/{self.id}/log/", headers={"Accept": "*/*"}).text

    def dismiss(self) -> "Job":
        """End it; of one that is over, remove what it made."""
        self._take(self._client.ask("DELETE", self._path).json())
        return self

    def results(self) -> dict[str, "Result"]:
        """What it made, by the names of outputs. Raises VarveError where it is not over."""
        told = self._client.ask("GET", f"{self._path}/results").json()
        return {name: Result(self._client, name, one["href"], one.get("type", "")) for name, one in told.items()}

    def result(self, name: str) -> "Result":
        """One of them. Raises NotFound."""
        found = self.results()
        if name not in found:
            raise NotFound(f"There is no output {name}; there are: {', '.join(found)}.", code="no-such-output")
        return found[name]

    def deposit(self) -> str:
        """Make a draft deposit of its outputs, with their provenance; the address where it is described further."""
        return str(self._client.ask("POST", f"api/v1/compute/jobs/{self.id}/deposit/").json()["url"])

    def to_curl(self) -> str:
        """The same request for a shell; the token is not in it."""
        body = json.dumps(self._asked(), ensure_ascii=False).replace("'", "'\\''")
        return (
            f"curl -sS -X POST -H \"Authorization: Bearer $VARVE_TOKEN\" -H 'Prefer: respond-async' \\\n"
            f"  -H 'Content-Type: application/json' --data '{body}' \\\n"
            f"  '{self._client.url}/ogcapi/processes/processes/{self.process}/execution'\n"
        )

    def notebook(self, path: str | Path = "") -> dict[str, Any]:
        """A notebook that does the same again; written to ``path`` where one is given."""
        inputs, site = self._asked()["inputs"], self._client.url
        begin = "import os\n\nfrom varve_client import Client\n\n"
        begin += f"c = Client({site!r}, os.environ['VARVE_TOKEN'])\nprocess = c.process({self.process!r})"
        cells = [
            ("markdown", f"# {self.process}\n\nJob {self.id} of {site}, asked for again."),
            ("code", begin),
            ("code", f"inputs = {inputs!r}\njob = process.execute(**inputs)\njob"),
            ("code", "results = {name: one.open() for name, one in job.results().items()}\nresults"),
        ]
        found = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [_cell(*one) for one in enumerate(cells)]}
        if path:
            Path(path).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return found

    def _asked(self) -> dict[str, Any]:
        if self._request is None:
            raise VarveError("Only a job that was asked for here knows its request.", code="request-unknown")
        return dict(self._request)


class Result:
    """One output of a job."""

    def __init__(self, client: Client, name: str, href: str, media_type: str) -> None:
        self._client, self.name, self.href, self.media_type = client, name, href, media_type

    def __repr__(self) -> str:
        return f"<result {self.name}, {self.media_type}: {self.href}>"

    def save(self, path: str | Path = "") -> Path:
        """The file, as it comes; into a folder of this client's where no path is given."""
        place = Path(path) if path else self._client.place(urlsplit(self.href).path)
        with (
            self._client.ask("GET", self.href, headers={"Accept": "*/*"}, stream=True) as answer,
            place.open("wb") as to,
        ):
            for block in answer.iter_content(1 << 18):
                to.write(block)
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


def _one(schema: Mapping[str, Any], value: Any) -> Any:
    properties = schema.get("properties", {})
    if "href" in properties and isinstance(value, str):
        return {"href": value}
    if schema.get("format") == "ogc-bbox" and isinstance(value, list | tuple):
        return {"bbox": list(value)}
    if schema.get("format") == "period" and isinstance(value, list | tuple):
        return {"start": str(value[0]), "end": str(value[1])}
    return list(value) if isinstance(value, tuple) else value


def _cell(number: int, told: tuple[str, str]) -> dict[str, Any]:
    kind, source = told
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _error(answer: requests.Response) -> VarveError:
    """What the site said, as an exception."""
    try:
        told = answer.json()
    except ValueError:
        told = {}
    told = told if isinstance(told, dict) else {}
    code = str(told.get("code") or str(told.get("type", "")).rpartition("/")[2])
    said: dict[str, Any] = {"status": answer.status_code, "code": code}
    words = str(told.get("detail") or told.get("title") or f"{answer.status_code} {answer.reason}")
    if "input" in told:
        return InputRefused(words, input=str(told["input"]), rule=str(told.get("rule", "")), **said)
    kinds = {401: NotAllowed, 403: NotAllowed, 404: NotFound}
    return kinds.get(answer.status_code, VarveError)(words, **said)
