"""The rules of the office: by id and day, by name, and which one handles a case."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from aiwei.domain.calendar import WorkCalendar, local_date
from aiwei.domain.deadlines.counted import due
from aiwei.domain.deadlines.moment import Due
from aiwei.domain.deadlines.rule import Rule, Warnings
from aiwei.domain.decider import Refused
from aiwei.domain.office_hours import DEFAULT_HOURS, OfficeHours

#: The kind of case that comes from the public: its limit follows from what is asked for.
FROM_PUBLIC = "grievance"


class UnknownRule(Refused):
    code = "unknown-rule"
    title = "没有这条时限规则"


class Rules:
    """The rules in their order, with the office hours and the warnings that go with them.

    ``former`` are versions that are not in the table any more: events name them, and cases that began under
    them go on, but no new case is handled by them.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        hours: OfficeHours = DEFAULT_HOURS,
        warning: Warnings = Warnings(),  # noqa: B008 (frozen)
        former: Collection[Rule] = (),
    ) -> None:
        self._rules = tuple(rules)
        self.hours = hours
        self.warning = warning
        self._by_name = {rule.name: rule for rule in (*former, *self._rules)}
        self._by_id = _grouped(self._rules)
        self._former = _grouped(rule for rule in former if rule.id not in self._by_id)

    def all(self) -> tuple[Rule, ...]:
        """Every version of every rule of the table."""
        return self._rules

    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def find(self, rule_id: str, day: date) -> Rule:
        """The version in force on ``day``; refused when there is none."""
        versions = self._by_id.get(rule_id) or self._former.get(rule_id, [])
        found = [rule for rule in versions if rule.in_force(day)]
        if found:
            return max(found, key=lambda rule: rule.version)
        raise UnknownRule(f"时限规则「{rule_id}」在 {day} 没有有效版本，请在规则表中补上", field="rule_id")

    def named(self, name: str) -> Rule:
        """The rule that an event names as ``id@version``, whether it is still in force or not."""
        if name not in self._by_name:
            raise UnknownRule(f"没有时限规则「{name}」")
        return self._by_name[name]

    def handling_ids(self) -> tuple[str, ...]:
        """The ids of the rules by which a case may be handled; the others limit steps."""
        return tuple(dict.fromkeys(rule.id for rule in self._rules if rule.handles is not None))

    def handling(
        self, kind: str, matter: str | None, category: str | None, urgency: str, day: date
    ) -> Rule | None:
        """The first rule of the table in force on ``day`` that is for such a case, by codes. None where a
        clerk has to choose; so for a grievance whose matter is unknown, unless the urgency alone decides.
        """
        for rule in self._rules:
            if rule.in_force(day) and _is_for(rule, kind, matter, category, urgency):
                return rule
        return None

    def due(self, rule_id: str, start: datetime, calendar: WorkCalendar) -> Due:
        """The due moment of a limit that starts at ``start``."""
        return due(self.find(rule_id, local_date(start)), start, calendar, self.hours)


def _grouped(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """By id, in the order of the table."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.id, []).append(rule)
    return groups


def _is_for(rule: Rule, kind: str, matter: str | None, category: str | None, urgency: str) -> bool:
    wanted = rule.handles
    if wanted is None or wanted.by_hand:
        return False
    if kind == FROM_PUBLIC and matter is None and not wanted.urgencies:
        return False
    pairs = (
        (wanted.kinds, kind),
        (wanted.matters, matter),
        (wanted.categories, category),
        (wanted.urgencies, urgency),
    )
    return all(not codes or code in codes for codes, code in pairs)
