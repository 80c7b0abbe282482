"""Who does what in the demo town: said once, by post, and found in the register of the day."""

from datetime import datetime

from aiwei.application.demo import town
from aiwei.application.desk import Caller, Desk
from aiwei.domain.case import commands as c
from aiwei.domain.case.lifecycle import BY_COMMAND, acting_post
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import SignForManner
from aiwei.domain.decider import Command, Refused
from aiwei.domain.office import Via
from aiwei.domain.register.state import HeldPost

CLERK = ("PHCO-CLERK", "LGO-SUPERVISOR", "PHCO-HEAD")
HEAD = ("PHCO-HEAD", "LGO-SUPERVISOR")
SUPERVISOR = ("LGO-SUPERVISOR", "PHCO-HEAD")
CHECKER = ("PHCO-CHECKER", "PHCO-CHECKER-2")
CALLER = ("PHCO-FOLLOWUP", "PHCO-CLERK")
LEADER = ("TOWN-DEPUTY",)
CONVENER = ("LG-LEADER",)
REVIEWER = ("JW-REVIEWER", "JW-REVIEWER-2")
ARCHIVIST = ("DZB-ARCHIVIST",)
#: Whose daily work a step of the office is; the next in the row stands in. Any other is the clerk's.
BY_POST: dict[type[Command], tuple[str, ...]] = {
    c.ReportPreVerification: CHECKER,
    c.Decline: HEAD,
    c.ApproveReturn: HEAD,
    c.RejectReturn: HEAD,
    c.OpenConsultation: SUPERVISOR,
    c.DecideConsultation: CONVENER,
    c.GrantExtension: (*HEAD, *LEADER),
    c.RefuseExtension: (*HEAD, *LEADER),
    c.GrantSuspension: LEADER,
    c.RefuseSuspension: LEADER,
    c.ReviewSuspension: SUPERVISOR,
    c.Resume: SUPERVISOR,
    c.PassCheck: CHECKER,
    c.FailCheck: CHECKER,
    c.RecordFollowUp: CALLER,
    c.Close: HEAD,
    c.RecordReinspection: tuple(reversed(CHECKER)),
    c.Reopen: SUPERVISOR,
    c.ReviewLatenessAppeal: REVIEWER,
    c.Urge: SUPERVISOR,
    c.Supervise: SUPERVISOR,
    c.ListForSupervision: CONVENER,
    c.CorrectRecord: HEAD,
    c.Archive: ARCHIVIST,
}
#: The lead unit's own steps: its head's, or its liaison's.
BY_THE_HEAD = (c.AssignTask, c.RequestExtension, c.RequestSuspension, c.AnswerSupervision, c.AppealLateness)
BY_THE_LIAISON = (c.SignFor, c.RequestReturn, c.RecordProgress, c.SubmitRectification)


class People:
    """The town's post-holders, at the moment of the desk's clock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.register = desk.register.now(fresh=True)

    def clerk(self) -> Caller:
        """Whoever takes a report in."""
        return _calls(self._first_of(CLERK, self._desk.clock())[0])

    def who(self, command: Command, case: Case) -> Caller:
        """The first whose work this is, and who may do it of this case; the second reviewer is another."""
        step, said = BY_COMMAND[type(command)], []
        for held in self._candidates(command, case):
            try:
                acting_post(step, case, self._desk.office(held.person))
            except Refused as refusal:
                said.append(f"{held.name}：{refusal.detail}")
            else:
                if case.appeal is None or case.appeal.first != held.person:
                    return _calls(held)
        raise LookupError(f"{case.number}：没有人可以{step.label}（{'；'.join(said)}）")

    def _candidates(self, command: Command, case: Case) -> list[HeldPost]:
        now, unit = self._desk.clock(), case.lead_unit or ""
        if isinstance(command, BY_THE_HEAD):
            return [town.head_of(unit, self.register, now)]
        on_behalf = isinstance(command, c.SignFor) and command.manner is not SignForManner.SELF
        if isinstance(command, BY_THE_LIAISON) and not on_behalf:
            return [town.liaison_of(unit, self.register, now)]
        posts = HEAD if case.is_sealed else BY_POST.get(type(command), CLERK)
        return self._first_of(posts, now)

    def _first_of(self, posts: tuple[str, ...], now: datetime) -> list[HeldPost]:
        units = dict.fromkeys(self.register.posts[post].unit for post in posts)
        held = [h for unit in units for h in self.register.holders_in(unit, now) if h.post.code in posts]
        return sorted(held, key=lambda h: posts.index(h.post.code))


def _calls(held: HeldPost) -> Caller:
    return Caller(held.person, Via.TUI)
