"""The schema. Column names are the field names of the records they hold; statuses are text with a check."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from catalogs.schema import ItemRole, JoinPolicy, Kind, LimitUnit, Procedure, StageOpening
from workflow.domain.people import Role
from workflow.domain.statuses import CodeStatus, FilingStatus, Hold, Outcome, ProjectStatus, StageStatus, Status

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _word(name: str, words: type[StrEnum]) -> Column[str]:
    """A status: text, and a check that lists the words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return Column(name, Text, CheckConstraint(f'"{name}" IN ({listed})', name=name), nullable=False)


def _instant(name: str, *, required: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=not required)


def _words(name: str) -> Column[list[str]]:
    return Column(name, ARRAY(Text), nullable=False, server_default=text("'{}'"))


def _project() -> Column[object]:
    return Column("project_id", Uuid, ForeignKey("projects.id"), nullable=False)


projects = Table(
    "projects",
    metadata,
    Column("id", Uuid, primary_key=True),
    _text("name"),
    _word("kind", Kind),
    _text("edition"),
    _text("theme"),
    _text("region"),
    _text("applicant_code"),
    _text("applicant_name"),
    Column("code", Text, nullable=False),
    _word("code_status", CodeStatus),
    _word("status", ProjectStatus),
    _text("withdrawal_reason"),
    _words("start_requires"),
    _instant("registered_at"),
    Column("event_count", Integer, nullable=False),
    _text("chain_hash"),
    Index(None, "applicant_code", "registered_at"),
    Index(None, "registered_at", "id"),
    Index(None, "code"),
    # A provisional code is drawn from the province's own space, and must never keep the province from issuing it.
    Index("uq_projects_confirmed_code", "code", unique=True, postgresql_where=text("code_status = 'confirmed'")),
)

project_facts = Table(
    "project_facts",
    metadata,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    Column("facts", JSONB, nullable=False),
)

stages = Table(
    "stages",
    metadata,
    Column("id", Uuid, primary_key=True),
    _project(),
    _text("stage"),
    Column("order", Integer, nullable=False),
    _text("lead_office"),
    _word("join", JoinPolicy),
    _word("opens", StageOpening),
    _word("status", StageStatus),
    Column("is_blocked", Boolean, nullable=False),
    _instant("opened_at"),
    _instant("applied_at"),
    _instant("closed_at"),
    UniqueConstraint("project_id", "stage"),
)

sub_approvals = Table(
    "sub_approvals",
    metadata,
    Column("id", Uuid, primary_key=True),
    _project(),
    _text("stage"),
    _text("item"),
    Column("attempt", Integer, nullable=False),
    _word("role", ItemRole),
    Column("milestone", Boolean, nullable=False),
    Column("of_lead_office", Boolean, nullable=False),
    _word("procedure", Procedure),
    Column("files_itself", Boolean, nullable=False),
    Column("limit_days", Integer),
    _word("limit_unit", LimitUnit),
    Column("promised_days", Integer),
    _words("waits_for"),
    _words("needs"),
    Column("legs", JSONB, nullable=False),
    Column("side_procedures", JSONB, nullable=False),
    _word("status", Status),
    _word("hold", Hold),
    _word("outcome", Outcome),
    _word("filing", FilingStatus),
    _instant("applied_at"),
    _instant("received_at"),
    _instant("accepted_at"),
    _instant("decided_at"),
    Column("due_on", Date),
    Column("due_is_provisional", Boolean, nullable=False),
    Column("promised_on", Date),
    _text("result_number"),
    Column("result_on", Date),
    Column("result_document", Uuid),
    _words("acting_offices"),
    _words("consulted_offices"),
    _words("involved_offices"),
    UniqueConstraint("project_id", "item", "attempt"),
    # An office's inbox reads only what lies before it now, however many cases have ended.
    Index(
        "ix_sub_approvals_inbox",
        "acting_offices",
        postgresql_using="gin",
        postgresql_where=text("acting_offices <> '{}'"),
    ),
    Index(
        "ix_sub_approvals_consulted",
        "consulted_offices",
        postgresql_using="gin",
        postgresql_where=text("consulted_offices <> '{}'"),
    ),
    Index(
        "ix_sub_approvals_involved",
        "involved_offices",
        postgresql_using="gin",
        postgresql_where=text("involved_offices <> '{}'"),
    ),
    # What a sweep looks through, however many cases have ended.
    Index(
        "ix_sub_approvals_under_way",
        "project_id",
        postgresql_where=text("status IN ('dispatched', 'received', 'accepted', 'in_review')"),
    ),
    Index("ix_sub_approvals_due", "due_on", postgresql_where=text("status IN ('accepted', 'in_review')")),
)

files = Table(
    "files",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    _text("media_type"),
    _instant("stored_at", required=True),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Uuid, primary_key=True),
    _project(),
    _text("material"),
    Column("version", Integer, nullable=False),
    Column("sha256", Text, ForeignKey("files.sha256"), nullable=False),
    Column("size", BigInteger, nullable=False),
    _text("filename"),
    _text("media_type"),
    _instant("submitted_at", required=True),
    _text("submitted_by"),
    UniqueConstraint("project_id", "material", "version"),
)

events = Table(
    "events",
    metadata,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("type"),
    _instant("at", required=True),
    Column("actor", JSONB, nullable=False),
    Column("stage", Text),
    Column("sub_approval", Uuid),
    _text("reason"),
    _text("basis"),
    Column("data", JSONB, nullable=False),
    _text("hash"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    _text("destination"),
    _text("shard"),
    _text("topic"),
    Column("payload", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _instant("delivered_at"),
    _instant("parked_at"),
    _text("failure"),  # the kind of the last failure; attempts counts those of this kind in a row
    _text("last_error"),
    Index("ix_outbox_waiting", "destination", "shard", "id", postgresql_where=text("delivered_at IS NULL")),
)

commands = Table(
    "commands",
    metadata,
    Column("key", Text, primary_key=True),
    Column("principal", Text, primary_key=True),
    _text("fingerprint"),
    Column("answer", JSONB),
    _instant("at", required=True),
)

people = Table(
    "people",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    _text("name"),
    _word("role", Role),
    Column("office", Text),
    Column("organisation", Text),
    _text("password_hash"),
    Column("is_demonstration", Boolean, nullable=False, server_default=text("false")),
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person_id", Uuid, ForeignKey("people.id"), nullable=False),
    _instant("issued_at", required=True),
    _instant("expires_at", required=True),
)

supervision_orders = Table(
    "supervision_orders",
    metadata,
    Column("id", Text, primary_key=True),
    _project(),
    Column("item", Text),
    _text("matter"),
    Column("due_on", Date, nullable=False),
    _text("issued_by"),
    _instant("issued_at", required=True),
    _instant("arrived_at", required=True),
    Index(None, "project_id", "arrived_at"),
    Index(None, "arrived_at", "id"),
)

callbacks = Table(
    "callbacks",
    metadata,
    Column("nonce", Text, primary_key=True),
    _instant("arrived_at", required=True),
)

exchange_records = Table(
    "exchange_records",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("shard", Text, nullable=False),  # a project, or the edition whose flows are reported
    Column("table_name", Text, nullable=False),
    Column("local_key", Text, nullable=False),
    Column("row", JSONB, nullable=False),
    Column("status", Integer, CheckConstraint("status IN (-1, 0, 2, 3)", name="status"), nullable=False),
    _text("reason"),
    _text("receipt"),
    Column("sends", Integer, nullable=False, server_default="0"),
    _instant("created_at", required=True),
    _instant("answered_at"),
    UniqueConstraint("table_name", "local_key"),
    Index("ix_exchange_records_shard", "shard", "id"),
    Index("ix_exchange_records_open", "shard", "id", postgresql_where=text("status <> 3")),
)

exchange_cursors = Table(
    "exchange_cursors",
    metadata,
    Column("project_id", Uuid, ForeignKey("projects.id"), primary_key=True),
    Column("position", Integer, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("process", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
