"""The JSON Schema in `docs/`, and the purity of the package."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from repository.record.canonical import as_document
from repository.record.model import Record
from repository.record.schema import SCHEMA_FILE, record_schema, schema_text
from tests.repository.record.examples import sealed_record

ROOT = Path(__file__).resolve().parents[3]
REWRITE = ".venv/bin/python -m repository.record.schema"


def test_the_json_schema_in_docs_is_todays() -> None:
    kept = SCHEMA_FILE.read_text(encoding="utf-8") if SCHEMA_FILE.exists() else ""
    assert kept == schema_text(), f"docs/{SCHEMA_FILE.name} is stale; rewrite it with: {REWRITE}"


def undefined(value: Any, rule: Any, definitions: dict[str, Any]) -> list[str]:
    """The names in a document that its schema does not define; enough of JSON Schema for the shapes used here."""
    while isinstance(rule, dict) and "$ref" in rule:
        rule = definitions[rule["$ref"].rsplit("/", 1)[-1]]
    options = rule.get("anyOf", rule.get("oneOf"))
    if options:
        return min((undefined(value, option, definitions) for option in options), key=len)
    if isinstance(value, dict):
        known = rule.get("properties", {})
        extra = rule.get("additionalProperties", {})
        wrong = [key for key in value if key not in known and extra is False]
        inner = [undefined(item, known.get(key, extra or {}), definitions) for key, item in value.items()]
        return wrong + [name for names in inner for name in names] if rule.get("type") == "object" else ["an object"]
    if isinstance(value, list):
        if rule.get("type") != "array":
            return ["a list"]
        return [name for item in value for name in undefined(item, rule.get("items", {}), definitions)]
    return ["a leaf"] if rule.get("type") in ("object", "array") else []


def test_the_schema_defines_every_name_of_a_sealed_record_and_no_other() -> None:
    schema = record_schema()
    document = as_document(sealed_record())
    assert undefined(document, schema, schema["$defs"]) == []
    assert undefined(document | {"colour": "blue"}, schema, schema["$defs"]) == ["colour"]
    document["creators"][0]["colour"] = "blue"
    assert undefined(document, schema, schema["$defs"]) == ["colour"]


def test_the_schema_is_closed_and_asks_for_a_title_only() -> None:
    schema = record_schema()
    assert schema["required"] == ["title"]
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == set(Record.model_fields)
    assert all(part["additionalProperties"] is False for part in schema["$defs"].values())


def test_the_record_is_read_without_django_celery_or_a_database() -> None:
    modules = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "repository/record").rglob("[!_]*.py")
    )
    assert len(modules) > 20
    code = (
        f"import importlib, sys; [importlib.import_module(name) for name in {modules!r}]; "
        "print(sorted({'django', 'celery', 'psycopg', 'lxml'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
