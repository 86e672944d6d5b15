"""The figures of benefits shipped with the program, read from ``resources/rules`` when they are first asked for."""

from functools import cache

from housingdesk import resources

TABLES = ("rules/benefits-hb.toml", "rules/benefits-uc.toml")


@cache
def sources() -> tuple[str, ...]:
    """The texts of the tables."""
    return tuple(resources.find(name).read_text(encoding="utf-8") for name in TABLES)
