"""Personal data in free text: masking a draft, and finding what an outgoing text would give away."""

import re
from collections.abc import Callable, Iterable

# what a Chinese keyboard gives for digits and dashes, one for one, so that places stay where they are
PLAIN = str.maketrans("０１２３４５６７８９－＋Ｘｘ", "0123456789-+Xx")
MOBILE = re.compile(r"(?<!\d)(?:86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
CITIZEN_ID = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
BANK_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)")
# the cue is followed by a name of two to four characters; what commonly comes after it ends the name
NAMED = re.compile(
    r"(?P<cue>我叫|我是|姓名[:：是]?\s*|本人(?=[\u4e00-\u9fff]{2,3}[，,。；; ]))"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?=[，,。；;、！!\s（(]|$|住|电话|手机|身份)"
)
CUES = ("我叫", "我是", "姓名", "本人")
# most texts have no long number: one look is cheaper than a pass for each pattern
LONG_NUMBER = re.compile(r"\d[\d\s－-]{6}")
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
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
SHORTEST_NAME = 2
SHORTEST_PART = 4
LOCAL_NUMBER = re.compile(r"\d{7,}")


def mask(text: str) -> str:
    """The text with ID, card and phone numbers and plainly stated names replaced by ＊."""
    if LONG_NUMBER.search(text):
        for _, pattern in (*PATTERNS, ("电话", LANDLINE)):
            for match in pattern.finditer(text.translate(PLAIN)):
                text = text[: match.start()] + "＊" * len(match.group()) + text[match.end() :]
    return NAMED.sub(_mask_name, text) if any(cue in text for cue in CUES) else text


def hide(text: str, known: Iterable[str]) -> str:
    """The text with what is known of its author replaced too, however it is written there."""
    for word in known:
        if len(word) >= SHORTEST_NAME:
            text = text.replace(word, "＊" * len(word))
    return text


def _mask_name(match: re.Match[str]) -> str:
    cue, name = match["cue"], match["name"]
    if cue == "我是" and name[0] not in SURNAMES:
        return match.group()
    return cue + "＊" * len(name)


def without_controls(text: object) -> object:
    """Text without control characters (line ends and tabs stay): no column or terminal wants them."""
    if not isinstance(text, str) or text.isprintable():
        return text
    return CONTROLS.sub("", text)


def kinds_in(text: str) -> tuple[str, ...]:
    """The kinds of numbers in this text that point at a person, by their Chinese names."""
    if not LONG_NUMBER.search(text):
        return ()
    found = []
    text = text.translate(PLAIN)
    for kind, pattern in PATTERNS:
        text, times = pattern.subn("＊", text)  # an ID of digits alone is no bank card as well
        if times:
            found.append(kind)
    return tuple(found)


def leak_check(name: str, phones: Iterable[str], address: str) -> Callable[[str], tuple[str, ...]]:
    """A test of outgoing texts against one person's data; it answers with the kinds that leak.

    A name of one character and parts shorter than four are not looked for: they stand everywhere.
    """
    digits = {number for phone in phones for number in _numbers_in(phone) if len(number) >= SHORTEST_PART}
    bare_name, bare_address = _bare(name), _bare(address)

    def leaks(text: str) -> tuple[str, ...]:
        found = list(kinds_in(text))
        bare = _bare(text)
        if len(bare_name) >= SHORTEST_NAME and bare_name in bare:
            found.append("姓名")
        if any(number in bare for number in digits) and "手机号" not in found:
            found.append("电话")
        if len(bare_address) >= SHORTEST_PART and bare_address in bare:
            found.append("住址")
        return tuple(found)

    return leaks


def _bare(text: str) -> str:
    """The text as it is compared: without spaces and dashes, digits plain."""
    return re.sub(r"[\s-]", "", text.translate(PLAIN))


def _numbers_in(phone: str) -> set[str]:
    """Every number in a field that may hold two, and a landline without its area code too."""
    plain = phone.translate(PLAIN)
    return {_bare(part) for part in re.split(r"[^\d\s-]+", plain)} | set(LOCAL_NUMBER.findall(plain))
