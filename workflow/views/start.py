"""The start page: what runs here, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from catalogs.schema import RegionCode
from workflow.domain.people import Role
from workflow.domain.statuses import ProjectStatus


@dataclass(frozen=True, kw_only=True)
class StartPage:
    """Projects by status, open cases by centre, and how many demonstration people of each role can sign in."""

    projects: Mapping[ProjectStatus, int]
    open_cases: Mapping[RegionCode, int]
    demonstration_people: Mapping[Role, int]


_PROJECTS = text("SELECT status, count(*) AS number FROM projects GROUP BY status")
# A case that two offices of one centre have in hand side by side is still one case of that centre.
_OPEN_CASES = text(
    """
    SELECT centre, count(*) AS number FROM (
      SELECT DISTINCT s.id, split_part(office, '.', 1) AS centre
      FROM sub_approvals s, unnest(s.acting_offices) office WHERE s.acting_offices <> '{}') open
    GROUP BY centre
    """
)
_PEOPLE = text("SELECT role, count(*) AS number FROM people WHERE is_demonstration GROUP BY role")


def start_page(connection: Connection) -> StartPage:
    """The counts as they are now."""
    return StartPage(
        projects={ProjectStatus(row.status): row.number for row in connection.execute(_PROJECTS)},
        open_cases={RegionCode(row.centre): row.number for row in connection.execute(_OPEN_CASES)},
        demonstration_people={Role(row.role): row.number for row in connection.execute(_PEOPLE)},
    )
