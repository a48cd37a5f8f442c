"""The pages of the site, written by an operator in both languages: version by version, looked at first, safe."""

import re

import pytest
from django.test import Client
from lxml import html

from repository.errors import NotAllowed, StaleRecord
from repository.models import Agreement, LifecycleEvent, Page, Person
from repository.queries.pages import LANGUAGES, TITLES
from repository.services.pages import write_agreement, write_page
from tests.factories import make_pole

pytestmark = pytest.mark.django_db
LEGAL = "/operations/pages/legal/en/"


def text_of(page: str) -> str:
    """The text that the form holds."""
    return str(html.fromstring(page).xpath("//textarea[@name='text']")[0].text_content()).lstrip("\n")


def words_of(page: str) -> list[str]:
    """The words of a page's article, but for its title, its links within and its marks."""
    article = html.fromstring(page).xpath("//article")[0]
    for each in article.xpath(".//h1|.//nav|.//*[local-name()='svg']"):
        each.drop_tree()
    return re.findall(r"\w+", " ".join(article.itertext()))


def test_a_text_takes_the_place_of_a_page_in_its_language_alone(browser: Client, client: Client) -> None:
    browser.post(LEGAL, {"seen": "0", "text": "# Publisher\n\nThe **Institute** of lakes.", "publish": ""})
    english = Client().get("/legal/", headers={"accept-language": "en"}).content.decode()
    french = Client().get("/legal/", headers={"accept-language": "fr"}).content.decode()
    assert '<h2 id="publisher">Publisher</h2>' in english
    assert "The <strong>Institute</strong> of lakes." in english
    assert len(html.fromstring(english).xpath("//h1")) == 1
    assert "Institute" not in french
    assert LifecycleEvent.objects.get(type="page.changed").payload == {"slug": "legal", "language": "en", "version": 1}


def test_a_text_is_looked_at_before_it_is_published(browser: Client) -> None:
    page = browser.post(LEGAL, {"seen": "0", "text": "# Soon\n\n<script>x</script>", "preview": ""}).content.decode()
    assert "<h3>Soon</h3>" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert text_of(page).startswith("# Soon")
    assert not Page.objects.exists()


def test_every_version_stays_with_who_and_when_and_can_be_brought_back(browser: Client, oscar: Person) -> None:
    for number, text in enumerate(("One.", "Two."), start=0):
        browser.post(LEGAL, {"seen": str(number), "text": text, "publish": ""})
    browser.post(LEGAL, {"seen": "2", "text": "Two.", "delivered": ""})
    assert [(page.version, page.text, page.made_by) for page in Page.objects.order_by("version")] == [
        (1, "One.", oscar),
        (2, "Two.", oscar),
        (3, "", oscar),
    ]
    assert "Rights on the data" in browser.get("/legal/").content.decode()
    old = browser.get(f"{LEGAL}?version=1").content.decode()
    assert text_of(old).strip() == "One."
    assert "Oscar Test" in old
    with pytest.raises(TypeError):
        Page.objects.order_by("version")[0].save()


def test_what_somebody_else_published_meanwhile_is_not_written_over(browser: Client, oscar: Person) -> None:
    write_page(actor=oscar, slug="legal", language="en", text="Theirs.", seen=0)
    answer = browser.post(LEGAL, {"seen": "0", "text": "Mine.", "publish": ""})
    assert answer.status_code == 422
    assert "Somebody changed this text" in answer.content.decode()
    assert text_of(answer.content.decode()).strip() == "Mine."
    assert Page.objects.get().text == "Theirs."
    with pytest.raises(StaleRecord):
        write_page(actor=oscar, slug="legal", language="en", text="Mine.", seen=7)


def test_publishing_the_same_text_again_makes_no_version(browser: Client) -> None:
    for _time in range(2):
        browser.post(LEGAL, {"seen": str(Page.objects.count()), "text": "One.", "publish": ""})
    assert Page.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", TITLES)
def test_an_operator_begins_with_what_the_delivered_page_says(browser: Client, slug: str, language: str) -> None:
    delivered = words_of(Client().get(f"/{slug}/", headers={"accept-language": language}).content.decode())
    text = text_of(browser.get(f"/operations/pages/{slug}/{language}/").content.decode())
    browser.post(f"/operations/pages/{slug}/{language}/", {"seen": "0", "text": text, "publish": ""})
    written = words_of(Client().get(f"/{slug}/", headers={"accept-language": language}).content.decode())
    assert len(text) > 200
    missing = [word for word in delivered if word not in written]
    assert missing == []
    assert "](/" in text or slug in ("preservation", "privacy")


@pytest.mark.parametrize("address", ["/operations/pages/nothing/en/", "/operations/pages/legal/xx/"])
def test_there_are_no_other_pages_and_languages(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"seen": "0", "text": "x", "publish": ""}).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"seen": "x", "text": "y"}, {"seen": "0", "text": "a\ufffe"}, {"text": "no"}])
def test_a_forged_form_changes_nothing(browser: Client, sent: dict[str, str]) -> None:
    assert browser.post(LEGAL, sent).status_code in {200, 422}
    assert not Page.objects.exists()


def test_a_written_contact_page_keeps_the_addresses(browser: Client) -> None:
    pole = make_pole("ocean")
    pole.mail = "ocean@example.org"
    pole.save()
    browser.post("/operations/pages/contact/en/", {"seen": "0", "text": "Write to us.", "publish": ""})
    page = browser.get("/contact/").content.decode()
    assert "mailto:ocean@example.org" in page
    assert "mailto:contact@varve.localhost" in page


def test_a_new_agreement_is_in_force_in_both_languages_at_once(browser: Client, oscar: Person) -> None:
    sent = {"seen": "1", "text_en": "# Ours\n\nAll.", "text_fr": "# Le nôtre\n\nTout."}
    looked_at = browser.post("/operations/agreement/", {**sent, "preview": ""}).content.decode()
    assert "<h3>Le nôtre</h3>" in looked_at
    assert Agreement.objects.count() == 1
    browser.post("/operations/agreement/", {**sent, "publish": ""})
    made = Agreement.objects.get(version=2)
    assert made.made_by == oscar
    assert "Le nôtre" in browser.get("/agreement/", headers={"accept-language": "fr"}).content.decode()
    again = browser.post("/operations/agreement/", {**sent, "text_en": "Other.", "publish": ""})
    assert "Somebody changed this text" in again.content.decode()
    empty = browser.post("/operations/agreement/", {"seen": "2", "text_en": "x", "text_fr": " ", "publish": ""})
    assert empty.status_code == 422
    assert Agreement.objects.count() == 2


def test_the_services_themselves_refuse_who_is_no_operator(alice: Person) -> None:
    with pytest.raises(NotAllowed):
        write_page(actor=alice, slug="legal", language="en", text="Mine.", seen=0)
    with pytest.raises(NotAllowed):
        write_agreement(actor=alice, text_en="x", text_fr="y", seen=1)
