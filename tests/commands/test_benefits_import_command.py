"""``housingdesk benefits import``: a schedule taken in, told as JSON, posted against its sum, and each refusal."""

import json
from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands.main import REFUSED, main
from housingdesk.rent.queries import verify
from housingdesk.settings.actions import set_value
from tests.support.banking import bring_in, line
from tests.support.desk import open_desk
from tests.support.schedules import PAID_ON, WEEKLY, Row, file_of, make_council, make_tenant, owed, row


def told(desk: Desk, file: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and everything that was printed."""
    code = main(["benefits", "import", str(file), *words, "--db", str(desk.store.database.database)])
    found = capsys.readouterr()
    return code, found.out + found.err


def stands(db: str, account: int) -> tuple[int, int]:
    """What is owed on an account, and how many faults the proof finds."""
    desk = open_desk(db)
    with desk.store.connected():
        found = owed(desk, account), len(desk.ask(verify.verify))
    desk.store.close()
    return found


def test_a_schedule_is_taken_in_and_posted(sqlite_desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = sqlite_desk
    desk.do(set_value, key="demo.mark", value=True)
    make_council(desk)
    amina, joy = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    strange, good = tmp_path / "strange.csv", tmp_path / "run.csv"
    strange.write_bytes(file_of([Row("777", "", "Nobody Known", "1 Elm Way")], reference="Other"))
    good.write_bytes(file_of([row(amina), row(joy)]))
    bring_in(desk, [line(8 * WEEKLY, "HB RUN", "DALE BC", on=PAID_ON)])
    before = owed(desk, amina.account)

    code, said = told(desk, strange, capsys, "--post")
    assert code == REFUSED and "Line 6: Nobody Known, £360.00: Claim reference 777 is not known" in said
    assert "Not posted. No sum in the bank comes to it" in said
    code, said = told(desk, good, capsys, "--office", "dale", "--post", "--json")
    found = json.loads(said)
    assert (code, found["state"], found["not_posted"], found["need_you"]) == (0, "posted", None, 0)
    assert [one["whose"] for one in found["rows"]] == ["Amina Khan", "Joy Okafor"]
    assert stands(str(desk.store.database.database), amina.account) == (before - 4 * WEEKLY, 0)
    code, said = told(desk, good, capsys)
    assert code == REFUSED and "This file came on" in said and "Nothing was taken in" in said
    assert "There is no office “York”. There are: Dale Borough Council" in told(desk, good, capsys, "--office", "York")[1]
