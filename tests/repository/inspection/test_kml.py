"""KML and KMZ give the box of what they draw, and its period; no link, entity or folder without end is followed."""

import zipfile
from pathlib import Path

import pytest

from repository.inspection.reading import Reading, Unreadable
from repository.inspection.vector import kml
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of

HEAD = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'


def document(inside: str) -> str:
    return f"{HEAD}<Document>{inside}</Document></kml>"


def mark(coordinates: str, kind: str = "LineString") -> str:
    return f"<Placemark><{kind}><coordinates>{coordinates}</coordinates></{kind}></Placemark>"


def read(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "a.kml"
    path.write_text(text)
    reading = kml.read(path, name="a.kml")
    assert errors_in_record(reading) == []
    return reading


@pytest.mark.parametrize(
    ("inside", "box"),
    [
        (mark("-4.5,48.3,0", "Point"), (-4.5, 48.3, -4.5, 48.3)),
        (mark("\n 1,2,3\t4,5 \n"), (1, 2, 4, 5)),
        (mark("179,1 -179,2"), (179, 1, -179, 2)),
        (mark("-100,-10 0,-10 100,10 0,10 -100,-10"), (-100, -10, 100, 10)),
        (mark("200.5,10"), (-159.5, 10, -159.5, 10)),
        (
            (
                "<GroundOverlay><LatLonBox><north>9</north><south>-9</south><east>-170</east><west>170</west></LatLonBox>"
                "</GroundOverlay>"
            ),
            (170, -9, -170, 9),
        ),
        ("<Region><LatLonAltBox><north>9</north></LatLonAltBox></Region>" + mark("1,2"), (1, 2, 1, 2)),
        ('<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><gx:coord>5 6 7</gx:coord></gx:Track>', (5, 6, 5, 6)),
    ],
)
def test_the_box_holds_what_is_drawn(tmp_path: Path, inside: str, box: tuple[float, ...]) -> None:
    assert box_of(read(tmp_path, document(inside))) == box


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (mark("45,200"), "kml-positions-outside"),
        (mark("north,south"), "kml-positions-outside"),
        (mark("nan,1"), "kml-positions-outside"),
        (mark("-180,-90 180,-90 180,90 -180,90 -180,-90"), "kml-ring-ambiguous"),
    ],
)
def test_a_doubtful_position_takes_the_place_away(tmp_path: Path, inside: str, code: str) -> None:
    reading = read(tmp_path, document(mark("1,1") + inside))
    assert codes_of(reading) == [code]
    assert "place/boxes" not in fields_of(reading)


def test_time_stamps_span_a_period_in_days_of_utc(tmp_path: Path) -> None:
    span = "<TimeSpan><begin>2019-04</begin><end>2020-01-05T23:00:00-05:00</end></TimeSpan>"
    stamp = "<TimeStamp><when>2019-05-01T12:00:00Z</when></TimeStamp>"
    reading = read(tmp_path, document(f"<Placemark>{span}</Placemark><Placemark>{stamp}</Placemark>"))
    assert fields_of(reading)["time/periods"] == [{"begin": "2019-04", "end": "2020-01-06"}]


def test_a_time_that_is_none_or_moves_the_viewer_gives_no_period(tmp_path: Path) -> None:
    stamp = "<TimeStamp><when>{}</when></TimeStamp>"
    wrong = f"<Placemark>{stamp.format('2019-05-01')}{stamp.format('yesterday')}</Placemark>"
    view = f"<LookAt>{stamp.format('2001-01-01')}</LookAt>"
    assert "time/periods" not in fields_of(read(tmp_path, document(wrong)))
    assert "time/periods" not in fields_of(read(tmp_path, document(view)))


@pytest.mark.parametrize(
    ("name", "title"), [("Moorings of the bay", "Moorings of the bay"), ("tracks 2.kml", None), ("Untitled", None)]
)
def test_the_name_of_the_document_is_its_title_unless_it_is_a_file(
    tmp_path: Path, name: str, title: str | None
) -> None:
    fields = fields_of(read(tmp_path, document(f"<name>{name}</name>" + mark("1,2"))))
    assert fields.get("title") == ({"und": title} if title else None)


def test_links_are_not_followed_and_are_told(tmp_path: Path) -> None:
    link = "<NetworkLink><Link><href>a.kml</href></Link></NetworkLink>"
    reading = read(tmp_path, document(link * 3 + mark("1,2")))
    assert codes_of(reading) == ["kml-links"]
    assert "(3)" in reading.problems[0].english
    assert box_of(reading) == (1, 2, 1, 2)


LAUGHS = "<!DOCTYPE kml [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS + "<kml><name>&j;</name></kml>", "kml-entities"),
        ('<!DOCTYPE kml SYSTEM "http://127.0.0.1:1/x.dtd"><kml/>', "kml-entities"),
        ('<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>', "kml-entities"),
        (document("<Folder>" * 5_000 + "</Folder>" * 5_000), "kml-deep"),
        (document(mark("1,2"))[:-20], "kml-unreadable"),
        ("<html><body>1,2</body></html>", "kml-unreadable"),
        ("", "kml-unreadable"),
        ("\0\0\0", "kml-unreadable"),
    ],
)
def test_what_is_hostile_or_damaged_is_not_read(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, text)
    assert caught.value.problem.code == code


def kmz(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def test_a_kmz_is_read_without_unpacking_it(tmp_path: Path) -> None:
    path = kmz(tmp_path / "a.kmz", other_kml=document(mark("8,8")), doc_kml=document(mark("1,2")))
    reading = kml.read(path, name="a.kmz")
    assert (reading.format, box_of(reading)) == ("KMZ", (1, 2, 1, 2))
    assert [each.name for each in tmp_path.iterdir()] == ["a.kmz"]


def test_a_kmz_that_is_a_bomb_or_holds_no_kml_is_not_read(tmp_path: Path) -> None:
    for path, code in (
        (kmz(tmp_path / "bomb.kmz", doc_kml="<kml>" + " " * 60_000_000), "kml-too-large"),
        (kmz(tmp_path / "none.kmz", a_txt="1,2"), "kml-unreadable"),
    ):
        with pytest.raises(Unreadable) as caught:
            kml.read(path, name=path.name)
        assert caught.value.problem.code == code
