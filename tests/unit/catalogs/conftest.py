"""The small edition, sound, once for all tests that only read it."""

import pytest

from catalogs.edition import Edition
from tests.unit.catalogs.editions import small_edition


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return small_edition(tmp_path_factory.mktemp("small") / "edition")
