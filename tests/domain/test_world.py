"""Whatever people ask of several cases in whatever order: what table (a) ends with holds after each step."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from aiwei.domain.case import clocks
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.folding import evolve
from aiwei.domain.case.lifecycle import BY_COMMAND, is_open
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState as S
from tests import given as g
from tests.domain.steps import WISHES
from tests.domain.world import World, aimed
from tests.given import USUALLY_BY
from tests.town import REGISTER

NEIGHBOURS = (g.registration(), g.registration(), g.finding(), g.registration(secrecy=True))
ODD = tuple(
    wish
    for kind, wish in WISHES.items()
    if kind not in {c.RegisterCase, c.Archive, c.Decline, c.TransferOut, c.Withdraw}
)
#: The main road: what comes next in each state.
NEXT = {
    S.REGISTERED: (g.ACCEPT,),
    S.PRE_VERIFYING: (g.VERIFIED,),
    S.ACCEPTED: (g.DISPATCH, g.OPEN_CONSULTATION),
    S.DISPATCHED: (c.SignFor(),),
    S.RETURN_PENDING: (c.ApproveReturn(opinion="同意"),),
    S.IN_CONSULTATION: (g.DESIGNATE,),
    S.IN_PROGRESS: (g.SUBMIT,),
    S.SUSPENDED: (c.Resume(),),
    S.AWAITING_CHECK: (g.PASS, g.CLOSE),
    S.AWAITING_FOLLOWUP: (g.SOLVED, g.CLOSE),
    S.CLOSED: (g.REOPEN,),
    S.MERGED: (g.SOLVED,),
}
TURNS = (
    g.REQUEST_RETURN,
    g.REQUEST_EXTENSION,
    g.GRANT_EXTENSION,
    g.REQUEST_SUSPENSION,
    g.GRANT_SUSPENSION,
    g.FAIL,
    g.UNSOLVED,
    g.UNREACHED,
    g.REBOUND,
    g.APPEAL,
    g.SUPPORT,
    g.MERGE,
    g.REPEAT,
    g.UNMERGE,
)
PEOPLE = ("clerk", "chief", "checker", "cloud", "leader", "convener", "reviewer", "reviewer-2", "helper")


class Town(RuleBasedStateMachine):
    """People of the town, and up to a handful of cases about one heap of rubbish."""

    def __init__(self):
        super().__init__()
        self.world = World()
        for wish in NEIGHBOURS[:2]:
            self.world.register(wish)

    @precondition(lambda self: len(self.world.facts) < 5)
    @rule(wish=some.sampled_from(NEIGHBOURS))
    def somebody_complains(self, wish):
        self.world.register(wish)

    @rule(hours=some.integers(1, 40))
    def time_goes_on(self, hours):
        self.world.later(hours)

    @rule(nth=some.integers(0, 5), step=some.integers(0, 60), other=some.integers(0, 5))
    def the_usual_person_takes_an_open_step(self, nth, step, other):
        ids = list(self.world.facts)
        case_id = ids[nth % len(ids)]
        case = self.world.case(case_id)
        open_now = [w for w in (*ODD, g.UNSOLVED) if is_open(BY_COMMAND[type(w)], case)]
        if open_now:
            wish = aimed(open_now[step % len(open_now)], ids[other % len(ids)])
            self.ask(case_id, wish, USUALLY_BY[type(wish)])

    @rule(nth=some.integers(0, 5), steps=some.integers(1, 6), hours=some.integers(1, 30))
    def a_case_goes_on_along_the_main_road(self, nth, steps, hours):
        ids = list(self.world.facts)
        case_id = ids[nth % len(ids)]
        for _ in range(steps):
            self.world.later(hours)
            for wish in NEXT.get(self.world.case(case_id).state, ()):
                self.ask(case_id, wish, USUALLY_BY[type(wish)])

    @rule(nth=some.integers(0, 5), wish=some.sampled_from(TURNS), other=some.integers(0, 5))
    def a_case_takes_a_turn(self, nth, wish, other):
        ids = list(self.world.facts)
        case_id = ids[nth % len(ids)]
        self.ask(case_id, aimed(wish, ids[other % len(ids)]), USUALLY_BY[type(wish)])

    @rule(nth=some.integers(0, 5), wish=some.sampled_from(ODD), who=some.sampled_from(PEOPLE))
    def anybody_asks_for_anything(self, nth, wish, who):
        ids = list(self.world.facts)
        self.ask(ids[nth % len(ids)], aimed(wish, ids[0]), who)

    def ask(self, case_id, wish, who):
        before = dict(self.world.facts)
        if self.world.ask(case_id, wish, who) is not None:
            assert self.world.facts == before, "a refusal changed something"

    @invariant()
    def nobody_waits_for_an_answer_behind_a_closed_case(self):
        for case_id, case in self.cases():
            owed = [m for m in case.members.values() if m.contactable and not m.answered]
            assert case.state is not S.CLOSED or not owed, case_id

    @invariant()
    def both_sides_of_a_merge_agree(self):
        cases = dict(self.cases())
        for case_id, case in cases.items():
            assert (case.state is S.MERGED) == (case.merged_into is not None) or case.state is S.ARCHIVED
            if case.state is S.MERGED:
                assert case_id in cases[case.merged_into].members
            for member in case.members:
                assert cases[member].merged_into == case_id

    @invariant()
    def closed_is_checked_and_by_somebody_else(self):
        for case_id, case in self.cases():
            assert case.state is not S.CLOSED or case.check_passed
            facts = self.world.facts[case_id]
            for nth, (fact, author) in enumerate(zip(facts, self.world.authors[case_id], strict=True)):
                if isinstance(fact, e.CheckPassed | e.CheckFailed | e.CaseClosed):
                    then = CASE_DECIDER.fold(facts[:nth])
                    assert not then.handling_units & REGISTER.units_of(author, fact.occurred_at)

    @invariant()
    def extensions_are_asked_in_time_and_granted_by_another(self):
        for case_id, _ in self.cases():
            before = Case()
            for fact, author in zip(self.world.facts[case_id], self.world.authors[case_id], strict=True):
                if isinstance(fact, e.ExtensionRequested):
                    assert before.task_due is None or fact.occurred_at <= before.task_due.at
                if isinstance(fact, e.ExtensionGranted):
                    assert fact.nth <= 2
                    assert author != before.extension.by
                    assert fact.task_due.at > before.task_due.at
                if isinstance(fact, e.ReturnRequested):
                    assert not before.designated
                before = evolve(before, fact)

    @invariant()
    def no_clock_runs_that_the_state_does_not_name(self):
        for _, case in self.cases():
            named = {*clocks.RUNNING[case.state], *(clocks.BESIDE if case.state in clocks.OPEN else ())}
            assert set(clocks.running(case.state, case.dues)) <= named

    @invariant()
    def the_lead_is_one_and_among_those_who_handle(self):
        for _, case in self.cases():
            assert case.lead_unit is None or case.lead_unit in case.current_units
            assert case.lead_unit not in case.assisting_units

    def cases(self):
        return [(case_id, self.world.case(case_id)) for case_id in self.world.facts]


Town.TestCase.settings = settings(
    max_examples=50,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
TestTown = Town.TestCase
