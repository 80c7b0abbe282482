"""By which rules it was counted at any moment, and the rules of a file as if they had been adopted."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime

from aiwei.application.rules_source import shipped_rules
from aiwei.application.timekeeping import RULES_STREAM, Timekeeping
from aiwei.domain.deadlines import Rule, Rules, Terms
from aiwei.domain.timekeeping import rule_book
from aiwei.domain.timekeeping.commands import AdoptRules
from aiwei.domain.timekeeping.events import RulesAdopted
from aiwei.domain.timekeeping.rule_book import RuleBook, RuleVersionChanged
from aiwei.store.book import Book


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules and the calendar that were in force at a moment; the shipped ones before any adoption."""

    timekeeping: Timekeeping
    since: tuple[datetime, ...]
    tables: tuple[Rules, ...]
    book: RuleBook

    def __call__(self, moment: datetime) -> Terms:
        rules = self.tables[bisect_right(self.since, moment)]
        return Terms(rules, self.timekeeping.calendar_at(moment))


def in_force(book: Book, timekeeping: Timekeeping) -> InForce:
    """Every adoption of the book so far."""
    shipped = shipped_rules()
    adopted, tables, since = rule_book.begun(shipped), [shipped], []
    for recorded in book.load(RULES_STREAM):
        adopted = rule_book.evolve(adopted, recorded.event)
        tables.append(adopted.in_force(shipped))
        since.append(recorded.recorded_at)
    return InForce(timekeeping, tuple(since), tuple(tables), adopted)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rules that are not in force, and what whoever tries them should know."""

    rules: Rules
    timekeeping: Timekeeping
    notes: tuple[str, ...] = ()

    def __call__(self, moment: datetime) -> Terms:
        return Terms(self.rules, self.timekeeping.calendar_at(moment))


def candidate(table: AdoptRules, known: InForce, today: date, *, newest: bool = False) -> Candidate:
    """The table as if it had been adopted before the first case; with ``newest``, the newest version of each
    rule as if it had always been in force.
    """
    notes = []
    try:
        rule_book.decide(known.book, table)
    except RuleVersionChanged as hint:
        notes.append(f"试算照用；正式采用前：{hint.detail}")
    later = [rule.name for rule in table.rules if rule.effective_from > today]
    if later and not newest:
        notes.append(f"{'、'.join(later)} 今天以后才生效，没有参与试算；加 --newest 按各规则的最新版本试算")
    tried = table.model_copy(update={"rules": _newest(table)}) if newest else table
    adopted = RulesAdopted(**{name: getattr(tried, name) for name in AdoptRules.model_fields}, digest="")
    rules = rule_book.evolve(known.book, adopted).in_force(shipped_rules())
    return Candidate(rules, known.timekeeping, tuple(notes))


def _newest(table: AdoptRules) -> tuple[Rule, ...]:
    """One version of each rule, where it stands in the table, from the beginning of time."""
    last = {rule.id: rule for rule in sorted(table.rules, key=lambda rule: rule.version)}
    return tuple(
        rule.model_copy(update={"effective_from": date.min}) for rule in table.rules if rule is last[rule.id]
    )
