"""What must be true of the data before the programs start. Each may be done again at every start."""

from collections.abc import Callable
from dataclasses import dataclass

from catalogs import loader
from workflow.bootstrap import Wiring
from workflow.settings import Settings
from workflow.store.database import engine_for
from workflow.store.migrating import upgrade


@dataclass(frozen=True)
class Preparation:
    """A step of the start; `do` takes `completed` settings and returns what to show of its outcome."""

    title: str
    do: Callable[[Settings], str]


def migrate(settings: Settings) -> str:
    """Bring the database to the newest schema."""
    engine = engine_for(settings.database_url or "")
    try:
        applied = upgrade(engine)
    finally:
        engine.dispose()
    return f"{len(applied)} applied: {', '.join(applied)}" if applied else "up to date"


def load_edition(settings: Settings) -> str:
    """Read the edition that new projects get; a faulty one keeps the system from starting."""
    edition = loader.load(settings.edition)
    return f"{edition.id}, {len(edition.items)} items, {len(edition.offices)} offices"


def demonstrate(settings: Settings) -> str:
    """The demonstration's people; a deployment with real data has none."""
    if not settings.demonstration:
        return "none here"
    accounts = Wiring(settings).load_demonstration()
    return f"{len(accounts)} people"


PREPARATIONS = (
    Preparation("数据库迁移 migrations", migrate),
    Preparation("审批事项目录 catalog edition", load_edition),
    Preparation("演示机构与人员 demonstration people", demonstrate),
)
