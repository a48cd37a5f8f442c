"""What was found as one BibTeX file: our datasets as they are cited on their own pages, others from their entries."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from django.conf import settings

from repository.crosswalks import bibtex
from repository.crosswalks.citation import Citation
from repository.crosswalks.xml_text import one_line
from repository.models import Rendition
from repository.queries.search_parts import Hit, Results
from repository.record.people import Organisation, Party, Person

_KEY: Final = re.compile(rb"@misc\{([^,\s]*),")


def as_bibtex(results: Results, urls: Mapping[str, str]) -> bytes:
    """One entry a dataset, keys once each. Its head says how many there are in all, and where the next ones are.

    Entries of other repositories without any date are left out, since BibTeX wants a year: the head counts them.
    """
    stored = _stored(results)
    dated = [hit for hit in results.hits if hit.identifier in stored or hit.published or hit.modified]
    head = [f"% {settings.SITE_NAME}: {len(dated)} of {results.total}", f"% {urls['self']}"]
    head += [f"% Left out, without a date: {len(results.hits) - len(dated)}"] if len(dated) < len(results.hits) else []
    head += [f"% The next ones: {urls['next']}"] if "next" in urls else []
    entries = (stored.get(hit.identifier) or bibtex.write(_citation(hit)) for hit in dated)
    return b"\n".join(["\n".join(head).replace("@", "%40").encode() + b"\n", *_with_own_keys(entries)])


def _stored(results: Results) -> dict[str, bytes]:
    """Identifier -> the entry as it was rendered at publication."""
    ours = [hit.identifier for hit in results.hits if hit.is_ours]
    rows = Rendition.objects.filter(format="bibtex", dataset__catalogue_entry__identifier__in=ours)
    return {str(name): bytes(body) for name, body in rows.values_list("dataset__catalogue_entry__identifier", "body")}


def _citation(hit: Hit) -> Citation:
    day = hit.published or (hit.modified.date() if hit.modified else None)
    if day is None:
        raise ValueError(f"{hit.identifier} has no date")
    doi = hit.identifier if hit.identifier.startswith("10.") else ""
    return Citation(
        creators=tuple(_party(one_line(name)) for name in hit.creators if name.strip()),
        day=day,
        title=one_line(hit.title),
        language=hit.lang,
        publisher="",
        doi=doi,
        url=f"https://doi.org/{doi}" if doi else hit.url,
    )


def _party(name: str) -> Party:
    """``Family, Given`` is a person; whatever else is held together."""
    family, _comma, given = (part.strip() for part in name.partition(","))
    if family and given and "," not in given:
        return Person.model_construct(family=family, given=given)
    return Organisation.model_construct(name=name)


def _with_own_keys(entries: Iterator[bytes]) -> Iterator[bytes]:
    """The entries, a key that was there before with a number behind it."""
    seen: set[bytes] = set()
    for entry in entries:
        found = _KEY.match(entry)
        key = found[1] if found else b""
        number, own = 2, key
        while own in seen:
            own, number = b"%s_%d" % (key, number), number + 1
        seen.add(own)
        yield entry.replace(b"@misc{" + key + b",", b"@misc{" + own + b",", 1) if own != key else entry
