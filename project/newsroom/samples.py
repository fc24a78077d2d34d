"""The invented register, partners and articles that come with the product, as this newsroom would hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from annotations import api
from annotations.adapters import adapter_for
from annotations.adapters.channels import channel_of
from annotations.gate import PublishBlocked
from annotations.models.source import SourceRecord
from annotations.registers.importing import import_register
from annotations.registers.jsonl import read_register, read_sources
from annotations.rulebook.cases import SAMPLES
from project.newsroom.models import Article

_REGISTER = "samples"
_DAY = datetime(2023, 5, 18, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Story:
    """One way to print the story."""

    file: str
    title: str
    agency: str = ""
    origin: str = ""

    @property
    def slug(self) -> str:
        return self.file.partition(".")[0]

    @property
    def text_format(self) -> Article.Format:
        formats = {"html": Article.Format.HTML, "md": Article.Format.MARKDOWN}
        return formats.get(self.file.rpartition(".")[2], Article.Format.TEXT)


_STORIES = (
    _Story("agency.txt", "Talks over Karsun pass have stalled (agency copy, bare)"),
    _Story(
        "outlet.md", "Talks over Karsun pass have stalled (careful outlet)", "harbour-gazette",
        "https://www.harbourgazette.example/2023/05/18/karsun-talks-stalled-b1187",
    ),
    _Story("wire-ru.txt", "Переговоры о перевале Карсун (Russian wire, bare)"),
    _Story("outlet-ru.html", "Переговоры о перевале Карсун (careful Russian outlet)"),
)


def load(*, at: datetime) -> Iterator[str]:
    """Loads the samples and tries to publish each article; a line for each that says what came of it.

    What is there already is left as it is: loading twice changes nothing.
    """
    _load_desk(at)
    for story in _STORIES:
        article, _ = Article.objects.get_or_create(
            slug=story.slug,
            defaults={
                "title": story.title, "text_format": story.text_format, "agency": story.agency,
                "origin": story.origin, "published_at": _DAY,
                "text": (SAMPLES / "articles" / story.file).read_text(encoding="utf-8"),
            },
        )
        answer, count = _published(article), api.flags(article).open().count()
        yield f"{story.file:<15} {answer.rstrip('.')}; {count} {'flag' if count == 1 else 'flags'} open"


def _load_desk(at: datetime) -> None:
    """The channel, the register and the partners."""
    adapter = adapter_for(Article)
    assert adapter is not None
    channel_of(adapter)
    import_register(_REGISTER, read_register(str(SAMPLES / "register.jsonl")), at=at)
    for source in read_sources(str(SAMPLES / "sources.jsonl")).values:
        payload = source.model_dump(mode="json", exclude_unset=True, by_alias=True)
        SourceRecord.objects.get_or_create(name=source.id, defaults={"payload": payload})


def _published(article: Article) -> str:
    if article.status == Article.Status.DRAFT:
        article.status = Article.Status.PUBLISHED
        try:
            article.save()
        except PublishBlocked as blocked:
            return str(blocked.messages[0])
    return article.get_status_display()
