"""What a person reads has names where the engine has keys; what a program reads keeps the keys."""

from api.labels import names_of
from catalogs.wording import Wording

NAMES = names_of("zhaotong-2026")


def test_keys_of_offices_items_and_materials_become_names_in_the_readers_language() -> None:
    told = NAMES.spoken(
        Wording("“enterprise_verification”由 530622.development_reform 办理。", "'eia_form' at 530600.water.")
    )

    assert told.zh == "“企业投资项目核准”由 巧家县发展和改革局 办理。"
    assert "eia_form" not in told.en
    assert "530600.water" not in told.en


def test_words_numbers_dates_and_unknown_keys_stay_as_they_are() -> None:
    sentence = Wording("2026-03-02 的 v1.2 和 no_such_item", "water at 12.5 of example.pdf")

    assert NAMES.spoken(sentence) == sentence
