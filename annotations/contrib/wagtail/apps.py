"""The app's configuration."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy


class AnnotationsWagtailConfig(AppConfig):
    """Required notices in Wagtail."""

    name = "annotations.contrib.wagtail"
    label = "annotations_wagtail"
    verbose_name = gettext_lazy("Annotations for Wagtail")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Puts the gate before Wagtail's publish action, listens to its signals, and adds the panel to its editors."""
        from annotations.contrib.wagtail import drafts, publishing, side_panels, signals
        from annotations.contrib.wagtail.checks import check_wagtail

        register(check_wagtail)
        drafts.install()
        publishing.install()
        side_panels.install()
        signals.connect()
