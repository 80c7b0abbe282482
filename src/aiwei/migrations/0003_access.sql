-- Who may sign in. A secret is kept as a hash only.
CREATE TABLE accounts (
    login         text PRIMARY KEY,
    person        text NOT NULL,
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    disabled_at   timestamptz
);
CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY,
    login      text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_login ON sessions (login);
