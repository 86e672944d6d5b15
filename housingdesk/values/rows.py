"""Rows: frozen dataclasses with slots whose functions are written when they are first called.

``@dataclass`` writes and compiles eight functions for each class while its module is imported, half a millisecond a class. A
start of the program imports many classes and makes a few of them, so what it imports is marked ``@frozen``. In all else a row
is what ``@dataclass(frozen=True, slots=True)`` makes: its functions are the same, from the first call on.
"""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A class of rows, as ``@dataclass(frozen=True, slots=True)`` makes it.

    >>> @frozen
    ... class Home:
    ...     label: str
    ...     beds: int = 1
    >>> Home("Flat 2"), Home("Flat 2") == Home("Flat 2", beds=1)
    (Home(label='Flat 2', beds=1), True)
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, first in _FIRST.items():
        if name not in cls.__dict__:
            setattr(made, name, first)
    made.__setattr__ = made.__delattr__ = _refuse
    made.__getstate__, made.__setstate__ = _state, _set_state
    return made  # type: ignore[no-any-return]


def _first(name: str) -> Callable[..., Any]:
    """What stands for a function until it is called: writes it into the class, and calls it."""
    def first(self: Any, *values: Any, **named: Any) -> Any:
        for cls in type(self).__mro__:
            if cls.__dict__.get(name) is first:  # no longer, if another thread was here meanwhile
                setattr(cls, name, getattr(_whole(cls, name), name))
        return getattr(self, name)(*values, **named)
    return first


def _whole(cls: Any, name: str) -> Any:
    """A dataclass with the same fields that has this function."""
    inside: dict[str, Any] = {one.name: one for one in fields(cls)}
    inside |= {"__doc__": cls.__doc__, "__annotations__": {one.name: one.type for one in fields(cls)}}
    if hasattr(cls, "__post_init__"):
        inside["__post_init__"] = cls.__post_init__
    write = dataclass(frozen=True, init=name == "__init__", repr=name == "__repr__", eq=name in ("__eq__", "__hash__"))
    return write(type(cls.__name__, (), inside))


_FIRST = {name: _first(name) for name in ("__init__", "__repr__", "__eq__", "__hash__")}


def _refuse(_row: Any, name: str, *_: Any) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
