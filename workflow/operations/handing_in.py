"""Before a content is taken in: may it come at all? What is refused here never reaches the store."""

from catalogs.schema import ItemKey, MaterialKey
from workflow.domain.ids import ProjectId
from workflow.domain.people import Actor
from workflow.domain.permissions import Verb, check
from workflow.operations.cases import item_for
from workflow.operations.requiring import require_material
from workflow.store.unit_of_work import UnitOfWork


def require_submission(work: UnitOfWork, id: ProjectId, *, material: MaterialKey, applicant: Actor) -> None:
    """Return quietly when the applicant may hand in that material; asked again, under the lock, when he does."""
    project = work.projects.load(id)
    check(applicant, Verb.SUBMIT_DOCUMENT, project)
    require_material(project.edition, material)


def require_result(work: UnitOfWork, id: ProjectId, item: ItemKey, *, officer: Actor) -> None:
    """Return quietly when the officer may record a result of that item; asked again, under the lock, when he does."""
    item_for(work.projects.load(id), item, Verb.RECORD_ELSEWHERE, officer)
