"""What the catalogues refuse, as problems: every wrong fact at once, every missing one with its question."""

from collections.abc import Callable, Mapping

from api.problems import Trouble
from catalogs.errors import (
    CatalogError,
    CatalogFaults,
    ItemNotInTheme,
    ProjectRefused,
    UndeterminedFacts,
    UnknownEdition,
    WrongCode,
    WrongFacts,
)
from catalogs.wording import Wording


def of_catalog_error(error: CatalogError) -> Trouble:
    """The problem of a refusal; one that is not listed is a fault of the installation."""
    for family, tell in _TELLING.items():
        if isinstance(error, family):
            return tell(error)
    return _faulty(error)


def _wrong_facts(error: WrongFacts) -> Trouble:
    return Trouble(
        slug="wrong-facts",
        detail=_lines(Wording(f"{w.fact}：{w.what.zh}", f"{w.fact}: {w.what.en}") for w in error.wrong),
        mend=_lines(Wording(f"{w.fact}：{w.mend.zh}", f"{w.fact}: {w.mend.en}") for w in error.wrong),
        facts={"wrong": [{"fact": w.fact, "what": w.what, "mend": w.mend} for w in error.wrong]},
    )


def _undetermined(error: UndeterminedFacts) -> Trouble:
    return Trouble(
        slug="undetermined-facts",
        detail=Wording(
            "还须说明：" + "、".join(one.fact for one in error.facts) + "。",
            "Still to be stated: " + ", ".join(one.fact for one in error.facts) + ".",
        ),
        mend=_lines(Wording(f"{m.fact}：{m.question.zh}", f"{m.fact}: {m.question.en}") for m in error.facts),
        facts={"missing": [{"fact": one.fact, "question": one.question} for one in error.facts]},
    )


def _project_refused(error: ProjectRefused) -> Trouble:
    return Trouble(
        slug="project-refused",
        detail=Wording(f"{error.zh}（{error.basis}）", f"{error.en} ({error.basis})"),
        mend=Wording(
            "请按所列规定到主管部门线下办理，或核对申报的情形。",
            "Turn to the competent department outside the platform as the rule says, or check the stated facts.",
        ),
        facts={"rule": error.rule, "basis": error.basis},
    )


def _wrong_code(error: WrongCode) -> Trouble:
    return Trouble(
        slug="wrong-code",
        detail=Wording(
            f"代码“{error.code}”有误：" + "；".join(one.zh for one in error.reasons) + "。",
            f"The code '{error.code}' is wrong: " + "; ".join(one.en for one in error.reasons) + ".",
        ),
        mend=Wording("请对照证照改正。", "Compare it with the certificate and correct it."),
        facts={"code": error.code, "reasons": list(error.reasons)},
    )


def _not_in_theme(error: ItemNotInTheme) -> Trouble:
    return Trouble(
        slug="item-not-in-theme",
        detail=Wording(f"事项“{error.item}”：{error.why.zh}", f"Item '{error.item}': {error.why.en}"),
        mend=Wording("请从项目主题的事项中选择。", "Choose an item of the project's theme."),
        facts={"item": error.item, "theme": error.theme},
    )


def _unknown_edition(error: UnknownEdition) -> Trouble:
    return Trouble(
        slug="unknown-edition",
        detail=Wording(f"没有目录版本“{error.edition}”。", f"There is no edition '{error.edition}'."),
        mend=Wording(f"可用：{'、'.join(error.known)}。", f"Installed: {', '.join(error.known)}."),
        facts={"edition": error.edition, "known": list(error.known)},
    )


def _faulty(_error: CatalogError) -> Trouble:
    return Trouble(
        slug="catalog-faulty",
        detail=Wording("目录版本有误，无法据以办理。", "The catalog edition is faulty and cannot be worked with."),
        mend=Wording("请管理员运行 binglian catalog check。", "Let an administrator run 'binglian catalog check'."),
    )


def _lines(wordings: object) -> Wording:
    told = list(wordings)  # type: ignore[call-overload]
    return Wording("；".join(one.zh for one in told), "; ".join(one.en for one in told))


_TELLING: Mapping[type[CatalogError], Callable[..., Trouble]] = {
    WrongFacts: _wrong_facts,
    UndeterminedFacts: _undetermined,
    ProjectRefused: _project_refused,
    WrongCode: _wrong_code,
    ItemNotInTheme: _not_in_theme,
    UnknownEdition: _unknown_edition,
    CatalogFaults: _faulty,
}
