"""`{% load varve %}`: assets, icons, badges, maps, sizes and dates. Only doors; the work is done beside."""

import datetime
from collections.abc import Iterable, Sequence

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.http import HttpRequest
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from repository.maps.results import Area, Marked
from repository.markup.rendering import render
from repository.templatetags import assets, badges, formatting, icons, plates

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """`{% asset "varve.css" %}`: the address of a built file, or of its source where no build was made."""
    return assets.asset_url(name)


@register.simple_tag
def preloads() -> SafeString:
    """Links that fetch the two fonts of the first screen early."""
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html_join("\n", link, ((url,) for url in assets.font_urls()))


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "file" %}`: one line icon."""
    return icons.draw_icon(name)


@register.simple_tag
def brand_mark() -> SafeString:
    """The mark of the site: four beds under water."""
    return mark_safe(icons.BRAND)  # noqa: S308 (constant)


@register.simple_tag
def section_art() -> SafeString:
    """The drawn continental margin of the home page."""
    return mark_safe(assets.section_drawing())  # noqa: S308 (a file of this repository)


@register.simple_tag
def orcid_mark() -> SafeString:
    """The round ORCID sign; the words beside it must say ORCID."""
    return mark_safe(icons.ORCID)  # noqa: S308 (constant)


@register.simple_tag
def plate(boxes: Iterable[object], points: object = (), title: str = "", width: object = None) -> SafeString:
    """`{% plate record.boxes title=words %}`: the map of where data were taken (see `partials/_plate.html`)."""
    return plates.draw(boxes, points, title=title, width=width)


@register.simple_tag
def results_map(hits: Sequence[Marked], area: Area, title: str) -> SafeString:
    """The map of a page of search results: the frames of the hits with their numbers, and the area asked for."""
    return plates.draw_found(hits, area, title=title, width=400)


@register.simple_tag
def not_drawn(boxes: Iterable[object]) -> str:
    """`{% not_drawn boxes as left_out %}`: how many boxes the map leaves out, in words; empty where it draws all."""
    return plates.not_drawn(boxes)


@register.filter
def frame(box: object) -> str:
    """`{{ box|frame }}`: 42.12 – 43.45° N, 3.02 – 5.31° E."""
    return plates.frame_text(box)


@register.simple_tag(takes_context=True)
def nav_link(context: RequestContext, name: str, words: str) -> SafeString:
    """A link of the main navigation, marked where the reader is under it."""
    url = reverse(name)
    request = context.get("request")
    here = isinstance(request, HttpRequest) and request.path.startswith(url)
    return format_html('<a href="{}"{}>{}</a>', url, mark_safe(' aria-current="page"') if here else "", words)


@register.filter
def badge(state: object) -> badges.Badge:
    """`{% with shown=dataset.state|badge %}`: kind, icon and word of a state."""
    return badges.badge_of(state)


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a form field in our look, tied to its help and its error."""
    widget = field.field.widget
    classes = "input"
    if isinstance(widget, (CheckboxInput, CheckboxSelectMultiple, RadioSelect)):
        classes = ""
    elif isinstance(widget, Textarea):
        classes = "area"
    elif isinstance(widget, Select):
        classes = "select"
    about = [f"{field.auto_id}-help"] if field.help_text else []
    about += [f"{field.auto_id}-error"] if field.errors else []
    attrs = {"class": classes, "aria-describedby": " ".join(about)}
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs={key: value for key, value in attrs.items() if value})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether a form field is one box to tick, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def size(count: int | None) -> str:
    """`{{ file.size|size }}`: 48.2 MB / 48,2 Mo."""
    return formatting.size_text(count)


@register.filter
def day(value: object) -> str:
    """`{{ published|day }}`: 18 Nov 2026 / 18 nov. 2026; partial dates as far as known."""
    return formatting.day_text(value)


@register.filter
def clock(value: datetime.datetime | None) -> str:
    """`{{ saved_at|clock }}`: 14:03 / 14 h 03."""
    return formatting.clock_text(value)


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """`{{ event.at|moment }}`: 18 Nov 2026, 16:40."""
    return formatting.moment_text(value)


@register.filter
def number(value: object) -> str:
    """`{{ count|number }}`: 4,812 / 4 812."""
    return formatting.number_text(value)


@register.filter
def metres(ends: Sequence[float | None]) -> str:
    """`{{ hit.depth|metres }}`: `0 – 2,340 m`."""
    return formatting.metres_text(ends)


@register.filter
def markup(text: str, top: int = 2) -> SafeString:
    """`{{ page.text|markup }}`: light marks as safe HTML, headings from `<h{top}>`."""
    return mark_safe(render(text, top=top))  # noqa: S308 (made of escaped text alone: repository/markup/rendering.py)


@register.filter
def initials(name: object) -> str:
    """`{{ person|initials }}`: two letters for an avatar."""
    return formatting.initials(name)


@register.filter
def people(names: object) -> str:
    """`{{ card.creators|people }}`: the first three names and how many more; a text stays as it is."""
    return formatting.people_text(names)
