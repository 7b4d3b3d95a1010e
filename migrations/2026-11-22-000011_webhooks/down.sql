DROP INDEX webhook_messages_by_webhook;
DROP INDEX webhook_messages_by_due;
DROP TABLE webhook_messages;
DROP INDEX webhook_secrets_by_webhook;
DROP TABLE webhook_secrets;
DROP INDEX webhooks_by_owner;
DROP TABLE webhooks;
