"""The rule pack shipped with the program, read from ``resources/rules``."""

from functools import cache

from housingdesk import resources
from housingdesk.notices.rules.pack import Pack, parse_pack


@cache
def shipped_pack() -> Pack:
    """The rules of notices in England as they were when the program was made."""
    return parse_pack(resources.find("rules/notices-england.toml").read_text(encoding="utf-8"))
