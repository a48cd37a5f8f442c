"""The sixteen requirements of CoreTrustSeal 2023-2025, and who gathers the evidence for each."""

from collections.abc import Callable
from typing import Final

from config.trust.appraisal import appraisal, quality
from config.trust.discovery import identification, reuse
from config.trust.dossier import Dossier
from config.trust.organisation import continuity, expertise, governance, mission
from config.trust.preservation import integrity, preservation_plan
from config.trust.provenance import provenance, workflows
from config.trust.rights import legal, rights
from config.trust.security import infrastructure, security

EDITION: Final = "CoreTrustSeal Requirements 2023-2025"
REQUIREMENTS: Final[tuple[tuple[str, str, Callable[[Dossier], None]], ...]] = (
    ("R01", "Mission & Scope", mission),
    ("R02", "Rights Management", rights),
    ("R03", "Continuity of Service", continuity),
    ("R04", "Legal & Ethical", legal),
    ("R05", "Governance & Resources", governance),
    ("R06", "Expertise & Guidance", expertise),
    ("R07", "Provenance and Authenticity", provenance),
    ("R08", "Deposit & Appraisal", appraisal),
    ("R09", "Preservation Plan", preservation_plan),
    ("R10", "Quality Assurance", quality),
    ("R11", "Workflows", workflows),
    ("R12", "Discovery and Identification", identification),
    ("R13", "Reuse", reuse),
    ("R14", "Storage & Integrity", integrity),
    ("R15", "Technical Infrastructure", infrastructure),
    ("R16", "Security", security),
)
