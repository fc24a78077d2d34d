"""Which column of a table says what: the headings of registers in Russian and English, or a map of the user's."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotations.intake.problems import Problem, did_you_mean
from annotations.intake.strict_json import quoted
from annotations.intake.value_files import RefusedFileError
from annotations.rulebook.problems import RulebookError
from annotations.rulebook.strict_yaml import Tree, read_yaml

FIELDS: Mapping[str, Sequence[str]] = {
    "id": ("id", "identifier", "идентификатор", "uid", "entity id", "unique id"),
    "name": (
        "name", "names", "title", "full name", "entity name", "organisation", "organization", "name of organisation",
        "name of organization", "proscribed organisation", "group", "caption", "наименование", "название", "имя",
        "наименование организации", "название организации", "полное наименование", "наименование / фио",
        "наименование/фио", "фио", "ф и о", "наименование фио", "полное наименование / ф.и.о.", "фамилия имя отчество",
        "фамилия, имя, отчество", "наименование (фио)", "полное наименование/фио", "иностранный агент",
        "сведения об организации", "наименование общественного объединения или религиозной организации",
        "наименование иностранной или международной организации", "наименование юридического лица",
    ),
    "alias": (
        "alias", "aliases", "aka", "a k a", "also known as", "other names", "other name", "alternative names",
        "псевдонимы", "псевдоним", "другие наименования", "иные наименования", "другие названия", "иные названия",
        "также известна как", "известен как", "aliases_ru", "aliases_en", "сокращенное наименование", "short name",
    ),
    "previous": (
        "previous name", "previous names", "former name", "former names", "formerly", "прежнее наименование",
        "прежнее название", "бывшее наименование", "прежние наименования", "ранее",
    ),
    "abbreviation": ("abbreviation", "acronym", "аббревиатура", "сокращение"),
    "weak": ("weak alias", "weak aliases", "weak", "слабые имена", "low quality aka"),
    "last_name": ("last name", "lastname", "surname", "family name", "фамилия"),
    "first_name": ("first name", "firstname", "given name", "личное имя"),
    "middle_name": ("middle name", "patronymic", "отчество"),
    "schema": ("schema", "type", "entity type", "тип", "вид", "вид лица"),
    "born": ("born", "birth date", "birth_date", "date of birth", "dob", "дата рождения", "год рождения"),
    "inn": ("inn", "инн"),
    "ogrn": ("ogrn", "огрн", "огрн / огрнип"),
    "register": ("register", "list", "реестр", "список"),
    "jurisdiction": ("jurisdiction", "country", "юрисдикция"),
    "status": ("status", "kind", "category", "статус", "категория"),
    "decided_on": (
        "decided on", "decided_on", "date of decision", "decision date", "дата решения", "дата принятия решения",
        "дата вынесения решения", "дата распоряжения", "дата принятия решения о включении",
        "дата принятия решения о признании", "date of ruling",
    ),
    "in_force_on": (
        "in force on", "in_force_on", "from", "start", "start date", "in force", "effective date", "effective from",
        "дата вступления в силу", "дата вступления решения в силу", "дата вступления в законную силу",
        "вступило в силу", "дата вступления решения в законную силу", "в силе с",
        "date of proscription", "proscribed on", "с",
    ),
    "listed_on": (
        "listed on", "listed_on", "listing date", "date listed", "date added", "added", "дата включения",
        "дата включения в перечень", "дата включения в реестр", "дата внесения", "дата включения в список",
        "first seen",
    ),
    "suspended_on": ("suspended on", "suspended_on", "suspended", "дата приостановления"),
    "ended_on": (
        "ended on", "ended_on", "until", "to", "end", "end date", "date removed", "removed", "delisted",
        "deproscribed on", "дата исключения", "дата исключения из реестра", "дата исключения из перечня", "по",
        "дата принятия решения об исключении", "дата решения об исключении",
    ),
    "end_reason": ("end reason", "end_reason", "reason of removal", "основание исключения", "причина исключения"),
    "source": ("source", "source url", "link", "источник"),
    "authority": ("authority", "court", "суд", "орган", "кем принято решение", "наименование суда"),
    "program": ("program", "programme", "program ids", "sanctions programme", "программа"),
    "reference": (
        "reference", "number of ruling", "order no", "номер решения", "номер распоряжения", "№ решения", "номер дела",
    ),
    "ruling": (
        "ruling", "decision", "court ruling", "суд дата и номер решения", "суд, вынесший решение, дата и номер",
        "кем и когда вынесено решение", "реквизиты решения", "реквизиты судебного решения", "основание", "решение",
        "судебное решение", "дата и номер распоряжения", "реквизиты распоряжения", "дата и номер решения",
        "дата и номер распоряжения о включении", "суд вынесший решение дата и номер судебного решения",
        "court decision",
        "дата и номер распоряжения минюста россии", "дата и номер распоряжения минюста россии о включении",
    ),
    "hosts": ("hosts", "host", "websites", "website", "web", "site", "сайт", "сайты", "информационные ресурсы",
              "доменное имя", "интернет ресурсы", "web resources", "domains"),
}
"""Fields of an entity and the headings under which they are found."""
REPEATED = frozenset({"name", "alias", "previous", "abbreviation", "weak", "hosts"})
"""Fields that several columns may give."""
_BARE = re.compile(r"[\W_]+")
_LANGUAGE = re.compile(r"(?:[ _.(-])(ru|en|de|fr|es|uk|be)\)?$")
_GIVEN = "имя"
_LONGEST_HEADING = 200
_SIGNS: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (name, re.compile(sign))
    for name, sign in (
        ("ended_on", r"дата\b.*\bисключени"), ("in_force_on", r"дата\b.*\bвступлени.*\bсилу"),
        ("listed_on", r"дата\b.*\b(?:включени|внесени)"), ("born", r"\bрождения"),
        ("ruling", r"\bсуд\b.*\b(?:решени|номер|дата)|\b(?:решени|распоряжени|постановлени)\w*\b.*\bномер|реквизиты"),
        ("decided_on", r"дата\b.*\b(?:решени|признани)"), ("ruling", r"\bномер\b.*\b(?:решени|распоряжени)"),
        ("previous", r"(?:прежн|бывш)\w* (?:наименовани|названи)"),
        ("alias", r"(?:друг|ин|сокращ)\w* (?:используем\w* )?(?:наименовани|названи)"),
        ("hosts", r"\b(?:ресурс|сайт|доменн)"), ("name", r"^(?:полное )?(?:наименовани|названи)|\bф ?и ?о\b"),
        ("name", r"^(?:name|names) of\b|\borgani[sz]ation\b"), ("listed_on", r"\bdate\b.*\b(?:listed|added|proscri)"),
    )
)
"""What a heading says that is none of the known ones, the particular before the general."""
_STATED = ("register", "jurisdiction", "status", "schema", "lang", "authority")
_KEYS = ("columns", "stated", "separator", "day_first")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, what it gives, and in which language when its heading says so."""

    place: int
    field: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a user says of a table: headings by field, what holds for all rows, how cells are written."""

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stated: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""
    """Between several names in one cell; empty: a line break, ``;`` or ``|``."""
    day_first: bool | None = None
    """How ``03/04/2020`` is read; ``None``: it is refused."""

    def find(self, heading: Sequence[str]) -> tuple[Column, ...]:
        """The columns of a table by its heading; empty when none of them gives a name."""
        found = tuple(self._matched(heading))
        if any(column.field == "last_name" for column in found):
            # «Фамилия, Имя, Отчество» in three columns: the second is no whole name.
            found = tuple(
                replace(column, field="first_name") if bare(heading[column.place]) == _GIVEN else column
                for column in found
            )
        named = {"name", "last_name"} & {column.field for column in found}
        return found if named else ()

    def _matched(self, heading: Sequence[str]) -> Iterator[Column]:
        words = self._words()
        taken: set[str] = set()
        for place, cell in enumerate(heading):
            column = _column(place, cell, words, self.columns)
            if column is not None and (column.field in REPEATED or column.field not in taken):
                taken.add(column.field)
                yield column

    def _words(self) -> dict[str, str]:
        known = {bare(word): name for name, words in FIELDS.items() for word in words if name not in self.columns}
        return known | {bare(word): name for name, words in self.columns.items() for word in words}


def bare(text: str) -> str:
    """A heading as it is compared: small letters, ``ё`` as ``е``, no signs."""
    return _BARE.sub(" ", text.lower().replace("ё", "е")).strip()


def _column(place: int, cell: str, words: Mapping[str, str], mapped: Container[str]) -> Column | None:
    text = cell.strip()
    language = _LANGUAGE.search(text.lower())
    if bare(text) in words:
        return Column(place, words[bare(text)], language[1] if language else "")
    if language and bare(text[: language.start()]) in words:
        return Column(place, words[bare(text[: language.start()])], language[1])
    if len(text) <= _LONGEST_HEADING:
        for name, sign in _SIGNS:
            if name not in mapped and sign.search(bare(text)):
                return Column(place, name)
    return None


def read_column_map(path: str) -> ColumnMap:
    """A map file: YAML or JSON with ``columns``, ``stated``, ``separator`` and ``day_first``.

    Raises:
        RefusedFileError: with line and column of everything that is wrong.
    """
    try:
        tree = read_yaml(Path(path))
    except RulebookError as error:
        raise RefusedFileError(
            *(Problem(path, row.code, row.message, row.line, row.column) for row in error.problems)
        ) from error
    problems = list(_wrong(tree, path))
    if problems:
        raise RefusedFileError(*problems)
    data = tree.data
    columns = {key: [said] if isinstance(said, str) else list(said) for key, said in data.get("columns", {}).items()}
    day_first = data.get("day_first")
    return ColumnMap(
        columns, dict(data.get("stated", {})), data.get("separator", ""),
        None if day_first is None else day_first == "true",
    )


def _wrong(tree: Tree, path: str) -> Iterator[Problem]:
    if not isinstance(tree.data, dict):
        yield Problem(path, "columns", f"a map of columns has the keys {', '.join(_KEYS)}", 1)
        return
    yield from _unknown(tree, path, (), _KEYS)
    for key, known in (("columns", tuple(FIELDS)), ("stated", _STATED)):
        if isinstance(tree.data.get(key, {}), dict):
            yield from _unknown(tree, path, (key,), known)
        else:
            yield _at(tree, path, (key,), f"{key} is a list of keys with their values")
    columns = tree.data.get("columns", {})
    for key, value in columns.items() if isinstance(columns, dict) else ():
        if not (isinstance(value, str) or (isinstance(value, list) and all(isinstance(row, str) for row in value))):
            yield _at(tree, path, ("columns", key), "a heading is a text, or a list of texts")
    stated = tree.data.get("stated", {})
    for key, value in stated.items() if isinstance(stated, dict) else ():
        if not isinstance(value, str):
            yield _at(tree, path, ("stated", key), "what holds for all rows is a text")
    if tree.data.get("day_first") not in (None, "true", "false"):
        yield _at(tree, path, ("day_first",), "day_first is true or false")
    if not isinstance(tree.data.get("separator", ""), str):
        yield _at(tree, path, ("separator",), "separator is a text")


def _unknown(tree: Tree, path: str, at: tuple[str, ...], known: Sequence[str]) -> Iterator[Problem]:
    data = tree.data
    for part in at:
        data = data.get(part, {})
    for key in data:
        if key not in known:
            yield _at(tree, path, (*at, key), f"unknown key {quoted(str(key))}{did_you_mean(str(key), known)}")


def _at(tree: Tree, path: str, place: tuple[str, ...], message: str) -> Problem:
    found = tree.place(place, key=True)
    return Problem(path, "columns", message, found.line, found.column)
