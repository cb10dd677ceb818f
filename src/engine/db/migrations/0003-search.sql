-- What can be searched: the words of every interaction and person, and the vectors of their texts.

-- Words of messages and meetings; rowid is the interaction. Kept by triggers, so that a row is found as soon as it is written.
CREATE VIRTUAL TABLE interaction_words USING fts5 (
  title, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
-- Merging is done by the stages, in short steps (queries/search/merge-words.ts).
INSERT INTO interaction_words (interaction_words, rank) VALUES ('automerge', 0), ('usermerge', 8), ('crisismerge', 64);
CREATE TRIGGER interaction_words_insert AFTER INSERT ON interactions BEGIN
  INSERT INTO interaction_words (rowid, title, body) VALUES (new.id, new.title, new.written_text);
END;
CREATE TRIGGER interaction_words_update AFTER UPDATE OF title, written_text ON interactions
WHEN old.title IS NOT new.title OR old.written_text IS NOT new.written_text BEGIN
  DELETE FROM interaction_words WHERE rowid = old.id;
  INSERT INTO interaction_words (rowid, title, body) VALUES (new.id, new.title, new.written_text);
END;
CREATE TRIGGER interaction_words_delete AFTER DELETE ON interactions BEGIN
  DELETE FROM interaction_words WHERE rowid = old.id;
END;

-- Names, addresses and organisations of people; rowid is the contact.
CREATE VIRTUAL TABLE contact_words USING fts5 (
  name, address, organization, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
INSERT INTO contact_words (contact_words, rank) VALUES ('automerge', 0), ('usermerge', 8), ('crisismerge', 64);
CREATE TRIGGER contact_words_insert AFTER INSERT ON contacts BEGIN
  INSERT INTO contact_words (rowid, name, address, organization)
  VALUES (new.id, new.display_name, coalesce(new.primary_address, ''), coalesce(new.organization, ''));
END;
CREATE TRIGGER contact_words_update AFTER UPDATE OF display_name, primary_address, organization ON contacts
WHEN old.display_name IS NOT new.display_name OR old.primary_address IS NOT new.primary_address OR old.organization IS NOT new.organization BEGIN
  DELETE FROM contact_words WHERE rowid = old.id;
  INSERT INTO contact_words (rowid, name, address, organization)
  VALUES (new.id, new.display_name, coalesce(new.primary_address, ''), coalesce(new.organization, ''));
END;
CREATE TRIGGER contact_words_delete AFTER DELETE ON contacts BEGIN
  DELETE FROM contact_words WHERE rowid = old.id;
END;

-- One vector for each piece of a text. The same text (a weekly meeting) is embedded once and copied by its hash.
CREATE TABLE embeddings (
  id INTEGER PRIMARY KEY,
  interaction_id INTEGER NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  piece INTEGER NOT NULL,
  -- Name of the model and length of its vectors: vectors of different models are never compared.
  model TEXT NOT NULL,
  dimension INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  -- Little-endian 32-bit floats, unit length.
  vector BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (interaction_id, model, piece)
) STRICT;
CREATE INDEX embeddings_by_text ON embeddings (model, text_hash);

-- One bit for each dimension: a first, coarse pass over 64 bytes a row before the exact comparison. rowid is the embedding.
CREATE VIRTUAL TABLE embedding_bits USING vec0 (bits bit[512]);
CREATE TRIGGER embedding_bits_insert AFTER INSERT ON embeddings WHEN new.dimension = 512 BEGIN
  INSERT INTO embedding_bits (rowid, bits) VALUES (new.id, vec_quantize_binary(new.vector));
END;
CREATE TRIGGER embedding_bits_delete AFTER DELETE ON embeddings BEGIN
  DELETE FROM embedding_bits WHERE rowid = old.id;
END;
