"""The steps of a case as the demo's people take them, with the words they would use."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aiwei.application.demo import town
from aiwei.application.demo.people import People
from aiwei.application.desk import Caller, Desk
from aiwei.application.intake import Intake
from aiwei.domain.case import commands as c
from aiwei.domain.case import refusals
from aiwei.domain.case import words as w
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.state import Case
from aiwei.domain.decider import Command
from aiwei.domain.office import Via
from aiwei.domain.register.words import Capability
from aiwei.store.vault import Draft

SECOND_UNIT = {"DZB": "PSO"}
DONE = {
    w.Category.EXPOSED_WASTE: "垃圾已清运，增设垃圾桶两个，保洁员每日两次巡查。",
    w.Category.NOISE: "已约谈相关责任人，限定作业时段，现场复测达标。",
    w.Category.SEWAGE: "已疏通管道并更换破损井盖，现场无积水外溢。",
    w.Category.ILLEGAL_BUILDING: "已下达告知书，当事人自行拆除完毕。",
}


@dataclass(frozen=True, slots=True)
class Steps:
    """One case at one moment. Each step goes through the desk, as a person's command would."""

    desk: Desk
    people: People
    case_id: UUID
    now: datetime

    def accept(self, intake: Intake) -> None:
        clerk = self.people.intake_clerk(self.now)
        if self._case().excerpt is None:
            self._release_excerpt(clerk)
        text = f"{intake.title}{intake.text}"
        category = intake.category or town.category_of(text)
        self._do(
            c.Accept(
                category=category,
                area=intake.area or town.AREAS.get(category, w.Area.ENVIRONMENT),
                matter=intake.matter or (town.matter_of(text) if intake.from_public else None),
                village=intake.village,
            ),
            clerk,
        )

    def decline(self) -> None:
        told = "电话告知" if self._case().contactable else ""
        explanation = "所反映事项由县级部门主管，已告知拨打相应热线。"
        reason = w.DeclineReason.NOT_OUR_DUTY
        self._do(
            c.Decline(reason=reason, explanation=explanation, told_how=told), self._who(Capability.CLOSE)
        )

    def dispatch(self, *, elsewhere: bool) -> None:
        row = self.desk.history(self.case_id)
        accepted = next(r.event for r in reversed(row) if r.event.kind == "case-accepted")
        register = self.people.register
        unit = town.lead_unit(accepted.category, accepted.village, register)
        if elsewhere:
            unit = SECOND_UNIT.get(unit, "DZB")
        assists = (accepted.village,) if accepted.village and accepted.village != unit else ()
        self._do(
            c.Dispatch(
                lead_unit=unit,
                responsible_person=self.people.of_unit(unit, self.now, head=True).person,
                assisting_units=assists,
                instruction="请到现场核实，按要求整改并拍照留存。",
            ),
            self.people.intake_clerk(self.now),
        )

    def sign_for(self, *, by_phone: bool) -> None:
        if by_phone:
            command = c.SignFor(manner=w.SignForManner.ON_BEHALF_PHONE, told="值班联络员")
            self._do(command, self.people.intake_clerk(self.now))
            return
        self._do(c.SignFor(), self._liaison())

    def request_return(self) -> None:
        explanation = "经核对职责清单，此事项不在本单位职责范围，建议改派。"
        self._do(
            c.RequestReturn(reason=w.ReturnReason.NOT_OUR_DUTY, explanation=explanation), self._liaison()
        )

    def decide_return(self, *, granted: bool) -> None:
        handlers = self._case().handling_units
        decider = self.people.with_capability(Capability.DECIDE_RETURN, self.now, outside=handlers)
        if granted:
            self._do(c.ApproveReturn(opinion="情况属实，同意退单，另行派单。"), decider)
        else:
            self._do(c.RejectReturn(opinion="属地管理职责明确，请继续办理。"), decider)

    def submit(self) -> None:
        category = next(
            r.event.category for r in self.desk.history(self.case_id) if r.event.kind == "case-accepted"
        )
        measure = DONE.get(category, "已到现场核实并整改到位，安排专人负责，防止反弹。")
        self._do(c.SubmitRectification(measure=measure, no_photo_reason="演示数据不含照片"), self._liaison())

    def pass_check(self) -> None:
        self._do(c.PassCheck(opinion="现场查看，问题已整改到位。"), self._outsider(Capability.CHECK))

    def fail_check(self) -> None:
        missing = "现场仍有残留，整改不彻底，周边也应一并清理。"
        self._do(c.FailCheck(missing=missing), self._outsider(Capability.CHECK))

    def follow_up(self, result: str, *, satisfied: bool) -> None:
        outcome = w.FollowUpResult(result)
        said = w.Satisfaction.SATISFIED if satisfied else w.Satisfaction.DISSATISFIED
        if outcome is w.FollowUpResult.UNREACHED:
            said = w.Satisfaction.NOT_STATED
        self._do(c.RecordFollowUp(result=outcome, satisfaction=said), self._outsider(Capability.FOLLOW_UP))

    def close(self) -> None:
        reply = "您反映的问题已整改并经现场核查，感谢监督。" if self._case().contactable else ""
        self._do(c.Close(outcome=w.Outcome.SOLVED, reply=reply), self._outsider(Capability.CLOSE))

    def reopen(self) -> None:
        explanation = "回头看发现问题又出现，重新办理。"
        command = c.Reopen(reason=w.ReopenReason.REBOUND, explanation=explanation)
        self._do(command, self._outsider(Capability.DISPATCH))

    def _release_excerpt(self, clerk: Caller) -> None:
        """The masked draft goes out; where it still gives the person away, the clerk rewrites it."""
        draft = self.desk.vault.draft(self.case_id) or Draft("群众反映问题", "见登记内容。")
        try:
            self._do(c.ReleaseExcerpt(title=draft.title, text=draft.body), clerk)
        except refusals.ExcerptLeaks:
            self._do(c.Reveal(purpose=w.RevealPurpose.EXCERPT), clerk)
            rewritten = c.ReleaseExcerpt(
                title="群众反映问题（已隐去个人信息）", text="请现场核实所反映的问题。"
            )
            self._do(rewritten, clerk)

    def _case(self) -> Case:
        return CASE_DECIDER.fold(r.event for r in self.desk.history(self.case_id))

    def _who(self, capability: Capability) -> Caller:
        return self.people.with_capability(capability, self.now)

    def _outsider(self, capability: Capability) -> Caller:
        """Somebody with no post in a unit that handles the case: the desk would refuse anyone else."""
        return self.people.with_capability(capability, self.now, outside=self._case().handling_units)

    def _liaison(self) -> Caller:
        unit = self._case().lead_unit or ""
        return Caller(self.people.of_unit(unit, self.now, head=False).person, Via.TUI)

    def _do(self, command: Command, caller: Caller) -> None:
        self.desk.handle(self.case_id, command, caller)
