"""Differences are marked word by word, and nothing of the newer text is lost."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.differences import ADDED, MOST_TOKENS, REMOVED, SAME, Line, Run, compare_lines, compare_words

WORDS = st.lists(st.sampled_from(["salt", "water", "depth", "2026", "probe", " ", "  ", ".", ",", "\n"]), max_size=30)


def shown(runs: tuple[Run, ...], kind: str) -> str:
    return "".join(run.text for run in runs if run.kind in (SAME, kind))


def test_a_changed_word_is_marked_alone() -> None:
    runs = compare_words("Profiles, Gulf of Lion, fall 2026", "Profiles, Gulf of Lion, autumn 2026")
    assert runs == (
        Run(SAME, "Profiles, Gulf of Lion, "),
        Run(REMOVED, "fall"),
        Run(ADDED, "autumn"),
        Run(SAME, " 2026"),
    )


def test_a_rewritten_phrase_is_one_correction() -> None:
    assert compare_words("a b c d", "a x y d") == (
        Run(SAME, "a "),
        Run(REMOVED, "b c"),
        Run(ADDED, "x y"),
        Run(SAME, " d"),
    )


def test_texts_with_little_in_common_stand_one_after_the_other() -> None:
    assert compare_words("salt", "something else altogether") == (
        Run(REMOVED, "salt"),
        Run(ADDED, "something else altogether"),
    )


@given(WORDS, WORDS)
def test_kept_and_added_pieces_make_the_newer_text(before: list[str], after: list[str]) -> None:
    runs = compare_words("".join(before), "".join(after))
    assert shown(runs, ADDED) == "".join(after)
    assert "".join(shown(runs, REMOVED).split()) == "".join("".join(before).split())


def test_a_long_text_is_compared_by_sentences_and_in_good_time() -> None:
    sentences = [f"Cast {number} was taken at noon. " for number in range(MOST_TOKENS)]
    changed = [*sentences]
    changed[1000] = "Cast 1000 was lost. "
    runs = compare_words("".join(sentences), "".join(changed))
    assert Run(ADDED, "Cast 1000 was lost.") in runs
    assert shown(runs, ADDED) == "".join(changed)


def test_lines_put_in_and_taken_out_leave_the_others_alone() -> None:
    before = [Line("Marin, Clara"), Line("Okafor, Ngozi")]
    after = [Line("Marin, Clara"), Line("Delorme, Antoine"), Line("Okafor, Ngozi")]
    added = compare_lines(before, after)
    assert [line.changed for line in added] == [False, True, False]
    assert [line.runs[0].kind for line in compare_lines(after, before)] == [SAME, REMOVED, SAME]


def test_a_number_or_a_date_changes_as_a_whole() -> None:
    assert Run(REMOVED, "7.26") in compare_words("software, version 7.26 of 2025", "software, version 8.26 of 2025")
    assert Run(ADDED, "2026-10-06") in compare_words("taken on 2026-10-05 at sea", "taken on 2026-10-06 at sea")
