DROP TABLE list_changes;
