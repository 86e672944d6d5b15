"""``housingdesk bank payments``: allpay's file taken in, told as JSON, posted against its sum, and each refusal."""

import json
from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.parsers.writers.allpay import write_allpay
from housingdesk.commands.main import REFUSED, main
from housingdesk.settings.actions import set_value
from tests.support.banking import make_bank, make_payer
from tests.support.paying import card_report, lump, paid


def test_a_payment_file_is_taken_in_and_posted(sqlite_desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = sqlite_desk
    desk.do(set_value, key="demo.mark", value=True)
    make_bank(desk)
    _, reference = make_payer(desk)
    good, cards, odd = tmp_path / "allpay.txt", tmp_path / "cards.csv", tmp_path / "odd.csv"
    good.write_bytes(write_allpay([paid(reference, 11240)]))
    cards.write_bytes(card_report([("600099999", 5000, 75)]))
    odd.write_text("When,Whose,How much\n13/11/2026,600044716,1.00\n")
    lump(desk, 11240)

    def told(file: Path, *words: str) -> tuple[int, str]:
        code = main(["bank", "payments", str(file), *words, "--db", str(desk.store.database.database)])
        found = capsys.readouterr()
        return code, found.out + found.err

    code, said = told(good, "--post", "--json")
    found = json.loads(said)
    assert (code, found["kind"], found["state"], found["not_posted"]) == (0, "allpay", "posted", None)
    assert found["rows"][0]["whose"] == "Amina Khan"
    code, said = told(good)
    assert code == REFUSED and "This file came on" in said
    code, said = told(cards, "--post")
    assert code == REFUSED and "600099999 has a wrong check digit" in said and "It waits for its money" in said
    code, said = told(odd)
    assert code == REFUSED and "Open the file once under Payment files" in said
