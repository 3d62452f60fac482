"""Guided questions on the command line."""

from rich.console import Console

from catalogs.questioning import Guidance, Question
from catalogs.screens.language import Speaker
from catalogs.screens.tables import show_table


def show_guidance(console: Console, guidance: Guidance, speaker: Speaker) -> None:
    """Print what is settled and what is still to be asked."""
    unknown = speaker.say("未定", "open")
    if guidance.refused_by:
        console.print(
            speaker.say("平台不得受理本项目:", "The platform must not take this project: ") + guidance.refused_by
        )
        return
    kind, level = (speaker.word(one) if one else unknown for one in (guidance.kind, guidance.level))
    theme = guidance.theme or unknown
    zh = f"已定:管理方式 {kind},层级 {level},主题 {theme}"
    console.print(speaker.say(zh, f"Settled: kind {kind}, level {level}, theme {theme}"))
    if not guidance.questions:
        console.print(speaker.say("不再有要问的", "Nothing is left to ask"))
        return
    headings = [speaker.say("情形", "fact"), speaker.say("问题", "question"), speaker.say("回答", "answers")]
    title = speaker.say(f"还要问 {len(guidance.questions)} 个问题", f"{len(guidance.questions)} questions left")
    show_table(console, title, headings, [_row(one, speaker) for one in guidance.questions])


def _row(question: Question, speaker: Speaker) -> list[str]:
    choices = " | ".join(f"{one.key}={speaker.of(one.label)}" for one in question.choices)
    answers = choices or " ".join(part for part in (question.type, question.unit) if part)
    hint = speaker.of(question.hint)
    return [question.fact, speaker.of(question.question) + (f" ({hint})" if hint else ""), answers]
