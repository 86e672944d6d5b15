"""What makes a start dear and serves nobody here is left out of it."""

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager

import PySide6.QtCore  # noqa: F401  (it is what watches the imports)


def watch_no_imports() -> None:
    """Imports are Python's own again: PySide reads the source of every module that is imported, to see whether it may ask
    for a ``__feature__``, which nothing here does. The texts it read would stay in memory.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


@contextmanager
def importing() -> Iterator[None]:
    """Nothing is garbage while modules are imported, so Python looks for none meanwhile, nor among them afterwards."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def begin() -> None:
    """Nothing is garbage either while the window is being put together; ``end`` begins to look."""
    gc.disable()


def end() -> None:
    """Python looks for garbage again, though not among what the start has made: it is there to stay."""
    gc.freeze()
    gc.enable()
