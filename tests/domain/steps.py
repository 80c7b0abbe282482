"""A wish of each kind, and a history in which it may be taken."""

from aiwei.domain.case import commands as c
from tests import given as g
from tests.given import play

WISHES = {
    type(wish): wish
    for wish in (
        g.registration(),
        c.ReleaseExcerpt(title="标题", text="正文"),
        g.ACCEPT,
        g.DECLINE,
        g.DISPATCH,
        c.SignFor(),
        g.REQUEST_RETURN,
        c.ApproveReturn(opinion="同意"),
        c.RejectReturn(opinion="不同意"),
        g.SUBMIT,
        g.PASS,
        g.FAIL,
        g.SOLVED,
        g.CLOSE,
        g.REOPEN,
        g.REVEAL,
    )
}
#: Where each of these wishes is open.
BEFORE = {
    c.RegisterCase: (),
    c.ReleaseExcerpt: g.a_registered_case(),
    c.Accept: g.a_registered_case(),
    c.Decline: g.a_registered_case(),
    c.Dispatch: g.an_accepted_case(),
    c.SignFor: g.a_dispatched_case(),
    c.RequestReturn: g.a_dispatched_case(),
    c.ApproveReturn: g.a_return_asked(),
    c.RejectReturn: g.a_return_asked(),
    c.SubmitRectification: g.a_case_in_progress(),
    c.PassCheck: g.a_submitted_case(),
    c.FailCheck: g.a_submitted_case(),
    c.RecordFollowUp: g.a_checked_case(),
    c.Close: play(g.SOLVED, after=g.a_checked_case()),
    c.Reopen: g.a_closed_case(),
    c.Reveal: g.a_submitted_case(),
}
