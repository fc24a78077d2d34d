"""Registers as authorities publish them: the layouts are real, everybody in them is invented."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

from annotations.engine.register import Designation, Entity
from annotations.registers.jsonl import RegisterFile, read_register
from annotations.registers.reading import ReadOptions

FSB_TEXT = """\
Единый федеральный список организаций, в том числе иностранных и международных организаций,
признанных в соответствии с законодательством Российской Федерации террористическими

№ п/п  Наименование организации  Суд, вынесший решение, дата и номер  Дата вступления в силу
1. «Высший маджлис Северных Холмов»
Верховный Суд Российской Федерации, 14.02.2013 г., № ГКПИ 03-116, вступило в силу 04.03.2013
2. «Опора» («Аль-Опора»)
Верховный Суд Российской Федерации, 14.02.2013, ГКПИ 03-116 04.03.2013
3 Движение «Вершина» (другие используемые наименования - батальон «Вершина», полк «Вершина»)
Южный окружной военный суд, 02.08.2022, № 1-123/2022
01.10.2022
12
4. Международная организация «Тёмный рассвет» (бывшее «Светлый закат») («Тёрн» или «Даур», ТР)
Решение Московского городского суда от 12 марта 2019 года № 3-77/2019 (вступило в силу 15.04.2019)
"""

FSB_PAGE = """\
<html><body><h1>Единый федеральный список организаций, признанных террористическими</h1>
<table><tr><th>№</th><th>Наименование организации</th><th>Суд, вынесший решение, дата и номер решения</th>
<th>Дата вступления решения в силу</th></tr>
<tr><td>1</td><td>2</td><td>3</td><td>4</td></tr>
<tr><td>1.</td><td>«Опора»<br>(«Аль-Опора»)</td>
<td>Верховный Суд Российской Федерации, 14.02.2013, № ГКПИ 03-116</td><td>04.03.2013</td></tr>
<tr><td>2.</td><td>Движение «Тёмный рассвет» (бывшее «Светлый закат»)</td>
<td>Московский городской суд, 12.03.2019</td><td>15.04.2019</td></tr>
</table></body></html>
"""

EXTREMIST_TEXT = """\
Перечень некоммерческих организаций, в отношении которых судом принято вступившее в законную силу решение о
ликвидации или запрете деятельности по основаниям, предусмотренным законом

1. Религиозная группа «Белая Застава» (решение Ленинского районного суда г. Загорска от 12.03.2009 и апелляционное
определение Загорского областного суда от 14.05.2009);
2. Международное общественное объединение «Народный Кров» (другое используемое наименование: НК ПС) (решение
Верховного Суда Республики Озёрная от 01.02.2015);
3. Американская компания Brontex Platforms Inc. по реализации продуктов - социальных сетей Bronbook и Bronogram
(решение Тверского районного суда г. Загорска от 21.03.2022 и апелляционное определение Загорского городского
суда от 20.06.2022).
"""

FOREIGN_AGENTS_TEXT = """\
Реестр иностранных агентов
1. Примеров Иван Петрович 12.03.1985 772512345678 ст. 4 telegram.example.org 30.12.2020
2. Автономная некоммерческая организация «Полевой Свет» 1027700000000 7701234567 https://polevoy.example.org/news
15.07.2021 05.07.2024
3. Общество с ограниченной ответственностью «ИНОЕ МНЕНИЕ» 1177746000000 7705000000 28.12.2017
"""

UNDESIRABLE_TEXT = """\
Перечень иностранных и международных неправительственных организаций, деятельность которых признана нежелательной на
территории Российской Федерации
1 «Фонд Открытых Ворот» (Open Gates Foundation) (США)
распоряжение от 01.12.2015 № 1790-р решение от 30.11.2015
2 Northern Light Institute (Институт северного света, Великобритания) 12.05.2021, № 562-р 29.04.2021
"""

ROSFINMONITORING_TEXT = """\
Перечень организаций и физических лиц, в отношении которых имеются сведения об их причастности к экстремистской
деятельности или терроризму
Организации
1. "СЕВЕРНЫЙ ЩИТ"* (АЛЬ-ЩИТ;СЩ), , ИНН: 7701234567, ОГРН: 1027700000000;
2. МЕЖДУНАРОДНОЕ ДВИЖЕНИЕ "ГОРНОЕ ЕДИНСТВО", 12.03.2019;
Физические лица
1. ПРИМЕРОВ ИВАН ПЕТРОВИЧ*, 12.03.1985 г.р. , Г. ЗАГОРСК ОЗЁРНОЙ ОБЛАСТИ;
2. ОБРАЗЦОВА МАРИЯ ЛЬВОВНА* (ВЫДУМКИНА МАРИЯ ЛЬВОВНА;МАША), 01.02.1990 г.р. , Д. НОВАЯ;
3. АЛИЕВ ВЫМЫСЕЛ ПРИДУМ ОГЛЫ, 03.02.1990 г.р. , Г. ЗАГОРСК;
"""

ROSFINMONITORING_PAGE = """\
<html><body><div id="russianUL"><ol class="terrorist-list">
<li>1. "СЕВЕРНЫЙ ЩИТ"* (АЛЬ-ЩИТ;СЩ), , ИНН: 7701234567, ОГРН: 1027700000000;</li></ol></div>
<div id="russianFL"><ol><li>1. ПРИМЕРОВ ИВАН ПЕТРОВИЧ*, 12.03.1985 г.р. , Г. ЗАГОРСК;</li>
<li>2. БЕЗДАТОВ ПЁТР;</li></ol></div></body></html>
"""

PROSCRIBED_TEXT = """\
Proscribed terrorist groups or organisations

Northern Vale Army (NVA) - Proscribed March 2001
[F3 Vale Dawn Movement (also known as Dawn of Vale and VDM)] - Proscribed 21 October 2010; De-proscribed 3 May 2019
"""

PROSCRIBED_PAGE = """\
<!DOCTYPE html><html><head><title>Proscribed organisations</title></head><body><table>
<thead><tr><th>Organisation</th><th>Also known as</th><th>Date of proscription</th></tr></thead>
<tbody><tr><td>Northern Vale Army (NVA)</td><td>Vale Army; The Northerners</td><td>29 March 2001</td></tr>
<tr><td>Vale Dawn</td><td></td><td>21 October 2010</td></tr></tbody></table></body></html>
"""

TABLE_ROWS: Sequence[Sequence[str]] = [
    ("id", "Наименование", "Другие наименования", "Дата решения", "Статус", "Юрисдикция"),
    *((f"e{number}", f"Отряд Номер{number}", f"ОН{number}|Группа Н{number}", "12.03.2019", "terrorist", "RU")
      for number in range(1, 41)),
]


def table(rows: Iterable[Sequence[str]] = TABLE_ROWS, sign: str = ";") -> str:
    return "".join(sign.join(row) + "\n" for row in rows)


def workbook(rows: Iterable[Sequence[object]] = TABLE_ROWS) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(stream)
    return stream.getvalue()


def xml(rows: Sequence[Sequence[str]] = TABLE_ROWS) -> str:
    names = ("id", "name", "aliases", "decided_on", "status", "jurisdiction")
    cells = ("".join(f"<{name}>{cell}</{name}>" for name, cell in zip(names, row, strict=True)) for row in rows[1:])
    return "<?xml version='1.0'?><register>" + "".join(f"<entry>{row}</entry>" for row in cells) + "</register>"


def read(folder: Path, content: str | bytes, name: str = "list.txt", **options: object) -> RegisterFile:
    """The content, written to a file of that name, as a register."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_register(str(path), ReadOptions(**options))  # type: ignore[arg-type]


def names_of(entity: Entity) -> list[tuple[str, str]]:
    return [(name.value, name.kind) for name in entity.names]


def said_of(entity: Entity) -> Designation:
    """Its only designation."""
    (designation,) = entity.designations
    return designation


def dates_of(entity: Entity) -> tuple[str | None, ...]:
    """Decided, in force, listed, ended."""
    row = said_of(entity)
    return tuple(
        str(day) if day is not None else None for day in (row.decided_on, row.in_force_on, row.listed_on, row.ended_on)
    )


