"""What goes on by itself: a halt that is over, and provisional moments whose year was loaded."""

from aiwei.application.recompute import recompute
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.grounds import Clock as K
from aiwei.domain.case.grounds import Notice
from aiwei.domain.office import Via
from tests import given as g
from tests.application.sentinels import IN_HAND, a_sentinel, look, once, told
from tests.domain.limits import local

TASK_YELLOW, CASE_YELLOW = (K.TASK, Notice.YELLOW), (K.CASE, Notice.YELLOW)
TASK_RED, CASE_RED = (K.TASK, Notice.RED), (K.CASE, Notice.RED)


def halted(office):
    """Suspended on Monday, 2 March, until the last day of June."""
    return office.play(*IN_HAND, g.REQUEST_SUSPENSION, g.GRANT_SUSPENSION)


def test_what_was_halted_goes_on_by_itself_though_the_sentinel_was_down_for_a_week(office):
    case_id = halted(office)
    look(office, at="2026-06-30T23:59")
    assert office.events(case_id)[-1].kind == "notice-sent"  # the review was due in April
    assert look(office, at="2026-07-08T08:00") == []
    resumed = office.events(case_id)[-1]
    assert (resumed.kind, resumed.automatic) == ("case-resumed", True)
    assert resumed.occurred_at == local("2026-06-30T23:59:59")
    assert resumed.task_due.at == local("2026-07-14T23:59:59")  # the ten working days that were left
    assert office.desk.history(case_id)[-1].via is Via.SENTINEL


def test_a_halt_that_is_over_is_not_reviewed_any_more(office):
    case_id = halted(office)
    look(office, at="2026-07-08T08:00")
    assert told(office, case_id) == {}
    look(office, at="2026-07-13T08:00")
    assert told(office, case_id) == once(TASK_YELLOW, CASE_YELLOW)


def test_what_went_on_too_late_is_told_of_with_its_true_due_moment(office):
    case_id = halted(office)
    look(office, at="2026-07-16T08:00")
    look(office)
    assert told(office, case_id) == once(TASK_RED, CASE_RED)


YEAR = """year = 2027
days_off = [2027-01-01, 2027-01-02, 2027-01-03]
swapped_workdays = [2027-01-09]
basis = "国办发明电"
"""


def in_december(office):
    """A case that is promised for January, of which nobody knows the days off."""
    office.wall.now = local("2026-12-25T09:00")
    return office.play(*IN_HAND)


def provisional(office, case_id):
    case = CASE_DECIDER.fold(office.events(case_id))
    return {clock for clock, due in case.dues.items() if due.provisional}


def test_provisional_moments_that_the_loading_of_the_year_did_not_come_to_are_settled(office, tmp_path):
    case_id = in_december(office)
    look(office)
    assert {K.TASK, K.CASE} <= provisional(office, case_id)
    file = tmp_path / "2027.toml"
    file.write_text(YEAR, encoding="utf-8")
    office.desk.timekeeping.load_calendar(file)  # and its process was ended here
    look(office)
    assert provisional(office, case_id) == set()
    look(office)
    assert [e.kind for e in office.events(case_id)].count("dues-recomputed") == 1
    assert recompute(office.desk) == 0


def test_a_running_sentinel_sees_a_new_year_at_its_next_look(office, tmp_path):
    case_id, sentinel = in_december(office), a_sentinel(office)
    look(office, sentinel)
    file = tmp_path / "2027.toml"
    file.write_text(YEAR, encoding="utf-8")
    office.desk.timekeeping.load_calendar(file)
    look(office, sentinel)
    assert provisional(office, case_id) == set()


def test_moments_that_wait_while_a_case_is_halted_are_settled_by_the_book(office, tmp_path):
    office.wall.now = local("2026-12-25T09:00")
    until = g.REQUEST_SUSPENSION.model_copy(update={"until": local("2027-03-31T12:00").date()})
    case_id = office.play(*IN_HAND, until, g.GRANT_SUSPENSION)
    file = tmp_path / "2027.toml"
    file.write_text(YEAR, encoding="utf-8")
    office.desk.timekeeping.load_calendar(file)
    assert (recompute(office.desk), recompute(office.desk)) == (1, 0)
    assert provisional(office, case_id) == set()
