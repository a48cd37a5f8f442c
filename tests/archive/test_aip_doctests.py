"""The worked examples in the documentation of the package code are true."""

import doctest
import importlib
import pkgutil

import pytest

import archive.aip

MODULES = sorted(module.name for module in pkgutil.iter_modules(archive.aip.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    module = importlib.import_module(f"archive.aip.{name}")
    assert doctest.testmod(module).failed == 0


def test_the_modules_with_examples_are_found() -> None:
    assert {"layout", "manifest", "faults"} <= set(MODULES)
