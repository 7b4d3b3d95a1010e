DROP INDEX changes_by_revision;
DROP TABLE changes;
DROP INDEX pharmacy_states_by_end;
DROP TABLE pharmacy_states;
DROP TABLE publications;
