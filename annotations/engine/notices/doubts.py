"""Why a person must look at a notice: abbreviated, talked about, look-alike letters, a mark with two meanings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from annotations.engine.mentions import Mention
from annotations.engine.notices.claims import Claim
from annotations.engine.notices.model import Form, Notice
from annotations.engine.notices.segments import quotation
from annotations.engine.notices.stream import Stream
from annotations.engine.notices.vocabulary import Kind

ABBREVIATED, REPORTED = "abbreviated", "reported"
_STATUS = Kind.STATUS | Kind.NOUN | Kind.BAN
_MOST_OF_A_STATUS = 3
"""Words in quotation marks that can be a status and no more: "иностранным агентом"."""
LOOK_ALIKE, AMBIGUOUS_MARK = "look-alike letters", "ambiguous mark"


def doubts_of(stream: Stream, claim: Claim, form: Form, named: Sequence[Mention]) -> frozenset[str]:
    """The doubts about one claim; ``named`` are the names it is about."""
    doubts: set[str] = set()
    if claim.abbreviated and not (claim.banned or claim.liquidated):
        doubts.add(ABBREVIATED)
    if form is Form.PROSE and stream.any_kind(Kind.REPORTED, 0, len(stream.kinds)):
        doubts.add(REPORTED)
    if form in {Form.PROSE, Form.LINE} and quoted_apart(stream, claim, named):
        doubts.add(REPORTED)
    if claim.look_alike or (form is not Form.PROSE and _look_alike_letters(stream, named)):
        doubts.add(LOOK_ALIKE)
    return frozenset(doubts)


def with_doubtful_marks(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Two definitions of one mark that say different things, naming nobody: a person must decide."""
    said: defaultdict[str, set[tuple[object, ...]]] = defaultdict(set)
    for notice in notices:
        if notice.form is Form.FOOTNOTE and notice.marker and not notice.named:
            said[notice.marker].add((notice.statuses, notice.banned, notice.liquidated, notice.jurisdictions))
    return tuple(
        replace(notice, doubts=notice.doubts | {AMBIGUOUS_MARK})
        if notice.form is Form.FOOTNOTE and not notice.named and len(said[notice.marker or ""]) > 1
        else notice
        for notice in notices
    )


def quoted_apart(stream: Stream, claim: Claim, named: Sequence[Mention]) -> bool:
    """Whether the words of the notice are quoted without the name: "to write "banned in Russia" after the name".

    Quotation marks around the status alone ("признан «иностранным агентом»") are a matter of style.
    """
    segment = stream.segment
    quote = quotation(stream.view.text, segment.start, segment.end, stream.start(claim.first))
    if quote is None or any(quote[0] <= name.start < quote[1] for name in named):
        return False
    quoted = [at for at in range(len(stream.kinds)) if quote[0] <= stream.start(at) < quote[1]]
    alone = all(stream.kinds[at] & _STATUS and not stream.kinds[at] & Kind.JURISDICTION for at in quoted)
    reported = stream.any_kind(Kind.REPORTED, 0, len(stream.kinds))
    return reported or not alone or len(quoted) > _MOST_OF_A_STATUS


def _look_alike_letters(stream: Stream, named: Sequence[Mention]) -> bool:
    """Whether a word of the notice mixes alphabets, other than a name that is written so."""
    by_design = {word for name in named for word in name.name.value.lower().split()}
    return any(stream.view.mixed(index) and stream.view.folded[index] not in by_design for index in stream.indices)
