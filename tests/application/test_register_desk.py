"""The register as decisions see it: kept up with what was recorded, also by others."""

from uuid import UUID

import pytest

from aiwei.application import folded_view
from aiwei.application.desk import Caller
from aiwei.domain.office import SYSTEM, Via
from aiwei.domain.register.commands import DeclareRegister, TenureLine
from aiwei.domain.register.decide import BrokenReference
from aiwei.store.append import CommandIdReused
from tests import given as g
from tests.desks import open_office
from tests.town import DECLARATION, LONG_AGO, MONDAY

ONCE = UUID("00000000-0000-4000-8000-00000000000d")


def takes(person, post="CLERK"):
    line = TenureLine(person=person, name=person, post=post, since=LONG_AGO)
    return DeclareRegister(tenures=(line,), basis="任命")


def declare(office, command, command_id=None):
    return office.desk.declare_register(command, Caller(SYSTEM, Via.CLI, command_id))


def test_a_declaration_is_recorded_once(office):
    before = office.desk.book.last_position()
    assert declare(office, DECLARATION) == 0
    assert office.desk.book.last_position() == before


def test_who_takes_a_post_may_act_in_it_at_once(office):
    assert declare(office, takes("newcomer")) == 1
    assert office.take_in(by="newcomer").number == "2026-00001"


def test_what_another_process_declared_is_seen_when_a_second_has_passed(office, conninfo, monkeypatch):
    with open_office(conninfo, declared=False) as other:
        declare(other, takes("newcomer"))
        assert office.desk.register.now().posts_of("newcomer", MONDAY) == ()
        monkeypatch.setattr(folded_view, "FRESH_SECONDS", 0)
        assert len(office.desk.register.now().posts_of("newcomer", MONDAY)) == 1


def test_who_asks_for_it_fresh_does_not_wait(office, conninfo):
    with open_office(conninfo, declared=False) as other:
        declare(other, takes("newcomer"))
    assert len(office.desk.register.now(fresh=True).posts_of("newcomer", MONDAY)) == 1


def test_declaring_takes_in_what_another_process_declared_before(office, conninfo):
    with open_office(conninfo, declared=False) as other:
        declare(other, takes("newcomer"))
    assert declare(office, takes("newcomer")) == 0


def test_a_broken_declaration_leaves_nothing_behind(office):
    before = office.desk.book.last_position()
    with pytest.raises(BrokenReference):
        declare(office, takes("newcomer", post="NO-POST"))
    assert office.desk.book.last_position() == before


def test_a_command_id_is_not_used_for_another_declaration(office):
    declare(office, takes("newcomer"), ONCE)
    with pytest.raises(CommandIdReused):
        declare(office, takes("latecomer"), ONCE)
    assert declare(office, takes("newcomer"), ONCE) == 0


def test_the_register_holds_while_a_case_goes_on(office):
    case_id = office.play(g.ACCEPT)
    declare(office, takes("newcomer"))
    assert office.desk.register.version == len(office.desk.book.load("register"))
    assert len(office.events(case_id)) == 2
