"""What people and programs send by mistake or on purpose: texts, numbers, dates, places, names of files, bodies."""

from typing import Final

from hypothesis import strategies as st

MARK: Final = "<fuzz"
"""How every piece of HTML below begins: it must never stand in a page as it was sent."""

TEXTS: Final = (
    "", " ", "\t\r\n", "\x00", "a\x00b", "\x01\x07\x1b[31m", "\u202egnp.exe", "\ufeff", "\ufffe", "\U0001f30d",
    "e\u0301",
    f"{MARK} onload=alert(1)>", f"'\"/>{MARK}><script>alert(1)</script>", f"]]>{MARK}>", f"<!--{MARK}-->",
    "{{ 7|add:7 }}{% debug %}", "${7*7}", "%s%n%(x)s%", "' OR 1=1; DROP TABLE repository_person; --", "\\", "\\u0000",
    "../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "file:///etc/passwd", "//evil.example.org/",
    "javascript:alert(1)",
    "https://evil.example.org/", "\r\nSet-Cookie: a=b", "أكسجين مذاب", "חמצן", "溶存酸素", "ก" * 300, "ﷺ" * 50,
    "[" * 3_000, '{"a":' * 500, "x" * 20_000,
)  # fmt: skip
NUMBERS: Final = (
    "0", "-0", "-1", "1", "2", "999999", "9" * 19, "9" * 400, "1e999", "-1e-999", "NaN", "Infinity", "0x10", "1_000",
    "½",
    "٣", "²", "1,5", "1.5.2", "true", "null", "[]", "{}",
)  # fmt: skip
PLACES: Final = (
    "181",
    "-91",
    "360.0001",
    "-9999",
    "90°60'60\" N",
    "43°27'18\" W S",
    "-43 S",
    "1e400",
    "°",
    "N",
    "١٢٫٥",
)
DATES: Final = (
    "2026-02-30", "0000-00-00", "10000-01-01", "2026-13", "29/02/2025", "-4000", "2026-01-01T25:61:61Z", "66 Ma",
    "-1 Ga",
    "9999-12-31", "0001-01-01", "yesterday",
)  # fmt: skip

values: Final = st.sampled_from((*TEXTS, *NUMBERS, *PLACES, *DATES)) | st.text(max_size=30)
"""One text as typed; lone surrogates are left out, since no form can carry them."""

encodable: Final = values.filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))

names: Final = st.sampled_from(
    (
        "page",
        "q",
        "pole",
        "format",
        "state",
        "files",
        "next",
        "do",
        "token",
        "permit",
        "creators",
        "do[]",
        "",
        "é",
        "__proto__",
    )
) | st.text(min_size=1, max_size=12).filter(lambda text: text.isprintable())

file_names: Final = (
    st.sampled_from(
        (
            "../../etc/passwd", "..\\..\\x", "/abs", "C:\\x\\y.csv", ".", "..", "...", "a/../b", "CON", ".DS_Store",
            "~$a.docx",
            "x" * 300, "é.csv", "溶存酸素.nc", "أكسجين.csv", "a\u202etxt.exe", "a b\tc.csv", "%2e%2e%2f",
            "\U0001f30d.tif", f"{MARK}>.csv",
        )
    )
    | st.text(min_size=1, max_size=40)
).filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))  # fmt: skip

content_types: Final = st.sampled_from(
    (
        "application/json", "text/xml", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "",
        "a/b/c",
        "multipart/form-data; boundary=" + "x" * 300, "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=nothing", "image/png",
    )
)  # fmt: skip
bodies: Final = st.sampled_from(
    (b"", b"\xff\xfe\x00", b"{", b"a=%", b"a=%ff&b=%00", b"--x\r\n", b"&" * 5_000)
) | st.binary(max_size=60)


def filling(true: dict[str, object]) -> st.SearchStrategy[dict[str, object]]:
    """Values for the parts of an address: each the true one, or anything."""
    return st.fixed_dictionaries({name: st.just(value) | encodable for name, value in true.items()})


def fields(known: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """A form: some of the controls that the page has, and some that it has not."""
    some = st.sampled_from(known) | names if known else names
    return st.dictionaries(some, encodable, max_size=8)
