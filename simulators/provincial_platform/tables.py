"""The exchange tables: columns, what identifies a row to its children, and which rows must be there before it.

Column names are written from memory of the public standard 《工程建设项目审批管理系统数据共享交换标准》; lengths
are this stand-in's own.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from simulators.provincial_platform import codetables as codes
from simulators.provincial_platform.columns import Column, Form
from simulators.provincial_platform.faults import FaultCode


class Table(StrEnum):
    FLOW = "SPGL_DFXMSPLCXXB"
    STAGE = "SPGL_DFXMSPLCJDXXB"
    STAGE_ITEM = "SPGL_DFXMSPLCJDSXXXB"
    PROJECT = "SPGL_XMJBXXB"
    UNIT = "SPGL_XMDWXXB"
    INSTANCE = "SPGL_XMSPSXBLXXB"
    EVENT = "SPGL_XMSPSXBLXXXXB"
    DOCUMENT = "SPGL_XMSPSXPFWJXXB"
    ATTACHMENT = "SPGL_XMQTFJXXB"


@dataclass(frozen=True, slots=True)
class Parent:
    """A row that must be held and valid; `columns` of the child name it. Optional: only when the last one is given."""

    table: Table
    columns: tuple[str, ...]
    fault: FaultCode
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One exchange table. `identity` are the columns by which its children name it (or, for events, share a case)."""

    meaning: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    parents: tuple[Parent, ...] = ()


TEXT, INTEGER, DECIMAL, DAY, MOMENT = Form.TEXT, Form.INTEGER, Form.DECIMAL, Form.DAY, Form.MOMENT
OPTIONAL = False

COMMON = (
    Column("LSH", "流水号", TEXT, 64),
    Column("DFSJZJ", "地方数据主键", TEXT, 128),
    Column("XZQHDM", "行政区划代码", TEXT, 6, codes=codes.REGIONS),
    Column("SJYXBS", "数据有效标识", INTEGER, 1, codes=codes.VALIDITY),
    Column("SJWXYY", "数据无效原因", TEXT, 500, OPTIONAL),
    Column("GXSJ", "更新时间", MOMENT, 19),
)
FLOW_CODE = Column("SPLCBM", "审批流程编码", TEXT, 64)
FLOW_VERSION = Column("SPLCBBH", "审批流程版本号", TEXT, 32)
FLOW_TYPE = Column("SPLCLX", "审批流程类型", INTEGER, 2, codes=codes.FLOW_TYPES)
STAGE_CODE = Column("SPJDBM", "审批阶段编码", TEXT, 64)
ITEM_CODE = Column("SPSXBM", "审批事项编码", TEXT, 64)
ITEM_VERSION = Column("SPSXBBH", "审批事项版本号", TEXT, 32)
ITEM_DAYS = Column("SPSXBLSX", "审批事项办理时限（工作日）", INTEGER, 4)
PROJECT_CODE = Column("GCDM", "工程代码", TEXT, 24)
INSTANCE_CODE = Column("SPSXSLBM", "审批事项实例编码", TEXT, 128)
OFFICE = (Column("SPBMBM", "审批部门编码", TEXT, 64), Column("SPBMMC", "审批部门名称", TEXT, 200))
FILE = (Column("FJMC", "附件名称", TEXT, 300), Column("FJID", "附件标识", TEXT, 128))
OPTIONAL_FILE = (Column("FJMC", "附件名称", TEXT, 300, OPTIONAL), Column("FJID", "附件标识", TEXT, 128, OPTIONAL))

FLOW_KEY = ("SPLCBM", "SPLCBBH")
STAGE_KEY = (*FLOW_KEY, "SPJDBM")
ITEM_KEY = (*STAGE_KEY, "SPSXBM", "SPSXBBH")
INSTANCE_KEY = ("GCDM", "SPSXSLBM")

OF_FLOW = Parent(Table.FLOW, FLOW_KEY, FaultCode.NO_FLOW)
OF_STAGE = Parent(Table.STAGE, STAGE_KEY, FaultCode.NO_STAGE)
OF_STAGE_ITEM = Parent(Table.STAGE_ITEM, ITEM_KEY, FaultCode.NO_ITEM)
OF_PROJECT = Parent(Table.PROJECT, ("GCDM",), FaultCode.NO_PROJECT)
OF_INSTANCE = Parent(Table.INSTANCE, INSTANCE_KEY, FaultCode.NO_INSTANCE)
MAY_BE_OF_INSTANCE = Parent(Table.INSTANCE, INSTANCE_KEY, FaultCode.NO_INSTANCE, optional=True)

DEFINITIONS = MappingProxyType(
    {
        Table.FLOW: Definition(
            meaning="地方项目审批流程信息表",
            identity=FLOW_KEY,
            columns=(
                *COMMON,
                FLOW_CODE,
                Column("SPLCMC", "审批流程名称", TEXT, 200),
                FLOW_VERSION,
                Column("SPLCSXSJ", "审批流程生效时间", DAY, 19),
                FLOW_TYPE,
            ),
        ),
        Table.STAGE: Definition(
            meaning="地方项目审批流程阶段信息表",
            identity=STAGE_KEY,
            parents=(OF_FLOW,),
            columns=(
                *COMMON,
                FLOW_CODE,
                FLOW_VERSION,
                STAGE_CODE,
                Column("SPJDMC", "审批阶段名称", TEXT, 200),
                Column("SPJDXH", "审批阶段序号", INTEGER, 3),
                Column("DYBZSPJDXH", "对应标准审批阶段序号", INTEGER, 1, codes=codes.STANDARD_STAGES),
                Column("SPJDSX", "审批阶段时限（工作日）", INTEGER, 4),
            ),
        ),
        Table.STAGE_ITEM: Definition(
            meaning="地方项目审批流程阶段事项信息表",
            identity=ITEM_KEY,
            parents=(OF_FLOW, OF_STAGE),
            columns=(
                *COMMON,
                FLOW_CODE,
                FLOW_VERSION,
                STAGE_CODE,
                ITEM_CODE,
                ITEM_VERSION,
                Column("SPSXMC", "审批事项名称", TEXT, 300),
                # Blank until the province has issued its item codes.
                Column("DYBZSPSXBM", "对应标准审批事项编码", TEXT, 64, OPTIONAL),
                Column("SFSXGZCNZ", "是否实行告知承诺制", INTEGER, 1, codes=codes.YES_NO),
                Column("BJLX", "办件类型", INTEGER, 1, codes=codes.CASE_TYPES),
                ITEM_DAYS,
                *OFFICE,
                Column("QZSPSXBM", "前置审批事项编码", TEXT, 2000, OPTIONAL),
                Column("SFLCBSX", "是否里程碑事项", INTEGER, 1, codes=codes.YES_NO),
            ),
        ),
        Table.PROJECT: Definition(
            meaning="项目基本信息表",
            identity=("GCDM",),
            parents=(OF_FLOW,),
            columns=(
                *COMMON,
                Column("XMDM", "项目代码", TEXT, 24),
                PROJECT_CODE,
                Column("XMMC", "项目名称", TEXT, 300),
                FLOW_CODE,
                FLOW_VERSION,
                FLOW_TYPE,
                Column("LXLX", "立项类型", INTEGER, 1, codes=codes.KINDS),
                Column("GBHYDMFBND", "国标行业代码发布年代", TEXT, 4, codes=codes.INDUSTRY_YEARS),
                Column("GBHY", "国标行业", TEXT, 2, codes=codes.INDUSTRIES),
                Column("XMTZLY", "项目投资来源", INTEGER, 1, codes=codes.FUND_SOURCES),
                Column("TDHQFS", "土地获取方式", INTEGER, 1, codes=codes.LAND_SOURCES),
                Column("NKGSJ", "拟开工时间", DAY, 19),
                Column("NJCSJ", "拟建成时间", DAY, 19),
                Column("ZTZE", "总投资额（万元）", DECIMAL, 20),
                Column("JSDD", "建设地点", TEXT, 500),
                Column("JSGMJNR", "建设规模及内容", TEXT, 4000),
                Column("SBSJ", "申报时间", DAY, 19),
                Column("XMSFWQBJ", "项目是否完全办结", INTEGER, 1, codes=codes.YES_NO),
            ),
        ),
        Table.UNIT: Definition(
            meaning="项目单位信息表",
            identity=("GCDM", "DWTYSHXYDM"),
            parents=(OF_PROJECT,),
            columns=(
                *COMMON,
                PROJECT_CODE,
                Column("DWTYSHXYDM", "单位统一社会信用代码", TEXT, 18),
                Column("DWMC", "单位名称", TEXT, 200),
                Column("DWLX", "单位类型", TEXT, 20),
            ),
        ),
        Table.INSTANCE: Definition(
            meaning="项目审批事项办理信息表",
            identity=INSTANCE_KEY,
            parents=(OF_PROJECT, OF_STAGE_ITEM),
            columns=(
                *COMMON,
                PROJECT_CODE,
                FLOW_CODE,
                FLOW_VERSION,
                STAGE_CODE,
                ITEM_CODE,
                ITEM_VERSION,
                INSTANCE_CODE,
                Column("BLSPSLBM", "并联审批实例编码", TEXT, 128),
                *OFFICE,
                Column("SLFS", "受理方式", INTEGER, 1, codes=codes.ACCEPTANCE_WAYS),
                Column("GKFS", "公开方式", INTEGER, 1, codes=codes.PUBLICITY),
                Column("SXBLSX", "事项办理时限（工作日）", INTEGER, 4),
            ),
        ),
        Table.EVENT: Definition(
            meaning="项目审批事项办理详细信息表",
            identity=INSTANCE_KEY,
            parents=(OF_PROJECT, OF_INSTANCE),
            columns=(
                *COMMON,
                PROJECT_CODE,
                INSTANCE_CODE,
                Column("BLCS", "办理处室", TEXT, 200),
                Column("BLR", "办理人", TEXT, 100),
                Column("BLZT", "办理状态", INTEGER, 2, codes=codes.HANDLING_STATES),
                Column("BLYJ", "办理意见", TEXT, 4000, OPTIONAL),
                Column("BLSJ", "办理时间", MOMENT, 19),
            ),
        ),
        Table.DOCUMENT: Definition(
            meaning="项目审批事项批复文件信息表",
            identity=INSTANCE_KEY,
            parents=(OF_PROJECT, OF_INSTANCE),
            columns=(
                *COMMON,
                PROJECT_CODE,
                INSTANCE_CODE,
                Column("PFRQ", "批复日期", DAY, 19),
                Column("PFWH", "批复文号", TEXT, 100),
                Column("PFWJBT", "批复文件标题", TEXT, 300),
                Column("PFWJYXQX", "批复文件有效期限", DAY, 19),  # 9999-01-01: no expiry
                *OPTIONAL_FILE,
            ),
        ),
        Table.ATTACHMENT: Definition(
            meaning="项目其他附件信息表",
            identity=INSTANCE_KEY,
            parents=(OF_PROJECT, MAY_BE_OF_INSTANCE),
            columns=(
                *COMMON,
                PROJECT_CODE,
                Column("SPSXSLBM", "审批事项实例编码", TEXT, 128, OPTIONAL),
                Column("FJLX", "附件类型", TEXT, 64),
                *FILE,
            ),
        ),
    }
)

# Columns the sender keeps for itself; they may travel along and are not checked.
SENDERS_OWN = frozenset({"SJSCZT", "SBYY"})
