"""What a person does not decide, because it was they who asked for it or spoke first."""

from aiwei.api.known import Scene
from aiwei.domain.case import commands as c
from aiwei.domain.case.refusals import ApproverIsRequester, SecondReturnNeedsAnother, TwoReviewers
from aiwei.domain.decider import Command

EXTENSION = (c.GrantExtension, c.RefuseExtension)
SUSPENSION = (c.GrantSuspension, c.RefuseSuspension)


def refuse_own(command: type[Command], scene: Scene) -> None:
    """As the decision itself would, before anybody has filled in a form."""
    case, person = scene.case, scene.office.person
    asked = case.extension if command in EXTENSION else case.suspension if command in SUSPENSION else None
    if asked is not None and asked.by == person:
        raise ApproverIsRequester("这份申请是您提出的，须由他人审批")
    if command is c.ReviewLatenessAppeal and case.appeal is not None and case.appeal.first == person:
        raise TwoReviewers("您已经复核过，须由另一人复核")
    if command is c.ApproveReturn and case.returns and case.dispatched_by == person:
        raise SecondReturnNeedsAnother("这是第二次退单，须由派单人以外的人审核")
