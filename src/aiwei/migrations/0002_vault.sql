-- Personal data: ciphertext under one key a person, and the masked draft beside it. A row may be erased.
CREATE SCHEMA vault;
CREATE TABLE vault.subjects (
    subject_ref uuid  PRIMARY KEY,
    case_id     uuid  NOT NULL UNIQUE,
    wrapped_key bytea NOT NULL,
    master      text  NOT NULL,  -- the name of the key that wrapped it
    contact     bytea NOT NULL,
    original    bytea NOT NULL,
    -- people of the office read and search the draft until a clerk releases the excerpt
    title       text  NOT NULL,
    body        text  NOT NULL,
    folded      text  NOT NULL,  -- title and body as they are searched
    grams       int[] NOT NULL
) WITH (toast_tuple_target = 8160);
-- ciphertext does not compress; a row of usual length stays in its page
ALTER TABLE vault.subjects ALTER contact SET STORAGE EXTERNAL, ALTER original SET STORAGE EXTERNAL,
    ALTER grams SET STORAGE EXTERNAL;
-- new pairs gather in a list and are sorted in by the sentinel: an insert that has to do it waits 0.6 s
CREATE INDEX subjects_grams ON vault.subjects USING gin (grams)
    WITH (fastupdate = on, gin_pending_list_limit = 262144);
