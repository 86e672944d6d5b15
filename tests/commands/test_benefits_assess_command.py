"""``housingdesk benefits assess``: the steps and the result of a case, where it stops, and what a file may not hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from housingdesk.commands import main

CASE: dict[str, Any] = {
    "housing": "exempt accommodation", "bedrooms": 1,
    "charges": [{"for": "rent", "words": "Rent", "amount": "182.40"}, {"for": "support", "amount": "5.00"}],
    "people": [{"is": "claimant", "born": "1990-04-02", "sex": "F"}],
    "incomes": [{"from": "earnings after tax", "amount": "910.00", "every": "month"}]}


def told(path: Path, case: Any, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    """What the command says to another program of a case."""
    path.write_text(json.dumps(case), encoding="utf-8")
    assert main.main(["benefits", "assess", "--case", str(path), "--on", "2026-11-23", *words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_steps_and_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(tmp_path / "case.json", CASE, capsys)
    assert (found["amount"], found["own_weekly"], found["kind"]) == ("161.78", "25.62", "Housing Benefit, supported housing")
    assert [step["amount"] for step in found["steps"]][-1] == "-20.62"
    assert main.main(["benefits", "assess", "--case", str(tmp_path / "case.json"), "--on", "2026-11-23"]) == 0
    said = capsys.readouterr().out
    assert "Housing Benefit will pay about £161.78 of £187.40 a week" in said and "The council or the DWP decides" in said


def test_a_missing_figure_stops_it_until_it_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {**CASE, "housing": "ordinary tenancy", "london": False, "bedrooms": 2,
            "people": [*CASE["people"], {"is": "child", "born": "2020-05-01"}]}
    assert "“uc.child”" in told(tmp_path / "case.json", case, capsys)["stopped"]
    found = told(tmp_path / "case.json", case, capsys, "--figure", "uc.child=300.00")
    assert found["stopped"] is None and found["amount"] == "790.40" and "typed in" in found["version"]


@pytest.mark.parametrize(("wrong", "words"), [
    ({"charges": []}, "charges: say what is charged"),
    ({"charges": [{"for": "tea", "amount": "1"}]}, "charges 1, for: “tea” is not one of rent"),
    ({"charges": [{"for": "rent", "amount": 12.4}]}, "charges 1, amount: write an amount as text"),
    ({"charges": [{"for": "rent", "amount": "twelve"}]}, "charges 1, amount: “twelve” is no amount"),
    ({"charges": [{"for": "rent"}]}, "charges 1, amount: an amount is needed"),
    ({"people": [{"is": "partner"}]}, "people: one of them is the claimant"),
    ({"people": [{"is": "claimant", "born": "1.1.1990"}]}, "people 1, born: “1.1.1990” is no date"),
    ({"people": [{"is": "claimant", "sex": "X"}]}, "people 1, sex"),
    ({"people": {}}, "people: this is not a list"),
    ({"rooms": 2}, "there is no field “rooms”"),
    ({"bedrooms": "two"}, "bedrooms: this is not a whole number"),
    ({"free_weeks": 40}, "free_weeks: 40 is more than 26"),
    ({"london": "yes"}, "london: this is true or false"),
    ({"passport": "luck"}, "passport: “luck” is not one of"),
    ([], "the case: this is not an object"),
])
def test_what_is_wrong_in_the_file_is_named(wrong: Any, words: str, tmp_path: Path,
                                            capsys: pytest.CaptureFixture[str]) -> None:
    case = {**CASE, **wrong} if isinstance(wrong, dict) else wrong
    assert words in told(tmp_path / "case.json", case, capsys, code=2)["refused"]


def test_a_file_that_is_no_json_and_figures_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_text("{\n,", encoding="utf-8")
    assert main.main(["benefits", "assess", "--case", str(path)]) == 2
    assert "line 2 is not JSON" in capsys.readouterr().err
    for figure, words in (("uc.child", "needs a name and an amount"), ("uc.child=lots", "no amount"),
                          ("uc.tea=1", "there is no figure “uc.tea”")):
        assert words in told(path, CASE, capsys, "--figure", figure, code=2)["refused"]
