"""The one way in which the commands of this folder give up: with a sentence."""


class Trouble(Exception):
    """Its text is for the person at the terminal."""


def last_lines(text: str, count: int = 12) -> str:
    """The end of what a program printed, where it says what went wrong."""
    return "\n".join(text.strip().splitlines()[-count:])
