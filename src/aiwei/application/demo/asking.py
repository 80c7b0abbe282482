"""The steps whose words depend on the case: its place, its people, its limits."""

from collections.abc import Sequence
from datetime import timedelta

from aiwei.application.demo import town
from aiwei.application.demo.turns import Ask, Scene
from aiwei.domain.calendar import local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import grounds as g
from aiwei.domain.case import words as w
from aiwei.domain.decider import Command
from aiwei.domain.register.words import UnitKind

#: To whom goes what is not ours (domain section 3).
RECEIVERS = {
    w.Triage.PETITION: c.TransferOut(
        triage=w.Triage.PETITION,
        receiver="市信访局",
        handed_how="信访信息系统转送",
        reference="XF-2026-0917-03",
        explanation="属信访事项，已录入信访信息系统。",
    ),
    w.Triage.EMERGENCY: c.TransferOut(
        triage=w.Triage.EMERGENCY,
        receiver="119、供电所",
        handed_how="电话移交并守到接警",
        explanation="有起火危险，立即转有关应急力量处置。",
    ),
    w.Triage.OTHER_CHANNEL: c.TransferOut(
        triage=w.Triage.OTHER_CHANNEL,
        receiver="市劳动保障监察支队",
        handed_how="函告移交",
        explanation="属工资支付争议，应走劳动监察或仲裁。",
    ),
}
DONE = {
    w.Category.EXPOSED_WASTE: "垃圾已清运，增设垃圾桶两个，保洁员每日两次巡查。",
    w.Category.NOISE: "已约谈相关责任人，限定作业时段，现场复测达标。",
    w.Category.SEWAGE: "已疏通管道并更换破损井盖，现场无积水外溢。",
    w.Category.ILLEGAL_BUILDING: "已下达告知书，当事人自行拆除完毕。",
}


def told(scene: Scene) -> str:
    """How the complainant was told; nobody can tell who left no number."""
    return "电话告知诉求人" if scene.case.contactable else ""


def release_excerpt(scene: Scene) -> Sequence[Command]:
    """The masked draft goes out; where it still gives the person away, the clerk rewrites it."""
    title, text = scene.town.draft(scene.case_id)
    if scene.town.leaks(scene.case_id, f"{title}\n{text}"):
        rewritten = c.ReleaseExcerpt(title="群众反映问题（已隐去个人信息）", text="请现场核实所反映的问题。")
        return (c.Reveal(purpose=w.RevealPurpose.EXCERPT), rewritten)
    return (c.ReleaseExcerpt(title=title, text=text),)


def accept(scene: Scene) -> Sequence[Command]:
    said = scene.intake
    matter = town.matter_of(f"{said.title}{said.text}") if said and said.from_public else None
    return (
        c.Accept(
            category=scene.category,
            area=scene.case.area or town.AREAS.get(scene.category, w.Area.ENVIRONMENT),
            matter=scene.case.matter or matter,
            urgency=scene.fate.way.urgency,
            village=scene.case.village,
        ),
    )


def transfer_out(scene: Scene) -> Sequence[Command]:
    """By triage at registration; what was taken for ours turns out to go another way."""
    triage = scene.case.triage if scene.case.triage is not w.Triage.OURS else w.Triage.OTHER_CHANNEL
    if triage is w.Triage.ACCUSATION:
        body = next(u.code for u in scene.town.register.units.values() if u.kind is UnitKind.DISCIPLINE)
        said = "反映公职人员，密封移交。"
        return (c.TransferOut(triage=triage, receiver_unit=body, handed_how="当面移交", explanation=said),)
    return (RECEIVERS[triage].model_copy(update={"told_how": told(scene)}),)


def contact(scene: Scene) -> Sequence[Command]:
    """The first call; once the promise has run out, a word on how it stands."""
    over = scene.case.case_due is not None and scene.case.case_due.at < scene.now
    purpose = g.ContactPurpose.LIMIT_EXPIRED if over else g.ContactPurpose.FIRST_CONTACT
    remark = "已说明为何未能按期办结和下一步安排。" if over else "已告知受理情况和办理时限。"
    looked = c.Reveal(purpose=w.RevealPurpose.CONTACT)
    return (looked, c.RecordContact(purpose=purpose, remark=remark))


def contact_if_owed(scene: Scene) -> Sequence[Command]:
    """After the promise ran out, and the sentinel said so."""
    return contact(scene) if g.Clock.CONTACT in scene.case.dues else ()


def dispatch(scene: Scene) -> Sequence[Command]:
    """To whom a consultation named; else to whose trade or place it is, and after a return to another."""
    case, named = scene.case, scene.case.designation
    unit = named.lead_unit if named else town.lead_unit(scene.category, case.village, scene.town.register)
    if not named and unit in case.past_handlers:
        unit = town.another_unit(case.past_handlers)
    assists = {case.village} if case.village else set()
    assists |= set(named.assisting_units) if named else set()
    return (
        c.Dispatch(
            lead_unit=unit,
            responsible_person=town.head_of(unit, scene.town.register, scene.now).person,
            assisting_units=tuple(sorted(assists - {unit})),
            basis="会商纪要" if named else "职责分工",
            instruction="请到现场核实，按要求整改并拍照留存。",
        ),
    )


def sign_for(scene: Scene) -> Sequence[Command]:
    """Where nobody is at the line, the office signs on behalf and enters it a little later."""
    if not scene.fate.by_phone:
        return (c.SignFor(),)
    happened = max(scene.now - timedelta(minutes=20), scene.case.since or scene.now)
    return (c.SignFor(manner=w.SignForManner.ON_BEHALF_PHONE, told="值班联络员", occurred_at=happened),)


def designate(scene: Scene) -> Sequence[Command]:
    """Whoever is nearest gets it, and may not give it back."""
    unit = town.lead_unit(scene.category, scene.case.village, scene.town.register)
    day = local_date(scene.later(45.0))
    minutes = f"由{scene.town.register.unit_name(unit)}承办，其他单位配合，{day:%m月%d日}前整改到位。"
    return (decided(g.ConsultationDecision.DESIGNATE, minutes, lead_unit=unit, deadline=day),)


def decided(decision: g.ConsultationDecision, minutes: str, **more: object) -> Command:
    body = {"decision": decision, "minutes": minutes, "signers": "贾如山（召集人）及参会单位负责人", **more}
    return c.DecideConsultation.model_validate(body)


def grant_extension(scene: Scene) -> Sequence[Command]:
    if scene.case.extension is None:
        return ()
    consent = "市热线办电话同意" if scene.case.promised_at else ""
    return (c.GrantExtension(opinion="理由成立，同意。", told_how=told(scene), consent=consent),)


def grant_suspension(scene: Scene) -> Sequence[Command]:
    if scene.case.suspension is None:
        return ()
    return (c.GrantSuspension(opinion="情况属实，同意挂账，按月复核。", told_how=told(scene)),)


def submit(scene: Scene) -> Sequence[Command]:
    measure = DONE.get(scene.category, "已到现场核实并整改到位，安排专人负责，防止反弹。")
    helped = "协办单位派员到场配合。" if scene.case.assisting_units else ""
    said = c.SubmitRectification(measure=measure, no_photo_reason="演示数据不含照片", assistance=helped)
    return (said,)


def call(result: c.RecordFollowUp | None = None) -> Ask:
    """Looks up the number, and says what came of the call; "solved" where nothing else is said."""

    def called(scene: Scene) -> Sequence[Command]:
        said = w.Satisfaction.SATISFIED if scene.fate.satisfied else w.Satisfaction.DISSATISFIED
        solved = c.RecordFollowUp(result=w.FollowUpResult.SOLVED, satisfaction=said)
        return (c.Reveal(purpose=w.RevealPurpose.FOLLOW_UP), result or solved)

    return called


def close(scene: Scene) -> Sequence[Command]:
    reply = "您反映的问题已整改并经现场核查，感谢监督。" if scene.case.contactable else ""
    return (c.Close(outcome=w.Outcome.SOLVED, reply=reply),)
