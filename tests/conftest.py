"""Settings of all tests."""

import os

from hypothesis import settings

# A change must not fail for a text that another run would not have drawn; searching goes on outside of CI.
settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
