"""Can this process work with the database it has?"""

from workflow.errors import Refused
from workflow.store.migrating import pending
from workflow.store.unit_of_work import UnitOfWork


class SchemaBehind(Refused):
    """The database lacks migrations of this version; `missing` names them."""

    slug = "schema-behind"


def require_schema(work: UnitOfWork) -> None:
    """Return quietly when the database answers and is migrated. Raises `SchemaBehind`."""
    if missing := pending(work.connection):
        raise SchemaBehind(
            f"数据库缺少迁移：{'、'.join(missing)}。",
            f"The database lacks migrations: {', '.join(missing)}.",
            mend_zh="请运行 binglian db upgrade。",
            mend_en="Run 'binglian db upgrade'.",
            missing=list(missing),
        )
