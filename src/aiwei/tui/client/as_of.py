"""A moment of the past that a list or a case is looked at as of."""

from dataclasses import dataclass
from datetime import datetime

from aiwei.tui.said import moment

RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class AsOf:
    """``by`` says which of an event's two times counts; ``by_said`` how that reads."""

    at: datetime
    by: str = RECORDED
    by_said: str = "按录入时间"

    def params(self) -> list[tuple[str, str]]:
        """As the query of the API."""
        return [("as_of", self.at.isoformat()), ("as_of_by", self.by)]

    @property
    def said(self) -> str:
        return f"这是 {moment(self.at)} 的样子（{self.by_said}），不能办理"


def params_of(as_of: AsOf | None) -> list[tuple[str, str]]:
    """Nothing where the present is meant."""
    return as_of.params() if as_of else []
