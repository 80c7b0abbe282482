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

-- Takes the lock that orders all appends, and then reads what they are judged against, in one round trip.
-- Each statement of a volatile function sees what was committed before it: here, before the lock was had.
CREATE FUNCTION aiwei_heads(streams text[], command_ids uuid[], wanted_claims text[], wanted_series text[])
RETURNS TABLE (head bigint, versions jsonb, commands jsonb, claims jsonb, series jsonb)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(4215, 1);
    SELECT coalesce(max(notification_id), 0) INTO head FROM aiwei_events;
    SELECT jsonb_object_agg(s, v) INTO versions FROM unnest(streams) s, LATERAL (
        SELECT max(originator_version) AS v FROM aiwei_events WHERE originator_id = s) e WHERE v IS NOT NULL;
    IF command_ids <> '{}' THEN
        SELECT jsonb_object_agg(c.command_id, jsonb_build_array(encode(c.digest, 'hex'), c.receipt))
            INTO commands FROM aiwei_commands c WHERE c.command_id = ANY(command_ids);
    END IF;
    IF wanted_claims <> '{}' THEN
        SELECT jsonb_object_agg(c.claim, c.stream) INTO claims
            FROM aiwei_claims c WHERE c.claim = ANY(wanted_claims);
    END IF;
    IF wanted_series <> '{}' THEN
        SELECT jsonb_object_agg(c.series, c.last) INTO series
            FROM aiwei_series c WHERE c.series = ANY(wanted_series);
    END IF;
    RETURN NEXT;
END $$;

-- Takes the same lock and fails unless the book is as the appender left it: then one round trip does it all.
CREATE FUNCTION aiwei_expect(
    head bigint, streams text[], versions bigint[], command_ids uuid[], wanted_claims text[])
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(4215, 1);
    IF head <> (SELECT coalesce(max(notification_id), 0) FROM aiwei_events)
        OR EXISTS (SELECT FROM unnest(streams, versions) AS e (s, v) WHERE v <> coalesce(
            (SELECT max(originator_version) FROM aiwei_events WHERE originator_id = s), 0))
        OR EXISTS (SELECT FROM aiwei_commands c WHERE c.command_id = ANY(command_ids))
        OR EXISTS (SELECT FROM aiwei_claims c WHERE c.claim = ANY(wanted_claims))
    THEN
        RAISE EXCEPTION 'the book has moved on' USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

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
