"""Exception reports of OWS Common, and envelopes of SOAP around answers and reports. Pure."""

from typing import Final

from harvest.csw.bodies import MUST_UNDERSTAND, SOAP_12
from harvest.csw.errors import CswError, ErrorCode
from harvest.csw.markup import DECLARATION, element, holder
from harvest.csw.versions import V2, XSI, Version

_SCHEMAS: Final = {
    "http://www.opengis.net/ows": "http://schemas.opengis.net/ows/1.0.0/owsExceptionReport.xsd",
    "http://www.opengis.net/ows/2.0": "http://schemas.opengis.net/ows/2.0/owsExceptionReport.xsd",
}


def report(version: Version, problem: CswError) -> bytes:
    """The report of a refusal, as the version's OWS Common has it."""
    said = {"locator": problem.locator} if problem.locator else {}
    number, language = ("1.0.0", "language") if version is V2 else ("2.0.0", "xml:lang")
    exception = holder(
        "ows:Exception", element("ows:ExceptionText", problem.sentence), exceptionCode=problem.code, **said
    )
    return (
        f'<ows:ExceptionReport xmlns:ows="{version.ows}" xmlns:xsi="{XSI}" version="{number}" {language}="en" '
        f'xsi:schemaLocation="{version.ows} {_SCHEMAS[version.ows]}">{exception}</ows:ExceptionReport>'
    ).encode()


def document(body: bytes, soap: str) -> bytes:
    """An answer as it is sent: with a declaration, and in an envelope of the namespace that the question came in."""
    if not soap:
        return DECLARATION + body
    return b"".join(
        (DECLARATION, f'<soap:Envelope xmlns:soap="{soap}"><soap:Body>'.encode(), body, b"</soap:Body></soap:Envelope>")
    )


def fault(body: bytes, problem: CswError, soap: str) -> bytes:
    """A report as the detail of a fault of SOAP 1.1 or 1.2."""
    if problem.locator == MUST_UNDERSTAND:
        whose = "soap:MustUnderstand"
    elif problem.status >= 500 and problem.code is ErrorCode.NO_APPLICABLE_CODE:
        whose = "soap:Receiver" if soap == SOAP_12 else "soap:Server"
    else:
        whose = "soap:Sender" if soap == SOAP_12 else "soap:Client"
    if soap == SOAP_12:
        reason = holder("soap:Reason", element("soap:Text", problem.sentence, xml_lang="en"))
        told = (
            holder("soap:Code", element("soap:Value", whose)),
            reason,
            f"<soap:Detail>{body.decode()}</soap:Detail>",
        )
    else:
        words = element("faultstring", problem.sentence)
        told = (element("faultcode", whose), words, f"<detail>{body.decode()}</detail>")
    return document(holder("soap:Fault", told).encode(), soap)
