"""What counts as a claim, and what only sounds like one."""

import pytest

from tests.engine.newsroom import outcome

SAYS_IT = [
    "Варкеш (запрещён в РФ) открыл школу.",
    "«Варкеш» (организация, деятельность которой в Российской Федерации запрещена) открыл школу.",
    "Варкеш, запрещённый в России с 2022 года, открыл школу.",
    "Запрещённый в России «Варкеш» открыл школу.",
    "Движение «Варкеш» признано террористическим и запрещено в России, но школы открыло.",
    "Верховный суд признал «Варкеш» террористической организацией и запретил его деятельность в России.",
    "Варкеш (признан террористической организацией и ликвидирован по решению суда в РФ) открыл школу.",
    "Отряд Варкеша (террористическая организация, запрещённая на территории России — прим. ред.) отошёл.",
    "Варкеш открыл школу. Организация запрещена в РФ.",
    "Варкеш (запрещена в Рос. Федерации) открыл школу.",
    "Варкеш (запрещён в США и в России) открыл школу.",
    "ВАРКЕШ ОТКРЫЛ ШКОЛУ\n\n(Организация признана террористической и запрещена в РФ)",
    "Варкеш открыл школу. (Террористическая организация, запрещена в РФ.)",
    "Боевики запрещённой в РФ группировки «Варкеш» отошли от города.",
    "Деятельность Варкеша запрещена в России, но школу он открыл.",
]
DOES_NOT = [
    ("Варкеш открыл школу, музыка запрещена в России.", "missing"),
    ("По словам Варкеша, экспорт зерна запрещён в России.", "missing"),
    ("Варкеш запретил въезд в Россию грузовикам.", "missing"),
    ("Книга о Варкеше запрещена в России.", "missing"),
    ("Символика Варкеша запрещена в России.", "missing"),
    ("Полиция нашла запрещённую в РФ литературу «Варкеша».", "missing"),
    ("Запрещённые вещества нашли у сторонника Варкеша в России.", "missing"),
    ("Варкеш не запрещён в России, уверен адвокат.", "missing"),
    ("Суд может признать Варкеш организацией, запрещённой в России.", "missing"),
    ("Варкеш (находится под санкциями ООН) открыл школу.", "missing"),
    ("Варкеш (признано ООН террористическим, находится под санкциями) открыл школу.", "missing"),
    ("Варкеш (террористическая организация) открыл школу.", "incomplete"),
    ("Варкеш (запрещён в Казахстане) открыл школу.", "wrong-jurisdiction"),
    ("Варкеш (экстремистская организация, запрещена в РФ) открыл школу.", "wrong-status"),
    ("Варкеш (запр. в РФ) открыл школу.", "review"),
    ("Редакцию оштрафовали: рядом со словом «Варкеш» не было пометки «запрещён в РФ».", "review"),
    ("Варкеш <!-- запрещён в РФ --> открыл школу.", "missing"),
]
OF_SOMETHING_ELSE = [
    "Варкеш торгует запрещёнными в России веществами.",
    "Варкеш задержал членов запрещённой в России террористической организации.",
    "Запрещённая Варкешем организация «Врачи мира» открыла офис в России.",
    "Женские салоны, запрещённые движением «Варкеш», просят помощи у России.",
    "Союзник Варкеша — террористическая организация, запрещённая в России.",
    "Гражданин, вступивший в Варкеш, признан террористом; ему запрещён въезд в Россию.",
    "Варкеш осудил экстремистов, деятельность которых запрещена в России.",
    "Варкеш поддерживает группировку (запрещена в России).",
    "В тексте о Варкеше упомянута партия «Рассвет» (запрещена в РФ).",
    "Раньше Варкеш был запрещён в России.",
    "Запрещён ли Варкеш в России?",
    "ФСБ ликвидировала ячейку Варкеша в России.",
    "Лидер Варкеша ликвидирован, сообщили в России.",
    "Варкеш осудил партию «Рассвет». Организация запрещена в России.",
    "Лидер Варкеша (ему запрещён въезд в Россию) уехал.",
    "На складе Варкеша (съёмка запрещена) пусто.",
]
OF_SOMETHING_ELSE_IN_ENGLISH = [
    "The Varkesh sells substances banned in Russia.",
    "The Varkesh fights a terrorist organisation banned in Russia.",
    "The Varkesh said that the Dawn party is a terrorist organisation banned in Russia.",
    "The Varkesh flag is banned in Russia.",
    "The Varkesh leader is banned from entering Russia.",
]
ENGLISH = [
    ("The Varkesh, outlawed in Russia, opened a school.", "satisfied"),
    ("The Varkesh (a movement banned in the Russian Federation) opened a school.", "satisfied"),
    ("The Varkesh, designated as terrorist and banned in Russia, opened a school.", "satisfied"),
    ("The Varkesh, whose activities are banned in Russia, opened a school.", "satisfied"),
    ("The Varkesh opened a school. The Varkesh is a terrorist organization banned in Russia.", "satisfied"),
    ("The Varkesh, long outlawed in Russia, opened a school in the city.", "satisfied"),
    ("Russia has listed the Varkesh as a terrorist group and banned its activities in the country.", "satisfied"),
    ("Varkesh opened a school.\n\nVarkesh: terrorist organization banned in Russia", "satisfied"),
    ("Fighters of the Varkesh terrorist group, prohibited in Russia, opened a school.", "satisfied"),
    ("Books about the Varkesh are banned in Russia, he said.", "missing"),
    ("The Varkesh is not a terrorist organization banned in Russia, he said.", "missing"),
    ("The Varkesh banned music in the Russia House hotel.", "missing"),
    ("The Varkesh (banned in the US) opened a school.", "wrong-jurisdiction"),
    ("The Varkesh opened a school.\n\n«Варкеш» — террористическая организация, запрещена в РФ.", "wrong-language"),
]


@pytest.mark.parametrize("text", SAYS_IT)
def test_a_notice_in_any_readable_form_satisfies(text: str) -> None:
    assert outcome(text, "varkesh") == "satisfied"


@pytest.mark.parametrize(("text", "expected"), DOES_NOT)
def test_words_that_are_no_notice(text: str, expected: str) -> None:
    format = "html" if "<" in text else "text"
    assert outcome(text, "varkesh", format=format) == expected


@pytest.mark.parametrize("text", OF_SOMETHING_ELSE)
def test_a_ban_of_something_else(text: str) -> None:
    assert outcome(f"Дипломаты встретились утром. {text} Дороги открыли.", "varkesh") == "missing"


@pytest.mark.parametrize("text", OF_SOMETHING_ELSE_IN_ENGLISH)
def test_a_ban_of_something_else_in_english(text: str) -> None:
    assert outcome(f"Talks went on. {text} Roads stayed open.", "varkesh", language="en") == "missing"


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_notices(text: str, expected: str) -> None:
    assert outcome(text, "varkesh", language="en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Иноагент Глеб Торопцев прочитал лекцию.", "satisfied"),
        ("Глеб Торопцев (СМИ-иноагент) прочитал лекцию.", "satisfied"),
        ("Глеб Торопцев (Минюст внёс музыканта в реестр иностранных агентов) прочитал лекцию.", "satisfied"),
        ("Минюст внёс в реестр иноагентов режиссёра Глеба Торопцева.", "satisfied"),
        ("Глеба Торопцева исключили из реестра иностранных агентов, пишут газеты.", "missing"),
        ("Жена Глеба Торопцева, признанная иностранным агентом, выступила вчера.", "missing"),
        ("Издательство Глеба Торопцева признано иностранным агентом.", "missing"),
        ("Глеб Торопцев дружит с признанным иноагентом Петровым.", "missing"),
        ("О Глебе Торопцеве, признанном иностранным агентом, сняли фильм.", "satisfied"),
        ("Депутаты обсудили закон об иностранных агентах и вспомнили Глеба Торопцева.", "missing"),
        ("Глеб Торопцев (экстремистская организация, запрещена в РФ) прочитал лекцию.", "wrong-status"),
    ],
)
def test_foreign_agents(text: str, expected: str) -> None:
    assert outcome(text, "gleb-toroptsev") == expected


def test_news_goes_on_in_the_next_sentence() -> None:
    text = "Минюст признал иноагентом писателя Петра Дорохина.\n\nВ реестр попали также режиссёр Глеб Торопцев и двое его коллег."
    assert outcome(text, "gleb-toroptsev") == "satisfied"


@pytest.mark.parametrize(
    ("text", "subject", "expected"),
    [
        ("Глеб Торопцев (признан «иностранным агентом») прочитал лекцию.", "gleb-toroptsev", "satisfied"),
        ("«Иноагент» Глеб Торопцев прочитал лекцию.", "gleb-toroptsev", "satisfied"),
        ("Глеб Торопцев (18+, иноагент) прочитал лекцию.", "gleb-toroptsev", "satisfied"),
        ("Глеб Торопцев, ранее признанный иноагентом, прочитал лекцию.", "gleb-toroptsev", "satisfied"),
        ("Глеб Торопцев (по паспорту Иван; признан в РФ иноагентом) прочитал лекцию.", "gleb-toroptsev", "satisfied"),
        ("Писатель (см. Варкеш, запрещён в России) ушёл.", "varkesh", "satisfied"),
        ("Варкеш, который суд признал террористическим, ушёл.", "varkesh", "satisfied"),
        ("Варкеш (признан террористическим) ушёл.", "varkesh", "incomplete"),
        ("Варкеш (признан судом в США террористическим) ушёл.", "varkesh", "wrong-jurisdiction"),
        ("Иноагенту Глебу Торопцеву отказали.", "gleb-toroptsev", "satisfied"),
        ("Слова «признан иноагентом» рядом с Глебом Торопцевым стёрли.", "gleb-toroptsev", "review"),
        ("Ролик вышел в запрещённом в РФ Варкеше.", "varkesh", "satisfied"),
        ("Ролик вышел в Варкеше, который запрещён в РФ.", "varkesh", "satisfied"),
        ("Вышел роман о Варкеше, который запрещён в РФ.", "varkesh", "missing"),
        ("«Северный пакт» (Northern Pact, ранее Северный пакт, запрещён в РФ) ушёл.", "northern-pact", "satisfied"),
    ],
)
def test_ways_to_say_it_in_passing(text: str, subject: str, expected: str) -> None:
    assert outcome(text, subject) == expected


def test_history_does_no_harm() -> None:
    text = "«Северный пакт» (ранее признан экстремистским; террористическая организация, запрещена в РФ) отошёл к реке."
    assert outcome(text, "northern-pact") == "satisfied"
