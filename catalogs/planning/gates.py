"""What opens each stage of a plan, and what closes it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogs.planning.candidates import Candidate
from catalogs.planning.ordering import Before
from catalogs.schema import CONSTRUCTION_START, Dependency, ItemKey, ItemRole, JoinPolicy, StageOpening, ThemeStage


@dataclass(frozen=True, kw_only=True)
class StageDraft:
    """A stage that has items in this project's plan, with the opening it really has."""

    stage: ThemeStage
    opens: StageOpening
    listed: tuple[Candidate, ...]

    @property
    def keys(self) -> tuple[ItemKey, ...]:
        return tuple(one.item.key for one in self.listed)

    @property
    def closers(self) -> tuple[ItemKey, ...]:
        """The items whose passing closes the stage: all of them, or the first of them where the join is `any`."""
        required = [one for one in self.listed if one.listing.role is not ItemRole.BESIDE]
        if self.stage.join is JoinPolicy.MILESTONE:
            required = [one for one in required if one.listing.milestone]
        return tuple(one.item.key for one in required)


def drafts(stages: Iterable[ThemeStage], listed: Sequence[Candidate]) -> tuple[StageDraft, ...]:
    """The stages that have items in this plan, by order.

    A stage without any is left out, and the one after it opens as it would have: nobody closes what holds nothing.
    """
    found: list[StageDraft] = []
    inherited: StageOpening | None = None
    for stage in stages:
        opens = inherited if inherited and stage.opens is StageOpening.PREVIOUS_CLOSED else stage.opens
        here = tuple(one for one in listed if one.listing.stage == stage.stage)
        # Only a left-out stage hands its opening on; PREVIOUS_CLOSED then points at the stage before it by itself.
        inherited = None if here else opens
        if here:
            found.append(StageDraft(stage=stage, opens=opens, listed=here))
    return tuple(found)


def openers(stages: Sequence[StageDraft], start_requires: tuple[ItemKey, ...]) -> Mapping[ItemKey, tuple[ItemKey, ...]]:
    """For each item the items that open its stage."""
    opened: dict[ItemKey, tuple[ItemKey, ...]] = {}
    gate: tuple[ItemKey, ...] = ()
    closers: tuple[ItemKey, ...] = ()
    for draft in stages:
        gates = {
            StageOpening.CODED: (),
            StageOpening.PREVIOUS_CLOSED: closers,
            StageOpening.CONSTRUCTING: start_requires,
        }
        gate = gates[draft.opens]
        opened |= dict.fromkeys(draft.keys, gate)
        # A stage with only beside items closes when it opens.
        closers = draft.closers or gate
    return opened


def start_requires(edges: Iterable[Dependency]) -> tuple[ItemKey, ...]:
    """The items that must have passed before construction may start."""
    return tuple(dict.fromkeys(edge.before for edge in edges if edge.after == CONSTRUCTION_START))


def pairs(edges: Iterable[Dependency], opened: Mapping[ItemKey, tuple[ItemKey, ...]]) -> tuple[Before, ...]:
    """Every before–after of a plan: its prerequisites and the openings of its stages."""
    direct = [(edge.before, edge.after) for edge in edges if edge.after != CONSTRUCTION_START]
    gated = [(opener, key) for key, some in opened.items() for opener in some]
    return tuple(dict.fromkeys([*direct, *gated]))
