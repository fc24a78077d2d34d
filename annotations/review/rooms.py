"""Pages of no model: they stand beside the queue."""

from __future__ import annotations

from annotations.review.dashboard import DASHBOARD_PAGES
from annotations.review.notifications import NOTIFICATION_PAGES
from annotations.review.sandbox import SANDBOX_PAGES

ROOM_PAGES = (*DASHBOARD_PAGES, *SANDBOX_PAGES, *NOTIFICATION_PAGES)
