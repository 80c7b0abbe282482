"""What pydantic finds wrong with a field, in words that say what to do."""

from collections.abc import Mapping
from typing import Any

MOMENT = "时间写法不对，应如 2026-11-23T09:00:00+08:00"
DAY = "日期写法不对，应如 2026-11-23"
TEXT, WHOLE, LIST, OBJECT = "应为文字", "应为整数", "应为列表", "应为对象"
CHOICE, YES_NO, FORM = "不在可选范围内", "应为 true 或 false", "写法不对"
#: By the type of the error; in braces, what the error says besides.
WORDS = {
    "missing": "必填",
    "extra_forbidden": "没有这个字段，请核对拼写",
    "string_too_short": "不能为空",
    "too_short": "不能为空",
    "string_too_long": "太长，最多 {max_length} 字",
    "string_pattern_mismatch": FORM,
    "string_type": TEXT,
    "string_unicode": "含有无效的字符",
    "too_long": "太多，最多 {max_length} 个",
    "enum": CHOICE,
    "literal_error": CHOICE,
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "date_parsing": DAY,
    "date_type": DAY,
    "datetime_from_date_parsing": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_object_invalid": MOMENT,
    "datetime_type": MOMENT,
    "timezone_aware": "时间要带时区，如 +08:00",
    "json_invalid": "正文不是有效的 JSON",
    "bool_parsing": YES_NO,
    "bool_type": YES_NO,
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_type": WHOLE,
    "int_from_float": WHOLE,
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "list_type": LIST,
    "tuple_type": LIST,
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "uuid_parsing": "不是有效的编号",
    "uuid_type": "不是有效的编号",
}


def wording(error: Mapping[str, Any]) -> str:
    """One error of a ``ValidationError``, told; the library's own English stands behind what is not known."""
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    known = WORDS.get(error["type"])
    return known.format(**error.get("ctx", {})) if known else f"{FORM}（{error['msg']}）"
