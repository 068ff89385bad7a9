//! Secrets as they are stored.

use sha2::{Digest, Sha256};

/// The hash under which a secret is stored: a secret of 128 random bits needs no slow hash.
pub fn hash_secret(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}
