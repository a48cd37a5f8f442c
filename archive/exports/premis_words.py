"""Terms of the preservation vocabularies of the Library of Congress (id.loc.gov), and how PREMIS 3 writes things."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

NAMESPACE: Final = "http://www.loc.gov/premis/v3"
_VOCABULARIES: Final = "http://id.loc.gov/vocabulary/preservation"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TERMS: Final = {
    "eventType": {
        "accession": "acc",
        "dissemination": "dis",
        "fixity check": "fix",
        "information package creation": "ipc",
        "ingestion": "ing",
        "metadata modification": "mem",
        "quarantine": "qua",
        "recovery": "rec",
        "replication": "rep",
        "transfer": "tra",
    },
    "eventOutcome": {"success": "suc", "fail": "fai"},
    "agentType": {"person": "per", "software": "sof", "organization": "org"},
    "eventRelatedAgentRole": {"executing program": "exe", "implementer": "imp"},
    "relationshipType": {"structural": "str"},
    "relationshipSubType": {"represents": "rep", "is included in": "isi"},
    "cryptographicHashFunctions": {"SHA-256": "sha256"},
}


def term(element: str, vocabulary: str, word: str) -> str:
    """An element with a word of a vocabulary and its address; a word that the vocabulary lacks is written alone."""
    code = TERMS[vocabulary].get(word)
    authority = f"{_VOCABULARIES}/{vocabulary}"
    told = f' authority="{vocabulary}" authorityURI="{authority}" valueURI="{authority}/{code}"'
    return f"<{element}{told if code else ''}>{text_of(word)}</{element}>"


def one(element: str, value: object) -> str:
    """An element with a text; nothing for an empty one."""
    text = text_of(str(value))
    return f"<{element}>{text}</{element}>" if text else ""


def all_of(element: str, parts: Iterable[str]) -> str:
    """An element with others inside; nothing where there are none."""
    inside = "".join(parts)
    return f"<{element}>{inside}</{element}>" if inside else ""


def identifier(element: str, kind: str, value: str) -> str:
    """One of PREMIS's pairs of a type and a value, such as ``objectIdentifier``."""
    return all_of(element, (one(f"{element}Type", kind), one(f"{element}Value", value)))


def text_of(text: str) -> str:
    """As XML holds it: what XML 1.0 cannot hold becomes U+FFFD."""
    return escape(_NO_XML.sub("\ufffd", text))


def moment(at: datetime) -> str:
    """UTC, to the microsecond where there is any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
