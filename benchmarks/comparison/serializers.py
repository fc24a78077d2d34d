"""An article as a serializer reads it and stores it: channel's article, revision, delivery, job."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers

from annotations.models.article import Article
from annotations.models.delivery import Delivery
from annotations.models.job import Job
from annotations.models.revision import Revision


class BodySerializer(serializers.Serializer[Any]):
    format = serializers.ChoiceField(choices=["html", "text", "markdown"])
    value = serializers.CharField(max_length=1_048_576, trim_whitespace=False)


class ArticleSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(max_length=200)
    revision = serializers.IntegerField(min_value=0)
    language = serializers.CharField(max_length=35, required=False, allow_null=True)
    headline = serializers.CharField(max_length=500, required=False, allow_null=True)
    url = serializers.URLField(max_length=2048, required=False, allow_null=True)
    published = serializers.CharField(required=False, allow_null=True)
    modified = serializers.CharField(required=False, allow_null=True)
    byline = serializers.JSONField(required=False, allow_null=True)
    source = serializers.JSONField(required=False, allow_null=True)  # type: ignore[assignment]
    body = BodySerializer()


class EnvelopeSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    timestamp = serializers.DateTimeField()
    data = ArticleSerializer()  # type: ignore[assignment]

    def create(self, validated_data: dict[str, Any]) -> Delivery:
        sent, channel = self.initial_data["data"], validated_data["channel"]
        with transaction.atomic():
            article, _ = Article.objects.get_or_create(channel=channel, external_id=sent["id"], rendition="web")
            revision = Revision.objects.create(
                article=article, sequence=article.revisions.count() + 1, number=sent["revision"], payload=sent,
                digest=hashlib.sha256(sent["body"]["value"].encode()).hexdigest(), origin=Revision.Origin.WEBHOOK,
            )
            article.latest, article.headline = revision, (sent.get("headline") or "")[:500]
            article.save()
            Job.objects.create(
                kind="check", dedupe=f"revision:{revision.pk}", payload={"revision": revision.pk},
                run_after=timezone.now(),
            )
            return Delivery.objects.create(
                channel=channel, webhook_id=validated_data["webhook_id"], digest=validated_data["digest"],
                outcome=Delivery.Outcome.ACCEPTED, answer={"status": "accepted"}, revision=revision,
                received_at=timezone.now(),
            )
