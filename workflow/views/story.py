"""Events told to people: one sentence a kind of event, in both languages."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalogs.edition import Edition
from catalogs.wording import Wording
from workflow.domain.events import EventType
from workflow.domain.words import OUTCOMES
from workflow.views.trace import TraceLine

# {actor}, {item}, {stage} and {reason} are of every event; the other names are the event's own data.
SENTENCES: Mapping[EventType, Wording] = {
    EventType.PROJECT_REGISTERED: Wording(
        "{actor}登记项目，临时代码 {provisional_code}", "{actor} registered the project under {provisional_code}"
    ),
    EventType.PROJECT_DECLARED_AT_PROVINCE: Wording(
        "项目在省级平台申报后到达本市", "The project, declared at the provincial portal, arrived"
    ),
    EventType.CODE_CONFIRMED: Wording("省级平台确认项目代码 {code}", "The province confirmed the project code {code}"),
    EventType.CODE_REFUSED: Wording(
        "省级平台没有赋码：{reason}", "The province refused to issue a project code: {reason}"
    ),
    EventType.PERMITTING_BEGUN: Wording("项目进入审批", "Permitting began"),
    EventType.READY_TO_START: Wording("项目具备开工条件", "The project is ready to start"),
    EventType.READINESS_LOST: Wording("项目不再具备开工条件", "The project is not ready to start any more"),
    EventType.CONSTRUCTION_STARTED: Wording("{actor}报告开工", "{actor} reported the start of construction"),
    EventType.CONSTRUCTION_COMPLETED: Wording("{actor}报告竣工", "{actor} reported completion"),
    EventType.PROJECT_WITHDRAWAL_REQUESTED: Wording(
        "{actor}申请撤回整个项目：{reason}", "{actor} asked to withdraw the whole project: {reason}"
    ),
    EventType.PROJECT_WITHDRAWN: Wording("项目已撤件", "The project is withdrawn"),
    EventType.PROJECT_WITHDRAWAL_REFUSED: Wording(
        "{actor}不同意撤件，项目继续：{reason}", "{actor} refused the withdrawal, the project goes on: {reason}"
    ),
    EventType.PROJECT_TERMINATED: Wording("项目终止：{reason}", "The project was terminated: {reason}"),
    EventType.PROJECT_LAPSED: Wording("项目失效：{reason}", "The project lapsed: {reason}"),
    EventType.STAGE_OPENED: Wording("阶段“{stage}”开启", "Stage '{stage}' opened"),
    EventType.STAGE_APPLIED: Wording("{actor}申请阶段“{stage}”", "{actor} applied for stage '{stage}'"),
    EventType.STAGE_BLOCKED: Wording(
        "阶段“{stage}”受阻，须再次申请未通过的事项",
        "Stage '{stage}' is blocked until what did not pass is applied for again",
    ),
    EventType.STAGE_CLOSED: Wording("阶段“{stage}”办结", "Stage '{stage}' is complete"),
    EventType.DOCUMENT_SUBMITTED: Wording(
        "{actor}提交“{material}”第 {version} 版", "{actor} handed in '{material}', version {version}"
    ),
    EventType.ITEM_ADDED: Wording("增补事项“{item}”：{reason}", "'{item}' was added: {reason}"),
    EventType.ITEM_REAPPLIED: Wording("{actor}再次申请“{item}”", "{actor} applied for '{item}' again"),
    EventType.DISPATCHED: Wording("“{item}”派发到{office}", "'{item}' was sent out to {office}"),
    EventType.RECEIVED: Wording("{office}收到“{item}”", "{office} received '{item}'"),
    EventType.EXAMINATION_ARRIVED: Wording("“{item}”到达{office}初审", "'{item}' reached {office} for examination"),
    EventType.ACCEPTED: Wording(
        "{actor}受理“{item}”，法定 {due_on}、承诺 {promised_on} 前办结",
        "{actor} accepted '{item}': due {due_on} by law, {promised_on} by promise",
    ),
    EventType.NOT_ACCEPTED: Wording("{actor}不予受理“{item}”：{reason}", "{actor} did not accept '{item}': {reason}"),
    EventType.CORRECTION_REQUESTED: Wording(
        "{actor}一次性告知“{item}”须补正：{reason}", "{actor} asked for a correction of '{item}': {reason}"
    ),
    EventType.CORRECTION_SUBMITTED: Wording("{actor}提交“{item}”的补正", "{actor} corrected '{item}'"),
    EventType.CORRECTION_LAPSED: Wording(
        "“{item}”未按要求补正，退件：{reason}", "'{item}' was not corrected and is returned: {reason}"
    ),
    EventType.REVIEW_BEGUN: Wording("{actor}开始审查“{item}”", "{actor} began to review '{item}'"),
    EventType.SPECIAL_PROCEDURE_STARTED: Wording(
        "“{item}”启动特别程序（{type}），预计至 {expected_until}：{reason}",
        "A special procedure ({type}) of '{item}' began, expected until {expected_until}: {reason}",
    ),
    EventType.SPECIAL_PROCEDURE_ENDED: Wording(
        "“{item}”特别程序结束，法定 {due_on} 前办结", "The special procedure of '{item}' ended; now due {due_on}"
    ),
    EventType.OPINION_REQUESTED: Wording(
        "{actor}就“{item}”征求{office}意见：{reason}", "{actor} asked {office} about '{item}': {reason}"
    ),
    EventType.OPINION_GIVEN: Wording("{office}答复“{item}”：{reason}", "{office} answered about '{item}': {reason}"),
    EventType.OPINION_LAPSED: Wording("{office}逾期未答复“{item}”", "{office} did not answer about '{item}' in time"),
    EventType.HANDED_OVER: Wording(
        "{office}完成“{item}”初审并移交{to}：{reason}",
        "{office} examined '{item}' and handed it over to {to}: {reason}",
    ),
    EventType.HAND_OVER_ARRIVED: Wording("“{item}”移交到达{office}", "'{item}' arrived at {office}"),
    EventType.HAND_OVER_ACKNOWLEDGED: Wording("{office}签收“{item}”", "{office} acknowledged '{item}'"),
    EventType.DECIDED: Wording(
        "{actor}办结“{item}”：{outcome}（{number}）{reason}", "{actor} decided '{item}': {outcome} ({number}) {reason}"
    ),
    EventType.FILED: Wording("“{item}”信息齐备，备案完成（{number}）", "'{item}' is complete and filed ({number})"),
    EventType.FILING_VERIFIED: Wording("{actor}核查备案“{item}”：{reason}", "{actor} verified '{item}': {reason}"),
    EventType.FILING_CORRECTED: Wording("备案“{item}”更正：{reason}", "The filing '{item}' was corrected: {reason}"),
    EventType.FILING_CANCELLED: Wording("备案“{item}”撤销：{reason}", "The filing '{item}' was cancelled: {reason}"),
    EventType.RECORDED_ELSEWHERE: Wording(
        "{actor}登记“{item}”已有的结果 {number}（{on}）",
        "{actor} recorded the result {number} of {on} for '{item}'",
    ),
    EventType.DELIVERED: Wording("“{item}”的决定已送达", "The decision on '{item}' was delivered"),
    EventType.WITHDRAWAL_REQUESTED: Wording(
        "{actor}申请撤回“{item}”：{reason}", "{actor} asked to withdraw '{item}': {reason}"
    ),
    EventType.WITHDRAWAL_CONFIRMED: Wording("“{item}”已撤件", "'{item}' is withdrawn"),
    EventType.WITHDRAWAL_REFUSED: Wording(
        "{actor}不同意撤回“{item}”：{reason}", "{actor} refused to let '{item}' be withdrawn: {reason}"
    ),
    EventType.VOIDED: Wording("“{item}”随项目作废", "'{item}' ended with the project"),
    EventType.SUPERVISION_ORDER_RECEIVED: Wording(
        "省级督办（{order}），{due_on} 前答复：{reason}",
        "A supervision order of the province ({order}), due {due_on}: {reason}",
    ),
}
# An opinion that is not for the reader is told as having been given.
WITHHELD: Mapping[EventType, Wording] = {
    EventType.OPINION_GIVEN: Wording("{office}答复“{item}”", "{office} answered about '{item}'"),
    EventType.HANDED_OVER: Wording(
        "{office}完成“{item}”初审并移交{to}", "{office} examined '{item}' and handed it over to {to}"
    ),
}
NONE = "—"  # what an event leaves open: the law sets no number, a preliminary office examines beside others


def tell(edition: Edition, theme: str, line: TraceLine) -> Wording:
    """The sentence of one event, with the names its edition gives."""
    zh, en = (_words(edition, theme, line, language) for language in ("zh", "en"))
    sentence = WITHHELD[line.type] if line.is_withheld else SENTENCES[line.type]
    return Wording(sentence.zh.format_map(zh), sentence.en.format_map(en))


@dataclass(frozen=True)
class _Names:
    """What keys are called in one language, by an edition and a theme."""

    items: Mapping[str, str]
    offices: Mapping[str, str]
    stages: Mapping[str, str]
    materials: Mapping[str, str]


@cache
def _names(edition: Edition, theme: str, language: str) -> _Names:
    name = f"name_{language}"
    return _Names(
        items={str(row.key): getattr(row, name) for row in edition.items},
        offices={str(row.id): getattr(row, name) for row in edition.offices},
        stages={str(row.stage): getattr(row, name) for row in edition.stages if row.theme == theme},
        materials={str(row.material): getattr(row, name) for row in edition.materials},
    )


def _words(edition: Edition, theme: str, line: TraceLine, language: str) -> Mapping[str, object]:
    names, data = _names(edition, theme, language), line.data
    told: dict[str, object] = {key: NONE if value is None else value for key, value in data.items()}
    named = {
        "actor": names.offices.get(line.actor_office or "", line.actor_name),
        "item": names.items.get(line.item or "", line.item or NONE),
        "stage": names.stages.get(line.stage or "", line.stage or NONE),
        "reason": line.reason,
        "office": names.offices.get(str(data.get("office")), data.get("office")),
        "material": names.materials.get(str(data.get("material")), data.get("material")),
        "to": _listed(data.get("to"), names.offices),
        "outcome": _outcome(data.get("outcome"), language),
    }
    return defaultdict(lambda: NONE, told | {key: value for key, value in named.items() if value is not None})


def _listed(keys: object, offices: Mapping[str, str]) -> str:
    listed = keys if isinstance(keys, list) else []
    return "、".join(offices.get(str(key), str(key)) for key in listed) or NONE


def _outcome(outcome: object, language: str) -> str | None:
    wording = OUTCOMES.get(str(outcome))  # type: ignore[call-overload]
    return getattr(wording, language) if wording else None
