"""Countries, and what being addressed to one of them brings with it."""

from __future__ import annotations

from collections.abc import Iterable

EUROPEAN_UNION = "EU"

_EU_MEMBER_STATES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_ISO_3166_1 = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU
RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""

EU_MEMBER_STATES = frozenset(_EU_MEMBER_STATES.split())
ISO_3166_1 = frozenset(_ISO_3166_1.split())
"""Officially assigned two-letter codes."""

_OFTEN_MEANT = {"UK": "GB", "EL": "GR", "SU": "RU"}


def is_known(code: str) -> bool:
    """Whether ``code`` is a country, ``EU``, or one of the ``X`` codes that ISO leaves to its users (``XK``)."""
    user_assigned = len(code) == 2 and code[0] == "X" and "A" <= code[1] <= "Z"
    return code in ISO_3166_1 or code == EUROPEAN_UNION or user_assigned


def meant_by(code: str) -> str | None:
    """The code that the writer of an unknown one probably meant: ``GB`` for ``UK``, ``RU`` for ``ru``."""
    upper = code.strip().upper()
    if upper in _OFTEN_MEANT:
        return _OFTEN_MEANT[upper]
    return upper if is_known(upper) else None


def expand(codes: Iterable[str]) -> frozenset[str]:
    """The codes with ``EU`` added where one of them is a member state (CONTRACT 2)."""
    given = frozenset(codes)
    return given | {EUROPEAN_UNION} if given & EU_MEMBER_STATES else given
