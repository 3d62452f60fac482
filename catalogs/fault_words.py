"""What each kind of fault says, and how to mend it. One table, so that all faults speak with one voice."""

from typing import NamedTuple

from catalogs.faults import Fault, FaultKind
from catalogs.wording import Wording

K = FaultKind


class Words(NamedTuple):
    what_zh: str
    what_en: str
    mend_zh: str
    mend_en: str


WORDS: dict[FaultKind, Words] = {
    K.MISSING_TABLE: Words(
        "缺少数据表 {value}",
        "the table {value} is missing",
        "补上该文件,表头见 schema",
        "add the file with its header row",
    ),
    K.EDITED_AFTER_PUBLICATION: Words(
        "已发布的版本被改动:现为 {expected}",
        "the published edition was edited: it is now {expected}",
        "已发布的版本不得改动:恢复原样,复制文件夹另立新版本",
        "published editions are not edited: restore it, and make a new edition from a copy of the folder",
    ),
    K.PUBLISHED_WITHOUT_DIGEST: Words(
        "已发布的版本没有摘要",
        "the published edition has no digest",
        '在 edition.toml 写上 digest = "{expected}"',
        'write digest = "{expected}" in edition.toml',
    ),
    K.WRONG_HEADER: Words(
        "表头不符:{value}",
        "the header is wrong: {value}",
        "表头须依次为:{expected}",
        "the columns must be: {expected}",
    ),
    K.MALFORMED_CELL: Words(
        "“{value}”不是{expected}", "'{value}' is not {expected}", "改为{expected}", "write {expected}"
    ),
    K.UNKNOWN_REFERENCE: Words(
        "所引用的“{value}”在 {target} 中不存在",
        "'{value}' is not in {target}",
        "改正拼写,或在 {target} 中补上该行",
        "correct the spelling, or add the row to {target}",
    ),
    K.DUPLICATE_KEY: Words(
        "“{value}”出现 {count} 次", "'{value}' appears {count} times", "只保留一行", "keep one of the rows"
    ),
    K.CYCLE: Words(
        "前置关系成环:{value}",
        "the prerequisites form a cycle: {value}",
        "删去其中一条,或让各条件不能同时成立",
        "remove one of the edges, or make their conditions exclude each other",
    ),
    K.ITEM_WITHOUT_THEME: Words(
        "没有任何主题列出此事项",
        "no theme lists the item",
        "在 stage_items.csv 中列入某阶段",
        "list it in stage_items.csv",
    ),
    K.CONDITION_NEVER_HOLDS: Words(
        "条件“{value}”永不成立",
        "the condition '{value}' can never hold",
        "改正条件,或删去此行",
        "correct the condition, or remove the row",
    ),
    K.ITEM_WITHOUT_OFFICE: Words(
        "{level}级({region})没有承办部门“{value}”",
        "no office of '{value}' handles it at {level} level in {region}",
        "在 offices.csv 增设该部门,或改 handling.csv 的层级",
        "add the office to offices.csv, or change the level in handling.csv",
    ),
    K.DEPARTMENT_NOT_AT_LEVEL: Words(
        "部门“{value}”不设于{level}级",
        "the department '{value}' does not exist at {level} level",
        "改 departments.csv 的 levels,或删去该机构",
        "extend `levels` in departments.csv, or remove the office",
    ),
    K.CONDITION_DOES_NOT_COMPILE: Words(
        "条件“{value}”不合 CEL 语法:{why}",
        "the condition '{value}' is not CEL: {why}",
        "改正语法",
        "correct the expression",
    ),
    K.UNKNOWN_FACT: Words(
        "条件使用了未定义的“{value}”",
        "the condition uses the unknown fact '{value}'",
        "改正拼写,或在 facts.csv 中定义它",
        "correct the spelling, or define it in facts.csv",
    ),
    K.UNKNOWN_CHOICE: Words(
        "条件中的“{value}”不是所用情形的任何选项",
        "the condition compares with '{value}', which is no choice of the facts it uses",
        "改为 {expected} 之一",
        "write one of {expected}",
    ),
    K.FACT_NOT_YET_KNOWN: Words(
        "“{value}”在此表求值时尚未得出",
        "'{value}' is not yet known when this table is read",
        "改用项目申报的情形",
        "use facts the project states itself",
    ),
    K.CONDITION_FAILS: Words(
        "条件“{value}”对 {given} 求值失败:{why}",
        "the condition '{value}' fails on {given}: {why}",
        "使条件对各情形都得出真或假",
        "make it answer true or false for facts of these types",
    ),
    K.CONDITION_MISSING: Words(
        "材料为按情形提交(required = false),却没有条件",
        "the material is asked for only under a condition (required = false), but has none",
        "写明 when,或将 required 改为 true",
        "give the condition in `when`, or set `required` to true",
    ),
    K.MISSING_LIMIT: Words(
        "没有时限:{value}",
        "no time limit: {value}",
        "填 limit_days 与 limit_unit;法无时限的填 promised_days",
        "give limit_days and limit_unit; where the law sets none, promised_days",
    ),
    K.MISSING_BASIS: Words("未写依据", "the legal basis is missing", "写明法规条款", "name the statute and article"),
    K.MISSING_SOURCE: Words(
        "未写来源", "the source is missing", "写明出处;凭记忆的标 [from knowledge]", "name it, or mark [from knowledge]"
    ),
    K.MISSING_NAME: Words("名称为空", "the name is blank", "补上中英文名称", "give the name in both languages"),
    K.UNASKED_RESULT: Words(
        "没有事项需要材料“{value}”",
        "no item asks for the material '{value}'",
        "在 materials.csv 列出需要它的事项,或删去此行",
        "list an item that asks for it in materials.csv, or remove the row",
    ),
    K.UNASKED_MATERIAL: Words(
        "列出此材料的事项“{value}”不在任何主题中,没有人会要它",
        "it is listed for the item '{value}', which no theme holds, so nobody asks for it",
        "将该事项列入主题,或删去此行",
        "list that item in a theme, or remove the row",
    ),
    K.ITEM_WITHOUT_MATERIAL: Words(
        "没有任何材料,无法申请",
        "no material is listed, so there is nothing to apply with",
        "在 materials.csv 中列出其材料",
        "list its materials in materials.csv",
    ),
    K.RESULT_WITHOUT_PREREQUISITE: Words(
        "需要此材料的事项“{value}”并不排在出具它的事项之后",
        "the item '{value}' needs the material but does not come after the item that supplies it",
        "在 dependencies.csv 加 shares-result 一行",
        "add a shares-result row to dependencies.csv",
    ),
    K.JOIN_CAN_STARVE: Words(
        "阶段可能永远无法办结:{value}",
        "the stage may never close: {why}",
        "增加相应的必办(里程碑)事项,或改用其他汇合方式",
        "add such a mandatory item, or choose another join",
    ),
    K.STAGE_NEVER_OPENS: Words(
        "阶段无法开启:{value}",
        "the stage never opens: {why}",
        "改 opens 或补上前一阶段",
        "change `opens`, or add the stage before",
    ),
    K.STAGE_ORDER_GAP: Words(
        "阶段序号不连续:{value}",
        "the stage orders have a gap or repeat: {value}",
        "从 1 起连续编号",
        "number them 1, 2, 3 …",
    ),
    K.STAGE_WITHOUT_ITEM: Words(
        "阶段没有任何事项",
        "the stage has no item",
        "在 stage_items.csv 列入事项,或删去该阶段",
        "list items, or remove it",
    ),
    K.IMPOSSIBLE_ORDER: Words(
        "阶段“{stage}”须先于“{later}”办结,但其事项“{after}”要等后者的“{before}”",
        "stage '{stage}' closes before '{later}' opens, but its item '{after}' waits for '{before}' of the latter",
        "调整事项所在阶段,或改前置条件",
        "move one of the items, or change the prerequisite's condition",
    ),
    K.ROW_NEVER_CHOSEN: Words(
        "此行之前的各行已包括一切项目,轮不到它",
        "the rows before it take every project, so it is never chosen",
        "调整 order 或条件",
        "change `order` or the conditions",
    ),
    K.ROOT_NOT_LISTED: Words(
        "{sort}项目可能采用此主题,但主题未列其核心事项“{value}”",
        "a project of kind {sort} can have this theme, which does not list its root item '{value}'",
        "在 stage_items.csv 中列入该事项",
        "list the item in stage_items.csv",
    ),
    K.NO_CATCH_ALL: Words(
        "有的项目没有任何一行适用{value}",
        "no row fits some projects{value}",
        "加一行空 when 的兜底规则",
        "add a last row whose `when` is blank",
    ),
    K.CALENDAR_GAP: Words(
        "{value} 年缺失,而其前后年份已公布",
        "the year {value} is missing between published years",
        "补上该年放假安排",
        "add that year's holidays",
    ),
    K.UNPLACEABLE_ADDITION: Words(
        "补列此事项时排不出先后:{value}",
        "added late to a project the item would have no place in its order: {value}",
        "给其中一条前置写上条件,使其只在此事项依法需办时成立",
        "give one of the prerequisites a condition, so that it holds only where the item itself is needed",
    ),
    K.CHECKED_FILING: Words(
        "标为“收齐即备案”,但它是“{value}”",
        "it is said to file itself, but it is '{value}'",
        "只有 procedure 为 filing、limit_unit 为 at-once 的事项可以填 true",
        "only an item of procedure `filing` that is settled `at-once` may file itself",
    ),
    K.CALENDAR_DOUBLE_DAY: Words(
        "{value} 出现多次", "{value} appears more than once", "只保留一行", "keep one of the rows"
    ),
    K.MALFORMED_CAP: Words(
        "停钟上限不完整:{value}",
        "the cap on the hold is not a length: {why}",
        "cap_days 写正整数并在 cap_unit 写 {expected};法无上限的两格都留空",
        "write a positive number in cap_days and {expected} in cap_unit, or leave both blank where the law sets no cap",
    ),
    K.CAP_WITHOUT_EFFECT: Words(
        "此类程序不停钟,却设了上限 {value}",
        "it does not stop the clock, yet has a cap of {value}",
        "删去上限;依法停钟的改 effect 并写明依据",
        "remove the cap, or correct `effect` where a law stops the clock",
    ),
    K.HOLD_WITHOUT_CLOCK: Words(
        "所适用的“{value}”类事项都没有按日计算的时限,无钟可停",
        "no item of procedure '{value}' has a limit or a promise in days, so there is no clock to stop",
        "改正 applies_to,或删去此行",
        "correct applies_to, or remove the row",
    ),
    K.BROKEN_REGION_TREE: Words(
        "区划的上级不对:{value}",
        "the region's place in the tree is wrong: {why}",
        "县的上级须为本版所属州市,州市的上级须为省",
        "a county's parent is the prefecture of the edition, a prefecture's the province",
    ),
    K.MALFORMED_CHOICES: Words(
        "选项不合格式:{value}",
        "the choices are malformed: {why}",
        "写成 键=中文=English,以 | 分隔",
        "write key=中文=English, separated by |",
    ),
    K.REQUIRED_FACT_MISSING: Words(
        "缺少平台必需的情形“{value}”({expected})",
        "the fact '{value}' ({expected}), which the platform relies on, is missing",
        "在 facts.csv 中加上",
        "add it to facts.csv",
    ),
    K.MALFORMED_WORDS: Words(
        "“{value}”不是 {expected} 之一", "'{value}' is none of {expected}", "改为其中之一", "write one of them"
    ),
}


def fault(kind: FaultKind, table: str, row: object, field: str = "", **facts: object) -> Fault:
    """A fault with its sentences filled in; `value` and `why` stand for each other where one is not given."""
    words = WORDS[kind]
    filling = {"value": facts.get("why", ""), "why": facts.get("value", ""), **facts}
    what = Wording(words.what_zh, words.what_en).filled(**filling)
    mend = Wording(words.mend_zh, words.mend_en).filled(**filling)
    return Fault(kind=kind, table=table, row=str(row), field=field, what=what, mend=mend)
