-- Where somebody wants to be told of changes.
CREATE TABLE webhooks (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    url TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    disabled_at TIMESTAMP,
    disabled_reason TEXT
);
CREATE INDEX webhooks_by_owner ON webhooks (owner, created_at);

-- What messages are signed with. They must be at hand to sign, so they are kept as they are; an old one signs along until it ends.
CREATE TABLE webhook_secrets (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP
);
CREATE INDEX webhook_secrets_by_webhook ON webhook_secrets (webhook_id, created_at);

-- The outbox: written in the transaction of the change itself, emptied by whichever process comes first.
CREATE TABLE webhook_messages (
    id TEXT PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    changes BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMP,
    delivered_at TIMESTAMP,
    outcome TEXT
);
CREATE INDEX webhook_messages_by_due ON webhook_messages (due_at);
CREATE INDEX webhook_messages_by_webhook ON webhook_messages (webhook_id, id);
