"""Who acts: a person in a role, an office, an organisation, the system itself or the province."""

from dataclasses import dataclass
from enum import StrEnum

from catalogs.schema import OfficeId


class Role(StrEnum):
    APPLICANT = "applicant"  # 申请人
    OFFICER = "officer"  # 经办人
    SUPERVISOR = "supervisor"  # 监察人员
    MAINTAINER = "maintainer"  # 目录维护人员
    ADMINISTRATOR = "administrator"  # 管理员
    SYSTEM = "system"  # Binglian itself, where the law lets time or completeness act
    PROVINCE = "province"  # the provincial platform


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Someone who does something, as the event log will remember him."""

    role: Role
    id: str
    name: str
    office: OfficeId | None = None
    organisation: str | None = None  # unified social credit code of the applicant he acts for


SYSTEM = Actor(role=Role.SYSTEM, id="system", name="并联系统")
PROVINCE = Actor(role=Role.PROVINCE, id="province", name="省级平台")
