"""`binglian catalog …` and `binglian code …`. Exit status: 0 well, 1 refused or faulty, 2 wrong usage."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from catalogs.answering import answering, edition_of, facts_of, give
from catalogs.checks import check as all_faults
from catalogs.classifying import classify as classification_of
from catalogs.codes.recognising import recognise
from catalogs.loader import folder_of, read
from catalogs.planning import plan as plan_of
from catalogs.questioning import guide
from catalogs.screens.classification import show_classification
from catalogs.screens.codes import code_data, show_code
from catalogs.screens.faults import show_check
from catalogs.screens.language import Language
from catalogs.screens.plan import show_plan
from catalogs.screens.questions import show_guidance
from catalogs.seal import digest_of

DEFAULT_EDITION = "zhaotong-2026"

catalog_app = typer.Typer(
    help="目录:核查、分类、计划、情形引导 / The catalogue: check, classify, plan, questions.", no_args_is_help=True
)
code_app = typer.Typer(help="项目代码与统一社会信用代码 / Project codes and credit codes.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="输出数据 / Print data for a program.")]
EditionName = Annotated[
    str, typer.Option("--edition", help="目录版本或文件夹 / The edition, or its folder.", envvar="BINGLIAN_EDITION")
]
Spoken = Annotated[Language, typer.Option("--language", help="zh | en")]
FactsFile = Annotated[
    Path, typer.Argument(help="项目情形(JSON 对象)/ A JSON object of facts.", exists=True, dir_okay=False)
]
CheckedName = Annotated[
    str, typer.Argument(help="版本或文件夹 / An edition, or its folder.", envvar="BINGLIAN_EDITION")
]


@catalog_app.command()
def check(edition: CheckedName = DEFAULT_EDITION, *, as_json: Json = False, language: Spoken = Language.ZH) -> None:
    """核查目录,列出全部问题 / List every fault of an edition."""
    with answering(language, as_json=as_json) as answer:
        found, malformed = read(folder_of(edition))
        faults = [*malformed, *all_faults(found)]
        seal = {"published_on": found.published_on, "digest": digest_of(found)}
        data = {"edition": found.id, **seal, "faults": [asdict(one) for one in faults]}
        give(answer, data, lambda screen: show_check(screen, found, faults, answer.speaker))
    raise typer.Exit(1 if faults else 0)


@catalog_app.command()
def classify(
    facts: FactsFile, *, edition: EditionName = DEFAULT_EDITION, as_json: Json = False, language: Spoken = Language.ZH
) -> None:
    """项目的管理方式、层级、部门与理由 / Kind, level and office of a project, and why."""
    with answering(language, as_json=as_json) as answer:
        law = edition_of(edition)
        found = classification_of(law, facts_of(law, facts))
        give(answer, asdict(found), lambda screen: show_classification(screen, law, found, answer.speaker))


@catalog_app.command()
def plan(
    facts: FactsFile, *, edition: EditionName = DEFAULT_EDITION, as_json: Json = False, language: Spoken = Language.ZH
) -> None:
    """项目要办的阶段、事项、材料与工期 / Stages, items, documents and days of a project."""
    with answering(language, as_json=as_json) as answer:
        law = edition_of(edition)
        found = plan_of(law, facts_of(law, facts))
        give(answer, asdict(found), lambda screen: show_plan(screen, law, found, answer.speaker))


@catalog_app.command()
def questions(
    facts: FactsFile, *, edition: EditionName = DEFAULT_EDITION, as_json: Json = False, language: Spoken = Language.ZH
) -> None:
    """还要问哪些情形 / The questions that still matter."""
    with answering(language, as_json=as_json) as answer:
        law = edition_of(edition)
        found = guide(law, facts_of(law, facts))
        give(answer, asdict(found), lambda screen: show_guidance(screen, found, answer.speaker))


@code_app.command("check")
def check_code(
    code: Annotated[str, typer.Argument(help="项目代码或统一社会信用代码 / A project code or a credit code.")],
    *,
    edition: EditionName = DEFAULT_EDITION,
    as_json: Json = False,
    language: Spoken = Language.ZH,
) -> None:
    """核对代码,不对时说明原因 / Check a code, with the reasons when it is wrong."""
    with answering(language, as_json=as_json) as answer:
        found = recognise(edition_of(edition), code)
        give(answer, code_data(found), lambda screen: show_code(screen, found, answer.speaker))


@code_app.callback()
def _several_commands() -> None:
    """项目代码与统一社会信用代码 / Project codes and credit codes."""
    # Without a callback a typer application of one command swallows the command's name.
