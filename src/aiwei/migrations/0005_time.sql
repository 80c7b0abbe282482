-- The read model of cases, as it is and as it was at any position; and the limits that run. All of it is
-- rebuilt from the book: the projector begins again after this migration.
DROP TABLE read.cases;
DELETE FROM aiwei_tracking WHERE application_name = 'cases';

CREATE TABLE read.cases (
    case_id        uuid PRIMARY KEY,
    -- what does not change
    number         text NOT NULL,
    kind           text NOT NULL,
    registered_at  timestamptz NOT NULL,
    first_position bigint NOT NULL,
    subject_ref    uuid,
    contactable    boolean NOT NULL,
    secrecy        boolean NOT NULL,
    accused_person text,
    accused_unit   text,
    source_system  text,
    source_number  text,
    out_of         uuid,
    -- words
    excerpt        text,
    folded         text NOT NULL DEFAULT '',
    grams          int[] NOT NULL DEFAULT '{}',
    excerpt_position bigint,
    -- what changes: the same columns as read.spans, as they are now
    version        bigint NOT NULL,
    position       bigint NOT NULL,
    state          text NOT NULL,
    channel        text NOT NULL,
    matter         text,
    area           text,
    category       text,
    village        text,
    site           text NOT NULL,
    urgency        text NOT NULL,
    title          text,
    received_at    timestamptz NOT NULL,
    sealed         boolean NOT NULL,
    unit           text,
    assisting      text[] NOT NULL,
    person         text,
    due_at         timestamptz NOT NULL,  -- of the limit that ends first; 9999-01-01 where none runs, and the
                                          -- last day of that year once it has ended: what is open sorts first
    due_kind       text NOT NULL,
    due_from       timestamptz,
    in_hours       boolean NOT NULL,
    provisional    boolean NOT NULL,
    case_due_at    timestamptz,
    task_due_at    timestamptz,
    check_passed   boolean NOT NULL,
    closed_at      timestamptz,
    late           boolean,
    exempt         boolean NOT NULL,      -- late, and the appeal was upheld: figures leave it out
    merged_into    uuid,
    members        int NOT NULL,
    dispatches     int NOT NULL,
    returns        int NOT NULL,
    reworks        int NOT NULL,
    reopenings     int NOT NULL,
    extensions     int NOT NULL,
    suspensions    int NOT NULL,
    supervision    text NOT NULL,
    outcome        text,
    satisfaction   text,
    -- what decisions would read now, so that the next event needs no history (projections/snapshot.py)
    snapshot       bytea NOT NULL
) WITH (toast_tuple_target = 8160);
-- a row of usual length, some 2 kB with its snapshot, stays in its page
ALTER TABLE read.cases ALTER snapshot SET STORAGE MAIN;
CREATE INDEX cases_due ON read.cases (due_at, case_id);
CREATE INDEX cases_open_due ON read.cases (due_at, case_id) WHERE closed_at IS NULL;
CREATE INDEX cases_received ON read.cases (received_at, case_id);
CREATE INDEX cases_number ON read.cases (number, case_id);
CREATE INDEX cases_position ON read.cases (position, case_id);
CREATE INDEX cases_unit ON read.cases (unit, due_at, case_id);
CREATE INDEX cases_state ON read.cases (state, due_at, case_id);
CREATE INDEX cases_source ON read.cases (source_number);
CREATE INDEX cases_grams ON read.cases USING gin (grams);
CREATE INDEX cases_merged ON read.cases (merged_into) WHERE merged_into IS NOT NULL;

-- An excerpt that a later release replaced, from position to position: a search as of then still finds it.
CREATE TABLE read.replaced_words (
    case_id     uuid   NOT NULL,
    position    bigint NOT NULL,
    to_position bigint NOT NULL,
    folded      text   NOT NULL,
    PRIMARY KEY (case_id, position)
);

-- How each case stood from one event until the next that changed it, by each of three measures; the end is not
-- included. Within a case no time runs back. ``version`` and ``position`` are those of the event that began it.
CREATE TABLE read.spans (
    case_id        uuid NOT NULL,
    position       bigint NOT NULL,
    to_position    bigint NOT NULL,       -- 9223372036854775807 while it holds
    recorded_at    timestamptz NOT NULL,
    to_recorded_at timestamptz NOT NULL,  -- the year 9999 while it holds
    occurred_at    timestamptz NOT NULL,
    to_occurred_at timestamptz NOT NULL,  -- the year 9999 while it holds
    version        bigint NOT NULL,
    state          text NOT NULL,
    channel        text NOT NULL,
    matter         text,
    area           text,
    category       text,
    village        text,
    site           text NOT NULL,
    urgency        text NOT NULL,
    title          text,
    received_at    timestamptz NOT NULL,
    sealed         boolean NOT NULL,
    unit           text,
    assisting      text[] NOT NULL,
    person         text,
    due_at         timestamptz NOT NULL,
    due_kind       text NOT NULL,
    due_from       timestamptz,
    in_hours       boolean NOT NULL,
    provisional    boolean NOT NULL,
    case_due_at    timestamptz,
    task_due_at    timestamptz,
    check_passed   boolean NOT NULL,
    closed_at      timestamptz,
    late           boolean,
    exempt         boolean NOT NULL,
    merged_into    uuid,
    members        int NOT NULL,
    dispatches     int NOT NULL,
    returns        int NOT NULL,
    reworks        int NOT NULL,
    reopenings     int NOT NULL,
    extensions     int NOT NULL,
    suspensions    int NOT NULL,
    supervision    text NOT NULL,
    outcome        text,
    satisfaction   text,
    -- a case whose steps were not entered in the order in which they happened has spans by recording, which
    -- hold at no moment by occurrence, and others the other way round (projections/tangled.py)
    PRIMARY KEY (case_id, position, occurred_at)
);

-- A span is a line in the plane of time and due moment: from when to when the case stood so, at the height of
-- its due. What held at a moment crosses a vertical line, and the lowest crossings are the first page of the
-- list: one index finds them in order, whatever came later. Measured on 1 million spans of 100,000 cases, with
-- 760 to 1,740 open at the moment: 0.4-0.9 ms, where the list as it stands takes 0.3; with up to 100,000 open
-- at once the same. An SP-GiST index on the range took 6-10 ms, since it cannot sort, and ten times as long to
-- fill (47 µs a span, 5 here); a B-tree by due 23-31 ms, since it meets all that was due before.
CREATE FUNCTION read.seconds(moment timestamptz) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_part('epoch', moment - timestamptz '2000-01-01 00:00:00+00');
CREATE FUNCTION read.stretch(since timestamptz, until timestamptz, low timestamptz, high timestamptz)
RETURNS box LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN box(point(read.seconds(since), read.seconds(low)), point(read.seconds(until), read.seconds(high)));
-- far below every due, so that distance from it is the order of dues; near enough to keep the microsecond
CREATE FUNCTION read.foot(moment timestamptz) RETURNS point LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN point(read.seconds(moment), -3.2e9);
CREATE INDEX spans_recorded ON read.spans
    USING gist (read.stretch(recorded_at, to_recorded_at, due_at, due_at));
CREATE INDEX spans_occurred ON read.spans
    USING gist (read.stretch(occurred_at, to_occurred_at, due_at, due_at));

-- The limits that run, one row a case and clock; ``told`` is the last that the sentinel said of this moment
-- (0 nothing, 1 yellow, 2 red, 3 listed).
CREATE TABLE read.clocks (
    case_id  uuid NOT NULL,
    clock    text NOT NULL,
    due_at   timestamptz NOT NULL,
    due_from timestamptz NOT NULL,
    in_hours boolean NOT NULL,
    provisional boolean NOT NULL,
    told     smallint NOT NULL,
    PRIMARY KEY (case_id, clock)
);
CREATE INDEX clocks_due ON read.clocks (due_at) WHERE told < 3;
CREATE INDEX clocks_by_clock ON read.clocks (clock, due_at);
CREATE INDEX clocks_provisional ON read.clocks (case_id) WHERE provisional;
