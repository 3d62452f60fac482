"""What statuses, roles and acts are called, in both languages. Keys are for programs; people read these."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from catalogs.wording import Wording
from workflow.domain.people import Role
from workflow.domain.statuses import FilingStatus, Hold, Outcome, ProjectStatus, StageStatus, Status

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
STAGE_STATUSES: Mapping[StageStatus, Wording] = {
    StageStatus.LOCKED: Wording("未开启", "locked"),
    StageStatus.OPEN: Wording("办理中", "open"),
    StageStatus.CLOSED: Wording("已办结", "closed"),
}
STATUSES: Mapping[Status, Wording] = {
    Status.PLANNED: Wording("待派发", "planned"),
    Status.DISPATCHED: Wording("已派发", "dispatched"),
    Status.RECEIVED: Wording("已收件", "received"),
    Status.ACCEPTED: Wording("已受理", "accepted"),
    Status.IN_REVIEW: Wording("审查中", "in review"),
    Status.DECIDED: Wording("已办结", "decided"),
    Status.DELIVERED: Wording("已送达", "delivered"),
    Status.NOT_ACCEPTED: Wording("不予受理", "not accepted"),
    Status.RETURNED: Wording("已退件", "returned"),
    Status.WITHDRAWN: Wording("已撤件", "withdrawn"),
    Status.VOIDED: Wording("已作废", "voided"),
}
HOLDS: Mapping[Hold, Wording] = {
    Hold.NONE: Wording("未停钟", "not on hold"),
    Hold.CORRECTION: Wording("补正中", "correction"),
    Hold.SPECIAL_PROCEDURE: Wording("特别程序中", "special procedure"),
    Hold.WITHDRAWAL_PENDING: Wording("撤件待确认", "withdrawal pending"),
}
OUTCOMES: Mapping[Outcome, Wording] = {
    Outcome.NONE: Wording("未决定", "undecided"),
    Outcome.APPROVED: Wording("通过", "approved"),
    Outcome.APPROVED_WITH_PROMISE: Wording("容缺通过", "approved with promise"),
    Outcome.REFUSED: Wording("不予许可", "refused"),
}
FILINGS: Mapping[FilingStatus, Wording] = {
    FilingStatus.NONE: Wording("未备案", "not filed"),
    FilingStatus.FILED: Wording("已备案", "filed"),
    FilingStatus.VERIFIED: Wording("已核查", "verified"),
    FilingStatus.CORRECTED: Wording("已更正", "corrected"),
    FilingStatus.CANCELLED: Wording("已撤销", "cancelled"),
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
# Triggers of the lifecycles and verbs of the permission gate.
ACTS: Mapping[str, Wording] = {
    "accept": Wording("受理", "accept"),
    "acknowledge": Wording("签收移交", "acknowledge"),
    "add_item": Wording("增补事项", "add an item"),
    "answer_withdrawal": Wording("答复撤件", "answer the withdrawal"),
    "apply": Wording("申请", "apply"),
    "apply_again": Wording("再次申请", "apply again"),
    "become_ready": Wording("转为具备开工条件", "become ready"),
    "begin_permitting": Wording("进入审批", "begin permitting"),
    "begin_review": Wording("开始审查", "begin the review"),
    "cancel": Wording("撤销备案", "cancel the filing"),
    "check_filing": Wording("核查备案", "check the filing"),
    "close": Wording("办结阶段", "close the stage"),
    "complete": Wording("报告竣工", "complete"),
    "confirm_code": Wording("确认赋码", "confirm the code"),
    "confirm_withdrawal": Wording("同意撤件", "confirm the withdrawal"),
    "correct": Wording("更正备案", "correct the filing"),
    "decide": Wording("办结", "decide"),
    "deliver": Wording("送达", "deliver"),
    "dispatch": Wording("派发", "dispatch"),
    "end_special_procedure": Wording("结束特别程序", "end the special procedure"),
    "file": Wording("备案", "file"),
    "give_opinion": Wording("答复意见", "give an opinion"),
    "hand_over": Wording("初审移交", "hand over"),
    "hold": Wording("启动或结束特别程序", "start or end a special procedure"),
    "lapse": Wording("失效", "lapse"),
    "lose_readiness": Wording("取消开工条件", "lose readiness"),
    "open": Wording("开启阶段", "open the stage"),
    "receive": Wording("收件", "receive"),
    "record_elsewhere": Wording("登记已有结果", "record a result from elsewhere"),
    "refuse_acceptance": Wording("不予受理", "refuse to accept"),
    "refuse_withdrawal": Wording("不同意撤件", "refuse the withdrawal"),
    "register": Wording("登记项目", "register"),
    "report_construction": Wording("报告开工、竣工", "report construction"),
    "request_correction": Wording("要求补正", "ask for a correction"),
    "request_opinion": Wording("征求意见", "ask for an opinion"),
    "request_withdrawal": Wording("申请撤件", "ask to withdraw"),
    "request_withdrawal_of_project": Wording("申请项目撤件", "ask to withdraw the project"),
    "resend": Wording("重新上报", "send again"),
    "return": Wording("退件", "return"),
    "see_supervision_orders": Wording("查看督办单", "see supervision orders"),
    "see_exchange": Wording("查看数据交换", "see the exchange"),
    "see_inbox": Wording("查看收件箱", "see the inbox"),
    "see_project": Wording("查看项目", "see the project"),
    "start_construction": Wording("报告开工", "start construction"),
    "start_special_procedure": Wording("启动特别程序", "start a special procedure"),
    "submit_correction": Wording("提交补正", "submit the correction"),
    "submit_document": Wording("提交材料", "submit a document"),
    "terminate": Wording("终止", "terminate"),
    "verify": Wording("核实备案", "verify the filing"),
    "void": Wording("作废", "void"),
    "withdraw": Wording("撤件", "withdraw"),
}
_TABLES: tuple[Mapping[Any, Wording], ...] = (
    PROJECT_STATUSES,
    STAGE_STATUSES,
    STATUSES,
    HOLDS,
    OUTCOMES,
    FILINGS,
    ROLES,
)
_BY_KIND = {type(next(iter(table))): table for table in _TABLES}


def called(word: StrEnum) -> Wording:
    """What a status or role is called."""
    return _BY_KIND.get(type(word), {}).get(word, Wording(str(word), str(word)))


def act(key: str) -> Wording:
    """What a trigger or verb is called; one that has no name yet is told by its key."""
    return ACTS.get(key, Wording(key, key))


def listed(words: Iterable[Wording]) -> Wording:
    """Several words as one enumeration."""
    words = list(words)
    return Wording("、".join(word.zh for word in words), ", ".join(word.en for word in words))
