-- The trigram index behind the find box. Creating the extension is the administrator's one-off step.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--;
-- What waits to be sorted in is read by every search, so little may wait: 512 kB and not 4 MB.
CREATE INDEX find_entry_words_trgm ON find_entry USING gin (words gin_trgm_ops) WITH (gin_pending_list_limit = 512);
--;
CREATE INDEX find_entry_start_pattern ON find_entry (rank, start_word text_pattern_ops);
--;
