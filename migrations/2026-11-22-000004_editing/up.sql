-- People who sign in to the pages. The password itself is never stored.
CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    authority TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret TEXT,
    totp_step BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    disabled_at TIMESTAMP
);

-- Signed in from one browser. The cookie itself is never stored.
CREATE TABLE sessions (
    secret_digest TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Sign-ins that failed lately; what slows down guessing.
CREATE TABLE failed_sign_ins (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX failed_sign_ins_by_time ON failed_sign_ins (at);

-- "The published list still holds": each time someone said so.
CREATE TABLE listing_confirmations (
    id TEXT PRIMARY KEY,
    listing_id TEXT NOT NULL REFERENCES listings (id) ON DELETE CASCADE,
    actor TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX listing_confirmations_by_listing ON listing_confirmations (listing_id, at);

-- Lists to be published later; `outcome` says how it went.
CREATE TABLE listing_schedules (
    listing_id TEXT PRIMARY KEY REFERENCES listings (id) ON DELETE CASCADE,
    due_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    outcome TEXT
);
