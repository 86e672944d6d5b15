"""What the tests stand on is tested too: the server, the guard against the network, the listener in the log."""

import socket
import sys
from pathlib import Path

import psycopg
import pytest

from tests.support import postgres_programs
from tests.support.isolation import NetworkUsed
from tests.support.postgres import Cluster, cluster
from tests.support.server import NOT_RUN

_ROOT = Path(__file__).resolve().parent.parent
_OURS = ("tests.support.isolation", "tests.support.logs", "tests.support.server")


def test_accented_letters_are_letters_to_the_server(postgres_cluster: Cluster) -> None:
    with psycopg.connect(postgres_cluster.new_database("letters")) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT similarity('ÉŻ', 'ÉŻ'), similarity('É', 'e'), lower('ÉŻ')").fetchone()
    postgres_cluster.drop_database("letters")
    assert row == (1.0, 0.0, "éż")


def test_a_wrong_password_stays_out(postgres_cluster: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres_cluster.dsn_for("postgres", password="wrong"))


def test_a_template_is_filled_once_and_copied(postgres_cluster: Cluster) -> None:
    filled: list[str] = []

    def fill(dsn: str) -> None:
        filled.append(dsn)
        with psycopg.connect(dsn) as connection:
            connection.execute("CREATE TABLE home (id integer); INSERT INTO home VALUES (7)")

    for name in ("copy_a", "copy_b"):
        template = postgres_cluster.template("template_of_test", fill)
        with psycopg.connect(postgres_cluster.new_database(name, template)) as connection:
            assert connection.execute("SELECT id FROM home").fetchall() == [(7,)]
        postgres_cluster.drop_database(name)
    assert len(filled) == 1


@pytest.mark.slow
@pytest.mark.postgres
def test_a_killed_server_comes_back_with_what_was_committed() -> None:
    server = cluster()
    if server is None:
        pytest.skip("PostgreSQL is not installed here")
    try:
        server.execute("CREATE TABLE {} (id integer)", "committed")
        server.kill()
        server.start()
        server.execute("INSERT INTO {} VALUES (1)", "committed")
    finally:
        server.remove()
    assert not Path(server.folder).exists()


@pytest.mark.parametrize("address", ["93.184.216.34", "example.org", "2001:db8::1"])
def test_the_network_is_out_of_reach(address: str) -> None:
    with pytest.raises(NetworkUsed):
        socket.create_connection((address, 80), timeout=1)
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as raw, pytest.raises(NetworkUsed):
        raw.connect((address, 80))


def test_the_home_is_not_the_real_one() -> None:
    assert Path.home().name.startswith("housingdesk-home-")


@pytest.fixture(autouse=True)
def root_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs started here find ``tests.support``, and no plugin but those they name."""
    monkeypatch.setenv("PYTHONPATH", str(_ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def _run(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    """A run of its own with only our plugins, in which ``source`` is the one test file."""
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider\n")
    pytester.makepyfile(source)
    plugins = [word for name in _OURS for word in ("-p", name)]
    return pytester.runpytest_subprocess(*plugins, *options)


def test_a_warning_in_the_log_fails_the_test(pytester: pytest.Pytester) -> None:
    result = _run(pytester, """
        import logging, pytest
        def test_warns():
            logging.getLogger("rent").warning("nearly full")
        @pytest.mark.logs("nearly")
        def test_expects():
            logging.getLogger("rent").warning("nearly full")
        @pytest.mark.logs("nearly")
        def test_expects_in_vain():
            logging.getLogger("rent").info("nearly full")
        @pytest.fixture
        def untidy():
            yield
            logging.getLogger("rent").error("left open")
        def test_untidy(untidy):
            pass
        """)
    result.assert_outcomes(passed=2, failed=2, errors=1)


@pytest.fixture
def without_server(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder of tests on a machine where no PostgreSQL is to be found."""
    pytester.makeconftest("""
        from tests.support import postgres_programs
        postgres_programs.find = lambda: None
        """)
    return pytester


def test_the_last_line_says_that_there_is_no_server(without_server: pytest.Pytester) -> None:
    result = _run(without_server, "def test_needs_it(postgres_cluster): pass", "-p", "xdist", "-n", "1")
    result.assert_outcomes(skipped=1)
    assert result.outlines[-1] == NOT_RUN


def test_nothing_is_said_when_no_test_wanted_a_server(without_server: pytest.Pytester) -> None:
    result = _run(without_server, "def test_needs_none(): pass")
    result.assert_outcomes(passed=1)
    assert NOT_RUN not in result.outlines


def test_what_is_found_can_be_run() -> None:
    found = postgres_programs.find()
    assert found is None or (found / ("initdb.exe" if sys.platform == "win32" else "initdb")).exists()
