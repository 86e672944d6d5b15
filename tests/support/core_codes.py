"""The answers that the lettings bulk upload 2026/27 knows, field by field, and what kind of column each field is.

Only the lists; what an answer must agree with is decided in core_household, core_letting, core_needs and core_money.
"""

import re
from enum import StrEnum


class Column(StrEnum):
    """How the service reads the cells of a field."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"


LAST_FIELD = 147

TEXT_FIELDS = frozenset((1, 2, 3, 5, 6, 12, 13, 14, 18, 19, 20, 21, 22, 23, 24, 25, 39, 41, 42, 43, 44, 48, 50, 51, 52, 54,
                        56, 57, 58, 60, 62, 63, 64, 66, 68, 70, 72, 74, 76, 78, 80, 82, 84, 86, 88, 114, 118, 119, 120))
_DECIMAL_FIELDS = frozenset((137, 142, 143, 144, 145, 147))


def column(field: int) -> Column:
    """How the cells of this field are read."""
    if field in TEXT_FIELDS:
        return Column.TEXT
    return Column.DECIMAL if field in _DECIMAL_FIELDS else Column.INTEGER


def _numbers(text: str) -> frozenset[int]:
    """``"1 4-6"`` as {1, 4, 5, 6}."""
    pairs = (re.fullmatch(r"(\d+)(?:-(\d+))?", part) for part in text.split())
    return frozenset(number for pair in pairs if pair for number in range(int(pair[1]), int(pair[2] or pair[1]) + 1))


_SAME_CODES = (
    ("4 27 37 117 127-130", "1 2"),
    ("7", "0-2"),
    ("11", "1-7"),
    ("15", "1"),
    ("16", "5 6 8-22"),
    ("17", "1-3 5-9"),
    ("26", "1 2 4 6-10"),
    ("35", "2-4 7 8"),
    ("36 43 49 51 55 57 61 63 67 69 73 75 79 81 85 87 92 93 100 121 135 136 146", "1-3"),
    ("38", "2-8"),
    ("45 134", "1-20"),
    ("47", "0-8 10"),
    ("53 59 65 71 77 83 89", "0-10"),
    ("90", "1-6"),
    ("91", "3-6"),
    ("111", "1 2 6-12"),
    ("112", "2 6-13"),
    ("113", "1 2 4 8-14 16-20 28-31 34 44-57"),
    ("115", "3 4 6 7 9 10 13 14 18 19 21 23-33 35 37-40"),
    ("116", "1 11"),
    ("131 139", "1-4"),
    ("132", "5-9"),
    ("133", "1-8"),
    ("138", "1 3 6 9 10"),
    ("140", "0 1"),
    ("141", "1-11"),
)
# ISO 3166 numeric codes of the nationalities, written without leading zeros; 0 is "prefers not to say".
_NATIONALITIES = (
    "0 4 8 12 20 24 28 31 32 36 40 44 48 50-52 56 64 68 70 72 76 84 90 96 100 104 108 112 116 120 124 132 140 144 148 152 "
    "156 158 170 174 178 180 188 191 192 196 203 204 208 212 214 218 222 226 231-233 238 242 246 250 262 266 268 270 275 "
    "276 288 292 296 300 308 320 324 328 332 336 340 344 348 352 356 360 364 368 372 376 380 384 388 392 398 400 404 408 "
    "410 414 417 418 422 426 428 430 434 438 440 442 450 454 458 462 466 470 478 480 484 492 496 498 499 504 508 512 516 "
    "520 524 528 548 554 558 562 566 578 583-586 591 598 600 604 608 616 620 624 626 634 642 643 646 659 662 670 674 678 "
    "682 686 688 690 694 702-706 710 716 724 728 729 740 748 752 756 760 762 764 768 776 780 784 788 792 795 798 800 804 "
    "807 818 826 831-834 840 854 858 860 862 882 887 894 ")

CODES: dict[int, frozenset[int]] = {
    **{field: _numbers(codes) for fields, codes in _SAME_CODES for field in _numbers(fields)},
    46: _numbers(_NATIONALITIES)}

# English authorities in being from 1 April 2025, by the first three signs of their code and the running numbers.
_AUTHORITIES = (
    ("E06", "1-27 30-47 49-66"),
    ("E07", "8-12 32-47 61-96 98 99 102 103 105-149 170-181 192-200 202 203 207-229 234-245"),
    ("E08", "1-15 17 18 21-39"),
    ("E09", "1-33"),
)
ENGLISH_AUTHORITIES = frozenset(f"{start}{number:06d}" for start, numbers in _AUTHORITIES for number in _numbers(numbers))

# The sentences of field 113: a text in 114 that says one of them is better sent as its code.
REASONS = (
    "End of social or private sector tenancy - no fault",
    "End of social or private sector tenancy - evicted due to anti-social behaviour (ASB)",
    "End of social or private sector tenancy - evicted due to rent arrears",
    "End of social or private sector tenancy - evicted for any other reason",
    "Permanently decanted from another property owned by this landlord",
    "Left home country as a refugee",
    "Discharged from prison",
    "Discharged from long-stay hospital or similar institution",
    "Loss of tied accommodation",
    "Leaving foster care or children's home",
    "Asked to leave by family or friends",
    "Relationship breakdown (non-violent) with partner",
    "Death of household member in last settled accommodation",
    "To move nearer to family, friends or school",
    "To move nearer to work",
    "Domestic abuse - previously joint tenancy with partner",
    "Domestic abuse - other",
    "Non-domestic violence (e.g. gang violence)",
    "Cuckooing (property being used by others for illegal activity)",
    "Racial harassment",
    "Hate crime",
    "Other problems with neighbours",
    "Repossession",
    "Could no longer afford rent or mortgage",
    "Property unsuitable because of overcrowding",
    "Property unsuitable because of ill health or disability",
    "Property unsuitable because of poor condition",
    "Under occupation (offered incentive to downsize)",
    "Under occupation (no incentive)",
    "To move to accommodation with support",
    "To move to independent accommodation",
)
