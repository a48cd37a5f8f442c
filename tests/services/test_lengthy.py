"""The list of lengthy tests names tests that there are, and is measured again where they run."""

import ast

from tests.services.components import ROOT
from tests.services.lengthy import LENGTHY_S, LIST, listed


def test_every_name_of_the_list_is_a_test_that_there_is() -> None:
    names = LIST.read_text().split()
    files = {name.partition("::")[0] for name in names}
    there = {
        f"{file}::{node.name}"
        for file in files
        if (ROOT / file).is_file()
        for node in ast.walk(ast.parse((ROOT / file).read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert [name for name in names if name not in there] == []


def test_what_takes_long_on_average_is_listed_and_what_did_not_run_stays() -> None:
    long, short = 1.5 * LENGTHY_S, 0.4 * LENGTHY_S
    seconds = {"a.py::one[x]": long, "a.py::one[y]": short, "a.py::two": short, "b.py::three[1]": long}
    assert listed(["a.py::two", "c.py::four"], seconds) == {"b.py::three", "c.py::four"}
    assert listed([], {**seconds, "a.py::one[y]": LENGTHY_S}) == {"a.py::one", "b.py::three"}
