CREATE TABLE entities (
  "key" VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  code VARCHAR,
  name VARCHAR NOT NULL,
  PRIMARY KEY ("key")
);

CREATE INDEX ix_entities_code ON entities (code);

CREATE TABLE episodes (
  id VARCHAR NOT NULL,
  block VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  issue VARCHAR,
  first VARCHAR,
  last VARCHAR,
  first_day VARCHAR,
  last_day VARCHAR,
  status VARCHAR,
  certainty VARCHAR NOT NULL,
  words VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX ix_episodes_block ON episodes (block);

CREATE INDEX ix_episodes_first_day ON episodes (first_day);

CREATE INDEX ix_episodes_kind ON episodes (kind);

CREATE TABLE rulings (
  pk INTEGER NOT NULL,
  verdict VARCHAR NOT NULL,
  "left" VARCHAR NOT NULL,
  "right" VARCHAR NOT NULL,
  "by" VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  PRIMARY KEY (pk)
);

CREATE INDEX ix_rulings_left ON rulings ("left");

CREATE INDEX ix_rulings_right ON rulings ("right");

CREATE TABLE runs (
  pk INTEGER NOT NULL,
  began VARCHAR NOT NULL,
  ended VARCHAR,
  package VARCHAR NOT NULL,
  rules VARCHAR NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (pk)
);

CREATE TABLE stale (
  pk INTEGER NOT NULL,
  block VARCHAR NOT NULL,
  PRIMARY KEY (pk)
);

CREATE INDEX ix_stale_block ON stale (block);

CREATE TABLE documents (
  pk INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  digest VARCHAR NOT NULL,
  superseded_by INTEGER,
  publication VARCHAR,
  volume INTEGER,
  issue INTEGER,
  title VARCHAR,
  url VARCHAR,
  language VARCHAR NOT NULL,
  published VARCHAR,
  published_first VARCHAR,
  published_last VARCHAR,
  published_basis VARCHAR NOT NULL,
  published_note VARCHAR NOT NULL,
  byline VARCHAR,
  place VARCHAR,
  agency VARCHAR,
  text VARCHAR NOT NULL,
  replaced INTEGER NOT NULL,
  rest VARCHAR NOT NULL,
  run INTEGER NOT NULL,
  PRIMARY KEY (pk),
  FOREIGN KEY(superseded_by) REFERENCES documents (pk) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(run) REFERENCES runs (pk)
);

CREATE UNIQUE INDEX documents_current ON documents (id) WHERE superseded_by IS NULL;

CREATE UNIQUE INDEX documents_versions ON documents (id, sha256);

CREATE INDEX ix_documents_published_last ON documents (published_last);

CREATE INDEX ix_documents_superseded_by ON documents (superseded_by);

CREATE TABLE episode_codes (
  episode VARCHAR NOT NULL,
  code VARCHAR NOT NULL,
  PRIMARY KEY (episode, code),
  FOREIGN KEY(episode) REFERENCES episodes (id)
)
 WITHOUT ROWID;

CREATE INDEX episode_codes_code ON episode_codes (code, episode);

CREATE TABLE members (
  episode VARCHAR NOT NULL,
  record VARCHAR NOT NULL,
  PRIMARY KEY (episode, record),
  FOREIGN KEY(episode) REFERENCES episodes (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_members_record ON members (record);

CREATE TABLE attributions (
  document INTEGER NOT NULL,
  number INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  source_start INTEGER,
  source_stop INTEGER,
  cue_start INTEGER,
  cue_stop INTEGER,
  content VARCHAR NOT NULL,
  name VARCHAR,
  code VARCHAR,
  anonymous BOOLEAN NOT NULL,
  date VARCHAR,
  certainty VARCHAR NOT NULL,
  within VARCHAR,
  why VARCHAR NOT NULL,
  PRIMARY KEY (document, number),
  FOREIGN KEY(document) REFERENCES documents (pk)
);

CREATE TABLE citations (
  document INTEGER NOT NULL,
  number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  crossref BOOLEAN NOT NULL,
  outlets VARCHAR NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (document, number),
  FOREIGN KEY(document) REFERENCES documents (pk)
);

CREATE TABLE former_records (
  pk INTEGER NOT NULL,
  document INTEGER NOT NULL,
  digest VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  PRIMARY KEY (pk),
  FOREIGN KEY(document) REFERENCES documents (pk)
);

CREATE INDEX ix_former_records_document ON former_records (document);

CREATE TABLE mentions (
  document INTEGER NOT NULL,
  number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  local VARCHAR NOT NULL,
  entity VARCHAR NOT NULL,
  sector VARCHAR,
  role VARCHAR,
  PRIMARY KEY (document, number),
  FOREIGN KEY(document) REFERENCES documents (pk),
  FOREIGN KEY(entity) REFERENCES entities ("key")
);

CREATE INDEX ix_mentions_entity ON mentions (entity);

CREATE TABLE records (
  pk INTEGER NOT NULL,
  document INTEGER NOT NULL,
  number INTEGER NOT NULL,
  "key" VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  type VARCHAR,
  status VARCHAR,
  date VARCHAR,
  deadline VARCHAR,
  issue VARCHAR,
  amount DOUBLE,
  currency VARCHAR,
  certainty VARCHAR NOT NULL,
  block VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,
  home VARCHAR,
  text VARCHAR NOT NULL,
  telling VARCHAR NOT NULL,
  reviewed VARCHAR,
  body VARCHAR NOT NULL,
  PRIMARY KEY (pk),
  FOREIGN KEY(document) REFERENCES documents (pk)
);

CREATE INDEX ix_records_block ON records (block);

CREATE INDEX ix_records_key ON records ("key");

CREATE UNIQUE INDEX records_document ON records (document, number);

CREATE TABLE sentences (
  document INTEGER NOT NULL,
  number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  PRIMARY KEY (document, number),
  FOREIGN KEY(document) REFERENCES documents (pk)
);

CREATE TABLE record_codes (
  record INTEGER NOT NULL,
  code VARCHAR NOT NULL,
  PRIMARY KEY (record, code),
  FOREIGN KEY(record) REFERENCES records (pk)
)
 WITHOUT ROWID;

CREATE INDEX record_codes_code ON record_codes (code, record);

CREATE TABLE reviews (
  pk INTEGER NOT NULL,
  "key" VARCHAR NOT NULL,
  document VARCHAR NOT NULL,
  record INTEGER,
  kind VARCHAR NOT NULL,
  evidence VARCHAR NOT NULL,
  quote VARCHAR NOT NULL,
  verdict VARCHAR NOT NULL,
  "before" VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  "by" VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  PRIMARY KEY (pk),
  FOREIGN KEY(record) REFERENCES records (pk)
);

CREATE INDEX ix_reviews_document ON reviews (document);

CREATE INDEX ix_reviews_key ON reviews ("key");

CREATE INDEX ix_reviews_record ON reviews (record);

CREATE VIRTUAL TABLE documents_fts USING fts5(
  title, text, content='documents', content_rowid='pk', tokenize='porter unicode61 remove_diacritics 2'
);

CREATE TRIGGER documents_indexed AFTER INSERT ON documents BEGIN
  INSERT INTO documents_fts(rowid, title, text) VALUES (new.pk, new.title, new.text); END
