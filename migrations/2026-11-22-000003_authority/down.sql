DROP INDEX audit_by_time;
DROP TABLE idempotency_keys;
DROP TABLE tokens;
