"""Passwords and passphrases of headless commands: from the environment, else asked for on the screen without showing them.
"""

import os
import sys
from getpass import getpass

from housingdesk.errors import Refused


def secret(question: str, variable: str) -> str:
    """What stands in an environment variable, else what is typed; Refused when nobody is there to type."""
    found = os.environ.get(variable)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise Refused(f"{question}: nobody is there to type it. Put it into the environment variable {variable}")
    return getpass(f"{question}: ")


def new_secret(question: str, variable: str) -> str:
    """A secret that did not exist before, so it is typed twice; Refused when the two differ."""
    first = secret(question, variable)
    if variable not in os.environ and secret(f"{question}, again", variable) != first:
        raise Refused("The two are not the same. Nothing was made")
    return first
