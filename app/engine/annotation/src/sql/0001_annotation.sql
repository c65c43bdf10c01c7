-- All that is labelled, as it is now. The bodies are MessagePack with the names of the fields.
CREATE TABLE annotation_classes     (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE annotation_layers      (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE annotation_series      (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE annotation_tracks      (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE annotation_corrections (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;

-- What was said of a picture as a whole, on a layer.
CREATE TABLE annotation_marks (
    layer_id   INTEGER NOT NULL,
    picture_id INTEGER NOT NULL,
    body       BLOB NOT NULL,
    PRIMARY KEY (layer_id, picture_id)
) STRICT, WITHOUT ROWID;

-- The labels. A picture that leaves the project does not take its labels along: they are listed as
-- labels without a picture, and are there again when it comes back by an undo.
CREATE TABLE annotation_labels (
    id         INTEGER PRIMARY KEY,
    picture_id INTEGER NOT NULL,
    class_id   INTEGER NOT NULL,
    body       BLOB NOT NULL
) STRICT;

CREATE INDEX annotation_labels_by_picture ON annotation_labels (picture_id);

-- What was done, oldest first. Rows are only ever added.
CREATE TABLE annotation_journal (
    id      INTEGER PRIMARY KEY,
    -- Milliseconds since 1970, UTC, by a clock that may have gone back meanwhile.
    at_ms   INTEGER NOT NULL,
    author  TEXT NOT NULL,
    gesture TEXT NOT NULL,
    turn    TEXT NOT NULL CHECK (turn IN ('do', 'undo', 'redo')),
    -- The entry that is taken back or done again.
    of_id   INTEGER REFERENCES annotation_journal (id),
    -- The edit that was done.
    body    BLOB,
    CHECK ((turn = 'do') = (of_id IS NULL)),
    CHECK ((turn = 'do') = (body IS NOT NULL))
) STRICT;

CREATE TRIGGER annotation_journal_stays_as_it_is BEFORE UPDATE ON annotation_journal
BEGIN
    SELECT raise(ABORT, 'the journal is only ever added to');
END;

CREATE TRIGGER annotation_journal_stays_whole BEFORE DELETE ON annotation_journal
BEGIN
    SELECT raise(ABORT, 'the journal is only ever added to');
END;

-- The next number that nothing in the project has had yet.
CREATE TABLE annotation_ids (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    next INTEGER NOT NULL
) STRICT;

INSERT INTO annotation_ids (only, next) VALUES (1, 100);
