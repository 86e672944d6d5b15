"""The letters and papers shipped with the program, from ``resources/letters`` and ``resources/agreements``."""

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
def paper_keys() -> tuple[str, ...]:
    """The key of every shipped agreement and paper of a sign-up, by name."""
    return tuple(sorted(path.stem for path in resources.find("agreements").glob("*.toml")))


def is_shipped(key: str) -> bool:
    """Whether the program brings words for it."""
    return key in shipped_keys() or key in paper_keys()


@cache
def shipped_template(key: str) -> Template:
    """A shipped template by its key, of a letter or a paper; FileNotFoundError when there is none."""
    folder = "agreements" if key in paper_keys() else "letters"
    return parse_template(resources.find(f"{folder}/{key}.toml").read_text(encoding="utf-8"))
