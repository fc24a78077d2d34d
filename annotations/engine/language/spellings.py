"""Spellings that differ from newsroom to newsroom and mean the same, English and Russian. All words are folded
(``words.fold``): small letters, ``ё`` as ``е``."""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    return {word: form for form, *words in (line.split() for line in text.strip().splitlines()) for word in words}


LEFT_OUT = frozenset(
    """
    percent pct percentage mr mrs ms dr dollar dollars usd euro euros eur pound pounds gbp rouble roubles ruble rubles
    процент процента проценту процентом процентов процентам процентами проц доллар доллара долларов долларам долл евро
    рубль рубля рублей рублям руб господин госпожа гн гжа
    """.split()  # noqa: SIM905
)
"""Written as a sign (%, $), or not at all, in other newsrooms."""

NUMERALS = _pairs(
    """
    0 zero ноль
    1 one first 1st один одна одно одного одной первый первая первое
    2 two second 2nd два две двух двум двумя второй вторая
    3 three third 3rd три трех трем тремя третий третья
    4 four fourth 4th четыре четырех четырем четырьмя
    5 five fifth 5th пять пяти пятью
    6 six sixth 6th шесть шести шестью
    7 seven seventh 7th семь семи семью
    8 eight eighth 8th восемь восьми восемью
    9 nine ninth 9th девять девяти девятью
    10 ten tenth 10th десять десяти десятью
    11 eleven eleventh 11th одиннадцать одиннадцати
    12 twelve twelfth 12th двенадцать двенадцати
    20 twenty двадцать двадцати
    30 thirty тридцать тридцати
    100 hundred сто ста
    1000 thousand thousands тыс тысяча тысячи тысяч тысяче тысячам
    1000000 million millions mn mln млн миллион миллиона миллионов миллионам
    1000000000 billion billions bn bln млрд миллиард миллиарда миллиардов миллиардам
    """
)

SHORT_FORMS = _pairs(
    """
    january jan
    february feb
    august aug
    september sep sept
    october oct
    november nov
    december dec
    monday mon
    tuesday tue tues
    wednesday wed
    thursday thu thurs
    friday fri
    saturday sat
    us usa
    uk gb
    eu ес
    un оон
    kilometer km kilometre kilometres kilometers км километр километра километров километрах
    meter m metre metres meters м метр метра метров
    kilogram kg kilograms kilogramme kilogrammes кг килограмм килограмма килограммов
    г год года году годом гг годы годов годах
    рф россии
    ул улица улицы улице улицу
    """
)
"""Words and their abbreviations, either of which a newsroom may print."""

IRREGULAR_ENGLISH = _pairs(
    """
    gray grey
    grays greys
    tire tyre
    tires tyres
    plow plough
    skeptic sceptic
    skeptics sceptics
    skeptical sceptical
    skepticism scepticism
    aluminum aluminium
    jewelry jewellery
    curb kerb
    check cheque
    checks cheques
    mold mould
    whiskey whisky
    among amongst
    while whilst
    aging ageing
    cozy cosy
    pajamas pyjamas
    mustache moustache
    yogurt yoghurt
    airplane aeroplane
    airplanes aeroplanes
    inquiry enquiry
    inquiries enquiries
    gram gramme
    kyiv kiev
    kharkiv kharkov
    lviv lvov
    odesa odessa
    chernobyl chornobyl
    taliban taleban
    koran quran
    artifact artefact
    artifacts artefacts
    maneuver manoeuvre
    maneuvers manoeuvres
    license licence
    licenses licences
    practice practise
    defense defence
    offense offence
    center centre
    theater theatre
    meter metre
    liter litre
    liters litres
    fiber fibre
    story storey
    draft draught
    burned burnt
    learned learnt
    spelled spelt
    toward towards
    backward backwards
    forward forwards
    afterward afterwards
    """
)

RUSSIAN_STEMS: tuple[tuple[str, str], ...] = (
    ("беларусс", "белорусс"),
    ("беларус", "белорус"),
    ("киргиз", "кыргыз"),
    ("молдави", "молдов"),
    ("таллинн", "таллин"),
    ("интернет", "интернет"),
    ("онлаин", "онлайн"),
    ("риэлтер", "риелтор"),
    ("риэлтор", "риелтор"),
    ("блогер", "блогер"),
    ("блоггер", "блогер"),
    ("офлаин", "офлайн"),
    ("оффлайн", "офлайн"),
    ("шоппинг", "шопинг"),
    ("тоннел", "туннел"),
    ("ноль", "нуль"),
)
"""Beginnings of words, and what they count as."""

WEEKDAYS_AND_MONTHS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """.split()  # noqa: SIM905
)
"""Before these some newsrooms leave out "on"."""

PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("united", "states", "of", "america"), "us"),
    (("united", "states"), "us"),
    (("united", "kingdom"), "uk"),
    (("united", "nations"), "un"),
    (("european", "union"), "eu"),
    (("российской", "федерации"), "рф"),
    (("соединенных", "штатов"), "сша"),
    (("соединенные", "штаты"), "сша"),
    (("per", "cent"), ""),
    (("health", "care"), "healthcare"),
    (("e", "mail"), "email"),
    (("co", "operation"), "cooperation"),
    (("co", "operate"), "cooperate"),
    (("то", "есть"), "те"),
    (("так", "как"), "тк"),
)
"""Several words that count as one, or as none."""

OF_TIME_AND_PLACE = frozenset(
    """
    today yesterday tomorrow tonight last this next past week month year ago earlier later now here local
    сегодня вчера завтра накануне прошлой прошлом этой этом неделе месяце году ранее позже тогда здесь местного местному
    времени понедельник вторник среду среда четверг пятницу пятница субботу суббота воскресенье понедельника вторника
    среды четверга пятницы субботы воскресенья января февраля марта апреля мая июня июля августа сентября октября ноября
    декабря
    """.split()  # noqa: SIM905
) | WEEKDAYS_AND_MONTHS
"""Words that a newsroom brings up to its own day and place."""

SMALL_WORDS = frozenset(
    """
    a an the that which who on in at of to and s has have had is was were said says от в во на и что с со
    """.split()  # noqa: SIM905
)
"""Words that house style puts in and leaves out."""
