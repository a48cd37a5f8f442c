"""Words of every script are found, those of scripts without blanks by any part."""

import pytest

from tests.repository.catalogue.index.shelf import Shelf, dataset

TITLES = {
    1: "南海海洋温度観測データ 2020年",
    2: "قياسات درجة حرارة البحر",
    3: "מדידות טמפרטורת הים",
    4: "ข้อมูลอุณหภูมิน้ำทะเล",
    5: "Температура морской воды",
    6: "समुद्र का तापमान",
    7: "바다 수온 관측",
    8: "Θερμοκρασία θάλασσας",
    9: "🌊 Waves ½ ﬁne",
}


@pytest.fixture(scope="module")
def titled(lasting_shelf: Shelf) -> Shelf:
    lasting_shelf.put({number: dataset(title, language="und") for number, title in TITLES.items()})
    return lasting_shelf


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("海洋", 1),
        ("海洋温度", 1),
        ("温度", 1),
        ("洋", 1),
        ("タ", 1),
        ("年", 1),
        ("データ 2020年", 1),
        ('"観測データ 2020年"', 1),
        ('"2020 年"', 1),
        ("حرارة", 2),
        ("حَرارة", 2),
        ("\u200fحرارة\u200f", 2),
        ("טמפרטורת", 3),
        ("อุณหภูมิ", 4),
        ("ทะเล", 4),
        ("ТЕМПЕРАТУРА ", 5),
        ("तापमान", 6),
        ("수온 ", 7),
        ("θαλασσας ", 8),
        ("ΘΆΛΑΣΣΑΣ ", 8),
        ("waves 🌊 ", 9),
        ("wa\u00adves ", 9),
        ("fine ", 9),
    ],
)
def test_each_script_is_found(titled: Shelf, typed: str, number: int) -> None:
    assert titled.numbers(q=typed) == [number]


@pytest.mark.parametrize("typed", ["洋海", "海温", "温海", "観タ", "🌊", "???", "\u200f", "حرارةx"])
def test_what_is_not_there_is_not_found(titled: Shelf, typed: str) -> None:
    assert titled.numbers(q=typed) == []


def test_a_word_of_a_script_without_blanks_can_be_left_out(titled: Shelf) -> None:
    assert sorted(titled.numbers(q="-海洋")) == [2, 3, 4, 5, 6, 7, 8, 9]
