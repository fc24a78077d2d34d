"""Who calls: a machine by the token of its channel, or a person by their session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from annotations.models.api_token import ApiToken
from annotations.models.channel import Channel
from annotations.permissions import channels_of, of_channels
from annotations.permissions import visible as visible_to
from annotations.rest.problem import ApiProblem, no_such, wrong_query

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_Row = TypeVar("_Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Caller:
    """Either a token, which works on its channel alone, or a person, who works on those that they are a member of."""

    token: ApiToken | None = None
    user: User | None = None

    @property
    def key(self) -> str:
        """Tells callers apart."""
        return f"token:{self.token.pk}" if self.token is not None else f"person:{self.user.pk if self.user else 0}"

    @property
    def name(self) -> str:
        """For the log."""
        return str(self.token) if self.token is not None else str(self.user)

    @property
    def person(self) -> User:
        """In whose name decisions are taken.

        Raises:
            ApiProblem: a machine without a person.
        """
        found = self.user if self.token is None else self.token.person
        if found is None:
            raise ApiProblem(
                "person_required",
                "Only a person decides that. Give the token a person: manage.py annotations tokens add --as USERNAME.",
            )
        return found

    @property
    def actor(self) -> User | None:
        """Who is to be named for what machines may do as well; nobody for a machine without a person."""
        return self.user if self.token is None else self.token.person

    @property
    def told(self) -> Mapping[str, Any]:
        """What the audit trail says of a machine beside the person; nothing for a person."""
        return {"token": {"id": self.token.pk, "name": self.token.name}} if self.token is not None else {}

    def channels(self) -> models.QuerySet[Channel]:
        """The channels that exist for the caller."""
        if self.token is not None:
            return Channel.objects.filter(pk=self.token.channel_id)
        assert self.user is not None
        return channels_of(self.user)

    def visible(self, rows: models.QuerySet[_Row]) -> models.QuerySet[_Row]:
        """Those of ``rows`` that exist for the caller."""
        if self.user is not None:
            return visible_to(rows, self.user)
        return of_channels(rows, self.channels())

    def channel(self, name: str | None) -> Channel:
        """The channel ``name``; without a name the only one of the caller.

        Raises:
            ApiProblem: there is no such channel, or several and none is named.
        """
        if name is not None:
            found = self.channels().filter(name=name).first()
            if found is None:
                raise no_such()
            return found
        if self.token is not None:
            return self.token.channel
        few = list(self.channels()[:2])
        if not few:
            raise no_such()
        if len(few) > 1:
            raise wrong_query("channel", "you work on several channels; say which.")
        return few[0]

    def demand(self, scope: str, permission: str) -> None:
        """Goes on only for those who may: by the token's ``scope``, by the person's Django ``permission``.

        Raises:
            ApiProblem: with the name of what is missing.
        """
        if self.token is not None:
            if scope not in self.token.scopes:
                raise ApiProblem("permission_denied", f"That needs the scope {scope}.", missing=scope)
        elif not permission:
            self._demand_membership()
        else:
            _demand(self.user, permission)

    def demand_of_person(self, permission: str) -> None:
        """For what reaches beyond the channel: a token's person needs the Django ``permission`` as well.

        Raises:
            ApiProblem: with its name.
        """
        if self.actor is not None:
            _demand(self.actor, permission)

    def _demand_membership(self) -> None:
        assert self.user is not None
        if not ((self.user.is_active and self.user.is_superuser) or self.channels().exists()):
            raise ApiProblem("permission_denied", "That is for those who work on a channel.")


def _demand(user: User | None, permission: str) -> None:
    missing = f"annotations.{permission}"
    if user is None or not user.has_perm(missing):
        raise ApiProblem("permission_denied", f"That needs the permission {missing}.", missing=missing)
