//! Passwords: Argon2id with OWASP's current minimum (19 MiB, two passes, one lane).
//! Source: OWASP Password Storage Cheat Sheet.

use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use usecase::{Error, Result};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Shortest password: 15 characters without a second factor (NIST SP 800-63B-4, 2025).
pub(crate) const MIN_LENGTH: usize = 15;
/// Longest, so that nobody makes the server hash a novel.
pub(crate) const MAX_LENGTH: usize = 256;
/// A letter can be many bytes, but the longest password is no more than this.
pub(crate) const MAX_BYTES: usize = domain::text::BYTES_OF_A_LETTER * MAX_LENGTH;
/// How many passwords are worked on at once.
const AT_ONCE: usize = 4;
/// So much of a password is judged: the work grows with the square of it, and this much that is hard to guess is enough.
const JUDGED: usize = 40;
/// Words of a site like this, which somebody who knows nothing else of it would try.
const SITE: [&str; 9] = [
    "polder",
    "election",
    "elections",
    "electoral",
    "commission",
    "انتخابات",
    "الانتخابات",
    "مفوضية",
    "لجنة",
];
/// Shorter words say nothing: they are in too many passwords.
const SHORTEST_WORD: usize = 4;

/// Hashes and checks passwords, a few at a time: each takes 19 MiB and a core.
#[derive(Clone)]
pub struct Passwords {
    permits: Arc<Semaphore>,
    /// Checked when there is no account, so that the time of an answer does not tell whether there is one.
    decoy: String,
    /// The threads on which work was done.
    #[cfg(test)]
    pub(crate) threads: Arc<std::sync::Mutex<Vec<std::thread::ThreadId>>>,
}

impl Passwords {
    /// A pool for a few at a time.
    #[expect(clippy::new_without_default, reason = "it hashes: that is no default")]
    pub fn new() -> Self {
        // With an empty one the time would tell.
        let decoy = hash("no account has this password", &[7; 16]).expect("a constant can be hashed");
        Self {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            decoy,
            #[cfg(test)]
            threads: Arc::default(),
        }
    }

    /// The PHC string of a password.
    ///
    /// # Errors
    /// It cannot be hashed.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String> {
        self.run(move || hash(&password, &salt)).await?
    }

    /// Whether the password is the one that was hashed; always false without a hash, after the same work.
    pub(crate) async fn verify(&self, password: String, stored: Option<String>) -> Result<bool> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.decoy.clone());
        let matches = self
            .run(move || {
                let password = normalised(&password);
                PasswordHash::new(&stored)
                    .is_ok_and(|parsed| argon2().verify_password(password.as_bytes(), &parsed).is_ok())
            })
            .await?;
        Ok(known && matches)
    }

    /// Whether a password is among the first that somebody would try who knows what it is `about`: names and addresses.
    pub(crate) async fn is_easy(&self, password: String, about: Vec<String>) -> Result<bool> {
        self.run(move || is_easy(&password, &about)).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let internal = |error: &dyn std::error::Error| Error::Internal(error.to_string());
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|error| internal(&error))?;
        #[cfg(test)]
        let threads = Arc::clone(&self.threads);
        // The work holds the permit itself: it goes on when whoever asked has gone away.
        let work = move || {
            let _permit = permit;
            #[cfg(test)]
            threads.lock().unwrap().push(std::thread::current().id());
            work()
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| internal(&error))
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("constant parameters are valid");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The same letters as the same bytes, whichever keyboard composed them (NIST SP 800-63B-4).
fn normalised(password: &str) -> String {
    password.nfc().collect()
}

fn hash(password: &str, salt: &[u8; 16]) -> Result<String> {
    let internal = |error: argon2::password_hash::Error| Error::Internal(error.to_string());
    let salt = SaltString::encode_b64(salt).map_err(internal)?;
    Ok(argon2()
        .hash_password(normalised(password).as_bytes(), &salt)
        .map_err(internal)?
        .to_string())
}

/// A known word is worth no more than a letter: so long words that anybody would try do not make a password long.
fn is_easy(password: &str, about: &[String]) -> bool {
    let password = bared(&normalised(password));
    let mut words: Vec<String> = about
        .iter()
        .flat_map(|text| {
            text.split(|letter: char| !letter.is_alphanumeric())
                .chain([text.as_str()])
        })
        .chain(SITE)
        .map(bared)
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    // The longest first, so that no part of a word is left.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    let shortened = words
        .iter()
        .fold(password, |password, word| password.replace(word.as_str(), "x"));
    let judged: String = shortened.chars().take(JUDGED).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    zxcvbn::zxcvbn(&judged, &words).score() < zxcvbn::Score::Three
}

/// Lower case and without accents; everything else stays.
fn bared(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .collect::<String>()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn words_of_the_site_the_person_and_the_organisation_do_not_make_a_password() {
        let about: Vec<String> = [
            "noor.haddad@halvoria.example",
            "Noor Haddad",
            "National Election Commission of Halvoria",
            "halvoria",
        ]
        .map(str::to_owned)
        .into();
        for easy in [
            "Polder2026Polder",
            "election2026!!!!",
            "Halvoria2026Halvoria",
            "Hálvoria2026Hálvoria",
            "noorhaddad123456",
            "Noor.Haddad@Halvoria.example1",
            "NationalElection2026Halvoria",
            "National Election Commission of Halvoria 2026",
            "الانتخابات2026الانتخابات",
            "aaaaaaaaaaaaaaaa",
            "passwordpassword",
            "qwertyuiopasdfgh",
            "123456789012345678901234567890",
        ] {
            assert!(is_easy(easy, &about), "{easy}");
        }
        for good in [
            "another good password",
            "three herons over a polder",
            "correct horse battery staple",
            "خمسة زوارق فوق جبل بعيد",
            "vL8#qpzR2!mKw9$tB",
            // Just hard enough.
            "turtlelampturtle",
        ] {
            assert!(!is_easy(good, &about), "{good}");
        }
        // Of a name, a word of four letters counts, and letters and shorter words say nothing.
        assert!(!is_easy("kxqzvkxqzbkxqzm", &about));
        assert!(is_easy("kxqzvkxqzbkxqzm", &["Kxqz".to_owned()]));
        assert!(!is_easy("kxqzvbmwjkxqzvb", &["Kxq Z. Zvb-Mwj".to_owned()]));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "this is about real time")]
    fn a_crafted_password_is_judged_soon() {
        let crafted = "4@8({[<369!1|70$5+%2abcegilostxz".repeat(8);
        let begun = std::time::Instant::now();
        is_easy(&crafted, &[]);
        // Whole, it takes more than a minute.
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn a_few_at_a_time() {
        let passwords = Arc::new(Passwords::new());
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let tasks: Vec<_> = (0..24)
            .map(|_| {
                let (passwords, running, most) = (passwords.clone(), running.clone(), most.clone());
                tokio::spawn(async move {
                    let work = move || {
                        most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(20));
                        running.fetch_sub(1, Ordering::SeqCst);
                    };
                    passwords.run(work).await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = Passwords::new();
        let stored = passwords
            .hash("correct horse battery".into(), [1; 16])
            .await
            .unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(
            passwords
                .verify("correct horse battery".into(), Some(stored.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("correct horse".into(), Some(stored))
                .await
                .unwrap()
        );
        // An é as one letter, and as an e with an accent.
        let composed = passwords
            .hash("caf\u{e9} au lait, deux".into(), [2; 16])
            .await
            .unwrap();
        assert!(
            passwords
                .verify("cafe\u{301} au lait, deux".into(), Some(composed))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("no account has this password".into(), None)
                .await
                .unwrap()
        );
    }
}
