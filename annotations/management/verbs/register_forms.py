"""``annotations registers forms``: every way in which a name is looked for, in every case."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TextIO

from annotations.engine.formats.printable import printable
from annotations.engine.language.forms import ANY, SINGULAR, NameForms, by_script
from annotations.engine.lexicon.build import ways_to_write
from annotations.engine.register import Entity, Name
from annotations.intake.problems import Problem
from annotations.management.arguments import examples
from annotations.management.given import Given, add_given, read_given
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.registers.form_files import corrections_of

HELP = "the forms in which a name is looked for, case by case"
EPILOG = examples(
    'manage.py annotations registers forms "Лев Шлосман" --person',
    'manage.py annotations registers forms "Фонд «Гранит»"',
    "manage.py annotations registers forms gleb-toroptsev --register register.jsonl",
    'manage.py annotations registers forms "Right Sector" --lang en --format json',
    "manage.py annotations registers forms gleb-toroptsev --register register.jsonl --name-forms forms.yaml",
)
EPILOG += """

exit status: 0 done; 2 usage, or there is nobody of that id; forms that are wrong are put right in a file that is given
with --name-forms: names: [{name: "Лев Шлосман", add: ["Львом Шлосмен"], never: ["Льву Шлосману"]}]."""
_CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
_ORDERS = {
    "full": "in full", "reversed": "surname first", "initials": "with initials", "one_initial": "one initial (weak)",
    "given_initial": "given name and initial (weak)", "surname": "surname alone (beside the full name or a label)",
}  # fmt: skip


def configure_forms(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``registers forms``."""
    parser.add_argument("name", metavar="NAME", help="a name, or with --register an entity's id or one of its names")
    add_given(parser, packs=False)
    parser.add_argument("--person", action="store_true", help="the name is a person's")
    parser.add_argument("--lang", metavar="TAG", help="the language of the name, such as en; default: by its letters")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def run_forms(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Lists the forms of the names asked for."""
    given = read_given(options)
    entities = _asked(options, given)
    corrections = corrections_of(given.forms, entities)
    found = {
        entity.id: [_way(row.name, forms) for row, forms, _ in ways_to_write(entity, corrections=corrections)]
        for entity in entities
    }
    if options.format == "json":
        stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        say(stdout, (line for ways in found.values() for line in _lines(ways)))
    return ExitStatus.OK


def _asked(options: argparse.Namespace, given: Given) -> list[Entity]:
    """The entities of the files with this id or name; without files the name as one of nobody in particular."""
    if not given.registers:
        kind = "Person" if options.person else "Organization"
        name = {"value": options.name, "lang": options.lang}
        return [Entity.model_validate({"id": options.name, "schema": kind, "names": [name]})]
    found = [one for one in given.entities if options.name in {one.id, *(name.value for name in one.names)}]
    if not found:
        problem = Problem("NAME", "unknown_name", f"no entity of the files has the id or the name {options.name!r}")
        raise RefusalError(ExitStatus.USAGE, problem)
    return found


def _way(name: Name, way: NameForms) -> dict[str, object]:
    return {"name": name.value, "kind": name.kind, "order": way.order, "forms": forms_by_case(way)}


def forms_by_case(way: NameForms) -> dict[str, list[str]]:
    """The written forms of a way, by case; forms that every case shares under ``any``, those in Latin letters for a
    name in others under ``latin``."""
    listed, *romanised = by_script(way)
    found: dict[str, list[str]] = {}
    for case, said in _said(listed):
        found.setdefault(case, []).append(said)
    found["latin"] = [said for latin in romanised for _, said in _said(latin)]
    return {case: sorted(found[case]) for case in (*_order(), "any", "latin") if found.get(case)}


def _said(way: NameForms) -> Iterator[tuple[str, str]]:
    """What can be written, with each case that it can stand for."""
    for parts in product(*(slot.forms for slot in way.slots)):
        shared = ANY
        for _, bits in parts:
            shared &= bits
        said = " ".join(form + "." * slot.initial for (form, _), slot in zip(parts, way.slots, strict=True))
        for case in _named(shared):
            yield case, said


def _order() -> list[str]:
    return [*_CASES, *(f"{case} plural" for case in _CASES)]


def _named(bits: int) -> Sequence[str]:
    if bits & SINGULAR == SINGULAR:
        return ["any"]
    return [case for number, case in enumerate(_order()) if bits >> number & 1]


def _lines(ways: Sequence[Mapping[str, object]]) -> Iterator[str]:
    for way in ways:
        yield printable(f"«{way['name']}» ({way['kind']}), {_ORDERS[str(way['order'])]}")
        forms = way["forms"]
        assert isinstance(forms, dict)
        for case, said in forms.items():
            yield printable(f"    {case:<22}{', '.join(said)}")
