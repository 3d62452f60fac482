"""One project's story, told by its applicant and by the officers at their inboxes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from workflow.demonstration.counter import Counter
from workflow.demonstration.stories import Story

Json = Mapping[str, Any]
_NO_PLAN: Json = {"stages": [], "documents": [], "days_in_parallel": 0, "days_one_after_another": 0}
IN_MOTION = frozenset({"dispatched", "received", "accepted", "in_review", "decided"})


@dataclass
class Progress:
    """What the live picture and the final table read while the story goes on."""

    story: Story
    id: str = ""
    code: str = ""
    plan: Json = field(default_factory=lambda: dict(_NO_PLAN))
    stages: list[Json] = field(default_factory=list)
    status: str = ""
    uploads: dict[str, int] = field(default_factory=dict)  # material → versions handed in
    turns: list[str] = field(default_factory=list)  # what was scripted and has happened
    failure: str = ""

    @property
    def cases(self) -> list[Json]:
        return [case for stage in self.stages for case in stage["cases"]]


class Drive:
    """Drives one story until its project is ready to start and nothing is in motion any more."""

    def __init__(self, counter: Counter, story: Story, facts: Mapping[str, object], *, today: date) -> None:
        self.counter, self.story, self.facts, self.today = counter, story, facts, today
        self.progress = Progress(story)

    def run(self) -> None:
        """Register, hand in, apply, let the offices act, until the end."""
        self._register()
        self._hand_in_everything()
        self.counter.wait_until(self._has_its_code, what=f"{self.story.name}: project code")
        while not self._is_over():
            self._apply_wherever_possible()
            if not self._let_the_offices_act():
                self.counter.pause()
            self._look()

    def _register(self) -> None:
        me = self.counter.get(self.story.applicant, "/people/me")
        applicant = {"code": me["organisation"], "name": me["name"]}
        registration = {"name": self.story.name, "applicant": applicant, "facts": dict(self.facts)}
        answer = self.counter.post(self.story.applicant, "/projects", registration)
        self.progress.id = answer["id"]
        self.progress.plan = self.counter.get(self.story.applicant, f"/projects/{self.progress.id}/plan")

    def _hand_in_everything(self) -> None:
        for document in self.progress.plan["documents"]:
            if document["form"] == "file" and not document["comes_from"]:
                self._hand_in(document["material"], document["name_zh"])

    def _hand_in(self, material: str, name: str) -> None:
        version = self.progress.uploads.get(material, 0) + 1
        content = _paper(f"{self.story.name} {name} v{version}")
        path = f"/projects/{self.progress.id}/documents"
        self.counter.upload(self.story.applicant, path, material=material, filename=f"{name[:40]}.pdf", content=content)
        self.progress.uploads[material] = version

    def _has_its_code(self) -> bool:
        self._look()
        return self.progress.status not in ("draft", "registered")

    def _look(self) -> None:
        board = self.counter.get(self.story.applicant, f"/projects/{self.progress.id}/board")
        self.progress.stages = [{**_keys(stage), "name": stage["stage"]["zh"]} for stage in board["stages"]]
        self.progress.status, self.progress.code = board["project"]["status"], board["project"]["code"]

    def _is_over(self) -> bool:
        in_motion = any(case["status"] in IN_MOTION for case in self.progress.cases)
        return self.progress.status == "ready_to_start" and not in_motion and not self._to_apply_for_again()

    def _apply_wherever_possible(self) -> None:
        for stage in self.progress.stages:
            waiting = [c for c in stage["cases"] if c["status"] == "planned" and not c["applied_at"]]
            if waiting and stage["status"] != "locked":
                path = f"/projects/{self.progress.id}/stages/{stage['stage']}/application"
                self.counter.post(self.story.applicant, path)
        for case in self._to_apply_for_again():
            self.counter.post(self.story.applicant, f"/sub-approvals/{case['id']}/applications")
            self.progress.turns.append(f"again:{case['item']}")

    def _to_apply_for_again(self) -> list[Json]:
        last = {case["item"]: case for case in sorted(self.progress.cases, key=lambda case: case["attempt"])}
        ended = [c for c in last.values() if c["status"] in ("delivered", "withdrawn", "returned", "not_accepted")]
        return [case for case in ended if case["outcome"] in ("none", "refused")]

    def _let_the_offices_act(self) -> bool:
        offices = {office for case in self.progress.cases for office in case["acting_offices"]}
        # One act a case and round: what several offices could do next is done once, then they look again.
        next_acts = {
            line["sub_approval"]: (office, line)
            for office in sorted(offices | self._consulted())
            for line in self._inbox(office)
            if line["task"] in _TASKS
        }
        for office, line in next_acts.values():
            _TASKS[line["task"]](self, f"officer.{office}", line)
        return bool(next_acts)

    def _consulted(self) -> set[str]:
        return {str(self.story.consulted[1])} if self.story.consulted else set()

    def _inbox(self, office: str) -> Iterable[Json]:
        page = self.counter.get(f"officer.{office}", "/inbox", limit=100)
        return [_keys(line) for line in page["items"] if line["project"] == self.progress.id]

    # What an officer does with a line of his inbox.

    def _accept(self, officer: str, line: Json) -> None:
        if line["item"] == self.story.corrected and self._once("corrected"):
            self._correct(officer, line)
        self.counter.post(officer, f"/sub-approvals/{line['sub_approval']}/acceptance")

    def _correct(self, officer: str, line: Json) -> None:
        path = f"/sub-approvals/{line['sub_approval']}"
        documents = {d["material"]: d for d in self.progress.plan["documents"] if line["item"] in d["serves"]}
        material = next(key for key, document in documents.items() if key in self.progress.uploads)
        self.counter.post(
            officer, f"{path}/correction-requests", {"materials": [material], "reason": "图件不清晰，请重新提交"}
        )
        self._hand_in(material, documents[material]["name_zh"])
        self.counter.post(self.story.applicant, f"{path}/correction")

    def _begin_review(self, officer: str, line: Json) -> None:
        self.counter.post(officer, f"/sub-approvals/{line['sub_approval']}/review")

    def _examine(self, officer: str, line: Json) -> None:
        path = f"/sub-approvals/{line['sub_approval']}"
        if line["item"] == self.story.withdrawn and self._once("withdrawn"):
            self.counter.post(self.story.applicant, f"{path}/withdrawal", {"reason": "设计调整，重新申报"})
            self.counter.post(officer, f"{path}/withdrawal/confirmation")
        elif "hand-over" in self.counter.get(officer, path)["allowed"]:
            self.counter.post(officer, f"{path}/hand-over", {"opinion": "经初审，符合条件，同意转报"})
            self._once(f"handed over:{line['item']}")
        elif self.story.consulted and line["item"] == self.story.consulted[0] and self._once("consulted"):
            due = (self.today + timedelta(days=7)).isoformat()
            question = {"office": self.story.consulted[1], "question": "请就取水与水土保持提出意见", "due_on": due}
            self.counter.post(officer, f"{path}/opinion-requests", question)
        elif not self._awaits_an_opinion(line):
            self._decide(officer, line)

    def _awaits_an_opinion(self, line: Json) -> bool:
        asked = self.story.consulted and line["item"] == self.story.consulted[0]
        return bool(asked) and "opinion given" not in self.progress.turns

    def _decide(self, officer: str, line: Json) -> None:
        number = f"昭审〔{self.today.year}〕{line['item']}-{line['attempt']}号"
        decision: dict[str, object] = {"outcome": "approved", "number": number}
        if line["item"] == self.story.refused and self._once("refused"):
            decision = {"outcome": "refused", "number": number, "reason": "与国土空间规划不符，请调整后再报"}
        self.counter.post(officer, f"/sub-approvals/{line['sub_approval']}/decision", decision)

    def _acknowledge(self, officer: str, line: Json) -> None:
        self.counter.post(officer, f"/sub-approvals/{line['sub_approval']}/acknowledgement")

    def _give_opinion(self, officer: str, line: Json) -> None:
        self.counter.post(officer, f"/sub-approvals/{line['sub_approval']}/opinions", {"opinion": "无不同意见"})
        self.progress.turns.append("opinion given")

    def _answer_withdrawal(self, officer: str, line: Json) -> None:
        self.counter.post(officer, f"/sub-approvals/{line['sub_approval']}/withdrawal/confirmation")

    def _deliver(self, officer: str, line: Json) -> None:
        self.counter.post(officer, f"/sub-approvals/{line['sub_approval']}/delivery")

    def _once(self, turn: str) -> bool:
        """True the first time, and remembered as a turn of the story."""
        if turn in self.progress.turns:
            return False
        self.progress.turns.append(turn)
        return True


_TASKS: Mapping[str, Callable[[Drive, str, Json], None]] = {
    "accept": Drive._accept,
    "begin_review": Drive._begin_review,
    "examine": Drive._examine,
    "acknowledge": Drive._acknowledge,
    "give_opinion": Drive._give_opinion,
    "answer_withdrawal": Drive._answer_withdrawal,
    "deliver": Drive._deliver,
}


def _keys(shown: Any) -> Any:  # noqa: ANN401 -- JSON
    """What is shown with its names, reduced to keys."""
    if isinstance(shown, list):
        return [_keys(each) for each in shown]
    if isinstance(shown, dict):
        return shown["key"] if shown.keys() == {"key", "zh", "en"} else {k: _keys(v) for k, v in shown.items()}
    return shown


def _paper(title: str) -> bytes:
    """A small well-formed PDF page that stands for a document; its title makes each one's digest its own."""
    words = title.encode("utf-16-be").hex()
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        f"<</Title<FEFF{words}>>>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
