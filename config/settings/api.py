"""Settings of the API: how rest_framework answers, what drf-spectacular calls things; nothing of the environment."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["repository.api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["repository.api.authentication.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["repository.api.throttling.ByToken"],
    "DEFAULT_PARSER_CLASSES": ["repository.api.parsing.StrictJson"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "repository.api.negotiation.OnlyJson",
    "DEFAULT_SCHEMA_CLASS": "repository.api.openapi.Operation",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "config.api_problems.answer",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR: dict[str, Any] = {
    "DESCRIPTION": "The deposit room and the catalogue for programs.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "repository.api.openapi.complete",
    ],
    "ENUM_NAME_OVERRIDES": {
        "DatasetState": "repository.api.shapes.enums.DATASET_STATE",
        "Standing": "repository.api.shapes.enums.STANDING",
        "AccessPolicy": "repository.api.shapes.enums.ACCESS_POLICY",
        "FileRole": "repository.api.shapes.enums.FILE_ROLE",
        "ProposalState": "repository.api.shapes.enums.PROPOSAL_STATE",
        "Severity": "repository.api.shapes.enums.SEVERITY",
        "Step": "repository.api.shapes.enums.STEP",
        "Scope": "repository.api.shapes.enums.SCOPE",
        "PartyRole": "repository.api.shapes.enums.PARTY_ROLE",
        "InvitedRole": "repository.api.shapes.enums.INVITED_ROLE",
        "TemplateKind": "repository.api.shapes.enums.TEMPLATE_KIND",
        "TemplateRelation": "repository.api.shapes.enums.TEMPLATE_RELATION",
        "ThreadState": "config.review_api.STATES",
        "ReviewStage": "config.standing_api.STAGES",
        "StageState": ["done", "now", "held", "waiting"],
        "ProductKind": "compute.doors.rest.product_shapes.KINDS",
        "JobState": "compute.doors.rest.shapes.STATES",
        "TaskState": ["ok", "error"],
        "SharingAction": ["share", "own", "drop"],
        "AnswerAction": ["use", "use-clear", "refuse", "undo"],
        "AgreementLanguage": ["en", "fr"],
    },
}
