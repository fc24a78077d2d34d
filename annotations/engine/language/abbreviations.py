"""Russian and English abbreviations that end in a full stop, as data."""

from __future__ import annotations

_INSIDE = (
    "им ул д стр рис см ср табл прим напр проф акад доц канд гр тов св ст п пп пос с дер просп пл пер наб кв обл "
    "рос бывш тел моб зам пом ген подп кап лейт серж инж дир гл изд запр нем англ фр лат греч юр физ т е к о "
    "mr mrs ms dr prof gen col lt capt sgt sen rep gov pres st mt no nos fig vs cf jan feb mar apr aug sept oct nov "
    "dec hon rev messrs mme mlle approx dept est"
)
_AT_END = (
    "гг в вв др пр тд тп руб коп долл млн млрд трлн тыс чел экз кг км га мин сек час ред авт сост etc inc ltd co "
    "corp llc plc jr sr bros am pm al"
)
INSIDE = frozenset(_INSIDE.split())
"""A word follows these: a stop after them ends a sentence only where a pronoun or the like follows."""
AT_END = frozenset(_AT_END.split())
"""These may close a sentence: it ends where a capital follows."""
