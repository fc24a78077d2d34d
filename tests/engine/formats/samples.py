"""Hand-made reports of several shapes. Every organisation is invented."""

from annotations.engine.report import (
    Decision,
    Edit,
    Evidence,
    Finding,
    Fix,
    Level,
    Outcome,
    Report,
    Requirement,
    Unchecked,
)

NOTICE = "*Black Dawn is a terrorist organisation banned in Russia.*"


def evidence(value: str, exact: str, *, field: str = "body", after: int = 0) -> Evidence:
    """The evidence for the next ``exact`` in ``value``, with up to 32 code points of its line on each side."""
    start = value.index(exact, after)
    end = start + len(exact)
    prefix = value[max(0, start - 32) : start].rpartition("\n")[2]
    return Evidence(field, start, end, exact, prefix, value[end : end + 32].partition("\n")[0])


def finding(
    *,
    outcome: Outcome = Outcome.MISSING,
    level: Level = Level.ERROR,
    message: str = "Black Dawn is named without the notice.",
    rule: str = "ru.designation.notice",
    subject: str = "black-dawn",
    pieces: tuple[Evidence, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Finding:
    return Finding(rule, "designation", subject, outcome, level, message, evidence=pieces, fixes=fixes)


def report(
    article_id: str,
    values: dict[str, str] | None = None,
    *,
    findings: tuple[Finding, ...] = (),
    requirements: tuple[Requirement, ...] = (),
    unchecked: tuple[Unchecked, ...] = (),
    decision: Decision = Decision.ALLOW,
    language: str = "en",
) -> Report:
    return Report(
        article_id=article_id,
        digest="sha256:0f0f",
        language=language,
        as_of="2021-07-16",
        decision=decision,
        engine="0.1.0",
        packs=(("ru", "2026.11"),),
        requirements=requirements,
        findings=findings,
        unchecked=unchecked,
        values=values or {},
    )


def clean() -> Report:
    return report("clean.txt", {"body": "Rain is expected.\n"})


def satisfied() -> Report:
    row = Requirement("ru.designation.notice", "designation", "black-dawn", Outcome.SATISFIED, Level.NOTE)
    return report("good.txt", {"body": "Black Dawn* met.\n"}, requirements=(row,))


def missing() -> Report:
    """A missing notice with its fix, a missing link, one thing in order, one thing unchecked."""
    body = "Talks began on Friday.\nFighters of Black Dawn left the city.\nBlack Dawn denied it."
    first = evidence(body, "Black Dawn")
    pieces = (first, evidence(body, "Black Dawn", after=first.end))
    end = len(body)
    insert = Fix("Add the notice at the end.", (Edit("body", end, end, f"\n\n{NOTICE}"),), safe=True)
    notice = Finding(
        rule="ru.designation.notice",
        family="designation",
        subject="black-dawn",
        outcome=Outcome.MISSING,
        level=Level.ERROR,
        message="Black Dawn is named without the notice.",
        help="Say once that it is banned in Russia.",
        basis="Law on Mass Media, article 4",
        evidence=pieces,
        fixes=(insert,),
        details=(("listed since", "2003-03-04"),),
    )
    link = Finding(
        rule="source.link",
        family="attribution",
        subject="wire",
        outcome=Outcome.MISSING_LINK,
        level=Level.WARNING,
        message="The credit has no link to the original.",
    )
    rows = (
        Requirement("ru.designation.notice", "designation", "black-dawn", Outcome.MISSING, Level.ERROR),
        Requirement("source.credit", "credit", "wire", Outcome.SATISFIED, Level.NOTE),
        Requirement("source.link", "attribution", "wire", Outcome.MISSING_LINK, Level.WARNING),
    )
    missed = Unchecked("register ru.minjust", "register-missing", "a rule needs it and nobody supplied it")
    return report(
        "a.txt",
        {"body": body},
        findings=(link, notice),
        requirements=rows,
        unchecked=(missed,),
        decision=Decision.BLOCK,
    )


def headline() -> Report:
    """Russian, in the headline, with a fix there and in the body."""
    values = {"headline": "«Чёрный рассвет» уходит", "body": "<p>Бои за город.</p>\r\n<p>Город взят.</p>\r\n"}
    piece = evidence(values["headline"], "Чёрный рассвет", field="headline")
    at = values["body"].index("</p>\r\n<p>Город")
    fix = Fix(
        "Поставить знак и сноску",
        (Edit("headline", piece.end + 1, piece.end + 1, "*"), Edit("body", at, at, "*")),
    )
    row = finding(message="«Чёрный рассвет» назван без пометки.", pieces=(piece,), fixes=(fix,))
    return report("rus.html", values, findings=(row,), decision=Decision.BLOCK, language="ru")


def hostile() -> Report:
    """Escape sequences, direction overrides, emoji, words from right to left, a fix that deletes lines."""
    body = "One\rTwo\x1b[31m\u202e red 👩\u200d🚀\r\nحركة الفجر Black\u0301 Dawn\n\nlast {0} [x](http://e.example)"
    pieces = (evidence(body, "\x1b[31m\u202e"), evidence(body, "حركة"), evidence(body, "\u0301"), evidence(body, "👩"))
    fix = Fix("Delete\nit", (Edit("body", 4, body.index("last"), ""), Edit("body", 0, 1, "%0A::error::")))
    row = finding(
        outcome=Outcome.REVIEW,
        level=Level.WARNING,
        message="Say \x1b[2J\u009b {0} [link](http://e.example)\r\n::error::no",
        pieces=pieces,
        fixes=(fix,),
    )
    return report("dir, 50%:\n\x1b.txt", {"body": body}, findings=(row,), decision=Decision.WARN)


def everything() -> list[Report]:
    return [clean(), satisfied(), missing(), headline(), hostile()]
