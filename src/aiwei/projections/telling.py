"""What of a text tells one matter from another: the character pairs inside its words, and what each weighs.

No dictionary: a text is cut at marks, at particles and at the phrases that stand in every letter; what is
left are runs, and a run's neighbours are its pairs, the same that the search index holds.
"""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import DictRow

from aiwei.store.grams import fold, grams

#: Characters that belong to grammar, not to a matter.
PARTICLES = "的了是在我你您他她它们和与及也都就还很这那吗呢吧啊呀么被把让但又而且或一有不"
#: What letters to an office say whatever they are about.
PHRASES = (
    "尊敬 领导 您好 你好 谢谢 感谢 敬礼 书记 政府 部门 单位 有关 相关 人员 反映 投诉 举报 咨询 建议 "
    "请求 要求 恳请 希望 强烈 呼吁 解决 处理 整改 改正 管理 重视 关注 督促 尽快 及时 早日 问题 情况 "
    "现象 事情 严重 影响 生活 造成 导致 存在 出现 村民 居民 群众 市民 百姓 本人 大家 自己 人们 我们 "
    "现在 目前 已经 一直 长期 经常 多次 最近 近期 今天 昨天 时间 时候 可以 没有 不能 无法 需要 应该 "
    "能够 得到 知道 什么 怎么 为何 请问 这样 这个 那个 这些 很多 非常 特别 十分 一些 一个 因为 所以 "
    "由于 如果 但是 而且 并且 关于 对于 通过 进行 作为 就是 还是 都是 是否 其他 附近 周围 地方 电话 "
    "联系"
)
MOST_READ = 600  # characters: what is told after these is told again
DRAWN = 10  # as if every pair stood in ten cases of a thousand more: an almost empty office has no figures
OTHERS = 1_000
HEAVIEST = 5.0
CHANCE, CHANCE_GROWS = 12.0, 2.0  # in weights: some two rare pairs in a new office, six among 14,000 cases

COMMON = """SELECT told.pair, max(held.share) AS share
FROM pg_stats s,
LATERAL unnest(s.most_common_elems::text::int[], s.most_common_elem_freqs) AS held(pair, share)
JOIN unnest(%s::int[]) AS told(pair) ON told.pair = held.pair
WHERE (s.schemaname, s.tablename) IN (('read', 'cases'), ('vault', 'subjects')) AND s.attname = 'grams'
GROUP BY told.pair"""
HOW_MANY = "SELECT greatest(reltuples, 0) AS cases FROM pg_class WHERE oid = 'read.cases'::regclass"


def runs(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """The runs of a text, in its order; ``names`` are cut out too (a village's name says where, not what)."""
    return [run for run in _cut(names).split(fold(text[:MOST_READ])) if len(run) > 1]


@lru_cache(maxsize=4)
def _cut(names: tuple[str, ...]) -> re.Pattern[str]:
    whole = sorted((re.escape(fold(word)) for word in (*names, *PHRASES.split())), key=len, reverse=True)
    return re.compile(rf"{'|'.join(whole)}|[^\w]|[_{PARTICLES}\U00010000-\U0010ffff]")


def pairs(found: Sequence[str]) -> dict[str, int]:
    """Each pair of these runs once, in order, with its number in the index. Two digits tell nothing."""
    return {pair: grams(pair)[0] for run in found for pair in _neighbours(run) if not pair.isdigit()}


def _neighbours(run: str) -> Iterator[str]:
    return (run[n : n + 2] for n in range(len(run) - 1))


class Weighed(NamedTuple):
    """What each pair of a text says, the rarer the more; and how much two texts may share by ``chance``,
    which grows with the number of texts that are compared.
    """

    weights: dict[str, float]
    chance: float


def weigh(conn: Connection[DictRow], told: dict[str, int]) -> Weighed:
    """From the statistics that PostgreSQL keeps of both index columns: they name the thousand commonest
    pairs (at 14,000 cases each that stands in 3 % of them); what they do not name is rare.
    """
    held = {row["pair"]: row["share"] for row in conn.execute(COMMON, (list(told.values()),), prepare=True)}
    row = conn.execute(HOW_MANY, prepare=True).fetchone()
    cases = row["cases"] if row else 0
    weights = {pair: _weight(held.get(number, 0.0) * cases, cases) for pair, number in told.items()}
    return Weighed(weights, CHANCE + CHANCE_GROWS * math.log1p(cases))


def _weight(standing_in: float, cases: float) -> float:
    return min(HEAVIEST, math.log((cases + OTHERS) / (standing_in + DRAWN)))


def pieces(found: Sequence[str], shared: Collection[str]) -> list[str]:
    """The longest pieces of these runs all of whose pairs are shared, in the order of the text."""
    return list(dict.fromkeys(piece for run in found for piece in _pieces(run, shared)))


def _pieces(run: str, shared: Collection[str]) -> Iterator[str]:
    piece = ""
    for pair in _neighbours(run):
        if pair in shared:
            piece = piece + pair[1] if piece else pair
        elif piece:
            yield piece
            piece = ""
    if piece:
        yield piece
