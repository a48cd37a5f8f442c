"""What somebody wrote in an answer, apart from what it quotes: the habits of the programs that people use."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.replies.cutting import LONGEST, answer_in, flowed

OURS = """##- Write your answer above this line -##

Dear Alice,

Bob wrote about: Lineage

Which batch?"""


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


@pytest.mark.parametrize(
    "introduction",
    [
        "On Mon, 16 Nov 2026 at 10:12, Varve <noreply@varve.example> wrote:",
        "On Mon, 16 Nov 2026 at 10:12, Varve\n<reply+abcdefghijklmnopqrstuvwxyz@reply.example.org>\nwrote:",
        "Le lun. 16 nov. 2026 à 10:12, Varve <noreply@varve.example> a écrit\N{NO-BREAK SPACE}:",
        "Le 16/11/2026 à 10:12, Varve a écrit :",
        "Varve <noreply@varve.example> wrote:",
        "",
    ],
)
def test_a_quotation_below_and_its_introduction_are_left_out(introduction: str) -> None:
    assert answer_in(f"Batch P165.\n\nThanks, Alice\n\n{introduction}\n\n{quoted(OURS)}\n") == (
        "Batch P165.\n\nThanks, Alice"
    )


def test_an_answer_below_the_quotation_is_found() -> None:
    assert answer_in(f"On Monday, Varve wrote:\n{quoted(OURS)}\n\nBatch P165.\n") == "Batch P165."


def test_answers_between_the_lines_are_kept_in_their_order() -> None:
    text = "On Monday, Varve wrote:\n> Which batch?\nP165.\n> And which cruise?\nMoose 2024.\n"
    assert answer_in(text) == "P165.\nMoose 2024."


@pytest.mark.parametrize(
    "before",
    [
        "##- Write your answer above this line -##",
        "##- Écrivez votre réponse au-dessus de cette ligne -##",
        "**##- Write your answer above this line -##**",
        "-----Original Message-----",
        "----- Message d’origine -----",
        "From: Varve <noreply@varve.example>\nSent: Monday\nTo: Alice\nSubject: A remark",
        "De : Varve <noreply@varve.example>\nEnvoyé : lundi\nÀ : Alice\nObjet : Une remarque",
        "*From:* Varve\n*Date:* Monday\n*To:* Alice\n*Subject:* A remark",
    ],
)
def test_a_mail_that_is_carried_along_without_marks_of_quotation_is_left_out(before: str) -> None:
    assert answer_in(f"Batch P165.\n\n{before}\n\nWhich batch?\n") == "Batch P165."


@pytest.mark.parametrize(
    "signature",
    ["-- \nAlice\nBanyuls", "--\nAlice", "Sent from my iPhone", "Envoyé de mon iPhone", "Get Outlook for iOS"],
)
def test_signatures_are_left_out(signature: str) -> None:
    assert answer_in(f"Batch P165.\n\n{signature}\n") == "Batch P165."


def test_what_only_looks_like_a_quotation_stays() -> None:
    text = "The values are:\nFrom: 3 to 5 m\n\nOn board we measured twice: see the table.\n-- see above"
    assert answer_in(text) == text


def test_of_a_quotation_alone_nothing_is_left() -> None:
    assert answer_in(f"On Monday, Varve wrote:\n{quoted(OURS)}\n") == ""
    assert answer_in(OURS) == ""
    assert answer_in("-- \nAlice") == ""


def test_very_much_text_is_cut_and_takes_no_time() -> None:
    begun = time.monotonic()
    assert len(answer_in("word " * 100_000)) <= LONGEST
    assert answer_in(">" * 500_000) == ""
    answer_in("On " + "a" * 200_000 + " wrote:\n> b")
    answer_in("\n".join(["On the 1st of May, <a@b" + "@" * 300 + " wrote:", "> x"] * 2000))
    assert time.monotonic() - begun < 60


words = st.text(st.characters(categories=("L", "N"), include_characters=" ,"), min_size=1, max_size=60)


@given(st.lists(words.map(str.strip).filter(bool), min_size=1, max_size=8))
def test_what_is_written_above_comes_through_whole(lines: list[str]) -> None:
    said = "\n".join(lines)
    assert answer_in(f"{said}\n\nOn Monday, Varve <a@b.example> wrote:\n\n{quoted(OURS)}\n") == said


@given(st.text(max_size=400))
def test_any_text_is_taken(text: str) -> None:
    assert answer_in(text) == answer_in(answer_in(text)) or "\n" in text


def test_lines_that_a_program_broke_are_joined() -> None:
    assert flowed("The batch was \nP165 \nof course.\n\n Indented\n-- \nAlice") == (
        "The batch was P165 of course.\n\nIndented\n-- \nAlice"
    )
    assert flowed("Ozea \nn", deletes_space=True) == "Ozean"
