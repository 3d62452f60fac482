"""Which code a text is, or was meant to be."""

from catalogs.codes.credit_code import CreditCode, read_credit_code
from catalogs.codes.divisions import region_known
from catalogs.codes.project_code import ProjectCode, read_project_code
from catalogs.edition import Edition


def recognise(edition: Edition, text: str) -> ProjectCode | CreditCode:
    """The code taken apart: with a hyphen a project code, else a credit code. WrongCode when it is wrong."""
    if "-" not in text:
        return read_credit_code(text)
    return read_project_code(
        text, region_known=region_known(edition), industry_known=edition.industry_by_code.__contains__
    )
