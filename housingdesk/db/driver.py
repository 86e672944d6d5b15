"""Keeps the drivers of other databases out of the program until one of them is opened.

``import peewee`` imports every driver that is installed, and psycopg takes longer than the rest of peewee together: a
seat that works on a file would wait for it at each start. ``dialect.Postgresql`` imports it when an address is opened.
"""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import Loader  # at run time it would bring along what it never needs

DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi", "pymysql", "MySQLdb")
_WHO_LOOKS = ("peewee", "playhouse.postgres_ext")


def keep_out() -> None:
    """From here on peewee is imported as if no server's driver were installed; anybody else imports them as ever."""
    if not any(isinstance(finder, _PeeweeFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _PeeweeFinder())


class _PeeweeFinder:
    """Finds peewee, and the part of it that upgrades bring along, where they always were."""

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _WHO_LOOKS:
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, others), None)
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _WithoutDrivers(spec.loader))
        return spec


class _WithoutDrivers:
    """Runs a module while the drivers cannot be found; None in ``sys.modules`` is Python's own word for that."""

    def __init__(self, loader: "Loader") -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        hidden = [name for name in DRIVERS if name not in sys.modules]
        sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
        try:
            self._loader.exec_module(module)
        finally:
            for name in hidden:
                sys.modules.pop(name, None)
