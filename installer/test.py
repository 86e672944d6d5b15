"""Runs every check there is: style, layers, types, and all tests, those on PostgreSQL included.

    python3 installer/test.py                 all
    python3 installer/test.py tests/rent -x   what follows is passed on to pytest
"""

import sys

import interpreter

if __name__ == "__main__":
    interpreter.require_recent()
    import checking

    sys.exit(checking.main(sys.argv[1:]))
