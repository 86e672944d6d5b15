"""The collection years of CORE shipped with the program, read from ``resources/core``: a new year is a new file."""

from functools import cache

from housingdesk import resources
from housingdesk.errors import Refused
from housingdesk.lettings.rules.core.catalogue import Catalogue, parse_catalogue


def collections() -> list[str]:
    """The years, the newest first, e.g. ``["2026/27"]``."""
    return sorted((path.stem.replace("-", "/") for path in resources.find("core").glob("*.toml")), reverse=True)


@cache
def catalogue(collection: str) -> Catalogue:
    """The fields of a collection year such as ``2026/27``; Refused when the program has none of it."""
    if collection not in collections():
        raise Refused(f"There is no CORE year “{collection}” in this program. There are: {', '.join(collections())}")
    return parse_catalogue(resources.find(f"core/{collection.replace('/', '-')}.toml").read_text(encoding="utf-8"))
