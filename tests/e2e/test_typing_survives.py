"""Two authors at once, a cut line, a killed browser, a killed server, a session that ends: nothing typed is lost."""

import re
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, Route, expect

from config.demo.people import DEMO_PASSWORD
from tests.e2e.writers import (
    CO_AUTHOR,
    end_sessions,
    invite,
    kill_browser,
    kill_web_server,
    open_profile,
    writing,
)
from tests.services.site import RunningSite

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.embedded, pytest.mark.timeout(400)]


def test_two_authors_type_in_one_draft_at_once(browser: Browser, site: RunningSite, address: str) -> None:
    with writing(browser, address) as clara, writing(browser, address, CO_AUTHOR) as paul:
        url = clara.start()
        invite(site, url)
        clara.page.goto(url)
        paul.page.goto(url)
        clara.type("title-en", "Oxygen of the shelf")
        paul.type("title-fr", "Oxygène du plateau")
        clara.saved()
        paul.saved()
        clara.type("abstract-en", "What Clara wrote")
        clara.saved()
        paul.type("abstract-en", "What Paul wrote")
        paul.told("changed elsewhere too")
        note = paul.page.locator("#section-abstract .other")
        expect(note).to_contain_text("Clara Marin wrote this here at")
        expect(note).to_contain_text("What Clara wrote")
        paul.reads("abstract-en", "What Paul wrote")
        note.get_by_role("button", name=re.compile("Use this instead")).click()
        paul.reads("abstract-en", "What Clara wrote")
        clara.page.reload()
        clara.reads("title-en", "Oxygen of the shelf")
        clara.reads("title-fr", "Oxygène du plateau")
        clara.reads("abstract-en", "What Clara wrote")


def test_the_button_pressed_while_it_saves_is_no_second_author(browser: Browser, address: str) -> None:
    with writing(browser, address) as clara:
        url = clara.start()
        clara.page.goto(url)
        held: list[APIResponse] = []

        def arrives_unanswered(route: Route) -> None:
            held.append(route.fetch())

        clara.page.route("**/autosave/", arrives_unanswered)
        clara.type("title-en", "Oxygen")
        clara.told("Saving")
        for _ in range(100):
            clara.page.wait_for_timeout(100)
            if held:
                break
        assert held[0].status == 200
        clara.type("title-en", "Oxygen of the shelf")
        clara.page.locator("button[value=save]").last.click()
        clara.saved()
        clara.reads("title-en", "Oxygen of the shelf")
        expect(clara.page.locator(".other")).to_have_count(0)


def test_what_is_typed_without_a_line_is_sent_when_it_is_back(browser: Browser, address: str) -> None:
    with writing(browser, address) as clara:
        url = clara.start()
        clara.page.goto(url)
        clara.context.set_offline(True)
        clara.type("title-en", "Typed at sea")
        clara.told("Offline: kept on this computer")
        clara.type("abstract-en", "More of it")
        clara.context.set_offline(False)
        clara.saved()
        clara.page.goto(url)
        clara.reads("title-en", "Typed at sea")
        clara.reads("abstract-en", "More of it")


def test_a_browser_killed_without_a_line_finds_everything_again(browser: Browser, address: str) -> None:
    with tempfile.TemporaryDirectory(prefix="varve-", ignore_cleanup_errors=True) as folder:
        clara = open_profile(browser, Path(folder), address)
        clara.sign_in()
        url = clara.start()
        clara.page.goto(url)
        clara.type("title-en", "Before")
        clara.saved()
        cookies = clara.context.cookies()
        clara.context.set_offline(True)
        clara.type("abstract-en", "Typed just before the end")
        clara.told("Offline: kept on this computer")
        kill_browser(Path(folder))
        again = open_profile(browser, Path(folder), address)
        again.context.add_cookies(cookies)  # type: ignore[arg-type]
        again.page.goto(url)
        again.told("Found what you typed at")
        again.reads("abstract-en", "Typed just before the end")
        again.page.reload()
        again.reads("abstract-en", "Typed just before the end")
        again.saved()
        again.context.close()


def test_a_server_killed_while_one_types_loses_nothing(browser: Browser, site: RunningSite, address: str) -> None:
    with writing(browser, address) as clara:
        url = clara.start()
        clara.page.goto(url)
        clara.type("title-en", "Typed before")
        kill_web_server(site)
        clara.type("abstract-en", "Typed while nobody answered")
        clara.type("lineage-en", "And after")
        clara.saved()
        clara.page.goto(url)
        clara.reads("title-en", "Typed before")
        clara.reads("abstract-en", "Typed while nobody answered")
        clara.reads("lineage-en", "And after")


def test_a_session_that_ends_in_the_middle_is_renewed_in_the_page(
    browser: Browser, site: RunningSite, address: str
) -> None:
    with writing(browser, address) as clara:
        url = clara.start()
        clara.page.goto(url)
        end_sessions(site)
        clara.type("title-en", "Typed after the session ended")
        clara.told("You were signed out. Sign in here: what you typed is kept.")
        clara.page.locator("[data-sign-in]").click()
        dialog = clara.page.get_by_role("dialog")
        dialog.locator("[name=login]").fill(CO_AUTHOR)
        dialog.locator("[name=password]").fill(DEMO_PASSWORD)
        dialog.get_by_role("button", name="Sign in and save").click()
        expect(dialog).to_contain_text("typed with another account")
        dialog.locator("[name=login]").fill(clara.email)
        dialog.locator("[name=password]").fill(DEMO_PASSWORD)
        dialog.get_by_role("button", name="Sign in and save").click()
        clara.saved()
        clara.page.locator("button[value=next]").click()
        clara.page.wait_for_url(re.compile("/people/"))
        clara.page.goto(url)
        clara.reads("title-en", "Typed after the session ended")


def test_nothing_is_kept_on_the_computer_once_it_is_saved_or_one_signs_out(browser: Browser, address: str) -> None:
    count = """async () => {
      const base = await new Promise((done) => {
        const asked = indexedDB.open("varve", 1);
        asked.onsuccess = () => done(asked.result);
      });
      const store = base.transaction("typed").objectStore("typed");
      return await new Promise((done) => { const asked = store.count(); asked.onsuccess = () => done(asked.result); });
    }"""
    with writing(browser, address) as clara:
        clara.page.goto(clara.start())
        clara.type("title-en", "Saved")
        clara.saved()
        clara.page.wait_for_timeout(500)
        assert clara.page.evaluate(count) == 0
        clara.context.set_offline(True)
        clara.type("title-en", "Not saved")
        clara.told("Offline")
        assert clara.page.evaluate(count) == 1
        clara.context.set_offline(False)
        clara.page.route("**/autosave/", lambda route: route.abort())
        clara.page.goto(f"{address}/accounts/logout/")
        clara.page.locator("main button[type=submit]").click()
        clara.page.wait_for_url(f"{address}/")
        assert clara.page.evaluate(count) == 0
