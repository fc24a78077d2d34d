"""The addresses of every screen, by name. Each is looked at by axe, at 320 pixels, and as a picture."""

from __future__ import annotations

from tests.review.desk import Newsroom


def screens(desk: Newsroom) -> dict[str, str]:
    """Every screen with something on it."""
    flag, hooked = desk.flag(article__external_id="a1"), desk.flag(article__channel=desk.hooked)
    claimed = desk.flag(article__external_id="a2")
    return {
        "index": "/admin/",
        "queue": "/admin/annotations/flag/",
        "queue-all": "/admin/annotations/flag/?view=all&level=error",
        "queue-filtered": "/admin/annotations/flag/?view=open&language=ru&section=Мир",
        "queue-empty": "/admin/annotations/flag/?q=nothingofthekind",
        "flag": f"/admin/annotations/flag/{flag.pk}/change/?in=view%3Dopen",
        "flag-hooked": f"/admin/annotations/flag/{hooked.pk}/change/",
        "flag-claimed": f"/admin/annotations/flag/{claimed.pk}/change/",
        "dismiss": f"/admin/annotations/flag/{flag.pk}/dismiss/",
        "waive": f"/admin/annotations/flag/{flag.pk}/waive/",
        "assign": f"/admin/annotations/flag/{flag.pk}/assign/",
        "keys": "/admin/annotations/flag/keys/",
        "article": f"/admin/annotations/article/{claimed.article_id}/change/",
        "compare": f"/admin/annotations/article/{flag.article_id}/compare/?from=1&to=2",
        "layout": f"/admin/annotations/article/{flag.article_id}/layout/",
        "as-of": f"/admin/annotations/article/{flag.article_id}/as-of/?day=2015-01-01",
        "raise": f"/admin/annotations/article/{flag.article_id}/raise/",
        "fix-all": f"/admin/annotations/flag/{hooked.pk}/fixall/",
        "articles": "/admin/annotations/article/",
    }
