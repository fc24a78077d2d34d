"""The words of claims in one language, as data: ``annotations/wordings/<language>.yaml`` holds one of these."""

from __future__ import annotations

from pydantic import Field

from annotations.engine.register import RegisterValue, Texts


class Wordings(RegisterValue):
    """How a claim about a legal status is said in a language.

    Each entry is one or several words; ``*`` at the end of a word stands for any ending; a word with a capital letter
    is matched in exactly that case, all others caseless, with ``ё`` as ``е``.
    """

    language: str
    ban: Texts
    ban_active: Texts = ()
    """The ban told with the one who bans; only an authority can."""
    no_cue: Texts = ()
    """Words that begin like a cue and say something else."""
    ban_abbreviated: Texts = ()
    liquidated: Texts = ()
    statuses: dict[str, Texts]
    topics: Texts = ()
    """Nouns after a status word that make it a topic: "terrorist attack"."""
    topic_prepositions: Texts = ()
    """Words before a status word that make it a topic: "the law on foreign agents"."""
    listings: Texts = ()
    """News that somebody else got the status of which the text has just told."""
    recognised: Texts = ()
    authorities: Texts = ()
    """Who acts; a sentence in which one acts tells a story."""
    decisions: Texts = ()
    """By what a status was decided; part of a notice."""
    sanctions: Texts = ()
    owner: Texts = ()
    negations: Texts = ()
    reversals: Texts = ()
    """Words that take a status back, anywhere in the clause."""
    breaks: Texts = ()
    """Words after which another clause begins."""
    modals: Texts = ()
    past: Texts = ()
    reported: Texts = ()
    """Words about a notice; a sentence that holds one talks of the notice instead of giving it."""
    nouns: Texts = ()
    function: Texts = ()
    plural: Texts = ()
    singular: Texts = ()
    anaphors: Texts = ()
    jurisdictions: dict[str, Texts] = Field(default_factory=dict)
    bodies: Texts = ()
    """International bodies, whose lists are nobody's ban."""
