//! The audit on both databases: what is recorded, what is sealed, and that whatever is done to it afterwards is found.

use domain::identity::audit::{By, Entry, Event};

use super::*;
use crate::testing::{account, body, on_both, run};
use crate::tx::statement;
use crate::{AuditFilter, AuditOf, Error, PeopleChange, Store, Tx};

const START: i64 = 1_793_523_600_000;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap()]
    }

    fn event(&mut self) -> Event {
        let account = self.pick(&["amal", "badr", "with \"quotes\"", "علي"]).into();
        let organisation = self.pick(&["harbour", "hill"]).into();
        let round = self.pick(&["spring", "autumn"]).into();
        match self.below(6) {
            0 => Event::SignedIn { account },
            1 => Event::RolesChanged {
                account,
                organisation,
                roles: vec!["lead".into(), "assessor".into()],
            },
            2 => Event::LinkGiven {
                account,
                organisation: (self.below(2) == 0).then_some(organisation),
            },
            3 => Event::ReportExported {
                organisation,
                assessment: "a".into(),
                format: "csv".into(),
            },
            4 => Event::RoundClosed {
                round,
                release: "digest".into(),
            },
            _ => Event::NamedReportRead {
                organisation,
                round,
                donor: "donor".into(),
            },
        }
    }

    fn by(&mut self) -> By {
        By::from(self.pick(&["amal", "badr", "console", "job"]))
    }
}

fn entry(number: u64, dice: &mut Dice) -> Entry {
    Entry {
        id: format!("entry-{number:05}"),
        at: Timestamp(START + i64::try_from(number).unwrap() * 10),
        by: dice.by(),
        event: dice.event(),
    }
}

async fn record(store: &Store, entry: &Entry) {
    store.write(async |tx| tx.audit(entry).await).await.unwrap();
}

async fn seal(store: &Store, now: i64) -> usize {
    store
        .write(async |tx| tx.seal_audit(Timestamp(now), 400).await)
        .await
        .unwrap()
        .0
}

async fn check(store: &Store) -> AuditCheck {
    let mut moment = store.snapshot().await.unwrap();
    moment
        .check_audit(Timestamp(START + 100_000), None)
        .await
        .unwrap()
}

/// A thousand entries, recorded by ones and by threes, sealed now and then; ten at the end are not sealed.
async fn a_thousand(store: &Store) -> Head {
    let mut dice = Dice(7);
    let mut number = 0;
    while number < 1_000 {
        let mut tx = store.begin().await.unwrap();
        for _ in 0..=dice.below(3) {
            number += 1;
            tx.audit(&entry(number, &mut dice)).await.unwrap();
        }
        // One in five is thought better of.
        if dice.below(5) > 0 {
            tx.commit().await.unwrap();
        } else {
            drop(tx);
        }
        if dice.below(50) == 0 {
            seal(store, START + 20_000).await;
        }
    }
    while seal(store, START + 30_000).await > 0 {}
    let head = check(store).await.head.unwrap();
    for number in 2_001..=2_010 {
        record(store, &entry(number, &mut dice)).await;
    }
    head
}

/// What somebody could do who has the database: without what refuses it, and without keeping it.
async fn tampered(store: &Store, written_down: Option<&Head>, statements: &[String]) -> AuditCheck {
    let mut tx = store.begin().await.unwrap();
    for text in statements {
        assert!(execute(&mut tx, text).await.unwrap() > 0, "{text}");
    }
    tx.check_audit(Timestamp(START + 100_000), written_down)
        .await
        .unwrap()
}

async fn execute(tx: &mut Tx, text: &str) -> Result<u64> {
    let text = sqlx::AssertSqlSafe(text.to_owned());
    Ok(statement!(tx, db => sqlx::query(text).execute(db).await.map(|done| done.rows_affected()))?)
}

async fn unlock(store: &Store) {
    let statements = match store.database() {
        "SQLite" => {
            "DROP TRIGGER audit_entry_is_not_changed; DROP TRIGGER audit_entry_is_not_deleted;
            DROP TRIGGER audit_seal_is_not_changed; DROP TRIGGER audit_seal_is_not_deleted;"
        }
        _ => {
            "DROP TRIGGER audit_entry_is_kept ON audit_entry; DROP TRIGGER audit_seal_is_kept ON audit_seal;"
        }
    };
    run(store, statements).await;
}

/// Another text of the same length: its first character is another one.
fn with_another_byte(column: &str) -> String {
    format!("CASE WHEN substr({column}, 1, 1) = 'x' THEN 'y' ELSE 'x' END || substr({column}, 2)")
}

on_both! {
    async fn a_thousand_actions_and_then_one_changed_byte(store: &Store) {
        a_thousand(store).await;
        let sound = check(store).await;
        assert!(sound.broken.is_none() && sound.late.is_none(), "{sound:?}");
        assert!(sound.sealed > 500, "{sound:?}");
        assert_eq!(sound.waiting, 10);
        unlock(store).await;
        let mut dice = Dice(11);
        let rows = store.reader().audit_links(0, 10_000).await.unwrap();
        assert_eq!(rows.len(), usize::try_from(sound.sealed).unwrap());
        let numbers = ["at"];
        let texts = ["id", "actor", "organisation_id", "action", "object_kind", "object_id", "details"];
        for (table, column, is_number) in numbers.iter().map(|column| ("audit_entry", *column, true))
            .chain(texts.iter().map(|column| ("audit_entry", *column, false)))
            .chain([("audit_seal", "sealed_at", true), ("audit_seal", "hash", false), ("audit_seal", "entry_id", false)])
        {
            for _ in 0..8 {
                let row = &rows[usize::try_from(dice.below(rows.len() as u64)).unwrap()];
                let key = if table == "audit_entry" { "id" } else { "entry_id" };
                let value = if is_number { format!("{column} + 1") } else { with_another_byte(column) };
                // Where there was no organisation there is one now.
                let value = if column == "organisation_id" { format!("COALESCE({value}, 'hill')") } else { value };
                let change = format!("UPDATE {table} SET {column} = {value} WHERE {key} = '{}'", row.entry_id);
                let found = tampered(store, None, std::slice::from_ref(&change)).await;
                let (seq, broken) = match found.broken.unwrap_or_else(|| panic!("not found: {change}")) {
                    Broken::Changed { seq, id } => (seq, id),
                    // Its id is another one now.
                    Broken::Deleted { seq, .. } if ["id", "entry_id"].contains(&column) => (seq, row.entry_id.clone()),
                    other => panic!("{change}: {other}"),
                };
                assert_eq!((seq, &broken), (row.seq, &row.entry_id), "{change}");
            }
        }
        // Nothing of all that was kept.
        assert_eq!(check(store).await, sound);
    }

    async fn what_is_deleted_put_in_moved_or_cut_off_is_named(store: &Store) {
        let head = a_thousand(store).await;
        unlock(store).await;
        let rows = store.reader().audit_links(0, 10_000).await.unwrap();
        let id = |seq: usize| rows[seq - 1].entry_id.clone();
        let delete_entry = |seq| format!("DELETE FROM audit_entry WHERE id = '{}'", id(seq));
        let delete_seal = |seq| format!("DELETE FROM audit_seal WHERE seq = {seq}");
        let last = usize::try_from(head.seq).unwrap();
        let cut_off = [delete_entry(last), delete_seal(last)];
        let waiting = "DELETE FROM audit_entry WHERE id = 'entry-02003'".to_owned();
        let put_in = "INSERT INTO audit_entry (id, at, actor, action, object_kind, object_id, details)
            VALUES ('forged', 1, 'amal', 'signed-in', 'account', 'amal', '{}')".to_owned();
        let moved = [
            "UPDATE audit_seal SET entry_id = 'aside' WHERE seq = 5".to_owned(),
            format!("UPDATE audit_seal SET entry_id = '{}' WHERE seq = 6", id(5)),
            format!("UPDATE audit_seal SET entry_id = '{}' WHERE seq = 5", id(6)),
        ];
        let changed = |seq: usize, id: String| Broken::Changed { seq: i64::try_from(seq).unwrap(), id };
        for (statements, expected) in [
            (vec![delete_entry(3)], Some(Broken::Deleted { seq: 3, id: id(3) })),
            (vec![delete_seal(1), delete_entry(1)], Some(Broken::Missing(1))),
            (vec![delete_seal(7), delete_entry(7)], Some(Broken::Missing(7))),
            (vec![put_in.clone()], Some(Broken::Inserted("forged".into()))),
            (moved.to_vec(), Some(changed(5, id(6)))),
            (vec![waiting], Some(Broken::Lost("entry-02003".into()))),
            (cut_off.to_vec(), Some(Broken::NotAsWrittenDown(head.seq))),
            (vec![format!("UPDATE audit_seal SET seq = seq + 1 WHERE seq = {last}")], Some(Broken::Missing(head.seq))),
        ] {
            assert_eq!(tampered(store, Some(&head), &statements).await.broken, expected, "{statements:?}");
        }
        // What is cut off at the end is known to whoever wrote the end down, and to nobody else.
        assert_eq!(tampered(store, None, &cut_off).await.broken, None);
        // Made anew from some entry on it is a chain again, with another end.
        let other = Head { hash: "0".repeat(64), ..head.clone() };
        let mut moment = store.snapshot().await.unwrap();
        let found = moment.check_audit(Timestamp(START), Some(&other)).await.unwrap();
        assert_eq!(found.broken, Some(Broken::NotAsWrittenDown(head.seq)));
        // Put in with all that the program itself would put in, it is at least noted as late.
        let mut tx = store.begin().await.unwrap();
        let forged = Entry { id: "forged".into(), at: Timestamp(START - 7_200_000), by: By::Console, event: Event::RegionsChanged {} };
        tx.audit(&forged).await.unwrap();
        tx.seal_audit(Timestamp(START + 40_000), 400).await.unwrap();
        let found = tx.check_audit(Timestamp(START), None).await.unwrap();
        // It is the oldest of those that waited, so it is sealed first.
        assert_eq!((found.broken, found.late), (None, Some(head.seq + 1)));
    }

    async fn the_audit_is_only_ever_added_to(store: &Store) {
        record(store, &entry(1, &mut Dice(1))).await;
        seal(store, START).await;
        let mut refused = vec![
            "UPDATE audit_entry SET actor = 'badr'",
            "DELETE FROM audit_entry",
            "UPDATE audit_seal SET hash = ''",
            "DELETE FROM audit_seal",
        ];
        if store.database() == "PostgreSQL" {
            refused.extend(["TRUNCATE audit_entry", "TRUNCATE audit_seal"]);
        }
        for text in refused {
            let mut tx = store.begin().await.unwrap();
            let error = execute(&mut tx, text).await.expect_err(text);
            assert!(error.to_string().contains("only ever added to"), "{text}: {error}");
        }
        assert_eq!(check(store).await.sealed, 1);
    }

    async fn entries_are_sealed_once_whoever_seals(store: &Store) {
        for number in 1..=50 {
            record(store, &entry(number, &mut Dice(number))).await;
        }
        let one = |now| store.write(async move |tx| tx.seal_audit(Timestamp(now), 400).await);
        let sealed = tokio::join!(one(START), one(START + 1), one(START + 2));
        for result in [sealed.0, sealed.1, sealed.2] {
            assert!(matches!(result, Ok(_) | Err(Error::Duplicate)), "{result:?}");
        }
        let sound = check(store).await;
        assert_eq!((sound.broken, sound.sealed, sound.waiting), (None, 50, 0));
        // What is sealed later follows on it.
        record(store, &entry(51, &mut Dice(1))).await;
        assert_eq!((seal(store, START + 3).await, seal(store, START + 4).await), (1, 0));
        let sound = check(store).await;
        assert_eq!((sound.broken, sound.sealed), (None, 51));
    }

    async fn what_waits_too_long_for_its_seal_is_said(store: &Store) {
        record(store, &entry(0, &mut Dice(1))).await;
        let at = async |now| store.snapshot().await.unwrap().check_audit(Timestamp(now), None).await.unwrap();
        let early = at(START + 600_000).await;
        assert_eq!((early.broken, early.waiting, early.head), (None, 1, None));
        let broken = at(START + 600_001).await.broken.unwrap();
        assert_eq!(broken, Broken::Behind(START));
        assert!(broken.to_string().contains("2026-11-01"), "{broken}");
    }

    async fn the_chain_outlives_a_person(store: &Store) {
        let (amal, harbour) = (account(store, "amal").await, body(store, "harbour").await);
        crate::testing::member(store, &amal, &harbour, "assessor").await;
        let event = Event::ProfileChanged { organisation: harbour.clone() };
        record(store, &Entry { id: "1".into(), at: Timestamp(START), by: (&amal).into(), event }).await;
        seal(store, START).await;
        let list = async || store.reader().audit_list(&AuditFilter::default(), 9).await.unwrap();
        let named = list().await;
        assert_eq!((named[0].actor_name.as_deref(), named[0].is_by_member), (Some("amal"), true));
        assert_eq!((named[0].object_name.as_deref(), named[0].seq), (Some("harbour"), Some(1)));
        let removed = store.write(async |tx| tx.remove_account(&amal, Timestamp(START)).await).await.unwrap();
        assert!(matches!(removed, PeopleChange::Done(_)), "{removed:?}");
        assert_eq!(check(store).await.broken, None);
        let unnamed = list().await;
        assert_eq!((unnamed[0].actor_name.as_deref(), unnamed[0].is_by_member), (Some(""), false));
        assert_eq!(unnamed[0].entry, named[0].entry);
    }

    async fn entries_are_listed_by_who_what_and_when(store: &Store) {
        let events = [
            ("amal", Event::SignedIn { account: "amal".into() }),
            ("amal", Event::ProfileChanged { organisation: "harbour".into() }),
            ("badr", Event::ProfileChanged { organisation: "hill".into() }),
            ("console", Event::OrganisationAdded { organisation: "harbour".into() }),
        ];
        for (number, (by, event)) in events.into_iter().enumerate() {
            let at = Timestamp(START + i64::try_from(number).unwrap());
            record(store, &Entry { id: number.to_string(), at, by: By::from(by), event }).await;
        }
        let list = async |filter: AuditFilter, most| {
            let rows = store.reader().audit_list(&filter, most).await.unwrap();
            rows.into_iter().map(|row| row.entry.id).collect::<Vec<_>>()
        };
        let all = AuditFilter::default;
        assert_eq!(list(all(), 9).await, ["3", "2", "1", "0"]);
        assert_eq!(list(all(), 2).await, ["3", "2"]);
        assert_eq!(list(AuditFilter { after: Some((START + 2, "2".into())), ..all() }, 9).await, ["1", "0"]);
        assert_eq!(list(AuditFilter { of: AuditOf::Organisation("harbour".into()), ..all() }, 9).await, ["3", "1"]);
        assert_eq!(list(AuditFilter { actor: Some("amal".into()), ..all() }, 9).await, ["1", "0"]);
        assert_eq!(list(AuditFilter { action: Some("profile-changed".into()), ..all() }, 9).await, ["2", "1"]);
        let from_until = AuditFilter { from: Some(Timestamp(START + 1)), until: Some(Timestamp(START + 3)), ..all() };
        assert_eq!(list(from_until, 9).await, ["2", "1"]);
    }
}

#[test]
fn the_form_that_is_hashed_is_the_documented_one() {
    let entry = crate::AuditRow {
        id: "id".into(),
        at: 5,
        actor: "amal".into(),
        organisation_id: None,
        action: "signed-in".into(),
        object_kind: "account".into(),
        object_id: "amal".into(),
        details: r#"{"account":"amal"}"#.into(),
    };
    let form = r#"[2,"before",9,"id",5,"amal",null,"signed-in","account","amal","{\"account\":\"amal\"}"]"#;
    let digest = hex::encode(Sha256::digest(form));
    assert_eq!(hash(2, "before", 9, &entry), digest);
}

#[test]
fn a_written_down_end_is_read_again() {
    let head = Head {
        seq: 12,
        hash: "ab".repeat(32),
    };
    assert_eq!(head.to_string().parse(), Ok(head));
    for wrong in [
        "",
        "12",
        "12:",
        "0:ab",
        &format!("-1:{}", "ab".repeat(32)),
        &format!("1:{}", "xy".repeat(32)),
    ] {
        assert!(wrong.parse::<Head>().is_err(), "{wrong}");
    }
}
