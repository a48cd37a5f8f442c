"""The page of a deposit's people: who may edit and who may read; inviting, changing, taking away, leaving."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from repository.access import Action, can, require
from repository.errors import WrongState
from repository.forms.sharing import InviteForm
from repository.models import Deposit, Grant, Invitation, Person
from repository.queries.deposit_people import invitations_of, is_party, members_of
from repository.queries.deposits import dataset_title
from repository.queries.reviewer_links import links_of
from repository.services.deposit_people import change_role, end_membership, hand_over
from repository.services.invitations import DAYS, invite, send_again, withdraw_invitation
from repository.views.deposit_entrance import deposit_to_read, reader_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """Everybody who may edit or read, who is asked in, and the form that asks somebody in."""
    deposit, reader = deposit_of_party(request, deposit_id)
    if request.method == "POST":
        require(reader, Action.SHARE, deposit)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(form, deposit, reader):
        messages.success(request, _("The invitation is on its way. The link in it is good for %(days)d days.") % {
            "days": DAYS
        })  # fmt: skip
        return redirect("deposit-team", deposit_id)
    _deposit, datasets = deposit_to_read(request, deposit_id)
    may_share = can(reader, Action.SHARE, deposit)
    context = {
        "deposit": deposit,
        "heading": dataset_title(datasets[0]),
        "members": members_of(deposit, reader),
        "asked": invitations_of(deposit) if may_share else (),
        "may_share": may_share,
        "form": form,
        "links": links_of(deposit) if can(reader, Action.LINK, deposit) else (),
        "may_link": can(reader, Action.LINK, deposit),
    }
    return render(request, "repository/deposit_team.html", context, status=422 if form.errors else 200)


def deposit_of_party(request: HttpRequest, deposit_id: UUID) -> tuple[Deposit, Person]:
    """A deposit whose people the reader is one of. Raises ``Http404``, for moderators too: it is not their business."""
    deposit, _datasets = deposit_to_read(request, deposit_id)
    reader = reader_of(request)
    if not is_party(reader, deposit):
        raise Http404
    return deposit, reader


def _invited(form: InviteForm, deposit: Deposit, reader: Person) -> bool:
    """Whether the invitation goes out; where it is refused the form says why."""
    said = form.cleaned_data
    try:
        invite(actor=reader, deposit_id=deposit.pk, email=said["email"], role=said["role"], note=said["note"])
    except WrongState as problem:
        form.add_error("email", problem.sentence)
        return False
    return True


@require_POST
@login_required
def invitation_again(request: HttpRequest, deposit_id: UUID, invitation: UUID) -> HttpResponse:
    """Send another mail with another link."""
    words = _("The invitation is sent again. The link before is void.")
    return _done(
        request, deposit_id, words, lambda actor: send_again(actor=actor, deposit_id=deposit_id, key=invitation)
    )


@require_POST
@login_required
def invitation_withdraw(request: HttpRequest, deposit_id: UUID, invitation: UUID) -> HttpResponse:
    """Make its link void."""
    words = _("The invitation is withdrawn. Its link is void.")
    return _done(
        request,
        deposit_id,
        words,
        lambda actor: withdraw_invitation(actor=actor, deposit_id=deposit_id, key=invitation),
    )


@require_POST
@login_required
def role(request: HttpRequest, deposit_id: UUID, member: int) -> HttpResponse:
    """Let somebody edit or read, or make them the depositor."""
    wanted = request.POST.get("role", "")

    def change(actor: Person) -> object:
        if wanted == "depositor":
            return hand_over(actor=actor, deposit_id=deposit_id, grant_id=member)
        return change_role(actor=actor, deposit_id=deposit_id, grant_id=member, role=wanted)

    return _done(request, deposit_id, _("Changed. The person is told by mail."), change)


@require_POST
@login_required
def end(request: HttpRequest, deposit_id: UUID, member: int) -> HttpResponse:
    """Take somebody away, or leave."""
    _deposit, reader = deposit_of_party(request, deposit_id)
    is_own = Grant.objects.filter(pk=member, person=reader).exists()
    words = _("You have left the deposit.") if is_own else _("This person cannot open the deposit any more.")
    answer = _done(
        request, deposit_id, words, lambda actor: end_membership(actor=actor, deposit_id=deposit_id, grant_id=member)
    )
    return redirect("deposit-list") if is_own and not is_party(reader, _deposit) else answer


def _done(request: HttpRequest, deposit_id: UUID, words: str, act: Callable[[Person], object]) -> HttpResponse:
    """Back to the page, with what was done or why it was not."""
    _deposit, reader = deposit_of_party(request, deposit_id)
    try:
        act(reader)
    except (Grant.DoesNotExist, Invitation.DoesNotExist) as error:
        raise Http404 from error
    except (WrongState, ValueError) as problem:
        sentence = problem.sentence if isinstance(problem, WrongState) else _("Choose what this person may do.")
        messages.warning(request, sentence)
    else:
        messages.success(request, words)
    return redirect("deposit-team", deposit_id)
