"""The home page, pages that are read, and what search engines ask for."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from lxml import etree

from repository.lifecycle import Standing
from repository.models import Agreement, Dataset, Pole
from repository.queries.agreements import agreement_in_force, agreement_shown
from repository.queries.landing_home import kept_figures, latest_cards, pole_cards
from repository.queries.pages import TITLES, page_in_force

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES = 50_000
READ = tuple(TITLES)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest layers, the disciplines, the ways in."""
    context = {"latest": latest_cards(), "poles": pole_cards(), "figures": kept_figures()}
    return render(request, "repository/home.html", context)


def read(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view of a page that only has to be read."""

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        """The page that an operator wrote in this language, else the delivered one."""
        written = page_in_force(name)
        context = {"poles": Pole.objects.all(), "page": written, "title": TITLES[name], "slug": name}
        return render(request, "repository/page.html" if written else f"repository/{name}.html", context)

    return page


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """The deposit agreement in force, or the earlier version that ``?version=`` names."""
    asked = request.GET.get("version", "")
    try:
        shown = agreement_shown(int(asked) if re.fullmatch(r"[0-9]{1,6}", asked) else None)
    except Agreement.DoesNotExist as error:
        raise Http404 from error
    context = {"agreement": shown, "in_force": agreement_in_force().version}
    return render(request, "repository/agreement.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may follow: all that is public, but not every order of the list."""
    rooms = ("/accounts/", "/admin/", "/deposits/", "/moderation/", "/operations/", "/i18n/")
    lines = ["User-agent: *", *(f"Disallow: {room}" for room in rooms), "Disallow: /search/?", "Disallow: /*/files/"]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public landing page with the day it last changed; the newest 50,000, which is what one file may hold."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP})
    for name in ("home", *READ):
        etree.SubElement(etree.SubElement(root, f"{{{SITEMAP}}}url"), f"{{{SITEMAP}}}loc").text = _absolute(name)
    rows = Dataset.objects.filter(standing=Standing.PUBLIC).order_by("-datestamp").values_list("suffix", "datestamp")
    for suffix, datestamp in rows[: MOST_ADDRESSES - len(root)]:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = _absolute("landing", suffix)
        etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = datestamp.isoformat() if datestamp else None
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return HttpResponse(body, content_type="application/xml")


def _absolute(name: str, *parts: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"
