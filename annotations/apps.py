"""The app's configuration."""

from django.apps import AppConfig
from django.core.checks import register


class AnnotationsConfig(AppConfig):
    """Required notices in published articles."""

    name = "annotations"
    verbose_name = "Annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Finds the hosts' ``article_checks``; has them and the settings looked at by ``manage.py check``; listens."""
        from annotations.adapters.checks import check_adapters
        from annotations.adapters.registry import autodiscover
        from annotations.checks import check_settings
        from annotations.hooks import connect

        register(check_adapters)
        register(check_settings)
        autodiscover()
        connect()
