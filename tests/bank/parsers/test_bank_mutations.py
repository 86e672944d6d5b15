"""Good files harmed line by line: the same amounts, a refusal or a warning, never other amounts without a word."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from housingdesk.bank.parsers.reading import Line, Reading, Statement
from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.bank.parsers.writers import WRITERS, Kind, write_statements
from housingdesk.errors import BadFile

TODAY = date(2024, 6, 1)
NAMES = ("A KHAN", "M NOWAK", 'J "JO" O\'BRIEN', "PIPES & DRAINS", "SMITH, JOHN", "ZOË ŻAK")
UNCHECKED = {"csv:barclays", "csv:hsbc"}  # no balance in the file: a whole row more or less cannot be seen
ROUNDS = 40


def association(seed: int, count: int = 12) -> list[Statement]:
    chance = random.Random(seed)
    lines = tuple(
        Line(date(2024, 1, 2) + timedelta(days=i), chance.randint(-90_000, 190_000), "", payer=chance.choice(NAMES),
             payer_account="20000012345678", reference=f"6000{chance.randint(10_000, 99_999)}",
             kind=chance.choice(list(Kind))) for i in range(count))
    return [Statement("60000112345678", "GBP", 123_456, lines=lines)]


def amounts(reading: Reading) -> Counter[int]:
    return Counter(line.pence for statement in reading.statements for line in statement.lines)


def doubted(reading: Reading) -> bool:
    return bool(reading.warnings) or any(statement.adds_up is False for statement in reading.statements)


def drop(lines: list[str], chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]


def double(lines: list[str], chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    lines.insert(place, lines[place])


def cut(lines: list[str], chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    lines[place] = lines[place][:chance.randint(0, len(lines[place]))]


def shift(lines: list[str], chance: random.Random) -> None:
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), line)


def tear(lines: list[str], chance: random.Random) -> None:
    place = chance.randrange(len(lines))
    lines[place] = lines[place][:chance.randint(0, len(lines[place]))]
    del lines[place + 1:]


HARMS: tuple[Callable[[list[str], random.Random], None], ...] = (drop, double, cut, shift, tear)


def whole_rows_gone(before: Counter[int], after: Counter[int], format: str) -> bool:
    """Rows lost or doubled whole, which a table without a balance, or at the ends of one, cannot show."""
    if not format.startswith("csv:"):
        return False
    if format in UNCHECKED:
        return all(abs(after[pence] - before[pence]) <= max(before[pence], 12) for pence in after) and \
            set(after) <= set(before)
    return not after - before


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("format", WRITERS)
def test_harm_is_noticed(format: str, harm: Callable[[list[str], random.Random], None]) -> None:
    refused = same = warned = 0
    for seed in range(ROUNDS):
        chance = random.Random(f"{format} {harm.__name__} {seed}")
        good = write_statements(format, association(seed % 7))
        before = amounts(read_statement(good, name="good", today=TODAY))
        lines = good.decode("cp1252" if format == "csv:nationwide" else "utf-8").split("\n")
        harm(lines, chance)
        harmed = "\n".join(lines).encode("cp1252" if format == "csv:nationwide" else "utf-8")
        try:
            reading = read_statement(harmed, name="harmed", today=TODAY)
        except BadFile:
            refused += 1
            continue
        after = amounts(reading)
        if after == before:
            same += 1
        elif doubted(reading):
            warned += 1
        else:
            assert whole_rows_gone(before, after, format), (seed, before - after, after - before, "\n".join(lines))
    assert refused + same + warned > 0


@pytest.mark.parametrize("format", WRITERS)
def test_bytes_changed_at_random_raise_nothing_but_a_refusal(format: str) -> None:
    good = write_statements(format, association(3))
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        harmed = bytearray(good)
        for _ in range(chance.randint(1, 12)):
            harmed[chance.randrange(len(harmed))] = chance.randrange(256)
        try:
            read_statement(bytes(harmed), name="harmed", today=TODAY)
        except BadFile as error:
            assert str(error)
