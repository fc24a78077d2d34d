"""Sentences of invented news in Russian and English, and the notices that newsrooms print.

Plain sentences hold no word of the language of notices and no name of a register, so that what is planted is all there
is. In a sentence about somebody the slot is the case in which the name stands: ``{gen}``; English has ``{nom}`` only.
"""

from __future__ import annotations

from benchmarks.subjects import Status

PLACES = {
    "ru": (
        "Верхнереченске", "Краснолучье", "Озёрном", "Каменске", "Приозёрье", "Светлогорье", "Дубровске",
        "Сосновом Бору", "Малых Ключах", "Старом Броде",
    ),
    "en": (
        "Verkhnerechensk", "Brackwater", "Ozyorny", "Kamensk", "Stonehaven", "Millbrook", "Dubrovsk", "Eastferry",
        "Old Ford", "Poplar Bay",
    ),
}  # fmt: skip
GIVEN_NAMES = {
    "ru": ("Ольга", "Софья", "Дарья", "Жанна", "Пётр", "Игорь", "Алексей", "Юрий", "Яков", "Эдуард"),
    "en": ("Olga", "Sofia", "Daria", "Joan", "Peter", "Igor", "Alex", "Yuri", "Jacob", "Edward"),
}
SURNAME_BEGINNINGS = {
    "ru": ("Мельни", "Понома", "Чижев", "Вишняв", "Гонча", "Кравцу", "Лисави", "Ковале", "Шевчу", "Романи"),
    "en": ("Melny", "Ponoma", "Chizhe", "Wishna", "Honcha", "Kravtsu", "Lisavi", "Kovale", "Shevchu", "Romani"),
}
SURNAME_ENDINGS = {"ru": ("ренко", "чук", "нич", "ленко", "льчик"), "en": ("renko", "chuk", "nich", "lenko", "lchyk")}
"""Endings that no surname of the register has: people whom nothing is known about."""

OPENINGS = {
    "ru": (
        "В среду", "На прошлой неделе", "По предварительным данным,", "Как стало известно редакции,", "Ещё весной",
        "Накануне", "С начала месяца", "После долгого перерыва", "По словам очевидцев,", "К удивлению многих,",
    ),
    "en": (
        "On Wednesday", "Last week", "According to early figures,", "As our newsroom has learned,", "Back in spring",
        "The day before,", "Since the beginning of the month", "After a long pause", "Witnesses say that",
        "To the surprise of many,",
    ),
}  # fmt: skip
CORES = {
    "ru": (
        "городской совет в {place} утвердил план ремонта набережной на ближайшие {number} лет",
        "область выделила на работы {number} миллионов рублей, то есть половину всей суммы",
        "жители окрестных домов потребовали осмотреть мост, который не ремонтировали с 19{number} года",
        "учительница местной школы собрала {number} подписей под письмом в министерство",
        "метеорологи в {place} насчитали {number} миллиметров осадков, вода в реке поднялась на метр",
        "спасатели вывезли из затопленных посёлков {number} человек, никто не пострадал",
        "движение по трассе восстановили, хотя одна полоса останется закрытой до выходных",
        "цены на жильё в {place} выросли на {number} процентов по сравнению с прошлым годом",
        "фестиваль уличных театров в шестой раз собрал гостей из {number} городов",
        "врачи, фермеры и владельцы небольших магазинов высказались против нового сбора",
        "расписание пригородных поездов изменилось: утренний рейс отправляется на {number} минут раньше",
        "завод взял на работу {number} человек и открыл при цехе учебный класс",
        "больше половины горожан остались недовольны тем, как убирают снег во дворах",
        "музей (им руководит бывший реставратор) показал журналистам отремонтированный зал",
        "библиотека работала даже без света: читателям выдавали фонари и термосы с чаем",
        "команда гостей выиграла третий матч подряд и вышла на второе место в таблице",
        "учёные нашли в озере два вида рыб, которых не видели здесь полвека",
        "на площади собралось несколько сотен человек, полиция перекрыла соседние улицы",
        "мэрия опубликовала документ (https://city.example/docs/{number}) и принимает замечания до конца месяца",
        "переговоры длились около {number} часов и закончились без совместного заявления",
        "больница получила новый томограф, и очередь на обследование сократилась вдвое",
        "продавцы рынка пожаловались, что аренда прилавка подорожала на {number} процентов",
        "редакция направила запрос в министерство транспорта и ждёт ответа",
        "в театре «На набережной» сыграли премьеру, билеты на которую разошлись за час",
    ),
    "en": (
        "the city council in {place} approved a plan to repair the waterfront over the next {number} years",
        "the region gave {number} million roubles for the work, half of the whole sum",
        "people living nearby asked for a survey of the bridge, untouched since 19{number}",
        "a teacher at the local school collected {number} signatures under a letter to the ministry",
        "forecasters in {place} measured {number} millimetres of rain, and the river rose by a metre",
        "rescue workers moved {number} people out of flooded villages, and nobody was hurt",
        "traffic on the highway is back to normal, although one lane stays closed until the weekend",
        "house prices in {place} have grown by {number} percent compared with the year before",
        "the street theatre festival drew guests from {number} towns for the sixth time",
        "doctors, farmers and owners of small shops spoke up against the new fee",
        "commuter trains changed their timetable: the first one leaves {number} minutes earlier",
        "the factory hired {number} people and opened a training room beside the shop floor",
        "more than half of the residents were unhappy with how snow is cleared from the yards",
        "the museum (run by a retired restorer) showed reporters the repaired hall",
        "the library stayed open even without power: readers were given torches and flasks of tea",
        "the visiting team won its third match in a row and moved up to second place",
        "scientists found two kinds of fish in the lake that had not been seen for half a century",
        "several hundred people came to the square, and police closed the streets around it",
        "the city put the document online (https://city.example/docs/{number}) and takes comments until Sunday",
        "the talks went on for about {number} hours and ended without a joint statement",
        "the hospital received a new scanner, and the waiting list is half as long as it was",
        "market traders complained that the rent of a stall has grown by {number} percent",
        "our newsroom sent a request to the ministry of transport and waits for its answer",
        "the theatre “On the Quay” gave a first night whose tickets were gone within an hour",
    ),
}
TAILS = {
    "ru": (
        "", "", "", ", рассказывает {speaker}", ", пишет в своём блоге {speaker}",
        ", следует из отчёта за 20{number} год",
        ", хотя {speaker} в это по-прежнему не верит", "; об этом же говорит {speaker}",
        " (подробнее об этом — в материале за {number} мая)", " — такого здесь не помнит даже {speaker}",
    ),
    "en": (
        "", "", "", ", {speaker} said", ", as {speaker} wrote in a blog", ", a report for 20{number} shows",
        ", although {speaker} had doubts a month ago", "; {speaker} says the same",
        " (read more in our story of {number} May)", ", something that even {speaker} does not remember",
    ),
}  # fmt: skip

ABOUT = {
    "ru": (
        "По словам {gen}, договориться с подрядчиком удалось только летом.",
        "{nom} говорит, что узнаёт новости из газет.",
        "Журналисты отправили {dat} список вопросов и получили короткий ответ.",
        "Позиция {gen} за последние {number} месяцев не изменилась.",
        "Организаторы поблагодарили {acc} за помощь и показали отчёт о расходах.",
        "На прошлой неделе жители в {place} встретились с {ins} и обсудили план.",
        "Совет доверил {dat} подготовку отчёта, его прочтут в декабре.",
        "В новом репортаже речь идёт о {loc} и о том, как устроена помощь пострадавшим.",
        "Соседи увидели {acc} на собрании в {place}, где обсуждали ремонт.",
        "Письмо подписано {ins} и ещё {number} участниками встречи.",
    ),
    "en": (
        "According to {nom}, a deal with the contractor came only in summer.",
        "{nom} told reporters that the news came from the papers.",
        "Journalists sent {nom} a list of questions and received a short answer.",
        "The position of {nom} has not changed in the past {number} months.",
        "The organisers thanked {nom} for the help and showed a report on spending.",
        "Last week people in {place} met {nom} to talk about the plan.",
        "The council asked {nom} to prepare a report, to be read in December.",
        "A new feature looks at {nom} and at how help reaches those who lost their homes.",
        "Neighbours saw {nom} at a meeting in {place} about the repairs.",
        "The letter was signed by {nom} and {number} more people at the meeting.",
    ),
}

Notice = tuple[str, str]
"""What stands in parentheses after the name, and what stands in a line under the text."""
_RU_BAN: tuple[Notice, ...] = (
    ("{status} организация, запрещена в РФ", "{Status} организация, запрещённая в России."),
    (
        "{status} организация, деятельность которой запрещена на территории РФ",
        "{name} — {status} организация, деятельность запрещена в РФ.",
    ),
)
_EN_BAN: tuple[Notice, ...] = (
    ("{status} organization banned in Russia", "{Status} organization banned in Russia."),
    ("{status} group outlawed in Russia", "{name} is {status} organization banned in Russia."),
)
_RU_AGENT: tuple[Notice, ...] = (
    ("признан{ending} в РФ иностранным агентом", "Признан{ending} иностранным агентом в России."),
    (
        "внесён{ending} Минюстом РФ в реестр иностранных агентов",
        "{name} внесён{ending} Минюстом РФ в реестр иностранных агентов.",
    ),
)
_EN_AGENT: tuple[Notice, ...] = (
    ("designated as a foreign agent in Russia", "Designated as a foreign agent in Russia."),
    (
        "listed as a foreign agent by the Russian justice ministry",
        "{name} is designated as a foreign agent in Russia.",
    ),
)
_RU_UNDESIRABLE: tuple[Notice, ...] = (
    (
        "деятельность организации признана нежелательной в РФ",
        "Деятельность организации признана нежелательной в России.",
    ),
)
_EN_UNDESIRABLE: tuple[Notice, ...] = (
    (
        "its activity has been declared undesirable in Russia",
        "Its activity has been declared undesirable in Russia.",
    ),
)
NOTICES: dict[str, dict[Status, tuple[Notice, ...]]] = {
    "ru": {
        "terrorist": _RU_BAN,
        "extremist": _RU_BAN,
        "foreign_agent": _RU_AGENT,
        "undesirable": _RU_UNDESIRABLE,
    },
    "en": {
        "terrorist": _EN_BAN,
        "extremist": _EN_BAN,
        "foreign_agent": _EN_AGENT,
        "undesirable": _EN_UNDESIRABLE,
    },
}
STATUS_WORDS: dict[str, dict[Status, str]] = {
    "ru": {"terrorist": "террористическая", "extremist": "экстремистская"},
    "en": {"terrorist": "a terrorist", "extremist": "an extremist"},
}
BANNED: frozenset[Status] = frozenset({"terrorist", "extremist"})
"""Statuses whose notices tell of a ban."""
