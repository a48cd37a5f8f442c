"""Reading rendered XML in tests: texts and attributes by the local name of an element."""

from lxml import etree


def read(body: bytes) -> etree._Element:
    """The root of a rendered element, which must be well-formed and without declaration."""
    assert not body.startswith(b"<?xml")
    return etree.fromstring(body)


def elements(body: bytes, name: str, **attributes: str) -> list[etree._Element]:
    """The elements with this local name and these attributes, in their order."""
    found = [node for node in read(body).iter() if etree.QName(node).localname == name]
    return [node for node in found if all(node.get(key) == value for key, value in attributes.items())]


def texts(body: bytes, name: str, **attributes: str) -> list[str]:
    """The texts of these elements."""
    return [node.text or "" for node in elements(body, name, **attributes)]


def name(node: etree._Element) -> str:
    """The local name of an element."""
    return etree.QName(node).localname


def language(node: etree._Element) -> str | None:
    """The xml:lang of an element."""
    return node.get("{http://www.w3.org/XML/1998/namespace}lang")
