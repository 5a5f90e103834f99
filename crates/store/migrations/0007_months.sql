-- What was read of a list of the most popular is told by its members: it needs no version.
DROP TABLE count_versions;
-- A month's articles stand in a list of their own, as a day's do: `day:en/2026/11/25` and `month:en/2026/11`.
INSERT INTO positions (list, key, member)
SELECT 'month:' || substr(list, 5, length(list) - 7), key, member FROM positions WHERE list LIKE 'day:%';
