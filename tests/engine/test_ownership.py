"""What packs say of who owns whom."""

from annotations.engine.check import check
from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.ownership import related_by_registers, with_owners
from annotations.engine.reference import Reference
from annotations.engine.register import Entity
from annotations.engine.rulebook import Owner
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.newsroom import NOW, story


def entity(name: str, *, owns: str = "", banned: bool = True) -> Entity:
    row = {
        "id": name.lower(),
        "schema": "Organization",
        "names": [{"value": name, "lang": "en", "kind": "alias"}],
        "designations": [
            {"register": "ru.extremist", "jurisdiction": "RU", "status": "extremist", "in_force_on": "2022-03-21"}
        ]
        * banned,
        "relations": [{"type": "owns", "to": owns}] * bool(owns),
    }
    return Entity.model_validate(row, strict=False)


OWNER = Owner(names=("Meta", "Meta Platforms"), owns=("Instagram", "Facebook"))


def test_names_of_packs_tie_the_entities_that_bear_them() -> None:
    entities = [entity("Meta"), entity("Instagram"), entity("Brontex", owns="ticklet"), entity("Ticklet")]
    related = with_owners(related_by_registers(entities), [OWNER], build_lexicon(entities))
    assert related == {
        "meta": {"instagram"}, "instagram": {"meta"}, "brontex": {"ticklet"}, "ticklet": {"brontex"},
    }  # fmt: skip


def test_a_longer_name_is_another_name() -> None:
    entities = [entity("Meta"), entity("Instagram Moscow")]
    assert with_owners({}, [OWNER], build_lexicon(entities)) == {}


def test_the_shipped_pack_knows_the_owner_of_a_social_network() -> None:
    reference = Reference.build(
        entities=[entity("Meta"), entity("Instagram")], sources=(), packs=load_packs(["ru"]), wordings=shipped_wordings()
    )
    article = story("Ролик вышел в Instagram*.\n\n*Организация Meta признана экстремистской в РФ")
    found = {row.subject: row.outcome.value for row in check(article, reference, now=NOW).requirements}
    assert found == {"instagram": "satisfied", "meta": "satisfied"}
    bare = reference.with_packs([pack.model_copy(update={"owners": ()}) for pack in reference.packs])
    found = {row.subject: row.outcome.value for row in check(article, bare, now=NOW).requirements}
    assert found == {"instagram": "wrong-target"}
