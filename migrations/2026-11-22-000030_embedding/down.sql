DROP TABLE related_maps;
DROP TABLE frame_origins;
