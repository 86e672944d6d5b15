-- The trigram index behind the find box, kept in step with find_entry.
CREATE VIRTUAL TABLE find_index USING fts5(words, content='find_entry', content_rowid='id', tokenize='trigram');
--;
CREATE TRIGGER find_entry_added AFTER INSERT ON find_entry BEGIN
  INSERT INTO find_index(rowid, words) VALUES (NEW.id, NEW.words); END;
--;
CREATE TRIGGER find_entry_removed AFTER DELETE ON find_entry BEGIN
  INSERT INTO find_index(find_index, rowid, words) VALUES ('delete', OLD.id, OLD.words); END;
--;
CREATE TRIGGER find_entry_changed AFTER UPDATE OF words ON find_entry BEGIN
  INSERT INTO find_index(find_index, rowid, words) VALUES ('delete', OLD.id, OLD.words);
  INSERT INTO find_index(rowid, words) VALUES (NEW.id, NEW.words); END;
--;
CREATE INDEX find_entry_start_pattern ON find_entry (rank, start_word);
--;
