"""Committee meetings: the list, one meeting, the room's screen for one file, and their acts."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms import agenda, committee, convening
from forms import meeting as forms
from grants.database import db
from grants.models import AgendaItem, Application, Meeting
from grants.queries import meetings as queries
from grants.queries import packs, second_calls
from grants.queries.second_calls import SecondCall
from grants.services import applications, meetings
from grants.views import room
from grants.views.acts import act, ask, prepared
from grants.views.marks import unless_same
from grants.views.navigation import SITTING
from grants.views.requires import requires, requires_role
from grants.views.subjects import line_of, the_meeting, the_round

bp = Blueprint("meetings", __name__)


@bp.get("/comites")
@requires_role(*SITTING)
def index() -> ResponseReturnValue:
    found, rounds = queries.visible(current_user), queries.to_convene(current_user)
    return render_template("meetings/index.html", meetings=found, rounds=rounds)


def one_meeting(meeting_id: int) -> Any:
    return queries.whole(meeting_id) or abort(404)


@bp.get("/comites/<int:meeting_id>")
@requires("meeting.see", one_meeting)
def show(meeting: Meeting) -> ResponseReturnValue:
    return render_template("meetings/show.html", **room.of_meeting(meeting, current_user))


def one_item(meeting_id: int, number: str) -> Any:
    """One file of the agenda; 404 when it is not there."""
    wanted = db.select(AgendaItem).join(Application, Application.id == AgendaItem.application_id)
    return db.session.scalar(wanted.where(AgendaItem.meeting_id == meeting_id, Application.number == number)) or abort(
        404
    )


@bp.get("/comites/<int:meeting_id>/dossiers/<number>")
@requires("meeting.see", one_item)
def item(item: AgendaItem) -> ResponseReturnValue:
    """The room's screen for one file."""
    form = prepared(committee.OutcomeForm("application.recommend", item.application), item, "meetings/item.html")
    form.room = room.of_item(item, current_user)
    return ask(form)


@bp.get("/comites/<int:meeting_id>/dossiers/<number>/ecran")
@requires("meeting.see", one_item)
def beside(item: AgendaItem) -> ResponseReturnValue:
    """What moves on that page while the committee sits, asked for again each second."""
    mark = room.mark_beside(item, current_user)
    return unless_same(mark, lambda: render_template("meetings/_live.html", room=room.of_item(item, current_user)))


@bp.get("/comites/<int:meeting_id>/dossiers/<number>/en-clair")
@requires("meeting.see", one_item)
def plain(item: AgendaItem) -> ResponseReturnValue:
    """The file in plain words, as the persons concerned asked for it."""
    return render_template("meetings/plain.html", item=item, sheet=packs.sheet(item, None))


def its_file(meeting_id: int, number: str) -> Application:
    return one_item(meeting_id, number).application  # type: ignore[no-any-return]


@bp.post("/comites/<int:meeting_id>/dossiers/<number>")
@requires("application.recommend", its_file)
def answer(application: Application) -> ResponseReturnValue:
    """The secretary keys one of the three answers, and goes on to the next file."""
    item = one_item(**(request.view_args or {}))
    form = prepared(committee.OutcomeForm("application.recommend", item.application), item, "meetings/item.html")
    form.room = room.of_item(item, current_user)
    typed = form.cleaned()
    following = room.following(item)
    verb = str(typed.pop("outcome")).removeprefix("application.")
    getattr(applications, verb)(current_user.id, application.id, **typed)
    flash("L’avis du comité est noté.", "success")
    return redirect(following, 303)


def second_call(round: Any) -> SecondCall | None:
    """`?suite=12`: what may follow the meeting 12 of this round, which had no quorum; 404 when nothing may."""
    if "suite" not in request.args:
        return None
    first = queries.whole(request.args.get("suite", 0, type=int))
    return (first and first.round_id == round.id and second_calls.offered(first)) or abort(404)


@bp.route("/vagues/<int:round_id>/convoquer", methods=["GET", "POST"])
@requires("meeting.convene", the_round)
def convene(round: Any) -> ResponseReturnValue:
    second = second_call(round)
    form = convening.convene_form("meeting.convene", round, second)
    form.subject_line, form.template = line_of(round), "meetings/seats.html"
    form.back = url_for("meetings.show", meeting_id=second.meeting.id) if second else url_for("meetings.index")
    if not form.is_submitted():
        return ask(form)
    meeting_id = meetings.convene(current_user.id, round.id, **form.cleaned())
    flash("La séance est convoquée : les membres sont prévenus.", "success")
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


@bp.route("/comites/<int:meeting_id>/ordre-du-jour", methods=["GET", "POST"])
@requires("meeting.arrange", the_meeting)
def arrange(meeting: Meeting) -> ResponseReturnValue:
    """A button that moves one file saves, and comes back to it."""
    form: Any = prepared(agenda.ArrangeForm("meeting.arrange", meeting), meeting, "meetings/agenda.html")
    if not form.is_submitted():
        return ask(form)
    meeting_id, anchor = meeting.id, f"dossier-{form.moved_file}" if form.moved_file else None
    meetings.arrange(current_user.id, meeting_id, **form.cleaned())
    flash("L’ordre du jour est enregistré.", "success")
    stays = anchor or "sort" in request.form
    return redirect(
        url_for("meetings.arrange" if stays else "meetings.show", meeting_id=meeting_id, _anchor=anchor), 303
    )


act(
    bp, "meeting.register", "/comites/<int:meeting_id>/presences", meetings.register,
    done="Les présences sont notées.", form=forms.register_form, load=the_meeting,
    template="meetings/seats.html",
)  # fmt: skip
act(
    bp, "meeting.open", "/comites/<int:meeting_id>/ouvrir", meetings.open,
    done="La séance est ouverte.", form=forms.OpenForm, load=the_meeting,
)  # fmt: skip
act(
    bp, "meeting.close", "/comites/<int:meeting_id>/clore", meetings.close,
    done="La séance est close.", form=forms.CloseForm, load=the_meeting,
)  # fmt: skip
act(
    bp, "meeting.vote", "/comites/<int:meeting_id>/dossiers/<number>/voter", meetings.vote,
    done="Votre vote est noté.", form=forms.VoteForm, load=one_item,
)  # fmt: skip
act(
    bp, "meeting.minute", "/comites/<int:meeting_id>/proces-verbal", meetings.minute,
    done="Le procès-verbal est prêt à signer.", form=forms.MinuteForm, load=the_meeting,
)  # fmt: skip
act(
    bp, "meeting.sign", "/comites/<int:meeting_id>/signer", meetings.sign,
    done="Votre signature est donnée.", form=forms.SignForm, load=the_meeting, template="meetings/sign.html",
)  # fmt: skip
act(
    bp, "meeting.adjourn", "/comites/<int:meeting_id>/ajourner", meetings.adjourn,
    done="La séance est ajournée : les dossiers non vus attendent la prochaine.", form=forms.AdjournMeetingForm,
    load=the_meeting,
)  # fmt: skip
act(
    bp, "meeting.correct", "/comites/<int:meeting_id>/proces-verbal/corriger", meetings.correct,
    done="Le procès-verbal est corrigé ; le texte d’avant est gardé.", form=forms.CorrectForm, load=the_meeting,
)  # fmt: skip
act(
    bp, "meeting.call_file", "/comites/<int:meeting_id>/dossiers/<number>/appeler", meetings.call_file,
    done="Les écrans de la salle montrent ce dossier.", form=agenda.CallFileForm, load=one_item,
)  # fmt: skip
act(
    bp, "meeting.choose_vote", "/comites/<int:meeting_id>/dossiers/<number>/forme-du-vote", meetings.choose_vote,
    done="La forme du vote est notée.", form=agenda.ChooseVoteForm, load=one_item,
)  # fmt: skip
act(
    bp, "meeting.count_votes", "/comites/<int:meeting_id>/dossiers/<number>/compter", meetings.count_votes,
    done="Le vote est clos et compté.", form=agenda.CountVotesForm, load=one_item,
)  # fmt: skip
