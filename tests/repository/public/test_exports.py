"""The record in each of its formats, byte for byte as it was rendered, and checksums for downloads."""

import hashlib
import json
import subprocess
from pathlib import Path

from django.test import Client
from lxml import etree

from repository.crosswalks import croissant
from repository.crosswalks.formats import EXPORTS
from repository.models import Dataset, Inspection, Person, Rendition
from repository.queries.editions import edition_of
from repository.record.canonical import parse
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again


def test_every_stored_format_is_given_as_it_was_rendered(publish: Publish, reader: Client) -> None:
    dataset = publish()
    for name, entry in EXPORTS.items():
        stored = Rendition.objects.get(dataset=dataset, format=entry.name)
        answer = reader.get(f"/datasets/{dataset.suffix}/export/{name}")
        assert answer.content.endswith(bytes(stored.body)), name
        assert answer["Content-Type"].startswith(entry.media_type)
        assert answer["ETag"] == f'"{stored.etag}"'
        again = reader.get(f"/datasets/{dataset.suffix}/export/{name}", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
        assert reader.head(f"/datasets/{dataset.suffix}/export/{name}")["ETag"] == answer["ETag"]


def test_an_xml_format_is_a_document_with_its_declaration(publish: Publish, reader: Client) -> None:
    dataset = publish()
    for name in ("datacite-xml", "oai-dc"):
        body = reader.get(f"/datasets/{dataset.suffix}/export/{name}").content
        assert body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<')
        assert dataset.doi in etree.tostring(etree.fromstring(body)).decode()


def test_an_unknown_format_is_not_there(publish: Publish, reader: Client) -> None:
    dataset = publish()
    for name in ("datacite", "DATACITE-XML", "geotiff", "bibtex/"):
        assert reader.get(f"/datasets/{dataset.suffix}/export/{name}").status_code == 404


def test_a_layer_is_cited_by_its_fragment(publish: Publish, reader: Client, alice: Person, mona: Person) -> None:
    dataset = published_again(publish(), alice, mona, files={"new.csv": b"a\n1\n"})
    fragment = dataset.snapshots.order_by("-number")[0].number
    for name in ("bibtex", "ris", "csl-json", "citation-text"):
        body = reader.get(f"/datasets/{dataset.suffix}/export/{name}", {"layer": fragment}).content.decode()
        assert f"{dataset.doi}#{fragment}" in body.replace("\\#", "#"), name
    for name, layer in (("bibtex", "1"), ("bibtex", "x"), ("bibtex", "9" * 30), ("datacite-xml", str(fragment))):
        assert reader.get(f"/datasets/{dataset.suffix}/export/{name}", {"layer": layer}).status_code == 404


def test_a_reader_can_check_downloads_with_coreutils(publish: Publish, reader: Client, tmp_path: Path) -> None:
    files = {"data/été.csv": b"a\n1\n", "read me.txt": b"hello\n"}
    dataset = publish(files=files)
    answer = reader.get(f"/datasets/{dataset.suffix}/manifest")
    fragment = dataset.snapshots.get().number
    assert answer["Content-Disposition"] == f'attachment; filename="{dataset.suffix}-{fragment}.sha256"'
    folder = tmp_path / "downloads"
    (folder / "data").mkdir(parents=True)
    for path in files:
        download = reader.get(f"/datasets/{dataset.suffix}/files/{fragment}/{path}")
        (folder / path).write_bytes(b"".join(download.streaming_content))  # type: ignore[attr-defined]
    (folder / "list.sha256").write_bytes(answer.content)
    check = ["sha256sum", "--strict", "-c", "list.sha256"]
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 0
    (folder / "read me.txt").write_bytes(b"hellp\n")
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 1


def test_the_list_of_checksums_is_of_the_layer_that_is_asked_for(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = published_again(publish(files={"a.csv": b"1\n"}), alice, mona, files={"b.csv": b"2\n"})
    newest, first = dataset.snapshots.order_by("-number").values_list("number", flat=True)
    line = f"{hashlib.sha256(b'1' + bytes([10])).hexdigest()}  a.csv\n"
    assert reader.get(f"/datasets/{dataset.suffix}/manifest", {"layer": first}).content.decode() == line
    assert "b.csv" in reader.get(f"/datasets/{dataset.suffix}/manifest").content.decode()
    known = {"If-None-Match": reader.get(f"/datasets/{dataset.suffix}/manifest")["ETag"]}
    assert reader.get(f"/datasets/{dataset.suffix}/manifest", headers=known).status_code == 304
    assert "b.csv" in reader.get(f"/datasets/{dataset.suffix}/manifest", {"layer": newest}).content.decode()
    for layer in ("1", "x", "-1", "9" * 40):
        assert reader.get(f"/datasets/{dataset.suffix}/manifest", {"layer": layer}).status_code == 404


def columns_read(dataset: Dataset) -> Dataset:
    table = dataset.data_files.get(media_type="text/csv")
    reading = {"facts": {"header": [["station", "text"], ["DOXY", "decimal"]]}}
    Inspection.objects.update_or_create(file=table, defaults={"reading": reading})
    return dataset


def test_columns_that_were_read_of_a_table_are_told_to_programs_that_learn(publish: Publish) -> None:
    dataset = columns_read(publish(files={"ctd.csv": b"station,DOXY\nA,200.5\n", "notes.txt": b"hello\n"}))
    assert dataset.current_version
    body = croissant.render(parse(bytes(dataset.current_version.document)), edition_of(dataset))
    (rows,) = json.loads(body)["recordSet"]
    assert [(field["name"], field["dataType"]) for field in rows["field"]] == [
        ("station", "sc:Text"),
        ("DOXY", "sc:Float"),
    ]


def test_columns_of_closed_tables_are_told_to_nobody(publish: Publish) -> None:
    dataset = columns_read(publish(files={"ctd.csv": b"station,DOXY\nA,200.5\n"}, access="restricted"))
    (layer,) = edition_of(dataset).layers
    assert [(file.path, file.columns) for file in layer.files] == [("ctd.csv", ())]
