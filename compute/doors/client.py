"""The client for notebooks, as one file to take away."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from repository.views.public_headers import conditional

CLIENT: Final = Path(settings.BASE_DIR) / "clients" / "python" / "varve_client.py"


@require_safe
def python_client(request: HttpRequest) -> HttpResponse:
    """`/varve_client.py`."""
    response = HttpResponse(CLIENT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{CLIENT.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return conditional(request, response, shared_s=0)
