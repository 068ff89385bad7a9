//! Files that cannot be taken: each is refused with its line and reason, and nothing of it is kept. Long because each file stands beside its reason.

use std::io::{self, BufReader, Read};

use iati::{Broken, Limits, Why, read, read_where};

use super::{everything, file, one};

/// A sound activity, which stands before what is broken and must not be kept either.
const SOUND: &str = "<iati-activity><iati-identifier>XX-1-SOUND</iati-identifier></iati-activity>";

/// A file whose third line is a sound activity and whose fourth begins with this.
fn after(broken: impl AsRef<str>) -> Vec<u8> {
    let mut file = "<?xml version=\"1.0\"?>\n<iati-activities version=\"2.03\">\n".to_owned();
    file.push_str(SOUND);
    file.push('\n');
    file.push_str(broken.as_ref());
    file.into_bytes()
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn syntax(text: &str) -> Why {
    Why::Syntax(text.to_owned())
}

fn cut_off(open: &str) -> Why {
    Why::CutOff(open.to_owned())
}

fn entity(name: &str) -> Why {
    Why::Entity(name.to_owned())
}

/// A name, the file, the line and the reason.
type Case = (&'static str, Vec<u8>, u64, Why);

fn of_no_such_sort() -> Vec<Case> {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">\
        <!ENTITY lol2 \"&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;\">]>\n<iati-activities version=\"2.03\">&lol2;</iati-activities>";
    let external = "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><iati-activities version=\"2.03\">&x;</iati-activities>";
    let parameter = "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://example.org/p.dtd\"> %p;]><iati-activities/>";
    let organisations = "<iati-organisations version=\"2.03\"><iati-organisation/></iati-organisations>";
    let old = "<?xml version=\"1.0\"?>\n<iati-activities version=\"1.05\">\n</iati-activities>";
    vec![
        ("nothing", Vec::new(), 1, Why::Empty),
        ("white space", b"\n \n".to_vec(), 3, Why::Empty),
        (
            "a table",
            b"identifier,title\nXX-1,Elections\n".to_vec(),
            1,
            Why::NotXml,
        ),
        ("JSON", b"{\"iati-activities\": []}".to_vec(), 1, Why::NotXml),
        (
            "words before it",
            b"Dear colleague,\n<iati-activities/>".to_vec(),
            1,
            Why::NotXml,
        ),
        ("gzip", b"\x1F\x8B\x08\0\0\0\0\0".to_vec(), 1, Why::Packed("gzip")),
        ("a workbook", b"PK\x03\x04\x14\0".to_vec(), 1, Why::Packed("zip")),
        ("xz", b"\xFD7zXZ\0".to_vec(), 1, Why::Packed("xz")),
        ("a billion laughs", laughs.into(), 2, Why::Doctype),
        ("a file of ours as entity", external.into(), 1, Why::Doctype),
        ("a parameter entity", parameter.into(), 1, Why::Doctype),
        (
            "a DOCTYPE without end",
            b"<!DOCTYPE x [".to_vec(),
            1,
            Why::Doctype,
        ),
        (
            "a web page",
            b"<!DOCTYPE html><html></html>".to_vec(),
            1,
            Why::Doctype,
        ),
        (
            "a web page without DOCTYPE",
            b"<html/>".to_vec(),
            1,
            Why::Root("html".into()),
        ),
        (
            "organisations",
            organisations.into(),
            1,
            Why::Root("iati-organisations".into()),
        ),
        (
            "an activity alone",
            SOUND.into(),
            1,
            Why::Root("iati-activity".into()),
        ),
        ("version 1.05", old.into(), 2, Why::Version("1.05".into())),
        (
            "version 3",
            b"<iati-activities version='3.01'/>".to_vec(),
            1,
            Why::Version("3.01".into()),
        ),
        (
            "only a declaration",
            b"<?xml version='1.0'?>\n<!-- -->\n".to_vec(),
            3,
            Why::Empty,
        ),
    ]
}

fn of_wrong_encodings() -> Vec<Case> {
    let encoding = |name: &str| Why::Encoding(name.to_owned());
    let said = |name: &str| {
        format!("<?xml version='1.0' encoding='{name}'?><iati-activities version='2.03'/>").into_bytes()
    };
    let cut = utf16("<iati-activities version='2.03'>\n");
    vec![
        (
            "Latin-1 that says UTF-8",
            joined(&[&after("<x>"), b"\xE9"]),
            4,
            Why::Bytes("UTF-8"),
        ),
        (
            "nought in two bytes",
            joined(&[&after("\n<x>"), b"\xC0\x80"]),
            5,
            Why::Bytes("UTF-8"),
        ),
        (
            "half a pair",
            joined(&[&after("<x>"), b"\xED\xA0\x80"]),
            4,
            Why::Bytes("UTF-8"),
        ),
        (
            "a letter cut in two",
            joined(&[&after("<x>"), b"\xE2\x82"]),
            4,
            Why::Bytes("UTF-8"),
        ),
        ("UTF-16 that is none", said("UTF-16"), 1, encoding("UTF-16")),
        ("Japanese", said("Shift_JIS"), 1, encoding("Shift_JIS")),
        ("an encoding of no one", said("klingon"), 1, encoding("klingon")),
        ("UTF-32", b"\xFF\xFE\0\0<\0\0\0".to_vec(), 1, encoding("UTF-32")),
        ("EBCDIC", b"\x4C\x6F\xA7\x94\x93".to_vec(), 1, encoding("EBCDIC")),
        (
            "UTF-16 with half a pair",
            joined(&[b"\xFF\xFE", &cut, b"\x00\xD8<\0"]),
            2,
            Why::Bytes("UTF-16LE"),
        ),
        (
            "UTF-16 with half a letter",
            joined(&[b"\xFF\xFE", &cut, b"<"]),
            2,
            Why::Bytes("UTF-16LE"),
        ),
        (
            "a zero byte",
            joined(&[&after("<x>"), b"\0"]),
            4,
            Why::Character(0),
        ),
        (
            "a code for the screen",
            after("<x>\u{1b}[2J</x>"),
            4,
            Why::Character(27),
        ),
    ]
}

fn of_bad_form() -> Vec<Case> {
    vec![
        (
            "an entity of web pages",
            after("<x>Cote&nbsp;d</x>"),
            4,
            entity("nbsp"),
        ),
        ("an entity in a value", after("<x y='&lol;'/>"), 4, entity("lol")),
        (
            "a bare ampersand",
            after("<x>Law & order</x>"),
            4,
            syntax("\"&\" stands for nothing; write &amp;"),
        ),
        (
            "character zero",
            after("<x>&#0;</x>"),
            4,
            syntax("&#0; is no character"),
        ),
        (
            "a control character",
            after("<x>&#x1b;</x>"),
            4,
            Why::Character(27),
        ),
        (
            "half a pair by number",
            after("<x>&#xD800;</x>"),
            4,
            syntax("&#xD800; is no character"),
        ),
        (
            "a number too large",
            after("<x>&#x110000;</x>"),
            4,
            syntax("&#x110000; is no character"),
        ),
        (
            "cut off in a tag",
            after("<iati-activity>\n<iati-ident"),
            5,
            cut_off("iati-activity"),
        ),
        (
            "cut off in a text",
            after("<iati-activity>\n<title>Elec"),
            5,
            cut_off("title"),
        ),
        (
            "cut off in a comment",
            after("<!-- and so"),
            4,
            cut_off("iati-activities"),
        ),
        (
            "cut off in CDATA",
            after("<title><![CDATA[ and so"),
            4,
            cut_off("title"),
        ),
        (
            "cut off in a value",
            after("<title xml:lang=\"e"),
            4,
            cut_off("iati-activities"),
        ),
        ("cut off at the end", after(""), 4, cut_off("iati-activities")),
        (
            "an attribute twice",
            after("<sector code='1' code='2'/>"),
            4,
            Why::AttributeTwice("sector".into()),
        ),
        (
            "crossed tags",
            after("<a><b></a></b>"),
            4,
            syntax("</b> was expected, and </a> found"),
        ),
        (
            "one end too many",
            after("</iati-activities>\n</iati-activities>"),
            5,
            syntax("</iati-activities> ends what never began"),
        ),
        (
            "two roots",
            after("</iati-activities><iati-activities/>"),
            4,
            syntax("a second element after the first has ended"),
        ),
        (
            "words behind the end",
            after("</iati-activities>\nbye"),
            4,
            syntax("text outside of the first element"),
        ),
        (
            "a late declaration",
            b"\n<?xml version='1.0'?><iati-activities/>".to_vec(),
            2,
            syntax("nothing may stand before the declaration of XML"),
        ),
        (
            "a name that is none",
            after("<1a/>"),
            4,
            syntax("<1a> is no name"),
        ),
        ("no name", after("< a/>"), 4, syntax("<> is no name")),
        (
            "an attribute that is no name",
            after("<a b&amp;c='1'/>"),
            4,
            syntax("in <a>, \"b&amp;c\" is no name"),
        ),
        (
            "a tag in a value",
            after("<a b='<c'/>"),
            4,
            syntax("in <a>, a value holds \"<\""),
        ),
        (
            "something with an exclamation mark",
            after("<!ELEMENT a ANY>"),
            4,
            syntax("\"<!\" begins nothing that XML has"),
        ),
        (
            "a value without quotes",
            after("<a b=c/>"),
            4,
            syntax("in <a>, position 4: attribute value must be enclosed in `\"` or `'`"),
        ),
    ]
}

fn too_much() -> Vec<Case> {
    let limits = Limits::default();
    let much = "x".repeat(2 * limits.piece);
    let attributes: String = (0..1_000).map(|number| format!(" a{number}='1'")).collect();
    let piece = || Why::PieceTooLong(limits.piece);
    vec![
        ("a huge text", after(format!("<title>{much}</title>")), 4, piece()),
        ("a huge value", after(format!("<title a='{much}'/>")), 4, piece()),
        ("a huge comment", after(format!("<!--{much}-->")), 4, piece()),
        (
            "a huge CDATA",
            after(format!("<title><![CDATA[{much}]]></title>")),
            4,
            piece(),
        ),
        ("a huge name", after(format!("<{much}/>")), 4, piece()),
        ("a huge instruction", after(format!("<?{much}?>")), 4, piece()),
        ("a huge entity", after(format!("<x>&{much};</x>")), 4, piece()),
        (
            "deep nesting",
            after("<a>".repeat(100_000)),
            4,
            Why::TooDeep(limits.depth),
        ),
        (
            "many attributes",
            after(format!("<a{attributes}/>")),
            4,
            Why::TooManyAttributes("a".into()),
        ),
    ]
}

#[test]
fn broken_files_are_refused_with_their_line_and_reason() {
    let cases = [of_no_such_sort(), of_wrong_encodings(), of_bad_form(), too_much()].concat();
    assert!(cases.len() >= 40);
    let mut wrong = Vec::new();
    for (name, file, line, why) in cases {
        let expected = Broken { line, why };
        match everything(&file) {
            Err(found) if found == expected => {}
            Err(found) => wrong.push(format!("{name}: {found:?}")),
            Ok(_) => wrong.push(format!("{name}: was taken")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Wherever a file is cut, it is either refused or nothing of it is missing.
#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let whole = one(
        "<title><narrative xml:lang=\"fr\">Élections &amp; scrutin</narrative></title><!-- x --><sector code=\"15151\"/>",
    );
    let end = whole.trim_end().len();
    for at in 0..end {
        assert!(everything(&whole.as_bytes()[..at]).is_err(), "cut at {at}");
    }
    assert!(everything(&whole.as_bytes()[..end]).is_ok());
}

#[test]
fn what_would_take_too_much_is_refused() {
    let limits = Limits {
        file: 10_000,
        activity: 5_000,
        activities: 3,
        kept: 2,
        ..Limits::default()
    };
    let refused =
        |file: &str, limits: &Limits| read_where(file.as_bytes(), limits, |_| true).unwrap_err().why;
    let activities = |number: usize| -> String {
        let activity =
            |at| format!("<iati-activity><iati-identifier>XX-1-{at}</iati-identifier></iati-activity>\n");
        file(&(0..number).map(activity).collect::<String>())
    };
    assert_eq!(refused(&activities(3), &limits), Why::TooManyKept(2));
    let counted = read(activities(3).as_bytes(), &limits, |_| {});
    assert_eq!(counted.unwrap().activities, 3);
    let counted = read(activities(4).as_bytes(), &limits, |_| {});
    assert_eq!(counted.unwrap_err().why, Why::TooManyActivities(3));
    assert_eq!(
        refused(
            &activities(200),
            &Limits {
                activities: 500,
                kept: 500,
                ..limits
            }
        ),
        Why::FileTooLong(10_000)
    );
    let transactions = "<transaction/>".repeat(50);
    assert_eq!(refused(&one(&transactions), &limits), Why::ActivityTooLong(5_000));
}

/// A disk that fails.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[test]
fn a_disk_that_fails_is_told() {
    let start = after("");
    let failing = BufReader::new(start.as_slice().chain(Failing));
    let broken = read_where(failing, &Limits::default(), |_| true).unwrap_err();
    assert_eq!(broken.why, Why::Unreadable("the disk is gone".to_owned()));
    let text = Broken {
        line: 4,
        why: cut_off("title"),
    }
    .to_string();
    assert_eq!(
        text,
        "line 4: the file ends here, but <title> is still open: it was cut off"
    );
}
