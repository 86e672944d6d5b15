"""What the columns of a council's nominations list hold: guessed by their heads, said by a person where they are not known.

Every council sends another table, so what its columns are is kept as JSON text and remembered for the council.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from housingdesk.errors import BadFile
from housingdesk.values.problems import Problem
from housingdesk.values.text import fold, one_line

MOST_MEMBERS = 7
# What a column may hold: its role, what a screen calls it, and the heads by which it is known (folded, letters and digits).
ROLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("reference", "Their reference", ("applicationref", "applicationreference", "applicantref", "applicantreference",
                                      "appref", "apprefno", "reference", "ref", "applicationnumber", "applicationno",
                                      "applicationid", "housingregisterref", "registerref", "caseref", "nominationref",
                                      "nominationreference", "applicantid", "personref", "huref", "refno", "ourref")),
    ("name", "Full name", ("name", "fullname", "applicant", "applicantname", "mainapplicant", "nominee", "nomineename",
                           "applicant1", "leadapplicant", "mainapplicantname", "nameofapplicant", "tenantname")),
    ("first", "First name", ("firstname", "forename", "forenames", "firstnames", "givenname", "applicant1firstname")),
    ("last", "Surname", ("surname", "lastname", "familyname", "applicant1surname")),
    ("born", "Date of birth", ("dob", "dateofbirth", "birthdate", "born", "applicantdob", "mainapplicantdob", "applicant1dob")),
    ("nino", "NI number", ("nino", "nino1", "ninumber", "nationalinsurance", "nationalinsuranceno", "nationalinsurancenumber",
                           "nino.", "ni", "nationalins", "applicant1ni")),
    ("phone", "Telephone", ("phone", "telephone", "tel", "telno", "mobile", "mobileno", "mobilenumber", "phonenumber",
                            "contactnumber", "contactno", "telephonenumber", "contacttel", "mobilephone", "contact")),
    ("email", "E-mail", ("email", "emailaddress", "mail")),
    ("address", "Address now", ("address", "currentaddress", "presentaddress", "correspondenceaddress", "homeaddress")),
    ("postcode", "Postcode now", ("postcode", "currentpostcode", "pcode")),
    ("bedrooms", "Bedrooms needed", ("bedrooms", "bedroomneed", "bedneed", "bedroomsneeded", "bedsize", "bedroomentitlement",
                                     "noofbedrooms", "bedroomsrequired", "beds", "sizeneed", "bedroomrequirement",
                                     "propertysizeneeded")),
    ("priority", "Band or priority", ("band", "priority", "priorityband", "banding", "points", "prioritygroup", "need",
                                      "housingneedband")),
    ("since", "Waiting since", ("registrationdate", "dateregistered", "effectivedate", "banddate", "prioritydate",
                                "bandstartdate", "waitingsince", "applicationdate", "dateofapplication", "datejoined",
                                "registereddate", "effectivebanddate")),
    ("members", "Others in the household", ("household", "householdmembers", "othermembers", "familymembers",
                                            "householdcomposition", "othersinhousehold", "householddetails", "dependants",
                                            "children", "otherhouseholdmembers", "others")),
    ("support", "Support needs", ("supportneeds", "support", "vulnerabilities", "vulnerability", "supportrequired",
                                  "careneeds", "supportinfo")),
    ("risk", "Risk", ("risk", "risks", "knownrisks", "riskinformation", "riskassessment", "alerts", "warnings")),
    ("access", "Accessibility", ("mobility", "accessibility", "adaptations", "disability", "accessneeds", "mobilitygroup",
                                 "accessibilityneeds", "adaptationsneeded", "wheelchair", "medical")),
    ("why", "Reason for housing need", ("reason", "reasonforhousing", "reasonfornomination", "housingneed", "dutyowed",
                                        "homelessduty", "duty", "reasonforneed", "reasonfornomi")),
    ("address_wanted", "Home nominated for", ("property", "propertyaddress", "nominatedto", "vacancy", "propertyref", "unit",
                                              "nominatedproperty", "advert", "scheme", "propertynominatedfor")),
    ("answer_by", "Answer by", ("answerby", "replyby", "responseby", "deadline", "responsedue", "replydue", "outcomeby")),
    ("note", "Notes", ("notes", "comments", "note", "comment", "additionalinformation", "otherinformation", "remarks")),
)
_MEMBER_ROLES = (("name", "name"), ("born", "date of birth"), ("relation", "relationship"))
_WORDS = {role: words for role, words, _ in ROLES}
_KNOWN = {head: role for role, words, heads in ROLES for head in (*heads, re.sub(r"[^a-z]", "", words.lower()))}
_PERSON = re.compile(r"(?:household|other|family|additional|person|member|applicant|householdmember|familymember|occupant)"
                     r"(?:member)?([2-8])(.*)|(.+?)([2-8])")
_MEMBER_HEADS = {"": "name", "name": "name", "fullname": "name", "dob": "born", "dateofbirth": "born", "born": "born",
                 "relationship": "relation", "relation": "relation", "reltoapplicant": "relation",
                 "relationshiptoapplicant": "relation"}


def role_words(role: str) -> str:
    """What a screen calls a role."""
    part, _, number = role.rpartition("_")
    inside = dict(_MEMBER_ROLES)
    return f"Person {number}: {inside[part]}" if part in inside and number.isdigit() else _WORDS[role]


def all_roles() -> list[str]:
    """Every role a column may have, in the order of the form."""
    more = [f"{part}_{number}" for number in range(2, MOST_MEMBERS + 2) for part, _ in _MEMBER_ROLES]
    return [role for role, _, _ in ROLES] + more


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what: a role for each column, empty where it is not used; ``head`` is the heading they stood under."""

    roles: tuple[str, ...]
    head: tuple[str, ...] = ()

    def problems(self) -> list[Problem]:
        """What still keeps it from being used, each naming its column's field (``column 2``)."""
        found = []
        used = [role for role in self.roles if role]
        for place, role in enumerate(self.roles):
            if role and role in self.roles[:place] and role not in ("note", "members"):
                found.append(Problem(f"column {place}", f"Two columns are “{role_words(role)}”. Choose one of them"))
        if "name" not in used and not {"first", "last"} <= set(used):
            found.append(Problem("column 0", "Say which column holds the name, or which two hold first name and surname"))
        return found

    def to_json(self) -> str:
        """As it is remembered."""
        return json.dumps({"roles": self.roles, "head": self.head}, ensure_ascii=False)


def columns_of(text: str) -> Columns:
    """Columns that were remembered; BadFile when the text is none."""
    try:
        data = json.loads(text)
        made = Columns(tuple(map(str, data["roles"])), tuple(map(str, data["head"])))
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile("The columns that were remembered for this council cannot be read") from error
    if not set(made.roles) <= {"", *all_roles()}:
        raise BadFile("The columns that were remembered for this council are not of this program")
    return made


def bare(head: str) -> str:
    """A column's head for comparing: folded, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", fold(head))


def role_of(head: str) -> str:
    """What a column with this head holds, or ``""``.

    >>> role_of("D.O.B."), role_of("Application Ref"), role_of("Household Member 2 DOB"), role_of("Colour")
    ('born', 'reference', 'born_2', '')
    """
    text = bare(head)
    if text in _KNOWN:
        return _KNOWN[text]
    if match := _PERSON.fullmatch(text):
        number, part = (match[1], match[2]) if match[1] else (match[4], match[3])
        inside = _MEMBER_HEADS.get(part.removeprefix("member").removeprefix("person"))
        if inside is not None:
            return f"{inside}_{number}"
    return ""


def guess(rows: Sequence[Sequence[str]], within: int = 25, least: int = 2) -> tuple[int, Columns]:
    """Which row holds the heads (its index, -1 if none) and what each column is; each role once, the first wins.

    ``least``: so many heads of a row have to be known.
    """
    best, place = 0, -1
    for index, row in enumerate(rows[:within]):
        known = sum(bool(role_of(cell)) for cell in row)
        if known > best and known >= least:
            best, place = known, index
    head = rows[place] if place >= 0 else []
    roles: list[str] = []
    for cell in head:
        role = role_of(cell)
        roles.append(role if role not in roles else "")
    width = max((len(row) for row in rows), default=0)
    return place, Columns((*roles, *[""] * (width - len(roles))), tuple(one_line(cell) for cell in head))
