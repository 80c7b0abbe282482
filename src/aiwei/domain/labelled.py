"""Codes that carry the Chinese word that a person reads."""

from enum import StrEnum
from typing import Any, Self


class Labelled(StrEnum):
    """An enumeration whose members are stored by code and shown by label.

    A member is written ``NAME = "code", "中文"``.
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def from_label(cls, label: str) -> Self:
        """The member shown as ``label``; ValueError when there is none."""
        for member in cls:
            if member.label == label:
                return member
        raise ValueError(f"{cls.__name__} has no label {label!r}")

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Code to label, in the order of definition."""
        return {member.value: member.label for member in cls}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """The schema says the labels too, so that a form made from it can show them."""
        schema: dict[str, Any] = handler.resolve_ref_schema(handler(core_schema))
        schema["x-labels"] = cls.labels()
        return schema
