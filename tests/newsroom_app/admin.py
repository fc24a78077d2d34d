"""The host's admin."""

from django.contrib import admin

from annotations.forms import AnnotatedAdminMixin
from tests.newsroom_app.models import Story


@admin.action(description="Publish")
def publish(modeladmin, request, queryset):  # type: ignore[no-untyped-def]
    """Publishes one after the other, as hosts do."""
    for story in queryset:
        story.status = "published"
        story.save()


@admin.register(Story)
class StoryAdmin(AnnotatedAdminMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """A form, a list that can be edited, and an action."""

    list_display = ("title", "status")
    list_editable = ("status",)
    actions = (publish,)
    fields = ("title", "text", "status", "pub_date")

    def save_model(self, request, obj, form, change):  # type: ignore[no-untyped-def]
        """A button of the host's own publishes as it saves."""
        if "_publish" in request.POST:
            obj.status = "published"
        super().save_model(request, obj, form, change)
