"""Every self-made sample file reads as its ``.expected`` says: the whole JSON shape, or the refusal.

``HOUSINGDESK_REWRITE_EXPECTED=1 pytest`` writes them anew, to be reviewed as a diff.
"""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from housingdesk.bank.parsers.json_shape import as_json
from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.errors import BadFile

FILES = Path(__file__).parents[2] / "files" / "bank"
SAMPLES = sorted(path for path in FILES.iterdir() if path.suffix != ".expected")


def said(path: Path) -> dict[str, object]:
    try:
        return as_json(read_statement(path.read_bytes(), name=path.name, today=date(2024, 6, 1)))
    except BadFile as error:
        return {"refused": str(error)}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_reads_as_expected(path: Path) -> None:
    expected = path.with_name(path.name + ".expected")
    found = json.loads(json.dumps(said(path)))
    if os.environ.get("HOUSINGDESK_REWRITE_EXPECTED"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_every_documented_bank_layout_has_a_sample() -> None:
    formats = {str(said(path).get("format")) for path in SAMPLES}
    banks = {"barclays", "barclays-daily", "barclaycard", "hsbc", "first-direct", "hsbcnet", "lloyds", "lloyds-commercial",
             "natwest", "bankline", "natwest-old", "nationwide", "midata", "monzo", "monzo-old", "starling", "revolut",
             "revolut-old", "co-operative", "metro", "clydesdale", "handelsbanken", "bank-of-ireland", "john-lewis-card"}
    assert {f"csv:{bank}" for bank in banks} <= formats
    assert {"text:santander", "ofx", "qif", "mt940", "mt942", "camt.053", "camt.052", "camt.054", "bai2",
            "standard18"} <= formats


def test_a_refusal_is_one_sentence_that_names_the_file() -> None:
    refusals = [(path, str(said(path)["refused"])) for path in SAMPLES if "refused" in said(path)]
    assert len(refusals) > 20
    for path, sentence in refusals:
        assert sentence.startswith(f"{path.name}: ")
        assert sentence.endswith(".") and not sentence.endswith("..")
        assert "\n" not in sentence


def test_the_file_name_decides_nothing() -> None:
    data = (FILES / "natwest.csv").read_bytes()
    assert read_statement(data, name="holiday.jpg", today=date(2024, 6, 1)).format == "csv:natwest"
