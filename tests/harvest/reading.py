"""Reading answers as a harvester does."""

from lxml import etree

OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


def error_of(answer: etree._Element) -> str:
    """The code of the one error of an answer."""
    (found,) = answer.findall("o:error", OAI)
    assert (found.text or "").endswith(".")
    return str(found.get("code"))


def identifiers_in(answer: etree._Element) -> list[str]:
    """The identifiers of an answer's headers, in order."""
    return [str(found.text) for found in answer.findall(".//o:header/o:identifier", OAI)]


def token_in(answer: etree._Element) -> etree._Element | None:
    """The resumption token's element, if there is one."""
    return answer.find(".//o:resumptionToken", OAI)


def request_of(answer: etree._Element) -> dict[str, str]:
    """The attributes of the request element."""
    found = answer.find("o:request", OAI)
    assert found is not None
    assert str(found.text).endswith("/oai")
    return {str(name): str(value) for name, value in found.attrib.items()}
