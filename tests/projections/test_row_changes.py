"""Each kind of event changes of a row what it is about, and nothing else."""

from aiwei.domain.case import events as e
from aiwei.projections.cases import columns
from aiwei.projections.folding import further, registered
from aiwei.projections.row import AFTER_ALL, NEVER
from tests.projections.folded import recorded
from tests.projections.lives import LIVES

#: Where a step leads, and what it may set besides version, position and the clock that leads.
CLOCK = {"due_at", "due_kind", "due_from", "in_hours", "provisional"}
DUES = {*CLOCK, "case_due_at", "task_due_at"}
NOBODYS = {"unit", "assisting", "person"}
ENDS = {"state", "closed_at", *CLOCK}
AGAIN = {
    "state",
    "closed_at",
    "check_passed",
    "late",
    "exempt",
    "outcome",
    "satisfaction",
    "reopenings",
    *DUES,
}
CHANGES = {
    e.ExcerptReleased: {"title"},
    e.PreVerificationRequested: {"state", *CLOCK},
    e.PreVerificationReported: {"state", *CLOCK},
    e.CaseAccepted: {"state", "area", "category", "urgency", *DUES},
    e.CaseDeclined: ENDS,
    e.CaseTransferredOut: ENDS,
    e.TransferAcknowledged: set(),
    e.CaseWithdrawn: ENDS,
    e.CaseSplit: set(),
    e.CaseMerged: {*ENDS, "merged_into"},
    e.CaseUnmerged: {*ENDS, "merged_into"},
    e.ReplyFellDue: ENDS - {"state"},
    e.ReplyPutOff: ENDS - {"state"},
    e.ComplaintJoined: {"members"},
    e.ComplaintLeft: {"members"},
    e.ComplainantAnswered: {"state", "check_passed", "reworks", *DUES},
    e.CaseDispatched: {"state", "dispatches", *NOBODYS, *DUES},
    e.DispatchSignedFor: {"state", *CLOCK},
    e.ReturnRequested: {"state", *CLOCK},
    e.ReturnApproved: {"state", "returns", *NOBODYS, *DUES},
    e.ReturnRejected: {"state", *CLOCK},
    e.ConsultationOpened: {"state", *CLOCK},
    e.ConsultationDecided: {"state", *DUES},
    e.TaskAssigned: set(),
    e.ProgressRecorded: CLOCK,
    e.ContactRecorded: set(),
    e.ExtensionRequested: CLOCK,
    e.ExtensionGranted: {"extensions", *DUES},
    e.ExtensionRefused: CLOCK,
    e.SuspensionRequested: CLOCK,
    e.SuspensionGranted: {"state", "suspensions", *CLOCK},
    e.SuspensionRefused: CLOCK,
    e.SuspensionReviewed: CLOCK,
    e.CaseResumed: {"state", *DUES},
    e.RectificationSubmitted: {"state", *CLOCK},
    e.CheckPassed: {"state", "check_passed", *CLOCK},
    e.CheckFailed: {"state", "reworks", *DUES},
    e.FollowUpRecorded: {"state", "satisfaction", "reworks", "check_passed", "closed_at", *DUES},
    e.CaseClosed: {*ENDS, "late", "outcome", "supervision"},
    e.CaseReopened: {*AGAIN, *NOBODYS},
    e.ReinspectionRecorded: AGAIN,
    e.LatenessAppealed: set(),
    e.LatenessAppealReviewed: set(),
    e.LatenessAppealUpheld: {"exempt"},
    e.LatenessAppealDismissed: set(),
    e.CaseUrged: {"supervision"},
    e.CaseSupervised: {"supervision", *CLOCK},
    e.CaseListed: {"supervision", *CLOCK},
    e.SupervisionAnswered: CLOCK,
    e.NoticeSent: set(),
    e.DuesRecomputed: DUES,
    e.RecordCorrected: {"received_at", "sealed", *DUES},
    e.CaseArchived: {"state"},
    e.PersonalDataRevealed: set(),
}


def differences():
    """What each event of all lives changed in its row."""
    for life in LIVES:
        events = recorded(life().facts)
        row = registered(events[0])
        for one in events[1:]:
            before, row = columns(row), further(row, [one])
            now = columns(row)
            yield one.event, {n for n in now if now[n] != before[n]} - {"version", "position"}, now


def test_each_event_changes_of_the_row_what_it_is_about_and_nothing_else():
    seen = {}
    for event, changed, _ in differences():
        seen.setdefault(type(event), set()).update(changed)
    assert set(seen) == set(CHANGES)
    beyond = {kind.__name__: more for kind, changed in seen.items() if (more := changed - CHANGES[kind])}
    assert beyond == {}
    silent = {kind.__name__ for kind, changed in seen.items() if CHANGES[kind] and not changed}
    assert silent == set()


def test_what_has_ended_and_only_that_is_due_after_all():
    for event, _, now in differences():
        assert (now["closed_at"] is not None) == (now["due_at"] == AFTER_ALL), event
        assert (now["due_at"] >= NEVER) == (now["due_kind"] == ""), event
