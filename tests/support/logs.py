"""A log record of WARNING or above fails the test, unless the test says that it expects it.

``@pytest.mark.logs("has no bank holidays")`` expects a record whose text matches; the mark fails if none came.
"""

import logging
import re
from collections.abc import Generator

import pytest

_HEARD = pytest.StashKey[list[str]]()


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def pytest_configure(config: pytest.Config) -> None:
    """Makes the mark known."""
    config.addinivalue_line("markers", "logs(pattern): expects a log record of WARNING or above that matches")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Listens from set-up to tear-down."""
    listener = _Listener()
    item.stash[_HEARD] = listener.heard
    logging.getLogger().addHandler(listener)
    try:
        return (yield)
    finally:
        logging.getLogger().removeHandler(listener)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Judges what was heard once the test itself has passed."""
    result = yield
    _judge(item)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """What fixtures say while they clear up counts too."""
    item.stash[_HEARD].clear()
    result = yield
    if unexpected := unexpected_records(item.stash[_HEARD], _patterns(item)):
        pytest.fail(f"logged while clearing up: {unexpected}", pytrace=False)
    return result


def _judge(item: pytest.Item) -> None:
    patterns, heard = _patterns(item), item.stash[_HEARD]
    unexpected = unexpected_records(heard, patterns)
    silent = [pattern for pattern in patterns if not any(re.search(pattern, text) for text in heard)]
    if unexpected:
        pytest.fail(f"logged a warning: {unexpected}", pytrace=False)
    if silent:
        pytest.fail(f"expected in the log, and not there: {silent}", pytrace=False)


def _patterns(item: pytest.Item) -> list[str]:
    return [str(mark.args[0]) for mark in item.iter_markers("logs")]


def unexpected_records(heard: list[str], patterns: list[str]) -> list[str]:
    """The records that no pattern expects.

    >>> unexpected_records(["disk nearly full", "no holidays after 2030"], ["no holidays"])
    ['disk nearly full']
    """
    return [text for text in heard if not any(re.search(pattern, text) for pattern in patterns)]
