"""The OpenAPI 3.0 document of the API, and the shapes of its answers as the standard has them."""

from functools import lru_cache
from typing import Any, Final

from django.conf import settings

from compute.doors.ogc_processes.links import at
from compute.doors.ogc_processes.listing import MOST, USUAL
from compute.doors.ogc_processes.shapes import SHAPES
from repository.ogc_links import JSON, OPENAPI, PROBLEM

Schema = dict[str, Any]
_TEXTS: Final[Schema] = {"type": "array", "items": {"type": "string"}}
_SECONDS: Final[Schema] = {"type": "integer", "minimum": 0}


def _asked(name: str, schema: Schema, words: str) -> Schema:
    form = {"style": "form", "explode": False} if schema["type"] == "array" else {}
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema, **form}


def _in_path(name: str, words: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": words, "schema": {"type": "string"}}


_LIMIT: Final = _asked(
    "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, "Entries of a page."
)
_STATUS: Final[Schema] = {"type": "array", "items": SHAPES["StatusCode"]}
_JOB_LIST: Final = (
    _asked("type", {"type": "array", "items": {"type": "string", "enum": ["process"]}}, "All jobs are of processes."),
    _asked("processID", _TEXTS, "Processes, with commas."),
    _asked("status", _STATUS, "Statuses, with commas."),
    _asked("datetime", {"type": "string"}, "When it was created: a moment, or two with a stroke between them."),
    _asked("minDuration", _SECONDS, "Seconds that it ran at least."),
    _asked("maxDuration", _SECONDS, "Seconds that it ran at most."),
    _LIMIT,
    _asked("cursor", {"type": "string"}, "As the link `next` has it."),
)
_PROCESS: Final = _in_path("processID", "Its `id`.")
_JOB: Final = _in_path("jobID", "As the answer to the request gave it.")
_PREFER: Final[Schema] = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": "`respond-async`: a job, at once.",
    "schema": {"type": "string"},
}


@lru_cache(maxsize=1)
def document() -> Schema:
    """The whole document."""
    said = "Processes over published datasets and drafts: OGC API - Processes 1.0. A token is shown to run them."
    return {
        "openapi": "3.0.3",
        "info": {"title": f"{settings.SITE_NAME}: processes", "description": said, "version": "1.0.0"},
        "servers": [{"url": at().rstrip("/")}],
        "paths": _paths(),
        "components": {
            "schemas": SHAPES,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> Schema:
    one, job = "/processes/{processID}", "/jobs/{jobID}"
    return {
        "/": {"get": _operation("getLandingPage", "Where everything is.", "LandingPage")},
        "/conformance": {"get": _operation("getConformance", "What it conforms to.", "ConfClasses")},
        "/api": {"get": _operation("getApi", "This document.", "Api", kind=OPENAPI)},
        "/processes": {"get": _operation("getProcesses", "All processes.", "ProcessList", _LIMIT)},
        one: {"get": _operation("getProcess", "One process.", "Process", _PROCESS)},
        f"{one}/execution": {"post": _execution()},
        "/jobs": {"get": _closed(_operation("getJobs", "One's own jobs.", "JobList", *_JOB_LIST))},
        job: {
            "get": _closed(_operation("getJob", "One job.", "StatusInfo", _JOB)),
            "delete": _closed(_operation("dismiss", "End a job, remove what it made.", "StatusInfo", _JOB)),
        },
        f"{job}/results": {"get": _closed(_with_results(_operation("getResult", "What it made.", "Results", _JOB)))},
    }


def _operation(name: str, words: str, shape: str, *parameters: Schema, kind: str = JSON) -> Schema:
    answers = {"200": {"description": "What was asked for.", "content": {kind: {"schema": _ref(shape)}}}}
    told = {"400": "An argument is not understood.", "429": "Too much at once."}
    if any(each["in"] == "path" for each in parameters):
        told["404"] = "There is no such process, job or result."
    return {
        "operationId": name,
        "summary": words,
        "parameters": list(parameters),
        "responses": answers | {status: _refusal(said) for status, said in told.items()},
    }


def _execution() -> Schema:
    made = _with_results(_operation("execute", "Run a process.", "Results", _PROCESS, _PREFER))
    made["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref("Execute")}}}
    made["responses"]["201"] = {
        "description": "A job, which runs.",
        "headers": {"Location": {"schema": {"type": "string"}}, "Preference-Applied": {"schema": {"type": "string"}}},
        "content": {JSON: {"schema": _ref("StatusInfo")}},
    }
    told = {
        "409": "Beyond a quota.",
        "413": "The body is too long.",
        "415": "The body is not JSON.",
        "503": "Not over in time: it goes on as a job.",
    }
    made["responses"] |= {status: _refusal(said) for status, said in told.items()}
    return _closed(made)


def _with_results(operation: Schema) -> Schema:
    answers = operation["responses"]
    answers["200"]["content"]["multipart/related"] = {"schema": {"type": "string", "format": "binary"}}
    answers["200"]["content"]["*/*"] = {"schema": {"type": "string", "format": "binary"}}
    answers["204"] = {"description": "Links to the results, in headers."}
    answers["410"] = _refusal("The results are removed.")
    answers["default"] = _refusal("Why the job failed.")
    return operation


def _closed(operation: Schema) -> Schema:
    operation["security"] = [{"token": []}]
    operation["responses"] |= {"401": _refusal("No token."), "403": _refusal("A token for something else.")}
    return operation


def _refusal(words: str) -> Schema:
    return {"description": words, "content": {PROBLEM: {"schema": _ref("Exception")}}}


def _ref(shape: str) -> Schema:
    return {"$ref": f"#/components/schemas/{shape}"}
