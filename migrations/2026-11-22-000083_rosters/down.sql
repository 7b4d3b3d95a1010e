DROP TABLE roster_entry_shifts;
DROP TABLE roster_files;
DROP TABLE roster_entries;
