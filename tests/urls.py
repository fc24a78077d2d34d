"""Addresses of the tests' project: those of the runnable one."""

from project.urls import urlpatterns

__all__ = ["urlpatterns"]
