"""How far a viewer's reach goes in a list of projects `p`, or of what belongs to them."""

from collections.abc import Iterable, Mapping

from workflow.domain.people import Actor
from workflow.domain.permissions import Scope

# One table says what each reach of the permission gate means in SQL; a scope that is not here reaches no list.
# Both conditions on `involved_offices`: its index holds only the cases that somebody is involved in. An array, so that
# the office's cases are found first: as a join it may be looked for in every project there is, newest first.
_NARROWED: Mapping[Scope, str] = {
    Scope.ANYTHING: "true",
    Scope.OWN_PROJECT: "p.applicant_code = :organisation",
    Scope.INVOLVED_OFFICE: """p.id = ANY(ARRAY(
        SELECT mine.project_id FROM sub_approvals mine
        WHERE mine.involved_offices <> '{}' AND mine.involved_offices @> ARRAY[CAST(:office AS text)]))""",
}


def within(reach: Iterable[Scope]) -> str:
    """The SQL condition on projects `p`, with the parameters that `of_viewer` gives."""
    return "(" + " OR ".join(sorted(_NARROWED[scope] for scope in reach)) + ")"


def of_viewer(viewer: Actor) -> Mapping[str, object]:
    return {"organisation": viewer.organisation, "office": viewer.office}
