"""Table (a) of the domain, read again and written down a second time: the tests hold the program's own to it.

A state is its number in that table. ``lead:`` is a post in the lead unit, ``other:`` a post of somebody who
stands in no unit that handles or handled the case, ``sentinel`` the program that watches the clocks.
"""

from typing import NamedTuple

from aiwei.domain.case import commands as c
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.decider import Command
from aiwei.domain.register.words import Capability as Can

NUMBERED = {f"S{number}": state for number, state in enumerate(S, start=1)}
OPEN = "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10"
ENDS = "S11 S12 S13 S14 S15"


class Line(NamedTuple):
    """One arrow bundle: from where, to where ("" is: it stays), and by whom."""

    command: type[Command]
    begins: str
    leads_to: str
    by: str

    @property
    def states(self) -> tuple[S | None, ...]:
        return tuple(NUMBERED.get(name) for name in self.begins.split())

    @property
    def targets(self) -> tuple[S, ...]:
        return tuple(NUMBERED[name] for name in self.leads_to.split())

    @property
    def whose(self) -> dict[Can, str]:
        """Each capability that opens the step, and where its holder has to stand."""
        said = [one.rpartition(":") for one in self.by.split() if one != "sentinel"]
        return {Can[can]: where for where, _, can in said}


TABLE = (
    Line(c.RegisterCase, "–", "S1", "INTAKE"),
    Line(c.ReleaseExcerpt, "S1 S3", "", "INTAKE ACCEPT"),
    Line(c.RequestPreVerification, "S1", "S2", "ACCEPT"),
    Line(c.ReportPreVerification, "S2", "S1", "CHECK"),
    Line(c.Accept, "S1", "S3", "ACCEPT"),
    Line(c.Decline, "S1", "S12", "CLOSE"),  # the head confirms
    Line(c.TransferOut, "S1 S3", "S13", "ACCEPT CLOSE"),
    Line(c.AcknowledgeTransfer, "S13", "", "ACCEPT CLOSE"),  # "receipt expected"
    Line(c.Split, "S1", "", "INTAKE ACCEPT"),
    Line(c.LinkRepeat, "S1", "S14", "INTAKE ACCEPT"),
    Line(c.MergeInto, "S1 S3 S7", "S14", "ACCEPT DISPATCH"),
    Line(c.Unmerge, "S14", "S1 S3 S7", "ACCEPT DISPATCH"),
    Line(c.Withdraw, "S1 S2 S3 S4 S5 S6 S7", "S15", "INTAKE ACCEPT"),
    Line(c.Dispatch, "S3", "S4", "DISPATCH"),
    Line(c.SignFor, "S4", "S7", "lead:RECTIFY DISPATCH"),
    Line(c.RequestReturn, "S4 S7", "S5", "lead:RECTIFY"),
    Line(c.ApproveReturn, "S5", "S3", "other:DECIDE_RETURN"),
    Line(c.RejectReturn, "S5", "S4 S7", "other:DECIDE_RETURN"),
    Line(c.OpenConsultation, "S3 S5 S7", "S6", "other:DISPATCH"),
    Line(c.DecideConsultation, "S6", "S3 S8 S13", "CONVENE"),
    Line(c.AssignTask, "S7", "", "lead:RECTIFY"),
    Line(c.RecordProgress, "S7 S8", "", "lead:RECTIFY"),
    Line(c.RequestExtension, "S7", "", "lead:RECTIFY"),
    Line(c.GrantExtension, "S7", "", "other:EXTEND other:LEAD"),
    Line(c.RefuseExtension, "S7", "", "other:EXTEND other:LEAD"),
    Line(c.RequestSuspension, "S7", "", "lead:RECTIFY"),
    Line(c.GrantSuspension, "S7", "S8", "other:LEAD"),
    Line(c.RefuseSuspension, "S7", "", "other:LEAD"),
    Line(c.ReviewSuspension, "S8", "", "other:LEAD other:DISPATCH"),
    Line(c.Resume, "S8", "S7 S3", "DISPATCH sentinel"),
    Line(c.SubmitRectification, "S7", "S9", "lead:RECTIFY"),
    Line(c.PassCheck, "S9", "S10 S9", "other:CHECK"),
    Line(c.FailCheck, "S9", "S7", "other:CHECK"),
    Line(c.RecordFollowUp, "S10 S14", "S7 S10 S14", "other:FOLLOW_UP"),
    Line(c.RecordContact, OPEN, "", "other:FOLLOW_UP other:INTAKE"),
    Line(c.Close, "S9 S10", "S11", "other:CLOSE"),
    Line(c.RecordReinspection, "S11", "S11 S7", "other:CHECK"),
    Line(c.Reopen, "S11", "S3", "other:DISPATCH"),
    Line(c.AppealLateness, "S11", "", "lead:RECTIFY"),
    Line(c.ReviewLatenessAppeal, "S11", "", "other:REVIEW"),
    Line(c.Urge, OPEN, "", "other:DISPATCH"),
    Line(c.Supervise, OPEN, "", "other:SUPERVISE"),
    Line(c.ListForSupervision, OPEN, "", "other:CONVENE"),
    Line(c.AnswerSupervision, "S4 S5 S7 S8 S9", "", "lead:RECTIFY"),  # while a unit has it
    Line(
        c.CorrectRecord,
        f"{OPEN} {ENDS} S16",
        "",
        "INTAKE ACCEPT DISPATCH CHECK FOLLOW_UP CLOSE lead:RECTIFY",
    ),
    Line(c.Archive, ENDS, "S16", "ARCHIVE"),
    Line(c.Reveal, f"{OPEN} {ENDS}", "", "other:REVEAL"),
    Line(c.SendNotice, f"{OPEN} S11 S13 S14", "", "sentinel"),
    Line(c.RecomputeDues, f"{OPEN} S11 S13 S14", "", "sentinel"),
)

#: What a clerk may be told instead, in the case that the tests bring to each state.
ANY_TIME = "记录联系、催办、督办、挂牌督办、更正、查看诉求人"
OFFERED = {
    None: "登记",
    "S1": f"确认摘录、发起核实、受理、不予受理、转出、拆分、关联为重复件、并案、撤回、{ANY_TIME}",
    "S2": f"核实反馈、撤回、{ANY_TIME}",
    "S3": f"确认摘录、转出、并案、派单、提请会商、撤回、{ANY_TIME}",
    "S4": f"签收、申请退单、撤回、{ANY_TIME}",
    "S5": f"同意退单、驳回退单、提请会商、撤回、{ANY_TIME}",
    "S6": f"会商决定、撤回、{ANY_TIME}",
    "S7": f"申请退单、并案、提请会商、内部指派、报告进展、提交整改、申请延期、申请挂账、撤回、{ANY_TIME}",
    "S8": f"报告进展、挂账复核、恢复办理、{ANY_TIME}",
    "S9": f"核查通过、核查不通过、办结、{ANY_TIME}",
    "S10": f"记录回访、办结、{ANY_TIME}",
    "S11": "回头看、重开、更正、归档、查看诉求人",
    "S12": "更正、归档、查看诉求人",
    "S13": "登记转出回执、更正、归档、查看诉求人",
    "S14": "拆并、更正、归档、查看诉求人",
    "S15": "更正、归档、查看诉求人",
    "S16": "更正",
}
