"""Code tables of the exchange standard. Those marked "from memory" were not read in a source."""

from collections.abc import Mapping

CodeTable = Mapping[str, str]

YES_NO: CodeTable = {"0": "否", "1": "是"}
VALIDITY: CodeTable = {"0": "无效", "1": "有效"}

# GB/T 2260. City-level handling is reported under 530600.
REGIONS: CodeTable = {
    "530600": "昭通市",
    "530602": "昭阳区",
    "530621": "鲁甸县",
    "530622": "巧家县",
    "530623": "盐津县",
    "530624": "大关县",
    "530625": "永善县",
    "530626": "绥江县",
    "530627": "镇雄县",
    "530628": "彝良县",
    "530629": "威信县",
    "530681": "水富市",
}

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
# Divisions 01–97 of GB/T 4754-2017, without gaps.
INDUSTRIES: CodeTable = {f"{division:02}": f"GB/T 4754 {division:02}" for division in range(1, 98)}

# The labels of these four are from memory.
FUND_SOURCES: CodeTable = {"1": "政府投资", "2": "企业投资", "3": "其他"}
LAND_SOURCES: CodeTable = {"1": "划拨", "2": "出让", "3": "租赁", "4": "作价入股", "5": "其他"}
CASE_TYPES: CodeTable = {"1": "即办件", "2": "承诺件", "3": "联办件", "4": "上报件", "5": "答复件", "6": "代办件"}
PUBLICITY: CodeTable = {"1": "主动公开", "2": "依申请公开", "3": "不公开"}

ACCEPTANCE_WAYS: CodeTable = {"1": "窗口", "4": "全流程网上"}

# 16 (撤件待确认) is a city's own affair and is not reported.
HANDLING_STATES: CodeTable = {
    "1": "已接件",
    "2": "已撤件",
    "3": "窗口受理",
    "4": "不受理",
    "5": "不予受理",
    "6": "补正（开始）",
    "7": "补正（结束）",
    "8": "部门受理",
    "9": "特别程序（开始）",
    "10": "特别程序（结束）",
    "11": "办结（通过）",
    "12": "办结（容缺通过）",
    "13": "办结（不通过）",
    "14": "撤回",
    "15": "撤销",
}
