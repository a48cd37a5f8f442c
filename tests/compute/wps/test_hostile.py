"""Bodies that mean harm: entities, DTDs, depth, number, size, other encodings. Each is refused before pywps sees it."""

import pytest

from compute.doors.wps import documents
from compute.doors.wps.bodies import BYTES_MOST, root_of
from compute.doors.wps.errors import ErrorCode, WpsError
from tests.compute.wps.written import V1_SPACES, execute_1, literal_1

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
_INSIDE = literal_1("text", "&x;")
_BARE = execute_1("echo", _INSIDE).decode()


@pytest.mark.parametrize(
    "body",
    [
        f'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_BARE}',
        f'<!DOCTYPE x [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]>{_BARE}',
        f'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">{_BARE}',
        f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>{_BARE}',
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}<!ENTITY x "&l8;">]>{_BARE}',
        _BARE,
        f"<wps:Execute {V1_SPACES}>{'<a>' * 300}{'</a>' * 300}</wps:Execute>",
        f"<wps:Execute {V1_SPACES}>{'<a/>' * 30_000}</wps:Execute>",
        f"<wps:Execute {V1_SPACES}>",
        "<html/>",
        "",
        "\x00",
        '<?xml version="1.0" encoding="utf-7"?><x/>',
        f"<wps:GetStatus {V1_SPACES}/>",
        '<Execute service="WPS" version="1.0.0"/>',
        '<Execute xmlns="urn:other" service="WPS" version="1.0.0"/>',
    ],
)
def test_it_is_refused(body: str) -> None:
    with pytest.raises(WpsError) as refused:
        documents.read(root_of(body.encode()))
    assert "root:" not in refused.value.sentence
    assert refused.value.status in {400, 501}


def test_a_huge_body_is_left_unread() -> None:
    with pytest.raises(WpsError) as refused:
        root_of(b"<" * (BYTES_MOST + 1))
    assert (refused.value.code, refused.value.status) == (ErrorCode.TOO_LARGE, 413)


def test_processing_instructions_and_comments_are_nothing() -> None:
    body = execute_1("echo", literal_1("text", "a<!-- b -->c<?php d ?>")).replace(b"<wps:Data>", b"<!-- --><wps:Data>")
    message = documents.read(root_of(b'<?xml-stylesheet href="http://127.0.0.1:1/"?>' + body)).message
    assert message.given[0].text == "ac"  # type: ignore[union-attr]
