"""`python -m config.tooling.sizes`: the sizes of the house style, one line for each file or function over its limit."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from config.tooling.stamps import ROOT

FOLDERS = ("config", "repository", "moderation", "archive", "harvest", "compute", "benchmarks", "tests")
FILE_LINES, TEST_FILE_LINES, TEMPLATE_LINES = 300, 200, 120
FUNCTION_LINES = 40


def problems(root: Path = ROOT) -> Iterator[str]:
    """Every file and function that is too long, migrations and golden files left out."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _of_python(path, path.relative_to(root))
    for path in sorted((root / "templates").rglob("*.html")):
        yield from _too_long(path.relative_to(root), len(path.read_text().splitlines()), TEMPLATE_LINES)


def _of_python(path: Path, shown: Path) -> Iterator[str]:
    source = path.read_text()
    limit = TEST_FILE_LINES if shown.parts[0] == "tests" else FILE_LINES
    yield from _too_long(shown, len(source.splitlines()), limit)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield from _too_long(f"{shown}:{node.lineno} {node.name}", lines, FUNCTION_LINES)


def _too_long(what: Path | str, lines: int, limit: int) -> Iterator[str]:
    if lines > limit:
        yield f"{what}: {lines} lines, at most {limit}"


if __name__ == "__main__":
    found = list(problems())
    for line in found:
        print(line)
    sys.exit(1 if found else 0)
