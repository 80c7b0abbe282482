-- The book: events, and what commits together with them. Append-only.
CREATE SEQUENCE aiwei_events_position;
CREATE TABLE aiwei_events (
    originator_id      text   NOT NULL,
    originator_version bigint NOT NULL,
    topic              text   NOT NULL,
    state              bytea  NOT NULL,
    -- without gaps: the appender numbers under its lock; the default serves only the library's own recorder
    notification_id    bigint NOT NULL DEFAULT nextval('aiwei_events_position'),
    PRIMARY KEY (originator_id, originator_version)
);
CREATE UNIQUE INDEX aiwei_events_notification_id_idx ON aiwei_events (notification_id);
CREATE TYPE stored_event_text AS (originator_id text, originator_version bigint, topic text, state bytea);

-- A command's first answer: a repeat gets it again, another body under the same id is refused.
CREATE TABLE aiwei_commands (
    command_id uuid  PRIMARY KEY,
    digest     bytea NOT NULL,
    receipt    jsonb NOT NULL
);

-- What may be taken once only: a source's own number, a receipt code.
CREATE TABLE aiwei_claims (
    claim  text PRIMARY KEY,
    stream text NOT NULL
);

-- Numbers without gaps, by series ("case-2026").
CREATE TABLE aiwei_series (
    series text   PRIMARY KEY,
    last   bigint NOT NULL
);

CREATE FUNCTION aiwei_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % on % is not allowed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON aiwei_events
    FOR EACH STATEMENT EXECUTE FUNCTION aiwei_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON aiwei_commands
    FOR EACH STATEMENT EXECUTE FUNCTION aiwei_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON aiwei_claims
    FOR EACH STATEMENT EXECUTE FUNCTION aiwei_append_only();

-- Where each projection stands. The row '__migration__' tells the library that this is its newer table.
CREATE TABLE aiwei_tracking (
    application_name text   PRIMARY KEY,
    notification_id  bigint NOT NULL
);
INSERT INTO aiwei_tracking VALUES ('__migration__', 1);
