"""The one way in which the commands of this folder give up: with a sentence."""


class Trouble(Exception):
    """Its text is for the person at the terminal."""
