-- The read model of cases: one row a case, rebuilt from the book at any time.
CREATE SCHEMA read;
CREATE TABLE read.cases (
    case_id        uuid PRIMARY KEY,
    number         text NOT NULL,
    version        bigint NOT NULL,
    position       bigint NOT NULL,
    state          text NOT NULL,
    kind           text NOT NULL,
    channel        text NOT NULL,
    matter         text,
    area           text,
    category       text,
    village        text,
    site           text NOT NULL,
    urgency        text,
    title          text,
    excerpt        text,
    folded         text NOT NULL,
    grams          int[] NOT NULL,
    subject_ref    uuid,
    contactable    boolean NOT NULL,
    secrecy        boolean NOT NULL,
    accused_person text,
    accused_unit   text,
    source_system  text,
    source_number  text,
    unit           text,
    assisting      text[] NOT NULL,
    person         text,
    received_at    timestamptz NOT NULL,
    registered_at  timestamptz NOT NULL,
    due_at         timestamptz NOT NULL,  -- of the clock that runs now; the year 9999 where none does
    due_kind       text NOT NULL,
    provisional    boolean NOT NULL,
    -- the clocks that wait beside it
    case_due_at          timestamptz,
    case_provisional     boolean NOT NULL,
    task_due_at          timestamptz,
    task_provisional     boolean NOT NULL,
    sign_for_due_at      timestamptz,
    sign_for_provisional boolean NOT NULL,
    signed_for     boolean NOT NULL,
    check_passed   boolean NOT NULL,
    closed_at      timestamptz,
    late           boolean,
    dispatches     int NOT NULL,
    returns        int NOT NULL,
    reworks        int NOT NULL,
    reopenings     int NOT NULL,
    outcome        text,
    satisfaction   text
);
CREATE INDEX cases_due ON read.cases (due_at, case_id);
CREATE INDEX cases_open_due ON read.cases (due_at, case_id) WHERE closed_at IS NULL;
CREATE INDEX cases_received ON read.cases (received_at, case_id);
CREATE INDEX cases_number ON read.cases (number, case_id);
CREATE INDEX cases_position ON read.cases (position, case_id);
CREATE INDEX cases_unit ON read.cases (unit, due_at, case_id);
CREATE INDEX cases_state ON read.cases (state, due_at, case_id);
CREATE INDEX cases_source ON read.cases (source_number);
CREATE INDEX cases_grams ON read.cases USING gin (grams);
