"""A row's state as bytes beside the row, so that the next event of a case needs no history.

It is a cache: one that an older program wrote, or a hand, is thrown away and folded from the book anew.
"""

import hashlib
from dataclasses import MISSING, dataclass, fields
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from aiwei.domain.case.state import Case
from aiwei.projections.row import CaseRow, Kept


@dataclass(frozen=True, slots=True)
class _Snapshot:
    shape: str
    row: CaseRow


_ADAPTER: TypeAdapter[_Snapshot] = TypeAdapter(_Snapshot)
#: Changes whenever a field of the state or of the row does.
SHAPE = hashlib.sha256(repr(TypeAdapter(CaseRow).json_schema()).encode()).hexdigest()[:16]
_UNSET: dict[type, dict[str, Any]] = {
    kind: {f.name: f.default if f.default_factory is MISSING else f.default_factory() for f in fields(kind)}
    for kind in (Case, Kept)
}


def written(row: CaseRow) -> bytes:
    """The row as it is kept: the same bytes whichever program and batch they come from."""
    told = [_told(value) if isinstance(value, Case | Kept) else value for value in row]
    return to_json({"shape": SHAPE, "row": told}, exclude_none=True)


def _told(state: Case | Kept) -> dict[str, Any]:
    """What is not as it was at the start; sets in order, since a set has none of its own."""
    unset = _UNSET[type(state)]
    return {name: _steady(value) for name, value in vars(state).items() if value != unset[name]}


def _steady(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return _told(value) if isinstance(value, Case) else value


def read(kept: bytes) -> CaseRow | None:
    """The row; None where it was kept in another shape."""
    try:
        snapshot = _ADAPTER.validate_json(kept)
    except ValidationError:
        return None
    return snapshot.row if snapshot.shape == SHAPE else None
