"""What is said of a tenancy, said of the agreement that it is: a licensee is never called a tenant. Pure."""

import re

from housingdesk.tenancies.rules import TenancyKind, words_for
from housingdesk.values.text import sentence_case

_WORDS = re.compile(r"\b([Tt])(enant or resident|enants|enant|enancies|enancy)\b(?! Standard)")


def in_their_words(text: str, kind: TenancyKind) -> str:
    """A text about a tenancy in the words of an agreement.

    >>> in_their_words("The tenant gives notice. See the Tenancy Standard", TenancyKind.LICENCE_EXCLUDED)
    'The resident gives notice. See the Tenancy Standard'
    >>> in_their_words("notice by the tenant or resident", TenancyKind.ASSURED)
    'notice by the tenant'
    """
    words = words_for(kind)
    said = {"enant or resident": words.person, "enant": words.person, "enants": f"{words.person}s", "enancy": words.agreement,
            "enancies": f"{words.agreement.removesuffix('y')}{'ies' if words.agreement.endswith('y') else 's'}"}

    def one(found: re.Match[str]) -> str:
        word = said[found[2]]
        return sentence_case(word) if found[1] == "T" else word

    return _WORDS.sub(one, text)
