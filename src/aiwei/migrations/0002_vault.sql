-- Personal data: ciphertext under one key a person, and the masked draft beside it. May be erased.
CREATE SCHEMA vault;
CREATE TABLE vault.subjects (
    subject_ref uuid  PRIMARY KEY,
    wrapped_key bytea NOT NULL,
    master      text  NOT NULL
);
CREATE TABLE vault.sealed (
    subject_ref uuid  NOT NULL REFERENCES vault.subjects ON DELETE CASCADE,
    part        text  NOT NULL CHECK (part IN ('contact', 'original')),
    ciphertext  bytea NOT NULL,
    PRIMARY KEY (subject_ref, part)
);
-- people of the office read and search it until a clerk releases the excerpt
CREATE TABLE vault.drafts (
    case_id     uuid PRIMARY KEY,
    subject_ref uuid NOT NULL REFERENCES vault.subjects ON DELETE CASCADE,
    title       text NOT NULL,
    body        text NOT NULL,
    grams       int[] NOT NULL
);
CREATE INDEX drafts_subject ON vault.drafts (subject_ref);
CREATE INDEX drafts_grams ON vault.drafts USING gin (grams) WITH (fastupdate = on, gin_pending_list_limit = 16384);
