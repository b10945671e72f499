"""What all visits without a browser share."""

import pytest

from tests import jobs_here


@pytest.fixture
def job_processes() -> None:
    """Asked for by a test whose jobs are to run in processes of their own, as they do for a user."""


@pytest.fixture(autouse=True)
def _jobs_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the jobs of a visit be done in this process: to start one for each takes longer than what a screen is tested for."""
    if "job_processes" not in request.fixturenames:
        jobs_here.in_this_process(monkeypatch)
