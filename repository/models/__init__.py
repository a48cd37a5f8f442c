"""The spine's models, one noun a file."""

from repository.models.access_request import LIVE, AccessRequest, AccessState
from repository.models.agreement import Agreement, AgreementAcceptance
from repository.models.allowance import AllowanceRequest
from repository.models.catalogue import ASKED_ONLY, CatalogueChange, CatalogueEntry, CatalogueEpoch
from repository.models.clock import ClockLook
from repository.models.dataset import AccessPolicy, Dataset, RecordVersion
from repository.models.deposit import Deposit
from repository.models.erasure import (
    ErasedFile,
    Erasure,
    ErasurePlace,
    ErasurePlaceKind,
    ErasureScope,
    ErasureState,
)
from repository.models.event import Delivery, LifecycleEvent
from repository.models.exercise import Exercise, ExerciseKind
from repository.models.inspection import Gravity, Inspection, ProposalAnswer
from repository.models.invitation import Invitation, LookedFile, ReviewerLink
from repository.models.layer import (
    DataFile,
    DraftFile,
    FileRole,
    LayerFile,
    Publication,
    PublicationKind,
    Snapshot,
)
from repository.models.message import MessageKind, ReaderMessage
from repository.models.notification import Digest, DigestLine, MailServer, NotificationChoice, When
from repository.models.organisation import Organisation, OrganisationName, OrganisationNameKind
from repository.models.page import Page
from repository.models.person import Allowance, Grant, Person, Pole, Role
from repository.models.preview import Preview
from repository.models.registration import DoiAttempt
from repository.models.relation import DatasetRelation
from repository.models.rendition import Rendition
from repository.models.saved_search import SavedSearch
from repository.models.source import Source, SourceFile, SourceState
from repository.models.station import Station, StationKind, StationReading
from repository.models.subset import Subset, SubsetContent, SubsetState
from repository.models.template import Template, TemplateKind
from repository.models.token import PersonalToken, TokenScope
from repository.models.upload import Upload, UploadEnds, UploadKind, UploadPiece
from repository.models.usage import UsageKind, UsageMark, UsageMonth
from repository.models.vocabulary import Concept, ConceptLabel, ConceptScheme, LabelKind
from repository.models.watch import Watch
from repository.models.webhook import Webhook, WebhookAttempt, WebhookEvent, WebhookScope
from repository.models.wording import Handwriting, OtherWording

__all__ = [
    "ASKED_ONLY",
    "LIVE",
    "AccessPolicy",
    "AccessRequest",
    "AccessState",
    "Agreement",
    "AgreementAcceptance",
    "Allowance",
    "AllowanceRequest",
    "CatalogueChange",
    "CatalogueEntry",
    "CatalogueEpoch",
    "ClockLook",
    "Concept",
    "ConceptLabel",
    "ConceptScheme",
    "DataFile",
    "Dataset",
    "DatasetRelation",
    "Delivery",
    "Deposit",
    "Digest",
    "DigestLine",
    "DoiAttempt",
    "DraftFile",
    "ErasedFile",
    "Erasure",
    "ErasurePlace",
    "ErasurePlaceKind",
    "ErasureScope",
    "ErasureState",
    "Exercise",
    "ExerciseKind",
    "FileRole",
    "Grant",
    "Gravity",
    "Handwriting",
    "Inspection",
    "Invitation",
    "LabelKind",
    "LayerFile",
    "LifecycleEvent",
    "LookedFile",
    "MailServer",
    "MessageKind",
    "NotificationChoice",
    "Organisation",
    "OrganisationName",
    "OrganisationNameKind",
    "OtherWording",
    "Page",
    "Person",
    "PersonalToken",
    "Pole",
    "Preview",
    "ProposalAnswer",
    "Publication",
    "PublicationKind",
    "ReaderMessage",
    "RecordVersion",
    "Rendition",
    "ReviewerLink",
    "Role",
    "SavedSearch",
    "Snapshot",
    "Source",
    "SourceFile",
    "SourceState",
    "Station",
    "StationKind",
    "StationReading",
    "Subset",
    "SubsetContent",
    "SubsetState",
    "Template",
    "TemplateKind",
    "TokenScope",
    "Upload",
    "UploadEnds",
    "UploadKind",
    "UploadPiece",
    "UsageKind",
    "UsageMark",
    "UsageMonth",
    "Watch",
    "Webhook",
    "WebhookAttempt",
    "WebhookEvent",
    "WebhookScope",
    "When",
]
