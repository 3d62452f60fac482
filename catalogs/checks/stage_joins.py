"""The stages of each theme: numbered without a gap, opened by something, closed by something."""

from collections.abc import Iterator, Sequence

from catalogs.checks.row_keys import name_of
from catalogs.checks.soundness import is_sound
from catalogs.checks.worlds import World, both, theme_worlds
from catalogs.edition import Edition
from catalogs.fault_words import fault
from catalogs.faults import Fault, FaultKind
from catalogs.schema import ItemRole, JoinPolicy, StageItem, StageOpening, Theme, ThemeStage


def join_faults(edition: Edition) -> Iterator[Fault]:
    for theme in edition.themes:
        stages = edition.stages_by_theme.get(theme.key, ())
        yield from _order_faults(theme, stages)
        yield from _opening_faults(stages)
        for stage in stages:
            yield from _closing_faults(edition, theme, stage)


def _order_faults(theme: Theme, stages: Sequence[ThemeStage]) -> Iterator[Fault]:
    orders = [stage.order for stage in stages]
    if orders != list(range(1, len(orders) + 1)) or not orders:
        yield fault(FaultKind.STAGE_ORDER_GAP, "stages", theme.key, "order", value=orders)


def _opening_faults(stages: Sequence[ThemeStage]) -> Iterator[Fault]:
    if stages and all(stage.opens is not StageOpening.CODED for stage in stages):
        yield _never_opens(stages[0], "没有阶段在赋码后开启", "no stage opens when the code is confirmed")
    if stages and stages[0].opens is StageOpening.PREVIOUS_CLOSED:
        yield _never_opens(stages[0], "它之前没有阶段", "there is no stage before it")
    if stages and stages[0].opens is StageOpening.CONSTRUCTING:
        yield _never_opens(stages[0], "开工之前没有任何阶段", "no stage comes before construction")


def _never_opens(stage: ThemeStage, zh: str, en: str) -> Fault:
    return fault(FaultKind.STAGE_NEVER_OPENS, "stages", name_of("stages", stage), "opens", value=zh, why=en)


def _closing_faults(edition: Edition, theme: Theme, stage: ThemeStage) -> Iterator[Fault]:
    listed = [
        row for row in edition.items_by_stage.get((theme.key, stage.stage), ()) if row.item in edition.item_by_key
    ]
    if not listed:
        yield fault(FaultKind.STAGE_WITHOUT_ITEM, "stages", name_of("stages", stage))
        return
    lacking = _lacking(edition, stage, listed)
    if lacking:
        yield fault(
            FaultKind.JOIN_CAN_STARVE, "stages", name_of("stages", stage), "join", value=lacking[0], why=lacking[1]
        )
    elif stage.join is JoinPolicy.MILESTONE and is_sound(edition, theme.when):
        yield from _milestones_that_may_be_absent(edition, theme, stage, listed)


def _lacking(edition: Edition, stage: ThemeStage, listed: Sequence[StageItem]) -> tuple[str, str] | None:
    """What the join needs and the stage does not list for anybody."""
    required = [row for row in listed if row.role is not ItemRole.BESIDE]
    if stage.join is JoinPolicy.ANY and not required:
        return "任一办结的阶段没有须办事项", "a join of any item has no item inside it"
    if stage.join is JoinPolicy.MILESTONE and not any(row.milestone for row in required):
        return "没有须办的里程碑事项", "it has no milestone inside it"
    led = [row for row in required if edition.item_by_key[row.item].department == stage.lead_department]
    if stage.join is JoinPolicy.LEAD_VETO and not led:
        return "牵头部门没有须办事项", "its lead department has no item inside it"
    return None


def _milestones_that_may_be_absent(
    edition: Edition, theme: Theme, stage: ThemeStage, listed: Sequence[StageItem]
) -> Iterator[Fault]:
    """A project that has items in the stage but none of its milestones would wait for ever."""
    required = [row for row in listed if row.role is not ItemRole.BESIDE and _is_sound(edition, row)]
    for world in theme_worlds(edition, theme):
        row = _starving(world, required)
        if row is not None:
            zh, en = (
                f"{world.kind}项目可能只有“{row.item}”而无里程碑",
                f"a {world.kind} project may have {row.item} only",
            )
            yield fault(FaultKind.JOIN_CAN_STARVE, "stages", name_of("stages", stage), "join", value=zh, why=en)
            return


def _starving(world: World, required: Sequence[StageItem]) -> StageItem | None:
    here = [row for row in required if world.kind in world.edition.item_by_key[row.item].applies_to.split()]
    milestones = [_when(world.edition, row) or "true" for row in here if row.milestone]
    others = [row for row in here if not row.milestone]
    return next((row for row in others if world.allows([_when(world.edition, row)], milestones)), None)


def _when(edition: Edition, row: StageItem) -> str:
    return both(edition.item_by_key[row.item].when, row.when)


def _is_sound(edition: Edition, row: StageItem) -> bool:
    return is_sound(edition, row.when) and is_sound(edition, edition.item_by_key[row.item].when)
