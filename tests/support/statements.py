"""Counts the SQL statements that a piece of a test runs, as peewee's own log tells them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Counter(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.statements: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.statements.append(record.getMessage())


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements run inside the block, in order; the list is complete when the block ends."""
    logger, counter = logging.getLogger("peewee"), _Counter()
    level = logger.level
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    try:
        yield counter.statements
    finally:
        logger.setLevel(level)
        logger.removeHandler(counter)
