"""A sentence for people, in both languages of the platform."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def filled(self, **words: object) -> "Wording":
        """The wording with its `{names}` replaced; names it does not use are ignored."""
        return Wording(self.zh.format(**words), self.en.format(**words))

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"
