"""What happened to a clock: it started, was held, was extended, started anew. All of it in dates."""

from dataclasses import dataclass
from datetime import date

from workflow.errors import WrongInput


@dataclass(frozen=True, kw_only=True)
class ClockHold:
    """A period in which the clock may stand; its first and its last day are both not counted (行政许可法 Art.45).

    `last` is None while it runs; `expected_last` is then what the applicant was told in writing. WrongInput when it
    ends before it begins. Holds may overlap.
    """

    type: str  # a key of special_procedures.csv
    first: date
    last: date | None = None
    expected_last: date | None = None

    def __post_init__(self) -> None:
        end = self.last or self.expected_last
        if end is not None and end < self.first:
            raise WrongInput(
                f"停钟“{self.type}”的结束日 {end} 早于开始日 {self.first}。",
                f"The hold '{self.type}' ends on {end}, before it begins on {self.first}.",
                mend_zh="请核对两个日期；同一天开始和结束的，两个日期相同。",
                mend_en="Check both dates; a hold of one day has the same date twice.",
                type=self.type,
                first=self.first.isoformat(),
                last=end.isoformat(),
            )

    def covers(self, day: date) -> bool:
        """Whether the day lies in the stated period, be the clock standing or not."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, kw_only=True)
class Extension:
    """Further days of the limit's own unit (行政许可法 Art.42; 条例673 Art.10)."""

    days: int
    basis: str = ""

    def __post_init__(self) -> None:
        if self.days < 0:
            what = f"延期天数不能为负:{self.days} / an extension cannot be negative: {self.days}"
            raise ValueError(what)


@dataclass(frozen=True, kw_only=True)
class ClockEvents:
    """The events of one clock, in any order within each sort.

    On the day of a reset the count is empty again and that day, like the first, does not count; extensions granted
    stay granted. What happens after the due date changes nothing.
    """

    started_on: date
    holds: tuple[ClockHold, ...] = ()
    extensions: tuple[Extension, ...] = ()
    resets: tuple[date, ...] = ()

    @property
    def days_of_extension(self) -> int:
        return sum(extension.days for extension in self.extensions)
