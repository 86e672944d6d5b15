"""Starts the program: with a command's name the headless command, otherwise the window."""

import sys
from collections.abc import Sequence

_ABOUT = {"-h", "--help", "--version"}


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of what was started; only what is started is imported."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and (not words[0].startswith("-") or words[0] in _ABOUT):
        from housingdesk.commands import main as commands

        return commands.main(words)
    from housingdesk.ui import app

    return app.main(words)


if __name__ == "__main__":
    sys.exit(main())
