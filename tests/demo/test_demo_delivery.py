"""The made-up association goes where nothing is yet, and what is interrupted leaves nothing half-made."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from housingdesk.access.server import make_groups
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import pending, upgrade
from housingdesk.demo.bank_files import WaitingFile
from housingdesk.demo.delivery import HalfMade, deliver
from housingdesk.demo.making import Made, Making
from housingdesk.demo.population import plan
from housingdesk.demo.queries import administrator, holds_anything
from housingdesk.errors import Refused
from tests.support.desk import add_administrator
from tests.support.postgres import Cluster

TODAY = date(2026, 11, 22)
NOW = datetime.combine(TODAY, time(9), UTC)
PLAN = plan(12, 1, 2, TODAY)


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody is watching."""


def _stopping(error: type[BaseException]) -> Callable[[int, int, str], None]:
    """Somebody who presses Ctrl+C when it is half done."""
    def say(done: int, total: int, _text: str) -> None:
        if done > total // 2:
            raise error
    return say


def test_a_new_file_is_put_in_place_whole_with_its_bank_files_beside_it(tmp_path: Path) -> None:
    done = deliver(PLAN, str(tmp_path / "new" / "demo.housing"), None, now=NOW, say=_quiet)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["demo-bank-files", "demo.housing"]
    assert sorted(path.name for path in done.folder.iterdir()) == sorted(file.name for file in done.made.files)
    store = open_store(done.database)
    assert pending(store) == []
    with store.connected():
        assert holds_anything()
        assert administrator() is not None
    store.close()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_interruption_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error):
        deliver(PLAN, str(tmp_path / "demo.housing"), None, now=NOW, say=_stopping(error))
    assert list(tmp_path.iterdir()) == []


def test_bank_files_that_cannot_be_written_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    files = tuple(WaitingFile(f"statement-{number}.csv", b"Date") for number in range(4))
    monkeypatch.setattr("housingdesk.demo.delivery.make", lambda *_, **__: Made({}, 0, files))

    def full(path: Path, _content: bytes) -> int:
        written.append(path)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        path.touch()
        return 0

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        deliver(PLAN, str(tmp_path / "demo.housing"), None, now=NOW, say=_quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    there = tmp_path / "demo.housing"
    there.write_text("Dear diary")
    with pytest.raises(Refused, match="nothing is written over"):
        deliver(PLAN, str(there), None, now=NOW, say=_quiet)
    assert there.read_text() == "Dear diary"
    with pytest.raises(Refused, match="is a folder"):
        deliver(PLAN, str(tmp_path), None, now=NOW, say=_quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["demo.housing"]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "files"
    kept.mkdir()
    (kept / "statement.csv").write_text("mine")
    with pytest.raises(Refused, match="holds something already"):
        deliver(PLAN, str(tmp_path / "demo.housing"), kept, now=NOW, say=_quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["files"]


def test_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="synchronised"):
        deliver(PLAN, str(tmp_path / "Dropbox" / "demo.housing"), None, now=NOW, say=_quiet)


def test_an_interruption_on_a_server_says_what_to_drop(postgres_cluster: Cluster, tmp_path: Path) -> None:
    dsn = postgres_cluster.new_database("half_made")
    with pytest.raises(HalfMade, match="Drop the database half_made") as caught:
        deliver(PLAN, dsn, tmp_path / "files", now=NOW, say=_stopping(KeyboardInterrupt))
    assert postgres_cluster.password not in str(caught.value)
    assert not (tmp_path / "files").exists()
    with pytest.raises(Refused, match="holds something already"):
        deliver(PLAN, dsn, tmp_path / "files", now=NOW, say=_quiet)
    postgres_cluster.drop_database("half_made")


def test_the_administrator_of_a_servers_database_stays_its_administrator(
        postgres_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Making, "_finish", lambda *_: None)  # it is settled when the office is set up
    dsn = postgres_cluster.new_database("with_somebody")
    store = open_store(dsn)
    upgrade(store, now=NOW)
    make_groups(store, "with_somebody")
    ann = add_administrator(store)
    store.close()
    deliver(PLAN, dsn, tmp_path / "files", now=NOW, say=_quiet)
    store = open_store(dsn)
    with store.connected():
        assert administrator() == ann.id
    store.close()
    postgres_cluster.drop_database("with_somebody")
