"""The import rules leave nothing out: a new package or app must be placed before `make lint` is green."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.services.components import ROOT

OUTSIDE = {"tests", "benchmarks"}


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return rules


def _packages() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in OUTSIDE)


def test_every_top_level_package_has_its_place_in_the_layers() -> None:
    rules = _rules()
    top = rules["contracts"][0]
    placed = {name.strip() for layer in top["layers"] for name in layer.split("|")}
    assert top["type"] == "layers"
    assert sorted(rules["root_packages"]) == _packages()
    assert placed == set(_packages())


@pytest.mark.parametrize("app", [name for name in _packages() if name != "config"])
def test_every_app_has_an_exhaustive_order_inside(app: str) -> None:
    inside = [rule for rule in _rules()["contracts"] if rule.get("containers") == [app]]
    assert len(inside) == 1
    assert inside[0]["exhaustive"] is True


@pytest.mark.parametrize("app", _packages())
def test_the_init_of_an_app_imports_nothing(app: str) -> None:
    body = ast.parse((ROOT / app / "__init__.py").read_text()).body
    assert not any(isinstance(node, ast.Import | ast.ImportFrom) for node in body)


@pytest.mark.parametrize(
    "name",
    ["package-lock.json", *(f"requirements/{name}.txt" for name in ("runtime", "dev", "ocfl", "pycsw")), ".npmrc"],
)
def test_lock_files_name_no_address(name: str) -> None:
    lines = Path(ROOT / name).read_text().splitlines()
    told = [line for line in lines if "://" in line and "funding" not in line and '"url": ' not in line]
    assert told == []
