"""Addresses of the whole site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from archive import proofs
from archive.downloads import package_export
from config.metrics.views import metrics
from config.review_api import Conversation
from config.standing_api import StandingOf, UrgencyOf
from config.trust.views import trust, trust_file

# one door for everybody, where wrong passwords are counted
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("repository.urls")),
    path("api/v1/deposits/<uuid:deposit_id>/datasets/<uuid:key>/review/", Conversation.as_view(), name="api-review"),
    path("api/v1/deposits/<uuid:deposit_id>/datasets/<uuid:key>/standing/", StandingOf.as_view(), name="api-standing"),
    path("api/v1/deposits/<uuid:deposit_id>/datasets/<uuid:key>/urgency/", UrgencyOf.as_view(), name="api-urgency"),
    path("moderation/", include("moderation.urls")),
    path("", include("moderation.pathway_urls")),
    path("operations/archive/", include("archive.urls")),
    path("operations/trust/", trust, name="operations-trust"),
    path("operations/trust/<str:name>", trust_file, name="operations-trust-file"),
    path("datasets/<str:suffix>/package/<str:form>", package_export, name="package-export"),
    path("check_layers.py", proofs.check_script, name="check-script"),
    path("datasets/<str:suffix>/proof/", proofs.proof, name="proof"),
    path("datasets/<str:suffix>/proof/manifests.zip", proofs.manifests_zip, name="manifests-zip"),
    path("datasets/<str:suffix>/layers/<int:fragment>/manifest", proofs.layer_manifest, name="layer-manifest"),
    path("", include("compute.urls")),
    path("", include("harvest.urls")),
    path("accounts/", include("allauth.urls")),
    # which language a page has is no secret: without a token in this form, pages are the same for all
    path("i18n/setlang/", csrf_exempt(set_language), name="set_language"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
]
handler400 = "config.problems.bad_request"
handler403 = "config.problems.forbidden"
handler404 = "config.problems.not_found"
handler429 = "config.problems.too_many"
handler500 = "config.problems.server_error"
