"""People for trying the system out: an officer for each office of the edition, applicants, a supervisor."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from catalogs.edition import Edition
from catalogs.schema import OfficeId
from workflow.domain.ids import PersonId
from workflow.domain.people import Role
from workflow.operations.passwords import fits, hash_of
from workflow.store.people import Person
from workflow.store.unit_of_work import UnitOfWork

_PEOPLE = UUID("7c1f0f6e-5a37-4b8e-9d0e-53060000d310")  # any fixed value: the same login is the same person everywhere
ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who can sign in with the demonstration password."""

    login: str
    name: str
    role: Role
    office: OfficeId | None = None
    organisation: str | None = None  # unified social credit code


# Invented organisations; the check characters of their codes are right (GB 32100-2015).
_APPLICANTS = (
    Account(
        login="applicant.wind", name="昭通乌蒙风力发电有限公司", role=Role.APPLICANT, organisation="91530602MA6WND016R"
    ),
    Account(
        login="applicant.food", name="鲁甸高原食品有限公司", role=Role.APPLICANT, organisation="91530621MA6F0D0236"
    ),
    Account(
        login="applicant.school", name="昭阳区学校建设中心", role=Role.APPLICANT, organisation="115306020153068383"
    ),
)


def load_demonstration(work: UnitOfWork, edition: Edition, *, password: str) -> tuple[Account, ...]:
    """Make sure that the demonstration people exist and that the password is theirs; returns them all.

    The password is hashed once for all of them, at full strength: it is one secret, and three hundred argon2 hashes
    would take half a minute of every first start.
    """
    accounts = tuple(_accounts(edition))
    known = work.people.by_login(ADMINISTRATOR)
    is_theirs = known is not None and fits(password, known.password_hash)
    hashed = known.password_hash if known and is_theirs else hash_of(password)
    work.people.add(_person(account, hashed) for account in accounts)
    if not is_theirs:
        work.people.give_demonstration_password(hashed)
    return accounts


def examples(edition: Edition) -> tuple[Account, ...]:
    """One account of each sort, to begin with."""
    lead = edition.stages[0].lead_department
    offices = [edition.office_by_place[region, lead].id for region in (edition.counties[0].code, edition.region)]
    everybody = tuple(_accounts(edition))
    return (*_APPLICANTS, *(one for one in everybody if one.office in offices), *everybody[:2])


def _accounts(edition: Edition) -> Iterator[Account]:
    yield Account(login=ADMINISTRATOR, name="平台管理员", role=Role.ADMINISTRATOR)
    city = edition.region_by_code[edition.region]
    yield Account(login=f"supervisor.{edition.region}", name=f"{city.name_zh}监察员", role=Role.SUPERVISOR)
    yield from _APPLICANTS
    for office in edition.offices:
        yield Account(login=f"officer.{office.id}", name=f"{office.name_zh}经办人", role=Role.OFFICER, office=office.id)


def _person(account: Account, password_hash: str) -> Person:
    return Person(
        id=PersonId(uuid5(_PEOPLE, account.login)),
        login=account.login,
        name=account.name,
        role=account.role,
        office=account.office,
        organisation=account.organisation,
        password_hash=password_hash,
        is_demonstration=True,
    )
