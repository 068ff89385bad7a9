//! Passwords: Argon2id with OWASP's current minimum (19 MiB, two passes, one lane).
//! Source: OWASP Password Storage Cheat Sheet.

use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::{Error, Result};

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Shortest password: 15 characters without a second factor (NIST SP 800-63B-4, 2025).
pub(crate) const MIN_LENGTH: usize = 15;
/// Longest, so that nobody makes the server hash a novel.
pub(crate) const MAX_LENGTH: usize = 256;

/// Hashes and checks passwords, a few at a time: each takes 19 MiB and a core.
pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
    /// Checked when there is no account, so that the time of an answer does not tell whether there is one.
    decoy: String,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        let decoy = hash("no account has this password", &[7; 16]).unwrap_or_default();
        Self {
            permits: Arc::new(Semaphore::new(4)),
            decoy,
        }
    }

    /// The PHC string of a password.
    pub(crate) async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String> {
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

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let internal = |error: &dyn std::error::Error| Error::Internal(error.to_string());
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|error| internal(&error))?;
        // The work holds the permit itself: it goes on when whoever asked has gone away.
        let work = move || {
            let _permit = permit;
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

#[cfg(test)]
mod tests {
    use super::*;

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
