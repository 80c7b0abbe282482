"""The words behind the codes, read from the server once after log-in."""

import asyncio
from dataclasses import dataclass, field

from aiwei.tui.client.rows import Choice, Register
from aiwei.tui.client.server import Server

VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Words:
    """Vocabulary tables by name (code to Chinese), and the register of today."""

    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    register: Register = field(default_factory=Register)

    def label(self, table: str, code: str) -> str:
        return self.tables.get(table, {}).get(code, code)

    def options(self, table: str) -> tuple[Choice, ...]:
        return tuple(Choice(value=code, label=label) for code, label in self.tables.get(table, {}).items())

    def unit_name(self, code: str) -> str:
        return next((unit.name for unit in self.register.units if unit.code == code), code)

    def units(self) -> tuple[Choice, ...]:
        return tuple(Choice(value=u.code, label=u.name) for u in self.register.units)

    def villages(self) -> tuple[Choice, ...]:
        return tuple(Choice(value=u.code, label=u.name) for u in self.register.units if u.kind == VILLAGE)

    def people(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(value=h.person, label=f"{h.name}（{h.title}）", unit=h.unit) for h in self.register.holders
        )


async def read_words(server: Server) -> Words:
    tables, register = await asyncio.gather(server.vocabulary(), server.register())
    return Words(tables, register)
