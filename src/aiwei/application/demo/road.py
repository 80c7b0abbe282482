"""The main road: what is done next wherever a case stands, when its way says nothing else."""

from aiwei.application.demo import asking as ask
from aiwei.application.demo import saying as say
from aiwei.application.demo.turns import Given, Scene, Turn, at_pace, before, nothing
from aiwei.domain.case.clocks import running
from aiwei.domain.case.grounds import Clock, SupervisionLevel
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import Triage

#: How long a file that is done with lies before it is archived: three weeks of office hours.
LIES = 135.0


def _runs(clock: Clock) -> Given:
    return lambda scene: clock in running(scene.case.state, scene.case.dues)


def _not_ours(scene: Scene) -> bool:
    return scene.case.triage is not Triage.OURS


def _no_excerpt(scene: Scene) -> bool:
    return scene.case.excerpt is None


def _asked(what: str) -> Given:
    return lambda scene: getattr(scene.case, what) is not None


def _supervised(scene: Scene) -> bool:
    demanded = scene.case.supervision in {SupervisionLevel.SUPERVISED, SupervisionLevel.LISTED}
    return demanded and _runs(Clock.SUPERVISION)(scene)


def _checked(scene: Scene) -> bool:
    return scene.case.check_passed


def _all_answered(scene: Scene) -> bool:
    return all(member.answered or not member.contactable for member in scene.case.members.values())


def _called(scene: Scene) -> bool:
    """Reached, or tried three times on two days (the rule of the case)."""
    case = scene.case
    return case.reached or (case.attempts >= 3 and len(case.attempt_days) > 1)  # noqa: PLR2004


def _may_close(scene: Scene) -> bool:
    return (
        _checked(scene) and _all_answered(scene) and (scene.case.state is S.AWAITING_CHECK or _called(scene))
    )


def _unacknowledged(scene: Scene) -> bool:
    return not scene.case.acknowledged


def _in_sight(scene: Scene) -> bool:
    """What is sealed for the discipline body the archivist does not see."""
    return not scene.case.is_sealed


def _answered(scene: Scene) -> bool:
    """Whoever joined another case has had a call, or left no number."""
    return not scene.case.contactable or (scene.case.attempts > 0 and not scene.case.reply_due)


def _appealed(scene: Scene) -> bool:
    return scene.case.appeal is not None and scene.case.appeal.upheld is None


#: In each state the first that is given.
ROAD: dict[S, tuple[Turn, ...]] = {
    S.REGISTERED: (
        Turn(ask.transfer_out, 2.0, _not_ours),
        Turn(ask.release_excerpt, 0.5, _no_excerpt),
        Turn(ask.accept, 0.5),
    ),
    S.PRE_VERIFYING: (Turn(say.TRUE, 9.0),),
    S.ACCEPTED: (
        Turn(ask.release_excerpt, 0.5, _no_excerpt),
        Turn(ask.contact, 0.5, _runs(Clock.CONTACT)),
        Turn(ask.dispatch, 0.5),
    ),
    S.DISPATCHED: (Turn(ask.sign_for, 2.0),),
    S.RETURN_PENDING: (Turn(say.APPROVE_RETURN, 3.0),),
    S.IN_CONSULTATION: (Turn(ask.designate, 18.0),),
    S.IN_PROGRESS: (
        Turn(say.PRELIMINARY, 1.0, _runs(Clock.PRELIMINARY)),
        Turn(ask.contact, 1.0, _runs(Clock.CONTACT)),
        Turn(say.ANSWER, 4.0, _supervised),
        Turn(ask.grant_extension, 3.0, _asked("extension")),
        Turn(ask.grant_suspension, 6.0, _asked("suspension")),
        Turn(ask.submit, at_pace),
    ),
    S.SUSPENDED: (
        Turn(say.REVIEW_SUSPENSION, before(Clock.REVIEW), _runs(Clock.REVIEW)),
        Turn(nothing, 9.0),
    ),
    S.AWAITING_CHECK: (
        Turn(ask.close, 3.0, _may_close),
        Turn(nothing, 3.0, _checked),
        Turn(say.PASS, 4.0),
    ),
    S.AWAITING_FOLLOWUP: (
        Turn(ask.close, 1.0, _may_close),
        Turn(nothing, 3.0, _called),
        Turn(ask.call(), 3.0),
    ),
    S.CLOSED: (
        Turn(say.SUPPORT, 5.0, _appealed),
        Turn(say.KEPT, before(Clock.REINSPECT), _runs(Clock.REINSPECT)),
        Turn(say.ARCHIVE, LIES),
    ),
    S.TRANSFERRED_OUT: (
        Turn(say.ACKNOWLEDGE, 30.0, _unacknowledged),
        Turn(say.ARCHIVE, LIES, _in_sight),
    ),
    S.MERGED: (
        Turn(ask.call(), 2.0, _runs(Clock.FOLLOW_UP)),
        Turn(say.ARCHIVE, LIES, _answered),
        Turn(nothing, 5.0),
    ),
    S.DECLINED: (Turn(say.ARCHIVE, LIES),),
    S.WITHDRAWN: (Turn(say.ARCHIVE, LIES),),
    S.ARCHIVED: (),
}


def coming(scene: Scene) -> Turn | None:
    """The next turn where the case stands now; none where its life is over."""
    state = scene.case.state
    return next((turn for turn in ROAD[state] if turn.given(scene)), None) if state else None
