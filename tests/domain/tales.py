"""Whole lives of cases: each step is decided under the terms of its moment, and told with when that was."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self

from aiwei.application.calendar_source import shipped_calendar
from aiwei.application.rules_source import shipped_rules
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.dues import filled
from aiwei.domain.case.grounds import Clock, ConsultationDecision, Correctable, Notice, Relation
from aiwei.domain.case.replay import TermsAt, Told
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import Category, CheckMethod, FollowUpResult, Urgency
from aiwei.domain.deadlines import Rules, Terms
from aiwei.domain.decider import Command
from tests import given as g
from tests.domain.limits import WITH_2027, local
from tests.given import BUSY, USUALLY_BY, Answer, beside, decided
from tests.town import MONDAY, office

SHIPPED = Terms(shipped_rules(), shipped_calendar())


def always(terms: Terms) -> TermsAt:
    return lambda _: terms


def until(moment: datetime, before: Terms, after: Terms) -> TermsAt:
    """Terms that change at a moment."""
    return lambda asked: after if asked >= moment else before


def amounts(**changed: int) -> Rules:
    """The shipped rules with other amounts, by id with underscores; where two are given, as a new version."""
    wanted = {name.replace("_", "-").removeprefix("R-"): amount for name, amount in changed.items()}
    rules = [
        rule.model_copy(update={"amount": wanted[rule.id], "version": 2}) if rule.id in wanted else rule
        for rule in shipped_rules().all()
    ]
    return Rules(rules, former=shipped_rules().all())


@dataclass
class Tale:
    """What happened to one case. Steps follow an hour after one another, unless said otherwise."""

    terms_at: TermsAt = field(default_factory=lambda: always(SHIPPED))
    now: datetime = MONDAY
    case: Case = field(default_factory=Case)
    told: list[Told] = field(default_factory=list)

    def then(self, *wishes: Command, by: str | None = None, **later: float) -> Self:
        """These steps, each by whoever usually takes it."""
        for wish in wishes:
            answer = self.tried(wish, by)
            if answer.refusal is not None:
                raise AssertionError(f"{type(wish).__name__} refused: {answer.refusal}")
            self.now += timedelta(**later or {"hours": 1})
        return self

    def tried(self, wish: Command, by: str | None = None) -> Answer:
        """What comes of this step now; nothing where it is refused."""
        terms = self.terms_at(self.now)
        actor = office(by or USUALLY_BY[type(wish)], self.now, around=beside(BUSY))
        answer = decided(self.case, wish, replace(actor, rules=terms.rules, calendar=terms.calendar))
        for fact in answer.facts:
            self.hears(fact)
        return answer

    def hears(self, fact: e.CaseFact) -> Self:
        """A fact that another case's decision led to."""
        self.told.append(Told(fact, self.now))
        self.case = CASE_DECIDER.evolve(self.case, fact)
        return self

    def on(self, moment: str) -> Self:
        """The next step is taken then."""
        self.now = local(moment)
        return self

    @property
    def facts(self) -> list[e.CaseFact]:
        return [told.event for told in self.told]


def complaint(**changes: Any) -> Tale:
    return Tale().then(g.registration(**changes), g.ACCEPT)


def in_hand(**changes: Any) -> Tale:
    return complaint(**changes).then(g.DISPATCH, c.SignFor())


def finding(category: Category = Category.EXPOSED_WASTE, urgency: Urgency = Urgency.NORMAL) -> Tale:
    accept = c.Accept(category=category, area=g.ACCEPT.area, urgency=urgency)
    return Tale().then(g.finding(), accept, g.DISPATCH, c.SignFor())


def late() -> Tale:
    """Late at every step that can be: signed for, handed in and closed."""
    told = complaint().then(g.DISPATCH, days=9).then(c.SignFor(), days=9).then(g.SUBMIT, g.PASS, g.SOLVED)
    return told.then(g.CLOSE, g.APPEAL, g.SUPPORT).then(g.SUPPORT, by="reviewer-2")


def consulted(**minutes: Any) -> Tale:
    decision = c.DecideConsultation(**{"minutes": "会商纪要", "signers": "己召集、云主任", **minutes})
    return complaint().then(g.OPEN_CONSULTATION, decision)


def designated_with_a_deadline() -> Tale:
    minutes = {"decision": ConsultationDecision.DESIGNATE, "lead_unit": "CLOUD", "deadline": "2026-03-25"}
    return consulted(**minutes).then(g.DISPATCH, c.SignFor(), g.SUBMIT)


def suspended_by_minutes() -> Tale:
    halt = {"suspend_reason": "funds", "suspend_until": "2026-05-30", "interim_measure": "围挡"}
    told = consulted(decision=ConsultationDecision.SUSPEND, told_how="电话", **halt)
    return told.then(c.Resume(), days=30).then(g.DISPATCH, c.SignFor())


def transferred_by_minutes() -> Tale:
    return consulted(decision=ConsultationDecision.TRANSFER_OUT, told_how="电话", receiver="县局")


def extended_twice() -> Tale:
    told = in_hand().then(c.RequestExtension(reason="weather", explanation="连日下雨", amount=3))
    told.then(g.GRANT_EXTENSION).then(g.REQUEST_EXTENSION).then(g.GRANT_EXTENSION, by="leader")
    return told.then(g.SUBMIT)


def suspended() -> Tale:
    told = in_hand().then(g.REQUEST_SUSPENSION, days=1).then(g.GRANT_SUSPENSION, days=29)
    return told.then(g.REVIEW_SUSPENSION).then(c.Resume()).then(g.SUBMIT)


def resumed_by_itself() -> Tale:
    told = in_hand().then(g.REQUEST_SUSPENSION, g.REFUSE_SUSPENSION, g.REQUEST_SUSPENSION, g.GRANT_SUSPENSION)
    return told.on("2026-07-02T08:00:00").then(c.Resume(), by="system").then(g.SUBMIT)


def given_back_twice() -> Tale:
    told = complaint()
    for reviewer in ("chief", "deputy"):
        told.then(g.DISPATCH, g.REQUEST_RETURN).then(c.ApproveReturn(opinion="同意"), by=reviewer)
    return told.then(g.OPEN_CONSULTATION, g.DESIGNATE, g.DISPATCH, c.SignFor(), g.SUBMIT)


def reworked() -> Tale:
    told = in_hand().then(g.SUBMIT, g.FAIL, days=6).then(g.SUBMIT, g.PASS, g.UNREACHED, g.UNSOLVED)
    return told.then(g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)


def reopened() -> Tale:
    told = in_hand().then(g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE).then(g.REOPEN)
    return told.then(g.DISPATCH, c.SignFor(), g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)


def rebounded() -> Tale:
    told = finding(Category.SEWAGE).then(g.SUBMIT, g.PASS, g.CLOSE, days=20).then(g.REBOUND)
    return told.then(g.SUBMIT, g.PASS, g.CLOSE, g.KEPT)


def promised_upstream() -> Tale:
    told = in_hand(promised_at=local("2026-03-11T17:00:00")).then(g.REQUEST_EXTENSION)
    return told.then(c.GrantExtension(opinion="同意", consent="电话同意", told_how="电话")).then(g.SUBMIT)


def emergency() -> Tale:
    accept = c.Accept(category=Category.AIR, area=g.ACCEPT.area, urgency=Urgency.CRITICAL)
    told = Tale().then(g.registration(), accept, g.DISPATCH, c.SignFor())
    return told.then(c.RecordProgress(text="初步判断为露天焚烧", progress="preliminary_opinion"), g.SUBMIT)


def supervised() -> Tale:
    told = in_hand().then(g.URGE, g.SUPERVISE, days=5).then(g.ANSWER_SUPERVISION, g.LIST_IT)
    return told.then(g.ANSWER_SUPERVISION)


def told_off() -> Tale:
    """Yellow and red by the sentinel; whoever complained is told that the promise ran out."""
    told = in_hand().on("2026-03-17T08:00:00")
    for notice in (Notice.YELLOW, Notice.RED):
        due = told.case.dues[Clock.CASE].at
        told.then(c.SendNotice(notice=notice, clock=Clock.CASE, due_at=due))
    return told.then(g.CONTACT, g.SUBMIT)


def received_earlier() -> Tale:
    told = Tale().then(g.registration()).then(g.ACCEPT)
    correct = c.CorrectRecord(field=Correctable.RECEIVED_AT, value="2026-02-25T10:00:00+08:00", reason="记错")
    return told.then(correct, g.DISPATCH, c.SignFor(), g.SUBMIT)


def entered_later() -> Tale:
    """Heard of on Friday afternoon, entered on Monday: only the promise counts from Friday."""
    return complaint(received_at=local("2026-02-27T16:00:00")).then(g.DISPATCH, c.SignFor(), g.SUBMIT)


def merged_and_taken_apart() -> Tale:
    told = complaint().then(g.MERGE)
    told.hears(filled(e.ReplyFellDue, told.case, SHIPPED, occurred_at=told.now)).then(g.UNMERGE)
    return told.then(g.DISPATCH, c.SignFor(), g.SUBMIT)


CLEAN = {"method": CheckMethod.ON_SITE, "opinion": "现场已清"}


def joined() -> Tale:
    """Another complaint joins; its complainant says that it is not solved."""
    member = {"complaint": g.OTHER, "number": "2026-00009"}
    told = in_hand().then(g.SUBMIT)
    told.hears(e.ComplaintJoined(occurred_at=told.now, relation=Relation.MERGED, contactable=True, **member))
    told.hears(filled(e.CheckPassed, told.case, SHIPPED, occurred_at=told.now, **CLEAN))
    said = {"result": FollowUpResult.UNSOLVED, "done": True}
    told.hears(filled(e.ComplainantAnswered, told.case, SHIPPED, occurred_at=told.now, **member, **said))
    return told.then(g.SUBMIT)


def verified_and_transferred() -> Tale:
    return Tale().then(g.registration(), g.PRE_VERIFY, g.VERIFIED, g.TRANSFER, g.ACKNOWLEDGE)


def returned_in_vain() -> Tale:
    return complaint().then(g.DISPATCH, g.REQUEST_RETURN, c.RejectReturn(opinion="不同意"), c.SignFor())


def refused_more_time() -> Tale:
    return in_hand().then(g.REQUEST_EXTENSION, g.REFUSE_EXTENSION, g.SUBMIT)


def in_working_hours() -> Tale:
    return finding(Category.DIRTY_ROAD).then(g.SUBMIT, g.PASS, g.CLOSE)


def at_once() -> Tale:
    return finding(urgency=Urgency.IMMEDIATE).then(g.SUBMIT, g.PASS, g.CLOSE)


def picked_by_hand() -> Tale:
    accept = g.ACCEPT.model_copy(update={"handle_rule": "PETITION-HANDLE"})
    return Tale().then(g.registration()).then(accept, g.DISPATCH, c.SignFor(), g.SUBMIT)


LOADED = local("2027-01-04T09:00:00")
OVER_NEW_YEAR = until(LOADED, SHIPPED, Terms(shipped_rules(), WITH_2027))


def over_new_year(received: str = "2026-12-28T09:00:00") -> Tale:
    """Provisional at first; then the year is loaded, and what waited for it is counted again."""
    told = Tale(OVER_NEW_YEAR).on(received).then(g.registration(), g.ACCEPT, g.DISPATCH, c.SignFor())
    told.then(g.REQUEST_EXTENSION, g.GRANT_EXTENSION).on("2027-01-04T10:00:00")
    return told.then(c.RecomputeDues()).then(g.SUBMIT, days=60).then(g.PASS, g.SOLVED, g.CLOSE)


TALES: tuple[Callable[[], Tale], ...] = (
    late,
    designated_with_a_deadline,
    suspended_by_minutes,
    transferred_by_minutes,
    extended_twice,
    suspended,
    resumed_by_itself,
    given_back_twice,
    returned_in_vain,
    refused_more_time,
    reworked,
    reopened,
    rebounded,
    promised_upstream,
    emergency,
    in_working_hours,
    at_once,
    supervised,
    told_off,
    received_earlier,
    entered_later,
    merged_and_taken_apart,
    joined,
    verified_and_transferred,
    picked_by_hand,
    over_new_year,
)
