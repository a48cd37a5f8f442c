"""The errors of OAI-PMH 2.0: they travel inside a 200 answer, so they are no part of the repository's tree. Pure."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """The eight codes of section 3.6 of the protocol."""

    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"  # noqa: S105  the protocol's word, not a secret
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"
    NO_METADATA_FORMATS = "noMetadataFormats"
    NO_SET_HIERARCHY = "noSetHierarchy"


class OaiError(Exception):
    """A request that cannot be answered as asked: one code of the protocol and a sentence for the harvester's log."""

    def __init__(self, code: ErrorCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
