"""Every problem that an answer can name: one code, one status, one page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annotations.problems.kind import ProblemType
from annotations.problems.of_access import OF_ACCESS
from annotations.problems.of_content import OF_CONTENT
from annotations.problems.of_state import OF_STATE

PROBLEM_TYPES: Mapping[str, ProblemType] = MappingProxyType(
    {kind.code: kind for kind in (*OF_ACCESS, *OF_CONTENT, *OF_STATE)}
)
"""Code -> what it means. Codes never change their meaning."""
