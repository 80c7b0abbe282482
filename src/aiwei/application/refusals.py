"""What the desk refuses besides the rules of a case."""

from aiwei.domain.decider import Refused


class NoSuchCase(Refused):
    code = "no-such-case"
    title = "没有这个件"


class EvidenceMissing(Refused):
    """A photo is named that is not kept: no event may point at evidence that is not there."""

    code = "evidence-missing"
    title = "照片还没有上传"


class OutOfDate(Refused):
    """The version that the caller saw is not the version now."""

    code = "out-of-date"
    title = "您看到的内容已经过时"
