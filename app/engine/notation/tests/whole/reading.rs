//! What other programs write, and what nobody should.

use std::io::{Cursor, Write};

use notation::musicxml::{Read, ReadError, Remark, read};
use notation::{
    Clef, Content, DirectionKind, ElementId, Jump, KeySignature, Length, NoteValue, RestLength,
    TimeSymbol, TupletRatio,
};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::samples::chord_at;
use crate::support::q;

/// A file of one part with these measures.
fn file(measures: &str) -> String {
    format!(
        "<?xml version='1.0'?><!DOCTYPE score-partwise PUBLIC '-//Recordare//DTD MusicXML 3.1 \
         Partwise//EN' 'http://www.musicxml.org/dtds/partwise.dtd'><score-partwise><part-list>\
         <score-part id='X'><part-name>Piano</part-name></score-part></part-list>\
         <part id='X'>{measures}</part></score-partwise>"
    )
}

/// A measure in which a quarter has 12 divisions.
fn measure(content: &str) -> Read {
    let text = file(&format!(
        "<measure number='1'><attributes><divisions>12</divisions></attributes>{content}</measure>"
    ));
    read(text.as_bytes()).unwrap()
}

fn note(step: &str, rest: &str) -> String {
    format!("<note><pitch><step>{step}</step><octave>4</octave></pitch>{rest}</note>")
}

fn remarks(read: &Read) -> Vec<(Remark, usize)> {
    read.remarks.clone().into_iter().collect()
}

#[test]
fn signs_without_a_number_stand_on_all_staves() {
    let read = measure(
        "<attributes><key><fifths>-2</fifths><mode>minor</mode></key><time symbol='common'>\
         <beats>4</beats><beat-type>4</beat-type></time><staves>2</staves><clef number='2'>\
         <sign>F</sign></clef></attributes>",
    );
    let part = &read.score.parts[0];
    assert_eq!((part.staves, part.name.as_str()), (2, "Piano"));
    let measure = &part.measures[0];
    let keys: Vec<_> = measure.keys.iter().map(|it| (it.staff, it.value)).collect();
    assert_eq!(keys, [1, 2].map(|it| (it, KeySignature { fifths: -2 })));
    assert_eq!(measure.times[1].value.symbol(), TimeSymbol::Common);
    assert_eq!(measure.clefs[0].value, Clef::BASS);
    assert!(read.remarks.is_empty());
}

#[test]
fn lengths_are_made_of_durations_where_no_value_is_said() {
    let read = measure(
        &[
            note("C", "<duration>18</duration><voice>1</voice>"),
            note("D", "<duration>8</duration><voice>1</voice>"),
            "<note><rest/><duration>22</duration></note>".to_owned(),
        ]
        .concat(),
    );
    let length = |at| chord_at(&read.score, 0, 0, at).length;
    assert_eq!(length(0), Length::new(NoteValue::Quarter, 1, None).unwrap());
    let triplet = TupletRatio::new(3, 2);
    assert_eq!(
        length(1),
        Length::new(NoteValue::Quarter, 0, triplet).unwrap()
    );
    let entries = read.score.parts[0].measures[0].voices[0].entries();
    assert_eq!(entries[2].duration(), q(11, 6));
    assert_eq!(remarks(&read), [(Remark::OddLength, 2)]);
}

#[test]
fn a_duration_wins_over_a_value_that_says_otherwise() {
    let read = measure(
        &[
            note("C", "<duration>8</duration><type>half</type>"),
            note("D", "<duration>4</duration><type>eighth</type>"),
        ]
        .concat(),
    );
    let entries = read.score.parts[0].measures[0].voices[0].entries();
    assert_eq!(
        (entries[0].duration(), entries[1].onset),
        (q(2, 3), q(2, 3))
    );
    assert_eq!(
        chord_at(&read.score, 0, 0, 0).length.value(),
        NoteValue::Half
    );
    assert_eq!(remarks(&read), [(Remark::OddLength, 2)]);
}

#[test]
fn what_is_hidden_is_left_out() {
    let hidden = "<note print-object='no'><rest/><duration>12</duration></note><note \
                  print-object='no'><pitch><step>C</step><octave>4</octave></pitch>\
                  <duration>12</duration></note>";
    let read = measure(&format!("{hidden}{}", note("D", "<duration>12</duration>")));
    let voice = &read.score.parts[0].measures[0].voices[0];
    assert_eq!(
        (voice.entries().len(), voice.entries()[0].onset),
        (1, q(2, 1))
    );
    assert_eq!(remarks(&read), [(Remark::HiddenNote, 1)]);
}

#[test]
fn overlaps_go_to_new_voices() {
    let half = "<duration>24</duration><voice>1</voice><type>half</type>";
    let back = "<backup><duration>12</duration></backup>";
    let read = measure(&[&note("C", half), back, &note("D", half)].concat());
    let voices = &read.score.parts[0].measures[0].voices;
    let numbers: Vec<u8> = voices.iter().map(|it| it.number()).collect();
    assert_eq!(
        (numbers, voices[1].entries()[0].onset),
        (vec![1, 2], q(1, 1))
    );
    assert_eq!(remarks(&read), [(Remark::Overlap, 1)]);
}

#[test]
fn jumps_are_told_from_other_words_by_their_sound() {
    let words = |words, sound| {
        format!(
            "<direction><direction-type><words>{words}</words></direction-type>{sound}</direction>"
        )
    };
    let content = [
        words("cantabile", ""),
        words("Fine", "<sound fine='yes'/>"),
        "<sound dacapo='yes'/>".to_owned(),
        "<direction><direction-type><coda/></direction-type><sound tocoda='coda'/></direction>"
            .to_owned(),
    ];
    let read = measure(&content.concat());
    let directions = &read.score.parts[0].measures[0].directions;
    let kinds: Vec<_> = directions.iter().map(|it| it.kind.clone()).collect();
    let jump = |jump, words: &str| DirectionKind::Jump {
        jump,
        words: words.to_owned(),
    };
    assert_eq!(
        kinds,
        [
            DirectionKind::Words("cantabile".to_owned()),
            jump(Jump::Fine, "Fine"),
            jump(Jump::DaCapo, "D.C."),
            jump(Jump::ToCoda, "To Coda"),
        ]
    );
}

#[test]
fn what_has_no_place_is_named() {
    let content = [
        note("C", "<duration>12</duration><lyric><text>la</text></lyric>"),
        "<note><unpitched/><duration>12</duration></note>".to_owned(),
        "<harmony/>".to_owned(),
    ];
    let read = measure(&content.concat());
    let left_out = |element: &str| {
        let element = element.to_owned();
        (Remark::LeftOut { element }, 1)
    };
    assert_eq!(remarks(&read), ["harmony", "lyric", "note"].map(left_out));
}

#[test]
fn identifiers_are_kept_and_new_ones_are_not_among_them() {
    let quarter = "<duration>12</duration>";
    let with_id = |id: &str| note("C", quarter).replace("<note>", &format!("<note id='{id}'>"));
    let read = measure(&["n1", "e7", "e7", "e1"].map(with_id).concat());
    let ids = read.score.parts[0].measures[0].ids().map(|it| it.0);
    assert_eq!(ids.collect::<Vec<_>>(), [8, 7, 9, 1]);
}

#[test]
fn whole_measure_rests_take_the_time_that_is_said() {
    let read = measure("<note id='e3'><rest measure='yes'/><duration>36</duration></note>");
    let entries = read.score.parts[0].measures[0].voices[0].entries();
    let Content::Rest(rest) = &entries[0].content else {
        panic!("it is a rest");
    };
    assert_eq!(
        (rest.length, rest.id),
        (RestLength::Measure(q(3, 1)), ElementId(3))
    );
}

#[test]
fn other_encodings_are_read() {
    let text = file("<measure number='1'/>").replace("Piano", "Flöte");
    let wide = std::iter::once('\u{FEFF}')
        .chain(text.chars())
        .collect::<String>();
    let big: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [wide.into_bytes(), big, little] {
        assert_eq!(read(&bytes).unwrap().score.parts[0].name, "Flöte");
    }
    let latin: Vec<u8> = text.chars().map(|it| it as u8).collect();
    assert!(matches!(read(&latin), Err(ReadError::Encoding)));
}

/// A compressed file of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn compressed_scores_are_found_by_their_container_or_by_their_name() {
    let container = b"<container><rootfiles><rootfile full-path='b.xml'/></rootfiles></container>";
    let (a, b) = (file("<measure number='1'/>"), file("<measure number='2'/>"));
    let number = |bytes: Vec<u8>| {
        read(&bytes).unwrap().score.parts[0].measures[0]
            .number
            .clone()
    };
    let both: [(&str, &[u8]); 2] = [("a.xml", a.as_bytes()), ("b.xml", b.as_bytes())];
    let named = [&both[..], &[("META-INF/container.xml", container)]].concat();
    assert_eq!(number(archive(&named)), "2");
    assert_eq!(number(archive(&both)), "1");
    let other = archive(&[("readme.txt", b"nothing")]);
    assert!(matches!(read(&other), Err(ReadError::NoScore)));
    assert!(matches!(read(b"PK nothing"), Err(ReadError::Archive(_))));
}

#[test]
fn hostile_files_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b 'cc'>]><score-partwise>&b;</score-partwise>";
    assert!(matches!(read(bomb.as_bytes()), Err(ReadError::Entities)));
    let zeros = vec![b' '; 140 << 20];
    let bomb = archive(&[("a.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(read(&bomb), Err(ReadError::TooLarge { .. })));
    let deep = "<a>".repeat(200_000) + &"</a>".repeat(200_000);
    assert!(read(file(&deep).as_bytes()).is_ok());
    for text in ["", "x", "<score-timewise/>", "<score-partwise>", "\u{0}"] {
        assert!(read(text.as_bytes()).is_err(), "{text:?}");
    }
}

#[test]
fn numbers_that_everything_depends_on_must_be_sound() {
    let refused = |content: &str| {
        let text = file(&format!("<measure number='1'>{content}</measure>"));
        let refused = read(text.as_bytes()).unwrap_err();
        assert!(
            matches!(refused, ReadError::Number { .. }),
            "{content}: {refused}"
        );
    };
    for divisions in ["0", "-4", "x", "0.5", "99999999"] {
        refused(&format!(
            "<attributes><divisions>{divisions}</divisions></attributes>"
        ));
    }
    for duration in ["", "-1", "1e9", "999999999", "9999999999999999999"] {
        refused(&note("C", &format!("<duration>{duration}</duration>")));
    }
    let forward = "<forward><duration>9999</duration></forward>";
    refused(&forward.repeat(3));
    refused("<direction><direction-type><segno/></direction-type><offset>x</offset></direction>");
}
