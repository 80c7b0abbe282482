"""A case brought to each of the sixteen states, and what more a step needs to be taken there."""

from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.office import Around
from tests import given as g
from tests.domain.steps import EXTENSION_ASKED, SUSPENSION_ASKED
from tests.given import AROUND, beside, given, play

CHECKED = CASE_DECIDER.fold(g.a_checked_case())
ARCHIVED = CASE_DECIDER.fold(play(g.ARCHIVE, after=g.a_closed_case()))

#: One history a state.
REACHED = {
    None: (),
    S.REGISTERED: g.a_registered_case(),
    S.PRE_VERIFYING: play(g.PRE_VERIFY, after=g.a_registered_case()),
    S.ACCEPTED: g.an_accepted_case(),
    S.DISPATCHED: g.a_dispatched_case(),
    S.RETURN_PENDING: g.a_return_asked(),
    S.IN_CONSULTATION: play(g.OPEN_CONSULTATION, after=g.a_case_in_progress()),
    S.IN_PROGRESS: g.a_case_in_progress(),
    S.SUSPENDED: g.a_suspended_case(),
    S.AWAITING_CHECK: g.a_submitted_case(),
    S.AWAITING_FOLLOWUP: play(g.SOLVED, after=g.a_checked_case()),
    S.CLOSED: g.a_closed_case(),
    S.DECLINED: g.a_declined_case(),
    S.TRANSFERRED_OUT: g.a_transferred_case(),
    S.MERGED: g.a_merged_case(),
    S.WITHDRAWN: play(g.WITHDRAW, after=g.a_registered_case()),
    S.ARCHIVED: play(g.ARCHIVE, after=g.a_closed_case()),
}
#: In these histories a unit leads and another assists, now or before.
HANDLED = (
    S.DISPATCHED,
    S.RETURN_PENDING,
    S.IN_CONSULTATION,
    S.IN_PROGRESS,
    S.SUSPENDED,
    S.AWAITING_CHECK,
    S.AWAITING_FOLLOWUP,
    S.CLOSED,
    S.ARCHIVED,
)


def _joined_what_is_checked():
    registered = g.a_registered_case()
    return registered + given(*registered).when(g.MERGE, around=beside(CHECKED)).facts


#: What must have happened besides for the step to make sense there.
BESIDES = {
    (S.IN_PROGRESS, c.GrantExtension): EXTENSION_ASKED,
    (S.IN_PROGRESS, c.RefuseExtension): EXTENSION_ASKED,
    (S.IN_PROGRESS, c.GrantSuspension): SUSPENSION_ASKED,
    (S.IN_PROGRESS, c.RefuseSuspension): SUSPENSION_ASKED,
    (S.AWAITING_CHECK, c.Close): play(g.PASS, after=g.a_submitted_case(contactable=False)),
    (S.CLOSED, c.AppealLateness): g.a_late_closed_case(),
    (S.CLOSED, c.ReviewLatenessAppeal): play(g.APPEAL, after=g.a_late_closed_case()),
    (S.TRANSFERRED_OUT, c.Archive): play(g.ACKNOWLEDGE, after=g.a_transferred_case()),
    (S.MERGED, c.RecordFollowUp): _joined_what_is_checked(),
    **{
        (state, c.AnswerSupervision): play(g.SUPERVISE, after=REACHED[state])
        for state in (S.DISPATCHED, S.RETURN_PENDING, S.IN_PROGRESS, S.SUSPENDED, S.AWAITING_CHECK)
    },
}
AROUND_IT = {(S.MERGED, c.RecordFollowUp): beside(CHECKED), (S.MERGED, c.Archive): beside(ARCHIVED)}


def history_for(state: S | None, command: type):
    return BESIDES.get((state, command), REACHED[state])


def around_for(state: S | None, command: type) -> Around:
    return AROUND_IT.get((state, command), AROUND)
