-- What was read of a list of the most popular is told by its members: it needs no version.
DROP TABLE count_versions;
