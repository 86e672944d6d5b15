"""Runs the benchmarks named on the command line, or all of them; each prints its own lines."""

import argparse
from importlib import import_module

NAMES = ("add_many", "debit", "balances", "importing", "matching", "schedules", "letters", "printing", "find", "start",
         "gap_classes", "technical_arrears", "review", "close")


def main() -> None:
    """``python -m tests.benchmarks matching debit``."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)}; otherwise all")
    for name in parser.parse_args().names or NAMES:
        import_module(f"tests.benchmarks.{name}").run()


if __name__ == "__main__":
    main()
