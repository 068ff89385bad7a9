//! The receipt of a consent: what two people of a body decided, in the words that they read, for ever the same.
//!
//! Everything inside of the article comes from what was kept with the decision. Only a receipt whose words nobody kept (there is none
//! but from a time before they were) is filled from the interface.

use std::collections::BTreeMap;

use axum::extract::Path;
use domain::content::Lang;
use domain::disclose::{Consent, Recipient};
use domain::identity::organisation::{Organisation, Role};
use domain::timestamp::Timestamp;
use insight::{ConsentReceipt, Decider, Proposal, ProposalState};
use leptos::prelude::*;
use usecase::Words;

use super::view::address;
use crate::components::layout::Breadcrumbs;
use crate::context::Cx;
use crate::error::PageResult;
use crate::shell::Page;

/// What the text of a version does not promise, each with its key.
pub(super) const LIMITS: [&str; 5] = ["likely", "together", "again", "part", "elsewhere"];

/// The labels of a receipt, each with its key.
const LABELS: [(&str, &str); 12] = [
    ("title", "sharing-receipt-title"),
    ("body", "sharing-receipt-body"),
    ("round", "sharing-receipt-round"),
    ("recipient", "sharing-history-recipient"),
    ("every-donor", "sharing-every-donor"),
    ("level", "sharing-history-level"),
    ("proposed", "sharing-receipt-proposed"),
    ("confirmed", "sharing-receipt-confirmed"),
    ("number", "sharing-receipt-id"),
    ("text-version", "sharing-receipt-text-version"),
    ("agreed", "sharing-receipt-text"),
    ("limits", "sharing-limits-title"),
];

/// The words in which somebody reads a decision in a language: the labels of its receipt, and the text that is agreed to.
pub fn words(lang: Lang, version: i64, level: Consent, recipient: &Recipient) -> Words {
    let text = |key: &str| words::text(lang, key);
    let mut texts: BTreeMap<String, String> = LABELS
        .iter()
        .map(|(name, key)| ((*name).to_owned(), text(key)))
        .collect();
    for role in Role::ALL {
        texts.insert(
            format!("role-{}", role.as_str()),
            text(&format!("role-{}", role.as_str())),
        );
    }
    texts.insert(
        "level-name".to_owned(),
        text(&format!("sharing-level-{}", level.as_str())),
    );
    texts.insert("text".to_owned(), text(&text_key(version, level, recipient)));
    texts.insert("agreement".to_owned(), text(&format!("sharing-agree-{version}")));
    if version > 1 {
        for limit in LIMITS {
            texts.insert(format!("limit-{limit}"), text(&format!("sharing-limit-{limit}")));
        }
    }
    Words {
        language: lang,
        texts,
    }
}

/// The key of the text of a version that is agreed to.
pub(super) fn text_key(version: i64, level: Consent, recipient: &Recipient) -> String {
    let level = level.as_str();
    match recipient {
        Recipient::Donor(_) if version > 1 => format!("sharing-text-{version}-one-{level}"),
        Recipient::Donor(_) | Recipient::EveryDonor => format!("sharing-text-{version}-{level}"),
    }
}

/// The receipt of a confirmed consent, to be printed or kept.
pub async fn page(cx: Cx, Path((org, consent)): Path<(String, String)>) -> PageResult {
    let permit = cx.permit_on_body(&org).await?;
    let body = permit.organisation().clone();
    let receipt = insight::consent_receipt(cx.env(), &permit, &mut cx.reader(), &consent).await?;
    let (page, context) = (Page::new(cx.t("sharing-receipt-title")), cx.clone());
    Ok(cx.render(page, move || view(&context, &body, &receipt)))
}

fn view(cx: &Cx, body: &Organisation, receipt: &ConsentReceipt) -> AnyView {
    let trail = vec![
        (format!("/assess/{}", body.slug), body.name.clone()),
        (address(body), cx.t("sharing-title")),
    ];
    view! {
        <Breadcrumbs trail=trail/>
        {article(cx, receipt)}
        <p class="no-print">{cx.t("sharing-receipt-print")}</p>
        <p class="no-print"><a href=address(body)>{cx.t("sharing-receipt-back")}</a></p>
    }
    .into_any()
}

fn article(cx: &Cx, receipt: &ConsentReceipt) -> Option<AnyView> {
    let ConsentReceipt { round, proposal } = receipt;
    let ProposalState::Confirmed { by, at } = &proposal.state else {
        return None;
    };
    let fallback = words(
        cx.lang,
        proposal.text_version,
        proposal.level,
        &proposal.recipient,
    );
    let or_fallback = |words: &Words| {
        if words.is_empty() {
            fallback.clone()
        } else {
            words.clone()
        }
    };
    let (read, proposed) = (or_fallback(&by.words), or_fallback(&proposal.proposer.words));
    let recipient = proposal
        .recipient_name
        .clone()
        .unwrap_or_else(|| read.text("every-donor").to_owned());
    // In two languages the same words may not say quite the same: what the proposer read stands there too.
    let as_proposed = (proposed.language != read.language).then(|| {
        view! {
            <section lang=proposed.language.tag() dir=proposed.language.dir()>
                <h2>{proposed.text("agreed").to_owned()}</h2>
                {agreed(&proposed)}
            </section>
        }
    });
    let copied = proposal
        .names_copied
        .then(|| view! { <p>{read.text("copied").to_owned()}</p> });
    let view = view! {
        <article class="receipt" lang=read.language.tag() dir=read.language.dir()>
            <h1>{read.text("title").to_owned()}</h1>
            <dl class="facts">
                <dt>{read.text("body").to_owned()}</dt>
                <dd><bdi>{proposal.body_name.clone()}</bdi></dd>
                <dt>{read.text("round").to_owned()}</dt>
                <dd><bdi>{round.title.clone()}</bdi></dd>
                <dt>{read.text("recipient").to_owned()}</dt>
                <dd><bdi>{recipient}</bdi></dd>
                <dt>{read.text("level").to_owned()}</dt>
                <dd><b>{read.text("level-name").to_owned()}</b></dd>
                <dt>{read.text("proposed").to_owned()}</dt>
                <dd>{act(&read, &proposal.proposer, proposal.proposed_at)}</dd>
                <dt>{read.text("confirmed").to_owned()}</dt>
                <dd>{act(&read, by, *at)}</dd>
                <dt>{read.text("number").to_owned()}</dt>
                <dd><code dir="ltr">{proposal.id.clone()}</code></dd>
                <dt>{read.text("text-version").to_owned()}</dt>
                <dd>{proposal.text_version}</dd>
            </dl>
            {copied}
            <h2>{read.text("agreed").to_owned()}</h2>
            {agreed(&read)}
            {as_proposed}
        </article>
    };
    Some(view.into_any())
}

/// The text that was agreed to, with what it does not promise.
fn agreed(words: &Words) -> AnyView {
    let limits: Vec<String> = LIMITS
        .iter()
        .map(|limit| words.text(&format!("limit-{limit}")).to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    let limits = (!limits.is_empty()).then(|| {
        let items = limits
            .into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect_view();
        view! { <p>{words.text("limits").to_owned()}</p> <ul>{items}</ul> }
    });
    view! {
        <p>{words.text("text").to_owned()}</p>
        <p>{words.text("agreement").to_owned()}</p>
        {limits}
    }
    .into_any()
}

/// Who acted, as they were, and when, in a form that no language changes.
fn act(words: &Words, who: &Decider, at: Timestamp) -> AnyView {
    let roles = who
        .roles
        .iter()
        .map(|role| {
            let name = words.text(&format!("role-{}", role.as_str())).to_owned();
            view! { <li>{name}</li> }
        })
        .collect_view();
    let moment = at.datetime();
    let moment = format!(
        "{} {:02}:{:02} UTC",
        moment.date(),
        moment.hour(),
        moment.minute()
    );
    view! {
        <bdi>{who.name.clone()}</bdi>
        " "
        <span dir="ltr">"<"{who.email.clone()}">"</span>
        <ul class="receipt-roles">{roles}</ul>
        <span dir="ltr">{moment}</span>
    }
    .into_any()
}

/// The words with which a proposal is confirmed.
pub(super) fn words_of(lang: Lang, proposal: &Proposal) -> Words {
    words(lang, proposal.text_version, proposal.level, &proposal.recipient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insight::CONSENT_TEXT_VERSION;
    use words::has;

    #[test]
    fn every_text_that_can_be_agreed_to_has_its_words() {
        let one = Recipient::Donor("d".into());
        for lang in Lang::ALL {
            for version in 1..=CONSENT_TEXT_VERSION {
                assert!(has(lang, &format!("sharing-agree-{version}")));
                for level in Consent::ALL {
                    assert!(
                        has(lang, &text_key(version, level, &Recipient::EveryDonor)),
                        "{lang:?} {version} {level:?}"
                    );
                }
                // There is no aggregate for one donor alone.
                for level in [Consent::None, Consent::Named] {
                    assert!(
                        has(lang, &text_key(version, level, &one)),
                        "{lang:?} {version} {level:?}"
                    );
                }
            }
            for limit in LIMITS {
                assert!(has(lang, &format!("sharing-limit-{limit}")));
            }
        }
    }

    /// What somebody agrees to in a version: the texts, and what they do not promise.
    fn digest(lang: Lang, version: i64) -> String {
        use sha2::{Digest, Sha256};

        let recipients = [Recipient::EveryDonor, Recipient::Donor("d".into())];
        let mut hash = Sha256::new();
        for (recipient, level) in recipients
            .iter()
            .flat_map(|recipient| Consent::ALL.map(|level| (recipient, level)))
        {
            if !has(lang, &text_key(version, level, recipient)) {
                continue;
            }
            for (name, text) in words(lang, version, level, recipient).texts {
                let is_agreed = ["text", "agreement", "level-name", "limits"].contains(&name.as_str());
                if is_agreed || name.starts_with("limit-") {
                    hash.update(format!("{name}={text}\n"));
                }
            }
        }
        let hash = hash.finalize();
        hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whoever agreed in a language agreed to what it said: a text that is corrected is a new version of it, in every language.
    #[test]
    fn what_was_agreed_to_is_never_changed_under_its_version() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/words/consent.lock");
        let lock = std::fs::read_to_string(file).unwrap();
        let mut now = String::new();
        for version in 1..=CONSENT_TEXT_VERSION {
            for lang in Lang::ALL {
                now += &format!("{version} {} {}\n", lang.tag(), digest(lang, version));
            }
        }
        for line in lock.lines() {
            assert!(
                now.contains(line),
                "a text of consent (version, language) is no longer what was agreed to: {line}\n\
                 Put it back, and write what should be said as the next version (docs/adr/0023)."
            );
        }
        if std::env::var_os("WRITE_CONSENT_LOCK").is_some() {
            std::fs::write(file, now).unwrap();
            return;
        }
        assert_eq!(
            now, lock,
            "lines are missing in crates/words/consent.lock: WRITE_CONSENT_LOCK=yes cargo test -p app --features ssr consent"
        );
    }

    /// A receipt of the first text keeps its words only if the migration wrote them down as they were.
    #[test]
    fn the_first_text_is_in_the_migration_as_it_was_read() {
        let migration = include_str!("../../../../../migrations/common/0005_rounds.sql");
        // Those in which it could be read then.
        let known = |lang: &Lang| migration.contains(&format!("    ('{}', ", lang.tag()));
        for lang in Lang::ALL.into_iter().filter(known) {
            for level in Consent::ALL {
                let words = words(lang, 1, level, &Recipient::EveryDonor);
                for name in ["text", "agreement", "level-name", "every-donor"] {
                    assert!(migration.contains(words.text(name)), "{lang:?} {level:?} {name}");
                }
            }
        }
    }
}
