"""A small magazine on Wagtail: the demonstration of ``annotations.contrib.wagtail``."""
