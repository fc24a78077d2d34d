"""The host's API: plain Django, as hosts write it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse

from tests.newsroom_app.models import Story


def publish(request: HttpRequest, pk: int) -> JsonResponse:
    """Publishes a story, or says why not."""
    story = Story.objects.get(pk=pk)
    story.status = "published"
    try:
        story.full_clean()
        story.save()
    except ValidationError as error:
        return JsonResponse({"errors": error.messages}, status=422)
    return JsonResponse({"id": story.pk})
