"""Which rule is for which case, which version for which day, and what keeps a table from serving."""

from datetime import date

import pytest

from aiwei.application.rules_source import shipped_rules
from aiwei.domain.case.words import CaseKind, Category, MatterKind, Urgency
from aiwei.domain.deadlines import DayEnds, Handles, Rules, UnknownRule, Warnings
from aiwei.domain.deadlines.faults import REQUIRED, overlaps, rules_faults
from tests.domain.limits import CONTINUOUS, DAY, NATURAL, limit

TODAY = date(2026, 3, 2)
K, M, C, U = CaseKind, MatterKind, Category, Urgency


@pytest.mark.parametrize(
    ("kind", "matter", "category", "urgency", "rule"),
    [
        (K.GRIEVANCE, M.INQUIRY, C.OTHER, U.NORMAL, "12345-CONSULT"),
        (K.GRIEVANCE, M.HELP_REQUEST, C.OTHER, U.URGENT, "12345-HELP"),
        (K.GRIEVANCE, M.SUGGESTION, C.OTHER, U.NORMAL, "12345-HELP"),
        (K.GRIEVANCE, M.COMPLAINT, C.EXPOSED_WASTE, U.IMMEDIATE, "12345-COMPLAINT"),
        (K.GRIEVANCE, M.TIP_OFF, C.OTHER, U.LONG_TERM, "12345-COMPLAINT"),
        (K.GRIEVANCE, M.COMPLAINT, C.AIR, U.CRITICAL, "12345-MAJOR"),
        (K.GRIEVANCE, None, C.AIR, U.CRITICAL, "12345-MAJOR"),
        (K.GRIEVANCE, None, C.AIR, U.NORMAL, None),
        (K.FINDING, None, C.RECORDS, U.IMMEDIATE, "FIND-NOW"),
        (K.FINDING, None, C.EXPOSED_WASTE, U.NORMAL, "FIND-A"),
        (K.SELF_CHECK, None, C.DIRTY_ROAD, U.URGENT, "FIND-A-ROAD"),
        (K.FINDING, None, C.CLUTTER, U.NORMAL, "FIND-B"),
        (K.ASSIGNED, None, C.OTHER, U.NORMAL, "FIND-B"),
        (K.FINDING, None, None, U.NORMAL, "FIND-B"),
        (K.FINDING, None, C.TOBACCO, U.NORMAL, "FIND-C"),
        (K.FINDING, None, C.SEWAGE, U.NORMAL, "FIND-D"),
        (K.FINDING, None, C.SEWAGE, U.LONG_TERM, "FIND-E"),
    ],
)
def test_each_case_has_its_rule(kind, matter, category, urgency, rule):
    found = shipped_rules().handling(kind, matter, category, urgency, TODAY)
    assert (found and found.id) == rule


def test_no_finding_is_without_a_rule():
    kinds = set(CaseKind) - {CaseKind.GRIEVANCE}
    cases = [(kind, category, urgency) for kind in kinds for category in Category for urgency in Urgency]
    assert all(shipped_rules().handling(k, None, c, u, TODAY) for k, c, u in cases)


def test_a_petition_is_handled_by_its_rule_only_when_a_clerk_says_so():
    everything = [(k, m, c, u) for k in K for m in (None, *M) for c in C for u in U]
    found = {rule and rule.id for case in everything if (rule := shipped_rules().handling(*case, TODAY))}
    assert set(shipped_rules().handling_ids()) - found == {"PETITION-HANDLE"}


def test_the_first_rule_that_fits_is_taken():
    first, second = limit(1, DAY, id="A", handles=Handles()), limit(2, DAY, id="B", handles=Handles())
    assert Rules((first, second)).handling("finding", None, None, "normal", TODAY) is first
    assert Rules((second, first)).handling("finding", None, None, "normal", TODAY) is second


def test_a_rule_for_everything_still_leaves_an_unknown_matter_to_the_clerk():
    everything = Rules((limit(1, DAY, handles=Handles()),))
    assert everything.handling("grievance", None, None, "normal", TODAY) is None


def test_a_rule_that_is_not_in_force_handles_nothing():
    tomorrow = limit(1, DAY, handles=Handles(), effective_from=date(2026, 3, 3))
    assert Rules((tomorrow,)).handling("finding", None, None, "normal", TODAY) is None


def test_a_step_handles_nothing():
    assert "CHECK" not in shipped_rules().handling_ids()


def test_a_rule_that_left_the_table_goes_on_for_cases_under_it_and_takes_no_new_ones():
    gone = limit(3, DAY, id="GONE", handles=Handles())
    rules = Rules((limit(1, DAY),), former=(gone,))
    assert (rules.find("GONE", TODAY), rules.named("GONE@1")) == (gone, gone)
    assert (rules.handling_ids(), rules.ids()) == ((), ("TEST",))


def test_a_version_that_left_the_table_is_known_by_name_and_not_found():
    rules = Rules((limit(1, DAY, version=2),), former=(limit(3, DAY),))
    assert (rules.named("TEST@1").amount, rules.find("TEST", TODAY).version) == (3, 2)


SOUND = shipped_rules().all()


def faults(*rules, without: str = "", warning: Warnings | None = None) -> list[str]:
    table = [rule for rule in SOUND if rule.id != without]
    return rules_faults([*table, *rules], warning or Warnings())


def test_the_shipped_table_has_no_faults():
    assert (faults(), overlaps(SOUND)) == ([], [])


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (limit(-1, DAY), "TEST@1 的时限 -1 是负数"),
        (limit(0, CONTINUOUS), "TEST@1 的时限是 0 小时"),
        (limit(1, DAY, basis=" "), "TEST@1 没有写依据"),
        (limit(1, DAY, version=0), "版本号应从 1 开始"),
        (limit(1, DAY, effective_to=date(1999, 12, 31)), "失效日期 1999-12-31 早于生效日期 2000-01-01"),
        (limit(1, DAY, sign_for="NEVER"), "TEST@1 的 sign_for 指向「NEVER」"),
        (limit(1, DAY, check="NEVER"), "TEST@1 的 check 指向「NEVER」"),
        (limit(1, DAY, return_window="NEVER"), "return_window"),
        (limit(1, DAY, revisit="NEVER"), "revisit"),
        (limit(0, NATURAL, extensions=1), "延期"),
        (limit(1, DAY, extensions=1, extension_amount=0), "延期"),
        (limit(1, DAY, extensions=-1), "延期"),
        (limit(1, CONTINUOUS, day_ends=DayEnds.OFFICE_CLOSE), "day_ends"),
    ],
)
def test_an_entry_that_cannot_serve_is_named(rule, says):
    (fault,) = faults(rule)
    assert says in fault


@pytest.mark.parametrize("step", REQUIRED)
def test_a_step_without_a_rule_is_missing(step):
    assert f"缺少必需的规则「{step}」" in faults(without=step)


def test_a_step_without_a_rule_on_some_days_is_told_with_the_days():
    old = limit(1, DAY, id="ACCEPT", effective_to=date(2026, 12, 31))
    new = limit(2, DAY, id="ACCEPT", version=2, effective_from=date(2027, 1, 5))
    assert faults(old, new, without="ACCEPT") == ["ACCEPT 在 2027-01-01 至 2027-01-04 没有有效版本"]
    assert faults(old, without="ACCEPT") == ["ACCEPT@1 到 2026-12-31 失效，之后没有接替的版本"]


def test_the_same_version_twice_is_a_fault():
    assert faults(limit(1, DAY), limit(1, DAY)) == ["TEST@1 出现了 2 次"]


def test_the_buffer_to_a_promise_upstream_is_in_working_days():
    assert faults(limit(1, NATURAL, id="UPSTREAM"), without="UPSTREAM") == ["UPSTREAM@1 须以工作日计"]


@pytest.mark.parametrize("wrong", [{"working_days": -1}, {"listed_after": -1}, {"percent_of_hours": 101}])
def test_warnings_that_cannot_be_are_a_fault(wrong):
    assert len(faults(warning=Warnings(**wrong))) == 1


def test_all_faults_are_told_at_once():
    assert len(faults(limit(-1, DAY, basis=""), limit(0, CONTINUOUS, id="B"), without="CHECK")) == 4


@pytest.mark.parametrize(
    ("old_to", "new_from", "overlap"),
    [
        (None, date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2025, 12, 31), date(2026, 1, 1), False),
    ],
)
def test_two_versions_in_force_on_one_day_overlap(old_to, new_from, overlap):
    old, new = limit(1, DAY, effective_to=old_to), limit(2, DAY, version=2, effective_from=new_from)
    assert bool(overlaps([new, old])) is overlap


def test_an_unknown_rule_is_refused_by_name():
    with pytest.raises(UnknownRule, match="NEVER"):
        shipped_rules().find("NEVER", TODAY)
