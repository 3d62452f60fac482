"""What the statuses are called, in both languages."""

from collections.abc import Mapping

from catalogs.wording import Wording
from workflow.domain.people import Role
from workflow.domain.statuses import Outcome, ProjectStatus

PROJECT_STATUSES: Mapping[ProjectStatus, Wording] = {
    ProjectStatus.DRAFT: Wording("草稿", "draft"),
    ProjectStatus.REGISTERED: Wording("已登记，待赋码", "registered, awaiting its code"),
    ProjectStatus.CODED: Wording("已赋码", "coded"),
    ProjectStatus.PERMITTING: Wording("审批中", "permitting"),
    ProjectStatus.READY_TO_START: Wording("具备开工条件", "ready to start"),
    ProjectStatus.CONSTRUCTING: Wording("在建", "constructing"),
    ProjectStatus.COMPLETED: Wording("竣工", "completed"),
    ProjectStatus.WITHDRAWN: Wording("撤件", "withdrawn"),
    ProjectStatus.LAPSED: Wording("失效", "lapsed"),
    ProjectStatus.TERMINATED: Wording("终止", "terminated"),
}
OUTCOMES: Mapping[Outcome, Wording] = {
    Outcome.NONE: Wording("未决定", "undecided"),
    Outcome.APPROVED: Wording("通过", "approved"),
    Outcome.APPROVED_WITH_PROMISE: Wording("容缺通过", "approved with promise"),
    Outcome.REFUSED: Wording("不予许可", "refused"),
}
ROLES: Mapping[Role, Wording] = {
    Role.APPLICANT: Wording("申请人", "applicant"),
    Role.OFFICER: Wording("经办人", "officer"),
    Role.SUPERVISOR: Wording("监察人员", "supervisor"),
    Role.MAINTAINER: Wording("目录维护人员", "catalog maintainer"),
    Role.ADMINISTRATOR: Wording("管理员", "administrator"),
    Role.SYSTEM: Wording("系统", "system"),
    Role.PROVINCE: Wording("省级平台", "provincial platform"),
}
