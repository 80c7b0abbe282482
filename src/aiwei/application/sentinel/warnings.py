"""Which limit is warned of, and how far: the office's custom as data, and the one notice that applies now.

Whose turn it is, and so whom a notice reaches, the domain decides (``supervising.send_notice``).
"""

from datetime import datetime
from typing import NamedTuple

from aiwei.domain.calendar import ONE_DAY, local_date, start_of
from aiwei.domain.case.grounds import Clock as K
from aiwei.domain.case.grounds import Notice
from aiwei.domain.deadlines import Due, Terms

#: Lowest first. Of several that apply only the highest is sent, so that days of silence end in no flood.
LADDER = tuple(Notice)
RANK = {notice: rank for rank, notice in enumerate(LADDER, start=1)}
#: Before it ends and once it has (domain table b, warn): somebody has to take this step.
STEP = (Notice.YELLOW, Notice.RED)
#: What the bulletin lists besides: the rectification, and the promise to the public.
PROMISE = (*STEP, Notice.LISTED)
NOTHING: tuple[Notice, ...] = ()


class Warned(NamedTuple):
    """The notices that a clock may lead to, and why these."""

    notices: tuple[Notice, ...]
    why: str


WARNINGS: dict[K, Warned] = {
    K.ACCEPT: Warned(STEP, "爱卫办受理"),
    K.VERIFY: Warned(STEP, "检查员核实"),
    K.DISPATCH: Warned(STEP, "爱卫办派单（特急件两小时）"),
    K.SIGN_FOR: Warned(STEP, "派单无人签收：单位签收，或爱卫办代签"),
    K.RETURN_WINDOW: Warned(NOTHING, "单位可以退单的期限，不退不算误事"),
    K.RETURN_DECIDE: Warned(STEP, "爱卫办审核退单"),
    K.CONSULT: Warned(STEP, "领导小组会商"),
    K.PRELIMINARY: Warned(STEP, "单位报初步意见"),
    K.EXTENSION_DECIDE: Warned(STEP, "审批延期，单位在等"),
    K.SUSPENSION_DECIDE: Warned(STEP, "审批挂账，单位在等"),
    K.SUPERVISION: Warned(STEP, "单位回复督办"),
    K.REVIEW: Warned(STEP, "挂账每三十日复核"),
    K.RESUME: Warned(NOTHING, "到期由值守程序自动恢复，无须提醒"),
    K.TASK: Warned(PROMISE, "单位整改；逾期满五个工作日列入通报"),
    K.CHECK: Warned(STEP, "检查员核查"),
    K.FOLLOW_UP: Warned(STEP, "爱卫办回访"),
    K.CONTACT: Warned(STEP, "首次联系，或承诺到期后向诉求人说明"),
    K.REINSPECT: Warned(STEP, "回头看"),
    K.APPEAL_REVIEW: Warned(STEP, "两人复核逾期申诉"),
    K.RECEIPT: Warned(STEP, "向接收机关要回执"),
    K.CASE: Warned(PROMISE, "对群众或上级的承诺；逾期满五个工作日列入通报"),
}


def notice_now(clock: K, due: Due, now: datetime, terms: Terms) -> Notice | None:
    """The highest notice that applies to this limit at this moment."""
    may = WARNINGS[clock].notices
    if Notice.LISTED in may and due.at < terms.listed_before(now):
        return Notice.LISTED
    if now > due.at:
        return Notice.RED if Notice.RED in may else None
    return Notice.YELLOW if Notice.YELLOW in may and now >= remind_from(due, terms) else None


def remind_from(due: Due, terms: Terms) -> datetime:
    """When a reminder of this limit makes sense: when it turns yellow; of one in days, not on the day on
    which it began. A limit of one working day is yellow from its first moment, when whoever has to keep it
    was told of it anyway.
    """
    turns = terms.yellow_from(due)
    if due.in_hours or due.counted_from >= due.at:  # a moment that people set, or counted back from a promise
        return turns
    return max(turns, start_of(local_date(due.counted_from) + ONE_DAY))
