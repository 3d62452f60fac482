"""The foundation: projects, cases, documents, events, outbox, people, exchange."""

from alembic import op

revision = "0001_foundation"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE callbacks (
  nonce TEXT NOT NULL,
  arrived_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_callbacks PRIMARY KEY (nonce)
);
CREATE TABLE commands (
  key TEXT NOT NULL,
  principal TEXT NOT NULL,
  fingerprint TEXT DEFAULT '' NOT NULL,
  answer JSONB,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_commands PRIMARY KEY (key, principal)
);
CREATE TABLE exchange_records (
  id BIGSERIAL NOT NULL,
  shard TEXT NOT NULL,
  table_name TEXT NOT NULL,
  local_key TEXT NOT NULL,
  row JSONB NOT NULL,
  status INTEGER NOT NULL CONSTRAINT ck_exchange_records_status CHECK (status IN (-1, 0, 2, 3)),
  reason TEXT DEFAULT '' NOT NULL,
  receipt TEXT DEFAULT '' NOT NULL,
  sends INTEGER DEFAULT '0' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  answered_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_exchange_records PRIMARY KEY (id),
  CONSTRAINT uq_exchange_records_table_name_local_key UNIQUE (table_name, local_key)
);
CREATE INDEX ix_exchange_records_open ON exchange_records (shard, id) WHERE status <> 3;
CREATE INDEX ix_exchange_records_shard ON exchange_records (shard, id);
CREATE TABLE files (
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT DEFAULT '' NOT NULL,
  stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_files PRIMARY KEY (sha256)
);
CREATE TABLE heartbeats (
  process TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT pk_heartbeats PRIMARY KEY (process)
);
CREATE TABLE outbox (
  id BIGSERIAL NOT NULL,
  destination TEXT DEFAULT '' NOT NULL,
  shard TEXT DEFAULT '' NOT NULL,
  topic TEXT DEFAULT '' NOT NULL,
  payload JSONB NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  attempts INTEGER DEFAULT '0' NOT NULL,
  delivered_at TIMESTAMP WITH TIME ZONE,
  parked_at TIMESTAMP WITH TIME ZONE,
  failure TEXT DEFAULT '' NOT NULL,
  last_error TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_outbox PRIMARY KEY (id)
);
CREATE INDEX ix_outbox_waiting ON outbox (destination, shard, id) WHERE delivered_at IS NULL;
CREATE TABLE people (
  id UUID NOT NULL,
  login TEXT NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  role TEXT NOT NULL CONSTRAINT ck_people_role CHECK ("role" IN ('applicant', 'officer', 'supervisor', 'maintainer', 'administrator', 'system', 'province')),
  office TEXT,
  organisation TEXT,
  password_hash TEXT DEFAULT '' NOT NULL,
  is_demonstration BOOLEAN DEFAULT false NOT NULL,
  CONSTRAINT pk_people PRIMARY KEY (id),
  CONSTRAINT uq_people_login UNIQUE (login)
);
CREATE TABLE projects (
  id UUID NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  kind TEXT NOT NULL CONSTRAINT ck_projects_kind CHECK ("kind" IN ('approval', 'verification', 'filing')),
  edition TEXT DEFAULT '' NOT NULL,
  theme TEXT DEFAULT '' NOT NULL,
  region TEXT DEFAULT '' NOT NULL,
  applicant_code TEXT DEFAULT '' NOT NULL,
  applicant_name TEXT DEFAULT '' NOT NULL,
  code TEXT NOT NULL,
  code_status TEXT NOT NULL CONSTRAINT ck_projects_code_status CHECK ("code_status" IN ('provisional', 'confirmed')),
  status TEXT NOT NULL CONSTRAINT ck_projects_status CHECK ("status" IN ('draft', 'registered', 'coded', 'permitting', 'ready_to_start', 'constructing', 'completed', 'withdrawn', 'lapsed', 'terminated')),
  withdrawal_reason TEXT DEFAULT '' NOT NULL,
  start_requires TEXT[] DEFAULT '{}' NOT NULL,
  registered_at TIMESTAMP WITH TIME ZONE,
  event_count INTEGER NOT NULL,
  chain_hash TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_projects PRIMARY KEY (id)
);
CREATE INDEX ix_projects_applicant_code_registered_at ON projects (applicant_code, registered_at);
CREATE INDEX ix_projects_registered_at_id ON projects (registered_at, id);
CREATE INDEX ix_projects_code ON projects (code);
CREATE UNIQUE INDEX uq_projects_confirmed_code ON projects (code) WHERE code_status = 'confirmed';
CREATE TABLE documents (
  id UUID NOT NULL,
  project_id UUID NOT NULL,
  material TEXT DEFAULT '' NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  filename TEXT DEFAULT '' NOT NULL,
  media_type TEXT DEFAULT '' NOT NULL,
  submitted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  submitted_by TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_documents PRIMARY KEY (id),
  CONSTRAINT uq_documents_project_id_material_version UNIQUE (project_id, material, version),
  CONSTRAINT fk_documents_project_id FOREIGN KEY(project_id) REFERENCES projects (id),
  CONSTRAINT fk_documents_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
);
CREATE TABLE events (
  project_id UUID NOT NULL,
  position INTEGER NOT NULL,
  type TEXT DEFAULT '' NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  actor JSONB NOT NULL,
  stage TEXT,
  sub_approval UUID,
  reason TEXT DEFAULT '' NOT NULL,
  basis TEXT DEFAULT '' NOT NULL,
  data JSONB NOT NULL,
  hash TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_events PRIMARY KEY (project_id, position),
  CONSTRAINT fk_events_project_id FOREIGN KEY(project_id) REFERENCES projects (id)
);
CREATE TABLE exchange_cursors (
  project_id UUID NOT NULL,
  position INTEGER NOT NULL,
  CONSTRAINT pk_exchange_cursors PRIMARY KEY (project_id),
  CONSTRAINT fk_exchange_cursors_project_id FOREIGN KEY(project_id) REFERENCES projects (id)
);
CREATE TABLE project_facts (
  project_id UUID NOT NULL,
  facts JSONB NOT NULL,
  CONSTRAINT pk_project_facts PRIMARY KEY (project_id),
  CONSTRAINT fk_project_facts_project_id FOREIGN KEY(project_id) REFERENCES projects (id)
);
CREATE TABLE stages (
  id UUID NOT NULL,
  project_id UUID NOT NULL,
  stage TEXT DEFAULT '' NOT NULL,
  "order" INTEGER NOT NULL,
  lead_office TEXT DEFAULT '' NOT NULL,
  "join" TEXT NOT NULL CONSTRAINT ck_stages_join CHECK ("join" IN ('all', 'any', 'milestone', 'lead-veto')),
  opens TEXT NOT NULL CONSTRAINT ck_stages_opens CHECK ("opens" IN ('coded', 'previous-closed', 'constructing')),
  status TEXT NOT NULL CONSTRAINT ck_stages_status CHECK ("status" IN ('locked', 'open', 'closed')),
  is_blocked BOOLEAN NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE,
  applied_at TIMESTAMP WITH TIME ZONE,
  closed_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_stages PRIMARY KEY (id),
  CONSTRAINT uq_stages_project_id_stage UNIQUE (project_id, stage),
  CONSTRAINT fk_stages_project_id FOREIGN KEY(project_id) REFERENCES projects (id)
);
CREATE TABLE sub_approvals (
  id UUID NOT NULL,
  project_id UUID NOT NULL,
  stage TEXT DEFAULT '' NOT NULL,
  item TEXT DEFAULT '' NOT NULL,
  attempt INTEGER NOT NULL,
  role TEXT NOT NULL CONSTRAINT ck_sub_approvals_role CHECK ("role" IN ('mandatory', 'conditional', 'beside')),
  milestone BOOLEAN NOT NULL,
  of_lead_office BOOLEAN NOT NULL,
  procedure TEXT NOT NULL CONSTRAINT ck_sub_approvals_procedure CHECK ("procedure" IN ('permit', 'verification', 'approval', 'filing', 'assessment')),
  files_itself BOOLEAN NOT NULL,
  limit_days INTEGER,
  limit_unit TEXT NOT NULL CONSTRAINT ck_sub_approvals_limit_unit CHECK ("limit_unit" IN ('working-day', 'calendar-day', 'at-once', 'none')),
  promised_days INTEGER,
  waits_for TEXT[] DEFAULT '{}' NOT NULL,
  needs TEXT[] DEFAULT '{}' NOT NULL,
  legs JSONB NOT NULL,
  side_procedures JSONB NOT NULL,
  status TEXT NOT NULL CONSTRAINT ck_sub_approvals_status CHECK ("status" IN ('planned', 'dispatched', 'received', 'accepted', 'in_review', 'decided', 'delivered', 'not_accepted', 'returned', 'withdrawn', 'voided')),
  hold TEXT NOT NULL CONSTRAINT ck_sub_approvals_hold CHECK ("hold" IN ('none', 'correction', 'special_procedure', 'withdrawal_pending')),
  outcome TEXT NOT NULL CONSTRAINT ck_sub_approvals_outcome CHECK ("outcome" IN ('none', 'approved', 'approved_with_promise', 'refused')),
  filing TEXT NOT NULL CONSTRAINT ck_sub_approvals_filing CHECK ("filing" IN ('none', 'filed', 'verified', 'corrected', 'cancelled')),
  applied_at TIMESTAMP WITH TIME ZONE,
  received_at TIMESTAMP WITH TIME ZONE,
  accepted_at TIMESTAMP WITH TIME ZONE,
  decided_at TIMESTAMP WITH TIME ZONE,
  due_on DATE,
  due_is_provisional BOOLEAN NOT NULL,
  promised_on DATE,
  result_number TEXT DEFAULT '' NOT NULL,
  result_on DATE,
  result_document UUID,
  acting_offices TEXT[] DEFAULT '{}' NOT NULL,
  consulted_offices TEXT[] DEFAULT '{}' NOT NULL,
  involved_offices TEXT[] DEFAULT '{}' NOT NULL,
  CONSTRAINT pk_sub_approvals PRIMARY KEY (id),
  CONSTRAINT uq_sub_approvals_project_id_item_attempt UNIQUE (project_id, item, attempt),
  CONSTRAINT fk_sub_approvals_project_id FOREIGN KEY(project_id) REFERENCES projects (id)
);
CREATE INDEX ix_sub_approvals_consulted ON sub_approvals USING gin (consulted_offices) WHERE consulted_offices <> '{}';
CREATE INDEX ix_sub_approvals_due ON sub_approvals (due_on) WHERE status IN ('accepted', 'in_review');
CREATE INDEX ix_sub_approvals_inbox ON sub_approvals USING gin (acting_offices) WHERE acting_offices <> '{}';
CREATE INDEX ix_sub_approvals_involved ON sub_approvals USING gin (involved_offices) WHERE involved_offices <> '{}';
CREATE INDEX ix_sub_approvals_under_way ON sub_approvals (project_id) WHERE status IN ('dispatched', 'received', 'accepted', 'in_review');
CREATE TABLE supervision_orders (
  id TEXT NOT NULL,
  project_id UUID NOT NULL,
  item TEXT,
  matter TEXT DEFAULT '' NOT NULL,
  due_on DATE NOT NULL,
  issued_by TEXT DEFAULT '' NOT NULL,
  issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
  arrived_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_supervision_orders PRIMARY KEY (id),
  CONSTRAINT fk_supervision_orders_project_id FOREIGN KEY(project_id) REFERENCES projects (id)
);
CREATE INDEX ix_supervision_orders_arrived_at_id ON supervision_orders (arrived_at, id);
CREATE INDEX ix_supervision_orders_project_id_arrived_at ON supervision_orders (project_id, arrived_at);
CREATE TABLE tokens (
  digest TEXT NOT NULL,
  person_id UUID NOT NULL,
  issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_tokens PRIMARY KEY (digest),
  CONSTRAINT fk_tokens_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
"""
# Evidence is append-only, and the database itself sees to it.
APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON events EXECUTE FUNCTION refuse_change();
"""
# The relay wakes when a message is written, and when a delivered one lets the next of its shard go.
WAKE_THE_RELAY = """
CREATE FUNCTION wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
CREATE TRIGGER outbox_written AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION wake_relay();
CREATE TRIGGER outbox_moved AFTER UPDATE OF delivered_at, parked_at ON outbox
  FOR EACH STATEMENT EXECUTE FUNCTION wake_relay();
"""


def upgrade() -> None:
    for statements in (TABLES, APPEND_ONLY, WAKE_THE_RELAY):
        op.execute(statements)


def downgrade() -> None:
    op.execute(
        "DROP TABLE tokens, supervision_orders, sub_approvals, stages, project_facts, exchange_cursors, events, "
        "documents, projects, people, outbox, heartbeats, files, exchange_records, commands, callbacks"
    )
    op.execute("DROP FUNCTION wake_relay; DROP FUNCTION refuse_change")
