"""Which files are opened, and the one sentence for each that is not."""

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import psycopg
import pytest

from housingdesk.access.models import User
from housingdesk.db.connection import Store, open_store
from housingdesk.db.upgrade import pending, require_current
from housingdesk.errors import BadFile, Refused
from tests.support.postgres import Cluster

ROOT = Path(__file__).parents[2]


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path) -> Path:
    """A plain database file with one user."""
    path = tmp_path / "office.housingdesk"
    shutil.copyfile(sqlite_template, path)
    return path


def _python(*lines: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, text=True, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _refusal(path: Path) -> str:
    with pytest.raises(Refused) as told:
        open_store(path)
    return str(told.value)


def test_a_second_program_on_one_file_is_refused(office: Path) -> None:
    other = _python("from housingdesk.db.connection import open_store", f"store = open_store({str(office)!r})",
                    "print('open', flush=True)", "input()")
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    assert "is open in another HousingDesk on this PC" in _refusal(office)
    beside = open_store(office, lock=False)
    with beside.connected():
        assert User.select().count() == 1
    beside.close()
    other.kill()
    other.communicate()
    open_store(office).close()


@pytest.mark.skipif(os.name != "posix", reason="makes a symbolic link")
def test_the_same_file_by_another_name_is_the_same_file(office: Path) -> None:
    link = office.with_name("link")
    link.symlink_to(office)
    store = open_store(office)
    assert "is open in another HousingDesk" in _refusal(link)
    store.close()
    open_store(link).close()


def test_two_stores_of_one_program_are_two_programs(office: Path) -> None:
    store = open_store(office)
    assert "is open in another HousingDesk" in _refusal(office)
    store.close()


def test_there_is_nothing(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "office") == f"There is no database at {tmp_path / 'office'}"
    assert not (tmp_path / "office.in-use").exists()
    assert "is a folder, not a database file" in _refusal(tmp_path)


@pytest.mark.parametrize("content", [b"Dear Sir or Madam", b"PK\x03\x04" + b"\x00" * 5000, b"\x00" * 100, b"S"])
def test_another_kind_of_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.doc"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=r"letter\.doc is not a HousingDesk database$"):
        open_store(path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["letter.doc"]


def test_whole_pages_of_anything_may_be_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    path.write_bytes(b"\x9c" * 4096)
    with pytest.raises(BadFile, match="is not a HousingDesk database; if it is encrypted, give its passphrase"):
        open_store(path)


def test_an_empty_file_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "statement.csv"
    path.touch()
    with pytest.raises(BadFile, match=r"statement\.csv is empty, so there is no database in it"):
        open_store(path)
    assert path.read_bytes() == b""


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmark (a)")
    connection.commit()
    connection.close()
    with pytest.raises(BadFile, match=r"places\.sqlite is another program's database\. Nothing was changed"):
        open_store(path)


def test_a_damaged_file(office: Path) -> None:
    content = bytearray(office.read_bytes())
    content[16:4096] = os.urandom(4080)
    office.write_bytes(content)
    with pytest.raises(BadFile, match="It is damaged: put the last backup back"):
        open_store(office)


def test_damage_deep_inside_is_a_sentence_when_it_is_met(office: Path) -> None:
    store = open_store(office)
    with store.connected() as database:
        root = database.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'hd_user'").fetchone()[0]
    store.close()
    content = bytearray(office.read_bytes())
    content[(root - 1) * 4096:root * 4096] = b"\xff" * 4096
    office.write_bytes(content)
    from housingdesk.access.desk import Desk
    from housingdesk.access.queries import users
    from tests.support.desk import Clock

    store = open_store(office)
    with pytest.raises(Refused, match="The database file is damaged"):
        Desk(store, None, Clock()).ask(users)  # type: ignore[arg-type]
    store.close()


def test_a_newer_file_is_refused_and_left_alone(office: Path) -> None:
    store = open_store(office)
    with store.connected() as database:
        database.execute_sql("INSERT INTO schema_migration(name, applied) VALUES ('0009_tomorrow', '2030-01-01')")
    for ask in (pending, require_current):
        with pytest.raises(Refused, match=r"made by a newer HousingDesk \(it has 0009_tomorrow\)"):
            ask(store)
    store.close()


def test_an_empty_database_must_be_upgraded_first(tmp_path: Path) -> None:
    store = open_store(tmp_path / "new.housingdesk", create=True)
    with pytest.raises(Refused, match=r"needs an upgrade first \(\d+ steps\)"):
        require_current(store)
    store.close()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX folders")
def test_a_folder_that_cannot_be_written(office: Path) -> None:
    """Root may write everywhere, so its program gives that right up first."""
    folder = Path(tempfile.mkdtemp())
    shutil.copyfile(office, folder / "office.housingdesk")
    folder.chmod(0o555)
    lines = textwrap.dedent(f"""\
        import os
        from housingdesk.db.connection import open_store
        from housingdesk.errors import Refused
        if os.getuid() == 0:
            os.setuid(65534)
        for name in ("office.housingdesk", "new.housingdesk", "deeper/new.housingdesk"):
            try:
                open_store({str(folder)!r} + "/" + name, create=True)
            except Refused as refusal:
                print(refusal)
        """)
    told, wrong = _python(lines).communicate()
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert wrong == ""
    first, second, third = told.splitlines()
    assert first.startswith(f"{folder} can be read but not written by you")
    assert second.startswith(f"{folder} can be read but not written by you")
    assert third == f"The folder {folder / 'deeper'} cannot be made: Permission denied"


def test_a_full_disk_is_a_sentence_and_changes_nothing(office: Path) -> None:
    from housingdesk.access.act import Act
    from housingdesk.access.desk import needs
    from housingdesk.access.rules import Permission
    from housingdesk.settings.models import Setting
    from tests.support.desk import open_desk

    @needs(Permission.LOOK)
    def write(act: Act) -> None:
        act.add(Setting(key="k", value="x" * 20_000, valid_from=act.today, entered_at=act.now, entered_by="x"))

    desk = open_desk(office)
    with desk.store.connected() as database:
        pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
        database.execute_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Refused, match=r"The disk with the database is full\. Nothing was changed"):
            desk.do(write)
        assert Setting.select().count() == 0
        database.execute_sql("PRAGMA max_page_count = 100000")
        desk.do(write)
    desk.store.close()


def _server(dsn: str) -> str:
    with pytest.raises(Refused) as told:
        open_store(dsn)
    return str(told.value)


def test_what_is_wrong_with_an_address(tmp_path: Path) -> None:
    assert "names no database" in _server("postgresql://postgres@127.0.0.1/")
    assert "is no port: many" in _server("postgresql://postgres@127.0.0.1:many/housing")
    assert "No database server answers at 127.0.0.1, port 9" in _server("postgresql://postgres@127.0.0.1:9/housing")


def test_what_a_server_says(postgres_cluster: Cluster) -> None:
    assert "There is no database nowhere on this server" in _server(postgres_cluster.dsn_for("nowhere"))
    assert _server(postgres_cluster.dsn_for("postgres", password="wrong")) == "That name and password do not go together"
    assert _server(postgres_cluster.dsn_for("postgres", user="whoever")) == "That name and password do not go together"


def test_a_server_that_goes_away_is_a_sentence(postgres_desk: object, postgres_cluster: Cluster) -> None:
    from housingdesk.access.desk import Desk
    from housingdesk.access.queries import users

    assert isinstance(postgres_desk, Desk)
    store: Store = postgres_desk.store
    pid = store.database.execute_sql("SELECT pg_backend_pid()").fetchone()[0]
    with psycopg.connect(postgres_cluster.dsn, autocommit=True) as boss:
        boss.execute("SELECT pg_terminate_backend(%s)", [pid])
    for _ in range(2):
        with pytest.raises(Refused, match="The database server does not answer any more"):
            postgres_desk.ask(users)
    store.database.close()
    with store.connected():
        assert len(postgres_desk.ask(users)) == 1
    store.database.connect()


def test_the_address_shows_no_password(postgres_cluster: Cluster) -> None:
    store = open_store(postgres_cluster.dsn)
    assert postgres_cluster.password in store.dsn
    assert postgres_cluster.password not in store.where
    store.close()
