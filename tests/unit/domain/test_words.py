"""Nothing a person reads is a key: every status, role, trigger and verb has a name in both languages."""

import pytest

from workflow.domain.lifecycles import ALL
from workflow.domain.people import Role
from workflow.domain.permissions import SCOPES, Scope, Verb
from workflow.domain.statuses import FilingStatus, Hold, Outcome, ProjectStatus, StageStatus, Status
from workflow.domain.words import ACTS, called


@pytest.mark.parametrize("kind", [ProjectStatus, StageStatus, Status, Hold, Outcome, FilingStatus, Role])
def test_every_status_and_role_has_a_name(kind: type[Status]) -> None:
    assert all(called(word).zh != word for word in kind)


def test_every_trigger_and_verb_has_a_name() -> None:
    triggers = {transition.trigger for lifecycle in ALL for transition in lifecycle.table}

    assert triggers | set(Verb) <= set(ACTS)
    assert set(SCOPES) == set(Scope)
