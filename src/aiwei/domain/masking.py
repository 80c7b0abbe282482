"""Personal data in free text: masking a draft, and finding what an outgoing text would give away."""

import re
from collections.abc import Callable, Iterable

MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
CITIZEN_ID = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
BANK_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)")
# the cue is followed by a name of two to four characters; what commonly comes after it ends the name
NAMED = re.compile(
    r"(?P<cue>我叫|我是|姓名[:：是]?\s*|本人(?=[\u4e00-\u9fff]{2,3}[，,。；; ]))"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?=[，,。；;、！!\s（(]|$|住|电话|手机|身份)"
)
# "我是" is followed by a role far more often than by a name: only a surname after it is masked
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤甄卞柴"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("身份证号", CITIZEN_ID),
    ("银行卡号", BANK_CARD),
    ("手机号", MOBILE),
)
SHORTEST_NAME = 2
SHORTEST_PART = 4


def mask(text: str) -> str:
    """The text with ID, card and phone numbers and plainly stated names replaced by ＊."""
    for _, pattern in (*PATTERNS, ("电话", LANDLINE)):
        text = pattern.sub(lambda m: "＊" * len(m.group()), text)
    return NAMED.sub(_mask_name, text)


def _mask_name(match: re.Match[str]) -> str:
    cue, name = match["cue"], match["name"]
    if cue == "我是" and name[0] not in SURNAMES:
        return match.group()
    return cue + "＊" * len(name)


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of numbers in this text that point at a person, by their Chinese names."""
    return tuple(kind for kind, pattern in PATTERNS if pattern.search(text))


def leak_check(name: str, phones: Iterable[str], address: str) -> Callable[[str], tuple[str, ...]]:
    """A test of outgoing texts against one person's data; it answers with the kinds that leak.

    A name of one character and parts shorter than four are not looked for: they stand everywhere.
    """
    digits = tuple(d for d in (re.sub(r"\D", "", phone) for phone in phones) if len(d) >= SHORTEST_PART)

    def leaks(text: str) -> tuple[str, ...]:
        found = list(kinds_in(text))
        if len(name) >= SHORTEST_NAME and name in text:
            found.append("姓名")
        bare = re.sub(r"[\s-]", "", text)
        if any(d in bare for d in digits) and "手机号" not in found:
            found.append("电话")
        if len(address) >= SHORTEST_PART and address in text:
            found.append("住址")
        return tuple(found)

    return leaks
