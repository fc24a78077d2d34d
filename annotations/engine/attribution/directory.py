"""The sources at hand, made ready to be looked up by host and by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotations.engine.attribution.names import NameIndex
from annotations.engine.attribution.urls import Address, host_of
from annotations.engine.source import Source

MAIN = ""
"""The group of a source's own hosts and their equivalents; other groups bear the code of their language."""


@dataclass(frozen=True)
class SourceHosts:
    """Which hosts are one source's, and which of them carry the same pages."""

    groups: Mapping[str, str] = field(default_factory=dict)
    """Host to :data:`MAIN` or to the language of the edition."""

    @classmethod
    def of(cls, source: Source) -> SourceHosts:
        groups: dict[str, str] = {}
        for language, hosts in sorted(source.other_language_hosts.items()):
            groups |= {host_of(host): language for host in hosts}
        groups |= {host_of(host): MAIN for host in (*source.hosts, *source.equivalent_hosts)}
        return cls(groups)

    def group(self, address: Address | None) -> str | None:
        """The edition that an address belongs to; ``None`` when it is not the source's."""
        return None if address is None else self.groups.get(address.host)

    def same_page(self, one: Address, other: Address) -> bool:
        """Whether two addresses are of one page, hosts of one edition taken as equal."""
        if (one.path, one.query) != (other.path, other.query):
            return False
        return one.host == other.host or (self.group(one) is not None and self.group(one) == self.group(other))


def names_of(source: Source) -> tuple[str, ...]:
    """Every name by which a source is credited."""
    return tuple(dict.fromkeys((source.name, *source.names, *source.credit)))


class SourceDirectory(Mapping[str, Source]):
    """Sources by id, with an index of their hosts and one of their names.

    Building it costs time in proportion to the sources; whoever checks many articles builds it once and hands it on
    where a mapping of sources is asked for.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = {key: sources[key] for key in sorted(sources)}
        self._hosts = {key: SourceHosts.of(source) for key, source in self._sources.items()}
        self._by_host: dict[str, str] = {}
        for key, hosts in self._hosts.items():
            for host in hosts.groups:
                self._by_host.setdefault(host, key)
        self.names = NameIndex((key, name) for key, source in self._sources.items() for name in names_of(source))

    @classmethod
    def of(cls, sources: Mapping[str, Source]) -> SourceDirectory:
        """The directory of these sources; one that is ready is used as it is."""
        return sources if isinstance(sources, cls) else cls(sources)

    def __getitem__(self, key: str) -> Source:
        return self._sources[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def hosts(self, key: str) -> SourceHosts:
        """The hosts of one source."""
        return self._hosts[key]

    def at_host(self, address: Address | None) -> str | None:
        """The id of the source whose host an address has."""
        return None if address is None else self._by_host.get(address.host)

    def called(self, name: str) -> str | None:
        """The id of the source that bears a name, letter case aside."""
        wanted = name.casefold().strip()
        for key, source in self._sources.items():
            if wanted in {each.casefold() for each in (source.name, *source.names)}:
                return key
        return None
