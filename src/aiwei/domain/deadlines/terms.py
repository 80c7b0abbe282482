"""Due moments by the rules and the calendar: counted, extended, resumed, promised upstream, counted again."""

from dataclasses import dataclass
from datetime import datetime

from aiwei.domain.calendar import LOCAL, ONE_DAY, WorkCalendar, end_of, local_date, start_of
from aiwei.domain.deadlines.counted import HOUR, counted, due_at
from aiwei.domain.deadlines.counting import Counter
from aiwei.domain.deadlines.moment import Due
from aiwei.domain.deadlines.rule import Rule
from aiwei.domain.deadlines.rules import Rules
from aiwei.domain.deadlines.words import DueReason, LimitUnit

UPSTREAM = "UPSTREAM"


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules and the calendar by which limits are counted now."""

    rules: Rules
    calendar: WorkCalendar

    @property
    def counter(self) -> Counter:
        return Counter(self.calendar, self.rules.hours)

    def due(self, rule_id: str, start: datetime) -> Due:
        """The limit of the version in force when its clock starts; UnknownRule when there is none."""
        return self.rules.due(rule_id, start, self.calendar)

    def extended(self, due: Due, amount: int | None = None) -> Due:
        """More time, added to the current due in the rule's unit; by default as much as the rule grants."""
        rule = self.rules.named(due.rule)
        more = rule.granted if amount is None else amount
        return self._replacing(due, self._counted(rule, more, rule.unit, due.at), DueReason.EXTENDED)

    def resumed(self, due: Due, suspended_at: datetime, resumed_at: datetime) -> Due:
        """What was left at the suspension is left again, so that suspended time is excluded exactly once.

        Days count from the day after the resumption, as a limit in days does; a suspension within a day takes
        none. A due that was past when it was suspended stays as it was.
        """
        rule = self.rules.named(due.rule)
        unit = due.unit or rule.unit
        if due.at < suspended_at or (
            not unit.in_hours and local_date(suspended_at) == local_date(resumed_at)
        ):
            return due
        if unit.in_hours:
            left = self.counter.time_between(unit, suspended_at, due.at)
            at = self.counter.moment_on(unit, resumed_at, left)
            again = due_at(at, rule, left // HOUR, unit, start=resumed_at, counter=self.counter)
        else:
            days = self.counter.days(unit, local_date(suspended_at), local_date(due.at))
            again = self._counted(rule, len(days), unit, resumed_at)
        again = again.model_copy(update={"suspended_at": suspended_at.astimezone(LOCAL)})
        return self._replacing(due, again, DueReason.RESUMED)

    def upstream(self, promised: datetime) -> Due:
        """The office's own due for what a superior was promised: the buffer's working days before it."""
        return self._upstream(self.rules.find(UPSTREAM, local_date(promised)), promised)

    def decided(self, at: datetime, rule_name: str) -> Due:
        """A moment that people set (会商); nothing was counted. ``rule_name`` is a rule's id, or its
        ``id@version``.
        """
        local = at.astimezone(LOCAL)
        named = "@" in rule_name
        rule = self.rules.named(rule_name) if named else self.rules.find(rule_name, local.date())
        return Due(
            at=local,
            rule=rule.name,
            calendar=self.calendar.version,
            counted_from=local,
            why=DueReason.DECIDED,
        )

    def recounted(self, due: Due) -> Due:
        """The same inputs under the present calendar. An equal due when nothing changed; the same moment,
        settled, when its year is covered now; else the new moment, and in ``was`` the one that it replaces.
        """
        again = self._again(due)
        if again.at == due.at and again.provisional == due.provisional:
            return due
        moved = {"was": due.was if again.at == due.at else due.at}
        return again.model_copy(update=moved)

    def _again(self, due: Due) -> Due:
        rule = self.rules.named(due.rule)
        amount = rule.amount if due.amount is None else due.amount
        match due.why:
            case DueReason.DECIDED:
                return due
            case DueReason.UPSTREAM:
                return self._upstream(rule, due.counted_from, amount)
            case DueReason.EXTENDED if due.before is not None:
                return self.extended(self.recounted(due.before), amount)
            case DueReason.RESUMED if due.before is not None and due.suspended_at is not None:
                return self.resumed(self.recounted(due.before), due.suspended_at, due.counted_from)
            case _:
                return self._counted(rule, amount, due.unit or rule.unit, due.counted_from)

    def yellow_from(self, due: Due) -> datetime:
        """The moment from which ``due`` is yellow, until it is past."""
        warning, counter = self.rules.warning, self.counter
        if not due.in_hours or due.unit is None:
            return start_of(counter.day_back(local_date(due.at) + ONE_DAY, warning.working_days + 1))
        whole = counter.time_between(due.unit, due.counted_from, due.at)
        return counter.moment_on(due.unit, due.counted_from, whole * (100 - warning.percent_of_hours) / 100)

    def yellow_until(self, now: datetime) -> datetime:
        """A due in days, not past, at or before this moment is yellow now."""
        enough = self.counter.day_on(
            LimitUnit.WORKING_DAY, local_date(now), self.rules.warning.working_days + 1
        )
        return end_of(enough - ONE_DAY)

    def listed_before(self, now: datetime) -> datetime:
        """A due before this moment has been overdue for the full working days of ``listed_after``."""
        return start_of(self.counter.day_back(local_date(now), self.rules.warning.listed_after))

    def _counted(self, rule: Rule, amount: int, unit: LimitUnit, start: datetime) -> Due:
        return counted(rule, amount, unit, start, self.counter)

    def _upstream(self, rule: Rule, promised: datetime, amount: int | None = None) -> Due:
        buffer, counter = rule.amount if amount is None else amount, self.counter
        day = counter.day_back(local_date(promised), buffer)
        at = counter.end(day, rule.day_ends) if buffer else promised
        found = due_at(at, rule, buffer, LimitUnit.WORKING_DAY, start=promised, counter=counter)
        return found.model_copy(update={"why": DueReason.UPSTREAM})

    def _replacing(self, before: Due, due: Due, why: DueReason) -> Due:
        """``due`` in the place of ``before``; what hangs on a provisional moment is provisional too."""
        provisional = due.provisional or before.provisional
        return due.model_copy(
            update={"why": why, "was": before.at, "before": before, "provisional": provisional}
        )
