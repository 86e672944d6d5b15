"""``create``, ``verify``, ``backup``, ``restore`` and ``upgrade`` as somebody types them, on both databases."""

import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pytest

from housingdesk.__main__ import main
from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.door import come_in
from housingdesk.access.rules import Permission
from housingdesk.db import address, last_opened, steps
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.models import Account, Balance
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Payer
from tests.support.postgres import Cluster

WORDS, OWNER = "three plain words", "owner has long words"


@dataclass
class Office:
    """A database made by ``create``, and how its administrator and its owner are named to the commands."""

    where: str
    login: str
    new: str
    told: pytest.CaptureFixture[str]

    def run(self, *words: str, code: int = 0) -> str:
        """Runs a command and gives what it printed; a refusal's sentence when the code is 2."""
        self.told.readouterr()
        assert main(words) == code, self.told.readouterr()
        said = self.told.readouterr()
        return said.err if code == 2 else said.out

    def at(self) -> tuple[str, ...]:
        return ("--db", self.where, *(("--login", self.login) if not address.is_postgresql(self.where) else ()))


@pytest.fixture(autouse=True)
def passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody is there to type them."""
    monkeypatch.setenv("HOUSINGDESK_PASSWORD", WORDS)
    monkeypatch.setenv("HOUSINGDESK_OWNER_PASSWORD", OWNER)
    monkeypatch.setenv("HOUSINGDESK_PASSPHRASE", "four words it is here")
    yield
    last_opened.forget()


def _cleared(cluster: Cluster, name: str) -> None:
    cluster.drop_database(name)
    with psycopg.connect(cluster.dsn, autocommit=True) as connection:
        for (role,) in connection.execute("SELECT rolname FROM pg_roles WHERE strpos(rolname, %s) > 0", [name]).fetchall():
            cluster.execute("DROP ROLE {}", str(role))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def office(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Office]:
    """A new database with Ann Brown, made by the command itself."""
    name = f"office_{secrets.token_hex(4)}"
    if request.param == "sqlite":
        where, login, new = str(tmp_path / f"{name}.housingdesk"), "ann", str(tmp_path / f"{name}_back.housingdesk")
        made = Office(where, login, new, capsys)
        made.run("create", "--db", where, "--name", "Ann Brown", "--login", login)
        yield made
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    login = f"ann-{name}"
    where = address.put(cluster.dsn_for(name), login=login, password=WORDS)
    made = Office(where, login, cluster.dsn_for(f"{name}_back"), capsys)
    made.run("create", "--db", cluster.dsn_for(name), "--name", "Ann Brown", "--login", login)
    yield made
    cluster.drop_database(f"{name}_back")
    _cleared(cluster, name)


@needs(Permission.ADJUST_ACCOUNTS)
def post(act: Act, key: str) -> None:
    account = Account.get_or_none(Account.reference == "600000001")
    if account is None:
        account = act.add(Account(reference="600000001", kind=AccountKind.RENT))
        act.add(Balance(account=account))
    post_batch(act, kind=BatchKind.ADJUSTMENT, key=key, title=f"Batch {key}", contra="1000", lines=[
        Line(account.id, EntryKind.ADJUSTMENT, None, Payer.TENANT, date(2026, 11, 2), 1234, None, None, key, None, None)])


def _post(office: Office, *keys: str) -> None:
    desk = come_in(office.where, office.login, WORDS)
    for key in keys:
        desk.do(post, key=key)
    desk.store.close()


def test_a_new_database_proves_itself(office: Office) -> None:
    told = office.run("verify", *office.at())
    assert told == f"The ledger’s head is seal 0, {'0' * 64}.\nNo fault found.\n"
    _post(office, "a", "b")
    told = json.loads(office.run("verify", *office.at(), "--json"))
    assert (told["faults"], told["head"]["sequence"]) == ([], 2)
    assert "No fault found" in office.run("verify", *office.at(), "--head", told["head"]["hash"].upper())


def test_a_head_that_is_not_in_the_chain_is_a_fault(office: Office) -> None:
    _post(office, "a")
    told = office.run("verify", *office.at(), "--head", "a" * 64, code=1)
    assert f"head: no seal has the head {'a' * 64}" in told
    assert told.endswith("1 fault found.\n")
    assert "--head is 64 figures" in office.run("verify", *office.at(), "--head", "abc", code=2)


def test_what_somebody_changed_behind_the_program_is_found(office: Office) -> None:
    _post(office, "a")
    change = ("DROP TRIGGER entry_no_update", "UPDATE entry SET pence = 99999", "UPDATE balance SET own_pence = 5, pence = 5")
    if address.is_postgresql(office.where):
        owner = address.put(office.where, login=f"{address.parse(office.where)[0]}_owner", password=OWNER)
        with psycopg.connect(owner, autocommit=True) as server:
            server.execute("ALTER TABLE entry DISABLE TRIGGER entry_only_added")
            for statement in change[1:]:
                server.execute(statement.encode())
    else:
        file = sqlite3.connect(office.where, isolation_level=None)
        for statement in change:
            file.execute(statement)
        file.close()
    told = office.run("verify", *office.at(), code=1)
    for part in ("The lock entry_", "is missing or switched off", "its entries are not those that were sealed",
                 "its control total is 1234p", "the stored balance is not the sum of its entries"):
        assert part in told, part
    faults = json.loads(office.run("verify", *office.at(), "--json", code=1))["faults"]
    assert {"database", "600000001"} <= {fault["where"] for fault in faults}


def test_a_backup_is_made_proved_and_put_back(office: Office, tmp_path: Path) -> None:
    _post(office, "a", "b")
    told = json.loads(office.run("backup", str(tmp_path / "monday"), *office.at(), "--json"))
    assert told["head_sequence"] == 2
    assert "is there already" in office.run("backup", str(tmp_path / "monday"), *office.at(), code=2)
    _post(office, "c")
    assert "seal 2" in office.run("restore", str(tmp_path / "monday"), "--to", office.new, "--login", office.login)
    back = Office(address.put(office.new, login=office.login, password=WORDS) if "://" in office.new else office.new,
                  office.login, "", office.told)
    assert "seal 2" in back.run("verify", *back.at(), "--head", told["head_hash"])
    assert "seal 3" in office.run("verify", *office.at(), "--head", told["head_hash"])
    assert "already" in office.run("restore", str(tmp_path / "monday"), "--to", office.new, "--login", office.login, code=2)


def test_a_folder_gets_a_file_of_its_own_and_the_audit_knows(office: Office, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    office.run("backup", str(tmp_path / "away"), *office.at())
    copy, = (tmp_path / "away").glob("*.backup")
    assert copy.name.startswith("office_")
    from housingdesk.access.backups import last_backup

    desk = come_in(office.where, office.login, WORDS)
    noted = desk.ask(last_backup)
    assert (noted.who, noted.sentence) == ("Ann Brown", f"Backup written to {copy}, up to seal 0")
    desk.store.close()


def test_a_backup_beside_an_open_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "office.housingdesk"
    assert main(["create", "--db", str(path), "--name", "Ann", "--login", "ann"]) == 0
    window = come_in(path, "ann", WORDS)
    for words in (["backup", str(tmp_path / "copy")], ["verify"]):
        assert main([*words, "--db", str(path), "--login", "ann"]) == 0
    capsys.readouterr()
    assert main(["upgrade", "--db", str(path)]) == 2
    assert "is open in another HousingDesk" in capsys.readouterr().err
    window.store.close()


def test_upgrade(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office.run("upgrade", "--db", office.where).endswith(" is up to date.\n")
    folder = tmp_path / "migrations"
    shutil.copytree(steps.MIGRATIONS, folder)
    (folder / "0002_nickname.py").write_text('def up(migrator, db):\n    db.execute_sql("CREATE TABLE pet (id INTEGER)")\n')
    monkeypatch.setattr(steps, "MIGRATIONS", folder)
    assert "needs an upgrade first (1 step)" in office.run("verify", *office.at(), code=2)
    server = address.is_postgresql(office.where)
    if server:
        assert "Only the owner of this database" in office.run("upgrade", "--db", office.where, code=2)
    where = office.where.replace(f":{WORDS.replace(' ', '%20')}@", "@") if server else office.where
    told = office.run("upgrade", "--db", where, *(["--without-copy"] if server else []))
    assert told.endswith(": 1 step taken, 0002_nickname.\n")
    if not server:
        assert len(list(tmp_path.glob("*-before-0002_nickname-*.housingdesk"))) == 1
    else:
        with psycopg.connect(office.where) as ann:
            assert ann.execute("SELECT count(*) FROM pet").fetchone() == (0,)
    assert "No fault found" in office.run("verify", *office.at())


def test_create_says_what_it_leaves_open_and_can_close_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, closed = tmp_path / "plain.housingdesk", tmp_path / "closed.housingdesk"
    words = ["--name", "Ann Brown", "--login", "Ann"]
    assert main(["create", "--db", str(plain), *words]) == 0
    told = capsys.readouterr().out
    assert "Ann Brown signs in as ann and adds the others." in told
    assert "Your password guards this screen, not the file" in told
    assert main(["create", "--db", str(closed), *words, "--encrypt", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["database"] == str(closed)
    assert b"Ann Brown" not in closed.read_bytes()
    assert main(["verify", "--db", str(closed), "--login", "ann"]) == 0
    assert main(["backup", str(tmp_path / "copy"), "--db", str(closed), "--login", "ann"]) == 0
    assert main(["restore", str(tmp_path / "copy"), "--to", str(tmp_path / "back")]) == 0
    assert main(["verify", "--db", str(tmp_path / "back"), "--login", "ann"]) == 0


@pytest.mark.parametrize(("words", "variables", "sentence"), [
    (["create", "--db", "@/there", "--name", "A", "--login", "a"], {}, "is there already"),
    (["create", "--db", "@/Dropbox/new", "--name", "A", "--login", "a"], {}, "synchronised folder"),
    (["create", "--db", "@/new", "--name", "A", "--login", "a"], {"HOUSINGDESK_PASSWORD": "short"}, "at least 10 characters"),
    (["create", "--db", "@/new", "--name", "A", "--login", "a", "--encrypt"], {"HOUSINGDESK_PASSPHRASE": "short"},
     "at least 12 characters"),
    (["create", "--db", "@/new", "--name", "A", "--login", "a"], {"HOUSINGDESK_PASSWORD": ""}, "at least 10 characters"),
    (["create", "--db", "@/new"], {}, "Something is missing: --name, --login"),
    (["create", "--db", "postgresql://postgres@127.0.0.1:9/new", "--name", "A", "--login", "a"], {},
     "No database server answers"),
    (["create", "--db", "postgresql://postgres@127.0.0.1:9/", "--name", "A", "--login", "a"], {}, "names no database"),
    (["create", "--db", "postgresql://p@127.0.0.1:9/x", "--name", "A", "--login", "a", "--encrypt"], {}, "not with --encrypt"),
    (["restore", "@/nothing", "--to", "@/new"], {}, "There is no backup at"),
    (["restore", "@/there", "--to", "@/new"], {}, "nothing vouches for there"),
    (["restore", "@/there", "--to", "postgresql://postgres@127.0.0.1:9/x"], {}, "Say with --login who"),
    (["restore", "@/there"], {}, "Something is missing: --to"),
    (["verify", "--db", "@/nothing"], {}, "There is no database at"),
    (["verify", "--db", "@/there"], {}, "there is not a HousingDesk database"),
    (["backup", "@/to", "--db", "@/nothing"], {}, "There is no database at"),
    (["upgrade", "--db", "@/nothing"], {}, "There is no database at"),
])
def test_what_is_wrong_is_one_sentence(words: list[str], variables: dict[str, str], sentence: str, tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "there").write_text("Dear Sir or Madam")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert main([word.replace("@/", f"{tmp_path}/") for word in words]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "there") == []


def test_a_wrong_password_and_nobody_to_ask(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    if address.is_postgresql(office.where):
        where = office.where.replace("words@", "swords@")
        assert "do not go together" in office.run("verify", "--db", where, code=2)
        return
    assert "Say who you are with --login" in office.run("verify", "--db", office.where, code=2)
    monkeypatch.setenv("HOUSINGDESK_PASSWORD", "wrong")
    assert "do not go together" in office.run("verify", *office.at(), code=2)
    monkeypatch.delenv("HOUSINGDESK_PASSWORD")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert "the environment variable HOUSINGDESK_PASSWORD" in office.run("verify", *office.at(), code=2)
