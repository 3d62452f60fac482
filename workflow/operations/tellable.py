"""What is told to the province word for word must fit its columns, so it is measured when it is stated.

Held to the columns by a test; whatever is longer would stop the project's exchange after everybody has gone home.
"""

from collections.abc import Mapping
from decimal import Decimal

from workflow.errors import WrongInput

# Characters, by the name under which the value is stated.
LONGEST: Mapping[str, int] = {
    "name": 300,
    "applicant.name": 200,
    "number": 100,
    "construction_place": 500,
    "construction_scale": 4000,
}
BELOW: Mapping[str, Decimal] = {"investment": Decimal(10) ** 17}  # yuan


def require_tellable(stated: Mapping[str, object]) -> None:
    """Raises `WrongInput` for a stated value that is too long or too large to be told."""
    for name in LONGEST.keys() & stated.keys():
        if (length := len(str(stated[name]))) > LONGEST[name]:
            raise _too_long(name, length, LONGEST[name])
    for name in BELOW.keys() & stated.keys():
        if Decimal(str(stated[name])) >= BELOW[name]:
            raise _too_large(name, BELOW[name])


def _too_long(name: str, length: int, longest: int) -> WrongInput:
    return WrongInput(
        f"“{name}”有 {length} 字，超过 {longest} 字。",
        f"'{name}' has {length} characters, more than {longest}.",
        mend_zh=f"请缩短到 {longest} 字以内，省平台的栏位只有这么长。",
        mend_en=f"Shorten it to {longest} characters: the province's column takes no more.",
        field=name,
        longest=longest,
    )


def _too_large(name: str, below: Decimal) -> WrongInput:
    return WrongInput(
        f"“{name}”须小于 {below:,f}。",
        f"'{name}' must be below {below:,f}.",
        mend_zh="请核对单位和位数。",
        mend_en="Check the unit and the digits.",
        field=name,
        below=f"{below:f}",
    )
