"""The papers of a sign-up as shipped: ``resources/signup/pack.toml``."""

from functools import cache

from housingdesk import resources
from housingdesk.lettings.rules.papers.pack import PaperRule, parse_pack


@cache
def pack_rules() -> tuple[PaperRule, ...]:
    """All papers there are, in the order in which they are handed over."""
    return parse_pack(resources.find("signup/pack.toml").read_text(encoding="utf-8"))
