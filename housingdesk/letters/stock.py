"""The letters shipped with the program, read from ``resources/letters``; an association's own letters come from it later."""

from functools import cache

from housingdesk import resources
from housingdesk.letters.rules.merge import Template, parse_template

KEYS = ("arrears-1", "arrears-2", "arrears-3")


@cache
def shipped_keys() -> tuple[str, ...]:
    """The key of every shipped letter: the arrears letters ``KEYS`` first, then the others by name."""
    found = {path.stem for path in resources.find("letters").glob("*.toml")}
    return (*KEYS, *sorted(found.difference(KEYS)))


@cache
def shipped_template(key: str) -> Template:
    """A shipped template by its key; FileNotFoundError when there is none."""
    return parse_template(resources.find(f"letters/{key}.toml").read_text(encoding="utf-8"))
