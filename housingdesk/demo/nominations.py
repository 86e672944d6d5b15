"""Lists of nominations as the made-up association's councils send them, and how far each household has got. No database."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far a household has got today."""

    NEW = "new"
    ASSESSING = "assessing"
    SUPPORT_ASKED = "support asked"
    SUPPORT_DECLINED = "support declined"
    READY = "ready"
    LISTED = "listed"
    VIEWING = "viewing"
    VIEWED = "viewed"
    OFFERED = "offered"
    LATE = "late"
    ACCEPTED = "accepted"
    REVIEW = "review"
    NOT_SUITABLE = "not suitable"
    WITHDRAWN = "withdrawn"


FIRST_LIST = """\
App Ref,Surname,Forename,D.O.B.,Mobile,Band,Band Date,Bed Need,Household,Reason
D-20418,Okafor,Chidi,14/02/1987,07700 900101,Band 1,03/03/2025,2,\
"Ada Okafor (wife) 22/09/1989; Obi Okafor (son) 04/05/2019",Overcrowded
D-20733,Hartley,Maureen,08/11/1956,07700 900102,Band 2,19/06/2024,1,,Cannot manage the stairs
D-21006,Wójcik,Kasia,30/07/1994,07700 900103,Band 2,11/01/2026,2,"Ola Wójcik, daughter, 17/12/2021",Private tenancy ends
D-21119,Pearson,Luke,25/03/2003,07700 900104,Band 1,05/10/2026,1,,Leaving care
D-21120,Sandhu,Harpreet,02/12/1991,07700 900105,Band 3,27/02/2023,3,"Gurdeep Sandhu (husband) 15/08/1988; \
Simran Sandhu (daughter) 09/01/2014; Jasvir Sandhu (son) 28/10/2016",Overcrowded
D-21187,Duffy,Siobhán,19/05/1978,07700 900106,Band 2,30/08/2025,1,,Hostel resettlement
"""
SECOND_LIST = """\
Dear all,
our nominees for this fortnight:

Ref: NW/881
Name: Mr Tobias Grant  DOB: 06/06/1969
Tel: 07700 900107
Band: Gold
Bedroom need: 1

Ref: NW/902
Name: Leila Haddad  DOB: 21/10/1990
Tel: 07700 900108   Email: leila.haddad@example.org
Band: Silver
Bedroom need: 2
Household members:
- Sami Haddad (son) 12/02/2020

Ref: NW/915
Name: Ruth Ellison  DOB: 01/04/1983
Tel: 07700 900109
Band: Silver
Bedroom need: 1

Kind regards,
Housing Options
"""
REFERRALS = """\
Name,DOB,Mobile,Beds,Support needs,Risk
Danny Croft,11/09/1999,07700 900110,1,Budgeting and cooking; two hours a week,None known
Yasmin Iqbal,03/01/2004,07700 900111,1,Keeping appointments,Do not write to her parents' address
Petr Novák,27/04/1985,07700 900112,1,Drink; he works with the recovery team,Visits in pairs after dark
"""
DIRECT = ("Gwen Morris", "Abdi Warsame")
WAITING_LIST = """\
App Ref,Surname,Forename,D.O.B.,Mobile,Band,Band Date,Bed Need,Household,Reason
D-20733,Hartley,Maureen,08/11/1956,07700 900102,Band 1,19/06/2024,1,,Cannot manage the stairs
D-21244,Barlow,Kerry,16/01/1996,07700 900121,Band 1,02/11/2026,2,"Mia Barlow (daughter) 30/06/2022",Homeless duty
D-21260,Osei,Kwame,07/08/1981,07700 900122,Band 2,14/04/2025,1,,Overcrowded
D-21263,Fenwick,Joan,31/06/1949,07700 900123,Band 2,09/09/2025,1,,Needs ground floor
"""
"""A list that waits to be taken in: one household is known and has moved up a band, two are new, one day of birth is wrong."""
WAITING_NAME = "nominations.csv"


@dataclass(frozen=True, slots=True)
class Course:
    """How far somebody has got, by name."""

    name: str
    stage: Stage


COURSES = (
    Course("Harpreet Sandhu", Stage.ASSESSING), Course("Maureen Hartley", Stage.ASSESSING),
    Course("Luke Pearson", Stage.SUPPORT_ASKED),
    Course("Kasia Wójcik", Stage.LISTED), Course("Chidi Okafor", Stage.VIEWING), Course("Siobhán Duffy", Stage.OFFERED),
    Course("Tobias Grant", Stage.ACCEPTED), Course("Leila Haddad", Stage.REVIEW), Course("Ruth Ellison", Stage.LATE),
    Course("Danny Croft", Stage.READY), Course("Yasmin Iqbal", Stage.SUPPORT_DECLINED),
    Course("Petr Novák", Stage.NOT_SUITABLE),
    Course("Gwen Morris", Stage.VIEWED), Course("Abdi Warsame", Stage.WITHDRAWN))
ANSWERS = {
    "address_now": "With family, a room at a time",
    "history": "With family for two years; before that a private tenancy that ended",
    "landlord_reference": "good", "evicted": "no", "rent_debt": "no", "eligible": "council", "was_tenant": "no",
    "previous_home": "28", "reason": "9", "homeless": "1", "time_in_area": "7", "time_waiting": "2",
    "previous_postcode": "LS9 8AA", "identity_1": "passport", "identity_number_1": "120384471",
    "identity_seen_by_1": "Robert Ainsley", "access_none": "yes"}
