"""Random ways through the life of a case: anybody asks for anything, and what is refused changes nothing."""

from datetime import timedelta

from hypothesis import strategies as some

from aiwei.domain.case import commands as c
from aiwei.domain.case.lifecycle import BY_COMMAND, is_open
from aiwei.domain.decider import Command
from tests import given as g
from tests.domain.steps import WISHES
from tests.given import AROUND, USUALLY_BY, Answer, decided, given
from tests.town import MONDAY, office

PEOPLE = ("clerk", "chief", "deputy", "checker", "cloud", "bamboo", "allrounder", "two-hats", "helper")
BEGINNINGS = (
    g.registration(),
    g.registration(contactable=False, accused_unit="BAMBOO"),
    g.finding(),
    g.registration(accused_person="checker"),
)
LATER = (
    *(wish for kind, wish in WISHES.items() if kind is not c.RegisterCase),
    g.UNSOLVED,
    g.UNREACHED,
    c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo"),
    c.SignFor(manner="on_behalf_phone", told="村主任"),
)
#: Asked by anybody only: they lead nowhere.
ASIDE = (c.Reveal, c.ReleaseExcerpt, c.Decline)
#: Most steps are what may be done now, by whoever does it; some are anything by anybody.
onward = some.tuples(some.integers(0, 30), some.none())
anything = some.tuples(some.integers(0, 30), some.sampled_from(PEOPLE))
steps = some.tuples(onward | onward | onward | anything, some.integers(0, 60))
walks = some.tuples(some.sampled_from(BEGINNINGS), some.lists(steps, min_size=8, max_size=40))


def walk(begin: Command, taken) -> list[tuple[Command, str, Answer]]:
    """Each wish, who asked, and what came of it; time goes on by so many hours before each."""
    told = [(begin, "clerk", given().when(begin))]
    now = MONDAY
    for (number, person), hours in taken:
        now += timedelta(hours=hours)
        case = told[-1][2].case
        open_now = [w for w in LATER if is_open(BY_COMMAND[type(w)], case) and type(w) not in ASIDE]
        wishes = LATER if person or not open_now else open_now
        wish = wishes[number % len(wishes)]
        actor = person or _usual(wish, case.lead_unit)
        answer = decided(case, wish, office(actor, now, around=AROUND))
        told.append((wish, actor, answer))
    return told


def _usual(wish: Command, lead: str | None) -> str:
    if isinstance(wish, c.SignFor) and wish.manner != "self":
        return "clerk"
    usual = USUALLY_BY[type(wish)]
    return "bamboo" if usual == "cloud" and lead == "BAMBOO" else usual


def facts_of(taken):
    return tuple(fact for _, _, answer in taken for fact in answer.facts)
