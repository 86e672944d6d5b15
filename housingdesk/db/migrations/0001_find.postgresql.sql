-- The trigram index behind the find box. Creating the extension is the administrator's one-off step.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--;
CREATE INDEX find_entry_words_trgm ON find_entry USING gin (words gin_trgm_ops);
--;
CREATE INDEX find_entry_start_pattern ON find_entry (start_word text_pattern_ops, rank);
--;
