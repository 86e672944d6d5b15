"""One PostgreSQL server for the whole test run, started when the first test asks for it.

Where there is none the tests that need one are skipped, and the last line of the run says so.
"""

import os
from pathlib import Path

import pytest

from tests.support.postgres import Cluster, new_meeting_point, remove_shared_cluster, shared_cluster

NOT_RUN = "PostgreSQL tests not run"
_NO_SERVER = "PostgreSQL is not installed here"
_MEETING_POINT = "HOUSINGDESK_TEST_SERVER"
_SKIPPED = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def postgres_cluster() -> Cluster:
    """The server that all workers share: make a database of your own on it; use ``cluster()`` for one to kill."""
    found = shared_cluster(Path(os.environ[_MEETING_POINT]))
    if found is None:
        pytest.skip(_NO_SERVER)
    return found


def pytest_configure(config: pytest.Config) -> None:
    """The run, not its workers, owns the place where they meet."""
    config.stash[_SKIPPED] = []
    if not _is_worker(config):
        os.environ[_MEETING_POINT] = str(new_meeting_point())
        config.pluginmanager.register(_Count(config.stash[_SKIPPED]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What uses the server is marked ``postgres``, so that ``-m "not postgres"`` leaves it out."""
    for item in items:
        if "postgres_cluster" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgres)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """After pytest's own closing line."""
    if _is_worker(config):
        return
    remove_shared_cluster(Path(os.environ.pop(_MEETING_POINT)))
    if config.stash[_SKIPPED]:
        print(NOT_RUN, flush=True)


class _Count:
    """Notes the tests that were skipped for want of a server."""

    def __init__(self, skipped: list[str]) -> None:
        self._skipped = skipped

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and _NO_SERVER in str(report.longrepr):
            self._skipped.append(report.nodeid)


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
