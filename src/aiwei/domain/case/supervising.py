"""Urge, supervise, list; and what the sentinel says and counts again."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.case import clocks
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled
from aiwei.domain.case.grounds import Clock, Notice, SupervisionLevel
from aiwei.domain.case.refusals import AlreadyTold, NothingAsked, NothingProvisional
from aiwei.domain.case.state import Case
from aiwei.domain.office import Office

#: Whose turn it is when these run: the unit's; the others are the office's.
OF_THE_UNIT = frozenset({Clock.SIGN_FOR, Clock.PRELIMINARY, Clock.TASK, Clock.SUPERVISION, Clock.RESUME})


def urge(_: Case, command: c.Urge, __: Office, when: datetime) -> Sequence[e.CaseFact]:
    """The first rung."""
    return [e.CaseUrged(occurred_at=when, reason=command.reason)]


def supervise(case: Case, command: c.Supervise, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """The second rung: a written demand with a reply by a date."""
    said = {"reason": command.reason, "demand": command.demand}
    return [filled(e.CaseSupervised, case, office.terms, occurred_at=when, **said)]


def list_for_supervision(
    case: Case, command: c.ListForSupervision, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """The third rung, by the leading group."""
    said = {"reason": command.reason, "demand": command.demand}
    return [filled(e.CaseListed, case, office.terms, occurred_at=when, **said)]


def answer_supervision(
    case: Case, command: c.AnswerSupervision, _: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """The unit's reply; the level stays until the case is closed."""
    due = case.dues.get(Clock.SUPERVISION)
    if due is None or case.supervision in {SupervisionLevel.NONE, SupervisionLevel.URGED}:
        raise NothingAsked("没有待回复的督办")
    return [e.SupervisionAnswered(occurred_at=when, reply=command.reply, late=when > due.at)]


def send_notice(case: Case, command: c.SendNotice, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Told once a case, clock, due moment and colour, to whose turn it is."""
    due = clocks.running(case.state, case.dues).get(command.clock)
    if due is None or due.at != command.due_at:
        raise NothingAsked("这个时限已经不在计时")
    as_grave = list(Notice)[list(Notice).index(command.notice) :]
    if any((notice, command.clock, command.due_at) in case.noticed for notice in as_grave):
        raise AlreadyTold("已经提醒过")
    theirs = command.clock in OF_THE_UNIT or (command.clock is Clock.CASE and case.lead_unit is not None)
    return [
        filled(
            e.NoticeSent,
            case,
            office.terms,
            occurred_at=when,
            notice=command.notice,
            clock=command.clock,
            due_at=command.due_at,
            unit=case.lead_unit if theirs else None,
            person=case.responsible_person if theirs else None,
        )
    ]


def recompute_dues(case: Case, _: c.RecomputeDues, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Provisional moments again, now that the year's calendar is there; each keeps what it replaces."""
    terms = office.terms
    counted = {clock: terms.recounted(due) for clock, due in case.dues.items() if due.provisional}
    changed = tuple(
        e.NamedDue(clock=clock, due=due) for clock, due in counted.items() if due != case.dues[clock]
    )
    if not changed:
        raise NothingProvisional("没有可以重算的暂定时限")
    return [e.DuesRecomputed(occurred_at=when, calendar=office.calendar.version, dues=changed)]
