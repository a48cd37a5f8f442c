"""Whatever two people change apart from each other, both survive, in either order; no words are made up."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from repository.forms.merging import Kinds, Merged, merge

Texts = dict[str, list[str]]
CELLS = ("family", "given", "orcid")

words = st.text("abcdefghij", min_size=1, max_size=6)
rows = st.lists(st.tuples(words, words, words), min_size=0, max_size=6, unique_by=lambda row: row[0])


def three(base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]) -> Merged:
    """Fields of single controls merged."""
    one, two, other = ({name: [text] for name, text in each.items()} for each in (base, mine, theirs))
    return merge(one, two, other)


def drawn(people: Sequence[Sequence[str]]) -> Texts:
    """The controls of a list of people."""
    texts: Texts = {}
    for number, person in enumerate(people):
        texts[f"p-{number}-row"] = ["1"]
        texts[f"p-{number}-kind"] = ["person"]
        texts |= {f"p-{number}-{cell}": [text] for cell, text in zip(CELLS, person, strict=True)}
    return texts


def read(texts: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The people of the controls."""
    numbers = sorted(int(name.split("-")[1]) for name in texts if name.endswith("-row"))
    return [tuple((texts.get(f"p-{number}-{cell}") or [""])[0] for cell in CELLS) for number in numbers]


@given(base=st.dictionaries(words, words), data=st.data())
def test_single_controls_that_two_people_changed_apart_both_survive(base: dict[str, str], data: st.DataObject) -> None:
    names = sorted(base)
    of_mine = data.draw(st.sets(st.sampled_from(names)) if names else st.just(set[str]()))
    mine = base | {name: data.draw(words) for name in of_mine}
    theirs = base | {name: data.draw(words) for name in set(names) - of_mine if data.draw(st.booleans())}
    one = three(base, mine, theirs)
    other = three(base, theirs, mine)
    wanted = {name: (mine[name] if name in of_mine else theirs[name],) for name in names}
    assert one.texts == other.texts == wanted
    assert one.clashes == other.clashes == ()


@given(
    base=st.dictionaries(words, words),
    mine=st.dictionaries(words, words),
    theirs=st.dictionaries(words, words),
)
def test_no_control_ever_holds_what_nobody_typed_and_nothing_typed_is_lost(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = three(base, mine, theirs)
    kept = {clash.control: next(iter(clash.cells.values())) for clash in merged.clashes}
    for name in {*base, *mine, *theirs}:
        stands = merged.texts.get(name, ())
        assert stands in ((mine[name],) if name in mine else (), (theirs[name],) if name in theirs else ())
        if mine.get(name) != base.get(name):
            assert stands == ((mine[name],) if name in mine else ())
        if theirs.get(name) not in (base.get(name), mine.get(name)):
            assert (theirs.get(name),) in (stands, kept.get(name)) or theirs.get(name) is None


@given(people=rows, data=st.data())
def test_cells_of_rows_that_two_people_changed_apart_both_survive(
    people: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    mine, theirs = [list(each) for each in people], [list(each) for each in people]
    for number in range(len(people)):
        cells = data.draw(st.permutations(range(3)))
        if data.draw(st.booleans()):
            mine[number][cells[0]] = "MINE"
        if data.draw(st.booleans()):
            theirs[number][cells[1]] = "THEIRS"
    merged = merge(drawn(people), drawn(mine), drawn(theirs))
    wanted = [
        tuple(m if m != b else t for b, m, t in zip(*each, strict=True))
        for each in zip(people, mine, theirs, strict=True)
    ]
    assert read(merged.texts) == wanted
    assert merged.clashes == ()


@given(people=rows, data=st.data())
def test_what_one_typed_in_a_row_stays_in_it_wherever_another_moved_it(
    people: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(people))))
    new = data.draw(st.lists(st.tuples(words, words, words).map(lambda row: tuple(f"N{x}" for x in row)), max_size=3))
    theirs: list[tuple[str, ...]] = [people[number] for number in order]
    for row in new:
        theirs.insert(data.draw(st.integers(0, len(theirs))), row)
    mine = [list(each) for each in people]
    for typed in mine:
        if data.draw(st.booleans()):
            typed[data.draw(st.integers(0, 2))] = "MINE"
    after = read(merge(drawn(people), drawn(mine), drawn(theirs)).texts)
    assert sorted(after) == sorted([*map(tuple, mine), *new])
    by_people: dict[tuple[str, ...], tuple[str, ...]] = dict(zip(people, map(tuple, mine), strict=True))
    assert after == [by_people.get(each, each) for each in theirs]


@given(people=rows, data=st.data())
def test_rows_that_two_people_add_and_remove_apart_are_added_and_removed(
    people: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(range(len(people)))) if people else st.just(set[int]()))
    theirs = [each for number, each in enumerate(people) if number not in gone]
    mine = [*people, ("Mnew", "M", "M")]
    merged = merge(drawn(people), drawn(mine), drawn(theirs))
    assert read(merged.texts) == [*theirs, ("Mnew", "M", "M")]
    assert merged.clashes == ()


@given(base=rows, mine=rows, theirs=rows)
def test_no_row_mixes_two_people_who_share_nothing_with_it(
    base: list[tuple[str, str, str]], mine: list[tuple[str, str, str]], theirs: list[tuple[str, str, str]]
) -> None:
    apart = [tuple(f"T{text}" for text in each) for each in theirs]
    typed = [tuple(f"M{text}" for text in each) for each in mine]
    for row in read(merge(drawn(base), drawn(typed), drawn(apart)).texts):
        said = {text[0] for text in row if text[:1] in ("T", "M")}
        assert len(said) <= 1


@given(base=st.sets(words), mine=st.sets(words), theirs=st.sets(words))
def test_each_box_to_tick_is_a_control_of_its_own(base: set[str], mine: set[str], theirs: set[str]) -> None:
    kinds = Kinds(sets=frozenset({"poles"}))
    merged = merge({"poles": sorted(base)}, {"poles": sorted(mine)}, {"poles": sorted(theirs)}, kinds)
    assert set(merged.texts.get("poles", ())) == (mine & theirs) | ((mine | theirs) - base)
    assert merged.clashes == ()
