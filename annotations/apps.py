"""The app's configuration."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy


class AnnotationsConfig(AppConfig):
    """Required notices in published articles."""

    name = "annotations"
    verbose_name = gettext_lazy("Annotations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Finds the hosts' ``article_checks``; has them and the settings looked at by ``manage.py check``; listens."""
        from annotations.adapters.checks import check_adapters
        from annotations.adapters.registry import autodiscover
        from annotations.checks import check_settings
        from annotations.deployment import check_deployment
        from annotations.hooks import connect
        from annotations.notify.listening import connect as listen
        from annotations.rest.checks import check_api
        from annotations.webhooks.checks import check_channels, check_counting

        register(check_adapters)
        register(check_settings)
        register(check_api)
        register(check_channels, Tags.database)
        register(check_counting, Tags.security, deploy=True)
        register(check_deployment, Tags.security, deploy=True)
        autodiscover()
        connect()
        listen()
