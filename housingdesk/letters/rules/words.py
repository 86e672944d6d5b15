"""The words that follow the agreement: a licensee is never called a tenant, nor a licence charge rent."""

from dataclasses import dataclass
from enum import StrEnum


class AgreementKind(StrEnum):
    """What a person lives in their home under, as far as the words of a letter go."""

    TENANCY = "tenancy"
    LICENCE = "licence"
    CONTRACT = "contract"  # of a garage or store


@dataclass(frozen=True, slots=True)
class Words:
    """How the agreement, the charge, the person and the other side are called in everything printed."""

    kind: AgreementKind
    agreement: str
    charge: str
    person: str
    people: str
    provider: str

    def fields(self) -> dict[str, str]:
        """The merge fields of every template: ``{agreement}``, ``{charge}``, ``{person}``, ``{people}``, ``{provider}``."""
        return {"agreement": self.agreement, "charge": self.charge, "person": self.person, "people": self.people,
                "provider": self.provider}


_WORDS = {
    AgreementKind.TENANCY: Words(AgreementKind.TENANCY, "tenancy", "rent", "tenant", "tenants", "landlord"),
    AgreementKind.LICENCE: Words(AgreementKind.LICENCE, "licence", "licence charge", "resident", "residents",
                                 "housing provider"),
    AgreementKind.CONTRACT: Words(AgreementKind.CONTRACT, "agreement", "charge", "holder", "holders", "landlord"),
}


def words_for(kind: AgreementKind) -> Words:
    """The words of one kind of agreement."""
    return _WORDS[kind]


def landlord_line(words: Words, name: str, address: str) -> str:
    """Who the landlord is and where notices can be sent, which every demand for rent must say (LTA 1987 ss.47, 48).

    A licensee is told the same in the words of a licence.
    """
    return f"Your {words.provider} is {name}, {address}. You can send notices to this address."
