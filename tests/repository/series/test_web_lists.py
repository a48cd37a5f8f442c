"""Pages that list files: what is an entry, what leads elsewhere, what no page should say."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.clients.sources.web_lists import Entry, NoList, catalog_entries, index_entries

AT = "https://data.example.org/series/"
APACHE = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><html><head><title>Index of /series</title></head>
<body><h1>Index of /series</h1><pre><img src="/icons/blank.gif"> <a href="?C=N;O=D">Name</a> <a href="?C=M;O=A">Last
modified</a><hr><img src="/icons/back.gif"> <a href="/">Parent Directory</a>  -
<img src="/icons/folder.gif"> <a href="2026/">2026/</a> 2026-11-02 03:00 -
<img src="/icons/unknown.gif"> <a href="tide%20gauge.nc">tide gauge.nc</a> 2026-11-02 03:00 2.1K
<hr></pre></body></html>"""
NGINX = """<html><head><title>Index of /series/</title></head><body><h1>Index of /series/</h1><hr><pre>
<a href="../">../</a>
<a href="2026/">2026/</a> 02-Nov-2026 03:00 -
<a href="tide%20gauge.nc">tide gauge.nc</a> 02-Nov-2026 03:00 2150
</pre><hr></body></html>"""
CATALOG = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<catalog xmlns="http://www.unidata.ucar.edu/namespaces/thredds/InvCatalog/v1.0"
  xmlns:xlink="http://www.w3.org/1999/xlink">
<service name="all" serviceType="Compound" base=""><service name="dap" serviceType="OPENDAP" base="/thredds/dodsC/"/>
<service name="http" serviceType="HTTPServer" base="{base}"/></service>
<dataset name="series"><dataset name="1.nc" urlPath="{path}"><dataSize units="Kbytes">2</dataSize></dataset>
<catalogRef xlink:href="{ref}" xlink:title="2026" name=""/></dataset></catalog>"""
CATALOG_AT = "https://data.example.org/thredds/catalog/series/catalog.xml"


def catalog(
    *, base: str = "/thredds/fileServer/", path: str = "series/1.nc", ref: str = "2026/catalog.xml", doctype: str = ""
) -> list[Entry]:
    page = CATALOG.format(base=base, path=path, ref=ref, doctype=doctype)
    return list(catalog_entries(page.encode(), at=CATALOG_AT))


def index(*links: str) -> list[Entry]:
    return list(index_entries("".join(f'<a href="{link}">x</a>' for link in links).encode(), at=AT))


@pytest.mark.parametrize("page", [APACHE, NGINX])
def test_the_pages_of_apache_and_nginx_list_files_and_folders(page: str) -> None:
    assert list(index_entries(page.encode(), at=AT)) == [
        Entry("2026", "/series/2026/", is_folder=True),
        Entry("tide gauge.nc", "/series/tide%20gauge.nc"),
    ]


@pytest.mark.parametrize(
    "link",
    ["https://elsewhere.example/series/x.nc", "//elsewhere.example/series/x.nc", "http://data.example.org/series/x.nc",
     "https://data.example.org:8443/series/x.nc", "../x.nc", "/x.nc", "/seriesx.nc", "a/b.nc", "2026/../../x.nc",
     "#top", "", ".", "./", "?C=S", "x.nc?token=1", "javascript:alert(1)", "file:///etc/passwd",
     "https://[", "mailto:a@b.org"],
)  # fmt: skip
def test_what_leads_elsewhere_is_no_entry(link: str) -> None:
    assert index(link) == []


@pytest.mark.parametrize("link", ["%2e%2e/", "%2E%2E%2Fx.nc", "a%2Fb.nc", "a%5Cb.nc", "%ff.nc", "a%00b", "a%0Ab.nc"])
def test_a_name_that_is_a_path_or_no_text_is_told_and_leads_nowhere(link: str) -> None:
    assert [entry.place for entry in index(link)] in ([""], [])


def test_one_file_linked_twice_in_other_letters_is_one_file() -> None:
    entries = index("a.nc", "./a.nc", "%61.nc", "/series/a.nc", "https://data.example.org/series/a.nc#now", "A.nc")
    assert [entry.place for entry in entries] == ["/series/a.nc", "/series/A.nc"]


@pytest.mark.parametrize("page", [b"", b"   ", b"<?xml", b"\0\0\0"])
def test_what_is_no_page_lists_nothing(page: bytes) -> None:
    try:
        assert list(index_entries(page, at=AT)) == []
    except NoList:
        return


@settings(max_examples=50)
@given(st.lists(st.text("ab./%2eE5c\\?#:@é\0 ", max_size=12) | st.text(max_size=8), max_size=8))
def test_whatever_a_page_says_nothing_outside_its_own_folder_is_asked_for(links: list[str]) -> None:
    page = "".join(f'<a href="{link}">x</a>' for link in links).encode(errors="replace")
    try:
        entries = list(index_entries(page, at=AT))
    except NoList:
        return
    for place in filter(None, (entry.place for entry in entries)):
        assert place.isascii()
        steps = unquote(place).removeprefix("/series/").removesuffix("/")
        assert unquote(place).startswith("/series/")
        assert "/" not in steps
        assert steps not in {"", ".", ".."}
        assert urlsplit(place)[3:] == ("", "")
    assert len({entry.place or entry.name for entry in entries}) == len(entries)


def test_a_catalog_lists_what_it_serves_over_http_and_the_catalogs_below() -> None:
    assert catalog() == [
        Entry("1.nc", "/thredds/fileServer/series/1.nc"),
        Entry("2026", "/thredds/catalog/series/2026/catalog.xml", is_folder=True),
    ]


def test_a_catalog_whose_service_has_a_blank_in_its_address_is_asked_for_what_it_says() -> None:
    assert catalog(base="/thredds/file%20Server/")[0] == Entry("1.nc", "/thredds/file%20Server/series/1.nc")


def test_a_catalog_leads_neither_to_another_server_nor_up() -> None:
    assert [entry.place for entry in catalog(base="https://elsewhere.example/f/", ref="../catalog.xml")] == [""]
    assert [entry.place for entry in catalog(path="../../etc/passwd", ref="https://e.example/2026/catalog.xml")] == [""]
    assert [entry.place for entry in catalog(path="a/%2e%2e/x.nc", ref="a/b/catalog.xml")] == [""]


def test_a_catalog_without_plain_http_offers_no_file() -> None:
    page = CATALOG.format(base="/x/", path="1.nc", ref="2026/catalog.xml", doctype="").replace("HTTPServer", "WMS")
    assert [entry.is_folder for entry in catalog_entries(page.encode(), at=CATALOG_AT)] == [True]


def test_a_catalog_reads_no_file_of_ours_and_does_not_grow_without_end() -> None:
    doctype = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyyyyyyyy">]>'
    try:
        entries = catalog(path="&x;1.nc", doctype=doctype)
    except NoList:
        return
    assert [entry.name for entry in entries if not entry.is_folder] in (["1.nc"], [])


@pytest.mark.parametrize("page", [b"", b"<html/>", b"<catalog/>", b"<catalog", b"\xff\xfe"])
def test_what_is_no_catalog_is_refused(page: bytes) -> None:
    with pytest.raises(NoList):
        list(catalog_entries(page, at=CATALOG_AT))
