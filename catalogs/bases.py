"""The article of law an act rests on."""

from catalogs.edition import Edition


def basis_of(edition: Edition, act: str, procedure: str, item: str) -> str:
    """The basis of an act (the type of its event); empty where the edition states none.

    The most specific row counts: the item's own, then its procedure's, then that of the act whatever the procedure. An
    act of the project as a whole has the procedure of its root item, or a blank one, and a blank item.
    """
    known = edition.basis_by_act
    places = ((procedure, item), ("", item), (procedure, ""), ("", ""))
    return next((known[act, *place] for place in places if (act, *place) in known), "")
