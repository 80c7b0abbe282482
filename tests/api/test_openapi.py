"""The contract at the door is kept in git: whoever changes it sees so in the diff."""

import json

from aiwei.domain.case.lifecycle import STEPS
from tests.api.golden import GOLDEN, openapi

CONTRACT = json.loads(openapi())


def test_the_contract_is_the_one_in_git():
    assert openapi() == GOLDEN.read_text(encoding="utf-8"), "make it anew: python -m tests.api.golden"


def test_every_step_of_a_case_has_its_address():
    steps = {step.verb for step in STEPS if step.by_people} - {"register"}
    assert {f"/api/v1/cases/{{case_id}}/{verb}" for verb in steps} <= set(CONTRACT["paths"])


def test_what_only_the_sentinel_does_has_none():
    assert not [path for path in CONTRACT["paths"] if path.endswith(("/send-notice", "/recompute-dues"))]


def test_every_step_is_called_by_its_verb():
    for step in STEPS:
        if step.by_people and step.verb != "register":
            post = CONTRACT["paths"][f"/api/v1/cases/{{case_id}}/{step.verb}"]["post"]
            assert (post["operationId"], post["summary"]) == (step.verb, step.label)


def test_every_step_takes_the_version_seen_and_a_key_of_its_own():
    for path, methods in CONTRACT["paths"].items():
        if path.startswith("/api/v1/cases/{case_id}/") and "post" in methods:
            headers = {p["name"] for p in methods["post"]["parameters"] if p["in"] == "header"}
            assert {"If-Match", "Idempotency-Key"} <= headers


def test_every_address_has_a_summary_in_chinese():
    for methods in CONTRACT["paths"].values():
        assert all(
            method["summary"] >= "\u4e00" or method["summary"] == "Prometheus 指标"
            for method in methods.values()
        )


def test_errors_are_problems_in_the_contract_too():
    close = CONTRACT["paths"]["/api/v1/cases/{case_id}/close"]["post"]["responses"]
    for status in ("401", "403", "404", "409", "412", "422", "503"):
        assert close[status]["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")
