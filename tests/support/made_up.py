"""One made-up association for all tests that only look at one: made once on each kind of database, by the command itself."""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from housingdesk.__main__ import main
from tests.support.postgres import Cluster

TODAY = date(2026, 11, 23)
HOMES, YEARS, SEED = 110, 1, 6
_WAIT_SECONDS = 600
_NAME = "made_up_association"


def _make(where: str, files: Path) -> None:
    assert main(["demo", "--homes", str(HOMES), "--years", str(YEARS), "--seed", str(SEED), "--today", TODAY.isoformat(),
                 "--to", where, "--files", str(files)]) == 0


@pytest.fixture(scope="session")
def sqlite_made_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """This worker's own copy of the file, which no test writes to, and the folder of the bank files that wait."""
    folder = _meeting_point() / "sqlite"
    with _first_makes(folder) as is_first:
        if is_first:
            _make(str(folder / "demo.housing"), folder / "files")
    copy = tmp_path_factory.mktemp("made up") / "demo.housing"
    shutil.copyfile(folder / "demo.housing", copy)
    return copy, folder / "files"


@pytest.fixture(scope="session")
def postgres_made_up(postgres_cluster: Cluster) -> tuple[str, Path]:
    """The name of the database, which is only copied from, and the folder of the bank files that wait."""
    folder = _meeting_point() / "postgres"
    with _first_makes(folder) as is_first:
        if is_first:
            postgres_cluster.template(_NAME, lambda dsn: _make(dsn, folder / "files"))
    return _NAME, folder / "files"


@contextmanager
def copied(cluster: Cluster, name: str) -> Iterator[str]:
    """The address of a copy of a database of the server, which is dropped at the end."""
    copy = f"copy_{secrets.token_hex(6)}"
    yield cluster.new_database(copy, name)
    cluster.drop_database(copy)


def _meeting_point() -> Path:
    """Where all workers of a run meet."""
    return Path(os.environ["HOUSINGDESK_TEST_SERVER"])


@contextmanager
def _first_makes(folder: Path) -> Iterator[bool]:
    """Whether this worker is the first to come; the others wait until it is done, or fail as it failed."""
    done, failed = folder / "done", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(_WAIT_SECONDS * 5):
            if done.exists() or failed.exists():
                break
            time.sleep(0.2)
        assert done.exists(), "The made-up association could not be made; another worker's log says why"
        yield False
        return
    try:
        yield True
    except BaseException:
        failed.touch()
        raise
    done.touch()
