"""Value tables of the exchange standard, and how our words become them.

Labels and numbers of handling states, flow types, kinds and stages were read in systems that report to a province;
those marked "from memory" were not read in any source and are to be confirmed with the platform.
"""

from collections.abc import Mapping
from enum import IntEnum

from catalogs.schema import Kind, LimitUnit
from workflow.domain.statuses import Outcome

CodeTable = Mapping[str, str]


class Handling(IntEnum):
    """办理状态 BLZT. 16 (撤件待确认) is a city's own affair and never sent."""

    RECEIVED = 1  # 已接件
    WITHDRAWN = 2  # 已撤件
    ACCEPTED = 3  # 窗口受理
    NO_PERMIT_NEEDED = 4  # 不受理
    NOT_ACCEPTED = 5  # 不予受理
    CORRECTION_BEGUN = 6  # 补正（开始）
    CORRECTION_ENDED = 7  # 补正（结束）
    AT_DEPARTMENT = 8  # 部门受理
    SPECIAL_PROCEDURE_BEGUN = 9  # 特别程序（开始）
    SPECIAL_PROCEDURE_ENDED = 10  # 特别程序（结束）
    APPROVED = 11  # 办结（通过）
    APPROVED_WITH_PROMISE = 12  # 办结（容缺通过）
    REFUSED = 13  # 办结（不通过）
    RECALLED = 14  # 撤回
    REVOKED = 15  # 撤销


HANDLING: CodeTable = {str(int(state)): state.name for state in Handling}
VALIDITY: CodeTable = {"0": "无效", "1": "有效"}
YES_NO: CodeTable = {"0": "否", "1": "是"}
FLOW_TYPES: CodeTable = {
    "1": "政府投资房建",
    "2": "政府投资线性",
    "3": "一般社会投资",
    "4": "小型社会投资",
    "5": "带方案出让",
    "6": "工业",
    "7": "交通",
    "8": "水利",
    "9": "能源",
    "10": "其他",
}
STANDARD_STAGES: CodeTable = {
    "1": "立项用地规划许可",
    "2": "工程建设许可",
    "3": "施工许可",
    "4": "竣工验收",
    "5": "并行推进",
}
KINDS: CodeTable = {"1": "审批", "2": "核准", "3": "备案"}
INDUSTRY_YEARS: CodeTable = {"2017": "GB/T 4754-2017"}
ACCEPTANCE_WAYS: CodeTable = {"1": "窗口", "4": "全流程网上"}
# The labels of the next four are from memory.
FUND_SOURCES: CodeTable = {"1": "政府投资", "2": "企业投资", "3": "其他"}
LAND_SOURCES: CodeTable = {"1": "划拨", "2": "出让", "3": "租赁", "4": "作价入股", "5": "其他"}
CASE_TYPES: CodeTable = {"1": "即办件", "2": "承诺件", "3": "联办件", "4": "上报件", "5": "答复件", "6": "代办件"}
PUBLICITY: CodeTable = {"1": "主动公开", "2": "依申请公开", "3": "不公开"}

KIND: Mapping[Kind, int] = {Kind.APPROVAL: 1, Kind.VERIFICATION: 2, Kind.FILING: 3}
OUTCOME: Mapping[Outcome, Handling] = {
    Outcome.APPROVED: Handling.APPROVED,
    Outcome.APPROVED_WITH_PROMISE: Handling.APPROVED_WITH_PROMISE,
    Outcome.REFUSED: Handling.REFUSED,
}
# Answers to the questions `funding` and `land_supply` of an edition; any other answer is 其他.
FUND_SOURCE: Mapping[object, int] = {"government-direct": 1, "government-subsidy": 2, "enterprise": 2}
LAND_SOURCE: Mapping[object, int] = {"allocated": 1, "granted": 2}
OTHER_FUND_SOURCE, OTHER_LAND_SOURCE = 3, 5
CASE_TYPE: Mapping[LimitUnit, int] = {LimitUnit.AT_ONCE: 1}
PROMISED_CASE = 2
ONLINE = 4
OPEN_TO_ALL = 1
ORDINARY_UNIT = "1"  # 单位类型: the project's own organisation, from memory
NO_EXPIRY = "9999-01-01"
