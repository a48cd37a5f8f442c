"""One's personal tokens: the list, making one (after the password was given again), revoking one."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from repository.errors import WrongState
from repository.forms.tokens import TokenForm
from repository.models import Person, PersonalToken
from repository.queries.tokens import token_lines
from repository.services.tokens import LIVES, make_token, revoke_token
from repository.views.deposit_entrance import reader_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens, and the form. A new one is shown in this answer and never again."""
    return _making(request) if request.method == "POST" else _page(request, _empty_form())


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def _making(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST, lives=LIVES)
    text = _made(form, reader_of(request)) if form.is_valid() else ""
    return _page(request, _empty_form() if text else form, text)


def _empty_form() -> TokenForm:
    return TokenForm(lives=LIVES, initial={"days": LIVES[1]})


def _page(request: HttpRequest, form: TokenForm, text: str = "") -> HttpResponse:
    context = {"form": form, "text": text, "lines": token_lines(reader_of(request))}
    return render(request, "account/tokens.html", context, status=422 if form.errors else 200)


def _made(form: TokenForm, person: Person) -> str:
    """The text of a new token; nothing where there are too many, which the form then says."""
    cleaned = form.cleaned_data
    try:
        _token, text = make_token(actor=person, name=cleaned["name"], scopes=cleaned["scopes"], days=cleaned["days"])
    except WrongState as problem:
        form.add_error(None, problem.sentence)
        return ""
    return text


@require_POST
@login_required
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token now."""
    try:
        token = revoke_token(actor=reader_of(request), token_id=token_id)
    except PersonalToken.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("tokens")
