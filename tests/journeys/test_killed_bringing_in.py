"""Power cut while old data is brought in: killed at any step nothing is there, and it can be carried out whole afterwards.

And two seats that carry one intake out at the same moment bring it in once.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk
from housingdesk.db.connection import open_store
from housingdesk.documents.models import Document
from housingdesk.errors import Refused
from housingdesk.imports.actions.carrying_out import carry_out
from housingdesk.imports.actions.preparing import add_file, say_columns, set_control, start_intake
from housingdesk.imports.models import BroughtIn
from housingdesk.imports.queries.dry_run import dry_run
from housingdesk.imports.queries.intakes import file_profile, intake
from housingdesk.imports.rules.words import IntakeState
from housingdesk.people.models import Person
from housingdesk.properties.models import Space
from housingdesk.rent.models import Account, Batch, Entry
from housingdesk.rent.queries.verify import verify
from housingdesk.tenancies.models import Tenancy
from tests.support.desk import Clock, open_desk, who
from tests.support.old_system import ON
from tests.support.postgres import Cluster

pytestmark = pytest.mark.slow
_MADE = (Space, Person, Tenancy, Account, Batch, Entry, BroughtIn, Document)
_STEPS = ("1 agreements", "What was owed", "Keeping which became which", "Done")
_FLAT = ("Property Ref,Address,Postcode,Town,Tenant,Start,Rent,Balance\n"
         "1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,110.00,20.00\n")


def prepared(desk: Desk) -> int:
    """An intake that may be carried out."""
    number: int = desk.do(start_intake, name="Old system", balances_on=ON).value
    [file_id] = desk.do(add_file, intake_id=number, name="flat.csv", data=_FLAT.encode()).value
    desk.do(say_columns, file_id=file_id, columns=desk.ask(file_profile, file_id=file_id).columns)
    for line in desk.ask(dry_run, intake_id=number, today=desk.today).controls:
        desk.do(set_control, intake_id=number, kind=line.kind, amount=line.ours)
    return number


def counts() -> list[int]:
    """How many there are of everything that an intake makes."""
    return [model.select().count() for model in _MADE]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL is of POSIX")
def test_killed_at_any_step_nothing_was_brought_in(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    shutil.copyfile(sqlite_template, path)
    desk = open_desk(str(path))
    with desk.store.connected():
        number, before = prepared(desk), counts()
    desk.store.close()
    for step in _STEPS:
        with subprocess.Popen([sys.executable, "-m", "tests.support.bringing_victim", str(path), str(number), step],
                              stdout=subprocess.PIPE, text=True) as victim:
            assert victim.stdout is not None and victim.stdout.readline().strip() == "here", step
            os.kill(victim.pid, signal.SIGKILL)
        store = open_store(str(path))
        with store.connected():
            assert counts() == before, step
            again = Desk(store, who(store), Clock())
            assert again.ask(intake, intake_id=number).row.state is IntakeState.OPEN and verify() == []
            if step == _STEPS[-1]:
                again.do(carry_out, intake_id=number)
                assert verify() == [] and Tenancy.select().count() == 1
        store.close()


def test_two_seats_carry_it_out_once(postgres_cluster: Cluster, postgres_template: str) -> None:
    name = f"seats_{secrets.token_hex(6)}"
    store = open_store(postgres_cluster.new_database(name, postgres_template))
    written, commit = threading.Event(), threading.Event()

    def held(act: Act, *, intake_id: int) -> int:
        made: int = carry_out(act, intake_id=intake_id)
        written.set()
        assert commit.wait(20)
        return made

    held.needs = carry_out.needs  # type: ignore[attr-defined]

    def seat(action: object) -> object:
        with store.connected():
            try:
                return Desk(store, who(store), Clock()).do(action, intake_id=number)  # type: ignore[arg-type]
            except Refused as refusal:
                return refusal

    with store.connected():
        number = prepared(Desk(store, who(store), Clock()))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(seat, held)
        assert written.wait(20)
        second = pool.submit(seat, carry_out)
        assert not second.done()
        commit.set()
        assert not isinstance(first.result(20), Refused)
        assert "is brought in already" in str(second.result(20))
    with store.connected():
        assert verify() == [] and Tenancy.select().count() == 1
        assert Account.select().where(Account.tenancy.is_null(False)).count() == 1
    store.close()
    postgres_cluster.drop_database(name)
