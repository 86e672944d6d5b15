"""Plain words: how long a sentence is, at what age a text reads, and the plain word for an official one. Pure.

The words that are right for tenants are those of a reading age of nine (ux.md §2.13); what an official word is swapped for is
a word that can stand in its place.
"""

import re

from housingdesk.values.text import sentence_case

LONGEST_SENTENCE = 25
HIGHEST_READING_AGE = 11.0
AIM_READING_AGE = 9.0
JARGON = {
    "accordingly": "so", "additional": "more", "advise": "tell", "aforementioned": "this", "allocate": "give",
    "amend": "change", "ascertain": "find out", "assist": "help", "assistance": "help", "arrears": "money owed",
    "commence": "start", "communicate": "talk", "concerning": "about", "consequently": "so", "correspondence": "letters",
    "customer": "person", "customers": "people", "deem": "think", "delinquent": "behind", "discrepancy": "difference",
    "dwelling": "home", "endeavour": "try", "ensure": "make sure", "expedite": "hurry", "facilitate": "help",
    "forthwith": "now", "furnish": "give", "henceforth": "from now on", "hereby": "",
    "herein": "in this letter", "hereinafter": "from now on", "incur": "have to pay", "inform": "tell", "initiate": "start",
    "liaise": "talk", "notify": "tell", "notwithstanding": "even so", "obtain": "get", "outstanding": "owed",
    "particulars": "details", "per annum": "a year", "peruse": "read", "prior to": "before", "pursuant": "under",
    "purchase": "buy", "regarding": "about", "remittance": "payment", "remit": "pay", "remuneration": "pay",
    "require": "need", "reside": "live", "subsequently": "later", "sufficient": "enough",
    "terminate": "end", "unit": "home", "utilise": "use", "whilst": "while", "with regard to": "about",
}
WORD = re.compile(r"[A-Za-z’']+")
_SENTENCE = re.compile(r"(?<=[.?!])[”’)]*\s+")
_ANY = "|".join(sorted(JARGON, key=len, reverse=True))
_OFFICIAL = re.compile(rf"(?<![A-Za-z’'])(?:{_ANY})(?![A-Za-z’'])", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text that have words in them."""
    return [one for one in _SENTENCE.split(text) if WORD.search(one)]


def long_sentences(text: str) -> list[str]:
    """The sentences with more than 25 words."""
    return [one for one in sentences(text) if len(WORD.findall(one)) > LONGEST_SENTENCE]


def reading_age(text: str) -> float:
    """The age in years at which a text is easy to read: the Flesch–Kincaid grade (1975) and five.

    >>> round(reading_age("Please ring us. We can help you."), 1), round(reading_age("Contact constitutes agreement."), 1)
    (5.0, 26.0)
    """
    words = WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences(text)) + 11.8 * syllables / len(words) - 15.59
    return max(grade, 0.0) + 5


def _syllables(word: str) -> int:
    bare = word.lower().strip("’'")
    groups = len(re.findall(r"[aeiouy]+", bare))
    silent_e = bare.endswith("e") and not bare.endswith(("le", "ee"))
    silent_ed = bare.endswith("ed") and bare[-3:-2] not in "td"
    return max(1, groups - (silent_e or silent_ed))


def official_words(text: str) -> list[tuple[str, str]]:
    """Each official word as it stands, and the plain one with the same first letter's case; empty where it is left out.

    >>> official_words("Remit it prior to Monday. We hereby say so.")
    [('Remit', 'Pay'), ('prior to', 'before'), ('hereby', '')]
    """
    found = []
    for word in _OFFICIAL.findall(text):
        plain = JARGON[word.lower()]
        found.append((word, sentence_case(plain) if word[:1].isupper() else plain))
    return found


def capitals(text: str) -> list[str]:
    """The words of more than three letters that are all in capitals."""
    return [word for word in WORD.findall(text) if len(word) > 3 and word.isupper()]
