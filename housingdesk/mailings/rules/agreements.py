"""In which words a letter speaks of an agreement: a garage is let by contract and has a charge, not a tenancy and rent."""

from housingdesk.letters.rules.words import AgreementKind, Words, words_for
from housingdesk.tenancies.rules import LICENCES, TenancyKind


def letter_words(kind: TenancyKind) -> Words:
    """The words for letters to the holders of such an agreement.

    >>> letter_words(TenancyKind.CONTRACT).agreement, letter_words(TenancyKind.ASSURED).charge
    ('agreement', 'rent')
    """
    if kind is TenancyKind.CONTRACT:
        return words_for(AgreementKind.CONTRACT)
    return words_for(AgreementKind.LICENCE if kind in LICENCES else AgreementKind.TENANCY)
