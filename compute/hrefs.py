"""Addresses of this site as inputs: a DOI, a page of a dataset, a file of it. No other host is ever asked.

An address of a whole dataset stands for all files of it that the input takes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from compute.processes.base import InputRefused, InputSpec, Process
from repository.models import Dataset, LayerFile
from repository.queries.layers import published_snapshots

MOST: Final = 500
"""Files that one address may stand for."""
_DOI: Final = re.compile(
    r"(?:doi:|https?://(?:dx\.)?doi\.org/)(10\.[0-9.]{1,20})/([^/?#\s]{1,100})(?:#(\d{1,9}))?", re.ASCII
)
_LONGEST: Final = 2_000


def without_hrefs(process: Process, given: Any) -> Any:
    """Inputs with a reference for each file that an address stands for. Raises InputRefused."""
    if not isinstance(given, Mapping):
        return given
    return {name: _spread(str(name), process.inputs.get(name), value) for name, value in given.items()}


def _spread(name: str, spec: InputSpec | None, value: Any) -> Any:
    if spec is None or not spec.media_types:
        return value
    if spec.max_occurs == 1:
        found = _references(name, spec, value)
        if len(found) > 1:
            words = _("{name}: this address stands for {count} files; name one of them.")
            raise InputRefused(name, "one-file", words.format(name=name, count=len(found)))
        return found[0]
    all_: list[Any] = []
    for each in value if isinstance(value, list) else [value]:
        all_ += _references(name, spec, each)
        if len(all_) > MOST and _is_address(each):
            words = _("{name}: these addresses stand for more than {most} files; name some of them.")
            raise InputRefused(name, "maxOccurs", words.format(name=name, most=MOST))
    return all_


def _is_address(value: Any) -> bool:
    return isinstance(value, dict) and "href" in value


def _references(name: str, spec: InputSpec, value: Any) -> list[Any]:
    """One or more; what is no address stays as it is."""
    if not isinstance(value, dict) or "href" not in value:
        return [value]
    href = value["href"]
    if not isinstance(href, str) or len(href) > _LONGEST or "\x00" in href or set(value) != {"href"}:
        raise _refused(name)
    if found := _DOI.fullmatch(href):
        dataset = Dataset.objects.filter(prefix=found[1], suffix=found[2]).first()
        return list(_files(name, spec, dataset, int(found[3]) if found[3] else None))
    return _of_this_site(name, spec, href)


def _of_this_site(name: str, spec: InputSpec, href: str) -> list[Any]:
    try:
        there, site = urlsplit(href), urlsplit(settings.SITE_URL)
        path = unquote(there.path)
        if (there.scheme, there.netloc) != (site.scheme, site.netloc) or "\x00" in path:
            raise _refused(name)
        match = resolve(path)
    except (Resolver404, ValueError) as error:
        raise _refused(name) from error
    parts = match.kwargs
    match match.url_name:
        case "file":
            return [{"dataset": parts["suffix"], "layer": parts["fragment"], "path": parts["name"]}]
        case "api-file":
            return [{"draft": str(parts["key"]), "path": parts["path"]}]
        case "landing" | "layer" | "doi":
            layer = parts.get("fragment") or (int(there.fragment) if there.fragment.isdecimal() else None)
            dataset = Dataset.objects.filter(suffix=parts["suffix"]).first()
            return list(_files(name, spec, dataset, layer))
        case _:
            raise _refused(name)


def _files(name: str, spec: InputSpec, dataset: Dataset | None, layer: int | None) -> Iterator[dict[str, Any]]:
    """Of the newest published layer, unless one is named."""
    layers = published_snapshots(dataset) if dataset else None
    if layers is not None and layer is not None:
        layers = layers.filter(number=layer)
    chosen = layers.first() if layers is not None else None
    places = LayerFile.objects.filter(snapshot=chosen, file__media_type__in=spec.media_types).order_by("path")
    paths = list(places.values_list("path", flat=True)[: MOST + 1]) if chosen else []
    if dataset is None or chosen is None or not paths:
        words = _("{name}: there is no file of that dataset that this input takes: {kinds}.")
        raise InputRefused(name, "no-such-file", words.format(name=name, kinds=", ".join(spec.media_types)))
    if len(paths) > MOST:
        words = _("{name}: this address stands for more than {most} files; name some of them.")
        raise InputRefused(name, "maxOccurs", words.format(name=name, most=MOST))
    for path in paths:
        yield {"dataset": dataset.suffix, "layer": chosen.number, "path": path}


def _refused(name: str) -> InputRefused:
    words = _("{name}: only datasets of this site are read: doi:…, the address of a dataset or of one of its files.")
    return InputRefused(name, "href", words.format(name=name))
