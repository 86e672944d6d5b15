"""``housingdesk intake``: what files would bring in, what is to be mended, and carried out once the totals agree."""

import json
from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands.main import REFUSED, main
from housingdesk.rent.queries.verify import verify
from housingdesk.settings.actions import set_value
from tests.support.desk import open_desk

_FLAT = """Property Ref,Address,Postcode,Town,Tenant,Start,Tenure,Rent,Balance
1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,AST,110.00,20.00
2,6 Dale Road,ZZ1 1AB,Otley,Bob Roe,{start},AST,111.00,-5.00
"""
_SAID = {"files": {"flat.csv": {"words": {"tenancy.kind": {"AST": "starter tenancy"}}}},
         "totals": {"homes": 2, "current tenancies": 2, "weekly charges": "221.00", "sum of all balances": "15.00"}}


@pytest.fixture
def db(sqlite_desk: Desk) -> str:
    """A database where nobody has to sign in."""
    sqlite_desk.do(set_value, key="demo.mark", value=True)
    return str(sqlite_desk.store.database.database)


def told(db: str, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and everything that was printed."""
    code = main(["intake", *words, "--db", db])
    found = capsys.readouterr()
    return code, found.out + found.err


def test_mended_step_by_step_and_then_carried_out(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flat, said, faults = tmp_path / "flat.csv", tmp_path / "said.json", tmp_path / "faults.csv"
    flat.write_text(_FLAT.format(start="31/02/2019"))
    code, text = told(db, capsys, str(flat))
    assert code == REFUSED and "Say with --balances-on" in text
    code, text = told(db, capsys, str(flat), "--balances-on", "2026-11-22", "--faults", str(faults))
    assert code == 1 and "flat.csv: Row 3, Start: “31/02/2019” is no date" in text
    assert "Row 2, Tenure: nobody has said yet what “AST” means" in text and faults.read_bytes().count(b"\r\n") == 4
    flat.write_text(_FLAT.format(start="28/02/2019"))
    said.write_text(json.dumps(_SAID))
    code, text = told(db, capsys, str(flat), "--mapping", str(said), "--carry-out", "--json")
    found = json.loads(text)
    assert code == 0 and found["carried_out"] and all(one["agrees"] for one in found["totals"])
    desk = open_desk(db)
    with desk.store.connected():
        assert verify() == []
    desk.store.close()


@pytest.mark.parametrize(("said", "sentence"), [
    ({"totals": {"colours": 4}}, "There is no total “colours”"), ({"totals": {"homes": "many"}}, "“many” is no count of homes"),
    ({"files": {"flat.csv": {"columns": {"Colour": "home.key"}}}}, "There is no column “Colour”"),
    ({"files": {"flat.csv": {"columns": {"Rent": "home.colour"}}}}, "there is no “home.colour” here")])
def test_a_mapping_that_cannot_be_is_refused(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                             said: dict[str, object], sentence: str) -> None:
    flat, mapping = tmp_path / "flat.csv", tmp_path / "said.json"
    flat.write_text(_FLAT.format(start="28/02/2019"))
    mapping.write_text(json.dumps(said))
    code, text = told(db, capsys, str(flat), "--balances-on", "2026-11-22", "--mapping", str(mapping))
    assert code == REFUSED and sentence in text
