"""The rules as a stream of adoptions: what is in force, and every version that ever was."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from aiwei.domain.deadlines import Rule, Rules
from aiwei.domain.deadlines.faults import overlaps, rules_faults
from aiwei.domain.decider import Refused
from aiwei.domain.office_hours import hours_faults
from aiwei.domain.timekeeping.commands import AdoptRules
from aiwei.domain.timekeeping.events import RulesAdopted


class RulesUnsound(Refused):
    """The table has faults of its own; the detail names them all."""

    code = "rules-unsound"
    title = "时限规则有误"


class RulesOverlap(Refused):
    code = "rules-overlap"
    title = "同一规则的有效期重叠"


class RuleVersionChanged(Refused):
    """A version that events may name keeps its content for ever; only its last day may be set later."""

    code = "rule-version-changed"
    title = "已采用的规则版本不能改"


@dataclass(frozen=True, slots=True)
class RuleBook:
    """``known``: every version by name, the shipped ones included; ``adopted``: what the office chose."""

    known: dict[str, Rule] = field(default_factory=dict)
    adopted: RulesAdopted | None = None

    def in_force(self, shipped: Rules) -> Rules:
        """The adopted table, else the shipped one. Steps that an older table does not know yet are added as
        shipped, so that a newer program never stands without them.
        """
        if self.adopted is None:
            return shipped
        ids = {rule.id for rule in self.adopted.rules}
        added = (rule for rule in shipped.all() if rule.handles is None and rule.id not in ids)
        rules = (*self.adopted.rules, *added)
        return Rules(rules, self.adopted.hours, self.adopted.warning, former=tuple(self.known.values()))


def begun(shipped: Rules) -> RuleBook:
    """The book of an office that has not adopted anything."""
    return RuleBook({rule.name: rule for rule in shipped.all()})


def decide(book: RuleBook, command: AdoptRules) -> Sequence[RulesAdopted]:
    """The adoption, unless this table is the adopted one already; refuses a table that cannot serve."""
    _refuse_unsound(command)
    _refuse_changed(book, command.rules)
    digest = digest_of(command)
    if book.adopted is not None and book.adopted.digest == digest:
        return []
    return [
        RulesAdopted(
            rules=command.rules,
            hours=command.hours,
            warning=command.warning,
            basis=command.basis,
            digest=digest,
        )
    ]


def evolve(book: RuleBook, event: RulesAdopted) -> RuleBook:
    """The book after one more adoption."""
    return RuleBook({**book.known, **{rule.name: rule for rule in event.rules}}, event)


def digest_of(table: AdoptRules | RulesAdopted) -> str:
    """SHA-256 of rules, office hours and warnings, in hex: of what they say, not of a file's bytes. What is
    left at its default is left out, so that a newer program's fields do not change it.
    """
    parts: tuple[BaseModel, ...] = (*table.rules, table.hours, table.warning)
    said = "\n".join(part.model_dump_json(exclude_defaults=True) for part in parts)
    return hashlib.sha256(said.encode()).hexdigest()


def _refuse_unsound(command: AdoptRules) -> None:
    overlapping = overlaps(command.rules)
    faults = [*rules_faults(command.rules, command.warning), *hours_faults(command.hours)]
    if faults:
        raise RulesUnsound("；".join([*overlapping, *faults]))
    if overlapping:
        raise RulesOverlap("；".join(overlapping))


def _refuse_changed(book: RuleBook, rules: Iterable[Rule]) -> None:
    changed = [
        rule.name for rule in rules if rule.name in book.known and not _same(rule, book.known[rule.name])
    ]
    if changed:
        names = "、".join(changed)
        raise RuleVersionChanged(
            f"{names} 与已采用的内容不同：请把 version 加 1、写上生效日期，旧版本另写失效日期"
        )


def _same(rule: Rule, known: Rule) -> bool:
    """Equal in all but the last day of effect, which is what a following version changes."""
    return rule.model_copy(update={"effective_to": None}) == known.model_copy(update={"effective_to": None})
