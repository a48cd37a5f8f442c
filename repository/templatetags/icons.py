"""The line icons of the site, drawn in a 24 x 24 box. Names say what is shown, not where it is used."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "alert": '<path d="M12 3.5 22 20.5H2zM12 10v5M12 17.8v.2"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15zM10 21h4"/>',
    "chart": '<path d="M4 19V9M9.300 19V5M14.600 19v-7M20 19V8"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "comment": '<path d="M4 5h16v11H10l-5 4v-4H4z"/>',
    "copy": '<rect x="8" y="8" width="12" height="12" rx="1.5"/><path d="M16 8V4H4v12h4"/>',
    "cross": '<path d="M5.5 5.5l13 13M18.5 5.5l-13 13"/>',
    "depth": '<path d="M4 4.500h16M12 5v14M8 15l4 4 4-4"/>',
    "down": '<path d="M12 4v14M6 12l6 6 6-6"/>',
    "download": '<path d="M12 4v12M7 11l5 5 5-5M4 20h16"/>',
    "file": '<path d="M6 3h8l5 5v13H6zM14 3v5h5"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "flag": '<path d="M5 21V4h13l-3 4.500 3 4.500H5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.5v.2"/>',
    "layers": (
        '<path d="m12 4 9 4.500-9 4.500-9-4.500zM3.500 12.800 12 17l8.500-4.200M3.500 16.800 12 21l8.500-4.200"/>'
    ),
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "lock-open": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 7.600-1.700"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "next": '<path d="m9 5 7 7-7 7"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
    "pen": '<path d="m4 20 1-5L16 4l4 4L9 19z"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.500 20c1-4 4-6 7.500-6s6.500 2 7.500 6"/>',
    "pin": (
        '<path d="M12 21c4.500-5.500 6.500-8.700 6.500-11.500a6.500 6.500 0 0 0-13 0c0 2.800 2 6 6.500 11.500z"/>'
        '<circle cx="12" cy="9.500" r="2.200"/>'
    ),
    "play": '<path d="M7 4.5v15l12-7.5z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "previous": '<path d="m15 5-7 7 7 7"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>',
    "send": '<path d="M3.500 11.500 20.500 4l-5 16.500-3.500-7z"/>',
    "stop": '<rect x="6" y="6" width="12" height="12"/>',
    "up": '<path d="M12 20V6M6 12l6-6 6 6"/>',
    "upload": '<path d="M12 16V4M7 9l5-5 5 5M4 20h16"/>',
    "working": '<path d="M12 3a9 9 0 1 1-9 9"/>',
}

BRAND = (
    '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
    '<path class="b0" d="M2 2h28v7.500C24 12.500 19 6 12 8.300 8 9.600 5 9.300 2 8z"/>'
    '<path class="b1" d="M2 8c3 1.300 6 1.600 10 .3C19 6 24 12.500 30 9.500v5.200c-6 2.800-11-3.600-18-1.400'
    '-4 1.300-7 1-10-.3z"/>'
    '<path class="b2" d="M2 13c3 1.300 6 1.600 10 .3 7-2.200 12 4.200 18 1.400v2.600c-6 2.800-11-3.400-18-1.300'
    '-4 1.300-7 1-10-.3z"/>'
    '<path class="b3" d="M2 15.700c3 1.300 6 1.600 10 .3 7-2.100 12 4.100 18 1.300v6c-6 2.600-11-3-18-1'
    '-4 1.200-7 .9-10-.3z"/>'
    '<path class="b4" d="M2 22c3 1.200 6 1.500 10 .3 7-2 12 3.600 18 1V30H2z"/></svg>'
)

ORCID = (
    '<svg class="orcid" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="11"/>'
    '<path d="M7.300 9.500v7.500M7.300 6.900v.2M11 8.400v8.600h2.700a4.300 4.300 0 0 0 0-8.600z"/></svg>'
)


def draw_icon(name: str) -> SafeString:
    """One icon as inline SVG, hidden from screen readers; an unknown name is a KeyError, never an empty hole."""
    drawing = mark_safe(PATHS[name])  # noqa: S308 (constant of this module)
    return format_html('<svg class="ico" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)
