"""The exchange tables as this side writes them: columns, their form and their code tables.

Table and column names are written from memory of the public standard 《工程建设项目审批管理系统数据共享交换标准》;
lengths are the stand-in platform's. Both are to be confirmed with the platform before real use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflow.gateways.provincial import codes
from workflow.gateways.provincial.codes import CodeTable


class Table(StrEnum):
    """In sending order: parents before children."""

    FLOW = "SPGL_DFXMSPLCXXB"  # 审批流程
    STAGE = "SPGL_DFXMSPLCJDXXB"  # 流程阶段
    STAGE_ITEM = "SPGL_DFXMSPLCJDSXXXB"  # 阶段事项
    PROJECT = "SPGL_XMJBXXB"  # 项目基本信息
    UNIT = "SPGL_XMDWXXB"  # 项目单位
    CASE = "SPGL_XMSPSXBLXXB"  # 事项办理
    HANDLING = "SPGL_XMSPSXBLXXXXB"  # 办理详细信息: the event log
    DOCUMENT = "SPGL_XMSPSXPFWJXXB"  # 批复文件
    ATTACHMENT = "SPGL_XMQTFJXXB"  # 其他附件


class Form(StrEnum):
    """How a value is written; times are Beijing's."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DAY = "YYYY-MM-DD"
    MOMENT = "YYYY-MM-DD HH:MM:SS"


@dataclass(frozen=True)
class Column:
    """`length` in characters; an empty code table admits any value; a blank one may be left out.

    A text that is only told is cut to the length, visibly. Any other must fit: what people state is measured then.
    """

    name: str
    meaning: str
    form: Form
    length: int
    codes: CodeTable = field(default_factory=dict)
    may_be_blank: bool = False
    is_only_told: bool = False


TEXT, INTEGER, DECIMAL, DAY, MOMENT = Form.TEXT, Form.INTEGER, Form.DECIMAL, Form.DAY, Form.MOMENT

COMMON = (
    Column("LSH", "流水号", TEXT, 64),
    Column("DFSJZJ", "地方数据主键", TEXT, 128),
    Column("XZQHDM", "行政区划代码", TEXT, 6),
    Column("SJYXBS", "数据有效标识", INTEGER, 1, codes.VALIDITY),
    Column("SJWXYY", "数据无效原因", TEXT, 500, may_be_blank=True, is_only_told=True),
    Column("GXSJ", "更新时间", MOMENT, 19),
)
FLOW = (Column("SPLCBM", "审批流程编码", TEXT, 64), Column("SPLCBBH", "审批流程版本号", TEXT, 32))
FLOW_TYPE = Column("SPLCLX", "审批流程类型", INTEGER, 2, codes.FLOW_TYPES)
STAGE = Column("SPJDBM", "审批阶段编码", TEXT, 64)
ITEM = (Column("SPSXBM", "审批事项编码", TEXT, 64), Column("SPSXBBH", "审批事项版本号", TEXT, 32))
OFFICE = (Column("SPBMBM", "审批部门编码", TEXT, 64), Column("SPBMMC", "审批部门名称", TEXT, 200, is_only_told=True))
PROJECT = Column("GCDM", "工程代码", TEXT, 24)
CASE = Column("SPSXSLBM", "审批事项实例编码", TEXT, 128)

COLUMNS: Mapping[Table, tuple[Column, ...]] = {
    Table.FLOW: (
        *COMMON,
        *FLOW,
        FLOW_TYPE,
        Column("SPLCMC", "审批流程名称", TEXT, 200, is_only_told=True),
        Column("SPLCSXSJ", "审批流程生效时间", DAY, 19),
    ),
    Table.STAGE: (
        *COMMON,
        *FLOW,
        STAGE,
        Column("SPJDMC", "审批阶段名称", TEXT, 200, is_only_told=True),
        Column("SPJDXH", "审批阶段序号", INTEGER, 3),
        Column("DYBZSPJDXH", "对应标准审批阶段序号", INTEGER, 1, codes.STANDARD_STAGES),
        Column("SPJDSX", "审批阶段时限", INTEGER, 4),
    ),
    Table.STAGE_ITEM: (
        *COMMON,
        *FLOW,
        STAGE,
        *ITEM,
        *OFFICE,
        Column("SPSXMC", "审批事项名称", TEXT, 300, is_only_told=True),
        Column("DYBZSPSXBM", "对应标准审批事项编码", TEXT, 64, may_be_blank=True),
        Column("SFSXGZCNZ", "是否实行告知承诺制", INTEGER, 1, codes.YES_NO),
        Column("BJLX", "办件类型", INTEGER, 1, codes.CASE_TYPES),
        Column("SPSXBLSX", "审批事项办理时限", INTEGER, 4),
        Column("QZSPSXBM", "前置审批事项编码", TEXT, 2000, may_be_blank=True),
        Column("SFLCBSX", "是否里程碑事项", INTEGER, 1, codes.YES_NO),
    ),
    Table.PROJECT: (
        *COMMON,
        *FLOW,
        FLOW_TYPE,
        PROJECT,
        Column("XMDM", "项目代码", TEXT, 24),
        Column("XMMC", "项目名称", TEXT, 300, is_only_told=True),
        Column("LXLX", "立项类型", INTEGER, 1, codes.KINDS),
        Column("GBHYDMFBND", "国标行业代码发布年代", TEXT, 4, codes.INDUSTRY_YEARS),
        Column("GBHY", "国标行业", TEXT, 2),
        Column("XMTZLY", "项目投资来源", INTEGER, 1, codes.FUND_SOURCES),
        Column("TDHQFS", "土地获取方式", INTEGER, 1, codes.LAND_SOURCES),
        Column("NKGSJ", "拟开工时间", DAY, 19),
        Column("NJCSJ", "拟建成时间", DAY, 19),
        Column("ZTZE", "总投资额（万元）", DECIMAL, 20),
        Column("JSDD", "建设地点", TEXT, 500),
        Column("JSGMJNR", "建设规模及内容", TEXT, 4000),
        Column("SBSJ", "申报时间", DAY, 19),
        Column("XMSFWQBJ", "项目是否完全办结", INTEGER, 1, codes.YES_NO),
    ),
    Table.UNIT: (
        *COMMON,
        PROJECT,
        Column("DWTYSHXYDM", "单位统一社会信用代码", TEXT, 18),
        Column("DWMC", "单位名称", TEXT, 200, is_only_told=True),
        Column("DWLX", "单位类型", TEXT, 20),
    ),
    Table.CASE: (
        *COMMON,
        *FLOW,
        STAGE,
        *ITEM,
        *OFFICE,
        PROJECT,
        CASE,
        Column("BLSPSLBM", "并联审批实例编码", TEXT, 128),
        Column("SLFS", "受理方式", INTEGER, 1, codes.ACCEPTANCE_WAYS),
        Column("GKFS", "公开方式", INTEGER, 1, codes.PUBLICITY),
        Column("SXBLSX", "事项办理时限", INTEGER, 4),
    ),
    Table.HANDLING: (
        *COMMON,
        PROJECT,
        CASE,
        Column("BLCS", "办理处室", TEXT, 200, is_only_told=True),
        Column("BLR", "办理人", TEXT, 100, is_only_told=True),
        Column("BLZT", "办理状态", INTEGER, 2, codes.HANDLING),
        Column("BLYJ", "办理意见", TEXT, 4000, may_be_blank=True, is_only_told=True),
        Column("BLSJ", "办理时间", MOMENT, 19),
    ),
    Table.DOCUMENT: (
        *COMMON,
        PROJECT,
        CASE,
        Column("PFRQ", "批复日期", DAY, 19),
        Column("PFWH", "批复文号", TEXT, 100),
        Column("PFWJBT", "批复文件标题", TEXT, 300, is_only_told=True),
        Column("PFWJYXQX", "批复文件有效期限", DAY, 19),
        Column("FJMC", "附件名称", TEXT, 300, may_be_blank=True, is_only_told=True),
        Column("FJID", "附件标识", TEXT, 128, may_be_blank=True),
    ),
    Table.ATTACHMENT: (
        *COMMON,
        PROJECT,
        Column("SPSXSLBM", "审批事项实例编码", TEXT, 128, may_be_blank=True),
        Column("FJLX", "附件类型", TEXT, 64),
        Column("FJMC", "附件名称", TEXT, 300, is_only_told=True),
        Column("FJID", "附件标识", TEXT, 128),
    ),
}
