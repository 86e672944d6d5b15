"""Whether a condition of the catalogue holds for the answers of a log. Which conditions there are is data.

A condition is a row of parts that all hold: ``{needs = [1], "tenancy_length<" = 2}``. A part is a key with the codes it may
have; ``key!`` with the codes it may not have; ``key>`` and ``key<`` with a number to be above or below. A blank is ``""``.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

Condition = tuple[tuple[str, str, frozenset[str] | Decimal], ...]
Look = Callable[[str], str]


def parse_condition(row: Mapping[str, object]) -> Condition:
    """The parts of one condition as (key, sign, codes or number); ValueError when a part is none.

    >>> parse_condition({"age_1>": 25})
    (('age_1', '>', Decimal('25')),)
    """
    return tuple(_part(key, wanted) for key, wanted in row.items())


def _part(key: str, wanted: object) -> tuple[str, str, frozenset[str] | Decimal]:
    if key[-1] in "<>":
        return key[:-1], key[-1], Decimal(str(wanted))
    if not isinstance(wanted, Sequence) or isinstance(wanted, str):
        raise ValueError(f"{key} needs a list of codes")
    sign = "!" if key[-1] == "!" else "="
    return key.removesuffix("!"), sign, frozenset(map(str, wanted))


def any_holds(conditions: Sequence[Condition], look: Look) -> bool:
    """One of them holds; ``look`` gives a key's answer as text, a blank as ``""``."""
    return any(all(_part_holds(part, look) for part in condition) for condition in conditions)


def _part_holds(part: tuple[str, str, frozenset[str] | Decimal], look: Look) -> bool:
    key, sign, wanted = part
    answer = look(key)
    if isinstance(wanted, Decimal):
        try:
            number = Decimal(answer)
        except InvalidOperation:
            return False
        return number > wanted if sign == ">" else number < wanted
    return (answer in wanted) == (sign == "=")


def for_person(condition: Condition, number: int) -> Condition:
    """The condition with the number of a person where it says ``_n``."""
    return tuple((person_key(key, number), sign, wanted) for key, sign, wanted in condition)


def person_key(key: str, number: int) -> str:
    """``age_n`` with its number.

    >>> person_key("age_n", 3)
    'age_3'
    """
    return f"{key[:-1]}{number}" if key.endswith("_n") else key
