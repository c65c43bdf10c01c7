"""Checks with other people's programs what this crate wrote.

    python3 -m venv VENV
    VENV/bin/pip install xmlschema==4.3.2 musicxml==1.6.3 "music21<10" verovio==6.4.1
    cargo run -p notation --example write_scores -- FOLDER 200
    VENV/bin/python validate.py FOLDER

The folder `tests/golden` is one, too.

Every `.musicxml` and `.mxl` must be valid by the schema of MusicXML 4.0. Where a `.json` says what
notes a score has, music21 must read the same ones: on which staff, from when, for how long, how high
and how tied. And verovio must draw those of the samples under their identifiers. Says what was compared, and ends with
an error at the first difference.
"""

import collections
import fractions
import io
import json
import re
import sys
import warnings
import zipfile
from pathlib import Path

import music21
import musicxml
import verovio
import xmlschema

SCHEMA = Path(musicxml.__file__).parent / "generate_classes" / "musicxml_4_0.xsd"


def text_of(path):
    """The text of a score, plain or compressed."""
    if path.suffix != ".mxl":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        container = archive.read("META-INF/container.xml").decode()
        return archive.read(re.search('full-path="(.*?)"', container).group(1)).decode()


def expected_notes(description):
    """Of each measure, how often a note is in it: staff, onset, duration, pitch, ties."""
    fraction = lambda it: fractions.Fraction(*it)
    return [
        collections.Counter(
            (it["staff"], fraction(it["onset"]), fraction(it["duration"]), it["pitch"], *it["ties"])
            for it in measure
        )
        for measure in description["measures"]
    ]


def read_notes(path):
    """The same as music21 reads it: the staves of a part are parts of their own there."""
    score = music21.converter.parse(path, forceSource=True)
    measures = collections.defaultdict(collections.Counter)
    for staff, part in enumerate(score.parts):
        for number, measure in enumerate(part.getElementsByClass(music21.stream.Measure)):
            for element in measure.recurse().notes:
                onset = fractions.Fraction(element.getOffsetInHierarchy(measure))
                duration = fractions.Fraction(element.duration.quarterLength)
                for note in getattr(element, "notes", [element]):
                    tie = note.tie.type if note.tie else ""
                    ties = (tie in ("stop", "continue"), tie in ("start", "continue"))
                    pitch = note.pitch
                    # Its name lacks accidentals that music21 has no name for, as a natural before a sharp.
                    alter = int(pitch.accidental.alter) if pitch.accidental else 0
                    pitch = f"{pitch.step}{pitch.octave}{alter:+}"
                    measures[number][(staff, onset, duration, pitch, *ties)] += 1
    return len(score.parts), measures


def drawn_ids(text):
    """The identifiers of the notes that verovio draws."""
    toolkit = verovio.toolkit()
    toolkit.setOptions({"breaks": "none"})
    assert toolkit.loadData(text)
    pages = [toolkit.renderToSVG(page + 1) for page in range(toolkit.getPageCount())]
    return set(re.findall(r'<g id="(e\d+)" class="note', "".join(pages)))


def check(path, schema):
    """Checks one score, and gives how many notes were compared by music21 and by verovio."""
    text = text_of(path)
    schema.validate(io.StringIO(text))
    beside = path.with_suffix(".json")
    if not beside.exists():
        return 0, 0
    description = json.loads(beside.read_text())
    staves, measures = read_notes(path)
    assert staves == description["staves"], f"{path}: {staves} staves"
    for number, expected in enumerate(expected_notes(description)):
        found = measures[number]
        assert found == expected, (
            f"{path}, measure {number + 1}: lacks {list((expected - found).items())[:3]}, "
            f"has {list((found - expected).items())[:3]} instead"
        )
    compared = sum(len(measure) for measure in description["measures"])
    if path.stem.startswith("random"):
        # Their beams and tuplets lead nowhere, which verovio does not take.
        return compared, 0
    ids = {it["id"] for measure in description["measures"] for it in measure}
    undrawn = ids - drawn_ids(text)
    assert not undrawn, f"{path}: {sorted(undrawn)[:3]} are not drawn"
    return compared, len(ids)


def main():
    """Checks all scores of a folder."""
    warnings.filterwarnings("ignore")
    verovio.enableLog(verovio.LOG_OFF)
    schema = xmlschema.XMLSchema(str(SCHEMA))
    paths = sorted(it for it in Path(sys.argv[1]).iterdir() if it.suffix in (".musicxml", ".mxl"))
    counts = [check(path, schema) for path in paths]
    compared, drawn = (sum(it) for it in zip(*counts))
    print(f"{len(paths)} scores are valid, {compared} notes are read alike, {drawn} are drawn")


if __name__ == "__main__":
    main()
