"""Eight people press the key at the same moment: one wins, the others are told so, and nothing is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.story import until

WRITERS = 8


def at_once(town, who, path, bodies, seen=None):
    """All at the same moment, from as many threads; status and type of each answer."""
    start = Barrier(len(bodies))

    def press(body):
        start.wait()
        answer = town[who].post(path, body, seen=seen)
        told = answer.json()
        return answer.status_code, told.get("type", "").removeprefix("/problems/"), told.get("detail", "")

    with ThreadPoolExecutor(len(bodies)) as hands:
        return list(hands.map(press, bodies))


@pytest.mark.parametrize("round_", range(3))
def test_with_the_version_seen_one_wins_and_seven_are_out_of_date(town, round_):
    case_id = town.play(*until("sign-for"))
    bodies = [{"text": f"第{n}人的进展"} for n in range(WRITERS)]
    answers = at_once(town, "liaison", f"/cases/{case_id}/record-progress", bodies, seen=5)
    assert Counter(a[:2] for a in answers) == {(200, ""): 1, (412, "out-of-date"): WRITERS - 1}, round_
    town.catch_up()
    assert town.kinds(case_id).count("progress-recorded") == 1


@pytest.mark.parametrize("round_", range(3))
def test_without_it_each_is_decided_on_what_the_case_has_become(town, round_):
    case_id = town.play(*until("accept"))
    who, body = town.usual("dispatch")
    answers = at_once(town, who, f"/cases/{case_id}/dispatch", [body] * WRITERS)
    assert Counter(a[:2] for a in answers) == {(200, ""): 1, (409, "not-open-now"): WRITERS - 1}, round_
    assert all("现在是「待签收」" in a[2] for a in answers if a[0] != 200)
    town.catch_up()
    assert town.kinds(case_id).count("case-dispatched") == 1


def test_steps_that_do_not_exclude_each_other_are_recorded_or_told_to_come_again(town):
    case_id = town.play(*until("sign-for"))
    bodies = [{"text": f"第{n}人的进展"} for n in range(WRITERS)]
    answers = at_once(town, "liaison", f"/cases/{case_id}/record-progress", bodies)
    done = Counter(a[:2] for a in answers)
    town.catch_up()
    assert town.kinds(case_id).count("progress-recorded") == done[200, ""] >= 1
    assert set(done) <= {(200, ""), (412, "out-of-date")}


def test_of_two_cases_that_join_each_other_one_does(town):
    """A decision on two cases is refused whole when either has moved on."""
    one, other = town.take_in(), town.take_in()
    start = Barrier(2)

    def join(pair):
        start.wait()
        body = {"target": pair[1], "reason": "同一堆垃圾"}
        return town["clerk"].post(f"/cases/{pair[0]}/merge-into", body).status_code

    with ThreadPoolExecutor(2) as hands:
        statuses = sorted(hands.map(join, [(one, other), (other, one)]))
    town.catch_up()
    assert statuses[0] == 200
    assert statuses[1] in {409, 422}
    states = sorted(town["clerk"].get(f"/cases/{c}").json()["state"] for c in (one, other))
    assert states == ["merged", "registered"]


def test_many_that_join_one_case_at_once_are_all_its_members(town):
    main = town.play(*until("accept"))
    others = [town.take_in() for _ in range(4)]
    start = Barrier(len(others))

    def join(case_id):
        start.wait()
        body = {"target": main, "reason": "同一堆垃圾"}
        return town["clerk"].post(f"/cases/{case_id}/merge-into", body).status_code

    with ThreadPoolExecutor(len(others)) as hands:
        statuses = list(hands.map(join, others))
    town.catch_up()
    assert town["clerk"].get(f"/cases/{main}").json()["members"] == statuses.count(200) >= 1
    assert set(statuses) <= {200, 412}
