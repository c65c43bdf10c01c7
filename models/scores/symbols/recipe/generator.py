"""Writes random scores as MEI: music that no one would play, in which every class comes up often.

The same seed gives the same score.
"""

from __future__ import annotations

from random import Random
from xml.etree.ElementTree import Element, SubElement, tostring

import marks
import rhythm
from marks import Marks
from pitches import ALTO, BASS, RARE_CLEFS, TREBLE, Clef, Line, pitch
from rhythm import Beam, Node, Tuplet, Value
from style import Style

LAYOUTS = {
    "piano": (2, 62),
    "voice": (1, 14),
    "song": (3, 12),
    "quartet": (4, 12),
}
"""Kinds of score with their number of staves and how often they come up."""

_BAR_LINES = {"single": 84, "dbl": 5, "rptstart": 3, "rptend": 4, "rptboth": 2, "end": 2}
_KEYS = ["0", *(f"{count}{side}" for count in range(1, 8) for side in "sf")]


def score(seed: int) -> str:
    """A random score as MEI."""
    return tostring(_Score(Random(seed)).written(), encoding="unicode")


class _Staff:
    """What goes on from measure to measure on one staff."""

    def __init__(self, number: int, clef: Clef, style: Style, rng: Random) -> None:
        self.number = number
        self.clef = clef
        # Two voices keep apart, the upper one above the middle line.
        self.lines = [Line(clef, centre, style, rng) for centre in (1, -4)]
        # The last single note of the upper voice and its tone: what a tie can begin at.
        self.last_tone: tuple[Element, int] | None = None

    def change_clef(self, clef: Clef) -> None:
        """The tones move with the clef, so that the line stays where it is on the staff."""
        self.clef = clef
        self.last_tone = None
        for line in self.lines:
            line.clef = clef


class _Score:
    """One random score under work."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.style = Style.drawn(rng)
        self.marks = Marks(self.style, rng)
        self.metre = rhythm.drawn_metre(self.style, rng)
        self.names = 0
        kinds = list(LAYOUTS)
        self.layout = rng.choices(kinds, [LAYOUTS[kind][1] for kind in kinds])[0]
        self.staves = [
            _Staff(number + 1, clef, self.style, rng) for number, clef in enumerate(self._clefs())
        ]

    def _clefs(self) -> list[Clef]:
        """The clefs of the beginning: the usual ones, and at times any others."""
        usual = {
            "piano": [TREBLE, BASS],
            "voice": [TREBLE],
            "song": [TREBLE, TREBLE, BASS],
            "quartet": [TREBLE, TREBLE, ALTO, BASS],
        }[self.layout]
        rare = self.style.rare_clef
        return [self.rng.choice(RARE_CLEFS) if self.rng.random() < rare else at for at in usual]

    # The frame of the score.

    def written(self) -> Element:
        """The whole document."""
        mei = Element("mei", {"xmlns": "http://www.music-encoding.org/ns/mei", "meiversion": "5.0"})
        inner = SubElement(SubElement(SubElement(mei, "music"), "body"), "mdiv")
        inner = SubElement(inner, "score")
        inner.append(self._definition())
        section = SubElement(inner, "section")
        at = 0
        while at < self.style.measures:
            if at and self.rng.random() < self.style.change:
                section.append(self._changed())
            if at and self.rng.random() < 0.04:
                # A first and a second ending.
                for number in ("1", "2"):
                    ending = SubElement(section, "ending", {"n": number, "label": f"{number}."})
                    ending.append(self._measure(at, "rptend" if number == "1" else "single"))
                    at += 1
            else:
                bar = self.rng.choices(list(_BAR_LINES), list(_BAR_LINES.values()))[0]
                section.append(self._measure(at, bar))
                at += 1
        return mei

    def _definition(self) -> Element:
        """Key, metre and clefs of the beginning."""
        definition = Element("scoreDef", {"keysig": self.rng.choice(_KEYS)} | self._metre())
        if self.rng.random() < 0.4:
            head = SubElement(definition, "pgHead")
            title = self.rng.choice(["Sonate", "No. 3", "Étude", "XII.", "2. Satz", "Scherzo"])
            line = self.rng.choice(["Opus 27", "À Madame la Comtesse", "15", "composée en 1804"])
            for text, size in ((title, "x-large"), (line, "small")):
                place = {"halign": "center", "valign": "top", "fontsize": size}
                SubElement(head, "rend", place).text = text
        group = SubElement(definition, "staffGrp", {"bar.thru": "true"})
        if self.layout == "quartet":
            group.set("symbol", "bracket")
        braced = group
        if self.layout == "piano":
            group.set("symbol", "brace")
        for staff in self.staves:
            if self.layout == "song" and staff.number == 2:
                braced = SubElement(group, "staffGrp", {"symbol": "brace", "bar.thru": "true"})
            attributes = {"n": str(staff.number), "lines": "5"}
            attributes |= {f"clef.{name}": value for name, value in staff.clef.attributes}
            SubElement(braced, "staffDef", attributes)
        return definition

    def _metre(self) -> dict[str, str]:
        """The metre as attributes, with its sign where it has one."""
        attributes = {"meter.count": str(self.metre[0]), "meter.unit": str(self.metre[1])}
        if self.metre == (4, 4) and self.rng.random() < 0.85:
            attributes["meter.sym"] = "common"
        if self.metre == (2, 2) and self.rng.random() < 0.85:
            attributes["meter.sym"] = "cut"
        return attributes

    def _changed(self) -> Element:
        """A new metre, a new key or both."""
        both = self.rng.random() < 0.3
        attributes: dict[str, str] = {}
        if both or self.rng.random() < 0.75:
            self.metre = rhythm.drawn_metre(self.style, self.rng)
            attributes |= self._metre()
        if both or not attributes:
            attributes["keysig"] = self.rng.choice(_KEYS)
        for staff in self.staves:
            # A tie over a change of key would join tones that look different.
            staff.last_tone = None
        return Element("scoreDef", attributes)

    # Measures and voices.

    def _measure(self, at: int, bar: str) -> Element:
        """One measure of all staves with its marks."""
        measure = Element("measure", {"n": str(at + 1), "right": bar})
        for staff in self.staves:
            element = SubElement(measure, "staff", {"n": str(staff.number)})
            two = self.rng.random() < self.style.second_voice
            for voice in range(2 if two else 1):
                layer = SubElement(element, "layer", {"n": str(voice + 1)})
                if self.rng.random() < 0.07:
                    SubElement(layer, "mRest")
                    staff.last_tone = None if voice == 0 else staff.last_tone
                    continue
                stem = {"stem.dir": "down" if voice else "up"} if two else {}
                self._voice(layer, staff, voice, stem)
        self.marks.on_measure(len(self.staves), first=at == 0)
        measure.extend(self.marks.taken())
        return measure

    def _voice(self, layer: Element, staff: _Staff, voice: int, stem: dict[str, str]) -> None:
        """Fills one layer of a measure."""
        names: list[str] = []
        for node in rhythm.measure(self.metre, self.style, self.rng):
            if voice == 0 and self.rng.random() < self.style.clef_change:
                clef = self.rng.choice([TREBLE, BASS, *RARE_CLEFS])
                if clef != staff.clef:
                    staff.change_clef(clef)
                    SubElement(layer, "clef", dict(clef.attributes))
            self._node(layer, node, staff, voice, stem, names)
        self.marks.on_staff(names, lowest=staff is self.staves[-1] and voice == 0)

    def _node(
        self,
        parent: Element,
        node: Node,
        staff: _Staff,
        voice: int,
        stem: dict[str, str],
        names: list[str],
    ) -> None:
        """A value, or a group of them, under a parent."""
        if isinstance(node, Value):
            self._value(parent, node, staff, voice, stem, names)
            return
        if isinstance(node, Tuplet):
            shown = {"bracket.visible": self.rng.choice(["true", "false"])}
            if self.rng.random() < 0.25:
                shown["num.format"] = "ratio"
            numbers = {"num": str(node.parts), "numbase": str(node.instead_of)}
            inner = SubElement(parent, "tuplet", numbers | shown)
        else:
            assert isinstance(node, Beam)
            inner = SubElement(parent, "beam")
        for child in node.children:
            self._node(inner, child, staff, voice, stem, names)

    def _value(
        self,
        parent: Element,
        value: Value,
        staff: _Staff,
        voice: int,
        stem: dict[str, str],
        names: list[str],
    ) -> None:
        """A rest, or a note or chord with its grace notes and marks."""
        rng, style, line = self.rng, self.style, staff.lines[voice]
        length = {"dur": value.duration} | ({"dots": str(value.dots)} if value.dots else {})
        if value.rest:
            SubElement(parent, "rest", length)
            staff.last_tone = None if voice == 0 else staff.last_tone
            return
        tied = staff.last_tone if voice == 0 and rng.random() < style.tied else None
        if not tied:
            line.advance()
            if rng.random() < style.grace:
                self._grace(parent, line)
        shaken = rng.random() < style.tremolo and not tied
        if shaken and value.duration in ("1", "2", "4") and rng.random() < 0.3:
            # Two notes in alternation, each written with the length of both together.
            inner = SubElement(parent, "fTrem", {"beams": str(rng.randint(1, 4))})
            for _ in range(2):
                self._sound(inner, length | stem, staff, line.steps, names)
                line.advance()
            staff.last_tone = None
            return
        if shaken and value.duration in ("1", "2", "4", "8"):
            parent = SubElement(parent, "bTrem")
            stem = stem | {"stem.mod": f"{rng.randint(1, 4)}slash"}
        tones = [tied[1]] if tied else line.steps
        note = self._sound(parent, length | stem, staff, tones, names)
        if tied:
            # The second note of a tie repeats no accidental.
            note.attrib.pop("accid", None)
            note.set("tie", "t")
            tied[0].set("tie", "m" if tied[0].get("tie") == "t" else "i")
        if voice == 0:
            # A tie from a chord would need a tone of it, so only single notes can begin one.
            staff.last_tone = (note, tones[0]) if len(tones) == 1 else None

    def _sound(
        self,
        parent: Element,
        attributes: dict[str, str],
        staff: _Staff,
        tones: list[int],
        names: list[str],
    ) -> Element:
        """A note or a chord with its marks."""
        self.names += 1
        name = f"n{self.names}"
        names.append(name)
        attributes = {"xml:id": name} | attributes
        if len(tones) == 1:
            note = SubElement(parent, "note", attributes | pitch(tones[0], self.style, self.rng))
            if self.layout in ("voice", "song") and staff.number == 1:
                marks.syllable(note, self.rng)
        else:
            note = SubElement(parent, "chord", attributes)
            for tone in tones:
                SubElement(note, "note", pitch(tone, self.style, self.rng))
        self.marks.on_note(note, name, chord=len(tones) > 1)
        return note

    def _grace(self, parent: Element, line: Line) -> None:
        """One to four small notes."""
        count = self.rng.choice([1, 1, 1, 2, 3, 4])
        attributes = {"grace": "acc", "stem.dir": "up"}
        if count == 1:
            attributes["dur"] = self.rng.choice(["8", "8", "8", "16", "4", *["2"] * 6])
            if attributes["dur"] == "8" and self.rng.random() < 0.6:
                attributes |= {"grace": "unacc", "stem.mod": "1slash"}
        else:
            attributes["dur"] = self.rng.choice(["16", "16", "32"])
            parent = SubElement(SubElement(parent, "graceGrp"), "beam")
        for _ in range(count):
            SubElement(parent, "note", attributes | pitch(line.near(), self.style, self.rng))
