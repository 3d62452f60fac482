"""Names for keys, from the edition the project lives in."""

import re
from functools import cache

from pydantic import BaseModel

from catalogs.loader import load
from catalogs.wording import Wording


class Label(BaseModel):
    """A key with its name in both languages."""

    key: str
    zh: str
    en: str


# Keys of offices, items and materials: each holds a dot or an underscore, which no word of a sentence does.
_KEY = re.compile(r"(?<![\w.])[a-z0-9]+(?:[._][a-z0-9]+)+(?![\w])")


class Names:
    """The names of one edition."""

    def __init__(self, edition_id: str) -> None:
        edition = load(edition_id)
        self._items = {str(row.key): (row.name_zh, row.name_en) for row in edition.items}
        self._offices = {str(row.id): (row.name_zh, row.name_en) for row in edition.offices}
        self._regions = {str(row.code): (row.name_zh, row.name_en) for row in edition.regions}
        self._themes = {str(row.key): (row.name_zh, row.name_en) for row in edition.themes}
        self._stages = {(str(row.theme), str(row.stage)): (row.name_zh, row.name_en) for row in edition.stages}
        self._materials = {str(row.material): (row.name_zh, row.name_en) for row in edition.materials}

    def item(self, key: str) -> Label:
        return _label(key, self._items.get(key))

    def office(self, key: str) -> Label:
        return _label(key, self._offices.get(key))

    def region(self, key: str) -> Label:
        return _label(key, self._regions.get(key))

    def theme(self, key: str) -> Label:
        return _label(key, self._themes.get(key))

    def stage(self, theme: str, key: str) -> Label:
        return _label(key, self._stages.get((theme, key)))

    def spoken(self, sentence: Wording) -> Wording:
        """A sentence of the engine, which speaks in keys, with the names people know things by."""
        return Wording(
            _KEY.sub(lambda key: self._spoken(key.group(), 0), sentence.zh),
            _KEY.sub(lambda key: self._spoken(key.group(), 1), sentence.en),
        )

    def _spoken(self, key: str, language: int) -> str:
        for table in (self._offices, self._items, self._materials):
            if key in table:
                return table[key][language]
        return key

    def material(self, key: str) -> Label:
        return _label(key, self._materials.get(key))


@cache
def names_of(edition: str) -> Names:
    return Names(edition)


def _label(key: str, names: tuple[str, str] | None) -> Label:
    """A key the edition does not name (a result recorded from elsewhere) stands for itself."""
    zh, en = names or (key, key)
    return Label(key=key, zh=zh, en=en)
