"""``benefits overdue``: the claims that wait too long as text and as JSON, on any day."""

import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands import main
from tests.benefits.test_office_letters import POST, council, late
from tests.commands.test_statement_and_round_commands import closed
from tests.support.noticing import make_office
from tests.support.told import told


def test_the_claims_that_wait_too_long_are_listed_by_office(sqlite_desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    make_office(sqlite_desk)
    for name in ("Dale Council", "Moor Council"):
        late(sqlite_desk, f"Amina {name[:4]}", council(sqlite_desk, name, post=POST))
    words = ["benefits", "overdue", "--db", closed(sqlite_desk)]
    said = told(words, capsys)
    assert said["asked_and_in_time"] == 0 and [row["office"] for row in said["overdue"]] == ["Dale Council", "Moor Council"]
    first = said["overdue"][0]
    assert (first["person"], first["days"], first["why"], first["ask"]) == ("Amina Dale", 42, "not decided", "by letter")
    assert (first["since"], first["due"], first["rule"]) == ("2026-10-12", "2026-10-26", "HB Regs 2006 regs 89, 93")
    assert main.main(words) == 0
    assert "Dale Council (by letter)\n    42 days  Amina Dale" in capsys.readouterr().out
    assert main.main([*words, "--on", "26/10/2026"]) == 0
    assert capsys.readouterr().out.strip() == "Nobody waits too long for benefit"
