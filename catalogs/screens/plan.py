"""A plan on the command line: a table for each stage, the documents, and how long it takes."""

from collections.abc import Iterable

from rich.console import Console

from catalogs.edition import Edition
from catalogs.plan import Limit, Plan, PlannedDocument, PlannedItem, PlannedStage
from catalogs.schema import DependencyKind, ItemKey, LegRole
from catalogs.screens.language import Speaker
from catalogs.screens.tables import show_table


def show_plan(console: Console, edition: Edition, plan: Plan, speaker: Speaker) -> None:
    """Print the whole plan."""
    numbers = {item.item: str(number) for number, item in enumerate(_items(plan), 1)}
    for stage in plan.stages:
        _show_stage(console, edition, stage, numbers, speaker)
    _show_documents(console, plan.documents, numbers, speaker)
    _show_duration(console, plan, numbers, speaker)
    console.print(speaker.legend, style="dim")


def _items(plan: Plan) -> list[PlannedItem]:
    return [item for stage in plan.stages for item in stage.items]


def _show_stage(
    console: Console, edition: Edition, stage: PlannedStage, numbers: dict[ItemKey, str], speaker: Speaker
) -> None:
    lead = speaker.name(edition.office_by_id[stage.lead_office])
    parts = [
        speaker.name(stage),
        speaker.word(stage.opens),
        speaker.say("牵头 ", "led by ") + lead,
        speaker.word(stage.join),
    ]
    headings = [
        "#",
        speaker.say("事项", "item"),
        speaker.say("角色", "role"),
        speaker.say("承办", "offices"),
        speaker.say("时限/承诺", "limit/promise"),
        speaker.say("前置", "after"),
        speaker.say("为什么", "why"),
    ]
    rows = [_item_row(edition, item, numbers, speaker) for item in stage.items]
    show_table(console, " · ".join(parts), headings, rows)


def _item_row(edition: Edition, item: PlannedItem, numbers: dict[ItemKey, str], speaker: Speaker) -> list[str]:
    name = speaker.marked(speaker.name(item), from_memory=item.limit.from_memory)
    return [
        numbers[item.item],
        name + (" ◆" if item.milestone else ""),
        speaker.word(item.role),
        _legs(edition, item, speaker),
        _limit(item.limit, speaker),
        ",".join(numbers[one.item] for one in item.prerequisites if one.kind is DependencyKind.PRECONDITION),
        speaker.of(item.why),
    ]


def _legs(edition: Edition, item: PlannedItem, speaker: Speaker) -> str:
    """The offices in the order they hold the item; those side by side joined by +."""
    steps: dict[int, list[str]] = {}
    for leg in item.legs:
        mark = speaker.say("初审", " (prelim.)") if leg.role is LegRole.PRELIMINARY_EXAMINATION else ""
        steps.setdefault(leg.position, []).append(speaker.name(edition.office_by_id[leg.office]) + mark)
    return " → ".join(" + ".join(side) for _, side in sorted(steps.items()))


def _limit(limit: Limit, speaker: Speaker) -> str:
    unit = speaker.word(limit.unit)
    statutory = f"{limit.days} {unit}" if limit.days else unit
    return f"{statutory} / {limit.promised_days}" if limit.promised_days is not None else statutory


def _show_documents(
    console: Console, documents: Iterable[PlannedDocument], numbers: dict[ItemKey, str], speaker: Speaker
) -> None:
    headings = [speaker.say("材料", "document"), speaker.say("用于", "serves"), speaker.say("来源", "comes from")]
    rows = []
    for one in documents:
        supplied = ",".join(numbers[item] for item in one.comes_from)
        source = speaker.say(f"共享 {supplied} 的结果", f"result of {supplied}") if supplied else ""
        name = speaker.marked(speaker.name(one), from_memory=one.from_memory)
        rows.append([name, ",".join(numbers[item] for item in one.serves), source])
    asked = sum(not row[2] for row in rows)
    zh, en = f"材料 {len(rows)} 份,须提交 {asked} 份", f"Documents: {len(rows)}, of which {asked} to hand in"
    show_table(console, speaker.say(zh, en), headings, rows)


def _show_duration(console: Console, plan: Plan, numbers: dict[ItemKey, str], speaker: Speaker) -> None:
    path, start = (" → ".join(numbers[key] for key in keys) for keys in (plan.critical_path, plan.start_requires))
    together, apart = plan.days_in_parallel, plan.days_one_after_another
    console.print(
        speaker.say(f"开工前须办结:{start.replace(' → ', ',')}", f"Before construction: {start.replace(' → ', ', ')}")
    )
    console.print(speaker.say(f"关键路径:{path}", f"Critical path: {path}"))
    zh = f"并联 {together} 个工作日,逐项办理 {apart} 个工作日"
    console.print(speaker.say(zh, f"{together} working days in parallel, {apart} one after another"))
