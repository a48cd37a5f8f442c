"""The JSON Schema of the record, kept in `docs/record.schema.json`; `python -m repository.record.schema` writes it."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from repository.record.model import SCHEMA_VERSION, Record

SCHEMA_FILE: Final = Path(__file__).resolve().parents[2] / "docs" / "record.schema.json"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record document, version by version of the record's own schema."""
    schema = Record.model_json_schema()
    return {"$schema": DIALECT, **schema, "title": f"Varve record, schema version {SCHEMA_VERSION}"}


def schema_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    sys.stdout.write(f"{SCHEMA_FILE.name} written\n")
