"""A room's models that are made when they are first asked for: making one takes time that a start has none of."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def models(package: str, named: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package of models: of each name the module in the package that makes it."""
    def get(name: str) -> Any:
        if name not in named:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{named[name]}"), name)
    return get
