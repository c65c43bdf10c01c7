-- Settings of the project: small JSON values by key.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY NOT NULL CHECK (key <> ''),
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- One row for each picture file. The file itself stays where it is and is never written.
CREATE TABLE picture_files (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Relative to the project folder where both share a parent folder, with forward slashes.
    path         TEXT NOT NULL UNIQUE CHECK (path <> ''),
    byte_len     INTEGER NOT NULL CHECK (byte_len >= 0),
    -- Nanoseconds since 1970 when the file was last changed; NULL makes the next scan read it.
    modified_ns  INTEGER,
    content_hash BLOB CHECK (length(content_hash) = 32),
    page_count   INTEGER NOT NULL DEFAULT 1 CHECK (page_count >= 1),
    state        TEXT NOT NULL DEFAULT 'listed'
                 CHECK (state IN ('listed', 'ready', 'missing', 'broken')),
    reason       TEXT CHECK ((reason IS NOT NULL) = (state = 'broken')),
    -- Milliseconds since 1970, UTC.
    added_at_ms  INTEGER NOT NULL
) STRICT;

CREATE INDEX picture_files_by_content ON picture_files (content_hash)
    WHERE content_hash IS NOT NULL;

-- One row for each page, which is what people look at, label and compute on.
CREATE TABLE pictures (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id     INTEGER NOT NULL REFERENCES picture_files (id) ON DELETE CASCADE,
    page        INTEGER NOT NULL CHECK (page >= 1),
    -- As displayed, which is after the orientation was honoured.
    width_px    INTEGER CHECK (width_px >= 1),
    height_px   INTEGER CHECK (height_px >= 1),
    orientation INTEGER CHECK (orientation BETWEEN 1 AND 8),
    -- Why this page alone cannot be read.
    problem     TEXT,
    UNIQUE (file_id, page)
) STRICT;
