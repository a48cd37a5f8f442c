"""The place of step 4 as the server draws it, in a page of its own; and what its form was asked to save."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Locator, Page, Route

from repository.forms.steps.place import place_fields
from repository.queries.map_words import map_words
from tests.repository.deposits.forms import draw

Show = Callable[..., Page]
SIDES = ("west", "south", "east", "north")
LAND = {"rings": [[[-10, 36], [0, 36], [3, 43], [-2, 48], [-9, 43], [-10, 36]]]}


def boxes(*sides: tuple[float, float, float, float]) -> dict[str, Any]:
    """A draft with these boxes."""
    return {"place": {"boxes": [dict(zip(SIDES, each, strict=True)) for each in sides]}}


class Drawing:
    """The page, its map, and every sending of its form."""

    def __init__(self, show: Show, document: Mapping[str, Any] | None = None, *, files: str = "[]") -> None:
        self.saved: list[str] = []
        self.posted: list[str] = []
        self.answer = ""
        body = self.section(document or {}, place_files=files)
        self.page = show(
            f'<main><form method="post" action="/step" data-autosave="/autosave/">{body}</form></main>',
            step=self._step,
            **{"autosave/": self._autosave},
        )
        self.page.add_style_tag(path=Path(settings.BASE_DIR) / "static" / "css" / "place.css")
        self.stage = self.page.locator(".drawmap__stage")
        self.stage.wait_for()

    @staticmethod
    def section(document: Mapping[str, Any], **more: Any) -> str:
        """The section of the place, with what the view adds to it."""
        shown = draw(document, fields=place_fields())[0]
        context = {
            "section": shown,
            "place_land": "/land/",
            "place_map_words": map_words(),
            "place_files": "[]",
            **more,
        }
        return render_to_string("repository/_deposit_section.html", context)

    def _autosave(self, route: Route) -> None:
        self.saved.append(route.request.post_data or "")
        route.fulfill(body="<header></header>", content_type="text/html")

    def _step(self, route: Route) -> None:
        self.posted.append(route.request.post_data or "")
        route.fulfill(body=f"<html><body><main>{self.answer}</main></body></html>", content_type="text/html")

    def press(self, keys: str) -> "Drawing":
        """Press keys of the map one after the other, written with blanks between: `b ArrowUp Enter`."""
        self.stage.focus()
        for key in keys.split():
            self.page.keyboard.press(key)
        return self

    def box(self, number: int) -> list[str]:
        """What stands in the fields of one row."""
        return [self.page.input_value(f"#place-boxes-{number}-{side}") for side in SIDES]

    @property
    def said(self) -> Locator:
        """The line that is spoken."""
        return self.page.locator(".drawmap [role=status]")

    @property
    def drawn(self) -> Locator:
        """The shapes of the boxes on the map."""
        return self.page.locator(".drawmap [data-box]")

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the map, in shares of its width and height, on the page."""
        self.stage.scroll_into_view_if_needed()
        frame = self.stage.bounding_box()
        assert frame is not None
        return frame["x"] + frame["width"] * x, frame["y"] + frame["height"] * y

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> "Drawing":
        """Drag on the map from one point to another."""
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at(*end), steps=4)
        self.page.mouse.up()
        return self

    def sent_names(self) -> set[str]:
        """The names of all controls that saving while typing has sent."""
        return set(re.findall(r'name="([^"]+)"', "".join(self.saved)))


def land(route: Route) -> None:
    """The shapes, as the site serves them; tiles are open sea."""
    is_tile = "/10m/" in route.request.url
    route.fulfill(status=404 if is_tile else 200, body=json.dumps(LAND), content_type="application/json")
