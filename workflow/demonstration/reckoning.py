"""The end of the demonstration: what each project used and won, and whether anything is missing, doubled or unequal."""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from workflow.demonstration.driving import Json, Progress


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """One project's result. `faults` is empty when all is as it must be."""

    project: str
    code: str
    status: str
    sub_approvals: int
    attempts: int
    documents_handed_in: int  # materials the applicant gave, once each
    uses_of_documents: int  # how often an item was served by one
    documents_from_results: int  # never asked for
    versions: int  # uploads, corrections included
    corrections: int
    refusals: int
    withdrawals: int
    hand_overs: int
    days_in_parallel: int
    days_one_after_another: int
    records_here: int
    records_at_province: int
    faults: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "faults": list(self.faults)}


def reckon(
    progress: Progress,
    trace: Sequence[Json],
    ours: Mapping[tuple[str, str], Json],
    theirs: Sequence[tuple[str, str, Json]],
) -> Reckoning:
    """Judge one project from its board, its trace, our exchange records and what the province holds, in its order."""
    events = Tally(line["type"] for line in trace)
    documents = progress.plan["documents"]
    handed_in = [d for d in documents if d["material"] in progress.uploads]
    return Reckoning(
        project=progress.story.name,
        code=progress.code,
        status=progress.status,
        sub_approvals=len({case["item"] for case in progress.cases}),
        attempts=len(progress.cases),
        documents_handed_in=len(progress.uploads),
        uses_of_documents=sum(len(d["serves"]) for d in handed_in),
        documents_from_results=sum(1 for d in documents if d["comes_from"]),
        versions=sum(progress.uploads.values()),
        corrections=events["sub-approval:correction:submitted"],
        refusals=sum(1 for case in progress.cases if case["outcome"] == "refused"),
        withdrawals=events["sub-approval:withdrawal:confirmed"],
        hand_overs=events["sub-approval:leg:acknowledged"],
        days_in_parallel=progress.plan["days_in_parallel"],
        days_one_after_another=progress.plan["days_one_after_another"],
        records_here=len(ours),
        records_at_province=len(theirs),
        faults=tuple(_faults(progress, trace, ours, theirs)),
    )


def _faults(
    progress: Progress,
    trace: Sequence[Json],
    ours: Mapping[tuple[str, str], Json],
    theirs: Sequence[tuple[str, str, Json]],
) -> Iterable[str]:
    if progress.failure:
        yield progress.failure
    for check in _CHECKS:
        yield from check(progress, trace)
    yield from _differences(ours, theirs)


def _is_ready(progress: Progress, _: Sequence[Json]) -> Iterable[str]:
    if progress.status != "ready_to_start":
        yield f"the project is {progress.status}, not ready to start"


def _has_every_item_once(progress: Progress, _: Sequence[Json]) -> Iterable[str]:
    planned = {item["item"] for stage in progress.plan["stages"] for item in stage["items"]}
    cases = Tally((case["item"], case["attempt"]) for case in progress.cases)
    yield from (f"{item} is missing" for item in sorted(planned - {item for item, _ in cases}))
    yield from (f"{item} attempt {attempt} exists {n} times" for (item, attempt), n in cases.items() if n != 1)


def _every_case_was_received_once(progress: Progress, trace: Sequence[Json]) -> Iterable[str]:
    receipts = Tally(line["sub_approval"] for line in trace if line["type"] == "sub-approval:receipt:given")
    for case in progress.cases:
        expected = 0 if case["status"] == "planned" else 1
        if receipts[case["id"]] != expected:
            yield f"{case['item']} attempt {case['attempt']} was received {receipts[case['id']]} times"


def _every_join_fired_once(progress: Progress, trace: Sequence[Json]) -> Iterable[str]:
    fired = Tally(line["stage"] for line in trace if line["type"] == "stage:join:fired")
    for stage in progress.stages:
        if fired[stage["stage"]] != (1 if stage["status"] == "closed" else 0):
            yield f"the join of stage {stage['stage']} fired {fired[stage['stage']]} times"


def _every_scripted_turn_happened(progress: Progress, _: Sequence[Json]) -> Iterable[str]:
    story = progress.story
    for turn in ("corrected", "refused", "withdrawn", f"handed over:{story.handed_over}"):
        if turn not in progress.turns:
            yield f"the story's turn '{turn}' did not happen"


_CHECKS: Sequence[Callable[[Progress, Sequence[Json]], Iterable[str]]] = (
    _is_ready,
    _has_every_item_once,
    _every_case_was_received_once,
    _every_join_fired_once,
    _every_scripted_turn_happened,
)


def _differences(ours: Mapping[tuple[str, str], Json], theirs: Sequence[tuple[str, str, Json]]) -> Iterable[str]:
    held = Tally((table, key) for table, key, _ in theirs)
    yield from (f"{table} {key}: the province holds it {n} times" for (table, key), n in held.items() if n > 1)
    yield from (f"{table} {key}: not at the province" for table, key in ours if (table, key) not in held)
    for table, key, row in theirs:
        if (table, key) not in ours:
            yield f"{table} {key}: only at the province"
        elif dict(ours[table, key]) != dict(row):
            yield f"{table} {key}: differs"
