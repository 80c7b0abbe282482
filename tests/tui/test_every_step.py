"""Every step of people can be taken from the case screen, by its own form and the keyboard alone."""

import pytest
from textual.widgets import Input, Switch, TextArea

from aiwei.domain.case.lifecycle import BY_VERB
from aiwei.tui.forms.combo_box import ComboBox
from aiwei.tui.forms.form_body import FormBody
from aiwei.tui.forms.form_field import FormField
from aiwei.tui.forms.tick_box import TickBox
from aiwei.tui.screens.work_list import WorkListScreen
from tests.furnished import Town
from tests.story import USUAL
from tests.tui.sitting import SMALL, Sitting, at_the_list

pytestmark = pytest.mark.anyio
#: Steps after which there is something to read.
SHOWN = {"reveal": "此次查看已记录"}

#: Told only where the rule asks for it.
OF_SOME_CASES = {"told_how"}


async def fill(me: Sitting, name: str, value) -> None:
    """One field, as a person does: go there, type, take."""
    form = me.app.screen.query_one(FormBody)
    part = form.part(name)
    if part is None and name in OF_SOME_CASES:
        return
    assert isinstance(part, FormField), f"{name} is not asked on:\n{me.screen}"
    part.focus_way()
    await me.settled()
    match part.way:
        case Switch() as switch:
            if switch.value != value:
                await me.press("space")
        case TickBox():
            for code in value:
                await me.types(code)
                await me.press("enter")
        case ComboBox():
            await me.press("ctrl+a", "ctrl+k")
            await me.types("是" if value is True else "否" if value is False else str(value))
            await me.press("enter")
        case Input() | TextArea():
            await me.press("ctrl+a", "ctrl+k")
            await me.types(str(value))


@pytest.mark.parametrize("who", sorted({who for who, _ in USUAL.values()}))
async def test_each_step_of_a_person_is_taken_by_its_form(town: Town, who: str):
    async with at_the_list(town, who, SMALL) as me:
        for verb in (verb for verb, (usually, _) in USUAL.items() if usually == who):
            await take(me, town, verb)


async def take(me: Sitting, town: Town, verb: str) -> None:
    """From the list to the case, through the form, and back."""
    case_id = town.open_to(verb)
    label, body = BY_VERB[verb].label, town.usual(verb)[1]
    before = town.kinds(case_id)
    number = town["head"].get(f"/cases/{case_id}").json()["number"]
    await me.finds(number)
    await me.chooses(label)
    for name, value in body.items():
        await fill(me, name, value)
    await me.press("ctrl+s")
    await me.sees(SHOWN.get(verb, f"已办：{label}"))
    assert len(town.kinds(case_id)) > len(before)
    while not isinstance(me.app.screen, WorkListScreen):
        await me.press("escape")
