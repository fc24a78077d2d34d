"""Why a request is not taken."""

from annotations.problems.raised import RaisedProblem


class Refusal(RaisedProblem):
    """What receiving a webhook raises for a request that is not taken."""
