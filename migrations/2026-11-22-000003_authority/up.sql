-- Tokens of the API. The secret itself is never stored.
CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    authority TEXT NOT NULL,
    secret_digest TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);

-- What a repeated write is answered with: the outcome of the first.
CREATE TABLE idempotency_keys (
    id TEXT PRIMARY KEY,
    request_digest TEXT NOT NULL,
    listing_id TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE INDEX audit_by_time ON audit (at, id);
