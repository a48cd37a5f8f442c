"""Mails from anybody are read within bounds: text, files, who and whether a program wrote them."""

import base64
import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.replies.html_text import text_of
from moderation.replies.reading import MOST_BYTES, read_mail


def a_mail(text: str = "Batch P165.", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Alice <alice@example.org>", "reply@reply.example.org"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(text)
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    return mail


def test_who_wrote_to_whom_and_what() -> None:
    mail = read_mail(a_mail("Température : 13 °C\n\n-- \nAlice").as_bytes())
    assert (mail.senders, mail.recipients) == (("alice@example.org",), ("reply@reply.example.org",))
    assert (mail.text, mail.files, mail.is_automatic) == ("Température : 13 °C", (), False)


def test_the_mark_of_a_mail_is_its_message_id_or_all_of_it() -> None:
    assert read_mail(a_mail("a").as_bytes()).key == read_mail(a_mail("b").as_bytes()).key
    one, other = a_mail("a"), a_mail("b")
    del one["Message-ID"], other["Message-ID"]
    assert read_mail(one.as_bytes()).key != read_mail(other.as_bytes()).key


def test_of_two_ways_to_say_it_the_plain_one_is_read() -> None:
    mail = a_mail("Plain.")
    mail.add_alternative("<p>Not <b>plain</b>.</p>", subtype="html")
    assert read_mail(mail.as_bytes()).text == "Plain."


def test_html_alone_is_read_as_text_without_quotation_and_script() -> None:
    mail = EmailMessage()
    mail["From"] = "alice@example.org"
    mail.set_content(
        "<html><head><style>p{}</style></head><body><div>Batch <b>P165</b>.<br>Thanks<script>alert(1)</script></div>"
        '<div class="gmail_quote">On Monday<blockquote>Which batch?</blockquote></div></body></html>',
        subtype="html",
    )
    assert read_mail(mail.as_bytes()).text == "Batch P165.\nThanks"


@given(st.text(max_size=300))
def test_any_text_as_html_is_read(text: str) -> None:
    text_of(text)


def test_files_come_with_their_names_and_pictures_of_signatures_do_not() -> None:
    mail = a_mail()
    mail.add_attachment(b"1,2", maintype="text", subtype="csv", filename="étalon.csv")
    mail.add_attachment(b"key", maintype="application", subtype="pgp-signature", filename="signature.asc")
    logo = EmailMessage()
    logo.set_content(b"PNG", maintype="image", subtype="png", cid="<logo@example.org>", disposition="inline")
    mail.attach(logo)
    assert [(file.name, file.content) for file in read_mail(mail.as_bytes()).files] == [("étalon.csv", b"1,2")]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<ocean.example.org>"},
    ],
)
def test_what_a_program_wrote_is_known(headers: dict[str, str]) -> None:
    assert read_mail(a_mail(**headers).as_bytes()).is_automatic
    assert not read_mail(a_mail(Auto_Submitted="no").as_bytes()).is_automatic


def test_reports_of_delivery_and_postmasters_are_programs() -> None:
    report = b"From: MAILER-DAEMON@example.org\nContent-Type: multipart/report; boundary=x\n\n--x\n\nFailed\n--x--\n"
    assert read_mail(report).is_automatic
    assert read_mail(b"From: postmaster@example.org\n\nHello").is_automatic


def test_letters_that_cannot_be_printed_are_left_out() -> None:
    raw = b"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\nBatch\x00 P\x1b165\xe2\x80\xae.\n"
    assert read_mail(raw).text == "Batch P165."


@pytest.mark.parametrize(
    "charset", ["nothing-known", "hex", "punycode", "unicode_escape", "utf-16", "iso-8859-15", '"']
)
def test_an_odd_charset_is_no_reason_to_fail(charset: str) -> None:
    raw = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\nBatch P165.\n".encode()
    assert read_mail(raw).text


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"no header at all"])
def test_what_is_no_mail_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(ValueError, match="mail"):
        read_mail(raw)


def test_a_very_large_one_is_cut() -> None:
    assert read_mail(a_mail().as_bytes() + b"x" * MOST_BYTES).is_cut


def test_bombs_take_no_time() -> None:
    begun = time.monotonic()
    deep = b"From: a@example.org\n"
    for number in range(3000):
        deep += f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n".encode()
    wide = b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000 + b"--b--\n"
    long = b"From: " + b"<" * 100_000 + b"a@example.org\nTo: " + b'"' * 100_000 + b"\n\nHello"
    for raw in (deep, wide, long, b"From: a@b.example\n\n" + b"<" * 10**6):
        try:
            assert len(read_mail(raw).files) <= 100
        except ValueError:
            continue
    text_of("<!--" * 50_000)
    text_of("<a " * 60_000)
    assert time.monotonic() - begun < 60


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for sent in (raw, b"From: a@example.org\n" + raw, b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(raw)):
        try:
            mail = read_mail(sent)
        except ValueError:
            continue
        assert "\x00" not in mail.text
        assert all("@" in address for address in (*mail.senders, *mail.recipients))
