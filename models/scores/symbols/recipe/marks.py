"""What hangs on notes: articulations, ornaments, dynamics, lines, fingerings and words.

Within a group the kinds come up about equally often, whatever music does, so that the detector sees
enough of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from xml.etree.ElementTree import Element, SubElement

from style import Style

_ARTICULATIONS = (
    "stacc|stacc|acc|acc|ten|ten|ten|marc|marc|spicc|stacciss|"
    "stacc ten|acc stacc|acc ten|marc stacc"
).split("|")
_ORNAMENTS = (
    "trill|upper turn|lower turn|upper mordent|lower mordent|"
    "fermata|fermata|fermata below|fermata below|breath|caesura"
).split("|")
_DYNAMICS = (
    "p|pp|ppp|mp|mp|mf|mf|f|ff|fff|sf|sfz|fz|sffz|sfp|rf|rfz|rf|rfz|fp|"
    "p dolce|f sempre|più f|sempre pp"
).split("|")
_WORDS = (
    "cresc.|dim.|decresc.|poco a poco|legato|ritard.|rall.|a tempo|dolce|sempre staccato|"
    "espress.|calando|tenuto|leggiermente|con fuoco|m.d.|m.s.|smorzando|una corda|tre corde|"
    "ten.|cantabile|molto|8va|loco|attacca"
).split("|")
_TEMPI = (
    "Allegro|Adagio|Andante con moto|Presto|Menuetto|Largo e mesto|Vivace|Trio|Rondo|Maestoso|"
    "Allegro molto e con brio|Tempo I|Grave|Allegretto|Coda|Fine"
).split("|")
_SYLLABLES = "la lo de o Ky ri e son sanc tus ma don che ge".split()


class Marks:
    """Collects the marks of one measure at a time; each names the note that it belongs to."""

    def __init__(self, style: Style, rng: Random) -> None:
        self._style = style
        self._rng = rng
        self._controls: list[Element] = []

    def taken(self) -> list[Element]:
        """The marks since this was last asked."""
        controls, self._controls = self._controls, []
        return controls

    def _add(self, name: str, start: str, **attributes: str) -> Element:
        """A mark that begins at a note; an attribute `end` names the note where it ends."""
        if end := attributes.pop("end", None):
            attributes["endid"] = f"#{end}"
        control = Element(name, {"startid": f"#{start}"} | attributes)
        self._controls.append(control)
        return control

    def _side(self) -> str:
        return self._rng.choice(["above", "below"])

    def on_note(self, note: Element, name: str, chord: bool) -> None:
        """The marks of one note or chord."""
        style, rng = self._style, self._rng
        if rng.random() < style.articulation:
            SubElement(note, "artic", {"artic": rng.choice(_ARTICULATIONS)})
        if rng.random() < style.ornament:
            self._ornament(name)
        if rng.random() < style.dynamic:
            dynamic = self._add("dynam", name, place=rng.choice(["below", "below", "above"]))
            dynamic.text = rng.choice(_DYNAMICS)
        if rng.random() < style.words:
            self._add("dir", name, place=self._side()).text = rng.choice(_WORDS)
        if rng.random() < style.fingering:
            place = self._side()
            for _ in range(rng.choice([1, 1, 1, 2, 3]) if chord else 1):
                self._add("fing", name, place=place).text = str(rng.randint(0, 5))
        if chord and rng.random() < style.arpeggio:
            self._add("arpeg", name)

    def _ornament(self, name: str) -> None:
        """One sign above a note, or at times below."""
        rng = self._rng
        accidental = {rng.choice(["accidupper", "accidlower"]): rng.choice(["s", "f", "n"])}
        accidental = accidental if rng.random() < 0.2 else {}
        kind = rng.choice(_ORNAMENTS)
        if kind == "trill":
            extender = {"extender": "true", "tstamp2": "0m+4"} if rng.random() < 0.3 else {}
            self._add("trill", name, place="above", **accidental, **extender)
        elif kind.endswith(("turn", "mordent")):
            form, ornament = kind.split()
            place = rng.choice(["above", "above", "below"])
            self._add(ornament, name, form=form, place=place, **accidental)
        elif kind == "fermata below":
            self._add("fermata", name, form="inv", place="below")
        else:
            self._add(kind, name, place="above")

    def on_staff(self, names: Sequence[str], lowest: bool) -> None:
        """Lines over the notes of one voice in one measure."""
        rng, style = self._rng, self._style
        if len(names) < 2:
            return
        if rng.random() < style.slur:
            start, end = sorted(rng.sample(range(len(names)), 2))
            self._add("slur", names[start], end=names[end])
        if rng.random() < 0.12:
            form = rng.choice(["cres", "dim"])
            self._add("hairpin", names[0], end=names[-1], form=form, place="below")
        if rng.random() < style.octave:
            displacement = rng.choice(["8", "8", "8", "15"])
            side = {"dis": displacement, "dis.place": self._side()}
            self._add("octave", names[0], end=names[-1], **side)
        if lowest and rng.random() < style.pedal:
            middle = rng.randrange(1, len(names))
            self._add("pedal", names[0], dir="down", place="below")
            self._add("pedal", names[middle], dir="up", place="below")

    def on_measure(self, staves: int, first: bool) -> None:
        """Signs that belong to all staves."""
        rng = self._rng
        if rng.random() < self._style.sign:
            where = {"staff": "1", "tstamp": "1", "place": "above"}
            kind = rng.choice(["segno", "coda"])
            self._controls.append(Element("repeatMark", where | {"func": kind}))
        if rng.random() < (0.7 if first else 0.04):
            tempo = Element("tempo", {"staff": "1", "tstamp": "1", "place": "above"})
            tempo.text = rng.choice(_TEMPI)
            if rng.random() < 0.2:
                # The note of a metronome mark comes from the music font.
                unit = SubElement(tempo, "rend", {"glyph.auth": "smufl"})
                tempo.text += " ("
                unit.text = rng.choice("\ue1d3\ue1d5\ue1d7")
                unit.tail = f" = {rng.randint(40, 180)})"
            self._controls.append(tempo)
        if rng.random() < 0.03:
            staff = str(rng.randint(1, staves))
            rehearsal = Element("reh", {"staff": staff, "tstamp": "1", "place": "above"})
            rehearsal.text = rng.choice("ABCDEFGHK")
            self._controls.append(rehearsal)


def syllable(note: Element, rng: Random) -> None:
    """A syllable of a song under a note."""
    verse = SubElement(note, "verse", {"n": "1"})
    follows = {"con": "d", "wordpos": "i"} if rng.random() < 0.4 else {}
    SubElement(verse, "syl", follows).text = rng.choice(_SYLLABLES)
