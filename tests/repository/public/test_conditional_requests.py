"""Who names in ``If-None-Match`` what there is has it already: one reading of that header for all doors (RFC 9110)."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from repository.views.public_headers import is_known_by

OURS = '"0123abcd"'
NAMES = st.text(st.characters(min_codepoint=0x23, max_codepoint=0x7E), max_size=12)
"""What may stand between the quotes of an entity tag (RFC 9110, 8.8.3): commas too, but no quote."""


def known(header: str | None, etag: str = OURS, method: str = "GET") -> bool:
    """As a request with that header is answered."""
    headers = {} if header is None else {"If-None-Match": header}
    return is_known_by(RequestFactory().generic(method, "/", headers=headers), etag)


@pytest.mark.parametrize(
    "header", [OURS, f"W/{OURS}", f'"x", {OURS}', f'{OURS},"x"', f' W/"x" ,W/{OURS} ', f",,{OURS},", "*", " * "]
)
def test_who_names_it_has_it(header: str) -> None:
    assert known(header)
    assert known(header, f"W/{OURS}")
    assert known(header, method="HEAD")
    assert not known(header, method="POST")


@pytest.mark.parametrize(
    "header",
    [None, "", '"x"', "0123abcd", f'"x{OURS}', f'{OURS}x"', '"0123abc', '"0123abcd', f"w/{OURS}", f"V/{OURS}", '"*"'],
)
def test_who_names_something_else_or_what_is_no_name_has_it_not(header: str | None) -> None:
    assert not known(header)


@given(st.lists(st.tuples(NAMES, st.booleans()), max_size=5), st.booleans())
def test_it_is_known_exactly_where_it_stands_in_the_list(names: list[tuple[str, bool]], is_there: bool) -> None:
    listed = [f'W/"{name}"' if is_weak else f'"{name}"' for name, is_weak in names if f'"{name}"' != OURS]
    listed[len(listed) // 2 : 0] = [OURS] if is_there else []
    assert known(", ".join(listed)) is is_there
